"""A list in which several rows are chosen, by Shift, Ctrl and Ctrl+A; a click alone and Enter open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from prossce_desktop.ui.base.shortcuts import held_keys, is_control, is_enter
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.lists.column_layout import ColumnLayout
from prossce_desktop.ui.lists.list_header import ListHeader
from prossce_desktop.ui.lists.paged_model import PagedModel
from prossce_desktop.ui.lists.row_selection import RowSelection
from prossce_desktop.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate
_MOVES = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}  # fmt: skip
_MENU = (Qt.Key.Key_Menu, Qt.Key.Key_F10)


class MultiSelectView(ListView):
    """`choice` holds what is chosen, by ids; Qt's selection shows it, or else the current row."""

    typed = Signal(str)
    """A letter: somebody searches."""
    menu_wanted = Signal(QPoint)
    """For the rows that are chosen, or the current one."""

    def __init__(
        self,
        session: Session,
        model: PagedModel,
        parent: QWidget | None = None,
        *,
        name: str,
        least: int,
        gives_way: Sequence[Sequence[str]],
    ) -> None:
        super().__init__(parent, single_click=True, name=name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.header = ListHeader(self)
        self.setHorizontalHeader(self.header)
        self.header.setFixedHeight(self.horizontalHeader().sizeHint().height())
        self.window_model = model
        self.choice = RowSelection(session, model, self)
        self.setModel(model)
        self.columns = ColumnLayout(self, self.header, model, least=least, gives_way=gives_way)
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        """Asked of every key that is not the list's own; True where it did something."""
        self.choice.changed.connect(self._show_choice)
        model.dataChanged.connect(self._show_choice)
        model.modelReset.connect(self._show_choice)
        model.rowsInserted.connect(self._show_choice)
        self._restyle()

    def fit(self) -> None:
        """Words have another size: what they need is measured again."""
        if hasattr(self, "columns"):
            self.columns.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.columns.fit()

    # -- what is shown as chosen

    def _show_choice(self) -> None:
        """Rows that were read and are chosen; those that are read later follow when they are there."""
        model, choice = self.window_model, self.choice
        last, shown = model.columnCount() - 1, QItemSelection()
        if choice.is_empty():
            rows = [(self.currentIndex().row(),) * 2] if self.currentIndex().isValid() else []
        elif choice.is_all() and not choice.without():
            rows = [(0, model.rowCount() - 1)] if model.rowCount() else []
        else:
            rows = runs([at for at, row in model.held_rows() if choice.has(at, row)])
        for first, end in rows:
            shown.select(model.index(first, 0), model.index(end, last))
        self.selectionModel().select(shown, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return _NO_UPDATE

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # the ring goes round the whole row; Qt alone paints one cell of the row before anew
        self.viewport().update()
        if self.choice.is_empty():
            self._show_choice()

    def stand_on(self, row: int) -> None:
        """The keys are on this row; nothing is chosen or given up by it."""
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), _NO_UPDATE)
        if self.choice.is_empty():
            self._show_choice()

    # -- keys

    def selectAll(self) -> None:
        self.choice.all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = held_keys(event)
        to = self._row_for(event)
        if to is not None and held | _CONTROL | _SHIFT == _CONTROL | _SHIFT:
            self._go(to, held)
        elif is_control(event, "A"):
            self.choice.all()
        elif event.key() == Qt.Key.Key_Space and held == _CONTROL and self.currentIndex().isValid():
            self.choice.toggle(self.currentIndex().row())
        elif is_enter(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and not self.choice.is_empty():
            self.choice.clear()
        elif event.key() in _MENU and (event.key() == Qt.Key.Key_Menu or held == _SHIFT):
            self._ask_for_menu()
        elif not self.take_key(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would look through every row there is, and so read all of them from the base."""
        if search.strip():
            self.typed.emit(search)

    def _row_for(self, event: QKeyEvent) -> int | None:
        key, count = Qt.Key(event.key()), self.model().rowCount()
        if not count:
            return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else count - 1
        return self.moveCursor(_MOVES[key], Qt.KeyboardModifier.NoModifier).row() if key in _MOVES else None

    def _go(self, to: int, held: Qt.KeyboardModifier) -> None:
        index = self.model().index(to, 0)
        self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
        self.scrollTo(index)
        if held & _SHIFT:
            self.choice.to(to, more=bool(held & _CONTROL))
        elif not held & _CONTROL:
            self.choice.clear()
            self.choice.stand_at(to)

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers() & (_CONTROL | _SHIFT)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            super().mousePressEvent(event)
            return
        if held:
            self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
            if held & _SHIFT:
                self.choice.to(index.row(), more=bool(held & _CONTROL))
            else:
                self.choice.toggle(index.row())
            return
        if not self._is_chosen(index.row()):
            self.choice.clear()
        self.choice.stand_at(index.row())
        super().mousePressEvent(event)

    def _is_chosen(self, row: int) -> bool:
        return not self.choice.is_empty() and self.choice.has(row, self.window_model.held(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Beside what is chosen the menu is for that row alone."""
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self._ask_for_menu()
            return
        index = self.indexAt(event.pos())
        if not index.isValid():
            return
        if not self._is_chosen(index.row()):
            self.choice.clear()
            self.choice.stand_at(index.row())
        self.selectionModel().setCurrentIndex(index, _NO_UPDATE)
        self.menu_wanted.emit(event.globalPos())

    def _ask_for_menu(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            under = self.visualRect(index.siblingAtColumn(self.header.logicalIndexAt(0))).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(under + QPoint(24, 0)))


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending rows as first and last of each run of neighbours."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
