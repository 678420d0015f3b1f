"""Figures of a period by the counting rules, and the records behind each number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.domain.counting import period_figures
from prossce_desktop.domain.counting.count_sets import assemble
from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import (
    ActivityRow,
    CellRow,
    CountRow,
    Figures,
    FunnelRow,
    OutsideRow,
    RateRow,
    ReachRange,
    ShareRow,
)
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.figure_sentences import (
    beneath as beneath,
    between as between,
    counted as counted,
)
from prossce_desktop.store.queries import counting_facts, reach_tallies
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store

Figure = ActivityRow | CountRow | OutsideRow | ReachRange | FunnelRow | RateRow | ShareRow | CellRow


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure, by id, in the order of entry."""

    activities: tuple[int, ...]
    head_counts: tuple[int, ...]


def figures(
    source: Store | Reading,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    countries: Sequence[str] = (),
    kinds: Sequence[str] = (),
    by: Sequence[str] = (),
) -> Figures:
    """All figures from `start` to `end` (inclusive, None is open), cells by sex, age, disability, province,
    year as in `by`. `countries`, `kinds`: tokens, empty is all. One consistent snapshot."""
    if isinstance(source, Store):
        with source.read() as reading:
            return figures(reading, start=start, end=end, countries=countries, kinds=kinds, by=by)
    assembly = assemble(*counting_facts.held(source), Period(start, end), countries, kinds, by)
    return period_figures.figures(assembly, reach_tallies.tally(source, assembly))


def behind(reading: Reading, figure: Figure) -> Behind:
    """The records a number was made from; of one basis only where it came from its head counts."""
    basis = figure.basis if isinstance(figure, CountRow | OutsideRow) else None
    chosen = frozenset(figure.activity_ids)
    counted = [
        one.id
        for one in counting_facts.head_counts(reading)
        if one.activity in chosen and basis in (None, str(one.basis.value))
    ]
    return Behind(tuple(sorted(chosen)), tuple(counted))


def as_sentences(figures: Figures) -> list[str]:
    """The figures in lines: each number with its basis, reach with what is outside it."""
    shares = (_share(one) for one in figures.shares if one.all_countries)
    return [
        *map(_count, figures.counts),
        reach_sentence(figures),
        *map(_rate, figures.rates),
        *shares,
        *map(_cell, figures.cells),
    ]


def reach_sentence(figures: Figures) -> str:
    """41,422 to 45,115 persons. Not in this range: 58,205 attendances (2 activities)."""
    whole = figures.reach.whole
    said = ngettext_("{range} person.", "{range} people.", whole.upper).format(
        range=figure_sentences.between_in_words(whole)
    )
    return " ".join(
        [
            said,
            *figure_sentences.by_the_office(figures.reach),
            figure_sentences.outside(figures.reach.outside),
        ]
    ).strip()


def aloud(figures: Figures) -> str:
    """The one sentence for a director: at least 41,422 people."""
    whole = figures.reach.whole
    if figure_sentences.says_at_least(whole):
        return ngettext_("at least {n} person", "at least {n} people", whole.lower).format(
            n=figure_sentences.lower_end(whole)
        )
    return ngettext_("{n} person", "{n} people", whole.lower).format(n=figure_sentences.lower_end(whole))


def _count(row: CountRow) -> str:
    said = _("{country}, {kind}: {number}").format(
        country=figure_sentences.country(row.country),
        kind=figure_sentences.in_sentence(figure_sentences.kind(row.kind)),
        number=figure_sentences.counted_as(row.value, row.basis, row.qualifier),
    )  # fmt: skip
    return _("{line} (for comparison)").format(line=said) if row.context else said


def _cell(row: CellRow) -> str:
    words = ", ".join(figure_sentences.of_dimension(name, token) for name, token in row.dimensions)
    took_part = numbered("{n} participation", "{n} participations", row.value)
    people = ngettext_("{range} person", "{range} people", row.upper).format(
        range=figure_sentences.between(row)
    )
    return _("{cell}: {participations}, {people}").format(cell=words, participations=took_part, people=people)


def _share(row: ShareRow) -> str:
    return (
        f"{_(figure_sentences.SHARES[row.id])}: {figure_sentences.of_whom(row)}, "
        f"{figure_sentences.share(row)}"
    )


def _rate(row: RateRow) -> str:
    return _("{country}, {rate}: {value} ({numerator} of {denominator})").format(
        country=figure_sentences.country(row.country),
        rate=figure_sentences.in_sentence(_(figure_sentences.RATES[row.id])),
        value=figure_sentences.rate(row),
        numerator=formatting.number(row.numerator), denominator=figure_sentences.beneath(row),
    )  # fmt: skip
