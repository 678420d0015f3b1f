"""A list as pages for a printer: what is shown, two lines a cell where the window has two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from prossce_desktop import wording
from prossce_desktop.domain.codes import Qualifier
from prossce_desktop.errors import ListTooLong
from prossce_desktop.messages import _
from prossce_desktop.progress import Step, silent
from prossce_desktop.reports.cells import CellValue
from prossce_desktop.reports.columns import CellKind, Column
from prossce_desktop.services.exports import origin_of
from prossce_desktop.services.giving.rows import read
from prossce_desktop.services.giving.wanted import ListWanted
from prossce_desktop.services.giving.workbook import about, holds_personal
from prossce_desktop.store.reading import Reading

if TYPE_CHECKING:
    from prossce_desktop.reports.document import Document

MOST = 5_000
"""Rows that are printed: about two hundred pages."""
_LEADS = frozenset({"name", "title"})


def document(reading: Reading, wanted: ListWanted, now: dt.datetime, today: dt.date, step: Step = silent) -> Document:
    """The pages in memory. Raises PersonalNotAsked, ListTooLong, Cancelled."""
    from prossce_desktop.reports.list_pages import ListPages, PaperColumn, list_pages

    step(0, 0)
    found = read(reading, wanted, today)
    if found.count > MOST:
        raise ListTooLong(rows=wording.number(found.count), most=wording.number(MOST))
    groups = _groups(found.columns)
    leads = next((places for places in groups if found.columns[places[0]].key in _LEADS), groups[0])
    columns = [
        PaperColumn(first.title, first.width, first.kind.is_figure, leads=places is leads)
        for places in groups
        for first in (found.columns[places[0]],)
    ]
    rows = [[_cell(found.columns, row, places) for places in groups] for row in found.rows(step)]
    origin = origin_of(reading, now, today, sample=reading.is_sample())
    return list_pages(
        ListPages(wanted.title, about(wanted, found), wanted.said, columns, rows, origin, holds_personal(wanted, found.columns))
    )


def _groups(columns: Sequence[Column]) -> list[list[int]]:
    """Columns of the sheet that are one column of the window."""
    groups: list[list[int]] = []
    for at, one in enumerate(columns):
        if at and columns[at - 1].key == one.key:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _cell(columns: Sequence[Column], row: Sequence[CellValue], places: Sequence[int]) -> tuple[str, str]:
    """The text and what stands beneath; two days become one stretch of days."""
    values = [row[at] for at in places]
    if len(values) == 2 and all(columns[at].kind is CellKind.day for at in places):
        first_day, last_day = (one if isinstance(one, dt.date) else None for one in values)
        return wording.days(first_day, last_day, short=True) or wording.DASH, ""
    first, *more = (said(one) for one in values)
    if columns[places[0]].key == "count" and more == [_(Qualifier.exact.label)]:
        more = []  # a number alone is exact
    shown = [one for one in (first, *more) if one] or [wording.DASH]
    return shown[0], ", ".join(shown[1:])


def said(value: CellValue) -> str:
    """A cell in words."""
    if isinstance(value, dt.date):
        return wording.short_day(value)
    if isinstance(value, (int, float)):
        return wording.number(value)
    return value or ""
