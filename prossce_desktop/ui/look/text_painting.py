"""One line of any script: where it sits, how wide it is, and how it is cut."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintDevice, QPainter, QTextLayout, QTextOption

from prossce_desktop.domain.text.safe_display import as_seen

_SOUTH_EAST_ASIAN = r"[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u19E0-\u19FF\uA9E0-\uA9FF\uAA60-\uAA7F]"
_KHMER_OR_BURMESE = r"[\u1000-\u109F\u1780-\u17FF\u19E0-\u19FF\uA9E0-\uA9FF\uAA60-\uAA7F]"
_LATIN = r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF\u3400-\u9FFF]"


def is_tall(text: str) -> bool:
    """Whether `text` has Khmer or Burmese, whose ink hangs far below the line."""
    return not text.isascii() and re.search(_KHMER_OR_BURMESE, text) is not None


def for_script(text: str, plain: QFont) -> QFont:
    """`plain`, or a pixel larger for text wholly in Khmer, Lao, Thai or Burmese, which look small."""
    if not text or text.isascii() or not re.search(_SOUTH_EAST_ASIAN, text) or re.search(_LATIN, text):
        return plain
    larger = QFont(plain)
    larger.setPixelSize(plain.pixelSize() + 1)
    return larger


def draw_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    plain: QFont,
    colour: str | QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line of any script in `rect`, cut with dots where it is too long.

    The Latin font places the baseline, so that lines beside one another stay level; Khmer and Burmese sit one
    pixel higher, since their ink hangs 8 px below it at 14 px.
    """
    if not text:
        return
    used, shown, width, capitals = _cut(text, plain, rect.width())
    x = rect.left()
    if align & Qt.AlignmentFlag.AlignRight:
        x = rect.right() + 1 - width
    elif align & Qt.AlignmentFlag.AlignHCenter:
        x = rect.left() + (rect.width() - width) // 2
    painter.setFont(used)
    painter.setPen(colour_of(colour) if isinstance(colour, str) else colour)
    middle = rect.top() + (rect.height() + capitals + 1) // 2
    painter.drawText(max(x, rect.left()), middle - (1 if is_tall(text) else 0), shown)


class _Cut(NamedTuple):
    """A line as it fits: its font, its words, their width, and the height of the Latin font's capitals."""

    font: QFont
    shown: str
    width: int
    capitals: int


_cuts: dict[tuple[str, str, int], _Cut] = {}
_MOST_CUTS = 8_192


def _cut(text: str, plain: QFont, room: int) -> _Cut:
    """The same lines are drawn again with every key: 450 of a grid take 13 ms, worked out anew 42."""
    key = (text, plain.key(), room)
    found = _cuts.get(key)
    if found is None:
        if len(_cuts) >= _MOST_CUTS:
            _cuts.clear()
        used = for_script(text, QFont(plain))
        metrics = QFontMetrics(used)
        shown = metrics.elidedText(" ".join(as_seen(text).splitlines()), Qt.TextElideMode.ElideRight, room)
        found = _cuts[key] = _Cut(
            used, shown, metrics.horizontalAdvance(shown), QFontMetrics(plain).capHeight()
        )
    return found


def smooth_painter(on: QPaintDevice) -> QPainter:
    """A painter whose slanted and round edges are smooth."""
    painter = QPainter(on)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


@cache
def colour_of(name: str) -> QColor:
    """The colour of a token; not to be changed. Kept: 0.2 µs for each of a grid's 2,000 instead of 1.3."""
    return QColor(name)


def width_of(text: str, plain: QFont) -> int:
    """How wide `draw_line` would draw `text`, in pixels."""
    return QFontMetrics(for_script(text, plain)).horizontalAdvance(text) + 1 if text else 0


def lines_of(text: str, plain: QFont, width: int) -> list[str]:
    """The words in lines of `width` pixels, also in scripts without spaces."""
    layout = QTextLayout(text, for_script(text, plain))
    option = layout.textOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width - 1, 1))  # as `width_of` counts
        found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return found or [text]
