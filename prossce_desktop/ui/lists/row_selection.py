"""Which rows of a list are chosen: by ids, or all that fit, which costs nothing until it is needed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, Signal

from prossce_desktop.services.lists.chosen_rows import ListOrder, ordered
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.lists.paged_model import PagedModel
from prossce_desktop.ui.session.session import Session


class RowSelection(QObject):
    """Rows chosen one by one, a stretch (`to`), or `all`. Reading again keeps those that are still there."""

    changed = Signal()

    def __init__(self, session: Session, model: PagedModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.order: ListOrder | None = None
        self._all = False
        self._without: set[int] = set()
        self._ids: set[int] = set()
        self._stretch: frozenset[int] = frozenset()
        self._rows: range | None = None
        """Rows of a stretch whose ids are being read."""
        self._anchor = 0
        self._job: Job | None = None
        self._waiting: list[Callable[[], None]] = []
        model.rowsInserted.connect(self._grew)

    # -- what is chosen

    def is_empty(self) -> bool:
        return not (self._all or self._ids or self._stretch or self._rows)

    def is_all(self) -> bool:
        """Whether everything that fits was chosen, some perhaps taken out of it again."""
        return self._all

    def count(self) -> int:
        if self._all:
            return max(0, self._model.rowCount() - len(self._without))
        return len(self._ids | self._stretch) + (len(self._rows) if self._rows is not None else 0)

    def ids(self) -> tuple[int, ...] | None:
        """Their ids, None for everything but `without`."""
        return None if self._all else tuple(self._ids | self._stretch)

    def without(self) -> frozenset[int]:
        """What was taken out of everything."""
        return frozenset(self._without)

    def has(self, place: int, row: Any) -> bool:
        if self._all:
            return row is None or row.id not in self._without
        if self._rows is not None and place in self._rows:
            return True
        return row is not None and (row.id in self._ids or row.id in self._stretch)

    # -- choosing

    def stand_at(self, row: int) -> None:
        """The next stretch begins here."""
        self._settle()
        self._anchor = row

    def toggle(self, place: int) -> None:
        """Take a row in or out; the next stretch begins there."""
        row = self._model.row(place)
        if row is None:
            return
        self.stand_at(place)
        into = self._without if self._all else self._ids
        into.symmetric_difference_update({row.id})
        if self._all and not self.count():
            self._forget()
        self.changed.emit()

    def to(self, place: int, *, more: bool = False) -> None:
        """The stretch from where one stood to this row, in place of what was chosen, or `more`."""
        if not more or self._all:
            self._forget()
        self._give_up()
        self._stretch = frozenset()
        first, last = sorted((self._anchor, place))
        if first == 0 and last == self._model.rowCount() - 1 and last >= _LOOKED_UP:
            self.all()
            return
        rows = (
            [self._model.held(one) for one in range(first, last + 1)] if last - first < _LOOKED_UP else [None]
        )
        held = [row for row in rows if row is not None]
        if len(held) == len(rows):
            self._stretch = frozenset(row.id for row in held)
        else:
            self._rows = range(first, last + 1)
            self._read(self._rows)
        self.changed.emit()

    def all(self) -> None:
        """Everything that fits the filter."""
        self._forget()
        self._all = self._model.rowCount() > 0
        self.changed.emit()

    def clear(self) -> None:
        """Nothing."""
        if not self.is_empty():
            self._forget()
            self.changed.emit()

    def once_known(self, act: Callable[[], None]) -> None:
        """Call it now, or when the ids of a long stretch are read."""
        if self._rows is None:
            act()
        else:
            self._waiting.append(act)

    # -- the list is read again

    def list_changed(self, order: ListOrder, place: int) -> None:
        """The list shows this, the keys on row `place`. By another filter nothing stays chosen."""
        was, self.order = self.order, order
        self._give_up()
        self.stand_at(place)
        if was is None or was.asked != order.asked:
            self.clear()
        elif self._ids:
            self._look_again(order)
        elif self._all:
            self.changed.emit()

    def _look_again(self, order: ListOrder) -> None:
        among, today = tuple(self._ids), self._session.today()

        def done(there: frozenset[int]) -> None:
            gone = set(among) - there
            if self._ids & gone:
                self._ids -= gone
                self.changed.emit()

        self._session.read(
            lambda reading, _step: frozenset(ordered(reading, order, today, among)), done, lambda _error: None
        )

    def _grew(self) -> None:
        """More rows of the same list were counted: they are among all."""
        if self._all:
            self.changed.emit()

    # -- inside

    def _settle(self) -> None:
        self._ids |= self._stretch
        self._stretch = frozenset()

    def _forget(self) -> None:
        self._give_up()
        self._all = False
        self._without.clear()
        self._ids.clear()
        self._stretch = frozenset()

    def _give_up(self) -> None:
        """A stretch whose ids are not here yet is none: its rows may be others by now."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._rows = None, None
        self._waiting.clear()

    def _read(self, rows: range) -> None:
        order = self.order
        if order is None:
            return
        today = self._session.today()
        self._job = self._session.read(
            lambda reading, _step: frozenset(islice(ordered(reading, order, today), rows.start, rows.stop)),
            lambda ids: self._came(rows, ids),
        )

    def _came(self, rows: range, ids: frozenset[int]) -> None:
        if rows is not self._rows:
            return
        self._job, self._rows, self._stretch = None, None, ids
        waiting, self._waiting = self._waiting, []
        self.changed.emit()
        for act in waiting:
            act()


_LOOKED_UP = 1_000
"""So long a stretch at most is looked up among the rows that were read."""
