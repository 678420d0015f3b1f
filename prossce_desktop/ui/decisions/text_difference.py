"""A value in large type; the characters that another value does not have are underlined."""

from __future__ import annotations

from difflib import SequenceMatcher

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.ui.look.fonts import Role
from prossce_desktop.ui.look.theme import theme

LARGE = 24
"""Longer values are set as a section or as running text."""
_LONGEST_COMPARED = 400


def different(text: str, others: list[str]) -> list[tuple[int, int]]:
    """Start and length of the parts of `text` that the first other text does not have."""
    if not others or max(len(text), len(others[0])) > _LONGEST_COMPARED:
        return []
    matcher = SequenceMatcher(None, others[0], text, autojunk=False)
    return [
        (start, end - start)
        for tag, _a, _b, start, end in matcher.get_opcodes()
        if tag != "equal" and end > start
    ]


class DifferentText(QWidget):
    """Wraps; its height follows its width."""

    def __init__(self, parent: QWidget | None = None, *, quiet: bool = False) -> None:
        """`quiet`: set as running text, however short."""
        super().__init__(parent)
        self._quiet = quiet
        self._text = ""
        self._longest = 0
        self._marked: list[tuple[int, int]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str, others: list[str]) -> None:
        """Show a value beside others, all in the size of the longest, since all are equal."""
        self._text = text
        self._longest = max(len(one) for one in (text, *others))
        self._marked = different(text, others)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _role(self) -> Role:
        if self._quiet:
            return "body"
        return "figure" if self._longest <= LARGE else "section" if self._longest <= 3 * LARGE else "body"

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        worn = theme()
        layout = QTextLayout(self._text, worn.font(self._role()))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        mark = QTextCharFormat()
        mark.setFontUnderline(True)
        mark.setUnderlineColor(QColor(worn.tokens.warnline))
        ranges = []
        for start, length in self._marked:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = start, length, mark
            ranges.append(one)
        layout.setFormats(ranges)
        high = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width))
            line.setPosition(QPointF(0, high))
            high += max(line.height(), worn.line(self._role()))
        layout.endLayout()
        return layout, high

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1]) + 2

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme().line("body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(theme().tokens.text))
        layout, _high = self._laid_out(self.width())
        layout.draw(painter, QPointF(0, 0), [], QRectF(self.rect()))
