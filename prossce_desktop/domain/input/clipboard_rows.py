"""A block pasted from a spreadsheet: text to rows, rows to fields, fields to values that are understood."""

from __future__ import annotations

import re

from prossce_desktop.domain.input.column_guessing import Guess, guess
from prossce_desktop.domain.input.pasted_columns import ParsedRow, RowKind, understand_block

__all__ = ["Guess", "ParsedRow", "RowKind", "guess", "rows_of", "understand_block"]

MOST_ROWS = 20_000
MOST_COLUMNS = 200

_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\r|\Z)|([^\t\r\n]*)')
_END = re.compile(r"\t|\r\n|\n|\r|\Z")


def rows_of(text: str) -> list[list[str]]:
    """The cells of a block on the clipboard: tabs between cells, cells with line breaks or tabs in quotes.
    Blank rows and empty columns at the right are left out; rows have one width. A quote that opens no quoted
    cell is text. At most 20,000 rows of 200 columns.
    """
    rows: list[list[str]] = [[]]
    position, end = 0, len(text)
    while position <= end and len(rows) <= MOST_ROWS:
        found = _CELL.match(text, position)
        assert found is not None  # the second way matches nothing at all
        quoted, plain = found.groups()
        if len(rows[-1]) < MOST_COLUMNS:
            rows[-1].append(quoted.replace('""', '"') if quoted is not None else plain)
        after = _END.match(text, found.end())
        if after is None or after.end() == end == found.end():
            break
        position = after.end()
        if after[0] != "\t":
            rows.append([])
    return _squared([row for row in rows if any(cell.strip() for cell in row)])


def _squared(rows: list[list[str]]) -> list[list[str]]:
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.strip()), default=0)
    return [(row + [""] * width)[:width] for row in rows]
