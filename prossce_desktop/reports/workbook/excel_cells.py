"""Values into cells: text stays text, whatever it begins with; nothing a person typed is ever a formula."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.styles.proxy import StyleProxy
from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.domain.counting.small_cells import is_said
from prossce_desktop.domain.text.cleaning import clean_note
from prossce_desktop.language import formatting
from prossce_desktop.reports.script_fonts import Script, script_of

CellValue = str | int | float | bool | dt.date | dt.datetime | None
TEXT_LIMIT = 32_767
"""UTF-16 units that a cell of Excel holds."""
NARROW_LIMIT = 255
"""Texts longer than this in a cell of the format `@` are shown as ##### by older Excel."""
TITLE_LIMIT = 31
EPOCH = dt.date(1899, 12, 30)
FIRST_DAY = dt.date(1900, 3, 1)
"""Excel believes in 29 February 1900; days before that are written as text."""
EXACT = 10**15
"""Whole numbers from here on lose digits in Excel, so they are written as text."""
FONTS = {
    Script.khmer: "Leelawadee UI", Script.lao: "Leelawadee UI", Script.thai: "Leelawadee UI",
    Script.burmese: "Myanmar Text",
}  # fmt: skip
"""Fonts of Windows for the scripts that Calibri lacks."""

_PLAIN = re.compile(r"[ -~]*")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_TITLES = re.compile(r"[:\\/?*\[\]]")


def clean(text: str) -> str:
    """Text for a cell: no control characters, overrides, lone surrogates; at most 32,767 UTF-16 units."""
    if not _PLAIN.fullmatch(text):
        text = clean_note(text)
    if len(text) * 2 > TEXT_LIMIT and len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
        text = text.encode("utf-16-le")[: (TEXT_LIMIT - 1) * 2].decode("utf-16-le", "ignore") + "…"
    return text


def escaped(text: str) -> str:
    """Escapes `_x0041_`, which a workbook reads as the letter A. For whoever writes XML directly."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def excel_value(value: CellValue) -> CellValue:
    """A value that Excel can keep: clean text, dates without zone, exact numbers; None for empty, endless.

    A withheld number is its word, so that it does not look unrecorded.
    """
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
        return value if value.date() >= FIRST_DAY else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value if value >= FIRST_DAY else value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None if is_said(value) else formatting.withheld()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= EXACT:
        return str(value)
    return value


def put(cell: Cell, value: CellValue, style: str | None = None) -> None:
    """Write one value; `style` is the name of a cell style. The only way a value enters a cell."""
    if style is not None:
        cell.style = style
    kept = excel_value(value)
    if not isinstance(kept, str):
        cell.value = kept
        return
    cell.value = escaped(kept)
    cell.data_type = "s"
    if kept[:1] in "=+-@":
        cell.quotePrefix = True
    name = font_of(kept)
    if name is not None:
        cell.font = renamed(cell.font, name)


def put_at(sheet: Worksheet, row: int, column: int, value: CellValue, style: str | None = None) -> None:
    """`put` at a row and column, both counted from 1."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):  # we merge no cells, so it always is one
        put(cell, value, style)


def renamed(font: Font | StyleProxy, name: str) -> Font:
    """The same font by another name (a theme's font would win over the name, so it goes)."""
    return Font(name=name, sz=font.sz, b=font.b, i=font.i, color=font.color)


def font_of(text: str) -> str | None:
    """The font a text needs where Calibri lacks its script; None if Calibri does."""
    if text.isascii() or max(text) < "\u0e00":
        return None
    return next((FONTS[script] for script in map(script_of, text) if script in FONTS), None)


def sheet_title(text: str, taken: Collection[str] = ()) -> str:
    """A title that Excel takes: at most 31 characters, none of : \\ / ? * [ ], not used before."""
    plain = (
        _NOT_IN_TITLES.sub(" ", clean(text)).replace("\n", " ").strip(" '")[:TITLE_LIMIT].strip(" '")
        or "Sheet"
    )
    used = {one.casefold() for one in taken}
    title, n = plain, 2
    while title.casefold() in used or title.casefold() == "history":  # Excel keeps "History" for itself
        tail = f" {n}"
        title, n = plain[: TITLE_LIMIT - len(tail)] + tail, n + 1
    return title
