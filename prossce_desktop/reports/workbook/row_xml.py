"""Rows of a sheet as XML, in batches: styles by number, text inline, never a formula.

A batch is made column by column: a column with one value is made once, repeated words and numbers are
remembered, and only the rest is made cell by cell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import repeat
from typing import Any
from unicodedata import is_normalized

from prossce_desktop.reports.script_fonts import Script
from prossce_desktop.reports.workbook.excel_cells import (
    EPOCH,
    EXACT,
    FIRST_DAY,
    FONTS,
    NARROW_LIMIT,
    CellValue,
    escaped,
    excel_value,
    font_of,
)
from prossce_desktop.reports.workbook.record_columns import CellKind, SheetColumn

Read = Callable[[Any], CellValue]
FACES: tuple[str | None, ...] = (None, *dict.fromkeys(FONTS.values()))
"""Calibri, then fonts for other scripts; a text column has a placeholder of each, plain and long."""
HEIGHT = b' ht="18" customHeight="1"'
"""Points of a row; one whose text wraps is left to find its own."""
ROW, WRAPS = b"\0", b"\1"
"""In a remembered cell: where its row number goes, and that its text wraps. No text keeps such characters."""
_KEPT = 2_000
"""Cells of one column that are remembered: words and numbers that come again and again."""
_LONGEST_KEPT = 80
_EPOCH = EPOCH.toordinal()
_ASCII = "!-%'-;=?-^`-~"
"""Printable without spaces, markup and underscores."""


def _words(letters: str) -> str:
    return f"[{letters}]+(?: [{letters}]+)*"


_LATIN, _THAI_LAO_KHMER, _BURMESE = (
    "\u00c0-\u024f\u1e00-\u1eff",
    "\u0e00-\u0eff\u1780-\u17ff",
    "\u1000-\u109f",
)
_GROUPS = (
    f"(?! )[ {_ASCII}]+(?<! )",
    *(_words(_ASCII + more) for more in (_LATIN, _THAI_LAO_KHMER, _BURMESE)),
)
_SIMPLE = re.compile("|".join(f"({one})" for one in _GROUPS))
"""Text that is safe if NFC, as the first group is: ASCII, Latin; then Thai, Lao and Khmer, Burmese."""
_FACE = (0, 0, 0, FACES.index(FONTS[Script.khmer]), FACES.index(FONTS[Script.burmese]))
"""The face by the group of `_SIMPLE`."""


class RowWriter:
    """Writes rows under columns whose style numbers are known; column i stands at letter i of `styles`."""

    def __init__(
        self,
        styles: Mapping[str, Sequence[int]],
        columns: Sequence[SheetColumn],
        empty: Sequence[int] = (),
        reads: Sequence[Read | None] = (),
    ) -> None:
        """`reads`: how each column's value becomes a cell, None: it is one; () where the lines hold cells."""
        nothing: Sequence[Read | None] = [None] * len(columns)
        each = zip(styles.items(), columns, reads or nothing, strict=True)
        self._cells = [
            _Cells(letter, numbers, column, n in empty, read)
            for n, ((letter, numbers), column, read) in enumerate(each)
        ]

    def rows(self, lines: Sequence[Sequence[CellValue]], first: int) -> bytes:
        """The lines, at least one, as `<row>` elements numbered from `first`."""
        made = [
            known.column(values) for known, values in zip(self._cells, zip(*lines, strict=True), strict=True)
        ]
        start, end = b'<row r="%b"%b>' % (ROW, HEIGHT), b"</row>"
        pieces = [
            repeat(one, len(lines)) if isinstance(one, bytes) else one for one in _joined([start, *made, end])
        ]
        return b"".join(
            map(_numbered, map(b"".join, zip(*pieces, strict=True)), range(first, first + len(lines)))
        )


