"""A list as a window on the base: rows are read in blocks when shown, a million as quick as ten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.ui.grids.item_roles import Drawn, Roles
from prossce_desktop.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
BLOCK = 64
_KEPT_BLOCKS = 64
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Read = Callable[[int, int], Sequence[Any]]
"""Rows from a place on, at most so many; called on a reading thread."""


Look = Callable[[Any, str, int], object]
"""Of a row what stands in the column of this name beside its words, by role: icon, tone, dot, tooltip."""


class PagedModel(QAbstractTableModel):
    """Every column there can be, in the order of the declaration; the view says which are shown."""

    def __init__(
        self, session: Session, columns: Sequence[ListColumn], look: Look, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.columns = tuple(columns)
        self._look = look
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

    def row(self, place: int) -> Any:
        """The row at a place, or None while it is being read (then it is asked for)."""
        block = place // BLOCK
        rows = self._blocks.get(block)
        if rows is None:
            self._ask(block)
            return None
        self._blocks.move_to_end(block)
        return rows[place % BLOCK] if place % BLOCK < len(rows) else None

    def held(self, place: int) -> Any:
        """The row at a place if it was read already; nothing is asked for."""
        rows = self._blocks.get(place // BLOCK, ())
        return rows[place % BLOCK] if place % BLOCK < len(rows) else None

    def held_rows(self) -> Iterator[tuple[int, Any]]:
        """Every row that was read, with its place."""
        for block in sorted(self._blocks):
            yield from enumerate(self._blocks[block], block * BLOCK)

    def _ask(self, block: int) -> None:
        if block in self._asked or self._session.jobs.is_closed():
            return
        self._asked.add(block)
        read, wanted = self._read, self._generation
        self._session.jobs.read(
            lambda _step: read(block * BLOCK, BLOCK), lambda rows: self._came(block, rows, wanted)
        )

    def _came(self, block: int, rows: Sequence[Any], wanted: int) -> None:
        if wanted != self._generation:
            return
        self._asked.discard(block)
        self._blocks[block] = rows
        while len(self._blocks) > _KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        last = min(self._count, block * BLOCK + BLOCK) - 1
        if last >= block * BLOCK:
            self.dataChanged.emit(self.index(block * BLOCK, 0), self.index(last, len(self.columns) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(column.head) if column.head else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Roles.drawn:
            return self._drawn(index.row(), column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and column.width == 0 else None
        if role == Roles.record:
            return row.id
        return self._cell(row, column, role)

    def _cell(self, row: Any, column: ListColumn, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Roles.second_line:
            return _second(column, row)
        return self._tone(column, row) if role == Roles.tone else self._look(row, column.key, role)

    def _tone(self, column: ListColumn, row: Any) -> str:
        return str(
            self._look(row, column.key, Roles.tone)
            or ("muted" if column.text(row) == formatting.DASH else "")
        )

    def _drawn(self, place: int, column: ListColumn) -> Drawn:
        row = self.row(place)
        if row is None:
            return Drawn("…" if column.width == 0 else None, None, None, None, "", None, column.right)
        look = self._look
        return Drawn(
            column.text(row), _second(column, row), look(row, column.key, Roles.icon),
            look(row, column.key, Roles.dot),
            self._tone(column, row), look(row, column.key, Roles.emphasis), column.right,
        )  # fmt: skip


def _second(column: ListColumn, row: Any) -> str | None:
    return (column.second(row) or None) if column.second is not None else None
