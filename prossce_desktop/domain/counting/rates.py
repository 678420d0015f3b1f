"""Rates with both their numbers, taken from the same activities: those that have both (C6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from prossce_desktop.domain.counting.activity_counts import country_order
from prossce_desktop.domain.counting.count_sets import Assembly
from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    FollowUpTally,
    PairsTally,
    StageTally,
    Tallies,
)
from prossce_desktop.domain.counting.figures import RateRow
from prossce_desktop.domain.counting.funnel import (
    INTERVIEWS,
    NAMED,
    ORGANISER,
    FairFunnel,
    FairStep,
    follow_up_step,
)
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.counting.small_cells import is_small
from prossce_desktop.domain.model.codes import NOT_PRESENT, ActivityKind, Qualifier, Stage

RATES = (
    "hired_of_qualified",
    "hired_of_registered",
    "interviews_per_qualified",
    "placed_of_near_hire",
    "retention_3m",
    "retention_6m",
    "completed_of_attended",
    "learning_gain",
)
COMPLETED = frozenset({Stage.completed, Stage.assessed, Stage.certified})
_Tallied = TypeVar("_Tallied", StageTally, FollowUpTally, PairsTally)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Both numbers of one activity, on one basis."""

    activity: ActivityFacts
    basis: str
    numerator: float
    denominator: float
    from_count: int = 0
    asked: int | None = None
    pairs: PairsTally | None = None
    denominator_qualifier: Qualifier = Qualifier.exact


def rate_rows(assembly: Assembly, tallies: Tallies, funnels: Sequence[FairFunnel]) -> tuple[RateRow, ...]:
    """One row per country, rate and context; a rate no activity has both numbers of is left out."""
    ratios: dict[str, list[Ratio]] = {
        "hired_of_qualified": _hired_of(funnels, "qualified"),
        "hired_of_registered": _hired_of(funnels, "registered"),
        "interviews_per_qualified": _interviews(funnels),
        **{
            name: _followed(assembly, tallies, name)
            for name in ("placed_of_near_hire", "retention_3m", "retention_6m")
        },
        "completed_of_attended": _completed(assembly, tallies),
        "learning_gain": _gains(assembly, tallies),
    }
    rows = [row for name in RATES for row in _rows(name, ratios[name])]
    return tuple(sorted(rows, key=lambda row: (country_order(row.country), row.context, RATES.index(row.id))))


def _rows(name: str, ratios: Iterable[Ratio]) -> list[RateRow]:
    grouped: dict[tuple[str | None, bool], list[Ratio]] = {}
    for one in ratios:
        grouped.setdefault((one.activity.country, one.activity.context), []).append(one)
    return [_row(name, country, context, parts) for (country, context), parts in grouped.items()]


def _row(name: str, country: str | None, context: bool, parts: list[Ratio]) -> RateRow:
    """The sum over activities of one basis, organiser's first. No means of fewer than 5 people."""
    basis = ORGANISER if any(one.basis == ORGANISER for one in parts) else NAMED
    of_basis = [one for one in parts if one.basis == basis]
    up, down = sum(one.numerator for one in of_basis), sum(one.denominator for one in of_basis)
    asked = [one.asked for one in of_basis if one.asked is not None]
    row = RateRow(
        name,
        country,
        _plain(up),
        _plain(down),
        up / down if down else None,
        basis,
        context,
        sum(one.from_count for one in of_basis),
        sum(asked) if asked else None,
        activity_ids=tuple(sorted({one.activity.id for one in of_basis})),
        denominator_qualifier=qualifier_of(one.denominator_qualifier for one in of_basis),
    )
    tested = [one.pairs for one in of_basis if one.pairs is not None]
    if not tested:
        return row
    pairs = sum(one.pairs for one in tested)
    if is_small(pairs):  # a mean of so few is nearly somebody's own score
        return replace(row, pairs=pairs, value=None)
    return replace(
        row,
        pairs=pairs,
        mean_before=sum(one.before for one in tested) / pairs,
        mean_after=sum(one.after for one in tested) / pairs,
    )