def _joined(pieces: Sequence[bytes | list[bytes]]) -> Iterator[bytes | list[bytes]]:
    """What is the same in every row and stands side by side becomes one piece."""
    same = b""
    for one in pieces:
        if isinstance(one, bytes):
            same += one
            continue
        if same:
            yield same
        same = b""
        yield one
    if same:
        yield same


def _numbered(row: bytes, number: int) -> bytes:
    if WRAPS in row:
        row = row.replace(HEIGHT, b"", 1).replace(WRAPS, b"")
    return row.replace(ROW, b"%d" % number)


class _Cells(dict[CellValue, bytes]):
    """The XML of a column's cells by value, made on demand, remembered while there is room.

    True and 1 are one key: a column holds answers in words, never both.
    """

    def __init__(
        self,
        letter: str,
        styles: Sequence[int],
        column: SheetColumn,
        is_empty: bool,
        read: Read | None = None,
    ) -> None:
        super().__init__()
        self._read = read
        self._start, self._styles = f'<c r="{letter}\0" s="', styles
        self._width = column.width if column.kind is CellKind.long else 10**9
        self._is_number = column.kind is CellKind.number
        self._is_empty = is_empty
        self._plain = [f'{self._start}{self._style(face)}" t="inlineStr"><is><t>'.encode() for face in _FACE]
        self._figure = f'{self._start}{styles[0]}"><v>'.encode()
        self._narrow = min(self._width, NARROW_LIMIT)

    def column(self, values: Sequence[CellValue]) -> bytes | list[bytes]:
        """The cells of a batch; one alone where all are the same."""
        if values.count(values[0]) == len(values):
            return self[values[0]]
        return [self[value] for value in values]

    def __missing__(self, held: CellValue) -> bytes:
        made = b"" if self._is_empty else self._made(held if self._read is None else self._read(held))
        # LibreOffice shows the text of a hidden column in an empty neighbour
        if len(self) < _KEPT and (not isinstance(held, str) or len(held) <= _LONGEST_KEPT):
            self[held] = made
        return made

    def _made(self, value: CellValue) -> bytes:
        if type(value) is str:
            found = _SIMPLE.fullmatch(value) if len(value) <= self._narrow else None
            if (
                found is not None
                and found.lastindex is not None
                and (found.lastindex == 1 or is_normalized("NFC", value))
            ):
                return b"%b%b</t></is></c>" % (self._plain[found.lastindex], value.encode())
        elif type(value) is int and -EXACT < value < EXACT:
            return b"%b%d</v></c>" % (self._figure, value)
        elif type(value) is dt.date and value >= FIRST_DAY:
            return b"%b%d</v></c>" % (self._figure, value.toordinal() - _EPOCH)
        return self._made_with_care(value).encode()

    def _made_with_care(self, value: CellValue) -> str:
        kept = excel_value(value)
        if kept is None:
            return ""
        if isinstance(kept, str):
            return self._text(kept)
        if self._is_number and isinstance(kept, float) and not kept.is_integer():
            style = self._styles[-1]
        else:
            style = self._styles[0]
        kind = ' t="b"' if isinstance(kept, bool) else ""
        return f'{self._start}{style}"{kind}><v>{_number(kept)}</v></c>'

    def _text(self, text: str) -> str:
        wraps = WRAPS.decode() if len(text) > self._width or "\n" in text else ""
        style = self._style(FACES.index(font_of(text)) + (len(FACES) if len(text) > NARROW_LIMIT else 0))
        space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() or "\n" in text else ""
        return (
            f'{self._start}{style}" '
            f't="inlineStr"><is><t{space}>{escape(escaped(text), quote=False)}</t></is></c>{wraps}'
        )

    def _style(self, face: int) -> int:
        return self._styles[face] if len(self._styles) > face and not self._is_number else self._styles[0]


def _number(value: CellValue) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        return repr((value - dt.datetime.combine(EPOCH, dt.time())).total_seconds() / 86_400)
    if isinstance(value, dt.date):
        return str((value - EPOCH).days)
    return repr(value)
