"""What waits: drafts, planned activities past their date, pairs to look at; and what was touched lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop.app import day_from
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.packages.receipt_words import confirmed
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.record_places import PAIRS_TAB
from prossce_desktop.ui.exchange import unreplicated_work_words
from prossce_desktop.ui.overview.waiting_row import Item, WaitingRow
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.records.discard_changes import Discarding
from prossce_desktop.ui.records.drafts_banner import drafts_menu, place_of
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.services.decisions.open_decisions import Counts
    from prossce_desktop.services.exchange.exchange_status import Waits
    from prossce_desktop.services.records.unsaved_drafts import Unfinished
    from prossce_desktop.services.reporting.year_overview import ActivityListRow, Overview
    from prossce_desktop.services.workspace.backups import BackupStatus


class Waiting(QWidget):
    """A card with a row for each thing that waits, and a short list of what was touched last."""

    go = Signal(Place)
    shown = Signal(bool)
    """It was put in anew: whether anything waits."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts: Sequence[Unfinished] = ()
        self._discarding = Discarding(session, self)
        session.news.discarded.connect(self._discarded)
        self._late: Sequence[ActivityListRow] = ()
        self._how_many_late = 0
        self._backups: BackupStatus | None = None
        self._exchange: Waits | None = None
        self._decisions: Counts | None = None
        self._lately: Sequence[ActivityListRow] = ()
        self._undated: Sequence[ActivityListRow] = ()
        self._unattended: Sequence[ActivityListRow] = ()
        self._unmarked: Sequence[ActivityListRow] = ()
        self._same_code: Sequence[ActivityListRow] = ()
        self.card = Card(_("To do"))
        self.lately = in_column(margins=(16, 0, 8, 0), spacing=2)
        in_column(self.card, self.lately, into=self, spacing=16)
        self._rows: list[QWidget] = []

    def read(self) -> None:
        """Read the drafts, how the copies stand, and what waits of the exchange."""
        store = self._session.store

        def work(step: ProgressCallback) -> tuple[list[Unfinished], BackupStatus, Waits, Counts]:
            from prossce_desktop.services.decisions import open_decisions
            from prossce_desktop.services.exchange import exchange_status
            from prossce_desktop.services.records.unsaved_drafts import unfinished

            # beside the window: they bring much with them
            from prossce_desktop.services.workspace import backups

            return (
                unfinished(store),
                backups.standing(store),
                exchange_status.waits(store),
                open_decisions.counts(store),
            )

        self._session.jobs.read(work, self._on_read)

    def _discarded(self, _key: str) -> None:
        self.read()

    def _on_read(self, answers: tuple[list[Unfinished], BackupStatus, Waits, Counts]) -> None:
        self._drafts, self._backups, self._exchange, self._decisions = answers
        self._show()

    def show_read(self, overview: Overview) -> None:
        self._late, self._lately, self._undated, self._unattended = (
            overview.late,
            overview.lately,
            overview.undated,
            overview.unattended,
        )
        self._how_many_late, self._unmarked, self._same_code = (
            overview.how_many_late,
            overview.unmarked,
            overview.same_code,
        )
        self._show()

    def _show(self) -> None:
        for row in self._rows:
            row.hide()
            self.card.body.removeWidget(row)
            self.lately.removeWidget(row)
            row.deleteLater()
        self._rows = []
        items = self.items()
        for item in items:
            self._add(self.card.body, item)
        if not items:
            nothing = Label(
                _("Nothing to do. Everything is saved, and no planned activity has a past date."),
                "caption",
                "muted",
                wraps=True,
            )
            self.card.body.addWidget(nothing)
            self._rows.append(nothing)
        if self._exchange is not None and self._exchange.office is not None and not self._exchange.behind:
            has = Label(confirmed(self._exchange.office), "caption", "muted", wraps=True)
            self.card.body.addWidget(has)
            self._rows.append(has)
        if self._lately:
            title = Label(_("Recent"), "section")
            self.lately.addWidget(title)
            self._rows.append(title)
        for one in self._lately:
            when = formatting.days(day_from(one.start), day_from(one.end), short=True)
            place = Place(PageName.activity, record=one.id, kind=one.kind)
            self._add(self.lately, Item(KIND_ICONS[one.kind], one.title, "", when, place))
        self.shown.emit(bool(items))

    def items(self) -> list[Item]:
        """What waits, in the order of how soon it matters."""
        found = []
        if self._drafts:
            first, title = self._drafts[0].draft, self._drafts[0].name
            more = ngettext_("{title} and {n} more", "{title} and {n} more", len(self._drafts) - 1)
            second = more.format(title=title, n=len(self._drafts) - 1) if len(self._drafts) > 1 else title
            place = place_of(first) or Place(
                PageName.activity, record=first.record, kind=first.kind, draft=first.key
            )
            found.append(
                Item(DRAFTS, _("Unsaved entries"), second, formatting.number(len(self._drafts)), place)
            )
        if self._late:
            oldest = self._late[0]
            when = formatting.days(day_from(oldest.start), day_from(oldest.end), short=True)
            second = f"{when} · {oldest.title}" if when else oldest.title
            place = Place(PageName.activity, record=oldest.id, kind=oldest.kind)
            count = formatting.number(self._how_many_late)
            found.append(
                Item("calendar-clock", _("Planned, but the date is past"), second, count, place, late=True)
            )
        found += _of_activities(_("Held, but no date: not in any report"), self._undated)
        found += _of_activities(
            _("Held, but nobody on the list was present"), self._unattended, tab=TabName.people
        )
        found += _of_activities(_("Most people not marked present"), self._unmarked, tab=TabName.people)
        found += _of_activities(_("Several activities with the same code"), self._same_code, icon="columns-3")
        return [
            *found,
            *about_decisions(self._decisions),
            *about_exchange(self._exchange),
            *_about_backups(self._backups),
        ]

    def _add(self, layout: QVBoxLayout, item: Item) -> None:
        row = WaitingRow(item.icon, item.words, item.second, item.count, late=item.late)
        row.setProperty("place", item.place)
        row.clicked.connect(self._on_row)
        if item.icon == DRAFTS:
            row.setProperty("drafts", True)
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            row.customContextMenuRequested.connect(lambda _where: self._choose_draft(row))
        layout.addWidget(row)
        self._rows.append(row)

    def _choose_draft(self, row: QWidget) -> None:
        """Each draft can be continued or discarded."""
        go = lambda draft: self.go.emit(place) if (place := place_of(draft)) is not None else None  # noqa: E731
        drafts_menu(self, self._drafts, go, self._discarding).popup(row.mapToGlobal(row.rect().bottomLeft()))

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, QWidget) and row.property("drafts") and len(self._drafts) > 1:
            self._choose_draft(row)
            return
        place = row.property("place")
        if isinstance(place, Place):
            self.go.emit(place)


