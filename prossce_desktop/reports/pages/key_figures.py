"""Key figures: a rule, what it is, the number in light type, and its basis in grey."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prossce_desktop.reports.ink_and_type import INK, KEY, LARGEST, NOTE, TEXT, Style
from prossce_desktop.reports.pages.page_writer import GUTTER, LEFT, Writer, columns
from prossce_desktop.reports.pdf.text_layout import leading, shortened, width, wrap


@dataclass(frozen=True, slots=True)
class Key:
    """A figure with what it is and its basis; `span` of the page's twelve columns, `largest` for the one figure of the page."""

    name: str
    figure: str
    basis: str
    span: int = 3
    largest: bool = False


def key_figures(writer: Writer, keys: list[Key]) -> None:
    """One row of key figures."""
    notes = [wrap(key.basis, NOTE, columns(key.span)) for key in keys]
    high = 57 + max((sum(leading(row, NOTE) for row in rows) for rows in notes), default=0)
    writer.need(high)
    x, top, paper = LEFT, writer.y, writer.paper
    for key, rows in zip(keys, notes, strict=True):
        wide = columns(key.span)
        paper.rule(x, top, x + wide, top, INK, 0.75)
        style = _fitting(LARGEST if key.largest else KEY, key.figure, wide)
        with paper.tagged("P"):
            paper.text(shortened(key.name, TEXT.bold(), wide), x, top + 15, TEXT.bold())
            paper.text(key.figure, x - (1 if style.size > 12 and x > LEFT else 0), top + 51, style)
            y = top + 60
            for row in rows:
                y += leading(row, NOTE)
                paper.text(row, x, y, NOTE)
        x += wide + GUTTER
    writer.y = top + high + 9


def _fitting(style: Style, figure: str, room: float) -> Style:
    """The style, smaller where the figure would not fit."""
    wide = width(figure, style)
    return style if wide <= room - 1 else replace(style, size=max(8.0, style.size * (room - 1) / wide * 0.99))
