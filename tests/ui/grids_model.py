"""A small model for the grid tests: text cells, one column fixed, one of choices."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from prossce_desktop.domain.problems import Severity
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.parts.choice_field import Choice

HEADS = ("Name", "Name in Latin letters", "Sex", "Age", "Phone", "Check")
SEXES = (Choice("female", "Woman"), Choice("male", "Man"))
Index = QModelIndex | QPersistentModelIndex


class Sheet(QAbstractTableModel):
    """`Age` (3) and `Check` (5) cannot be typed in."""

    def __init__(self, rows: int = 6) -> None:
        super().__init__()
        self.cells = [[""] * len(HEADS) for _ in range(rows)]
        self.steps: list[list[tuple[int, int, str]]] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain if index.column() in (3, 5) else plain | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self.cells[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Roles.choices and index.column() == 2:
            return SEXES
        if role == Roles.severity and text == "31/02/1998":
            return Severity.hard
        if role == Roles.row_tint and index.row() == 4:
            return "warning"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.cells[index.row()][index.column()] = str(value)
        self.dataChanged.emit(index, index)
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        self.steps.append(list(cells))
        for row, column, text in cells:
            self.setData(self.index(row, column), text)
