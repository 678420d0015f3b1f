"""Head counts side by side: every number of each, those that differ in bold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.open_conflicts import OpenConflict
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme

_ROW = 30
_MOST_ROWS = 9


class CubesTable(ListView):
    """Nothing is shown where the question is about no head count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=_ROW, name=_("The numbers of each version"))
        self._numbers = QStandardItemModel(0, 0, self)
        self.setModel(self._numbers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_rows(self, found: OpenConflict | None) -> None:
        """The numbers of its sides, in their order."""
        rows = found.rows if found is not None else ()
        self.setVisible(bool(rows))
        self._numbers.clear()
        if found is None or not rows:
            return
        self._numbers.setHorizontalHeaderLabels([_("Number"), *(f"{side.who}, {side.where}" for side in found.sides)])
        for column in range(1, len(found.sides) + 1):
            header = self._numbers.horizontalHeaderItem(column)
            header.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for name, cells, differs in rows:
            self._numbers.appendRow([_cell(name, differs, number=False), *(_cell(one, differs, number=True) for one in cells)])
        self.set_widths((0, *(260 for _side in found.sides)))
        self.setFixedHeight(theme().px(32 + _ROW * min(len(rows), _MOST_ROWS)) + 4)

    def rows(self) -> list[tuple[str, ...]]:
        """What it says."""
        model = self._numbers
        return [tuple(str(model.index(row, column).data()) for column in range(model.columnCount())) for row in range(model.rowCount())]


def _cell(words: str, differs: bool, *, number: bool) -> QStandardItem:
    item = QStandardItem(words)
    if differs:
        item.setData("total", Roles.emphasis)
    if number:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
