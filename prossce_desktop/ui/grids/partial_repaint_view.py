"""A table that draws only what changed: scrolling moves what is drawn already, and the focus changes only the current cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from prossce_desktop.ui.grids.entry_delegate import EntryDelegate
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate


class PartialRepaintView(QTableView):
    """Its delegate paints the whole ground of every cell. A full paint of all cells shown is too slow for each key."""

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
        for part in (dirty.adjusted(max(0, right - dirty.left()), 0, 0, 0), dirty.adjusted(0, max(0, bottom - dirty.top()), 0, 0)):
            if not part.isEmpty():
                painter.fillRect(part, ground)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            super().focusInEvent(event)  # chooses a first cell
            return
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, bool(index.flags() & Qt.ItemFlag.ItemIsEditable))
        self._draw_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._draw_ring()

    def draw_waiting(self) -> None:
        """Draw now what waits: Qt moves nothing on the screen where something waits, as after an editor that closed."""
        self.viewport().repaint(self.visualRect(self.currentIndex()))

    def _draw_ring(self) -> None:
        """Qt's own handlers of the focus would draw every cell again."""
        self.viewport().update(self.visualRect(self.currentIndex()))
