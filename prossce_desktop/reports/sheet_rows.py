"""Rows of a sheet as XML, a batch at a time: style numbers from the placeholder, text inline, never a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from html import escape

from prossce_desktop.reports.cells import EPOCH, FONTS, NARROW_LIMIT, CellValue, escaped, excel_value, font_of
from prossce_desktop.reports.columns import CellKind

FACES: tuple[str | None, ...] = (None, *dict.fromkeys(FONTS.values()))
"""Calibri, then the fonts for scripts that it lacks; text columns have a placeholder for each, then each again for long text."""
_KEPT = 4_000
"""Cells of one column whose XML is remembered: words that come again and again."""
_LONGEST_KEPT = 80

_Writer = Callable[[CellValue, str], str]


class RowWriter:
    """Writes rows under columns whose style numbers are known; column i stands at letter i of `styles`."""

    def __init__(self, styles: Mapping[str, Sequence[int]], kinds: Sequence[CellKind]) -> None:
        self._writers = [_writer(letter, numbers) for (letter, numbers), _kind in zip(styles.items(), kinds, strict=True)]

    def rows(self, lines: Sequence[Sequence[CellValue]], first: int) -> str:
        """The lines as `<row>` elements, numbered from `first`."""
        writers, found = self._writers, []
        for n, line in enumerate(lines, first):
            row = str(n)
            found.append(f'<row r="{row}">')
            found += [write(value, row) for write, value in zip(writers, line, strict=True)]
            found.append("</row>")
        return "".join(found)


def _writer(letter: str, styles: Sequence[int]) -> _Writer:
    start = f'<c r="{letter}'
    blank, plain, true = f'" s="{styles[0]}"/>', f'" s="{styles[0]}"><v>', f'" s="{styles[0]}" t="b"><v>'
    known: dict[str, str] = {}

    def write(value: CellValue, row: str) -> str:
        if value is None:
            return start + row + blank
        kind = type(value)
        if kind is str:
            body = known.get(value)  # type: ignore[arg-type]
            if body is None:
                body = _text(value, styles) or blank  # type: ignore[arg-type]
                if len(known) < _KEPT and len(value) < _LONGEST_KEPT:  # type: ignore[arg-type]
                    known[value] = body  # type: ignore[index]
            return start + row + body
        if kind is int and -(10**15) < value < 10**15:  # type: ignore[operator]
            return f"{start}{row}{plain}{value}</v></c>"
        kept = excel_value(value)
        if kept is None:
            return start + row + blank
        if isinstance(kept, str):
            return start + row + (_text(kept, styles) or blank)
        return start + row + (true if isinstance(kept, bool) else plain) + _number(kept) + "</v></c>"

    return write


def _text(value: str, styles: Sequence[int]) -> str:
    """The rest of a cell with this text; "" where nothing of it may be written."""
    text = excel_value(value)
    if not isinstance(text, str):
        return ""
    face = FACES.index(font_of(text)) + (len(FACES) if len(text) > NARROW_LIMIT else 0)
    style = styles[face] if len(styles) > 1 else styles[0]
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() or "\n" in text or "  " in text else ""
    return f'" s="{style}" t="inlineStr"><is><t{space}>{escape(escaped(text), quote=False)}</t></is></c>'


def _number(value: CellValue) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        days = (value - dt.datetime.combine(EPOCH, dt.time())).total_seconds() / 86_400
        return repr(days)
    if isinstance(value, dt.date):
        return str((value - EPOCH).days)
    return repr(value)
