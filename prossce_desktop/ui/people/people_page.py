"""All people, each once: search as one types, chips, and a table that is a window on the base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import Country, Sex
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.lists.chosen_rows import ListOrder
from prossce_desktop.services.lists.list_queries import (
    EVERY,
    Anchor,
    PeopleFilter,
    PeopleSort,
    PersonRow,
    Reading,
)
from prossce_desktop.services.lists.list_words import province_words
from prossce_desktop.services.lists.people_columns import COLUMNS
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.lists.filter_chip import FilterChip
from prossce_desktop.ui.lists.list_frame import ListOf
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.lists.paged_model import BLOCK, Read
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.session.session import Session

T = TypeVar("T")
LEAST = 220
"""Of a name at least so much is read, in pixels at 100 %."""


@dataclass(frozen=True)
class _Question:
    """What was asked, and where in the list the person stood."""

    asked: PeopleFilter
    sort: PeopleSort
    descending: bool
    offset: int


class PeoplePage(ListPage):
    """Enter opens the person."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        gives_way = (("last",), ("activities",), ("province",), ("phone",))
        of = ListOf("person", _("People"), _("Search this list"), LEAST, gives_way)
        super().__init__(session, of, COLUMNS, _look, COLUMNS[0], PeopleSort.entered, parent)
        to_activities = Button(_("Go to Activities"))
        to_activities.clicked.connect(lambda: self.go.emit(Place(PageName.activities)))
        self.frame.stand_in(EmptyState(
            "users", _("No people yet"), _("People come from the lists of activities. Open an activity and "
                                           "go to its tab “People”."),
            (to_activities,),
        ))  # fmt: skip
        self.sex, self.country = FilterChip(_("Sex")), FilterChip(_("Country"))
        self.province = FilterChip(_("Province"), words_of=province_words)
        self.sex.offer([(one.value, _(one.label)) for one in Sex])
        self.country.offer([(one.value, _(one.label)) for one in Country])
        self.check = Chip(_("To check"), cross=True)
        for name, chip in (
            ("sex", self.sex),
            ("country", self.country),
            ("province", self.province),
            ("check", self.check),
        ):
            self.frame.add_chip(name, chip)
        self._question: _Question | None = None
        self._begun: _Question | None = None
        """Of this one the first rows stand already."""
        self._has_provinces = False
        self.frame.opened.connect(lambda row: self.go.emit(Place(PageName.person, record=row.id)))
        self.setFocusProxy(self.search)

    def wanted(self) -> PeopleFilter:
        return PeopleFilter(
            self.search.text(),
            self.sex.chosen(),
            self.country.chosen(),
            self.province.chosen(),
            self.check.is_on(),
        )

    def ask(self) -> None:
        """Read the list again: first rows, then the number, then the pages; an older question is dropped."""
        at = max(0, self.view.currentIndex().row())
        question = self._question = _Question(self.wanted(), self.sort, self.descending, at)
        self._read(
            lambda reading: self._page(reading, question, BLOCK),
            lambda first: self._show_first(question, first),
        )

    def _read(self, work: Callable[[Reading], T], done: Callable[[T], None]) -> None:
        self.read(lambda reading, _step: work(reading), done)

    def _page(
        self, reading: Reading, question: _Question, limit: int, anchor: Anchor | None = None, skip: int = 0
    ) -> list[PersonRow]:
        return list_queries.people(
            reading,
            question.asked,
            sort=question.sort,
            descending=question.descending,
            anchor=anchor,
            skip=skip,
            limit=limit,
        )

    def _reader(self, question: _Question, anchors: Sequence[Anchor]) -> Read:
        """Without anchors rows are found from the beginning."""
        store = self.session.store

        def read(place: int, count: int) -> Sequence[PersonRow]:
            anchor = anchors[place // EVERY] if place // EVERY < len(anchors) else None
            with store.read() as reading:
                return self._page(
                    reading, question, count, anchor, place % EVERY if anchor is not None else place
                )

        return read

    def _show_first(self, question: _Question, first: Sequence[PersonRow]) -> None:
        if question is not self._question:  # its answer was on the way when another was asked
            return
        if len(first) < BLOCK:
            self._show(question, len(first), first)
            self._read_provinces()
            return
        # how many are all is said when they are counted
        if question.offset < BLOCK and not self.view.choice.is_all():
            self._begun = question
            self.model.show(len(first), self._reader(question, ()), first)
            self.shown(_order(question), question.offset)
        self._read(
            lambda reading: list_queries.count_people(reading, question.asked),
            lambda count: self._counted(question, count, first),
        )

    def _counted(self, question: _Question, count: int, first: Sequence[PersonRow]) -> None:
        if question is not self._question:
            return
        self._show(question, count, first)
        if count <= EVERY:
            self._read_provinces()
            return
        sort, down = question.sort, question.descending
        self._read(
            lambda reading: list_queries.people_anchors(reading, question.asked, sort=sort, descending=down),
            lambda anchors: self._anchored(question, anchors),
        )

    def _anchored(self, question: _Question, anchors: Sequence[Anchor]) -> None:
        if question is not self._question:
            return
        self.model.read_by(self._reader(question, anchors))
        self._read_provinces()

    def _show(self, question: _Question, count: int, first: Sequence[PersonRow]) -> None:
        read = self._reader(question, ())
        if self._begun is question and count >= BLOCK:
            self.model.grow(count)
        else:
            self.model.show(count, read, first)
            self.shown(_order(question), question.offset)
        said = ngettext_("{n} person, each counted once", "{n} people, each counted once", count)
        if self.frame.is_filtered():
            said = ngettext_("{n} person matches the filters", "{n} people match the filters", count)
        self.frame.header.say(_("People"), said.format(n=formatting.number(count)) if count else "")
        self.frame.show_count(count, filtered=question.asked != PeopleFilter())

    def _read_provinces(self) -> None:
        """Read the chip's choices last, since that is slow; they stay until a person changes."""
        if not self._has_provinces:
            self._read(list_queries.people_provinces, self._offer_provinces)

    def _offer_provinces(self, provinces: Sequence[str]) -> None:
        self._has_provinces = True
        self.province.offer([(one, province_words(one)) for one in provinces])

    def news(self, change: object) -> None:
        if "person" in getattr(change, "kinds", ("person",)):
            self._has_provinces = False
        super().news(change)


def _order(question: _Question) -> ListOrder:
    return ListOrder(question.asked, question.sort, question.descending)


def _look(row: PersonRow, key: str, role: int) -> object:
    """Somebody who may be there twice has a mark at the sex."""
    if key == "sex" and row.to_check:
        return mark_of(role, "users", _("Probably the same as another person: open and decide"))
    return None


def mark_of(role: int, icon: str, sentence: str) -> object:
    """The mark of a row that somebody should look at, and what it says."""
    return {
        int(Roles.icon): icon,
        int(Roles.tone): "warning",
        int(Qt.ItemDataRole.ToolTipRole): sentence,
    }.get(int(role))
