"""What the counting rules work on: plain facts of activities and head counts, and tallies of named people.

The store groups people in SQL; only those joined by open pairs, who are few, come one by one.
`tests/domain/tallying.py` makes the same from a list of people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from prossce_desktop.domain.model.codes import (
    ActivityKind,
    AgeCell,
    Basis,
    OurPart,
    Qualifier,
    Sex,
    Stage,
    Status,
)
from prossce_desktop.domain.model.head_count_cube import HeadCube


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both inclusive; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether a counting date lies within; dates not recorded only enter a period open at both ends."""
        if day is None:
            return self.first is None and self.last is None
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class ChannelNumbers:
    """The organiser's funnel numbers of one channel; None is not recorded, never 0."""

    registered: int | None = None
    qualified: int | None = None
    interviews: int | None = None
    hired_on_spot: int | None = None
    near_hires: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One activity, removed ones left out.
    `channel`: a Channel or Mode token. `numbers` by channel (`on_site`, `online`); `by_employers`: sums over
    employers at the fair, where the organiser gave no number. `end` None stands for `start`.
    `completion_known`: sessions or a stage tell who completed.
    """

    id: int
    code: str
    title: str
    kind: ActivityKind
    country: str | None = None
    province: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    status: Status = Status.held
    our_part: OurPart = OurPart.organised
    events: int | None = None
    counted_on: dt.date | None = None
    channel: str | None = None
    part_of: int | None = None
    included_in_parent: bool | None = None
    same_event_as: int | None = None
    numbers: Mapping[str, ChannelNumbers] = field(default_factory=lambda: MappingProxyType({}))
    by_employers: ChannelNumbers | None = None
    employers: int | None = None
    vacancies: int | None = None
    vacancies_qualifier: Qualifier = Qualifier.exact
    downloads: int | None = None
    completion_known: bool = False
    sample: bool = False

    @property
    def counting_date(self) -> dt.date | None:
        """Its own `counted_on`, else its end (C2.1)."""
        return self.counted_on or self.end or self.start

    @property
    def context(self) -> bool:
        """Somebody else's, kept for comparison."""
        return self.our_part is OurPart.context


@dataclass(frozen=True, slots=True)
class HeadCountFacts:
    """One head count; `channel`, `counted_on` and `door` None as in the record."""

    id: int
    activity: int
    cube: HeadCube
    basis: Basis = Basis.persons_organiser
    qualifier: Qualifier = Qualifier.exact
    channel: str | None = None
    counted_on: dt.date | None = None
    door: int | None = None


class ListKey(NamedTuple):
    """Where a participation stands as recorded: the store groups participations by these three columns."""

    activity: int
    channel: str | None = None
    counted_on: dt.date | None = None


class ListCell(NamedTuple):
    """Cell of a listed person; disability `yes no unknown not_recorded`."""

    sex: Sex
    age: AgeCell
    disability: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person in open pairs: the cell of the first participation in the scope and in each count set."""

    person: int
    cell: ListCell
    sets: Mapping[int, ListCell]


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """At least two people of a scope joined by open pairs, also through somebody outside it."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ScopeTally:
    """Named people of one scope (see `count_sets.Scope`), each once after decided links.
    `named`: by the cell of their first participation. `open_pairs`: pairs with both in the scope. `lists`:
    only where links across countries make them differ from `Tallies.lists`.
    """

    named: Mapping[ListCell, int] = field(default_factory=lambda: MappingProxyType({}))
    groups: tuple[OpenGroup, ...] = ()
    open_pairs: int = 0
    lists: Mapping[int, Mapping[ListCell, int]] | None = None


@dataclass(frozen=True, slots=True)
class StageTally:
    """Participations of one activity at one stage; `activity` counts (`Assembly.activity_of`)."""

    activity: int
    stage: Stage
    people: int


@dataclass(frozen=True, slots=True)
class FollowUpTally:
    """People of one stage at one activity with a follow-up due after `due` months (1, 3, 6)."""

    activity: int
    stage: Stage
    due: int
    reached: bool | None
    working: bool | None
    people: int
    overseas: bool = False


@dataclass(frozen=True, slots=True)
class PairsTally:
    """People of one training with both tests and a known highest score: sums of the scores."""

    activity: int
    pairs: int
    before: float
    after: float
    highest: float


@dataclass(frozen=True, slots=True)
class Tallies:
    """Everything the figures need of named people.
    `lists`: people of each count set, each once, by cell. `scopes`: by `Scope.key`. `by_activity`: distinct
    people present in the period, by `Assembly.activity_of`. `disability_bases`: present people with an
    answer, by DisabilityBasis token; a share over both says so.
    """

    lists: Mapping[int, Mapping[ListCell, int]] = field(default_factory=lambda: MappingProxyType({}))
    scopes: Mapping[str, ScopeTally] = field(default_factory=lambda: MappingProxyType({}))
    by_activity: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    stages: tuple[StageTally, ...] = ()
    follow_ups: tuple[FollowUpTally, ...] = ()
    pairs: tuple[PairsTally, ...] = ()
    disability_bases: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
