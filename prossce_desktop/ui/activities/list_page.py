"""All activities: searched as one types, filtered by chips, opened by Enter; programmes, results and stories by the Kind chip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from prossce_desktop import wording
from prossce_desktop.domain.codes import Country, Pillar, Status
from prossce_desktop.domain.kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.progress import Step
from prossce_desktop.services import lists, other_records
from prossce_desktop.services.lists import PAST_DATE, ActivityFilter, ActivityRow, ActivitySort
from prossce_desktop.services.other_records import OtherRow
from prossce_desktop.ui.activities import list_cells
from prossce_desktop.ui.activities.choices_of import provinces
from prossce_desktop.ui.activities.drafts_banner import DraftsBanner
from prossce_desktop.ui.activities.list_foot import ListFoot, foot_words
from prossce_desktop.ui.activities.new_menu import NewMenu
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.grids.roles import Roles
from prossce_desktop.ui.jobs import Job
from prossce_desktop.ui.keys import is_control
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.page import Page
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import FlowLayout
from prossce_desktop.ui.parts.editors import TextField
from prossce_desktop.ui.parts.header import PageHeader
from prossce_desktop.ui.parts.labels import Hairline
from prossce_desktop.ui.people.filter_chip import FilterChip
from prossce_desktop.ui.people.window_model import BLOCK, WindowModel
from prossce_desktop.ui.place import PageName, Place
from prossce_desktop.ui.session import Session

ASK_AFTER_MS = 120
NARROW = 1000
WIDTHS = (62, 0, 156, 104, 128, 116, 78, 126)
NARROW_WIDTHS = (62, 0, 148, 104, 128, 104, 76, 112)
LEAST = 230
"""Of a title at least so much is read, in pixels at 100 %."""
GIVES_WAY = ((list_cells.COUNTRY,), (list_cells.NAMED,), (list_cells.COUNT, list_cells.BASIS), (list_cells.STATUS,))
"""Which columns go for it, in this order; a count never stands without its basis."""
SORTS = {
    list_cells.TITLE: ActivitySort.title, list_cells.DATE: ActivitySort.date, list_cells.COUNTRY: ActivitySort.country,
    list_cells.COUNT: ActivitySort.count, list_cells.NAMED: ActivitySort.named, list_cells.STATUS: ActivitySort.status,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question to the base brings."""

    count: int
    whole: int
    """Activities in all, whatever the filter."""
    by_status: dict[str, int]
    first: Sequence[ActivityRow | OtherRow]
    years: Sequence[int]
    other_years: int
    """How many there would be without the year filter."""
    others: bool


