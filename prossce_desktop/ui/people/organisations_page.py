"""All organisations: employers, offices, unions, providers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop import codelists, wording
from prossce_desktop.domain.codes import Constituent, Country
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.progress import Step
from prossce_desktop.services import lists
from prossce_desktop.services.lists import OrganisationFilter, OrganisationRow, OrganisationSort
from prossce_desktop.ui.grids.roles import Roles
from prossce_desktop.ui.jobs import Job
from prossce_desktop.ui.page import Page
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.people.filter_chip import FilterChip
from prossce_desktop.ui.people.list_frame import ListFrame
from prossce_desktop.ui.people.window_model import BLOCK, WindowModel
from prossce_desktop.ui.place import TO_CHECK, PageName, Place
from prossce_desktop.ui.session import Session

NAME, TYPE, BRANCH, COUNTRY, FAIRS, POSTS, HIRED = range(7)
_SORTS = {NAME: OrganisationSort.name, FAIRS: OrganisationSort.fairs}


class OrganisationsPage(Page):
    """Enter opens one; New makes one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        heads = [_("Name"), _("Type"), _("Branch"), _("Country"), _("Fairs"), _("Posts"), _("Hired")]
        self.model = WindowModel(session, heads, _cell, right=(FAIRS, POSTS, HIRED), parent=self)
        new, first = Button(_("New organisation"), "primary", icon="plus"), Button(_("New organisation"), icon="plus")
        for button in (new, first):
            button.clicked.connect(self.new_one)
        explained = _("Employers come from the fairs they took part in; others are added here.")
        empty = EmptyState("building-2", _("No organisations yet"), explained, (first,))
        widths, types = (0, 180, 200, 150, 80, 80, 80), [_(one.label) for one in Constituent]
        gone = (BRANCH, POSTS, COUNTRY, HIRED, FAIRS)
        self.frame = ListFrame(_("Organisations"), self.model, widths, empty, samples={TYPE: types}, gives_way=gone)
        self.frame.header.add_action(new)
        self.type, self.country = FilterChip(_("Type")), FilterChip(_("Country"))
        self.type.offer([(one.value, _(one.label)) for one in Constituent])
        self.country.offer([(one.value, _(one.label)) for one in Country])
        self.sort, self.descending = OrganisationSort.name, False
        self._asking: Job | None = None
        for chip in (self.type, self.country):
            chip.changed.connect(self.ask)
            self.frame.chips.addWidget(chip)
        self.check = Chip(_("To check"), cross=True)
        self.check.toggled.connect(self.ask)
        self.frame.chips.addWidget(self.check)
        self.frame.asked.connect(self.ask)
        self.frame.opened.connect(lambda id: self.go.emit(Place(PageName.organisation, record=id)))
        self.frame.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        session.news.changed.connect(self._news)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.frame)
        self.setFocusProxy(self.frame.search)

    def enter(self, place: Place) -> None:
        """`place.search` is searched for; the tab `to_check` shows those that may be the same as another one."""
        if place.tab == TO_CHECK:
            self.check.setChecked(True)
        if place.search is not None:
            self.frame.search.set_value(place.search)
        self.ask()

    def new_one(self) -> None:
        """An empty form."""
        self.go.emit(Place(PageName.organisation, kind="organisation"))

    def wanted(self) -> OrganisationFilter:
        """The filter as it stands."""
        return OrganisationFilter(self.frame.text(), self.type.chosen(), self.country.chosen(), self.check.is_on())

    def ask(self) -> None:
        """Read the list again; an older question is dropped."""
        if self._asking is not None:
            self._asking.cancel()
        store, asked, sort, down = self.session.store, self.wanted(), self.sort, self.descending

        def work(step: Step) -> tuple[int, Sequence[OrganisationRow]]:
            with store.read() as reading:
                count = lists.count_organisations(reading, asked)
                step(1, 2)
                return count, lists.organisations(reading, asked, sort=sort, descending=down, limit=BLOCK)

        job = self.session.jobs.read(work, lambda found: self._show(*found, asked), lambda _error: None)
        self._asking = job
        job.ended.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if self._asking is job:
            self._asking = None

    def _show(self, count: int, first: Sequence[OrganisationRow], asked: OrganisationFilter) -> None:
        store, sort, down = self.session.store, self.sort, self.descending

        def read(at: int, limit: int) -> Sequence[OrganisationRow]:
            with store.read() as reading:
                return lists.organisations(reading, asked, sort=sort, descending=down, offset=at, limit=limit)

        at = max(0, self.frame.view.currentIndex().row())
        self.model.show(count, read, first)
        said = ngettext_("{n} organisation", "{n} organisations", count).format(n=wording.number(count))
        self.frame.header.say(_("Organisations"), said)
        if count:
            self.frame.view.setCurrentIndex(self.model.index(min(at, count - 1), 0))
        self.frame.show_count(count, filtered=asked != OrganisationFilter())

    def _sort_by(self, section: int) -> None:
        wanted = _SORTS.get(section, OrganisationSort.entered)
        self.descending = not self.descending if wanted is self.sort else wanted is OrganisationSort.fairs
        self.sort = wanted
        header = self.frame.view.horizontalHeader()
        header.setSortIndicatorShown(section in _SORTS)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder)
        self.ask()

    def _news(self, change: object) -> None:
        if self.isVisible():
            self.ask()


def _cell(row: Any, column: int, role: int) -> object:
    """What an organisation's row shows in a column."""
    if role == Qt.ItemDataRole.DisplayRole:
        return _text(row, column)
    if role == Roles.second_line and column == NAME:
        return row.latin_name or None
    if column == TYPE and row.to_check and role in (Roles.icon, Qt.ItemDataRole.ToolTipRole):
        return "building-2" if role == Roles.icon else _("Likely the same as another one: open and decide")
    if column == TYPE and row.to_check and role == Roles.tone:
        return "warning"
    if role == Roles.tone and _text(row, column) == wording.DASH:
        return "muted"
    return None


def _text(row: OrganisationRow, column: int) -> str:
    match column:
        case 0:
            return row.name
        case 1:
            return _(Constituent(row.constituent).label) if row.constituent in list(Constituent) else wording.DASH
        case 2:
            return _(codelists.names("isic4").get(row.isic or "", row.isic or wording.DASH))
        case 3:
            return _(Country(row.country).label) if row.country in list(Country) else wording.DASH
        case 4:
            return wording.number(row.fairs)
        case 5:
            return wording.DASH if row.posts is None else wording.number(row.posts)
        case _:
            return wording.DASH if row.hired is None else wording.number(row.hired)
