"""All people, each once: search as one types, chips, and a table that is a window on the base."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop import codelists, wording
from prossce_desktop.domain.codes import Country, Sex
from prossce_desktop.domain.people import code_of
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.progress import Step
from prossce_desktop.services import lists
from prossce_desktop.services.lists import EVERY, Anchor, PeopleFilter, PeopleSort, PersonRow, Reading
from prossce_desktop.ui.grids.roles import Roles
from prossce_desktop.ui.jobs import Job
from prossce_desktop.ui.page import Page
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.people.filter_chip import FilterChip
from prossce_desktop.ui.people.list_frame import ListFrame
from prossce_desktop.ui.people.window_model import BLOCK, Read, WindowModel
from prossce_desktop.ui.place import TO_CHECK, PageName, Place
from prossce_desktop.ui.session import Session

NAME, SEX, BORN, PHONE, PROVINCE, ACTIVITIES, LAST = range(7)
T = TypeVar("T")
_SORTS = {NAME: PeopleSort.name, BORN: PeopleSort.birth, PROVINCE: PeopleSort.province}


@dataclass(frozen=True)
class _Question:
    """What was asked, and where in the list the person stood."""

    asked: PeopleFilter
    sort: PeopleSort
    descending: bool
    at: int


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
        self.frame = ListFrame(_("People"), self.model, widths, empty, samples={SEX: sexes}, gives_way=(LAST, ACTIVITIES, PROVINCE, PHONE))
        self.sex, self.country, self.province = FilterChip(_("Sex")), FilterChip(_("Country")), FilterChip(_("Province"))
        self.sex.offer([(one.value, _(one.label)) for one in Sex])
        self.country.offer([(one.value, _(one.label)) for one in Country])
        self.check = Chip(_("To check"), cross=True)
        self.sort, self.descending = PeopleSort.name, False
        self._asking: Job | None = None
        self._question: _Question | None = None
        self._has_provinces = False
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
        """`place.search` is searched for; the tab `to_check` shows those who may be the same as somebody else."""
        if place.tab == TO_CHECK:
            self.check.setChecked(True)
        if place.search is not None:
            self.frame.search.set_value(place.search)
        self.ask()

    def wanted(self) -> PeopleFilter:
        """The filter as it stands."""
        return PeopleFilter(self.frame.text(), self.sex.chosen(), self.country.chosen(), self.province.chosen(), self.check.is_on())

    def ask(self) -> None:
        """Read the list again, its first rows at once, then how many there are, then where each page begins.

        An older question that is still open is dropped.
        """
        at = max(0, self.frame.view.currentIndex().row())
        question = self._question = _Question(self.wanted(), self.sort, self.descending, at)
        self._read(lambda reading: self._page(reading, question, BLOCK), lambda first: self._show_first(question, first))

    def _read(self, work: Callable[[Reading], T], done: Callable[[T], None]) -> None:
        if self._asking is not None:
            self._asking.cancel()
        store = self.session.store

        def on_thread(_step: Step) -> T:
            with store.read() as reading:
                return work(reading)

        job = self.session.jobs.read(on_thread, done, lambda _error: None)
        self._asking = job
        job.ended.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if self._asking is job:
            self._asking = None

    def _page(self, reading: Reading, question: _Question, limit: int, anchor: Anchor | None = None, skip: int = 0) -> list[PersonRow]:
        return lists.people(
            reading, question.asked, sort=question.sort, descending=question.descending, anchor=anchor, skip=skip, limit=limit
        )

    def _reader(self, question: _Question, anchors: Sequence[Anchor]) -> Read:
        """Without anchors rows are found from the beginning."""
        store = self.session.store

        def read(at: int, count: int) -> Sequence[PersonRow]:
            anchor = anchors[at // EVERY] if at // EVERY < len(anchors) else None
            with store.read() as reading:
                return self._page(reading, question, count, anchor, at % EVERY if anchor is not None else at)

        return read

    def _show_first(self, question: _Question, first: Sequence[PersonRow]) -> None:
        if question is not self._question:  # its answer was on the way when another was asked
            return
        if len(first) < BLOCK:
            self._show(question, len(first), first)
            self._read_provinces()
            return
        if question.at < BLOCK:
            self.model.show(len(first), self._reader(question, ()), first)
            self._stand_at(question.at)
        self._read(lambda reading: lists.count_people(reading, question.asked), lambda count: self._counted(question, count, first))

    def _counted(self, question: _Question, count: int, first: Sequence[PersonRow]) -> None:
        if question is not self._question:
            return
        self._show(question, count, first)
        if count <= EVERY:
            self._read_provinces()
            return
        sort, down = question.sort, question.descending
        self._read(
            lambda reading: lists.people_anchors(reading, question.asked, sort=sort, descending=down),
            lambda anchors: self._anchored(question, anchors),
        )

    def _anchored(self, question: _Question, anchors: Sequence[Anchor]) -> None:
        if question is not self._question:
            return
        self.model.read_by(self._reader(question, anchors))
        self._read_provinces()

    def _show(self, question: _Question, count: int, first: Sequence[PersonRow]) -> None:
        read = self._reader(question, ())
        if question.at < BLOCK and self.model.rowCount() == BLOCK <= count:
            self.model.grow(count)
        else:
            self.model.show(count, read, first)
            self._stand_at(min(question.at, count - 1))
        said = ngettext_("{n} person, each counted once", "{n} people, each counted once", count)
        self.frame.header.say(_("People"), said.format(n=wording.number(count)) if count else "")
        self.frame.show_count(count, filtered=question.asked != PeopleFilter())

    def _stand_at(self, row: int) -> None:
        if row >= 0:
            self.frame.view.setCurrentIndex(self.model.index(row, 0))

    def _read_provinces(self) -> None:
        """The choices of the chip: long to find, so they are asked for last and kept until somebody's record changes."""
        if not self._has_provinces:
            self._read(lists.people_provinces, self._offer_provinces)

    def _offer_provinces(self, provinces: Sequence[str]) -> None:
        self._has_provinces = True
        names = codelists.names("province")
        self.province.offer([(one, names.get(one) or _province(one)) for one in provinces])

    def _sort_by(self, section: int) -> None:
        wanted = _SORTS.get(section, PeopleSort.entered)
        self.descending = not self.descending if wanted is self.sort else False
        self.sort = wanted
        header = self.frame.view.horizontalHeader()
        header.setSortIndicatorShown(section in _SORTS)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder)
        self.ask()

    def _news(self, change: object) -> None:
        if "person" in getattr(change, "kinds", ("person",)):
            self._has_provinces = False
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
            return row.name or row.latin_name or (_("Somebody who was erased") if row.is_erased else code_of(row.id, row.country))
        case 1:
            return _(Sex(row.sex).label) if row.sex in list(Sex) and row.sex != Sex.not_recorded else wording.DASH
        case 2:
            return born_words(row.birth, row.age)
        case 3:
            return wording.phone(row.phone, row.country) or wording.DASH
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
    """12 Mar 2000, or the age as last given where no birth is known."""
    if birth:
        return wording.partial_day(birth)
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