class ActivitiesPage(Page):
    """The list. `open_new` is Ctrl+N."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sort, self.descending = ActivitySort.date, True
        self._asking: Job | None = None
        self.model = WindowModel(session, list_cells.heads(), list_cells.cell, right=(list_cells.COUNT, list_cells.NAMED), parent=self)
        self.header = PageHeader(_("Activities"))
        self.search = TextField(placeholder=_("Search activities"), icon="search")
        self.search.setAccessibleName(_("Search activities"))
        self.new = Button(_("New"), "primary", icon="plus")
        self.menu = NewMenu(self)
        self.drafts = DraftsBanner(session)
        self.view = ListView(name=_("Activities"), single_click=True)
        self.foot = ListFoot()
        self.foot.clear.clicked.connect(self._clear_search)
        self.foot.new.clicked.connect(self.open_new)
        self.chips = {name: FilterChip(words) for name, words in _chip_words().items()}
        self.below = QStackedWidget()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(ASK_AFTER_MS)
        self._make_empty()
        self._lay_out()
        self._connect()

    def _make_empty(self) -> None:
        self._buttons = [Button(""), Button("", icon="plus")]
        self.nothing = EmptyState("search-x", "", "", self._buttons)
        first = [Button(_("New training"), icon="plus"), Button(_("New career fair"), icon="plus")]
        said = _("Trainings, career fairs, dialogues, studies and exchanges stand here, newest first.")
        self.empty = EmptyState("calendar-days", _("No activities yet"), said, first)

    def _lay_out(self) -> None:
        self.setProperty("look", "page")
        self.search.setFixedWidth(theme().px(250))
        self.header.add_action(self.search)
        self.header.add_action(self.new)
        row = QHBoxLayout()
        row.setContentsMargins(32, 0, 32, 12)
        flow = FlowLayout()
        for chip in self.chips.values():
            flow.addWidget(chip)
        row.addLayout(flow, 1)
        self.view.setModel(self.model)
        self._set_widths()
        for widget in (self.view, self.empty, self.nothing):
            self.below.addWidget(widget)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.header)
        down.addLayout(row)
        down.addWidget(self.drafts)
        down.addWidget(Hairline())
        down.addWidget(self.below, 1)
        down.addWidget(self.foot)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self._wait.timeout.connect(self.ask)
        self.search.edited.connect(self._wait.start)
        self.search.returnPressed.connect(self.view.setFocus)
        self.new.clicked.connect(self.open_new)
        self.menu.chosen.connect(self.new_one)
        self.drafts.go.connect(self.go)
        self.view.opened.connect(self._open)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        for chip in self.chips.values():
            chip.changed.connect(self.ask)
        self.chips["month"].offer([(str(month), wording.month_name(month)) for month in range(1, 13)])
        self.chips["pillar"].offer([(str(one.value), _(one.label)) for one in Pillar])
        self.chips["country"].offer([*((str(one.value), _(one.label)) for one in Country), ("", _("No one country"))])
        self.chips["status"].offer([*((str(one.value), _(one.label)) for one in Status), (PAST_DATE, _("Past its date"))])
        self.chips["kind"].offer([(kind, _(KINDS[kind].PLURAL)) for kind in (*ACTIVITY_KINDS, *other_records.KINDS)])
        self.empty.pressed.connect(lambda at: self.new_one("career_fair" if at else "training"))
        self.nothing.pressed.connect(self._nothing_pressed)
        self.session.news.changed.connect(self._news)
        theme().changed.connect(self._restyle)

    # -- asking ---------------------------------------------------------------------------------------------------

    def enter(self, place: Place) -> None:
        """`place.search` is searched for, `place.kind` filtered by; a `place.year` is shown with its month and status alone."""
        if place.search is not None:
            self.search.set_value(place.search)
        if place.kind is not None:
            self.chips["kind"].clear()
            self.chips["kind"].choose(place.kind, on=True)
        if place.year is not None:
            self._show_only({"year": str(place.year), "month": str(place.month or ""), "status": place.tab or ""})
            self.named.emit(Place(PageName.activities))  # whoever comes back finds the filters as they left them
        self.drafts.look()
        self.ask()

    def _show_only(self, chosen: Mapping[str, str]) -> None:
        """These choices and no others; asked for by whoever calls."""
        self.search.set_value("")
        for name, chip in self.chips.items():
            chip.blockSignals(True)
            chip.clear()
            if chosen.get(name):
                chip.choose(chosen[name], on=True)
            chip.blockSignals(False)

    def wanted(self) -> ActivityFilter:
        """The filter as it stands."""
        chosen = {name: chip.chosen() for name, chip in self.chips.items()}
        return ActivityFilter(
            self.search.text(), tuple(int(one) for one in chosen["year"]), chosen["kind"], chosen["pillar"], chosen["province"],
            chosen["country"], chosen["status"], tuple(int(one) for one in chosen["month"]),
        )  # fmt: skip

    def ask(self) -> None:
        """Read the list again; an older question is dropped."""
        if self._asking is not None:
            self._asking.cancel()
        store, asked, today, sort, down = self.session.store, self.wanted(), self.session.today(), self.sort, self.descending
        others = [kind for kind in asked.kinds if kind in other_records.KINDS]

        def work(step: Step) -> Answer:
            with store.read() as reading:
                years = lists.activity_years(reading)
                whole = lists.count_activities(reading, ActivityFilter(), today)
                if others:
                    found = other_records.rows(reading, others, asked.text, asked.countries)
                    return Answer(len(found), whole, {}, found, years, len(found), others=True)
                count = lists.count_activities(reading, asked, today)
                step(1, 2)
                any_year = lists.count_activities(reading, replace(asked, years=()), today) if asked.years and not count else count
                first = lists.activities(reading, asked, today, sort=sort, descending=down, limit=BLOCK)
                return Answer(count, whole, lists.activities_by_status(reading, asked, today), first, years, any_year, others=False)

        job = self.session.jobs.read(work, lambda found: self._show(found, asked), lambda error: self.foot.say(str(error)))
        self._asking = job
        job.ended.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if self._asking is job:
            self._asking = None

    def _show(self, found: Answer, asked: ActivityFilter) -> None:
        store, today, sort, down = self.session.store, self.session.today(), self.sort, self.descending

        def read(at: int, limit: int) -> Sequence[ActivityRow | OtherRow]:
            if found.others:
                return found.first[at : at + limit]
            with store.read() as reading:
                return lists.activities(reading, asked, today, sort=sort, descending=down, offset=at, limit=limit)

        was = self.view.currentIndex()
        same = (at for at, row in enumerate(found.first) if was.isValid() and row.id == was.data(Roles.record))
        at = next(same, max(0, was.row()))  # past the first block the place stays, not the record
        self.model.show(found.count, read, found.first)
        if found.count:
            self.view.setCurrentIndex(self.model.index(min(at, found.count - 1), 0))
        self.chips["year"].offer([(str(year), str(year)) for year in found.years])
        self.chips["province"].offer([(one.token, one.label) for one in provinces(self._province_country(asked))])
        filtered = asked != ActivityFilter()
        self.below.setCurrentWidget(self.view if found.count else self.nothing if filtered and not self._is_first(found) else self.empty)
        if not found.count and filtered:
            self._say_nothing(found, asked)
        words = foot_words(found.count, found.whole, found.by_status, others=found.others, filtered=filtered)
        self.foot.say(*words, empty=not found.count)

    def _is_first(self, found: Answer) -> bool:
        return not found.whole and not found.others and not self.search.text()

    def _province_country(self, asked: ActivityFilter) -> str:
        if len(asked.countries) == 1 and asked.countries[0]:
            return asked.countries[0]
        return self.session.store.identity.country

    def _say_nothing(self, found: Answer, asked: ActivityFilter) -> None:
        kind = asked.kinds[0] if len(asked.kinds) == 1 else None
        what = _(KINDS[kind].LABEL).lower() if kind else _("activity")
        when = wording.listed([str(one) for one in asked.years]) if not asked.months else ""
        text = asked.text.strip()
        sentence = {
            (True, True): _("No {what} in {when} matches “{text}”"), (True, False): _("No {what} in {when}"),
            (False, True): _("No {what} matches “{text}”"), (False, False): _("No {what} fits the filters"),
        }[bool(when), bool(text)].format(what=what, when=when, text=text)  # fmt: skip
        more = _("Take a filter away, or search by other words.")
        if when and found.other_years:
            more = ngettext_("{n} of another year does.", "{n} of other years do.", found.other_years).format(n=found.other_years)
        self.nothing.sentence.setText(sentence)
        self.nothing.explained.setText(more)
        self._buttons[0].set_words(_("Show all years") if when and found.other_years else _("Clear all filters"))
        self._buttons[1].set_words(_("New {what}").format(what=what))
        self._buttons[1].setProperty("kind", kind or "")

    def _nothing_pressed(self, at: int) -> None:
        if at == 1:
            kind = str(self._buttons[1].property("kind") or "")
            self.new_one(kind) if kind else self.open_new()
        elif self._buttons[0].words() == _("Show all years"):
            self.chips["year"].clear()
        else:
            self.clear()

    def clear(self) -> None:
        """Everything again."""
        self._show_only({})
        self.ask()

    # -- acting ---------------------------------------------------------------------------------------------------

    def _clear_search(self) -> None:
        self.search.set_value("")
        self.ask()

    def open_new(self) -> None:
        """The kinds, each with its letter."""
        corner = self.new.mapToGlobal(QPoint(0, self.new.height() + 2))
        width = self.menu.sizeHint().width()
        self.menu.popup(QPoint(max(0, corner.x() + self.new.width() - width), corner.y()))

    def new_one(self, kind: str) -> None:
        """An empty form of a kind."""
        self.go.emit(Place(PageName.activity, kind=kind))

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        record = index.data(Roles.record)
        if record is not None and row is not None:
            self.go.emit(Place(PageName.activity, record=int(record), kind=str(row.kind)))

    def _sort_by(self, section: int) -> None:
        wanted = SORTS.get(section)
        if wanted is None:
            return
        upwards = wanted in (ActivitySort.title, ActivitySort.country, ActivitySort.status)
        self.descending = not self.descending if wanted is self.sort else not upwards
        self.sort = wanted
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder)
        self.ask()

    def _news(self, change: object) -> None:
        if self.isVisible():
            self.ask()
            self.drafts.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "F"):
            self.search.setFocus()
            self.search.selectAll()
        elif is_control(event, "N"):
            self.open_new()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self._clear_search()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    def _set_widths(self) -> None:
        narrow = self.width() < theme().px(NARROW)
        self.view.set_widths(NARROW_WIDTHS if narrow else WIDTHS, least=LEAST, gives_way=GIVES_WAY)

    def _restyle(self) -> None:
        self.search.setFixedWidth(theme().px(250))
        self._set_widths()


def _chip_words() -> dict[str, str]:
    return {
        "year": _("Year"), "month": _("Month"), "kind": _("Kind"), "country": _("Country"), "pillar": _("Pillar"),
        "province": _("Province"), "status": _("Status"),
    }  # fmt: skip
