"""A row to press: icon, words, a muted second line, a number at the right; both lines wrap."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, lines_of, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.layouts import grows_down
from prossce_desktop.ui.parts.pressable import Pressable
from prossce_desktop.ui.parts.tooltips import set_tip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits."""

    icon: str
    words: str
    second: str
    count: str
    place: Place
    late: bool = False


_LEFT, _ASIDE = 36, 46
"""Where words begin, and what of the width they do not have."""
_BESIDE = 10
"""Between the words and the number at their right."""
_LINE, _ROW = 17, 18


class WaitingRow(Pressable):
    """One thing that waits, or was touched lately."""

    def __init__(
        self,
        icon: str,
        words: str,
        second: str,
        count: str,
        parent: QWidget | None = None,
        *,
        late: bool = False,
    ) -> None:
        super().__init__(parent)
        self._icon, self._words, self._second, self._count, self._late = icon, words, second, count, late
        self.setText(words)
        said = ", ".join(part for part in (words, count, second) if part)
        self.setAccessibleName(said)
        set_tip(self, said)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        grows_down(self)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme().px(48 if self._second else 30))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        worn = theme()
        more = (len(self.lines(width)) - 1) * worn.px(_ROW)
        if self._second:
            more += (len(self.second_lines(width)) - 1) * worn.px(_LINE)
        return worn.px(48 if self._second else 30) + more

    def lines(self, width: int | None = None) -> list[str]:
        """The words, line by line, in a row that is `width` wide (as it stands, where nothing is said)."""
        room = (self.width() if width is None else width) - _ASIDE - self._counted() - _BESIDE
        return lines_of(self._words, theme().font("row"), room)

    def second_lines(self, width: int | None = None) -> list[str]:
        """What stands under the words, likewise."""
        return lines_of(
            self._second, theme().font("caption"), (self.width() if width is None else width) - _ASIDE
        )

    def _counted(self) -> int:
        return width_of(self._count, theme().font("total" if self._second else "caption"))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(QColor(colours.hover))
            painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        line = worn.px(48) // 2 if self._second else worn.px(30)
        colour = colours.warnline if self._late else colours.muted
        draw_icon_in(painter, self._icon, QRect(6, 2 if self._second else 0, 18, line), 16, colour)
        bold, used = worn.font("total" if self._second else "caption"), self._counted()
        tone = colours.text if self._second else colours.muted
        draw_line(painter, QRect(self.width() - used - 10, 0, used + 2, line + 2), self._count, bold, tone)
        lines = self.lines()
        for at, words in enumerate(lines):
            box = QRect(_LEFT, 1 + at * worn.px(_ROW), self.width() - _LEFT, line)
            draw_line(painter, box, words, worn.font("row"), colours.text)
        under = line - 1 + (len(lines) - 1) * worn.px(_ROW)
        tone = colours.warn if self._late else colours.muted
        for at, words in enumerate(self.second_lines() if self._second else ()):
            box = QRect(_LEFT, under + at * worn.px(_LINE), self.width() - _LEFT, line)
            draw_line(painter, box, words, worn.font("caption"), tone)
