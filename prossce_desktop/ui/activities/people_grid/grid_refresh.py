"""Brings a grid up to date with what was saved elsewhere or undone, without touching what is being typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from prossce_desktop.domain.input.accepted_doubts import merged_doubts
from prossce_desktop.ui.activities.people_grid.grid_jobs import LoadedGrid, load
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.grid_saving import GridSaving
from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView
from prossce_desktop.ui.session.session import Session


class GridRefresh(QObject):
    """Reads the rows again after others saved, when no cell is open and no batch is on its way."""

    read = Signal(object)
    """A Loaded, to be shown now."""
    failed = Signal(object)
    """Why it could not be read."""

    def __init__(self, session: Session, view: PeopleView, saver: GridSaving, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._saver = saver
        self._activity: int | None = None
        session.news.changed.connect(self._news)

    def enter(self, activity: int) -> None:
        self._activity = activity

    def _news(self, change: object) -> None:
        if self._activity is not None and getattr(change, "operation", None) not in self._saver.own:
            self._view.once_left(self._read_again)

    def _read_again(self) -> None:
        store, activity, today = self._session.store, self._activity, self._session.today()
        if activity is not None:
            work = lambda _step: load(store, activity, today, with_draft=False)  # noqa: E731
            self._session.jobs.start(work, lambda found: self._was_read(activity, found), self.failed.emit)

    def _was_read(self, activity: int, loaded: LoadedGrid) -> None:
        if activity != self._activity:
            return
        if self._view.is_editing() or self._saver.is_sending():
            self._view.once_left(self._read_again)
        else:
            self.read.emit(loaded)


def merge(model: PeopleModel, loaded: LoadedGrid, saver: GridSaving, here: GridRow) -> None:
    """Rows keep their order and what is typed; removed rows go, restored ones return to their place.

    Nothing is inserted below the row `here`, which has the keys. An undone paste takes its unsaved rows
    along, and redo brings them back.
    """
    fresh = {row.participation: row for row in loaded.rows}
    held = {row.participation: row for row in model.rows if row.participation is not None}
    gone = [row for id, row in held.items() if id not in fresh]
    gone += _of_undone_blocks(model.rows, gone)
    rows = [row for row in model.rows if row not in set(gone)]
    for id, row in held.items():
        if id in fresh:
            _bring_up_to_date(row, fresh[id])
    came = [row for id, row in fresh.items() if id not in held]
    back: list[GridRow] = []
    for row in came:
        before = saver.gone.pop(row.participation, None)
        if before is not None:  # the same row, since what was typed in it may still be brought back
            before.dirty = {key for key in before.dirty if key in before.cells}
            before.refusal, before.withheld, before.folded, before.tally = "", row.withheld, "", None
            _bring_up_to_date(before, row)
            row = before
        back.append(row)
        rows.insert(min(_place(rows, row), rows.index(here) if here in rows else len(rows)), row)
    blocks = {row.block for row in back if row.block}
    rows += [row for block in sorted(blocks) for row in saver.gone_unsaved.pop(block, [])]
    for row in gone:
        if row.participation is not None:
            saver.gone[row.participation] = row
        elif row.block:
            saver.gone_unsaved.setdefault(row.block, []).append(row)
    model.set_rows(rows, loaded.how)
    saver.key_pressed()


def _of_undone_blocks(rows: list[GridRow], gone: list[GridRow]) -> list[GridRow]:
    """Unsaved rows of pastes of which no saved row is left."""
    leaving = set(gone)
    blocks = {row.block for row in gone if row.block}
    blocks -= {row.block for row in rows if row.participation is not None and row not in leaving}
    return [row for row in rows if row.participation is None and row.block in blocks]


def _bring_up_to_date(row: GridRow, fresh: GridRow) -> None:
    kept = {key: cell for key, cell in row.cells.items() if key in row.dirty or cell.is_lost}
    for key, cell in fresh.cells.items():
        old = row.cells.get(key)
        if old is not None and old.value == cell.value and old.problem is not None:
            cell.problem = old.problem
    row.cells = {**fresh.cells, **kept}
    row.accepted = merged_doubts(fresh.accepted, row.keeping)
    row.person, row.known, row.pairs, row.same_as = fresh.person, fresh.known, fresh.pairs, fresh.same_as
    row.shown_age, row.is_erased, row.by_set = fresh.shown_age, fresh.is_erased, fresh.by_set


def _place(rows: list[GridRow], row: GridRow) -> int:
    """Before the first row that was entered later."""
    own = row.participation or 0
    return next(
        (at for at, one in enumerate(rows) if one.participation is not None and one.participation > own),
        len(rows),
    )
