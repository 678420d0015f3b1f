"""The entry grid with the keys that people need: ticks by Space, same and different, undo, rows taken off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.people_grid.grid_cell import TICK
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.base.shortcuts import is_control, is_redo, is_undo, letter_of
from prossce_desktop.ui.grids.column_widths import shared
from prossce_desktop.ui.grids.entry_delegate import CellEditor
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.lists.list_header import ListHeader
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme

Index = QModelIndex | QPersistentModelIndex
CHECK_LEAST = 84
"""Of Check at least so much stands in sight, if the other columns can give way for it."""
CHECK_WORDS = 200
"""So much of its words stands there while other columns have what they need."""
SQUEEZED = {"name": 118, "latin_name": 92, "province": 88, "stage": 86, "sex": 40, "age": 40}
"""The narrowest widths of columns; shortened words are whole in the tooltip."""

_MEASURED = 200
"""Rows of which the words are measured."""
_ASIDE = 12
"""Pixels at both sides of the words."""


class PeopleView(EntryView):
    """`left_row(row)` when the keys go to another row; the other signals are keys."""

    row_left = Signal(int)
    same_wanted = Signal(bool)
    """Alt+S (True) and Alt+D: the current row is the same person as the other, or another."""
    undo_wanted = Signal(bool)
    """Ctrl+Z (True), and Ctrl+Shift+Z or Ctrl+Y, which bring back."""
    find_wanted = Signal()
    all_present_wanted = Signal(int)
    """Alt+A, in this column: everybody was there."""
    keep_wanted = Signal()
    """Alt+K: to the reason why a value that is asked about is kept."""
    person_wanted = Signal()
    """Ctrl+O: the page of the person in the current row."""
    columns_changed = Signal()
    """Other columns stand there, or they have other widths."""
    menu_wanted = Signal(QPoint)
    """For the rows that are selected."""
    remove_wanted = Signal()
    """Ctrl+Minus: the selected rows are taken off the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("People of this activity"))
        self.header = ListHeader(self, height=30, pad=8, on_page=False)
        self.setHorizontalHeader(self.header)
        self.header.setFixedHeight(theme().px(30))
        self.may_write: Callable[[Sequence[tuple[int, int, str]]], bool] = lambda cells: True
        """Asked before several cells are written at once."""
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        """Asked of keys that are not the grid's own; True where it did something."""
        self._check = 0
        self._wide: list[int] = []
        self._least: list[int] = []
        self._own: list[bool] = []
        self._need: list[int] = []

    def press(self, sent: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        """A key that was pressed by the mouse: it goes where the keys are, into the open cell or the list."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.setFocus()
            focus = self
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, *sent))

    def fit_columns(self, widths: Sequence[int], check: int, own: Mapping[str, int]) -> None:
        """Columns as wide as asked, at least their heads; Check takes the rest, at least `check`.

        `own`: pixels of columns that somebody sized, which stay.
        """
        self._check = check
        font = theme().font("label")
        heads = [
            str(self.model().headerData(at, Qt.Orientation.Horizontal) or "") for at in range(len(widths))
        ]
        least = [width_of(head, font) + 18 for head in heads]
        model = self.model()
        if isinstance(model, PeopleModel):
            keys = [one.key for one in model.columns[: len(widths)]]
        else:
            keys = [""] * len(widths)
        self._own = [key in own for key in keys]
        self._wide = [
            max(own.get(key, theme().px(width)), small)
            for key, width, small in zip(keys, widths, least, strict=True)
        ]
        self._least = [
            max(theme().px(SQUEEZED[key]), small) if key in SQUEEZED and key not in own else wide
            for key, small, wide in zip(keys, least, self._wide, strict=True)
        ]
        self._measure()
        self._squeeze()
        self._fit_check()

    def _measure(self) -> None:
        """Measure the words for other columns or another window width, never while somebody types."""
        self._need = [self.needs(at) for at in range(len(self._wide))]

    def _squeeze(self) -> None:
        """Fit the columns: unused room goes first, then words of Check, then the others."""
        whole = self.viewport().width()
        widths = [
            wide if own else max(wide, need)
            for wide, need, own in zip(self._wide, self._need, self._own, strict=True)
        ]
        idle = [
            max(low, min(need, width))
            for low, need, width in zip(self._least, self._need, widths, strict=True)
        ]
        least = whole - min(self._check, theme().px(CHECK_WORDS))
        for at, width in enumerate(
            shared(widths, (whole - self._check, idle), (least, self._wide), (least, self._least))
        ):
            self.setColumnWidth(at, width)

    def needs(self, place: int) -> int:
        """The width of the longest words of a column, among its first rows."""
        model, font = self.model(), theme().font("body")
        words = (str(model.index(row, place).data() or "") for row in range(min(model.rowCount(), _MEASURED)))
        return max((width_of(one, font) for one in words if one), default=0) + 2 * _ASIDE

    def fit_check(self, check: int) -> None:
        """Words that are longer than the last column make it wider."""
        if check > self._check:
            self._check = check
            self._squeeze()
            self._fit_check()

    def _fit_check(self) -> None:
        model = self.model()
        if model is None or model.columnCount() < 2:
            return
        last = model.columnCount() - 1
        others = sum(self.columnWidth(at) for at in range(last))
        left = self.viewport().width() - others
        # its words are shortened before it leaves the window, whole beside the mouse
        narrow = left >= theme().px(CHECK_LEAST)
        self.setColumnWidth(last, left if narrow else self._check)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._wide:
            self._measure()
            self._squeeze()
        self._fit_check()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def editor_key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        if not editor.is_composing() and _is_keep(event):
            self.keep_wanted.emit()
            return True
        return super().editor_key(editor, event)

    def write(self, cells: Sequence[tuple[int, int, str]]) -> None:
        if self.may_write(cells):
            super().write(cells)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if previous.isValid() and current.row() != previous.row():
            self.row_left.emit(previous.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        alone = held == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Space and not held and self._toggle():
            return
        if alone and letter_of(event) in ("S", "D"):
            self.same_wanted.emit(letter_of(event) == "S")
        elif alone and letter_of(event) == "A":
            self.all_present_wanted.emit(self.currentIndex().column())
        elif _is_keep(event):
            self.keep_wanted.emit()
        elif is_undo(event) or is_redo(event):
            self.undo_wanted.emit(is_undo(event))
        elif is_control(event, "O"):
            self.person_wanted.emit()
        elif is_control(event, "F"):
            self.find_wanted.emit()
        elif event.key() == Qt.Key.Key_Minus and held & Qt.KeyboardModifier.ControlModifier:
            self.remove_wanted.emit()
        elif event.key() == Qt.Key.Key_Menu or (
            event.key() == Qt.Key.Key_F10 and held == Qt.KeyboardModifier.ShiftModifier
        ):
            self._ask_for_menu()
        elif not self.take_key(event):
            super().keyPressEvent(event)

    def chosen_places(self) -> list[int]:
        """The rows of the selected cells, from above; else the current one."""
        chosen = {index.row() for index in self.selectionModel().selectedIndexes()}
        return sorted(chosen or {self.currentIndex().row()})

    def _toggle(self) -> bool:
        """Space in sessions' columns ticks, or takes the ticks away where all were ticked."""
        model, chosen = self.model(), self.selectionModel().selectedIndexes() or [self.currentIndex()]
        if not isinstance(model, PeopleModel) or not all(
            one.isValid() and model.columns[one.column()].is_tick for one in chosen
        ):
            return False
        cells = [one for one in chosen if not model.row_at(one.row()).is_empty or len(chosen) == 1]
        text = "" if all(one.data(Qt.ItemDataRole.EditRole) for one in cells) else TICK
        self.write([(one.row(), one.column(), text) for one in cells])
        return True

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Beside what is selected the menu is for that cell alone."""
        self.keep_typed()
        index = self.indexAt(event.pos())
        if event.reason() is not QContextMenuEvent.Reason.Mouse or not index.isValid():
            self._ask_for_menu()
            return
        if not self.selectionModel().isSelected(index):
            self.stand_on(index.row(), index.column())
        self.menu_wanted.emit(event.globalPos())

    def _ask_for_menu(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))


def _is_keep(event: QKeyEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.AltModifier and letter_of(event) == "K"
