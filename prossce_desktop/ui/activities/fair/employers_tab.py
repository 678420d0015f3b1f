"""The Employers tab of a fair: who took part, what they offered, whom they hired."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop import app
from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import NUMBERS, EmployerRow, SavedRows
from prossce_desktop.services.records import references
from prossce_desktop.ui.activities.fair.employers_model import (
    CHECK,
    NAME,
    RIGHT,
    EmployersModel,
    GridEmployer,
    is_nothing,
)
from prossce_desktop.ui.activities.fair.employers_undo import EmployersUndo
from prossce_desktop.ui.grids.clipboard_block import block_lines, cells_from
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.suggestions import Suggestion
from prossce_desktop.ui.records.problem_words import not_saved_words
from prossce_desktop.ui.session.session import Session

DRAFT_AFTER_MS = 1000
WIDTHS = (280, 104, 120, 100, 136, 100)


class EmployersTab(QWidget):
    """`enter` shows the employers of a fair; `counted(n)` tells how many there are."""

    counted = Signal(int)
    stood = Signal(str, str)
    """A standing of the page's save bar, and its sentence."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.activity: int | None = None
        self.model = EmployersModel(self)
        self.view = EntryView(name=_("Employers"))
        self.view.setModel(self.model)
        self.foot = EntryView(name=_("Totals"))
        self.sums = QStandardItemModel(1, CHECK + 1, self)
        self.acts = EmployersUndo(session, self.model, self)
        self.acts.moved.connect(self._moved)
        self._own: set[object] = set()
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._draft.timeout.connect(self.keep_draft)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.foot.setModel(self.sums)
        self.foot.horizontalHeader().hide()
        self.foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sums.setVerticalHeaderLabels([""])
        in_column((self.view, 1), self.foot, into=self, spacing=0)
        self._restyle()

    def _connect(self) -> None:
        theme().changed.connect(self._restyle)
        self.model.typed.connect(self._typed)
        self.view.offers_wanted.connect(self._offer)
        self.view.offer_taken.connect(self._taken)
        self.view.pasted.connect(self._pasted)
        self.view.key_typed.connect(self._key_typed)
        self.view.both_said.connect(self.session.speaker.mention)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.view.horizontalScrollBar().valueChanged.connect(self.foot.horizontalScrollBar().setValue)
        self.view.horizontalHeader().sectionResized.connect(
            lambda at, _old, new: self.foot.setColumnWidth(at, new)
        )
        self.session.news.changed.connect(self._news)
        self.session.news.discarded.connect(self._discarded)

    def _restyle(self) -> None:
        for at, width in enumerate(WIDTHS):
            self.view.setColumnWidth(at, theme().px(width))
            self.foot.setColumnWidth(at, self.view.columnWidth(at))
        self.foot.setFixedHeight(theme().px(28) + 2)
        self.foot.verticalHeader().setFixedWidth(self.view.verticalHeader().sizeHint().width())
        self.view.verticalHeader().setFixedWidth(self.view.verticalHeader().sizeHint().width())

    # -- coming and going

    def enter(self, activity: int) -> None:
        if self.activity is not None and self.activity != activity:
            self.leave()
        elif self._draft.isActive():  # what was typed last is kept before it is read
            self.keep_draft()
        fresh = self.activity != activity
        self.activity = activity
        if fresh:
            self.view.hold_keys()
        store, key = self.session.store, self._key()

        def work(step: object) -> tuple[list[EmployerRow], list[EmployerRow]]:
            held = next((one for one in store.drafts.held() if one.key == key), None)
            return fair_employers.rows(store, activity), fair_employers.of_draft(
                held.typed
            ) if held is not None else []

        self.session.jobs.start(
            work, lambda found: self._loaded(activity, found, fresh=fresh), self._not_loaded
        )

    def _not_loaded(self, error: ProssceError) -> None:
        self.view.give_keys()
        self._complain(error)

    def _key(self) -> str:
        return f"employers:{self.activity}"

    def _loaded(
        self, activity: int, lists: tuple[list[EmployerRow], list[EmployerRow]], *, fresh: bool
    ) -> None:
        if activity != self.activity:
            return
        if not fresh and any(one.sent is not None for one in self.model.rows):
            self.enter(activity)  # it was read before what is on its way is stored
            return
        if not fresh and self.view.is_editing():
            self.view.once_left(self._enter_again)
            return
        stored, drafted = lists
        here = self.view.currentIndex()
        rows = _first_rows(stored, drafted) if fresh else self._rows_again(stored, here.row())
        row = len(rows) if fresh else self._place(rows, here.row())
        for one in rows:
            one.problems = fair_employers.problems(one.row)
        self.model.set_rows(rows)
        if fresh:
            by_id = {one.record: one for one in stored}
            self.acts.enter([(one, by_id.get(one.row.record)) for one in rows if one.dirty])
        self.view.stay_at(row, 0 if fresh else max(here.column(), 0))
        self._add_up()
        if not self._say_stopped():
            self.stood.emit(
                "draft" if drafted else "saved",
                _("Unsaved rows were restored.") if drafted else _("Everything is saved."),
            )
        self.view.give_keys()

    def _rows_again(self, stored: Sequence[EmployerRow], index: int) -> list[GridEmployer]:
        """The stored rows with what is typed in them; new ones stand above the row with the keys."""
        fresh = {one.record: one for one in stored}
        rows = [one for one in self.model.rows if one.row.record is None or one.row.record in fresh]
        for one in rows:
            if one.row.record is not None and not one.dirty:
                one.row = fresh[one.row.record]
        shown = {one.row.record for one in rows}
        place = self._place(rows, index)
        return [
            *rows[:place],
            *(GridEmployer(one) for one in stored if one.record not in shown),
            *rows[place:],
        ]

    def _place(self, rows: Sequence[GridEmployer], index: int) -> int:
        """Where the row with the keys is among these; the empty row stays the empty row."""
        if not 0 <= index < len(self.model.rows):
            return len(rows)
        here = self.model.rows[index]
        return next((place for place, one in enumerate(rows) if one is here), min(index, len(rows)))

    def _enter_again(self) -> None:
        if self.activity is not None:
            self.enter(self.activity)

    def leave(self) -> None:
        self.save_now()
        self.keep_draft()

    def _discarded(self, key: str) -> None:
        activity = self.activity
        if activity is not None and key == self._key():
            self._draft.stop()
            self.activity = None  # nothing of it is saved
            self.model.set_rows([])
            self.enter(activity)

    def first_focus(self) -> None:
        self.view.setFocus()

    def _moved(self) -> None:
        self._add_up()
        self.keep_draft()

    # -- typing

    def _typed(self, rows: Sequence[GridEmployer], together: bool) -> None:
        self._add_up()
        self._draft.start()
        here = self.view.currentIndex().row()
        ready = [one for one in rows if together or self.model.rows.index(one) != here]
        if ready:
            self._send(ready)

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if before.isValid() and now.row() != before.row() and before.row() < len(self.model.rows):
            self._send([self.model.rows[before.row()]])

    def save_now(self) -> None:
        self.view.keep_typed()
        self._send(self.model.rows)

    def _send(self, rows: Sequence[GridEmployer]) -> None:
        ready = [
            one
            for one in rows
            if one.dirty and not one.stops() and one.sent != one.row and not is_nothing(one.row)
        ]
        if not ready or self.activity is None:
            return
        for one in ready:
            one.sent = one.row
        store, activity, given = self.session.store, self.activity, [one.row for one in ready]
        self.session.jobs.start(
            lambda step: fair_employers.save(store, activity, given),
            lambda done: self._saved(ready, given, done),
            self._complain,
        )

    def _saved(self, rows: Sequence[GridEmployer], given: Sequence[EmployerRow], done: SavedRows) -> None:
        for one, before, now in zip(rows, given, done.rows, strict=True):
            one.sent = None
            if now is None:
                self.view.once_left(partial(self._drop, one))
            elif one.row == before:
                one.row, one.dirty = now, False
            else:
                one.row = EmployerRow(
                    now.record,
                    one.row.organisation or now.organisation,
                    one.row.name,
                    one.row.numbers,
                    now.joined,
                )
        self.model.refreshed()
        self._add_up()
        self.keep_draft()
        if done.change is not None:
            self._own.add(done.change.operation)
            if not self._say_stopped():
                self.stood.emit("saved", _("Saved at {time}.").format(time=formatting.clock(app.now())))
            self.session.tell(done.change)

    def _drop(self, employer: GridEmployer) -> None:
        """The record of an emptied row was removed: the row goes, unless it was typed in since."""
        if employer in self.model.rows and fair_employers.is_empty(employer.row):
            self.model.take_out(self.model.rows.index(employer))

    def _key_typed(self) -> None:
        if not self._draft.isActive():
            self._draft.start()

    def keep_draft(self) -> None:
        """Keep unsaved rows and the open cell as a draft; drop the draft where there are none."""
        self._draft.stop()
        if self.activity is None:
            return
        store, key, activity, at = self.session.store, self._key(), self.activity, app.now()
        waiting = self.model.waiting(self.view.open_cell())
        typed = fair_employers.as_draft(waiting)
        if not waiting:
            self.session.jobs.start(lambda step: store.drafts.drop(key))
            return
        self.session.jobs.start(lambda step: store.drafts.save(key, "fair_employer", activity, typed, at))
        self._say_stopped()

    def _say_stopped(self) -> bool:
        """Say how many rows cannot be saved as they are; False where all can be."""
        n = sum(1 for one in self.model.rows if one.stops())
        if n:
            self.stood.emit("stopped", not_saved_words(n))
        return n > 0

    def _offer(self, row: int, column: int, text: str) -> None:
        if column != NAME or not text.strip():
            return

        def show(offers: list[references.Referred]) -> None:
            self.view.show_offers(
                row, column, text, [Suggestion((one.name, one.second), (one.id, one.name)) for one in offers]
            )

        self.session.read(lambda reading, _step: references.offered(reading, ("organisation",), text), show)

    def _taken(self, row: int, payload: object) -> None:
        if isinstance(payload, tuple):
            self.model.take(row, int(payload[0]), str(payload[1]))

    def _pasted(self, text: str, row: int, column: int) -> None:
        lines = [line for line in block_lines(text) if any(part.strip() for part in line)]
        self.model.set_cells(cells_from(lines, row, column))

    # -- showing

    def _add_up(self) -> None:
        count = sum(
            1 for one in self.model.rows if one.row.name.strip() and not one.again and not one.stops()
        )
        words = numbered("{n} employer", "{n} employers", count)
        texts = [
            words,
            *(
                formatting.number(total) if (total := self.model.total(name)) is not None else ""
                for name in NUMBERS
            ),
            "",
        ]
        for at, text in enumerate(texts):
            item = QStandardItem(text)
            item.setEditable(False)
            item.setData(True, Roles.fixed)
            item.setData("total", Roles.emphasis)
            if 0 < at < CHECK:
                item.setData(RIGHT, Qt.ItemDataRole.TextAlignmentRole)
            self.sums.setItem(0, at, item)
        self.counted.emit(len({one.row.counted_as for one in self.model.rows if one.row.record is not None}))

    def keep_typed(self) -> None:
        self.view.keep_typed()

    def undo(self) -> None:
        self.view.keep_typed()
        self.acts.undo()

    def redo(self) -> None:
        self.view.keep_typed()
        self.acts.redo()

    def remove_rows(self) -> None:
        here = self.view.selectionModel().selectedIndexes() or [self.view.currentIndex()]
        self.view.keep_typed()
        self.acts.remove(sorted({one.row() for one in here}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Minus and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.remove_rows()
        else:
            super().keyPressEvent(event)

    def _news(self, change: object) -> None:
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        is_theirs = bool(kinds & {"fair_employer", "organisation_link"})
        if self.activity is not None and is_theirs and getattr(change, "operation", None) not in self._own:
            self.enter(self.activity)

    def _complain(self, error: ProssceError) -> None:
        for one in self.model.rows:
            one.sent = None
        self.stood.emit("stopped", str(error))
        if self.isVisible():
            self.session.ask_reason(error)


def _first_rows(stored: Sequence[EmployerRow], drafted: Sequence[EmployerRow]) -> list[GridEmployer]:
    by_record = {one.record: one for one in drafted if one.record is not None}
    rows = [GridEmployer(by_record.get(one.record or -1, one), one.record in by_record) for one in stored]
    return [*rows, *(GridEmployer(one, dirty=True) for one in drafted if one.record is None)]
