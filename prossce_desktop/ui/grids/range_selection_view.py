"""Shift and arrows select from the cell where the keys stand, however they came there."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from prossce_desktop.ui.grids.partial_repaint_view import PartialRepaintView

Index = QModelIndex | QPersistentModelIndex


class RangeSelectionView(PartialRepaintView):
    """Qt selects from where arrows or the mouse were last: after Tab, Enter or Undo that is another cell, and Delete would empty more."""

    _anchor: QPersistentModelIndex | None = None
    _extends = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._extends:
            self._anchor = QPersistentModelIndex(current)

    def stand_on(self, row: int, column: int) -> None:
        """This cell alone is selected, also while Ctrl is held."""
        self.selectionModel().setCurrentIndex(self.model().index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key())) if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _SHIFT else None
        if move is None or self._anchor is None or not self._anchor.isValid():
            super().keyPressEvent(event)
            return
        now = self.moveCursor(move, Qt.KeyboardModifier.NoModifier)
        rows, columns = (sorted((getattr(self._anchor, of)(), getattr(now, of)())) for of in ("row", "column"))
        model, chosen = self.model(), self.selectionModel()
        self._extends = True
        chosen.setCurrentIndex(now, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._extends = False
        block = QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))
        chosen.select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_MOVES = {
    Qt.Key.Key_Up: PartialRepaintView.CursorAction.MoveUp, Qt.Key.Key_Down: PartialRepaintView.CursorAction.MoveDown,
    Qt.Key.Key_Left: PartialRepaintView.CursorAction.MoveLeft, Qt.Key.Key_Right: PartialRepaintView.CursorAction.MoveRight,
    Qt.Key.Key_Home: PartialRepaintView.CursorAction.MoveHome, Qt.Key.Key_End: PartialRepaintView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: PartialRepaintView.CursorAction.MovePageUp, Qt.Key.Key_PageDown: PartialRepaintView.CursorAction.MovePageDown,
}  # fmt: skip
