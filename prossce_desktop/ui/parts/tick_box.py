"""A box to tick, with an explanation under its words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, lines_of, smooth_painter, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.layouts import grows_down

GAP = 2.5
"""From the middle of the ring to what is filled, in pixels."""
_LEFT = 28
_NARROWEST = 180
"""So wide at least are the lines of an explanation, in pixels at 100 %."""


class TickBox(QCheckBox):
    """A tick with its words and, muted below, what it means. Enter goes to the next field."""

    def __init__(self, text: str, parent: QWidget | None = None, *, explained: str = "") -> None:
        super().__init__(parent)
        self._words = text
        self._explained = explained
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(explained)
        # the explanation gives way, by more lines
        grows_down(self, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        worn = theme()
        width = max(width_of(self._words, worn.font("body")), width_of(self._explained, worn.font("caption")))
        return QSize(_LEFT + width, self.heightForWidth(_LEFT + width))

    def minimumSizeHint(self) -> QSize:
        worn = theme()
        under = min(width_of(self._explained, worn.font("caption")), worn.px(_NARROWEST))
        return QSize(
            _LEFT + max(width_of(self._words, worn.font("body")), under),
            worn.px(44 if self._explained else 26),
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme().px(26 + 18 * len(self.explanation(width)))

    def explanation(self, width: int | None = None) -> list[str]:
        """What is explained, in the lines of a box `width` wide (as it stands by default)."""
        room = (self.width() if width is None else width) - _LEFT
        return lines_of(self._explained, theme().font("caption"), room) if self._explained else []

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
        painter = smooth_painter(self)
        top = (worn.px(26) - 16) // 2
        box, enabled = QRect(1, top, 16, 16), self.isEnabled()
        paint_tick(painter, box, on=self.isChecked(), ring=self.hasFocus(), enabled=enabled)
        words = QRect(_LEFT, 0, self.width() - _LEFT, worn.px(26))
        draw_line(painter, words, self._words, worn.font("body"), colours.text if enabled else colours.muted)
        for at, line in enumerate(self.explanation()):
            under = QRect(_LEFT, worn.px(23 + 18 * at), self.width() - _LEFT, worn.px(18))
            draw_line(painter, under, line, worn.font("caption"), colours.muted)


def paint_tick(painter: QPainter, box: QRect, *, on: bool, ring: bool = False, enabled: bool = True) -> None:
    """A box with its tick; `ring`: the keys are on it."""
    colours = theme().tokens
    painter.setBrush(QColor(colours.fill if on and enabled and not ring else colours.surface))
    painter.setPen(
        QPen(QColor(colours.accent if ring else colours.fill if on else colours.field), 2 if ring else 1)
    )
    painter.drawRoundedRect(box, 4, 4)
    if on and ring:  # the ring stands apart from what is filled, or nobody would see it
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.fill))
        painter.drawRoundedRect(QRectF(box).adjusted(GAP, GAP, -GAP, -GAP), 2, 2)
    if on:
        draw_icon_in(painter, "check", box, 12, colours.onfill if enabled else colours.muted)
