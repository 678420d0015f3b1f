"""The tables of a summary, after its first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prossce_desktop.domain.counting.figures import Figures, FunnelRow, RateRow, ReachRange, ShareRow
from prossce_desktop.domain.counting.funnel import EVENT_STEPS
from prossce_desktop.domain.counting.small_cells import FEWEST, is_said, is_small
from prossce_desktop.domain.model.codes import Basis, OurPart, Status
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.fair_funnels import funnels, most_drawn
from prossce_desktop.reports.ink_and_type import ACCENT, MID, NOTE
from prossce_desktop.reports.pages.page_table import (
    Bar,
    Entry,
    PageTable,
    TableCell,
    TableColumn,
    TableRow,
    number_columns,
)
from prossce_desktop.reports.pages.page_writer import WIDE, Writer
from prossce_desktop.reports.report_data import ActivityLine, Summary

_DRAWN_STRONG = ("registered", "qualified", "hired_on_spot")


def write(writer: Writer, data: Summary) -> None:
    """All tables, each only if it has something to say."""
    figures = data.figures
    parts = (
        (_("People reached"), (_reach, _outside, _counts), bool(figures.reach.by_country or figures.counts)),
        (_("Who took part"), (_shares,), bool(figures.shares)),
        (_("Career fairs"), (_funnel, _rates), bool(figures.funnel or figures.rates)),
    )
    for name, tables, wanted in parts:
        if not wanted:
            continue
        with writer.sect():
            writer.chapter(name)
            for table in tables:
                table(writer, figures)
    with writer.sect():
        writer.chapter(_("Activities"))
        _activities(writer, data)
    with writer.sect():
        writer.chapter(_("How to read these figures"))
        _definitions(writer, data)


def _reach(writer: Writer, figures: Figures) -> None:
    if not figures.reach.by_country:
        return
    writer.section(
        _("People reached, by country"),
        _("Persons, each counted once: for each country and for all countries together."),
    )
    rows: list[TableRow | Sequence[Entry]] = [
        _range_cells(figure_sentences.country(row.country), row) for row in figures.reach.by_country
    ]
    whole = figures.reach.whole
    rows.append(TableRow(_range_cells(_("All countries together"), whole), total=True))
    table = PageTable([TableColumn(_("Country")), *number_columns(90, _("From"), _("To"), _("By name"))])
    notes = [
        _(
            "The ranges of countries are not added, because one person may take part in two countries. The "
            "last row counts everybody once."
        )
    ]
    if len(figures.reach.by_country) > 1:
        least = formatting.number(figures.reach.lower_if_countries_disjoint)
        notes.append(_("If nobody took part in two countries, the lowest number is {n}.").format(n=least))
    notes += [*figure_sentences.by_the_office(figures.reach), *figure_sentences.open_pairs(whole)]
    table.write(writer, rows, " ".join(notes))


def _range_cells(name: str, row: ReachRange) -> Sequence[Entry]:
    ends = figure_sentences.lower_end(row), figure_sentences.upper_end(row)
    return name, *ends, formatting.number(row.named)


def _outside(writer: Writer, figures: Figures) -> None:
    if not figures.reach.outside:
        return
    writer.section(
        _("Not in the range"), _("These counts are not persons and are never turned into persons.")
    )
    rows = [
        (
            figure_sentences.label(Basis, row.basis),
            figure_sentences.counted(row.value, row.qualifier),
            formatting.number(row.activities),
        )
        for row in figures.reach.outside
    ]
    PageTable(
        [
            TableColumn(_("What was counted")),
            TableColumn(_("Number"), 120, True),
            TableColumn(_("Activities"), 90, True),
        ]
    ).write(writer, rows)


def _counts(writer: Writer, figures: Figures) -> None:
    if not figures.counts:
        return
    note = _(
        "Persons, visits and posts are never added together. A person at two activities is counted twice."
    )
    writer.section(_("Counts, by country, kind and what was counted"), note)
    table = PageTable(
        [
            TableColumn(_("Country"), 104),
            TableColumn(_("Kind"), 84),
            TableColumn(_("What was counted")),
            TableColumn(_("Number"), 84, True),
            TableColumn(_("Activities"), 46, True),
        ]
    )
    rows = [
        (
            figure_sentences.country(row.country),
            TableCell(figure_sentences.kind(row.kind), _("for comparison") if row.context else ""),
            figure_sentences.label(Basis, row.basis),
            figure_sentences.counted(row.value, row.qualifier),
            formatting.number(row.activities),
        )
        for row in figures.counts
    ]
    table.write(writer, rows)


def _shares(writer: Writer, figures: Figures) -> None:
    rows = figure_sentences.shown_shares(figures)
    if not rows:
        return
    writer.section(
        _("Shares, and the numbers behind them"),
        _("Based on participations: people at two activities are counted twice."),
    )
    table = PageTable(
        [
            TableColumn(_("Group"), 122),
            TableColumn(_("Country")),
            TableColumn(_("Number"), 56, True),
            TableColumn(_("Of people with an answer"), 100, True),
            TableColumn(_("People with an answer"), 80, True),
        ]
    )
    note = _(
        "One person may be in several groups, so do not add them. If fewer than half are recorded, no share "
        "is printed."
    )
    table.write(writer, (_share_row(row) for row in rows), note)


def _share_row(row: ShareRow) -> TableRow:
    place = _("All countries") if row.all_countries else figure_sentences.country(row.country)
    recorded = TableCell(
        figure_sentences.share(row),
        _("of {n}").format(n=figure_sentences.beneath(row)) if row.value is not None else "",
    )
    coverage = formatting.rate(row.coverage) if row.coverage is not None else formatting.DASH
    name = _(figure_sentences.SHARES.get(row.id, row.id))
    covered = TableCell(coverage, _("of {n}").format(n=formatting.number(row.all)))
    return TableRow(
        [name, place, formatting.number(row.numerator), recorded, covered], strong=row.all_countries
    )


def _funnel(writer: Writer, figures: Figures) -> None:
    for (place, basis, context), rows in funnels(figures).items():
        most = most_drawn(figures, (place, basis, context))
        heading = (
            f"{figure_sentences.country(place)}: "
            f"{figure_sentences.in_sentence(figure_sentences.label(Basis, basis))}"
        )
        note = _("The bars show persons only, all on one scale. Interviews are events.")
        if context:
            note = (
                _("Of another organisation, kept for comparison. Not in the project’s figures.") + " " + note
            )
        writer.section(heading, note, keep=18.0 * min(len(rows), 12) + 20)
        table = PageTable(
            [
                TableColumn(_("Step"), 130),
                TableColumn(_("Unit"), 40),
                TableColumn(_("Number"), 50, True),
                TableColumn(""),
            ]
        )
        rates = {
            row.id: row
            for row in figures.rates
            if (row.country, row.basis, row.context) == (place, basis, context)
        }
        table.write(writer, [_funnel_row(row, most, rates) for row in rows], _stands_in(rows))


def _funnel_row(row: FunnelRow, most: int, rates: dict[str, RateRow]) -> Sequence[Entry]:
    persons = row.step not in EVENT_STEPS
    strong = row.step in _DRAWN_STRONG
    bar = Bar(
        row.value / most if persons and most and is_said(row.value) else 0.0,
        _beside(row, rates),
        ACCENT if strong else MID,
    )
    unit = TableCell(figure_sentences.unit_of_step(row.step, row.value), ink=NOTE.ink)
    name = figure_sentences.step(row.step)
    return (
        TableCell(name, bold=strong),
        unit,
        TableCell(figure_sentences.counted(row.value, row.qualifier), bold=strong),
        bar,
    )


def _beside(row: FunnelRow, rates: dict[str, RateRow]) -> str:
    """The rates of a step, each with what it is of."""
    wanted = {
        "hired_on_spot": (
            ("hired_of_qualified", _("{n} of {all} qualified ({rate})")),
            ("hired_of_registered", _("{n} of {all} registered ({rate})")),
        ),
        "interviews": (
            ("interviews_per_qualified", _("{n} for {all} qualified; interviews for each person: {rate}")),
        ),
        "placed": (("placed_of_near_hire", _("{n} of {all} near-hires ({rate})")),),
        "retained_3m": (("retention_3m", _("{n} of {all} contacted ({rate})")),),
        "retained_6m": (("retention_6m", _("{n} of {all} contacted ({rate})")),),
    }
    found = []
    for name, words in wanted.get(row.step, ()):
        rate = rates.get(name)
        if rate and rate.value is not None:
            found.append(figure_sentences.in_words(rate, words))
    return "; ".join(found)


def _stands_in(rows: list[FunnelRow]) -> str:
    count = sum(row.from_count for row in rows)
    if not count:
        return ""
    return _(
        "“Registered” includes {n} people from fairs without registrations. Their head count is used."
    ).format(n=formatting.number(count))


def _rates(writer: Writer, figures: Figures) -> None:
    if not figures.rates:
        return
    writer.section(
        _("Rates, and the numbers behind them"),
        _("Each rate uses only activities where both numbers are known."),
    )
    table = PageTable(
        [
            TableColumn(_("What the rate shows")),
            TableColumn(_("Country"), 104),
            TableColumn(_("What was counted"), 104),
            TableColumn(_("Rate"), 90, True),
        ]
    )
    rows = []
    for row in sorted(figures.rates, key=lambda row: row.context):
        name = TableCell(_(figure_sentences.RATES.get(row.id, row.id)), _rate_note(row))
        place = TableCell(figure_sentences.country(row.country), _("for comparison") if row.context else "")
        rows.append(
            (
                name,
                place,
                figure_sentences.label(Basis, row.basis),
                TableCell(figure_sentences.rate(row), figure_sentences.of_both(row)),
            )
        )
    table.write(writer, rows)


def _rate_note(row: RateRow) -> str:
    if row.pairs is not None and row.mean_before is not None and row.mean_after is not None:
        text = _("{n} people tested before and after: average {before}, then {after}.")
        return text.format(
            n=formatting.number(row.pairs),
            before=formatting.decimal(row.mean_before),
            after=formatting.decimal(row.mean_after),
        )
    if row.pairs is not None and is_small(row.pairs):
        return _("Fewer than {n} people were tested before and after: no average is shown.").format(
            n=formatting.number(FEWEST)
        )
    if row.asked is not None:
        return numbered("{n} follow-up was due.", "{n} follow-ups were due.", row.asked)
    if row.from_count:
        return _("{n} of the registered people come from head counts.").format(
            n=formatting.number(row.from_count)
        )
    return ""


def _activities(writer: Writer, data: Summary) -> None:
    writer.section(
        _("Activities of the period"),
        _("All recorded activities of the period, with any status. Only held activities are counted."),
    )
    table = PageTable(
        [
            TableColumn(_("Dates"), 86),
            TableColumn(_("Activity")),
            TableColumn(_("Status"), 52),
            TableColumn(_("Counted"), 112, True),
        ]
    )
    table.write(
        writer,
        _activity_rows(data.activities),
        "" if data.activities else _("No activities are recorded for this period."),
    )


def _activity_rows(lines: tuple[ActivityLine, ...]) -> Iterator[Sequence[Entry]]:
    for one in lines:
        about = [one.code, figure_sentences.kind(one.kind), figure_sentences.country(one.country), one.place]
        if one.our_part == OurPart.context:
            about.append(_("for comparison"))
        note = " · ".join(part for part in about if part)
        if one.remark:
            note = f"{note}. {one.remark}"
        yield (
            formatting.days(one.start, one.end, short=True) or _("not recorded"),
            TableCell(one.title, note),
            figure_sentences.label(Status, one.status, _("not recorded")),
            _counted(one),
        )


def _counted(activity: ActivityLine) -> TableCell:
    if not activity.counted:
        return TableCell(_("not recorded") if activity.status == Status.held else formatting.DASH)
    first, *more = activity.counted
    notes = [figure_sentences.label(Basis, first.basis)]
    notes += [figure_sentences.counted_as(each.value, each.basis, each.qualifier) for each in more]
    return TableCell(figure_sentences.counted(first.value, first.qualifier), "; ".join(notes))


MOST_NOTES = 40
"""Notes printed; those on all figures together come first, and the workbook has every one."""


def _notes(writer: Writer, figures: Figures) -> None:
    said = [formatting.problem(note.as_problem()) for note in figures.notes]
    if not said:
        return
    writer.section(_("Notes"))
    if (more := len(said) - MOST_NOTES) > 0:
        text = numbered("And {n} more note, in the workbook.", "And {n} more notes, in the workbook.", more)
        said = [*said[:MOST_NOTES], text]
    for one in said:
        writer.lines(one)
        writer.y += 3


def _definitions(writer: Writer, data: Summary) -> None:
    _notes(writer, data.figures)
    writer.section(_("Definitions"))
    rows = [
        (TableCell(name, bold=True), sentence)
        for name, sentence in figure_sentences.definitions(data.figures)
    ]
    PageTable([TableColumn("", 130), TableColumn("", WIDE - 142)]).write(writer, rows)
    writer.section(_("Source of this report"))
    sample = _("Made to show the program. Do not use the numbers.")
    rows = [
        (TableCell(name, ink=NOTE.ink), value if isinstance(value, str) else formatting.day(value))
        for name, value in figure_sentences.source(data.figures, data.origin, sample)
    ]
    PageTable([TableColumn("", 130), TableColumn("", WIDE - 142)]).write(writer, rows)
