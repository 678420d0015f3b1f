"""The sheet Definitions: what each figure means, and where the records come from."""

from __future__ import annotations

import datetime as dt

from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.report_data import Origin
from prossce_desktop.reports.workbook.cell_styles import named
from prossce_desktop.reports.workbook.excel_cells import CellValue, put_at
from prossce_desktop.reports.workbook.sheet_frame import HEAD_ROW, SheetFooter, headings, open_sheet, widths

READING = (
    (N_("From, to"), N_(
        "The lowest and the highest number of a range. The true number is between them. If a number says "
        "“more than”, it may be higher."
    )),
    (N_("What was counted"), N_("Persons, attendances, visits or posts. They are never added together.")),
    (N_("Not recorded"), N_("Not asked or not answered. It does not mean no or zero. In lists the cell is "
                            "empty and striped.")),
    (N_("n/a"), N_("Does not apply to this kind of activity.")),
    (N_("For comparison"), N_("Activity of another organisation, kept for comparison. It is not in the "
                              "project’s figures.")),
)  # fmt: skip
LINE, WIDE = 13.5, 100
"""Points of a line, and characters of column C that fit on one."""


def write_definitions(sheet: Worksheet, figures: Figures, origin: Origin, running: SheetFooter) -> None:
    """Words of the figures, notes on these records, and where they come from with the code of their state."""
    open_sheet(
        sheet,
        _("Definitions and sources"),
        _("What each figure means, and which records it comes from."),
        running,
    )
    widths(sheet, (30, 98))
    headings(sheet, HEAD_ROW, [(_("Term"), False), (_("What it means"), False)])
    row = HEAD_ROW + 1
    said = {_(name): _(sentence) for name, sentence in READING} | dict(figure_sentences.definitions(figures))
    for name, sentence in said.items():
        row = _pair(sheet, row, name, sentence, "Wrapped")
    if figures.notes:
        put_at(sheet, row + 1, 2, _("Notes on these records"), named("Section"))
        row += 2
        for note in figures.notes:
            row = _pair(sheet, row, _("Note"), formatting.problem(note.as_problem()), "Wrapped")
    put_at(sheet, row + 1, 2, _("Source of this report"), named("Section"))
    row += 2
    for name, value in facts(figures, origin):
        row = _pair(sheet, row, name, value, "Day Left" if isinstance(value, dt.date) else "Wrapped")
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def facts(figures: Figures, origin: Origin) -> list[tuple[str, str | dt.date]]:
    """Where a workbook comes from: period, countries, dates, office, code, and whether it is sample data."""
    sample = _("Made to show the program. These are not results of the project.")
    return figure_sentences.source(figures, origin, sample)


def is_sample(figures: Figures, origin: Origin) -> bool:
    """Whether any of it is sample data."""
    return figures.sample or origin.sample


def _pair(sheet: Worksheet, row: int, name: str, value: CellValue, style: str) -> int:
    put_at(sheet, row, 2, name, named("Strong"))
    put_at(sheet, row, 3, value, named(style))
    lines = -(-len(str(value)) // WIDE)
    sheet.row_dimensions[row].height = max(18.0, lines * LINE + 4.5)
    return row + 1
