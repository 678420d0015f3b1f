"""Rows of a sheet as XML, a batch at a time: style numbers from the placeholder, text inline, never a formula."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from prossce_desktop.reports.cells import EPOCH, EXACT, FIRST_DAY, FONTS, NARROW_LIMIT, CellValue, escaped, excel_value, font_of
from prossce_desktop.reports.columns import CellKind, Column

Read = Callable[[Any], CellValue]
FACES: tuple[str | None, ...] = (None, *dict.fromkeys(FONTS.values()))
"""Calibri, then the fonts for scripts that it lacks; text columns have a placeholder for each, then each again for long text."""
HEIGHT = 18
"""Points of a row; one whose text wraps is left to find its own."""
ROW, WRAPS = "\0", "\1"
"""In a remembered cell: where its row number goes, and that its text wraps. No text keeps such characters."""
_KEPT = 2_000
"""Cells of one column that are remembered: words and numbers that come again and again."""
_LONGEST_KEPT = 80
_EPOCH = EPOCH.toordinal()
_SIMPLE = re.compile(r"(?! )[ -%'-;=?-^`-~]+(?<! )")
"""Text that needs nothing done to it: printable ASCII without markup, underscores, or spaces at its ends."""


class RowWriter:
    """Writes rows under columns whose style numbers are known; column i stands at letter i of `styles`."""

    def __init__(
        self, styles: Mapping[str, Sequence[int]], columns: Sequence[Column], hidden: Sequence[int] = (), reads: Sequence[Read] = ()
    ) -> None:
        """`reads`: of each column how a value becomes a cell; () where the lines hold cells already."""
        nothing: Sequence[Read | None] = [None] * len(columns)
        each = zip(styles.items(), columns, reads or nothing, strict=True)
        self._cells = [_Cells(letter, numbers, column, n in hidden, read) for n, ((letter, numbers), column, read) in enumerate(each)]

    def rows(self, lines: Sequence[Sequence[CellValue]], first: int) -> str:
        """The lines as `<row>` elements, numbered from `first`."""
        return "".join([self._row(line, str(n)) for n, line in enumerate(lines, first)])

    def _row(self, line: Sequence[CellValue], row: str) -> str:
        cells = "".join([known[value] for known, value in zip(self._cells, line, strict=True)]).replace(ROW, row)
        if WRAPS in cells:
            return f'<row r="{row}">{cells.replace(WRAPS, "")}</row>'
        return f'<row r="{row}" ht="{HEIGHT}" customHeight="1">{cells}</row>'


class _Cells(dict[CellValue, str]):
    """The XML of a column's cells by value; made when first asked for, remembered while there is room.

    True and 1 are one key: a column holds answers in words, never both.
    """

    def __init__(self, letter: str, styles: Sequence[int], column: Column, hidden: bool, read: Read | None = None) -> None:
        super().__init__()
        self._read = read
        self._start, self._styles = f'<c r="{letter}{ROW}" s="', styles
        self._width = column.width if column.kind is CellKind.long else 10**9
        self._is_number = column.kind is CellKind.number
        self._hidden = hidden
        self._blank = f'{self._start}{styles[0]}"/>'
        self._plain = f'{self._start}{styles[0]}" t="inlineStr"><is><t>'
        self._figure = f'{self._start}{styles[0]}"><v>'
        self._narrow = min(self._width, NARROW_LIMIT)

    def __missing__(self, held: CellValue) -> str:
        value = held if self._read is None else self._read(held)
        if self._hidden:
            made = self._blank  # LibreOffice shows the text of a hidden column in an empty neighbour
        elif isinstance(value, str) and len(value) <= self._narrow and _SIMPLE.fullmatch(value):
            made = f"{self._plain}{value}</t></is></c>"
        elif type(value) is int and -EXACT < value < EXACT:
            made = f"{self._figure}{value}</v></c>"
        elif type(value) is dt.date and value >= FIRST_DAY:
            made = f"{self._figure}{value.toordinal() - _EPOCH}</v></c>"
        else:
            made = self._made(value)
        if len(self) < _KEPT and (not isinstance(held, str) or len(held) <= _LONGEST_KEPT):
            self[held] = made
        return made

    def _made(self, value: CellValue) -> str:
        kept = excel_value(value)
        if kept is None:
            return self._blank
        if isinstance(kept, str):
            return self._text(kept)
        style = self._styles[-1] if self._is_number and isinstance(kept, float) and not kept.is_integer() else self._styles[0]
        kind = ' t="b"' if isinstance(kept, bool) else ""
        return f'{self._start}{style}"{kind}><v>{_number(kept)}</v></c>'

    def _text(self, text: str) -> str:
        wraps = WRAPS if len(text) > self._width or "\n" in text else ""
        face = FACES.index(font_of(text)) + (len(FACES) if len(text) > NARROW_LIMIT else 0)
        style = self._styles[face] if len(self._styles) > face and not self._is_number else self._styles[0]
        space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() or "\n" in text else ""
        return f'{self._start}{style}" t="inlineStr"><is><t{space}>{escape(escaped(text), quote=False)}</t></is></c>{wraps}'


def _number(value: CellValue) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        return repr((value - dt.datetime.combine(EPOCH, dt.time())).total_seconds() / 86_400)
    if isinstance(value, dt.date):
        return str((value - EPOCH).days)
    return repr(value)
