"""The career-fair funnel: the organiser's numbers by channel, and beside them the stages of named people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from prossce_desktop.domain.counting.activity_counts import country_order
from prossce_desktop.domain.counting.count_sets import Assembly
from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    ChannelNumbers,
    FollowUpTally,
    StageTally,
    Tallies,
)
from prossce_desktop.domain.counting.figures import FunnelRow
from prossce_desktop.domain.counting.qualified_numbers import Number, qualifier_of, total
from prossce_desktop.domain.model.codes import ActivityKind, Basis, Qualifier, Stage
from prossce_desktop.domain.translatable import N_

ORGANISER = str(Basis.persons_organiser.value)
NAMED = str(Basis.persons_named.value)
INTERVIEWS = str(Basis.interviews.value)

_Tally = TypeVar("_Tally", StageTally, FollowUpTally)


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: its words, and who makes it: the organiser (`given`), people at `stages`, or follow-ups."""

    label: str
    given: bool = False
    stages: frozenset[Stage] = frozenset()
    events: bool = False
    short: str = ""

    @property
    def short_label(self) -> str:
        """Where the funnel stands beside it."""
        return self.short or self.label


STEPS: Mapping[str, StepRule] = {
    "registered": StepRule(N_("Registered"), True, frozenset(Stage) - {Stage.invited, Stage.pre_registered}),
    "qualified": StepRule(N_("Qualified"), True, frozenset({Stage.qualified, Stage.near_hire, Stage.hired})),
    "interviews": StepRule(N_("Interviews"), True, events=True),
    "hired_on_spot": StepRule(N_("Hired on the spot"), True, frozenset({Stage.hired})),
    "near_hires": StepRule(N_("Near-hires"), True, frozenset({Stage.near_hire})),
    "referred": StepRule(
        N_("Referred to training or a service"), stages=frozenset({Stage.referred}), short=N_("Referred")
    ),
    "placed": StepRule(N_("In work at the follow-up"), short=N_("In work at the follow-up")),
    "retained_3m": StepRule(N_("In work after 3 months")),
    "retained_6m": StepRule(N_("In work after 6 months")),
}
"""The funnel (C7), in its order."""
ORDER = tuple(STEPS)
GIVEN_STEPS = tuple(step for step, rule in STEPS.items() if rule.given)
LATER_STEPS = GIVEN_STEPS[1:]
"""A fair without any of these does not enter the funnel."""
NAMED_STEPS: Mapping[str, frozenset[Stage]] = {
    step: rule.stages for step, rule in STEPS.items() if rule.stages
}
FOLLOWED_STEPS = tuple(step for step, rule in STEPS.items() if not rule.given and not rule.stages)
EVENT_STEPS = frozenset(step for step, rule in STEPS.items() if rule.events)
"""They count events, not people."""
WAITING = frozenset({Stage.near_hire, Stage.referred})
"""Stages from which a follow-up finds somebody placed; the hired were placed on the spot."""


@dataclass(frozen=True, slots=True)
class FairStep:
    """One step of one fair, by channel where known. `stands_in`: channels where the count of persons does.
    `qualifiers`: of the counts that stand in. `reached`: of how many people it was learnt.
    """

    value: int
    channels: Mapping[str, int] = field(default_factory=dict)
    stands_in: Mapping[str, int] = field(default_factory=dict)
    reached: int | None = None
    qualifiers: Mapping[str, Qualifier] = field(default_factory=dict)

    @property
    def from_count(self) -> int:
        """So much of the number stands in for a missing one."""
        return sum(self.stands_in.values())

    def qualifier(self, channels: Collection[str] | None = None) -> Qualifier:
        """Of the sum over some channels, or all; an estimate keeps its own, the organiser's are exact."""
        given = self.channels if channels is None else channels
        return qualifier_of(
            [self.qualifiers.get(channel, Qualifier.exact) for channel in given] or [Qualifier.exact]
        )


@dataclass(frozen=True, slots=True)
class FairFunnel:
    """All steps of one fair, by (step, basis)."""

    activity: ActivityFacts
    steps: Mapping[tuple[str, str], FairStep]

    @property
    def enters(self) -> bool:
        """Whether it has qualified people, interviews, hires or near-hires on any basis."""
        return any(step in LATER_STEPS for step, _ in self.steps)

    def of(self, step: str, basis: str) -> FairStep | None:
        """A step on one basis; None if it was not recorded."""
        return self.steps.get((step, basis))


def is_placement(follow_up: FollowUpTally) -> bool:
    """Whether this check decides a placement: one month later, 90 days for posts overseas."""
    return follow_up.stage in WAITING and follow_up.due == (3 if follow_up.overseas else 1)


