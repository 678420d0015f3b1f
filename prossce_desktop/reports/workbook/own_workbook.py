"""Our own workbook read again: its properties, and its figures as plain values. `answer`: sandbox only."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

WORK = "workbooks"
"""What the fenced child is asked for."""
_MARK = "prossce-desktop"
MOST_ROWS = 20_000
"""Rows of a sheet of figures that are looked at."""
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class WorkbookMark:
    """How a workbook was made: its state, days, countries (none: all), language, and the one country."""

    code: str
    start: dt.date | None
    end: dt.date | None
    countries: tuple[str, ...]
    language: str
    country: str = ""
    withholds: bool = False
    """Whether it went beside a package, where small numbers are withheld."""

    def mark(self) -> str:
        """As it stands among the file's properties."""
        days = [one.isoformat() if one else "" for one in (self.start, self.end)]
        return " ".join((_MARK, f"code={self.code}", f"from={days[0]}", f"to={days[1]}",
            f"countries={','.join(self.countries)}",
                         f"language={self.language}", f"country={self.country}",
                         *(["small=withheld"] * self.withholds)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """A workbook that this program made, as it is now. `sheets`: title to rows of values."""

    made: WorkbookMark
    sheets: dict[str, list[list[Value]]]


def read_mark(text: str) -> WorkbookMark | None:
    """Understand the mark; None where it is none of ours."""
    words = text.split(" ")
    if words[0] != _MARK:
        return None
    values = dict(one.split("=", 1) for one in words[1:] if "=" in one)
    try:
        start, end = (
            dt.date.fromisoformat(values[name]) if values[name] else None for name in ("from", "to")
        )
        countries = tuple(one for one in values["countries"].split(",") if one)
        return WorkbookMark(
            values["code"][:20],
            start,
            end,
            countries,
            values["language"][:20],
            values.get("country", "")[:4],
            "small" in values,
        )
    except (KeyError, ValueError):
        return None


def answer(content: bytes) -> Sequence[bytes]:
    """The child's answer: the mark and the sheets as JSON; nothing where it is no workbook of ours."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    mark = str(book.properties.keywords or "")
    if read_mark(mark) is None:
        return []
    sheets = {
        sheet.title: _rows(sheet.iter_rows(max_row=MOST_ROWS, max_col=40, values_only=True))
        for sheet in book.worksheets
    }
    return [mark.encode(), json.dumps(sheets).encode()]


def workbook_of(parts: Sequence[bytes]) -> OwnWorkbook | None:
    """What the child answered; None for no workbook of ours."""
    if len(parts) != 2:
        return None
    made = read_mark(parts[0].decode("utf-8", "replace"))
    sheets: dict[str, list[list[Value]]] = {}
    with suppress(ValueError, RecursionError):
        sheets = json.loads(parts[1])
    return OwnWorkbook(made, sheets) if made is not None else None


def _rows(rows: Iterable[Sequence[object]]) -> list[list[Value]]:
    found = [[_plain(one) for one in row] for row in rows]
    while found and not any(one is not None for one in found[-1]):
        found.pop()
    return found


def _plain(value: object) -> Value:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
