"""The type: roles with their sizes, and the families."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from prossce_desktop.system import paths

Role = Literal["figure", "title", "section", "total", "body", "row", "label", "caption", "small"]

FAMILIES = [
    "Noto Sans",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Thai",
    "Noto Sans Myanmar",
    "Noto Sans SC",
]


class FontSize(NamedTuple):
    """Pixels at 100 % text size, weight, and the height of a line."""

    px: int
    weight: int
    line: int


SIZES: dict[Role, FontSize] = {
    "figure": FontSize(26, 600, 36),
    "title": FontSize(22, 600, 38),
    "section": FontSize(15, 600, 22),
    "total": FontSize(13, 600, 18),
    "body": FontSize(13, 400, 18),
    "row": FontSize(13, 500, 18),
    "label": FontSize(12, 500, 18),
    "caption": FontSize(12, 400, 17),
    "small": FontSize(11, 400, 16),
}

_FIRST = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
"""What the opening page is written in."""
_loaded: set[Path] = set()


def load_fonts(*, first: bool = False) -> None:
    """Load the fonts of resources/fonts once; `first`: those of the first page (1 of 14 MB) only."""
    # Qt tries Noto Sans on Khmer first and says that it cannot, before it takes the font that can.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for path in sorted((paths.resources() / "fonts").rglob("*.[to]tf")):
        if path not in _loaded and (not first or path.name in _FIRST):
            _loaded.add(path)
            QFontDatabase.addApplicationFont(str(path))


@cache
def _font(role: Role, scale: float) -> QFont:
    size = SIZES[role]
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(max(9, round(size.px * scale)))
    font.setWeight(QFont.Weight(size.weight))
    return font


def font(role: Role, scale: float = 1.0) -> QFont:
    """A copy of the font of a role at a text size (1.0 is 100 %): 5 µs, where making it takes 12."""
    return QFont(_font(role, scale))
