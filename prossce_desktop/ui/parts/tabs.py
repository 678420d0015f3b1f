"""The tabs of a record, each with its count."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.look.type import draw_line, width_of


class Tabs(QTabBar):
    """Words with their counts ("People 320"); the one shown is underlined. Left and right change it, `currentChanged(int)` tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._counts: dict[int, str] = {}

    def set_count(self, index: int, count: str) -> None:
        """The count after the words of a tab, already in the form of the locale; "" for none."""
        self._counts[index] = count
        words = self.tabText(index).replace("&&", "&")
        self.setAccessibleTabName(index, f"{words} {count}".strip())
        self.setTabData(index, count)
        self.setIconSize(self.iconSize())
        self.updateGeometry()
        self.update()

    def add(self, words: str, count: str = "") -> int:
        """Another tab; gives its number."""
        index = self.addTab(words.replace("&", "&&"))
        self.set_count(index, count)
        return index

    def tabSizeHint(self, index: int) -> QSize:
        worn = theme()
        width = width_of(self.tabText(index).replace("&&", "&"), worn.font("total")) + 26
        count = self._counts.get(index, "")
        if count:
            width += 7 + width_of(count, worn.font("total"))
        return QSize(width, worn.px(36))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            box = self.tabRect(index)
            chosen = index == self.currentIndex()
            colour = colours.text if chosen else colours.muted
            font = worn.font("total" if chosen else "row")
            words = self.tabText(index).replace("&&", "&")
            left = box.left() + 2
            draw_line(painter, QRect(left, box.top(), box.width(), box.height() - 2), words, font, colour)
            count = self._counts.get(index, "")
            if count:
                left += width_of(words, font) + 7
                draw_line(painter, QRect(left, box.top(), box.width(), box.height() - 2), count, font, colour)
            if chosen:
                line = QRect(box.left(), box.bottom() - 1, box.width() - 22, 2)
                painter.fillRect(line, QColor(colours.fill if not colours.dark else colours.accent))
                if self.hasFocus():
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(QColor(colours.accent), 2))
                    painter.drawRoundedRect(box.adjusted(-3 + 4, 4, -18, -5), 5, 5)
