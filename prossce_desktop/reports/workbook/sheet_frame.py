"""What every sheet has: title lines, headings, margins, frozen panes, and how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.language.messages import _
from prossce_desktop.reports.workbook.cell_styles import (
    equal_ends,
    hairline,
    named,
    not_applicable,
    not_recorded,
    of_column,
)
from prossce_desktop.reports.workbook.excel_cells import put_at, renamed
from prossce_desktop.reports.workbook.print_setup import MARGIN, repeat, scale_of, set_up
from prossce_desktop.reports.workbook.record_columns import NOT_APPLICABLE, CellKind, ListSheet, SheetColumn
from prossce_desktop.reports.workbook.row_xml import FACES
from prossce_desktop.reports.workbook.streamed_sheets import FIRST_ROW, LAST

PROJECT = "ProSSCE-ASEAN"
HEAD_ROW = FIRST_ROW - 1
STYLES = {
    CellKind.text: "Text", CellKind.long: "Wrapped", CellKind.count: "Count", CellKind.number: "Number",
    CellKind.rate: "Rate", CellKind.day: "Day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetFooter:
    """What stands on every sheet: the line at the foot, and whether these are sample data."""

    foot: str
    sample: bool = False


def open_sheet(sheet: Worksheet, title: str, about: str, running: SheetFooter) -> None:
    """Margin column, kicker, title and what the sheet is; no gridlines; printing set up."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.column_dimensions["A"].width = MARGIN
    kicker = f"{PROJECT} · {_('SAMPLE DATA')}" if running.sample else PROJECT
    put_at(sheet, 2, 2, kicker, named("Kicker"))
    put_at(sheet, 3, 2, title, named("Title"))
    sheet.row_dimensions[3].height = 28
    put_at(sheet, 4, 2, about, named("Subtitle"))
    set_up(sheet, running.foot, _("{page} of {pages}").format(page="&P", pages="&N"))


def widths(sheet: Worksheet, wide: Sequence[float]) -> None:
    """Widths in characters of the columns from B on, and the scale at which they print."""
    for n, width in enumerate(wide, 2):
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.page_setup.scale = scale_of((MARGIN, *wide))


def headings(sheet: Worksheet, row: int, titles: Sequence[tuple[str, bool]]) -> None:
    """One heading row from column B on; True for headings over numbers."""
    for n, (title, over_numbers) in enumerate(titles, 2):
        put_at(sheet, row, n, title, named("Head Number" if over_numbers else "Head"))


def list_frame(sheet: Worksheet, content: ListSheet, running: SheetFooter, name: str) -> None:
    """All of a list sheet but its rows: headings, placeholder rows, table, conditional formats, panes."""
    about = content.about
    if content.personal:
        about = " ".join((about, _("This sheet contains personal data: keep it safe.")))
    open_sheet(sheet, content.title, about, running)
    widths(sheet, [one.width for one in content.columns])
    sheet.row_dimensions[HEAD_ROW].height = 44
    for n, column in enumerate(content.columns, 2):
        put_at(sheet, HEAD_ROW, n, column.title, named(_head(column)))
        of_column(sheet.column_dimensions[get_column_letter(n)], STYLES[column.kind])
        _placeholders(sheet, n, column)
    last = get_column_letter(len(content.columns) + 1)
    sheet.freeze_panes = f"{get_column_letter(2 + min(content.pinned, len(content.columns)))}{FIRST_ROW}"
    repeat(sheet, HEAD_ROW, [one.width for one in content.columns], content.pinned)
    table = Table(displayName=name, name=name, ref=f"B{HEAD_ROW}:{last}{LAST}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()  # type: ignore[attr-defined]
    # a table repeats its headings exactly as the cells hold them
    for n, described in enumerate(table.tableColumns, 2):
        described.name = str(sheet.cell(HEAD_ROW, n).value)
    sheet.add_table(table)
    _conditional(sheet.conditional_formatting, content)


def _head(column: SheetColumn) -> str:
    if column.kind in (CellKind.text, CellKind.long):
        return "Head Personal" if column.personal else "Head"
    return "Head Number"


def _placeholders(sheet: Worksheet, n: int, column: SheetColumn) -> None:
    """The column in every variant that its rows may need: each font, and each again for long text."""
    style = named(STYLES[column.kind])
    if column.kind is CellKind.number:  # whole numbers first, then those with a fraction
        sheet.cell(FIRST_ROW, n).style = named(STYLES[CellKind.count])
        sheet.cell(FIRST_ROW + 1, n).style = style
        return
    if column.kind not in (CellKind.text, CellKind.long):
        sheet.cell(FIRST_ROW, n).style = style
        return
    for variant, face in enumerate((*FACES, *FACES)):
        cell = sheet.cell(FIRST_ROW + variant, n)
        cell.style = style if variant < len(FACES) else named("Long")
        cell.quotePrefix = True  # stays text also when somebody presses F2 and Enter
        if face is not None:
            cell.font = renamed(cell.font, face)


def _conditional(formats: ConditionalFormattingList, content: ListSheet) -> None:
    word = _(NOT_APPLICABLE)
    for n, column in enumerate(content.columns, 2):
        letter = get_column_letter(n)
        first, whole = f"{letter}{FIRST_ROW}", f"{letter}{FIRST_ROW}:{letter}{LAST}"
        if column.kind.is_figure and content.hatches:
            formats.add(whole, not_recorded(first))
        if column.kind not in (CellKind.text, CellKind.long):
            formats.add(whole, not_applicable(first, word))
    if content.ends is not None:
        keys = [one.key for one in content.columns]
        lower, upper = (get_column_letter(keys.index(key) + 2) for key in content.ends)
        formats.add(
            f"{upper}{FIRST_ROW}:{upper}{LAST}", equal_ends(f"${lower}{FIRST_ROW}", f"${upper}{FIRST_ROW}")
        )
    formats.add(f"B{FIRST_ROW}:{get_column_letter(len(content.columns) + 1)}{LAST}", hairline())
