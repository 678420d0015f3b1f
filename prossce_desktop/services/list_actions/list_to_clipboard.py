"""A list for the clipboard: tabbed text, and HTML in which spreadsheets keep days and leading zeros.

No cell becomes a formula: the table marks text, and plain text that begins like one gets an apostrophe.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from prossce_desktop.errors import ListTooLong
from prossce_desktop.language import formatting
from prossce_desktop.reports.workbook.excel_cells import EPOCH, CellValue, excel_value
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_export_rows import read
from prossce_desktop.services.list_actions.list_to_workbook import holds_personal
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.system.progress import ProgressCallback, silent

MOST = 100_000
"""Rows that the clipboard takes; more are exported."""
FORMULA = ("=", "+", "-", "@")
_HEAD = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>'
)
_TEXT = '<td x:str sdnum="1033;0;@" style="mso-number-format:\'\\@\'">{}</td>'
_NUMBER = '<td x:num="{0}" sdval="{0}" sdnum="1033;">{0}</td>'
_DAY = (
    '<td x:num="{0}" sdval="{0}" sdnum="1033;1033;YYYY-MM-DD" '
    "style=\"mso-number-format:'yyyy\\-mm\\-dd'\">{1}</td>"
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What goes on the clipboard, in both forms."""

    text: str
    html: str
    rows: int
    personal: bool


def copied(reading: Reading, given: GivenList, today: dt.date, step: ProgressCallback = silent) -> Copied:
    """The list with its headings. Raises PersonalNotAsked, ListTooLong, Cancelled."""
    found = read(reading, given, today)
    if found.count > MOST:
        raise ListTooLong(rows=formatting.number(found.count), most=formatting.number(MOST))
    heads = [one.title for one in found.columns]
    text, html = [_line(heads)], [_HEAD, _row(heads)]
    for row in found.rows(step):
        kept = [excel_value(one) for one in row]
        text.append(_line(kept))
        html.append(_row(kept))
    html.append("</table></body></html>")
    return Copied("\n".join(text) + "\n", "".join(html), found.count, holds_personal(given, found.columns))


def _line(values: Iterable[CellValue]) -> str:
    return "\t".join(_plain(one) for one in values)


def _plain(value: CellValue) -> str:
    if not isinstance(value, str):
        return "" if value is None else value.isoformat() if isinstance(value, dt.date) else repr(value)
    one = " ".join(value.split())
    return f"'{one}" if one.startswith(FORMULA) else one


def _row(values: Sequence[CellValue]) -> str:
    return f"<tr>{''.join(map(_cell, values))}</tr>"


def _cell(value: CellValue) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, str):
        return _TEXT.format(escape(value).replace("\n", '<br style="mso-data-placement:same-cell">'))
    if isinstance(value, dt.date):
        return _DAY.format((value - EPOCH).days, value.isoformat())
    return _NUMBER.format(value)
