"""A row that can be pressed: icon, words, a muted second line, a number at the right.

A second line that is `whole` goes on in as many lines as it needs; any other is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.lines import draw_line, lines_of, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.pressable import Pressable
from prossce_desktop.ui.parts.tips import set_tip
from prossce_desktop.ui.place import Place


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits."""

    icon: str
    words: str
    second: str
    count: str
    place: Place
    late: bool = False
    whole: bool = False


_LEFT, _ASIDE = 36, 46
"""Where words begin, and what of the width they do not have."""
_LINE = 17


class WaitingRow(Pressable):
    """One thing that waits, or was touched lately."""

    def __init__(
        self, icon: str, words: str, second: str, count: str, parent: QWidget | None = None, *, late: bool = False, whole: bool = False
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._icon, self._words, self._second, self._count, self._late = icon, words, second, count, late
        self.setText(words)
        said = ", ".join(part for part in (words, count, second) if part)
        self.setAccessibleName(said)
        set_tip(self, said)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        more = len(self.second_lines()) - 1 if self._second else 0
        return QSize(200, theme().px(48 if self._second else 30) + more * theme().px(_LINE))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def second_lines(self) -> list[str]:
        """What stands under the words, line by line."""
        if not self._whole:
            return [self._second]
        return lines_of(self._second, theme().font("caption"), self.width() - _ASIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._whole:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(QColor(colours.hover))
            painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        line = worn.px(48) // 2 if self._second else self.height()
        colour = colours.warnline if self._late else colours.muted
        draw_icon_in(painter, self._icon, QRect(6, 2 if self._second else 0, 18, line), 16, colour)
        bold = worn.font("total" if self._second else "caption")
        used = width_of(self._count, bold)
        draw_line(
            painter,
            QRect(self.width() - used - 10, 0, used + 2, line + 2),
            self._count,
            bold,
            colours.text if self._second else colours.muted,
        )
        draw_line(painter, QRect(36, 1, self.width() - used - 56, line), self._words, worn.font("row"), colours.text)
        if self._second:
            tone = colours.warn if self._late else colours.muted
            for at, words in enumerate(self.second_lines()):
                box = QRect(_LEFT, line - 1 + at * worn.px(_LINE), self.width() - _ASIDE, line)
                draw_line(painter, box, words, worn.font("caption"), tone)