def follow_up_step(follow_up: FollowUpTally) -> str | None:
    """The step a follow-up tells about."""
    if is_placement(follow_up):
        return "placed"
    return {3: "retained_3m", 6: "retained_6m"}.get(follow_up.due)


def fair_funnels(assembly: Assembly, tallies: Tallies) -> tuple[FairFunnel, ...]:
    """Every fair of the period that enters the funnel, context included, by id."""
    counted = _counted(assembly)
    stages = _by_activity(tallies.stages)
    follow_ups = _by_activity(tallies.follow_ups)
    found = []
    for activity in assembly.counting:
        if activity.kind is ActivityKind.career_fair:
            id = activity.id
            named = _named(stages.get(id, ()), follow_ups.get(id, ()))
            one = FairFunnel(activity, {**_organisers(activity, counted.get(id, {})), **named})
            if one.enters:
                found.append(one)
    return tuple(found)


def _by_activity(tallies: Iterable[_Tally]) -> dict[int, list[_Tally]]:
    found: dict[int, list[_Tally]] = {}
    for one in tallies:
        found.setdefault(one.activity, []).append(one)
    return found


def _counted(assembly: Assembly) -> dict[int, dict[str, Number]]:
    """By activity and channel the persons the organiser counted."""
    found: dict[int, dict[str, Number]] = {}
    for one in assembly.sets:
        persons = [
            Number(c.cube.total, c.basis, c.qualifier)
            for day in one.days
            for c in day
            if c.basis is Basis.persons_organiser
        ]
        if persons:
            channels = found.setdefault(one.activity, {})
            channels[one.channel] = total(
                [*persons, *([channels[one.channel]] if one.channel in channels else [])]
            )
    return found


def _organisers(activity: ActivityFacts, counted: Mapping[str, Number]) -> dict[tuple[str, str], FairStep]:
    steps = {}
    for name in GIVEN_STEPS:
        given = {
            channel: value
            for channel, numbers in activity.numbers.items()
            if (value := getattr(numbers, name)) is not None
        }
        if not given and name != "registered":
            value = getattr(activity.by_employers or ChannelNumbers(), name)
            given = {"": value} if value is not None else {}
        standing = {
            channel: one for channel, one in counted.items() if name == "registered" and channel not in given
        }
        stands_in = {channel: one.value for channel, one in standing.items()}
        if given or stands_in:
            channels = {**given, **stands_in}
            by_channel = {key: channels[key] for key in sorted(channels) if key}
            step = FairStep(
                sum(channels.values()),
                by_channel,
                stands_in,
                None,
                {channel: one.qualifier for channel, one in standing.items()},
            )
            steps[name, INTERVIEWS if name in EVENT_STEPS else ORGANISER] = step
    return steps


def _named(
    stages: Sequence[StageTally], follow_ups: Sequence[FollowUpTally]
) -> dict[tuple[str, str], FairStep]:
    steps: dict[tuple[str, str], FairStep] = {}
    for name, wanted in NAMED_STEPS.items():
        people = sum(one.people for one in stages if one.stage in wanted)
        if people:
            steps[name, NAMED] = FairStep(people)
    followed = [one for one in follow_ups if one.reached and one.working is not None]
    for name in FOLLOWED_STEPS:
        mine = [one for one in followed if follow_up_step(one) == name]
        if mine:
            steps[name, NAMED] = FairStep(
                sum(one.people for one in mine if one.working), reached=sum(one.people for one in mine)
            )
    return steps


def funnel_rows(funnels: Iterable[FairFunnel]) -> tuple[FunnelRow, ...]:
    """One row per country, step, basis and context, none for all together."""
    grouped: dict[tuple[str | None, bool, str, str], list[tuple[int, FairStep]]] = {}
    for fair in funnels:
        for (step, basis), number in fair.steps.items():
            grouped.setdefault((fair.activity.country, fair.activity.context, step, basis), []).append(
                (fair.activity.id, number)
            )
    keys = sorted(
        grouped, key=lambda key: (country_order(key[0]), key[1], ORDER.index(key[2]), key[3] == NAMED)
    )
    return tuple(_row(key, grouped[key]) for key in keys)


def _row(key: tuple[str | None, bool, str, str], parts: list[tuple[int, FairStep]]) -> FunnelRow:
    country, context, step, basis = key
    channels: dict[str, int] = {}
    for _, one in parts:
        for channel, value in one.channels.items():
            channels[channel] = channels.get(channel, 0) + value
    reached = [one.reached for _, one in parts if one.reached is not None]
    return FunnelRow(
        country,
        step,
        basis,
        sum(one.value for _, one in parts),
        context,
        sum(one.from_count for _, one in parts),
        tuple(sorted(channels.items())),
        tuple(sorted(activity for activity, _ in parts)),
        sum(reached) if reached else None,
        qualifier_of(one.qualifier() for _, one in parts),
    )
