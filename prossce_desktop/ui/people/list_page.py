"""All people, each once: search as one types, chips, and a table that is a window on the base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop import codelists, wording
from prossce_desktop.domain import phones
from prossce_desktop.domain.codes import Country, Sex
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.progress import Step
from prossce_desktop.services import lists
from prossce_desktop.services.lists import EVERY, Anchor, PeopleFilter, PeopleSort, PersonRow
from prossce_desktop.ui.grids.roles import Roles
from prossce_desktop.ui.jobs import Job
from prossce_desktop.ui.page import Page
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.people.filter_chip import FilterChip
from prossce_desktop.ui.people.list_frame import ListFrame
from prossce_desktop.ui.people.window_model import BLOCK, WindowModel
from prossce_desktop.ui.place import PageName, Place
from prossce_desktop.ui.session import Session

NAME, SEX, BORN, PHONE, PROVINCE, ACTIVITIES, LAST = range(7)
_SORTS = {NAME: PeopleSort.name, BORN: PeopleSort.birth, PROVINCE: PeopleSort.province}


@dataclass(frozen=True)
class _Found:
    """One answer: how many, the first rows, where the others begin."""

    count: int
    first: Sequence[PersonRow]
    provinces: Sequence[str]
    anchors: Sequence[Anchor]


class PeoplePage(Page):
    """Enter opens the person."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        heads = [_("Name"), _("Sex"), _("Born or age"), _("Phone"), _("Province"), _("Activities"), _("Last one")]
        self.model = WindowModel(session, heads, _cell, right=(ACTIVITIES,), parent=self)
        to_activities = Button(_("Go to Activities"))
        to_activities.clicked.connect(lambda: self.go.emit(Place(PageName.activities)))
        empty = EmptyState(
            "users", _("No people yet"), _("They come from the lists of trainings and fairs: open an activity and its tab People."),
            (to_activities,),
        )  # fmt: skip
        sexes = [_(one.label) for one in Sex if one is not Sex.not_recorded]
        widths = (0, 84, 116, 130, 140, 90, 260)
        self.frame = ListFrame(_("People"), self.model, widths, empty, samples={SEX: sexes}, hidden_when_narrow=(LAST,))
        self.sex, self.country, self.province = FilterChip(_("Sex")), FilterChip(_("Country")), FilterChip(_("Province"))
        self.sex.offer([(one.value, _(one.label)) for one in Sex])
        self.country.offer([(one.value, _(one.label)) for one in Country])
        self.check = Chip(_("To check"), cross=True)
        self.sort, self.descending = PeopleSort.name, False
        self._asking: Job | None = None
        for chip in (self.sex, self.country, self.province):
            chip.changed.connect(self.ask)
            self.frame.chips.addWidget(chip)
        self.check.toggled.connect(self.ask)
        self.frame.chips.addWidget(self.check)
        self.frame.asked.connect(self.ask)
        self.frame.opened.connect(lambda id: self.go.emit(Place(PageName.person, record=id)))
        self.frame.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        session.news.changed.connect(self._news)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.frame)
        self.setFocusProxy(self.frame.search)

    def enter(self, place: Place) -> None:
        """`place.search` is searched for."""
        if place.search is not None:
            self.frame.search.set_value(place.search)
        self.ask()

    def wanted(self) -> PeopleFilter:
        """The filter as it stands."""
        return PeopleFilter(self.frame.text(), self.sex.chosen(), self.country.chosen(), self.province.chosen(), self.check.is_on())

    def ask(self) -> None:
        """Read the list again; an older question that is still open is dropped."""
        if self._asking is not None:
            self._asking.cancel()
        store, asked, sort, down = self.session.store, self.wanted(), self.sort, self.descending

        def work(step: Step) -> _Found:
            with store.read() as reading:
                count = lists.count_people(reading, asked)
                step(1, 4)
                first = lists.people(reading, asked, sort=sort, descending=down, limit=BLOCK)
                step(2, 4)
                anchors = lists.people_anchors(reading, asked, sort=sort, descending=down) if count > EVERY else []
                step(3, 4)
                return _Found(count, first, lists.people_provinces(reading), anchors)

        job = self.session.jobs.read(work, lambda found: self._show(found, asked), lambda _error: None)
        self._asking = job
        job.ended.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if self._asking is job:
            self._asking = None

    def _show(self, found: _Found, asked: PeopleFilter) -> None:
        store, sort, down = self.session.store, self.sort, self.descending

        def read(at: int, count: int) -> Sequence[PersonRow]:
            anchor = found.anchors[at // EVERY] if at // EVERY < len(found.anchors) else None
            skip = at % EVERY if anchor is not None else at
            with store.read() as reading:
                return lists.people(reading, asked, sort=sort, descending=down, anchor=anchor, skip=skip, limit=count)

        at = max(0, self.frame.view.currentIndex().row())
        self.model.show(found.count, read, found.first)
        names = codelists.names("province")
        self.province.offer([(one, names.get(one) or _province(one)) for one in found.provinces])
        said = ngettext_("{n} person, each counted once", "{n} people, each counted once", found.count)
        self.frame.header.say(_("People"), said.format(n=wording.number(found.count)) if found.count else "")
        if found.count:
            self.frame.view.setCurrentIndex(self.model.index(min(at, found.count - 1), 0))
        self.frame.show_count(found.count, filtered=asked != PeopleFilter())

    def _sort_by(self, section: int) -> None:
        wanted = _SORTS.get(section, PeopleSort.entered)
        self.descending = not self.descending if wanted is self.sort else False
        self.sort = wanted
        header = self.frame.view.horizontalHeader()
        header.setSortIndicatorShown(section in _SORTS)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder)
        self.ask()

    def _news(self, change: object) -> None:
        if self.isVisible():
            self.ask()


