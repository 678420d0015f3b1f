"""The eight inks and the kinds of type on paper; the picture of every page is made of these."""

from __future__ import annotations

from dataclasses import dataclass, replace

INK = "#17262E"
GREY = "#52636D"
RULE = "#B9C6CC"
ACCENT = "#26379F"
MID = "#7482CE"
LIGHT = "#C9D0F0"
LIGHT_WEIGHT, NORMAL, BOLD = 300, 400, 600


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of type: size and line in points, weight 300, 400 or 600, and its ink."""

    size: float
    line: float
    weight: int = NORMAL
    ink: str = INK

    def bold(self) -> Style:
        """The same, 600."""
        return replace(self, weight=BOLD)

    def inked(self, ink: str) -> Style:
        """The same in another ink."""
        return self if ink == self.ink else replace(self, ink=ink)


TITLE = Style(17, 24, BOLD)
SECTION = Style(10, 12, BOLD, ACCENT)
TEXT = Style(9, 12)
NOTE = Style(7, 9, ink=GREY)
CELL = Style(8.25, 12)
HEAD = Style(7.5, 9, BOLD, GREY)
LARGEST = Style(30, 36, LIGHT_WEIGHT, ACCENT)
KEY = Style(21, 26, LIGHT_WEIGHT, ACCENT)
LABEL = Style(8.25, 12)
NUMBER = Style(7.5, 9)
RUNNING = Style(7.5, 9, ink=GREY)
FACT = Style(7.5, 9, ink=GREY)
