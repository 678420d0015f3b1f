"""All activities: searched by words, filtered by chips, opened by Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import Country, Pillar, Status
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.lists import list_queries, programmes_and_stories
from prossce_desktop.services.lists.activity_columns import (
    COLUMNS,
    DATE,
    Row,
    count_words,
    kind_words,
    status_of,
)
from prossce_desktop.services.lists.chosen_rows import ListOrder, others_of
from prossce_desktop.services.lists.list_queries import PAST_DATE, ActivityFilter, ActivityListRow, Reading
from prossce_desktop.services.lists.list_words import province_words
from prossce_desktop.services.lists.programmes_and_stories import OtherRow
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.activities.new_record_menu import ICONS, NewMenu
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.base.shortcuts import is_control
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.lists.filter_chip import FilterChip
from prossce_desktop.ui.lists.list_frame import ListOf
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.lists.paged_model import BLOCK
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_row
from prossce_desktop.ui.records.drafts_banner import DraftsBanner
from prossce_desktop.ui.records.field_choices import provinces
from prossce_desktop.ui.session.session import Session

LEAST = 230
"""Of a title at least so much is read, in pixels at 100 %."""
GIVES_WAY = (("country",), ("named",), ("count", "basis"), ("status",))
"""Which columns go for it, in this order; a count never stands without its basis."""


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """What a question to the base brings."""

    count: int
    whole: int
    """Activities in all, whatever the filter."""
    by_status: dict[str, int]
    first: Sequence[ActivityListRow | OtherRow]
    years: Sequence[int]
    other_years: int
    """How many there would be without the year filter."""
    others: bool


class ActivitiesPage(ListPage):
    """The list. `open_new` is Ctrl+N."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        of = ListOf(
            "activity",
            _("Activities"),
            _("Search activities"),
            LEAST,
            GIVES_WAY,
            inset=0,
            search_width=250,
            search_in_tools=False,
        )
        super().__init__(session, of, COLUMNS, look, DATE, parent=parent)
        self.header = self.frame.header
        self.new = Button(_("New"), "primary", icon="plus")
        self.menu = NewMenu(self)
        self.drafts = DraftsBanner(session)
        self.foot = ListFoot()
        self.chips = {
            name: FilterChip(words, words_of=_TOLD.get(name, str)) for name, words in _chip_words().items()
        }
        self.below = self.frame.below
        self._make_empty()
        self._lay_out()
        self._connect()

    def _make_empty(self) -> None:
        self._buttons = [Button(""), Button("", icon="plus")]
        self.nothing = EmptyState("search-x", "", "", self._buttons)
        first = [Button(_("New training"), icon="plus"), Button(_("New career fair"), icon="plus")]
        said = _("Trainings, career fairs, dialogues, studies and exchanges, newest first.")
        self.empty = EmptyState("calendar-days", _("No activities yet"), said, first)

    def _lay_out(self) -> None:
        self.setProperty("look", "page")
        self.header.add_action(self.new)
        self.frame.tools.setContentsMargins(32, 0, 32, 12)
        self.frame.between.addWidget(self.drafts)
        self.frame.between.addWidget(Hairline())
        self.frame.under.addWidget(self.foot)
        for widget in (self.empty, self.nothing):
            self.below.addWidget(widget)
        for name, chip in self.chips.items():
            self.frame.add_chip(name, chip)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.new.clicked.connect(self.open_new)
        self.menu.chosen.connect(self.new_one)
        self.drafts.go.connect(self.go)
        self.foot.clear.clicked.connect(self._clear_search)
        self.foot.new.clicked.connect(self.open_new)
        self.frame.opened.connect(
            lambda row: self.go.emit(Place(PageName.activity, record=row.id, kind=str(row.kind)))
        )
        self.chips["month"].offer([(str(month), formatting.month_name(month)) for month in range(1, 13)])
        self.chips["pillar"].offer([(str(one.value), _(one.label)) for one in Pillar])
        self.chips["country"].offer(
            [*((str(one.value), _(one.label)) for one in Country), ("", _("No country (regional)"))]
        )
        self.chips["status"].offer(
            [*((str(one.value), _(one.label)) for one in Status), (PAST_DATE, _("Past date"))]
        )
        self.chips["kind"].offer(
            [(kind, _(KINDS[kind].PLURAL)) for kind in (*ACTIVITY_KINDS, *programmes_and_stories.KINDS)]
        )
        self.empty.pressed.connect(lambda at: self.new_one("career_fair" if at else "training"))
        self.nothing.pressed.connect(self._nothing_pressed)

    # -- asking

    def come(self, place: Place) -> None:
        """Search for `place.search`, filter by `place.kind`; a `place.year` sets month and status alone."""
        if place.kind is not None:
            self.chips["kind"].take((place.kind,))
        if place.year is not None:
            self._show_only(
                {"year": str(place.year), "month": str(place.month or ""), "status": place.tab or ""}
            )
            # whoever comes back finds the filters as they left them
            self.named.emit(Place(PageName.activities))
        super().come(place)
        self.drafts.look()

    def _show_only(self, chosen: Mapping[str, str]) -> None:
        """These choices and no others; asked for by whoever calls."""
        self.search.set_value("")
        self.frame.take_filters({name: (token,) for name, token in chosen.items() if token})

    def wanted(self) -> ActivityFilter:
        chosen = {name: chip.chosen() for name, chip in self.chips.items()}
        return ActivityFilter(
            self.search.text(), tuple(int(one) for one in chosen["year"]), chosen["kind"], chosen["pillar"],
            chosen["province"],
            chosen["country"], chosen["status"], tuple(int(one) for one in chosen["month"]),
        )  # fmt: skip

    def ask(self) -> None:
        """Read the list again; an older question is dropped."""
        asked, today, sort, down = self.wanted(), self.session.today(), self.sort, self.descending
        others = others_of(asked)

        def work(reading: Reading, step: ProgressCallback) -> ListAnswer:
            years = list_queries.activity_years(reading)
            whole = list_queries.count_activities(reading, ActivityFilter(), today)
            if others:
                found = programmes_and_stories.rows(reading, others, asked.text, asked.countries)
                return ListAnswer(len(found), whole, {}, found, years, len(found), others=True)
            count = list_queries.count_activities(reading, asked, today)
            step(1, 2)
            any_year = count
            if asked.years and not count:
                any_year = list_queries.count_activities(reading, replace(asked, years=()), today)
            first = list_queries.activities(reading, asked, today, sort=sort, descending=down, limit=BLOCK)
            return ListAnswer(
                count,
                whole,
                list_queries.activities_by_status(reading, asked, today),
                first,
                years,
                any_year,
                others=False,
            )

        self.read(work, lambda found: self._show(found, ListOrder(asked, sort, down)))

    def failed(self, error: Exception) -> None:
        self.foot.say(str(error))

    def _show(self, answer: ListAnswer, order: ListOrder) -> None:
        store, today, asked = self.session.store, self.session.today(), order.asked
        assert isinstance(asked, ActivityFilter)

        def read(place: int, limit: int) -> Sequence[ActivityListRow | OtherRow]:
            if answer.others:
                return answer.first[place : place + limit]
            with store.read() as reading:
                return list_queries.activities(
                    reading,
                    asked,
                    today,
                    sort=order.sort,  # type: ignore[arg-type]
                    descending=order.descending,
                    offset=place,
                    limit=limit,
                )

        was = self.model.held(self.view.currentIndex().row()) if self.view.currentIndex().isValid() else None
        same = (at for at, row in enumerate(answer.first) if was is not None and row.id == was.id)
        # past the first block the place stays, not the record
        at = next(same, self.view.currentIndex().row())
        self.model.show(answer.count, read, answer.first)
        self.shown(order, at)
        self.chips["year"].offer([(str(year), str(year)) for year in answer.years])
        self.chips["province"].offer(
            [(one.token, one.label) for one in provinces(self._province_country(asked))]
        )
        filtered = asked != ActivityFilter()
        self.below.setCurrentWidget(
            self.view
            if answer.count
            else self.nothing
            if filtered and not self._is_first(answer)
            else self.empty
        )
        if not answer.count and filtered:
            self._say_nothing(answer, asked)
        words = foot_words(
            answer.count, answer.whole, answer.by_status, others=answer.others, filtered=filtered
        )
        self.foot.say(*words, empty=not answer.count)

    def _is_first(self, answer: ListAnswer) -> bool:
        return not answer.whole and not answer.others and not self.search.text()

    def _province_country(self, asked: ActivityFilter) -> str:
        if len(asked.countries) == 1 and asked.countries[0]:
            return asked.countries[0]
        return self.session.store.identity.country

    def _say_nothing(self, answer: ListAnswer, asked: ActivityFilter) -> None:
        only = asked.kinds[0] if len(asked.kinds) == 1 else None
        kind = _(KINDS[only].LABEL).lower() if only else _("activity")
        when = formatting.listed([str(one) for one in asked.years]) if not asked.months else ""
        text = asked.text.strip()
        sentence = {
            (True, True): _("No {kind} in {when} matches “{text}”"), (True, False): _("No {kind} in {when}"),
            (False, True): _("No {kind} matches “{text}”"),
            (False, False): _("No {kind} matches the filters"),
        }[bool(when), bool(text)].format(kind=kind, when=when, text=text)  # fmt: skip
        more = _("Remove a filter, or search for other words.")
        if when and answer.other_years:
            more = ngettext_(
                "{n} from another year matches.", "{n} from other years match.", answer.other_years
            ).format(n=answer.other_years)
        self.nothing.sentence.setText(sentence)
        self.nothing.explained.setText(more)
        self._buttons[0].set_words(
            _("Show all years") if when and answer.other_years else _("Clear all filters")
        )
        self._buttons[1].set_words(_("New {kind}").format(kind=kind))
        self._buttons[1].setProperty("kind", only or "")

    def _nothing_pressed(self, place: int) -> None:
        if place == 1:
            kind = str(self._buttons[1].property("kind") or "")
            self.new_one(kind) if kind else self.open_new()
        elif self._buttons[0].words() == _("Show all years"):
            self.chips["year"].clear()
        else:
            self.frame.clear()

    # -- acting

    def _clear_search(self) -> None:
        self.search.set_value("")
        self.ask()

    def open_new(self) -> None:
        """The kinds, each with its letter."""
        corner = self.new.mapToGlobal(QPoint(0, self.new.height() + 2))
        width = self.menu.sizeHint().width()
        self.menu.popup(QPoint(max(0, corner.x() + self.new.width() - width), corner.y()))

    def new_one(self, kind: str) -> None:
        self.go.emit(Place(PageName.activity, kind=kind))

    def news(self, change: object) -> None:
        super().news(change)
        if self.isVisible():
            self.drafts.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "N"):
            self.open_new()
        else:
            super().keyPressEvent(event)


