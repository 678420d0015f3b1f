"""A column of a list, declared once: for the window, the clipboard, the workbook and the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from prossce_desktop.language import formatting

Value = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """`text`: what a row shows there; `value`: what a workbook holds: a number, a day, or else the words."""

    key: str
    """Its name in settings; never changed."""
    head: str
    """The heading, to be shown through the catalogue; "" for a column of icons, which leaves with nothing."""
    text: Callable[[Any], str]
    value: Callable[[Any], Value] | None = None
    second: Callable[[Any], str] | None = None
    """The smaller line under the words."""
    second_key: str = ""
    """The column that holds the same as the smaller line."""
    width: int = 120
    """In pixels at 100 %; 0 takes what is left."""
    right: bool = False
    days: bool = False
    """Its cells are days."""
    at_first: bool = True
    """Shown until somebody chooses others."""
    always: bool = False
    """Cannot be taken away."""
    sort: Enum | None = None
    descends: bool = False
    """Sorted by it, the largest or newest stands first."""
    personal: bool = False
    """It tells who somebody is, or about the person's health."""

    def held(self, row: Any) -> Value:
        """What a cell of a workbook holds; None where nothing is known."""
        if self.value is not None:
            return self.value(row)
        return self.text(row)


def worded(
    key: str, head: str, find: Callable[[Any], str | None], width: int, *,
    at_first: bool = False, personal: bool = False, sort: Enum | None = None,
) -> ListColumn:  # fmt: skip
    """A column of words: a dash on the screen where nothing is known, and an empty cell in a workbook."""
    dashed = lambda row: find(row) or formatting.DASH  # noqa: E731
    return ListColumn(
        key,
        head,
        dashed,
        lambda row: find(row) or None,
        width=width,
        at_first=at_first,
        personal=personal,
        sort=sort,
    )
