"""Places in the guide to choose from: all topics, or where the searched words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate, item_tip

_TARGET = Qt.ItemDataRole.UserRole + 40
_ROW, _SHORT = 46, 34
_ASIDE = 14
"""Lines end where the search field above them ends."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A place in the guide: its words, a muted second line, and what opens it."""

    words: str
    second: str
    target: str


class _TopicDelegate(TipDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme().px(_ROW if index.data(Roles.second_line) else _SHORT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme()
        colours = worn.tokens
        box: QRect = option.rect.adjusted(0, 1, 0, -1)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(
            QColor(colours.soft if here else colours.hover) if here or over else Qt.BrushStyle.NoBrush
        )
        ring = here and isinstance(option.widget, QWidget) and option.widget.hasFocus()
        painter.setPen(QPen(QColor(colours.accent), 2) if ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        second = str(index.data(Roles.second_line) or "")
        inner = box.adjusted(10, 0, -10, 0)
        if second:
            half = inner.height() // 2
            upper = QRect(inner.left(), inner.top() + 2, inner.width(), half)
            lower = QRect(inner.left(), inner.top() + half, inner.width(), half - 2)
            draw_line(
                painter, upper, str(index.data()), worn.font("row"), colours.accent if here else colours.text
            )
            draw_line(painter, lower, second, worn.font("caption"), colours.muted)
        else:
            draw_line(
                painter, inner, str(index.data()), worn.font("row"), colours.accent if here else colours.text
            )
        painter.restore()


class TopicList(QListView):
    """`opened(target)` by Enter or a click."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sections of the guide"))
        self.setProperty("look", "chart")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setItemDelegate(_TopicDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(0, 0, _ASIDE, 0)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.clicked.connect(self._take)

    def show_lines(self, lines: Sequence[TopicLine]) -> None:
        self._rows.clear()
        for one in lines:
            item = QStandardItem(one.words)
            item.setData(one.second, Roles.second_line)
            item.setData(one.target, _TARGET)
            said = f"{one.words}: {one.second}" if one.second else one.words
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
            item_tip(item, said)
            self._rows.appendRow(item)
        if lines:
            self.setCurrentIndex(self._rows.index(0, 0))

    def take(self) -> None:
        self._take(self.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(str(index.data(_TARGET)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            return
        super().keyPressEvent(event)