_TOLD = {"province": province_words}


def _chip_words() -> dict[str, str]:
    return {
        "year": _("Year"), "month": _("Month"), "kind": _("Kind"), "country": _("Country"),
        "pillar": _("Pillar"),
        "province": _("Province"), "status": _("Status"),
    }  # fmt: skip


_MUTED = frozenset(
    {"date", "country", "basis", "code", "kind", "pillar", "province", "place", "start", "end", "our_part"}
)
_MUTED_OTHERS = frozenset({"date", "country", "count", "named"})


def look(row: Row, key: str, role: int) -> object:
    if key == "icon":
        if role == Roles.icon:
            return ICONS.get(row.kind, "calendar-days")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return kind_words(row)
        return None
    if key == "title" and role == Qt.ItemDataRole.ToolTipRole:
        return row.title
    if isinstance(row, ActivityListRow):
        return _beside(row, key, role)
    return "muted" if role == Roles.tone and key in _MUTED_OTHERS else None


def _beside(row: ActivityListRow, key: str, role: int) -> object:
    if role == Roles.tone:
        return "muted" if key in _MUTED else status_of(row)[2] if key == "status" else None
    if key == "status" and role == Roles.dot:
        return status_of(row)[1]
    if key == "count" and role == Roles.emphasis and row.counts:
        return "total"
    if key in ("count", "basis") and role == Qt.ItemDataRole.ToolTipRole and len(row.counts) > 1:
        return "\n".join(f"{count_words(one)} {formatting.unit(one.basis, one.value)}" for one in row.counts)
    return None


