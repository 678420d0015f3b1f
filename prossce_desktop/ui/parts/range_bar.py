"""Solid is certain, hatched is not: a bar from nothing to "at least" and on to "at most"."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import set_tip

BAR = 8
"""Height of a bar, in pixels."""


def paint_range(
    painter: QPainter, box: QRectF, low: float, high: float, colour: str, track: str = ""
) -> None:
    """Fill `box` solid up to `low` and hatched up to `high`, both parts of its width (0 to 1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    radius = min(4.0, box.height() / 2)
    shape.addRoundedRect(box, radius, radius)
    painter.setClipPath(shape)
    if track:
        painter.fillRect(box, QColor(track))
    solid = QRectF(box.left(), box.top(), box.width() * min(max(low, 0.0), 1.0), box.height())
    if high > low:
        painter.fillRect(solid, QColor(colour))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(solid, radius, radius)
    end = box.left() + box.width() * min(max(high, low, 0.0), 1.0)
    if end > solid.right():
        rest = QRectF(solid.right(), box.top(), end - solid.right(), box.height())
        hatch(painter, rest, colour, theme().tokens.surface)
    painter.restore()


def hatch(painter: QPainter, box: QRectF, colour: str, ground: str) -> None:
    """45-degree lines 5 px apart over `ground`."""
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, QColor(ground))
    painter.setPen(QPen(QColor(colour), 1.6))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += 5
    painter.restore()


class RangeBar(QWidget):
    """A range drawn beside the words that say it; its accessible name says it too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low = self._high = 0.0
        self.setFixedHeight(BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_range(self, low: float, high: float, whole: float, words: str) -> None:
        """Solid to `low`, hatched to `high`, of `whole`; `words` say it ("34 on the list of 36")."""
        self._low = low / whole if whole > 0 else 0.0
        self._high = high / whole if whole > 0 else 0.0
        self.setAccessibleName(words)
        set_tip(self, words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(150, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        paint_range(QPainter(self), QRectF(self.rect()), self._low, self._high, colours.c1, colours.line)