def _cell(row: PersonRow, column: int, role: int) -> object:
    """What a person's row shows in a column."""
    if role == Qt.ItemDataRole.DisplayRole:
        return _text(row, column)
    if role == Roles.second_line and column in (NAME, LAST):
        return _second(row, column) or None
    if role == Roles.icon:
        return ("users" if row.to_check else None) if column == SEX else None
    if role == Qt.ItemDataRole.ToolTipRole and column == SEX and row.to_check:
        return _("Likely the same as somebody else: open and decide")
    if role == Roles.tone:
        return "warning" if column == SEX and row.to_check else "muted" if _text(row, column) == wording.DASH else ""
    return None


def _text(row: PersonRow, column: int) -> str:
    match column:
        case 0:
            return row.name or row.latin_name or _("Name not here")
        case 1:
            return _(Sex(row.sex).label) if row.sex in list(Sex) and row.sex != Sex.not_recorded else wording.DASH
        case 2:
            return born_words(row.birth, row.age)
        case 3:
            return phones.display(row.phone, row.country or "") if row.phone else wording.DASH
        case 4:
            return (codelists.names("province").get(row.province) or _province(row.province)) if row.province else wording.DASH
        case 5:
            return wording.number(row.activities)
        case _:
            return row.last_title or wording.DASH


def _second(row: PersonRow, column: int) -> str:
    if column == NAME:
        return (row.latin_name or "") if row.name else ""
    return days_words(row.last_start, row.last_day)


def born_words(birth: str | None, age: int | None) -> str:
    """12/03/2000, or the age as last given where no birth is known."""
    if birth:
        return "/".join(reversed(birth.split("-")))
    return _("age {n}").format(n=age) if age is not None else wording.DASH


def days_words(start: str | None, end: str | None) -> str:
    """The days of an activity in words, a whole year as such; "" where there is none."""
    try:
        first, last = (dt.date.fromisoformat(day) if day else None for day in (start, end))
    except ValueError:
        return end or ""
    return wording.days(first, last, short=True)


def _province(code: str) -> str:
    return next((one.name for one in codelists.provinces() if one.code == code), code)
