"""The first sheet: people reached, what stands outside, charts, rates and shares with both numbers."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.domain.counting.figures import Figures, FunnelRow, RateRow, ShareRow
from prossce_desktop.domain.counting.funnel import EVENT_STEPS
from prossce_desktop.domain.counting.small_cells import is_said
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.fair_funnels import funnels, most_drawn
from prossce_desktop.reports.report_data import Origin
from prossce_desktop.reports.workbook.cell_styles import equal_ends, named
from prossce_desktop.reports.workbook.definitions_sheet import facts
from prossce_desktop.reports.workbook.excel_cells import CellValue, put_at
from prossce_desktop.reports.workbook.excel_charts import Bars, add_bars
from prossce_desktop.reports.workbook.print_setup import keep_together
from prossce_desktop.reports.workbook.sheet_frame import HEAD_ROW, SheetFooter, headings, open_sheet, widths
from prossce_desktop.reports.workbook.summary_rows import SummaryRow, lines

CHART_WIDTH = 13.3
"""Centimetres: columns E to H."""
WIDTHS = (33, 10, 12, 12, 24, 27, 9)
"""Characters of columns B to H: together one page across."""
ROW = 17.0
_RATIO = "interviews_per_qualified"


def write_summary(sheet: Worksheet, figures: Figures, origin: Origin, running: SheetFooter) -> None:
    """The summary; defines the names `people_reached_at_least`, `people_reached_at_most`, `data_as_at`."""
    about = " · ".join(
        (
            _("Summary: {period}").format(period=figure_sentences.period_name(figures.period)),
            figure_sentences.where(figures),
            _("Data up to {day}").format(day=formatting.day(origin.data_as_at)),
        )
    )  # fmt: skip
    if origin.code:
        about += " · " + _("code {code}").format(code=origin.code)
    open_sheet(sheet, figure_sentences.finding(figures), about, running)
    widths(sheet, WIDTHS)
    ends = [_notes(sheet, _table(sheet, lines(figures)), figures)]
    # every part leaves a row free above it, and none where it has nothing to say
    ends.append(_reach_chart(sheet, ends[-1] + 1, figures))
    for key, steps in funnels(figures).items():
        ends.append(_funnel(sheet, ends[-1] + 1, key, steps, most_drawn(figures, key)))
    ends.append(_rates(sheet, ends[-1] + 1, figures.rates))
    ends.append(_shares(sheet, ends[-1] + 1, figure_sentences.shown_shares(figures)))
    _origin(sheet, ends[-1] + 1, figures, origin)
    keep_together(
        sheet, [(before + 1, after) for before, after in zip([0, *ends], [*ends, sheet.max_row], strict=True)]
    )
    _name(sheet, "people_reached_at_least", f"$C${HEAD_ROW + 1}")
    _name(sheet, "people_reached_at_most", f"$D${HEAD_ROW + 1}")
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"


def _table(sheet: Worksheet, rows: Sequence[SummaryRow]) -> int:
    heads = (
        (_("Figure"), False), (_("From"), True), (_("To"), True), (_("Unit"), False),
        (_("What was counted"), False),
        (_("Numbers behind the rate, or a note"), False), (_("Rate"), True),
    )  # fmt: skip
    headings(sheet, HEAD_ROW, heads)
    row_number = HEAD_ROW + 1
    for line in rows:
        put_at(sheet, row_number, 2, line.name, named("Strong" if line.strong else "Indent"))
        put_at(sheet, row_number, 3, line.lower, named("Count Strong" if line.strong else "Count"))
        put_at(sheet, row_number, 4, line.upper, named("Count Strong" if line.strong else "Count"))
        for column, words in ((5, line.unit), (6, line.basis), (7, line.note)):
            put_at(sheet, row_number, column, words, named("Muted Wrapped"))
        put_at(sheet, row_number, 8, line.rate, named("Rate"))
        lines_needed = -(-max(len(line.basis) / WIDTHS[4], len(line.note) / WIDTHS[5]) // 1)
        sheet.row_dimensions[row_number].height = ROW + max(0.0, lines_needed - 1) * (ROW - 4)
        row_number += 1
    sheet.conditional_formatting.add(
        f"D{HEAD_ROW + 1}:D{row_number - 1}", equal_ends(f"$C{HEAD_ROW + 1}", f"$D{HEAD_ROW + 1}")
    )
    return row_number


def _notes(sheet: Worksheet, row: int, figures: Figures) -> int:
    notes = [_("Each row has its own unit. Do not add the rows.")]
    notes += [said for said in (figure_sentences.outside(figures.reach.outside),) if said]
    for note in notes:
        put_at(sheet, row, 2, note, named("Note"))
        row += 1
    return row


def _reach_chart(sheet: Worksheet, row: int, figures: Figures) -> int:
    """The range of every country, solid as far as it is certain; its bars begin at the same zero."""
    ranges = [(figure_sentences.country(one.country), one) for one in figures.reach.by_country if one.upper]
    whole = figures.reach.whole
    ranges = [one for one in ranges if is_said(one[1].lower + one[1].upper)]
    if len(ranges) != 1 and whole.upper and is_said(whole.lower + whole.upper):
        ranges.append((_("All countries together"), whole))
    if not ranges:
        return row - 1
    _section(sheet, row, _("People reached, by country"))
    headings(
        sheet,
        row + 1,
        [(_("Country: lowest–highest number"), False), (_("From"), True), (_("Possibly more"), True)],
    )
    for n, (name, one) in enumerate(ranges, row + 2):
        put_at(sheet, n, 2, f"{name}: {figure_sentences.between(one)}", named("Text"))
        put_at(sheet, n, 3, one.lower, named("Count"))
        put_at(sheet, n, 4, one.upper - one.lower, named("Count"))
        sheet.row_dimensions[n].height = ROW
    return _drawn(
        sheet,
        row,
        Bars(row + 2, row + 1 + len(ranges), hatched=True, most=max(one.upper for _name, one in ranges)),
    )


def _drawn(sheet: Worksheet, section: int, bars: Bars) -> int:
    """Put a chart beside its numbers; the first row beneath both."""
    add_bars(sheet, bars, f"E{section + 1}", CHART_WIDTH)
    height = (0.5 + bars.count * 0.85) / 2.54 * 72
    return max(bars.last + 1, section + 2 + round(height / ROW))


def _funnel(
    sheet: Worksheet, row: int, key: tuple[str | None, str, bool], steps: list[FunnelRow], most: int
) -> int:
    place, basis, is_context = key
    # last: a chart draws rows that stand together
    steps = sorted(steps, key=lambda one: one.step in EVENT_STEPS)
    title = _("Career fairs, {country}").format(country=figure_sentences.country(place))
    _section(sheet, row, f"{title} ({_('for comparison')})" if is_context else title)
    headings(sheet, row + 1, [(_("Step and number"), False), (_("Number"), True), (_("Unit"), False)])
    for n, one in enumerate(steps, row + 2):
        name = figure_sentences.step(one.step)
        put_at(sheet, n, 2, f"{name}: {figure_sentences.counted(one.value, one.qualifier)}", named("Text"))
        put_at(sheet, n, 3, one.value, named("Count"))
        put_at(sheet, n, 4, figure_sentences.unit_of_step(one.step, one.value), named("Muted"))
        sheet.row_dimensions[n].height = ROW
    persons = [one.value for one in steps if one.step not in EVENT_STEPS]
    last = row + 1 + len(steps)
    note = (
        f"{figure_sentences.label(Basis, basis)}. {_('The bars show persons only. Interviews are events.')}"
    )
    put_at(sheet, last + 1, 2, note, named("Note"))
    if not persons:
        return last + 2
    return max(last + 2, _drawn(sheet, row, Bars(row + 2, row + 1 + len(persons), most=most)))


def _rates(sheet: Worksheet, row: int, rates: Sequence[RateRow]) -> int:
    if not rates:
        return row - 1
    _section(sheet, row, _("Rates, and the numbers behind them"))
    heads = ((_("Rate"), False), (_("Part"), True), (_("Whole"), True), (_("Own, or for comparison"), False))
    headings(
        sheet, row + 1, (*heads, (_("What was counted"), False), (_("Country"), False), (_("Rate"), True))
    )
    row += 2
    for rate in rates:
        whose = _("for comparison") if rate.context else _("own")
        values: tuple[CellValue, ...] = (
            _(figure_sentences.RATES.get(rate.id, rate.id)), rate.numerator, rate.denominator, whose,
            figure_sentences.label(Basis, rate.basis),
            figure_sentences.country(rate.country), formatting.DASH if rate.value is None else rate.value,
        )  # fmt: skip
        whole = float(rate.numerator).is_integer() and float(rate.denominator).is_integer()
        _row(sheet, row, values, "Ratio" if rate.id == _RATIO else "Rate", "Count" if whole else "Number")
        row += 1
    return row


def _shares(sheet: Worksheet, row: int, shares: Sequence[ShareRow]) -> int:
    if not shares:
        return row - 1
    _section(sheet, row, _("Shares, and the numbers behind them"))
    heads = ((_("Group"), False), (_("Number"), True), (_("Recorded"), True), (_("Unit"), False))
    headings(
        sheet,
        row + 1,
        (*heads, (_("Participations with an answer"), False), (_("Country"), False), (_("Share"), True)),
    )
    row += 2
    for one in shares:
        place = _("All countries") if one.all_countries else figure_sentences.country(one.country)
        covered = formatting.rate(one.coverage) if one.coverage is not None else formatting.DASH
        of = _("{n} of {all}: {share}").format(
            n=formatting.number(one.denominator), all=formatting.number(one.all), share=covered
        )
        share: CellValue = formatting.DASH if one.value is None else one.value
        name = _(figure_sentences.SHARES.get(one.id, one.id))
        _row(
            sheet,
            row,
            (name, one.numerator, one.denominator, _("participations"), of, place, share),
            "Rate",
            "Count",
        )
        row += 1
    note = _(
        "One person may be in several groups, so do not add them. If fewer than half have an answer, no "
        "share is shown."
    )
    put_at(sheet, row, 2, note, named("Note"))
    return row + 1


def _row(sheet: Worksheet, row: int, values: Sequence[CellValue], last_style: str, number_style: str) -> None:
    styles = ("Text", number_style, number_style, "Muted", "Muted Wrapped", "Muted Wrapped", last_style)
    for n, (value, style) in enumerate(zip(values, styles, strict=True), 2):
        put_at(sheet, row, n, value, named(style))
    sheet.row_dimensions[row].height = ROW


def _origin(sheet: Worksheet, row: int, figures: Figures, origin: Origin) -> None:
    """Period, countries, date of the data, office and code at the foot of the sheet, as on Definitions."""
    _section(sheet, row, _("Source of this report"))
    for n, (name, value) in enumerate(facts(figures, origin), row + 1):
        is_date = value == origin.data_as_at
        put_at(sheet, n, 2, name, named("Note"))
        put_at(sheet, n, 3, value, named("Day Note" if is_date else "Note"))
        if is_date:
            _name(sheet, "data_as_at", f"$C${n}")


def _section(sheet: Worksheet, row: int, title: str) -> None:
    put_at(sheet, row, 2, title, named("Section"))
    sheet.row_dimensions[row].height = 24


def _name(sheet: Worksheet, name: str, cell: str) -> None:
    """A name that formulas of other workbooks and people can use."""
    title = sheet.title.replace("'", "''")
    workbook = sheet.parent
    if workbook is not None:
        workbook.defined_names[name] = DefinedName(name, attr_text=f"'{title}'!{cell}")
