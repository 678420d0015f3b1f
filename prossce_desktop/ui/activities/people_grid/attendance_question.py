"""Asks about people on a training's list whom nobody marked present; one key marks them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop.domain.model.codes import NOT_PRESENT, Status
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.unmarked_attendance import keep_left, was_left
from prossce_desktop.ui.activities.people_grid.grid_jobs import Batch
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.paste_import import PasteDone
from prossce_desktop.ui.activities.people_grid.people_columns import SESSION
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.layouts import in_row

if TYPE_CHECKING:
    from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab


class AttendanceQuestion(QObject):
    """Stands over the grid while it asks; only for activities that were held and have sessions."""

    def __init__(self, tab: PeopleTab) -> None:
        super().__init__(tab)
        self._tab, self._model, self._session = tab, tab.model, tab.session
        self._asked: list[GridRow] = []
        self._marking: list[GridRow] = []
        self._activity = 0
        self.banner = Banner("warning", "", _("Mark all present (Alt+A)"))
        self.leave_button = Button(_("Do not mark them"), "link", clicked=self.leave)
        self.banner.add_link(self.leave_button)
        self.frame = QWidget(tab)
        in_row(self.banner, into=self.frame, margins=(32, 0, 32, 8))
        self.frame.hide()
        down = tab.layout()
        assert isinstance(down, QVBoxLayout)
        down.insertWidget(down.indexOf(tab.view), self.frame)
        tab.paster.frame.installEventFilter(self)
        self.banner.pressed.connect(self.mark_asked)
        tab.view.all_present_wanted.connect(self._key)
        tab.paster.done.connect(self._pasted)
        tab.saver.saved.connect(self._saved)
        # the list was read again: marks that were taken back are asked about again
        tab.model.modelReset.connect(self._show)
        tab.model.rowsRemoved.connect(self._show)

    def enter(self, activity: int) -> None:
        """A list is shown: ask where most of it is not marked, unless that was left so before."""
        self._activity = activity
        self._asked = []
        rows = self._unmarked(self._model.rows)
        saved = sum(1 for row in self._model.rows if row.participation is not None)
        if 2 * len(rows) <= saved:
            self._show()
            return
        store = self._session.store
        self._session.jobs.read(
            lambda step: was_left(store, activity, len(rows)),
            lambda left: self._ask([] if left else rows, activity),
        )

    def _pasted(self, done: PasteDone, keys: set[str]) -> None:
        if not any(key in ("stage", "attended") or key.startswith(SESSION) for key in keys):
            self._ask(self._unmarked(done.rows), self._activity)

    def _ask(self, rows: Sequence[GridRow], activity: int) -> None:
        if activity == self._activity:
            self._asked = list(rows)
            self._show()

    def _show(self) -> None:
        n = len(self._still_asked())
        said = numbered("{n} person is not marked present.", "{n} people are not marked present.", n)
        self.banner.say("warning", said, _("Mark all present (Alt+A)"))
        self.frame.setVisible(bool(n) and self._tab.paster.frame.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While a block is looked at, nothing else stands over the grid."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show()
        return False

    def _unmarked(self, rows: Sequence[GridRow]) -> list[GridRow]:
        """Saved rows of people who do not count as present, and of whom no session says otherwise."""
        attendance = self._model.how.rules.attendance
        if attendance.status is not Status.held or not attendance.sessions:
            return []
        return [
            row
            for row in rows
            if row.participation is not None and (row.value("stage") or "registered") in NOT_PRESENT
        ]

    def _still_asked(self) -> list[GridRow]:
        """Whom the banner names: a paste may have been taken back since."""
        listed = set(self._model.rows)
        return [row for row in self._unmarked(self._asked) if row in listed]

    def _sessions(self) -> list[str]:
        return [f"{SESSION}{at}" for at in range(1, self._model.how.rules.attendance.sessions + 1)]

    def mark_asked(self) -> None:
        """Everybody who is asked about was at every session."""
        self._mark(self._still_asked(), self._sessions())
        self._tab.view.setFocus()

    def leave(self) -> None:
        """They stay as they are, and are not asked about again while their number does not grow."""
        store, activity, n = self._session.store, self._activity, len(self._unmarked(self._model.rows))
        self._session.jobs.start(lambda step: keep_left(store, activity, n))
        self._asked = []
        self._show()
        self._tab.view.setFocus()

    def _key(self, column: int) -> None:
        """Alt+A: in a session's column everybody shown was there; elsewhere everybody who is asked about."""
        key = self._model.columns[column].key if 0 <= column < len(self._model.columns) else ""
        if key.startswith(SESSION):
            self._mark([self._model.row_at(at) for at in range(self._model.rowCount() - 1)], [key])
        else:
            self.mark_asked()

    def _mark(self, rows: Sequence[GridRow], keys: Sequence[str]) -> None:
        """One step: ticks where there are none yet."""
        changed: dict[GridRow, None] = {}
        self._tab.view.keep_typed()
        for row in rows:
            for key in keys:
                if key not in row.withheld and not row.is_erased and not row.value(key):
                    row.cells[key] = self._model.how.shown(key, True)
                    row.dirty.add(key)
                    changed[row] = None
        self._marking = list(changed)
        self._model.refreshed(changed)
        self._tab.saver.send(list(changed))
        self._show()

    def _saved(self, batch: Batch) -> None:
        if self._marking and set(self._marking) >= set(batch.rows):
            n, self._marking = len(batch.rows), []
            said = numbered("{n} person marked present", "{n} people marked present", n)
            self._session.speaker.mention(
                said, undoes=batch.saved.change if batch.saved is not None else None
            )
        self._show()
