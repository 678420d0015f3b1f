"""Figures as lists: the sheet Counts, and every figure in long format on the sheet Figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prossce_desktop.domain.counting.figures import Figures, ReachRange
from prossce_desktop.domain.model.codes import Basis, Qualifier
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.workbook.record_columns import CellKind, ListSheet, SheetColumn


class LongRow(NamedTuple):
    """One figure in the order of the columns; None where a column says nothing of it."""

    figure: str
    country: str | None = None
    kind: str | None = None
    counted: str | None = None
    whose: str | None = None
    dimension: str | None = None
    cell: str | None = None
    lower: int | None = None
    value: float | None = None
    upper: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    coverage: float | None = None
    words: str | None = None
    id: str = ""


DIMENSIONS = {
    "sex": N_("Sex"), "age": N_("Age"), "disability": N_("Disability"), "province": N_("Province"),
    "year": N_("Year"),
    "status": N_("Status"),
}  # fmt: skip


def counts_sheet(figures: Figures) -> ListSheet:
    """One row per country, kind, basis and context, as the figures have them; there are no total rows."""
    columns = (
        SheetColumn(_("Country"), 22),
        SheetColumn(_("Kind"), 20),
        SheetColumn(_("What was counted"), 26),
        SheetColumn(_("Own, or for comparison"), 24),
        SheetColumn(_("How exact"), 13),
        SheetColumn(_("Number"), 13, CellKind.count),
        SheetColumn(_("Activities"), 11, CellKind.count),
    )
    rows = [
        (
            figure_sentences.country(row.country), figure_sentences.kind(row.kind),
            figure_sentences.label(Basis, row.basis), context(row.context),
            figure_sentences.label(Qualifier, row.qualifier), row.value, row.activities,
        )
        for row in figures.counts
    ]  # fmt: skip
    about = _(
        "Persons, visits and posts are never added together. A person at two activities is counted twice."
    )
    if not rows:
        about = _("No number of people, posts or organisations is recorded for this period.")
    return ListSheet(_("Counts"), columns, rows, about, 3, "counts", len(rows), hides_empty=False)


def figures_sheet(figures: Figures) -> ListSheet:
    """One row for each figure, for pivot tables and programs; `Id` is its name in the JSON of the CLI."""
    columns = (
        SheetColumn(_("Figure"), 44),
        SheetColumn(_("Country"), 22),
        SheetColumn(_("Kind"), 18),
        SheetColumn(_("What was counted"), 24),
        SheetColumn(_("Own, or for comparison"), 26),
        SheetColumn(_("Grouped by"), 14),
        SheetColumn(_("Group"), 20),
        SheetColumn(_("From"), 12, CellKind.count, key="lower"),
        SheetColumn(_("Value"), 12, CellKind.number),
        SheetColumn(_("To"), 12, CellKind.count, key="upper"),
        SheetColumn(_("Part"), 12, CellKind.number),
        SheetColumn(_("Whole"), 13, CellKind.number),
        SheetColumn(_("Share with an answer"), 11, CellKind.rate),
        SheetColumn(_("In words"), 30),
        SheetColumn(_("ID"), 26),
    )
    rows = list(_long(figures))
    about = _(
        "One row for each figure. No country means all countries together. Rates are fractions, not rounded."
    )
    return ListSheet(
        _("Figures"),
        columns,
        rows,
        about,
        1,
        "figures",
        len(rows),
        hides_empty=False,
        hatches=False,
        ends=("lower", "upper"),
    )


def context(is_context: bool) -> str:
    """Whose numbers these are."""
    if is_context:
        return _("Another organisation’s activity (for comparison)")
    return _("The project’s own activity")


def _long(figures: Figures) -> Iterator[LongRow]:
    yield from _activities(figures)
    for count in figures.counts:
        place, kind = figure_sentences.country(count.country), figure_sentences.kind(count.kind)
        yield LongRow(
            _("Count"),
            place,
            kind,
            figure_sentences.label(Basis, count.basis),
            context(count.context),
            value=count.value,
            words=_inexact(count.value, count.qualifier),
            id="count",
        )
    yield from _reach(figures)
    yield from _steps_and_rates(figures)
    for share in figures.shares:
        name = _(figure_sentences.SHARES.get(share.id, share.id))
        where = None if share.all_countries else figure_sentences.country(share.country)
        yield LongRow(
            name, where, value=share.value, numerator=share.numerator, denominator=share.denominator,
            coverage=share.coverage,
            words=figure_sentences.of_whom(share), id=f"share_{share.id}",
        )  # fmt: skip
    for cell in figures.cells:
        names = "; ".join(_(DIMENSIONS.get(name, name)) for name, _value in cell.dimensions)
        which = "; ".join(figure_sentences.of_dimension(name, value) for name, value in cell.dimensions)
        yield LongRow(
            _("Participations"), dimension=names, cell=which, lower=cell.lower, value=cell.value,
            upper=cell.upper,
            words=figure_sentences.between(cell), id="cell",
        )  # fmt: skip


def _activities(figures: Figures) -> Iterator[LongRow]:
    for row in figures.activities:
        parts = (
            (_("Held"), row.held), (_("Planned"), row.planned), (_("Postponed"), row.postponed),
            (_("Cancelled"), row.cancelled),
        )  # fmt: skip
        place, kind = figure_sentences.country(row.country), figure_sentences.kind(row.kind)
        for word, number in parts:
            yield LongRow(
                _("Activities"), place, kind, dimension=_("Status"), cell=word, value=number, id="activities"
            )
        yield LongRow(_("Events of held activities"), place, kind, value=row.events, id="events")
        yield LongRow(_("Held without any count"), place, kind, value=row.without_count, id="without_count")


def _reach(figures: Figures) -> Iterator[LongRow]:
    reach = figures.reach
    yield from _range(reach.whole, None)
    least = reach.lower_if_countries_disjoint
    yield LongRow(
        _("People reached if nobody took part in two countries"),
        lower=least,
        id="lower_if_countries_disjoint",
    )
    for one in reach.by_country:
        yield from _range(one, figure_sentences.country(one.country))
    for outside in reach.outside:
        said = _inexact(outside.value, outside.qualifier)
        counted = figure_sentences.label(Basis, outside.basis)
        yield LongRow(
            _("Not in people reached"), None, None, counted, context(False), value=outside.value, words=said,
            id="outside",
        )  # fmt: skip


def _range(range_: ReachRange, place: str | None) -> Iterator[LongRow]:
    yield LongRow(
        _("People reached"),
        place,
        lower=range_.lower,
        upper=range_.upper,
        words=figure_sentences.between(range_),
        id="reach",
    )
    yield LongRow(
        _("People reached, by name"),
        place,
        lower=range_.named_min,
        value=range_.named,
        upper=range_.named,
        id="reach_named",
    )
    yield LongRow(_("Possible duplicates, not checked yet"), place, value=range_.open_pairs, id="open_pairs")


def _steps_and_rates(figures: Figures) -> Iterator[LongRow]:
    for step in figures.funnel:
        name = figure_sentences.step(step.step)
        place = figure_sentences.country(step.country)
        yield LongRow(
            name, place, None, figure_sentences.label(Basis, step.basis), context(step.context),
            value=step.value,
            words=_inexact(step.value, step.qualifier),
            id=f"funnel_{step.step}",
        )  # fmt: skip
    for rate in figures.rates:
        name = _(figure_sentences.RATES.get(rate.id, rate.id))
        place = figure_sentences.country(rate.country)
        yield LongRow(
            name, place, None, figure_sentences.label(Basis, rate.basis), context(rate.context),
            value=rate.value, numerator=rate.numerator,
            denominator=rate.denominator,
            words=figure_sentences.of_both(rate), id=rate.id,
        )  # fmt: skip


def _inexact(value: int, qualifier: str) -> str | None:
    """A number that is not exact, in words; nothing for one that is."""
    return None if qualifier == Qualifier.exact else figure_sentences.counted(value, qualifier)