class ListFoot(QWidget):
    """A number, what it is made of, and at the right a rule or the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "bar")
        self.setFixedHeight(theme().px(40))
        self._count = Label("", "total")
        self._parts = Label("", "caption")
        self._rule = Label(_("Persons, visits and posts are never added together"), "caption")
        self._keys = QWidget()
        along = in_row(into=self._keys, spacing=6)
        self.clear = KeyButton(_("Esc"), _("clear the search"))
        self.new = KeyButton(_("Ctrl N"), _("new record: then press a letter for its kind"))
        for key in (self.clear, self.new):
            along.addWidget(key)
            along.addSpacing(6)
        self._keys.hide()
        in_row(
            self._count,
            self._parts,
            STRETCH,
            self._rule,
            self._keys,
            into=self,
            margins=(32, 0, 32, 0),
            spacing=8,
        )

    def say(self, count: str, parts: str = "", *, empty: bool = False) -> None:
        self._count.setText(count)
        self._parts.setText(parts)
        self._keys.setVisible(empty)
        self._rule.setVisible(not empty and self.width() >= theme().px(800))

    def words(self) -> str:
        return f"{self._count.text()} {self._parts.text()}".strip()


def foot_words(
    count: int, whole: int, by_status: Mapping[str, int], *, others: bool, filtered: bool
) -> tuple[str, str]:
    if others:
        return numbered("{n} record", "{n} records", count), ""
    if not count and filtered:
        return numbered("0 of {n} activity", "0 of {n} activities", whole), ""
    said = numbered("{n} activity", "{n} activities", count)
    if filtered:
        said = ngettext_("{n} of {whole} activity", "{n} of {whole} activities", whole)
        said = said.format(n=formatting.number(count), whole=formatting.number(whole))
    late = ngettext_("{n} with a past date", "{n} with a past date", by_status.get(PAST_DATE, 0))
    forms = {
        "held": _("{n} held"), "planned": _("{n} planned"), PAST_DATE: late, "postponed": _("{n} postponed"),
        "cancelled": _("{n} cancelled"),
    }  # fmt: skip
    parts = [
        form.format(n=formatting.number(by_status[status]))
        for status, form in forms.items()
        if by_status.get(status)
    ]
    return said, ", ".join(parts)
