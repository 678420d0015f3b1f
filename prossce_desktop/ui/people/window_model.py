"""A list as a window on the base: rows are read in blocks when they are shown, so that a million of them is as quick as ten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from prossce_desktop.ui.grids.roles import Drawn, Roles
from prossce_desktop.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
BLOCK = 64
_KEPT_BLOCKS = 64
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Read = Callable[[int, int], Sequence[Any]]
"""Rows from a place on, at most so many; called on a reading thread."""


class WindowModel(QAbstractTableModel):
    """`heads` are the words over the columns; `cell(row, column, role)` says what a row shows. `record_of(row)` is the row's id."""

    def __init__(
        self, session: Session, heads: Sequence[str], cell: Callable[[Any, int, int], object], *,
        right: Sequence[int] = (), parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._heads = list(heads)
        self._cell = cell
        self._right = frozenset(right)
        self._read: Read = lambda _at, _count: ()
        self._count = 0
        self._blocks: OrderedDict[int, Sequence[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    def show(self, count: int, read: Read, first: Sequence[Any] = ()) -> None:
        """Another list of `count` rows; `first` are its first rows, if they are already here."""
        self.beginResetModel()
        self._generation += 1
        self._count, self._read = count, read
        self._blocks.clear()
        self._asked.clear()
        if first:
            self._blocks[0] = list(first)[:BLOCK]
        self.endResetModel()

    def grow(self, count: int) -> None:
        """The same list has so many rows: the others were not counted yet."""
        if count > self._count:
            self.beginInsertRows(NOWHERE, self._count, count - 1)
            self._count = count
            self.endInsertRows()

    def read_by(self, read: Read) -> None:
        """From now on the same rows are found in this way."""
        self._read = read

    def row(self, at: int) -> Any:
        """The row at a place, or None while it is being read (then it is asked for)."""
        block = at // BLOCK
        found = self._blocks.get(block)
        if found is None:
            self._ask(block)
            return None
        self._blocks.move_to_end(block)
        return found[at % BLOCK] if at % BLOCK < len(found) else None

    def _ask(self, block: int) -> None:
        if block in self._asked or self._session.jobs.is_closed():
            return
        self._asked.add(block)
        read, wanted = self._read, self._generation
        self._session.jobs.read(lambda _step: read(block * BLOCK, BLOCK), lambda rows: self._came(block, rows, wanted))

    def _came(self, block: int, rows: Sequence[Any], wanted: int) -> None:
        if wanted != self._generation:
            return
        self._asked.discard(block)
        self._blocks[block] = rows
        while len(self._blocks) > _KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        last = min(self._count, block * BLOCK + BLOCK) - 1
        if last >= block * BLOCK:
            self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self._heads) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self._right else None
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Roles.drawn:
            return self._drawn(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self._right else None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == Roles.record:
            return row.id
        return self._cell(row, index.column(), role)

    def _drawn(self, at: int, column: int) -> Drawn:
        row, right = self.row(at), column in self._right
        if row is None:
            return Drawn(None if column else "…", None, None, None, "", None, right)
        cell = self._cell
        return Drawn(
            cell(row, column, Qt.ItemDataRole.DisplayRole), cell(row, column, Roles.second_line), cell(row, column, Roles.icon),
            cell(row, column, Roles.dot), str(cell(row, column, Roles.tone) or ""), cell(row, column, Roles.emphasis), right,
        )  # fmt: skip
