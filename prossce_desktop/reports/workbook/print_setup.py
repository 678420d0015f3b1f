"""Sheets on A4 landscape: no letter below 8 points, wide lists on several pages, no block cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.reports.workbook.cell_styles import LOOKS

LEAST_POINTS = 8
_SMALLEST = int(min(one.size for one in LOOKS.values()))
LEAST_SCALE = -(-100 * LEAST_POINTS // _SMALLEST)
"""Per cent: what the smallest letters of our styles may be shrunk to."""
_SIDE, _TOP = 0.6, 0.75
"""Inches of margin."""
ROOM = (11.69 - 2 * _SIDE) * 72
"""Points across a page."""
HIGH = (8.27 - 2 * _TOP) * 72
"""Points down a page."""
POINTS = 6.4
"""Points a character of column width where a wider font replaces Calibri; Excel needs 5.25."""
ROW = 15.0
"""Points of a row whose height is not given."""
MARGIN = 2
"""Characters of column A, which holds nothing."""
_SCALE = re.compile(rb'(<pageSetup [^>]*?)scale="\d+"')


def set_up(sheet: Worksheet, foot: str, pages: str) -> None:
    """Paper, margins and the line at the foot, which is shrunk with the sheet."""
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.pageOrder = "overThenDown"
    margins = sheet.page_margins
    margins.left = margins.right = _SIDE
    margins.top = margins.bottom = _TOP
    margins.header = margins.footer = 0.35
    if sheet.oddFooter is not None:
        sheet.oddFooter.left.text, sheet.oddFooter.left.size = foot.replace("&", "&&")[:200], _SMALLEST
        sheet.oddFooter.right.text, sheet.oddFooter.right.size = pages, _SMALLEST


def scale_of(widths: Iterable[float]) -> int:
    """Per cent at which columns of these widths print: on one page across if legible, else on several."""
    across = sum(widths) * POINTS
    return max(LEAST_SCALE, min(100, int(100 * ROOM / across))) if across else 100


def refit(content: bytes, widths: Iterable[float]) -> bytes:
    """A sheet's XML with the scale of the columns that are shown after all."""
    return _SCALE.sub(rb'\g<1>scale="%d"' % scale_of(widths), content)


def repeat(sheet: Worksheet, heading: int, widths: Sequence[float], pinned: int) -> None:
    """Headings and pinned columns repeat on every page: as many as leave half of it free, at least one."""
    half = ROOM / 2 * 100 / LEAST_SCALE
    many = max((n for n in range(1, pinned + 1) if sum(widths[:n]) * POINTS <= half), default=1)
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.print_title_cols = f"A:{get_column_letter(1 + many)}"


def keep_together(sheet: Worksheet, blocks: Iterable[tuple[int, int]]) -> None:
    """Begin a new page before each block of rows (first, last) that would be split over two."""
    high = HIGH * 100 / (sheet.page_setup.scale or 100)
    used, done = 0.0, 0
    for first, last in blocks:
        used += _high(sheet, done + 1, last)
        if used > high and done:
            sheet.row_breaks.append(Break(id=first - 1))
            used = _high(sheet, first, last)
        used, done = used % high, last


def _high(sheet: Worksheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height or ROW for row in range(first, last + 1))
