"""A list as pages for a printer: what is shown, two lines a cell where the window has two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prossce_desktop.errors import ListTooLong
from prossce_desktop.language import formatting
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_export_rows import read
from prossce_desktop.services.list_actions.list_to_workbook import about, holds_personal
from prossce_desktop.services.lists.list_column import ListColumn as Listed
from prossce_desktop.services.reporting.report_export import origin_of
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.system.atomic_files import replacing
from prossce_desktop.system.progress import ProgressCallback, silent

if TYPE_CHECKING:
    from prossce_desktop.reports.pages.finished_document import Document

MOST = 5_000
"""Rows that are printed: about two hundred pages."""
_LEADS = frozenset({"name", "title"})


def document(
    reading: Reading, given: GivenList, now: dt.datetime, today: dt.date, step: ProgressCallback = silent
) -> Document:
    """The pages in memory. Raises PersonalNotAsked, ListTooLong, Cancelled."""
    from prossce_desktop.reports.pages.list_pages import ListPages, PaperColumn, list_pages

    step(0, 0)
    found = read(reading, given, today)
    if found.count > MOST:
        raise ListTooLong(rows=formatting.number(found.count), most=formatting.number(MOST))
    columns = list({one.key: one for one in reversed(found.columns)}.values())[::-1]
    lead = next((one.key for one in columns if one.key in _LEADS), columns[0].key)
    of_paper = [
        PaperColumn(one.title, one.width, one.kind.is_figure, leads=one.key == lead) for one in columns
    ]
    if given.rows.kind == "participation":
        rows = [[(cell_words(cell) or formatting.DASH, "") for cell in row] for row in found.rows(step)]
    else:
        keys = {one.key for one in columns}
        shown = [one for one in given.rows.columns if one.key in keys]
        rows = [[_as_shown(one, record, shown) for one in shown] for record in found.records(step)]
    origin = origin_of(reading, now, today, sample=reading.is_sample())
    personal = holds_personal(given, found.columns)
    return list_pages(
        ListPages(
            given.rows.title, about(given, found.count), given.filter_words, of_paper, rows, origin, personal
        )
    )


def _as_shown(column: Listed, record: Any, shown: Sequence[Listed]) -> tuple[str, str]:
    """The words of a cell, and the smaller line under them where no column shows the same."""
    second = (
        ""
        if column.second is None or any(one.key == column.second_key for one in shown)
        else column.second(record)
    )
    return column.text(record) or formatting.DASH, second


def cell_words(value: CellValue) -> str:
    """A cell in words."""
    if isinstance(value, dt.date):
        return formatting.short_day(value)
    if isinstance(value, (int, float)):
        return formatting.number(value)
    return value or ""


def write(data: bytes, path: Path, *, private: bool) -> None:
    """Write pages that were shown, whole or not at all; those with people are private to the owner."""
    with replacing(path, private=private) as aside:
        aside.write_bytes(data)
