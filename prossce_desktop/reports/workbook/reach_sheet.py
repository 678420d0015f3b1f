"""The sheet Reach: the range of the whole and of every country, and beneath it what is not in any of them."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.domain.counting.figures import Figures, ReachRange
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.workbook.cell_styles import equal_ends, named
from prossce_desktop.reports.workbook.excel_cells import put_at
from prossce_desktop.reports.workbook.sheet_frame import HEAD_ROW, SheetFooter, headings, open_sheet, widths


def write_reach(sheet: Worksheet, figures: Figures, running: SheetFooter) -> None:
    """Persons, each once: every scope on a row; the rows are not added."""
    open_sheet(
        sheet,
        # Translators: short for “People reached”, as the name of a sheet
        _("Reach"),
        _(
            "People who attended, each counted once. The number is a range: the lowest and the highest "
            "possible number."
        ),
        running,
    )
    widths(sheet, (31, 11, 11, 11, 15, 16, 35))
    heads = (
        _("Country"),
        _("From"),
        _("To"),
        _("By name"),
        _("By name (lowest number)"),
        _("Possible duplicates"),
    )
    headings(sheet, HEAD_ROW, [*((title, n > 0) for n, title in enumerate(heads)), (_("In words"), False)])
    row = HEAD_ROW + 1
    first = row
    whole = figures.reach.whole
    for one in figures.reach.by_country:
        _range(sheet, row, figure_sentences.country(one.country), one)
        row += 1
    _range(sheet, row, _("All countries together, each person counted once"), whole, total=True)
    sheet.conditional_formatting.add(f"D{first}:D{row}", equal_ends(f"$C{first}", f"$D{first}"))
    row = _notes(sheet, row + 1, figures)
    _outside(sheet, row + 1, figures)
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _range(sheet: Worksheet, row: int, name: str, range_: ReachRange, *, total: bool = False) -> None:
    put_at(sheet, row, 2, name, named("Total" if total else "Text"))
    for n, value in enumerate(
        (range_.lower, range_.upper, range_.named, range_.named_min, range_.open_pairs), 3
    ):
        put_at(sheet, row, n, value, named("Total Count" if total else "Count"))
    put_at(sheet, row, 8, figure_sentences.between(range_), named("Total" if total else "Text"))


def _notes(sheet: Worksheet, row: int, figures: Figures) -> int:
    reach = figures.reach
    notes = [
        _(
            "The ranges of countries are not added, because one person may take part in two countries. The "
            "last row counts everybody once."
        )
    ]
    if len(reach.by_country) > 1:
        notes.append(
            _("At least {n} if nobody took part in two countries.").format(
                n=f"{reach.lower_if_countries_disjoint:,}"
            )
        )
    notes += [*figure_sentences.by_the_office(reach), *figure_sentences.open_pairs(reach.whole)]
    if reach.activities_without_count:
        notes.append(
            _("Activities held, without a count and without a list: {n}.").format(
                n=reach.activities_without_count
            )
        )
    for note in notes:
        put_at(sheet, row, 2, note, named("Note"))
        row += 1
    return row


def _outside(sheet: Worksheet, row: int, figures: Figures) -> None:
    if not figures.reach.outside:
        return
    put_at(sheet, row, 2, _("Not in the range"), named("Section"))
    put_at(
        sheet, row + 1, 2, _("These counts are not persons and are never turned into persons."), named("Note")
    )
    headings(sheet, row + 2, [(_("What was counted"), False), (_("Number"), True), (_("Activities"), True)])
    for n, one in enumerate(figures.reach.outside, row + 3):
        said = figure_sentences.label(Basis, one.basis)
        if one.qualifier != "exact":
            said = f"{said} ({figure_sentences.counted(one.value, one.qualifier)})"
        put_at(sheet, n, 2, said, named("Text"))
        put_at(sheet, n, 3, one.value, named("Count"))
        put_at(sheet, n, 4, one.activities, named("Count"))
