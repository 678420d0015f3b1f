"""The whole answer of `figures`: frozen values with exactly the keys of the command line's contract (CLI9).

Not in the JSON: `activity_ids`, the records behind it, `definition`, its sentence in `figure_definitions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.model.codes import Qualifier
from prossce_desktop.domain.problems import Problem

Json = dict[str, object]
_QUALIFIERS = ("lower_qualifier", "upper_qualifier")


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """Activities of one country and kind in the period, whatever their status."""

    country: str | None
    kind: str
    records: int
    events: int
    planned: int
    postponed: int
    cancelled: int
    without_count: int
    activity_ids: tuple[int, ...] = ()
    without_count_ids: tuple[int, ...] = ()
    definition: str = "activities"

    @property
    def held(self) -> int:
        return self.records - self.planned - self.postponed - self.cancelled

    def as_json(self) -> Json:
        """The keys of the contract."""
        numbers = ("records", "events", "planned", "postponed", "cancelled", "without_count")
        return _keys(self, "country", "kind", *numbers)


@dataclass(frozen=True, slots=True)
class CountRow:
    """A sum of one basis over activities of one country and kind."""

    country: str | None
    kind: str
    basis: str
    value: int
    activities: int
    qualifier: str
    context: bool
    activity_ids: tuple[int, ...] = ()

    @property
    def definition(self) -> str:
        """The sentence of its basis."""
        return f"count_{self.basis}"

    def as_json(self) -> Json:
        """The keys of the contract."""
        return _keys(self, "country", "kind", "basis", "value", "activities", "qualifier", "context")


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """What a range does not hold, because it was not counted as persons."""

    basis: str
    value: int
    activities: int
    activity_ids: tuple[int, ...] = ()
    qualifier: str = "exact"
    definition: str = "outside"

    def as_json(self) -> Json:
        """The keys of the contract."""
        return _keys(self, "basis", "value", "activities")


@dataclass(frozen=True, slots=True)
class ReachRange:
    """Persons, each once, who attended: at least `lower`, at most `upper`; of one country or all."""

    lower: int = 0
    upper: int = 0
    named: int = 0
    named_min: int = 0
    open_pairs: int = 0
    country: str | None = None
    activity_ids: tuple[int, ...] = ()
    lower_qualifier: Qualifier = Qualifier.exact
    upper_qualifier: Qualifier = Qualifier.exact
    definition: str = "reach"

    def as_json(self) -> Json:
        """A row of `by_country`."""
        return {"country": self.country, **self.numbers()}

    def numbers(self) -> Json:
        """Both ends with their qualifiers, and whose names are in them."""
        return _keys(self, "lower", "upper", "named", "named_min", "open_pairs", *_QUALIFIERS)


@dataclass(frozen=True, slots=True)
class Reach:
    """The range of the whole, beside it the countries' own ranges and what lies outside."""

    whole: ReachRange = field(default_factory=ReachRange)
    lower_if_countries_disjoint: int = 0
    by_country: tuple[ReachRange, ...] = ()
    outside: tuple[OutsideRow, ...] = ()
    activities_without_count: int = 0
    without_count_ids: tuple[int, ...] = ()
    definition: str = "reach"

    def as_json(self) -> Json:
        """The keys of the contract."""
        return {
            **self.whole.numbers(),
            "lower_if_countries_disjoint": self.lower_if_countries_disjoint,
            "by_country": [one.as_json() for one in self.by_country],
            "outside": [one.as_json() for one in self.outside],
            "activities_without_count": self.activities_without_count,
        }


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One step of the career-fair funnel in one country and basis.
    `from_count`: how much of `registered` is the fair's count of persons for want of a number. `channels`:
    the same by channel (empty for named people).
    """

    country: str | None
    step: str
    basis: str
    value: int
    context: bool = False
    from_count: int = 0
    channels: tuple[tuple[str, int], ...] = ()
    activity_ids: tuple[int, ...] = ()
    reached: int | None = None
    qualifier: Qualifier = Qualifier.exact

    @property
    def definition(self) -> str:
        """The sentence of its step."""
        return f"funnel_{self.step}"

    def as_json(self) -> Json:
        """The keys of the contract, and how much stands in."""
        numbers = ("value", "context", "from_count", "reached", "qualifier")
        return _keys(self, "country", "step", "basis", *numbers)


@dataclass(frozen=True, slots=True)
class RateRow:
    """A rate and both its numbers, of the same activities; `value`, not rounded, None of 0 or a mean under 5.
    `pairs`, means: the learning gain's; `asked`: follow-ups due, of placement and retention.
    """

    id: str
    country: str | None
    numerator: float
    denominator: float
    value: float | None
    basis: str
    context: bool = False
    from_count: int = 0
    asked: int | None = None
    pairs: int | None = None
    mean_before: float | None = None
    mean_after: float | None = None
    activity_ids: tuple[int, ...] = ()
    denominator_qualifier: Qualifier = Qualifier.exact

    @property
    def definition(self) -> str:
        """The sentence of this rate."""
        return self.id

    def as_json(self) -> Json:
        """The keys of the contract, and what else is known."""
        known = ("from_count", "asked", "pairs", "mean_before", "mean_after", "denominator_qualifier")
        return _keys(self, "id", "country", "numerator", "denominator", "value", "basis", "context", *known)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share of those recorded, with its coverage; `value` is None under a coverage of one half.
    `others`: in another group; less than the rest of `denominator` where a count gave the group alone.
    """

    id: str
    country: str | None
    all_countries: bool
    numerator: int
    denominator: int
    all: int
    coverage: float | None
    value: float | None
    unknown: int = 0
    activity_ids: tuple[int, ...] = ()
    others: int = 0
    denominator_qualifier: Qualifier = Qualifier.exact

    @property
    def unnamed(self) -> int:
        """Others or not recorded: everybody whom no answer puts in this group or in another."""
        return self.all - self.numerator - self.others

    @property
    def has_alone(self) -> bool:
        """Whether a count gave this group alone: some of the denominator are in no group that has a name."""
        return self.denominator > self.numerator + self.others

    @property
    def definition(self) -> str:
        """The sentence of this share."""
        return f"share_{self.id}"

    def as_json(self) -> Json:
        """The keys of the contract, and `unknown`: asked, not conclusive."""
        numbers = ("numerator", "denominator", "all", "coverage", "value", "unknown", "denominator_qualifier")
        return _keys(self, "id", "country", "all_countries", *numbers)


