"""Text as PDF operators: glyphs written one by one, with what they mean for readers that search and copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prossce_desktop.reports.pdf.embedded_fonts import UsedFont
from prossce_desktop.reports.pdf.font_file import FontFile
from prossce_desktop.reports.pdf.pdf_objects import string
from prossce_desktop.reports.pdf.text_layout import GlyphRun

_SAME = 0.5
"""Thousandths of the size below which a glyph counts as standing where its neighbour left off."""


def operators(line: Iterable[GlyphRun], x: float, y: float, size: float, use: Callable[[FontFile], UsedFont]) -> list[str]:
    """A line of pieces from (x, y) on, y measured from the foot of the page; each stretch with its own meaning is a /Span."""
    found = []
    for piece in line:
        font = use(piece.font)
        if piece.glyphs:
            shown = _placed(piece, font, x, y, size)
        else:
            shown = f"1 0 0 1 {x:.2f} {y:.2f} Tm <{font.hexadecimal(piece.text)}> Tj"
        outline = (f"2 Tr {size * 0.03:.2f} w ", " 0 Tr") if piece.heavier else ("", "")
        drawn = f"BT {outline[0]}/{font.name} {size:g} Tf {shown}{outline[1]} ET"
        if piece.stands_for:
            language = f"/Lang ({piece.language}) " if piece.language else ""
            drawn = f"/Span << {language}/ActualText {string(piece.stands_for)} >> BDC {drawn} EMC"
        found.append(drawn)
        x += piece.width * size / 1000
    return found


def _placed(piece: GlyphRun, font: UsedFont, x: float, y: float, size: float) -> str:
    """`Tm` before a glyph that is moved, `TJ` for all that follow each other."""
    scale = size / 1000
    parts: list[str] = []
    row: list[str] = []
    pen, drawn_to = 0.0, 0.0

    def put_row() -> None:
        if row:
            parts.append(f"[{''.join(row)}] TJ")
            row.clear()

    on_line = False
    for glyph in piece.glyphs:
        code = font.code(glyph.gid, glyph.char)
        if glyph.dx or glyph.dy or not on_line:
            put_row()
            parts.append(f"1 0 0 1 {x + (pen + glyph.dx) * scale:.2f} {y + glyph.dy * scale:.2f} Tm")
            on_line = not glyph.dy
            drawn_to = pen + glyph.dx
        elif abs(pen - drawn_to) > _SAME:
            row.append(f"{drawn_to - pen:g}")
            drawn_to = pen
        row.append(f"<{code}>")
        drawn_to += piece.font.width_of_glyph(glyph.gid)
        pen += glyph.advance
    put_row()
    return " ".join(parts)
