"""The left half of the first pages: what the program is, and blocks, one an activity."""

from __future__ import annotations

import random

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.text_painting import smooth_painter
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column

COLUMNS, BLOCK, GAP = 11, (28, 16), (6, 5)


class Cover(QWidget):
    """Decoration and three lines of words; nothing to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(494)
        # Translators: on the first page, below the name of the program
        promise = _("Your data is stored on this computer. Everyone is counted once.")
        in_column(
            Label(_("ProSSCE Desktop"), "title"),
            Label(_("Trainings, career fairs and their results."), "body"),
            Label(promise, "body", "muted", wraps=True), STRETCH,
            Label(_("ProSSCE-ASEAN, a project of the ILO with MOHRSS of China"), "caption", "muted"),
            into=self, margins=(60, 60, 40, 40), spacing=0,
        )  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth_painter(self)
        colours = theme().tokens
        painter.fillRect(self.rect(), QColor(colours.nav))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colours.line))
        self._draw_blocks(painter)

    def _draw_blocks(self, painter: QPainter) -> None:
        chance = random.Random(11)
        colours = theme().tokens
        pale = QColor(colours.soft if colours.dark else colours.c1)
        pale.setAlpha(255 if colours.dark else 56)
        inks = [*(QColor(one) for one in colours.chart), pale, pale]
        blocks = [QPainterPath() for _ink in inks]
        foot = self.height() - 98
        room = max(0, (foot - 200) // (BLOCK[1] + GAP[1]))
        for column in range(COLUMNS):
            tall = min(room, 3 + int(column * 0.55) + chance.randint(0, 2))
            for row in range(tall):
                left = 60 + column * (BLOCK[0] + GAP[0])
                top = foot - (row + 1) * (BLOCK[1] + GAP[1])
                chance.choice(blocks).addRoundedRect(QRectF(left, top, *BLOCK), 2, 2)
        for of_ink, ink in zip(blocks, inks, strict=True):
            painter.fillPath(of_ink, ink)
