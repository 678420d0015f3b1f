"""A box to tick, with an explanation under its words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.lines import draw_line, width_of
from prossce_desktop.ui.look.theme import theme

GAP = 2.5
"""From the middle of the ring to what is filled, in pixels."""


class TickBox(QCheckBox):
    """A tick with its words and, in muted colour below, what it means. Enter goes to the next field."""

    def __init__(self, text: str, parent: QWidget | None = None, *, explained: str = "") -> None:
        super().__init__(parent)
        self._words = text
        self._explained = explained
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(explained)

    def sizeHint(self) -> QSize:
        worn = theme()
        width = max(width_of(self._words, worn.font("body")), width_of(self._explained, worn.font("caption")))
        return QSize(28 + width, worn.px(44 if self._explained else 26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (worn.px(26) - 16) // 2
        box = QRect(1, top, 16, 16)
        on, ring = self.isChecked(), self.hasFocus()
        painter.setBrush(QColor(colours.fill if on and self.isEnabled() and not ring else colours.surface))
        painter.setPen(QPen(QColor(colours.accent if ring else colours.fill if on else colours.field), 2 if ring else 1))
        painter.drawRoundedRect(box, 4, 4)
        if on and ring:  # the ring stands apart from what is filled, or nobody would see it
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.fill))
            painter.drawRoundedRect(QRectF(box).adjusted(GAP, GAP, -GAP, -GAP), 2, 2)
        if on:
            draw_icon_in(painter, "check", box, 12, colours.onfill if self.isEnabled() else colours.muted)
        words = QRect(28, 0, self.width() - 28, worn.px(26))
        draw_line(painter, words, self._words, worn.font("body"), colours.text if self.isEnabled() else colours.muted)
        if self._explained:
            under = QRect(28, worn.px(23), self.width() - 28, worn.px(18))
            draw_line(painter, under, self._explained, worn.font("caption"), colours.muted)