@dataclass(frozen=True, slots=True)
class CellRow:
    """One combination of the dimensions: its participations, and its own range, which does not add."""

    dimensions: tuple[tuple[str, str], ...]
    value: int
    named: int
    lower: int
    upper: int
    activity_ids: tuple[int, ...] = ()
    lower_qualifier: Qualifier = Qualifier.exact
    upper_qualifier: Qualifier = Qualifier.exact
    definition: str = "cells"

    def as_json(self) -> Json:
        """The dimensions in the order asked for, then the numbers."""
        return {**dict(self.dimensions), **_keys(self, "value", "named", "lower", "upper", *_QUALIFIERS)}


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence beside the figures: counts with its parent, two sources of one event, a contradiction."""

    code: str
    message: str
    values: tuple[tuple[str, str], ...] = ()
    activity_ids: tuple[int, ...] = ()

    def as_problem(self) -> Problem:
        """The same as a problem of a field, for those who show problems."""
        from prossce_desktop.domain.problems import Severity

        return Problem("count", self.code, self.message, Severity.soft, self.values)


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer to one question: a period, countries and kinds."""

    period: Period
    countries: tuple[str, ...]
    sample: bool
    activities: tuple[ActivityRow, ...] = ()
    counts: tuple[CountRow, ...] = ()
    reach: Reach = field(default_factory=Reach)
    funnel: tuple[FunnelRow, ...] = ()
    rates: tuple[RateRow, ...] = ()
    shares: tuple[ShareRow, ...] = ()
    cells: tuple[CellRow, ...] = ()
    notes: tuple[Note, ...] = ()
    kinds: tuple[str, ...] = ()
    by: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Exactly the object of the contract; the same records give the same bytes."""
        return {
            "period": {"from": _day(self.period.first), "to": _day(self.period.last)},
            "countries": list(self.countries),
            "sample": self.sample,
            "activities": [one.as_json() for one in self.activities],
            "counts": [one.as_json() for one in self.counts],
            "reach": self.reach.as_json(),
            "funnel": [one.as_json() for one in self.funnel],
            "rates": [one.as_json() for one in self.rates],
            "shares": [one.as_json() for one in self.shares],
            "cells": [one.as_json() for one in self.cells],
            "notes": [{"code": one.code, "message": one.as_problem().sentence} for one in self.notes],
        }


def _keys(row: object, *names: str) -> Json:
    """These values of a row by their names, in this order; a qualifier as its token."""
    values = {name: getattr(row, name) for name in names}
    return {name: str(one.value) if isinstance(one, Qualifier) else one for name, one in values.items()}


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def by_id(
    rows: tuple[ShareRow, ...] | tuple[RateRow, ...], country: str | None = None
) -> Mapping[str, ShareRow | RateRow]:
    """Rows of one country (None: all together, or without a country) by their id."""
    return {row.id: row for row in rows if row.country == country}