def _of_activities(
    words: str, rows: Sequence[ActivityListRow], tab: TabName | None = None, icon: str = "calendar-clock"
) -> list[Item]:
    """A line for activities of which something is missing or wrong; it opens the first."""
    if not rows:
        return []
    first = rows[0]
    place = Place(PageName.activity, record=first.id, kind=first.kind, tab=tab)
    return [Item(icon, words, first.title, formatting.number(len(rows)), place, late=True)]


def _about_backups(standing: BackupStatus | None) -> list[Item]:
    """What the officer has to know about the copies; the page of copies says it in full."""
    if standing is None:
        return []
    place = Place(PageName.backups)
    found = []
    if standing.lost:
        second = _("Newer entries are missing")
        found.append(
            Item(
                "history",
                _("Saved changes are missing"),
                second,
                formatting.number(standing.lost),
                place,
                late=True,
            )
        )
    if standing.spoiled is not None and standing.spoiled.again:
        found.append(
            Item("history", _("A backup is damaged"), _("A new backup was made"), "", place, late=True)
        )
    elif standing.spoiled is not None:
        found.append(
            Item("history", _("The data is damaged"), _("Older backups are good"), "", place, late=True)
        )
    if standing.trouble is not None:
        found.append(Item("history", _("The backup failed"), standing.trouble, "", place, late=True))
    if standing.late and standing.reached is not None:
        since = _("no backup since {day}").format(
            day=formatting.short_day(standing.reached.astimezone().date())
        )
        found.append(Item("history", _("Backups in the second backup folder"), since, "", place, late=True))
    return found


