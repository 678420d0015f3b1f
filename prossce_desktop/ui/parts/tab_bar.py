"""The tabs of a record, each with its count."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.text_painting import draw_line, smooth_painter, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import set_tip

_GAP, _NARROW_GAP = 26, 13
"""Between the words of two tabs; the narrow one where they would not have room otherwise."""


class Tabs(QTabBar):
    """Words with their counts ("People 320"), changed by Left and Right; `currentChanged(int)` tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._counts: dict[int, str] = {}
        self._gap = _GAP
        for button, said in zip(
            self.findChildren(QToolButton),
            (_("Show tabs on the left"), _("Show tabs on the right")),
            strict=False,
        ):
            button.setAccessibleName(said)
            set_tip(button, said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(self._width(index) + _GAP for index in range(self.count()))
        gap = _GAP if needed <= self.width() else _NARROW_GAP
        if gap != self._gap:
            self._gap = gap
            self.setIconSize(self.iconSize())  # lays the tabs out again
            self.updateGeometry()

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
        return QSize(self._width(index) + self._gap, theme().px(36))

    def _width(self, index: int) -> int:
        font = theme().font("total")
        count = self._counts.get(index, "")
        return width_of(self.tabText(index).replace("&&", "&"), font) + (
            7 + width_of(count, font) if count else 0
        )

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = smooth_painter(self)
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
                line = QRect(box.left(), box.bottom() - 1, box.width() - self._gap + 4, 2)
                painter.fillRect(line, QColor(colours.fill if not colours.dark else colours.accent))
                if self.hasFocus():
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(QColor(colours.accent), 2))
                    painter.drawRoundedRect(box.adjusted(-3 + 4, 4, 8 - self._gap, -5), 5, 5)
