"""The figures of a period as a list to open one by one, and as text to put into a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from prossce_desktop.domain.counting.figure_definitions import DEFINITIONS
from prossce_desktop.domain.counting.figures import (
    CountRow,
    Figures,
    FunnelRow,
    OutsideRow,
    RateRow,
    ReachRange,
)
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.services.reporting.counted_figures import Figure, aloud, reach_sentence
from prossce_desktop.store.queries import list_activities
from prossce_desktop.store.queries.list_activities import ActivityListRow
from prossce_desktop.store.queries.reading import Reading

__all__ = ["ActivityListRow", "FigureLine", "lines", "message", "rows_behind"]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure in words: its name, number, basis, definition, and the activities behind it."""

    name: str
    number: str
    of: str
    definition: str
    activities: tuple[int, ...]


def lines(figures: Figures) -> tuple[FigureLine, ...]:
    """Every figure in the order of the summary: activities, reach, counts, funnel, rates, shares."""
    parts = (
        _activities(figures),
        _reach(figures),
        _counts(figures),
        _steps(figures),
        _rates(figures),
        _shares(figures),
    )
    return tuple(line for part in parts for line in part)


def message(figures: Figures, code: str, today: dt.date) -> str:
    """The figures as plain text: the sentence to say aloud, the range, each number with its basis."""
    where, period = figure_sentences.where(figures), figure_sentences.period_name(figures.period)
    head = _("{where}, {period}: {aloud}.").format(where=where, period=period, aloud=aloud(figures))
    parts = (_counts(figures), _steps(figures), _rates(figures), _shares(figures))
    table = [f"{line.name}: {line.number} ({line.of})" for part in parts for line in part]
    foot = _("Data up to {day}, code {code}.").format(day=formatting.day(today), code=code)
    if figures.sample:
        foot += " " + _("Sample data. Do not use the numbers.")
    return "\n".join([head, reach_sentence(figures), "", *table, "", foot])


def rows_behind(reading: Reading, ids: tuple[int, ...], today: dt.date) -> list[ActivityListRow]:
    """The activities behind a figure, the latest first, as the window's list shows them."""
    rows = list_activities.rows(reading, ids, today)
    return sorted(rows, key=lambda one: (one.end or one.start or "", one.id), reverse=True)


def _definition(id: str) -> str:
    return _(DEFINITIONS[id]) if id in DEFINITIONS else ""


def _line(name: str, number: str, of: str, row: Figure) -> FigureLine:
    return FigureLine(name, number, of, _definition(row.definition), row.activity_ids)


def _activities(figures: Figures) -> Iterator[FigureLine]:
    for row in figures.activities:
        held = row.held
        of = _("held, of {n} recorded").format(n=formatting.number(row.records))
        name = f"{figure_sentences.kind(row.kind)}, {figure_sentences.country(row.country)}"
        yield _line(name, formatting.number(held), of, row)
    bare = figures.reach.activities_without_count
    if bare:
        name, of = _("Held without any count"), _("activities")
        ids = figures.reach.without_count_ids
        yield FigureLine(name, formatting.number(bare), of, _definition("activities"), ids)


def _reach(figures: Figures) -> Iterator[FigureLine]:
    whole = figures.reach.whole
    yield _range(_("People reached"), whole)
    if len(figures.reach.by_country) > 1:
        for one in figures.reach.by_country:
            yield _range(
                _("People reached, {country}").format(country=figure_sentences.country(one.country)), one
            )
    for outside in figures.reach.outside:
        yield _outside(outside)


def _range(name: str, reach: ReachRange) -> FigureLine:
    of = (
        _("persons, each counted once; {n} by name").format(n=formatting.number(reach.named))
        if reach.named
        else _("persons, by head counts")
    )
    return _line(name, figure_sentences.between(reach), of, reach)


def _outside(row: OutsideRow) -> FigureLine:
    name = _("Not in people reached: {basis}").format(
        basis=figure_sentences.in_sentence(figure_sentences.label(Basis, row.basis))
    )
    return _line(name, figure_sentences.counted(row.value, row.qualifier), _at(row.activities), row)


def _counts(figures: Figures) -> Iterator[FigureLine]:
    for row in figures.counts:
        name = f"{figure_sentences.kind(row.kind)}, {figure_sentences.country(row.country)}"
        of = f"{figure_sentences.label(Basis, row.basis)}, {_at(row.activities)}{_context(row)}"
        yield _line(name, figure_sentences.counted(row.value, row.qualifier), of, row)


def _context(row: CountRow | FunnelRow | RateRow) -> str:
    return ", " + _("for comparison") if row.context else ""


def _steps(figures: Figures) -> Iterator[FigureLine]:
    for row in figures.funnel:
        name = f"{figure_sentences.step(row.step)}, {figure_sentences.country(row.country)}"
        of = f"{figure_sentences.label(Basis, row.basis)}{_context(row)}"
        yield _line(name, figure_sentences.counted(row.value, row.qualifier), of, row)


def _rates(figures: Figures) -> Iterator[FigureLine]:
    for row in figures.rates:
        name = f"{_(figure_sentences.RATES[row.id])}, {figure_sentences.country(row.country)}"
        of = f"{figure_sentences.of_both(row)}{_context(row)}"
        yield _line(name, figure_sentences.rate(row), of, row)


def _shares(figures: Figures) -> Iterator[FigureLine]:
    several = len({row.country for row in figures.shares if not row.all_countries}) > 1
    for row in figures.shares:
        if not row.all_countries and not several:
            continue
        name = (
            _(figure_sentences.SHARES[row.id])
            if row.all_countries
            else f"{_(figure_sentences.SHARES[row.id])}, {figure_sentences.country(row.country)}"
        )
        yield _line(name, figure_sentences.share(row), figure_sentences.of_whom(row), row)


def _at(activities: int) -> str:
    return numbered("at {n} activity", "at {n} activities", activities)