DRAFTS = "file-pen"
KIND_ICONS = {
    "training": "graduation-cap", "career_fair": "store", "policy_dialogue": "messages-square",
    "knowledge_product": "book-open",
    "sstc_exchange": "repeat",
}  # fmt: skip


def about_decisions(counts: Counts | None) -> list[Item]:
    """Rows for the card of what waits."""
    if counts is None:
        return []
    items: list[Item] = []
    if counts.conflicts:
        said = ngettext_("{n} decision is needed", "{n} decisions are needed", counts.conflicts)
        second = said.format(n=formatting.number(counts.conflicts))
        place = Place(PageName.decisions, tab="values")
        items.append(
            Item("columns-3", _("To decide"), second, formatting.number(counts.conflicts), place, late=True)
        )
    if counts.queries:
        second = ngettext_(
            "{n} question is waiting for this office",
            "{n} questions are waiting for this office",
            counts.queries,
        )
        place = Place(PageName.decisions, tab="questions")
        count = formatting.number(counts.queries)
        items.append(Item("messages-square", _("Questions"), second.format(n=count), count, place, late=True))
    if counts.people:
        said = ngettext_("{n} possible duplicate (people)", "{n} possible duplicates (people)", counts.people)
        count = formatting.number(counts.people)
        items.append(
            Item(
                "users",
                _("People to check"),
                said.format(n=count),
                count,
                Place(PageName.decisions, tab=PAIRS_TAB),
            )
        )
    if counts.organisations:
        said = ngettext_(
            "{n} possible duplicate (organisations)",
            "{n} possible duplicates (organisations)",
            counts.organisations,
        )
        count = formatting.number(counts.organisations)
        place = Place(PageName.decisions, tab=PAIRS_TAB)
        items.append(Item("building-2", _("Organisations to check"), said.format(n=count), count, place))
    return items


def about_exchange(waits: Waits | None) -> list[Item]:
    """Rows for the card of what waits; none before an invitation was opened."""
    if waits is None:
        return []
    exchange = Place(PageName.exchange)
    items: list[Item] = []
    if waits.asking:
        said = _("Compare six words by phone")
        items.append(
            Item(
                "user-plus",
                _("Laptops ask to be let in"),
                said,
                formatting.number(waits.asking),
                exchange,
                late=True,
            )
        )
    if waits.behind and not waits.regional:
        one = waits.behind[0]
        items.append(
            Item(
                "send",
                _("Changes without a receipt"),
                confirmed(one),
                formatting.number(one.operations),
                exchange,
                late=waits.is_late,
            )
        )
    if waits.behind and waits.regional:
        n = len(waits.behind)
        said = ngettext_("for {n} laptop", "for {n} laptops", n).format(n=formatting.number(n))
        count = formatting.number(sum(one.operations for one in waits.behind))
        items.append(Item("send", _("Changes without a receipt"), said, count, exchange, late=waits.is_late))
    if waits.lone.is_much:
        count = formatting.number(waits.lone.people) if waits.lone.people else ""
        items.append(
            Item(
                "triangle-alert",
                unreplicated_work_words.short(waits.lone),
                unreplicated_work_words.remedy(),
                count,
                exchange,
                late=True,
            )
        )
    if waits.packages:
        items.append(
            Item(
                "mail",
                _("Waiting packages"),
                _("See the journal for the reason"),
                formatting.number(waits.packages),
                exchange,
            )
        )
    return items