def _plain(number: float) -> float:
    """Whole numbers as integers."""
    return int(number) if float(number).is_integer() else number


def _hired_of(funnels: Iterable[FairFunnel], step: str) -> list[Ratio]:
    found = (
        _ratio(fair.activity, basis, fair.of("hired_on_spot", basis), fair.of(step, basis))
        for fair in funnels
        for basis in (ORGANISER, NAMED)
    )
    return [ratio for ratio in found if ratio is not None]


def _interviews(funnels: Iterable[FairFunnel]) -> list[Ratio]:
    found = (
        _ratio(fair.activity, ORGANISER, fair.of("interviews", INTERVIEWS), fair.of("qualified", ORGANISER))
        for fair in funnels
    )
    return [ratio for ratio in found if ratio is not None]


def _ratio(activity: ActivityFacts, basis: str, up: FairStep | None, down: FairStep | None) -> Ratio | None:
    """Both numbers of the channels that have both; of the whole fair where one is not known by channel."""
    if up is None or down is None:
        return None
    if not up.channels or not down.channels:
        return Ratio(
            activity, basis, up.value, down.value, down.from_count, denominator_qualifier=down.qualifier()
        )
    both = [channel for channel in up.channels if channel in down.channels]
    if not both:
        return None
    numerator, denominator = (sum(step.channels[channel] for channel in both) for step in (up, down))
    standing = sum(down.stands_in.get(channel, 0) for channel in both)
    return Ratio(
        activity, basis, numerator, denominator, standing, denominator_qualifier=down.qualifier(both)
    )


def _followed(assembly: Assembly, tallies: Tallies, name: str) -> list[Ratio]:
    """Placed of all near-hires; still in work of those reached. `asked`: follow-ups, reached or not."""
    step = {"placed_of_near_hire": "placed", "retention_3m": "retained_3m", "retention_6m": "retained_6m"}[
        name
    ]
    found = []
    checks, at_stages = _by_activity(tallies.follow_ups), _by_activity(tallies.stages)
    for activity in assembly.counting:
        mine = [one for one in checks.get(activity.id, ()) if follow_up_step(one) == step]
        if step == "placed":
            mine = [one for one in mine if one.stage is Stage.near_hire]
        known = [one for one in mine if one.reached and one.working is not None]
        working, reached = sum(one.people for one in known if one.working), sum(one.people for one in known)
        of = (
            sum(one.people for one in at_stages.get(activity.id, ()) if one.stage is Stage.near_hire)
            if step == "placed"
            else reached
        )
        if known and of:
            found.append(Ratio(activity, NAMED, working, of, asked=sum(one.people for one in mine)))
    return found


def _completed(assembly: Assembly, tallies: Tallies) -> list[Ratio]:
    found = []
    at_stages = _by_activity(tallies.stages)
    for activity in assembly.counting:
        stages = [one for one in at_stages.get(activity.id, ()) if one.stage not in NOT_PRESENT]
        attended, completed = (
            sum(one.people for one in stages),
            sum(one.people for one in stages if one.stage in COMPLETED),
        )
        if activity.kind is ActivityKind.training and attended and (completed or activity.completion_known):
            found.append(Ratio(activity, NAMED, completed, attended))
    return found


def _by_activity(tallies: Iterable[_Tallied]) -> dict[int, list[_Tallied]]:
    found: dict[int, list[_Tallied]] = {}
    for one in tallies:
        found.setdefault(one.activity, []).append(one)
    return found


def _gains(assembly: Assembly, tallies: Tallies) -> list[Ratio]:
    """Learning gain: what was gained of what could be gained, over people with both tests."""
    tested = _by_activity(tallies.pairs)
    return [
        Ratio(activity, NAMED, one.after - one.before, one.highest - one.before, pairs=one)
        for activity in assembly.counting
        for one in tested.get(activity.id, ())
        if one.pairs
    ]
