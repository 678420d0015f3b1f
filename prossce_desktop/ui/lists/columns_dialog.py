"""Which columns stand in a list, and in which order: ticked by Space, moved by Alt and the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QDialog, QListView, QStyleOptionViewItem, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.shortcuts import is_enter
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.tick_box import paint_tick
from prossce_desktop.ui.parts.tooltips import TipDelegate

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_ROW = 30


@dataclass
class ColumnOption:
    """One column that can stand there; `always` ones cannot be taken away."""

    key: str
    words: str
    on: bool
    always: bool


class ColumnsModel(QAbstractListModel):
    """The columns from the left, each with its tick."""

    def __init__(self, offered: Sequence[ColumnOption], parent: QWidget) -> None:
        super().__init__(parent)
        self.offered = list(offered)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.offered[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one.words
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if one.on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.offered[index.row()].always:
            can = Qt.ItemFlag.ItemIsUserCheckable
        else:
            can = Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | can

    def turn(self, row: int) -> None:
        one = self.offered[row]
        one.on = one.always or not one.on
        self.dataChanged.emit(self.index(row), self.index(row))

    def move(self, row: int, by: int) -> int:
        """Another place; where it is then."""
        to = row + by
        if not 0 <= to < len(self.offered):
            return row
        self.beginMoveRows(NOWHERE, row, row, NOWHERE, to + (1 if by > 0 else 0))
        self.offered.insert(to, self.offered.pop(row))
        self.endMoveRows()
        return to

    def replace(self, offered: Sequence[ColumnOption]) -> None:
        self.beginResetModel()
        self.offered = list(offered)
        self.endResetModel()


class _ColumnDelegate(TipDelegate):
    """A tick and the words; the row where the keys are has a ring."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, rect = theme(), option.rect
        colours, view = worn.tokens, option.widget
        here = isinstance(view, QListView) and view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(colours.soft if here else colours.surface))
        can = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        box = QRect(rect.left() + 10, rect.center().y() - 7, 16, 16)
        paint_tick(
            painter, box, on=index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked, enabled=can
        )
        draw_line(
            painter,
            rect.adjusted(38, 0, -8, 0),
            str(index.data()),
            worn.font("body"),
            colours.text if can else colours.muted,
        )
        if here and view.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class ColumnsList(QListView):
    """Space and a click tick, Alt+Up and Alt+Down move."""

    def __init__(self, model: ColumnsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Columns, from left to right"))
        self.setItemDelegate(_ColumnDelegate(self))
        self.setModel(model)
        self._model = model
        self.setCurrentIndex(model.index(0))

    def turn(self) -> None:
        self._model.turn(self.currentIndex().row())

    def move_row(self, by: int) -> None:
        self.setCurrentIndex(self._model.index(self._model.move(self.currentIndex().row(), by)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turn()
        elif by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_row(by)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if (
            self.indexAt(event.position().toPoint()) == self.currentIndex()
            and event.button() is Qt.MouseButton.LeftButton
        ):
            self.turn()


class ColumnsDialog(QDialog):
    """`chosen(keys shown, all keys in their places)` by Enter or Done; Esc leaves everything as it was."""

    chosen = Signal(object, object)

    def __init__(
        self, title: str, offered: Sequence[ColumnOption], first: Sequence[ColumnOption], parent: QWidget
    ) -> None:
        """`first`: the columns as they come, for "back to how it was"."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.model = ColumnsModel(offered, self)
        self.list = ColumnsList(self.model)
        self._first = first
        self.tick = KeyButton(_("Space"), _("show or hide"))
        self.up = KeyButton(_("Alt Up"), _("further left"))
        self.down = KeyButton(_("Alt Down"), _("further right"))
        self.back = Button(_("Reset columns"), "quiet", clicked=self._as_at_first)
        self.ready = Button(_("Done"), "primary", clicked=self.accept)
        self.tick.clicked.connect(self.list.turn)
        self.up.clicked.connect(lambda: self.list.move_row(-1))
        self.down.clicked.connect(lambda: self.list.move_row(1))
        self.accepted.connect(self._say)
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        in_column(
            Label(title, "section"), (self.list, 1),
            in_row(self.tick, self.up, self.down, STRETCH, spacing=10),
            in_row(self.back, STRETCH, self.ready), into=self, margins=(20, 16, 20, 16), spacing=10,
        )  # fmt: skip
        self.list.setFocus()
        self.resize(theme().px(400), theme().px(480))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.accept()
        else:
            super().keyPressEvent(event)

    def _as_at_first(self) -> None:
        self.model.replace([replace(one) for one in self._first])
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def _say(self) -> None:
        self.chosen.emit(
            {one.key for one in self.model.offered if one.on}, [one.key for one in self.model.offered]
        )
