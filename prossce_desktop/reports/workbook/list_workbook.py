"""A list as a workbook of one sheet: as in the window, under its filters, date, office and count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports.pages.finished_document import foot
from prossce_desktop.reports.report_data import Origin
from prossce_desktop.reports.workbook.cell_styles import add_styles, named
from prossce_desktop.reports.workbook.excel_cells import put_at, sheet_title
from prossce_desktop.reports.workbook.record_columns import ListSheet
from prossce_desktop.reports.workbook.report_workbook import describe, write_grafted
from prossce_desktop.reports.workbook.sheet_frame import PROJECT, SheetFooter, list_frame
from prossce_desktop.reports.workbook.streamed_sheets import Graft
from prossce_desktop.system.atomic_files import replacing
from prossce_desktop.system.progress import ProgressCallback, silent

SUMMARY_ROW = 5
"""Between what the sheet is and its headings: the filters in words."""


@dataclass(frozen=True, slots=True)
class ListBook:
    """A list on a sheet. `summary`: its filters and order in words; `personal`: none, names or all."""

    sheet: ListSheet
    origin: Origin
    summary: str
    personal: str = PersonalData.none


def write_list(book: ListBook, path: Path, step: ProgressCallback = silent, password: str = "") -> None:
    """Write it to `path` as `replacing` does, row by row; private with personal data.

    With a password only the encrypted file touches the disk. Raises what `replacing` raises, TooManyRows,
    and what the rows raise.
    """
    with replacing(path, private=book.personal != PersonalData.none) as aside:
        write_grafted(_looks(book), [Graft(1, book.sheet)], aside, step, password)


def _looks(book: ListBook) -> Workbook:
    workbook = Workbook()
    add_styles(workbook)
    sheet = workbook.worksheets[0]
    sheet.title = sheet_title(book.sheet.title)
    list_frame(sheet, book.sheet, SheetFooter(foot(book.origin), book.origin.sample), book.sheet.name)
    made = [PROJECT, book.origin.office, formatting.moment(book.origin.made_at)]
    if book.origin.sample:
        made.insert(1, _("SAMPLE DATA"))
    put_at(sheet, 2, 2, " · ".join(one for one in made if one), named("Kicker"))
    put_at(sheet, SUMMARY_ROW, 2, book.summary, named("Subtitle"))
    describe(workbook, book.sheet.title, book.summary, book.origin, book.personal)
    return workbook
