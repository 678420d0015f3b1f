"""The entry grid: it works like a spreadsheet, and is kinder than one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.shortcuts import is_control, is_letter, is_redo, is_undo
from prossce_desktop.ui.grids.clipboard_block import Cell, block_text, is_one_value
from prossce_desktop.ui.grids.column_header import GridHeader
from prossce_desktop.ui.grids.entry_delegate import CellEditor, EntryDelegate
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.open_cell_view import MOVES, OpenCellView
from prossce_desktop.ui.grids.row_header import RowHeader
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.suggestions import Suggestion, Suggestions

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OFFERS_AFTER_MS = 80


@runtime_checkable
class TakesCells(Protocol):
    """A model that takes several cells as one step, so that one undo takes them back."""

    def set_cells(self, cells: Sequence[Cell]) -> None: ...


class EntryView(OpenCellView):
    """Any QAbstractTableModel with the roles of item_roles.py, edited by keys alone.

    Type to edit, F2 to change, Tab right, Enter as in Excel, Delete clears, Ctrl+C copies, Ctrl+D fills
    down, Ctrl+; asks for today, Ctrl+V pastes (one value fills the selection; a block is handed on),
    Alt+Down opens offers, Esc cancels. Cells that are not ItemIsEditable are passed over.
    """

    offers_wanted = Signal(int, int, str)
    """Row, column and the text so far: answer with `show_offers`."""
    offer_taken = Signal(int, object)
    """Row and the payload of the Offer. The editor is closed and nothing of what was typed is kept."""
    pasted = Signal(str, int, int)
    """A block of text from the clipboard, and row and column of the cell where it begins."""
    today_wanted = Signal(int, int)
    """Ctrl+; in this row and column."""
    row_wanted = Signal()
    """Enter in the last row: a model that grows adds one before it returns."""
    escaped = Signal()
    """Esc with nothing open."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name or _("Entry grid"))
        self._run = TabRun()
        self._offers = Suggestions(self)
        self._offers.taken.connect(self._take)
        self.destroyed.connect(self._offers.deleteLater)
        self._asked: tuple[int, int, str] | None = None
        self._ask = QTimer(self, singleShot=True, interval=_OFFERS_AFTER_MS)
        self._ask.timeout.connect(self._ask_for_offers)
        self._set_up()
        theme().changed.connect(self._restyle)
        self._restyle()

    def _set_up(self) -> None:
        self.setItemDelegate(EntryDelegate(self))
        self.setVerticalHeader(RowHeader(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(GridHeader(self, height=30, pad=8))
        self.horizontalHeader().setStretchLastSection(True)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(28))
        self.horizontalHeader().setFixedHeight(theme().px(30))
        self.viewport().update()

    # -- offers

    def show_offers(
        self, row: int, column: int, text: str, offers: Sequence[Suggestion], hint: str = ""
    ) -> None:
        """Answer `offers_wanted`; an answer for another cell or an older text is dropped."""
        if self._asked != (row, column, text) or self._editor is None or self.model() is None:
            return
        cell = self.visualRect(self.model().index(row, column))
        self._offers.stand_in(self.window())
        corner = self.viewport().mapTo(self.window(), cell.topLeft())
        self._offers.show_offers(offers, QRect(corner, cell.size()), hint)

    def offers(self) -> tuple[Suggestion, ...]:
        """What is offered now; empty when nothing hangs under the cell."""
        return self._offers.offers()

    def _typed(self, text: str) -> None:
        index = self.currentIndex()
        self._asked = (index.row(), index.column(), text)
        self._offers.close_offers()
        self._ask.start()

    def _ask_for_offers(self) -> None:
        if self._asked is None or self._editor is None:
            return
        row, column, text = self._asked
        choices = self.model().index(row, column).data(Roles.choices)
        if choices is None:
            self.offers_wanted.emit(row, column, text)
            return
        wanted = text.strip().casefold()
        fits = [one for one in choices if not wanted or one.label.casefold().startswith(wanted)]
        self.show_offers(row, column, text, [Suggestion((one.label,), one) for one in fits])

    def _take(self, offer: Suggestion) -> None:
        index = QPersistentModelIndex(self.currentIndex())
        choice = index.data(Roles.choices)
        if self._editor is not None:
            self.closeEditor(self._editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        if choice is not None:
            self.model().setData(index, offer.columns[0], Qt.ItemDataRole.EditRole)
        else:
            self.offer_taken.emit(index.row(), offer.payload)
        if index.isValid():
            self.go_to_next_empty(index.row(), index.column())

    # -- the editor

    def editor_made(self, editor: CellEditor) -> None:
        super().editor_made(editor)
        editor.typed.connect(self._typed)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if editor is self.editor():
            self._asked = None
            self._ask.stop()
            self._offers.close_offers()
        super().closeEditor(editor, hint)

    def editor_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """A key in an open cell; True where it is used up. Enter waits for an input method."""
        key = event.key()
        if editor.is_composing():
            return key in ENTER
        if self._offers.key(key):
            return True
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._typed(editor.text())
            self._ask_for_offers()
            return True
        if key == Qt.Key.Key_Escape:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            return True
        if key in (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.keep_typed()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self._move_by(event)
            return True
        if is_undo(event) or is_redo(event):
            self.keep_typed()
            QApplication.sendEvent(self, event.clone())  # what was typed so far is a change like any other
            return True
        if is_control(event, ";"):
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self.today_wanted.emit(self.currentIndex().row(), self.currentIndex().column())
            return True
        return False

    def keep_typed(self) -> None:
        """Write the open cell into the model and close its editor."""
        editor = self._editor
        if editor is None:
            return
        self._complete(editor)
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _complete(self, editor: CellEditor) -> None:
        """Letters that begin exactly one choice become it."""
        choices = self.currentIndex().data(Roles.choices)
        text = editor.text().strip().casefold()
        if choices is None or not text:
            return
        exact = [one for one in choices if one.label.casefold() == text]
        fits = exact or [one for one in choices if one.label.casefold().startswith(text)]
        if len(fits) == 1:
            editor.complete(fits[0].label)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if is_undo(event) or is_redo(event):
            event.ignore()  # for whoever knows what was typed in all of the page
        elif (
            key in (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._move_by(event)
        elif key == Qt.Key.Key_F2:
            self._change()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.write([(one.row(), one.column(), "") for one in self._chosen_cells()])
        elif key == Qt.Key.Key_Escape:
            self._run.forget()
            self.selectionModel().select(
                self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.escaped.emit()
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._change()
            self._typed(self._editor.text() if self._editor else "")
            self._ask_for_offers()
        elif not self._shortcut(event):
            if key in MOVES:
                self._run.forget()
            elif (
                is_letter(event) and self.currentIndex().isValid() and not self._can_type(self.currentIndex())
            ):
                self.say_fixed(self.currentIndex())
                return
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False

    def _shortcut(self, event: QKeyEvent) -> bool:
        if is_control(event, "C") or is_control(event, "X"):
            self.copy()
            if is_control(event, "X"):
                self.write([(one.row(), one.column(), "") for one in self._chosen_cells()])
        elif is_control(event, "V"):
            self.paste()
        elif is_control(event, "D"):
            self.fill_down()
        elif is_control(event, ";"):
            self.today_wanted.emit(self.currentIndex().row(), self.currentIndex().column())
        else:
            return False
        return True

    def _change(self) -> None:
        """F2: the text stays, the cursor stands at its end."""
        self.edit(self.currentIndex())
        if self._editor is not None:
            self._editor.deselect()
            self._editor.end(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._run.forget()
        super().mousePressEvent(event)

    # -- moving

    def _move_by(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        row, column = index.row(), index.column()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and back):
            self._go_sideways(row, column, -1)
        elif key == Qt.Key.Key_Tab:
            self._run.tab(row, column)
            self._go_sideways(row, column, 1)
        elif key in ENTER and not back:
            self.go_to(*self._run.enter(row, column))
        else:
            self._run.forget()
            self.go_to(row + (1 if key == Qt.Key.Key_Down else -1), column)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one and show it; past the last row `row_wanted` may bring another."""
        model = self.model()
        if row >= model.rowCount():
            self.row_wanted.emit()
        row = max(0, min(row, model.rowCount() - 1))
        index = model.index(row, column)
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.draw_waiting()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self.setFocus()

    def stay_at(self, row: int, column: int) -> None:
        """Other rows are shown: the cell with the keys moves here, unnoticed."""
        self._run.moved(row)
        self.stand_on(row, column)

    def go_to_next_empty(self, row: int, column: int) -> None:
        """The next empty cell of the row that can be typed in, or the first such cell of the next row."""
        model = self.model()
        for at in range(column + 1, model.columnCount()):
            index = model.index(row, at)
            if self._can_type(index) and not index.data(Qt.ItemDataRole.EditRole):
                self.go_to(row, at)
                return
        self.go_to(row + 1, self._first_column(row))

    def _go_sideways(self, row: int, column: int, step: int) -> None:
        model = self.model()
        at = column + step
        while 0 <= at < model.columnCount():
            if self._is_stop(model.index(row, at)):
                self.go_to(row, at)
                return
            at += step
        if step > 0:
            self.go_to(row + 1, self._first_column(row))
        elif row > 0:
            last = [one for one in range(model.columnCount()) if self._is_stop(model.index(row - 1, one))]
            self.go_to(row - 1, last[-1] if last else column)

    def _first_column(self, row: int) -> int:
        model = self.model()
        return next((at for at in range(model.columnCount()) if self._is_stop(model.index(row, at))), 0)

    def _is_stop(self, index: QModelIndex) -> bool:
        """Whether Tab stops here: a matter of the column, so that a sheet can be typed without looking."""
        stop = self.model().headerData(index.column(), Qt.Orientation.Horizontal, Roles.stop)
        return (
            self._can_type(index) if stop is None else bool(stop) and not self.isColumnHidden(index.column())
        )

    def _can_type(self, index: QModelIndex) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable) and not self.isColumnHidden(index.column())

    # -- blocks

    def _chosen_cells(self) -> list[QModelIndex]:
        chosen = [one for one in self.selectionModel().selectedIndexes() if self._can_type(one)]
        current = self.currentIndex()
        return chosen or ([current] if current.isValid() and self._can_type(current) else [])

    def copy(self) -> None:
        """The selected block onto the clipboard, as a spreadsheet takes it."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        shown = [one for one in chosen if not self.isColumnHidden(one.column())]
        QGuiApplication.clipboard().setText(block_text(shown))

    def paste(self) -> None:
        """One value fills the selected cells; a block goes out by `pasted`, with the cell where it begins."""
        text = QGuiApplication.clipboard().text()
        if not text:
            return
        if is_one_value(text):
            self.write([(one.row(), one.column(), text.strip("\r\n")) for one in self._chosen_cells()])
        else:
            cells = self._chosen_cells() or [self.currentIndex()]
            self.pasted.emit(text, min(one.row() for one in cells), min(one.column() for one in cells))

    def fill_down(self) -> None:
        """Copy the top selected cell of each column down; with one cell, the cell above into it."""
        cells = self._chosen_cells()
        model = self.model()
        written: list[Cell] = []
        for column in sorted({one.column() for one in cells}):
            rows = sorted(one.row() for one in cells if one.column() == column)
            source = rows[0] if len(rows) > 1 else rows[0] - 1
            if source >= 0:
                value = model.index(source, column).data(Qt.ItemDataRole.EditRole)
                written += [
                    (row, column, "" if value is None else str(value)) for row in rows if row != source
                ]
        self.write(written)

    def write(self, cells: Sequence[Cell]) -> None:
        """Put texts into cells, as one step where the model can."""
        model = self.model()
        if isinstance(model, TakesCells):
            if cells:
                model.set_cells(cells)
            return
        for row, column, text in cells:
            model.setData(model.index(row, column), text, Qt.ItemDataRole.EditRole)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        self._run.forget()
        super().setModel(model)


class TabRun:
    """Remembers the column where a run of Tabs began, in the row it began in."""

    def __init__(self) -> None:
        self._began: tuple[int, int] | None = None

    def forget(self) -> None:
        """A click, an arrow key or Esc ends the run."""
        self._began = None

    def moved(self, row: int) -> None:
        """The row that is typed in stands elsewhere now."""
        if self._began is not None:
            self._began = (row, self._began[1])

    def tab(self, row: int, column: int) -> None:
        """Tab was pressed in this cell."""
        if self._began is None or self._began[0] != row:
            self._began = (row, column)

    def enter(self, row: int, column: int) -> tuple[int, int]:
        """Row and column Enter goes to from this cell; the run is over."""
        began, self._began = self._began, None
        if began is not None and began[0] == row:
            return row + 1, began[1]
        return row + 1, column
