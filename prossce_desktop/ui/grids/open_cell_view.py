"""The open cell of an entry grid, closed by keys alone; updates wait until it is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QTableView, QWidget
from shiboken6 import isValid

from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.keyboard_focus import TYPED_IN
from prossce_desktop.ui.base.shortcuts import held_keys
from prossce_desktop.ui.grids.entry_delegate import CellEditor, EntryDelegate
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate, show_tip


class PartialRepaintView(QTableView):
    """The delegate paints each cell's whole ground, so only what changed is painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TipDelegate(self))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._fill_beside(event.rect())
        delegate = self.itemDelegate()
        if not isinstance(delegate, EntryDelegate):
            super().paintEvent(event)
            return
        delegate.begin_paint(self)
        super().paintEvent(event)
        delegate.end_paint()

    def _fill_beside(self, dirty: QRect) -> None:
        """The ground where no cell is: right of the last column and under the last row."""
        right = self.horizontalHeader().length() - self.horizontalHeader().offset()
        bottom = self.verticalHeader().length() - self.verticalHeader().offset()
        if dirty.right() < right and dirty.bottom() < bottom:
            return
        painter = QPainter(self.viewport())
        ground = QColor(theme().tokens.surface)
        for part in (
            dirty.adjusted(max(0, right - dirty.left()), 0, 0, 0),
            dirty.adjusted(0, max(0, bottom - dirty.top()), 0, 0),
        ):
            if not part.isEmpty():
                painter.fillRect(part, ground)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            super().focusInEvent(event)  # chooses a first cell
            return
        self.setAttribute(
            Qt.WidgetAttribute.WA_InputMethodEnabled, bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        )
        self._draw_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._draw_ring()

    def draw_waiting(self) -> None:
        """Draw now what waits: Qt scrolls nothing while a region waits, as after an editor that closed."""
        self.viewport().repaint(self.visualRect(self.currentIndex()))

    def _draw_ring(self) -> None:
        """Qt's own handlers of the focus would draw every cell again."""
        self.viewport().update(self.visualRect(self.currentIndex()))


Index = QModelIndex | QPersistentModelIndex


