"""A small table held whole: rows of two-line names with a number at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from prossce_desktop.ui.grids.item_roles import Roles

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: a name with a muted line under it, a number with what it counts under it."""

    name: str
    about: str
    number: str
    unit: str
    record: int = 0


class FigureRowsModel(QAbstractTableModel):
    """Two columns: name, number."""

    def __init__(self, heads: tuple[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._rows: tuple[FigureRow, ...] = ()

    def show_rows(self, rows: Sequence[FigureRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, index: int) -> FigureRow:
        return self._rows[index]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, first = self._rows[index.row()], index.column() == 0
        found: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.name if first else row.number,
            Roles.second_line: row.about if first else row.unit,
            Roles.record: row.record,
            Qt.ItemDataRole.TextAlignmentRole: _align(index.column()),
            Qt.ItemDataRole.ToolTipRole: f"{row.name}\n{row.about}" if first else f"{row.number}\n{row.unit}",
            Qt.ItemDataRole.AccessibleTextRole: f"{row.name}, {row.about}"
            if first
            else f"{row.number} {row.unit}",
        }
        return found.get(role)


def _align(column: int) -> int:
    if column:
        return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return int(Qt.AlignmentFlag.AlignLeft)
