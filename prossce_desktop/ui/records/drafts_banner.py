"""The banner of unsaved entries: continue or later. It shows itself when there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.place import PageName, Place, page_of_kind
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.records.discard_changes import Discarding
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.services.records.unsaved_drafts import Unfinished
    from prossce_desktop.services.reporting.year_overview import DraftRow

_LATER: set[str] = set()
"""Drafts put off until the next start."""


class DraftsBanner(QWidget):
    """Call `look` when the page is entered. `go` asks for the draft that was chosen."""

    go = Signal(Place)

    def __init__(self, session: Session, parent: QWidget | None = None, *, margin: int = 32) -> None:
        super().__init__(parent)
        self.session = session
        self.drafts: tuple[Unfinished, ...] = ()
        self.banner = Banner("news")
        self.banner.pressed.connect(self.open)
        self.later = Button(_("Later"), "link", clicked=self.put_off)
        self.discard = Button(_("Discard…"), "link")
        self.discard.clicked.connect(
            lambda: self._discarding.discard(self.drafts[0]) if self.drafts else None
        )
        self._discarding = Discarding(session, self)
        session.news.discarded.connect(self._discarded)
        self.banner.add_link(self.discard)
        self.banner.add_link(self.later)
        in_column(self.banner, into=self, margins=(margin, 0, margin, 8))
        self.hide()

    def look(self) -> None:
        store = self.session.store

        def work(step: object) -> list[Unfinished]:
            # beside the window, with all that names records
            from prossce_desktop.services.records.unsaved_drafts import unfinished

            return unfinished(store)

        self.session.jobs.read(work, self._show)

    def _show(self, entries: Sequence[Unfinished]) -> None:
        wanted = (one for one in entries if one.draft.kind in KINDS and one.draft.key not in _LATER)
        self.drafts = tuple(one for one in wanted if place_of(one.draft) is not None)
        self.setVisible(bool(self.drafts))
        if not self.drafts:
            return
        newest = max(one.draft.time for one in self.drafts).astimezone()
        when = (
            formatting.clock(newest) if newest.date() == self.session.today() else formatting.moment(newest)
        )
        n = len(self.drafts)
        if n == 1:
            said = _("Unsaved entries from {time} in {title}.").format(time=when, title=self.drafts[0].words)
        else:
            said = numbered(
                "Unsaved entries from {time} in {n} record.",
                "Unsaved entries from {time} in {n} records.",
                n,
                time=when,
            )
        self.discard.setVisible(n == 1)
        self.banner.say("news", said, _("Continue") if n == 1 else _("Choose one"))

    def open(self) -> None:
        """Go on with the only one, or choose."""
        if len(self.drafts) == 1:
            self._go(self.drafts[0].draft)
            return
        menu = drafts_menu(self, self.drafts, self._go, self._discarding)
        menu.popup(self.banner.mapToGlobal(self.banner.rect().bottomRight()))

    def _go(self, draft: DraftRow) -> None:
        place = place_of(draft)
        if place is not None:
            self.go.emit(place)

    def _discarded(self, _key: str) -> None:
        if not self.isHidden():
            self.look()

    def put_off(self) -> None:
        """Not now; they stay, and are offered at the next start."""
        _LATER.update(one.draft.key for one in self.drafts)
        self.hide()


def drafts_menu(
    parent: QWidget, drafts: Sequence[Unfinished], go: Callable[[DraftRow], None], discarding: Discarding
) -> QMenu:
    """Every draft, to be continued or discarded."""
    menu = QMenu(parent)
    for one in drafts[:12]:
        each = menu.addMenu(
            f"{one.words}   {formatting.short_moment(one.draft.time.astimezone())}".replace("&", "&&")
        )
        each.addAction(_("Continue")).triggered.connect(lambda _on, draft=one.draft: go(draft))
        each.addAction(_("Discard…")).triggered.connect(lambda _on, one=one: discarding.discard(one))
    return menu


def place_of(draft: DraftRow) -> Place | None:
    """Where a draft is continued: editor, people, employers, or the question being answered."""
    prefix = draft.key.partition(":")[0]
    if prefix in ("record", "new"):
        return Place(page_of_kind(draft.kind), record=draft.record, kind=draft.kind, draft=draft.key)
    if draft.record is None:
        return None
    if prefix == "answer":
        return Place(PageName.decisions, record=draft.record, tab="questions")
    return Place(
        PageName.activity, record=draft.record, tab="employers" if prefix == "employers" else "people"
    )