class RangeSelectionView(PartialRepaintView):
    """Selects from the current cell: Qt would start where arrows or the mouse were last."""

    _anchor: QPersistentModelIndex | None = None
    _extends = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._extends:
            self._anchor = QPersistentModelIndex(current)

    def stand_on(self, row: int, column: int) -> None:
        """This cell alone is selected, also while Ctrl is held."""
        self.selectionModel().setCurrentIndex(
            self.model().index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if held_keys(event) == _SHIFT:
            move = MOVES.get(Qt.Key(event.key()))
        else:
            move = None
        if move is None or self._anchor is None or not self._anchor.isValid():
            super().keyPressEvent(event)
            return
        now = self.moveCursor(move, Qt.KeyboardModifier.NoModifier)
        rows, columns = (
            sorted((getattr(self._anchor, of)(), getattr(now, of)())) for of in ("row", "column")
        )
        model, chosen = self.model(), self.selectionModel()
        self._extends = True
        chosen.setCurrentIndex(now, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._extends = False
        block = QItemSelection(model.index(rows[0], columns[0]), model.index(rows[1], columns[1]))
        chosen.select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
MOVES = {
    Qt.Key.Key_Up: PartialRepaintView.CursorAction.MoveUp,
    Qt.Key.Key_Down: PartialRepaintView.CursorAction.MoveDown,
    Qt.Key.Key_Left: PartialRepaintView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: PartialRepaintView.CursorAction.MoveRight,
    Qt.Key.Key_Home: PartialRepaintView.CursorAction.MoveHome,
    Qt.Key.Key_End: PartialRepaintView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: PartialRepaintView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: PartialRepaintView.CursorAction.MovePageDown,
}  # fmt: skip


_TO_NEIGHBOURS = (
    QAbstractItemDelegate.EndEditHint.EditNextItem,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem,
)


class OpenCellView(RangeSelectionView):
    """Rows are updated by `once_left`, never under an open cell; `hold_keys` holds keys until then."""

    key_typed = Signal()
    """A letter in an open cell."""
    both_said = Signal(str)
    """Another value was saved for a cell while it was typed in: the sentence names both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: CellEditor | None = None
        self._acts: list[Callable[[], None]] = []
        self._early: list[QKeyEvent] | None = None
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._act)
        self.setProperty(TYPED_IN, True)

    # -- the editor

    def editor_made(self, editor: CellEditor) -> None:
        """The delegate tells of each editor it makes, so that keys and offers find it."""
        self._editor = editor
        editor.typed.connect(self.key_typed)
        editor.destroyed.connect(self._gone)

    def _gone(self) -> None:
        """An editor was removed; if by the view itself, its rows have changed and no typing is left."""
        if self._editor is not None and not isValid(self._editor):
            self._free()

    def _free(self) -> None:
        self._editor = None
        if self._acts:
            self._after.start()

    def editor(self) -> CellEditor | None:
        return self._editor

    def is_editing(self) -> bool:
        return self._editor is not None

    def open_cell(self) -> tuple[int, int, str] | None:
        """Row, column and text of the cell being typed in, for a draft; None where nothing was typed."""
        index = self.currentIndex()
        if self._editor is None or not self._editor.is_changed() or not index.isValid():
            return None
        return index.row(), index.column(), self._editor.text()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if self._editor is editor:
            self._free()
        super().closeEditor(
            editor, QAbstractItemDelegate.EndEditHint.NoHint if hint in _TO_NEIGHBOURS else hint
        )

    def give_up(self) -> None:
        """Close the open cell as Esc does; what was typed is kept elsewhere, or its rows are gone."""
        if self._editor is not None:
            self.closeEditor(self._editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def say_both(self, index: QModelIndex | QPersistentModelIndex, typed: str, saved: str) -> None:
        """What was typed stands in place of what was saved for the cell meanwhile."""
        head = str(self.model().headerData(index.column(), Qt.Orientation.Horizontal) or "")
        row = str(self.model().headerData(index.row(), Qt.Orientation.Vertical) or "")
        said = _(
            "{row}, {column}: you typed “{typed}”. “{saved}” was saved while you were working. Your text "
            "is kept."
        )
        self.both_said.emit(said.format(row=row, column=head, typed=typed, saved=saved or _("nothing")))

    # -- what waits

    def once_left(self, act: Callable[[], None]) -> None:
        """Call `act` now, or as soon as no cell is typed in; asked for twice, it is called once."""
        if self._editor is None:
            act()
        elif act not in self._acts:
            self._acts.append(act)

    def _act(self) -> None:
        while self._acts and self._editor is None:
            self._acts.pop(0)()

    def forget_waiting(self) -> None:
        """What waits is of rows that are no longer shown."""
        self._acts.clear()

    def hold_keys(self) -> None:
        """Other rows are being read: keys pressed from now on wait for them."""
        if self._early is None:
            self._early = []
            self.installEventFilter(self)

    def give_keys(self) -> None:
        """The rows are there: what was pressed before is pressed now."""
        if self._early is not None:
            self.removeEventFilter(self)
        early, self._early = self._early or [], None
        for event in early:
            QApplication.sendEvent(self._editor or self, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self
            and self._early is not None
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            self._early.append(event.clone())
            return True
        return super().eventFilter(watched, event)

    def keyboardSearch(self, search: str) -> None:
        """Letters never move the keys to another cell."""

    def say_fixed(self, index: QModelIndex) -> None:
        """A letter was pressed where nothing can be typed."""
        words = str(index.data(Qt.ItemDataRole.ToolTipRole) or "") or _("You cannot type in this cell.")
        show_tip(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()), words, self)
