"""Figures of small worlds: tallies made from a list of people, one by one, where the store makes them by SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from prossce_desktop.domain.counting.count_sets import Assembly, Scope, assemble
from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    FollowUpTally,
    HeadCountFacts,
    ListCell,
    ListKey,
    Member,
    OpenGroup,
    PairsTally,
    Period,
    ScopeTally,
    StageTally,
    Tallies,
)
from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.counting.period_figures import figures
from prossce_desktop.domain.matching.union_find import components
from prossce_desktop.domain.model.codes import NOT_PRESENT, AgeCell, Sex, Stage
from prossce_desktop.domain.model.head_count_cube import NOT_RECORDED

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountedPresence:
    """One participation: a person record at an activity, with the cell it gives the person there."""

    person: int
    activity: int
    sex: Sex = Sex.not_recorded
    age: AgeCell = AgeCell.not_recorded
    disability: str = NOT_RECORDED
    channel: str | None = None
    counted_on: dt.date | None = None
    stage: Stage = Stage.attended

    @property
    def key(self) -> ListKey:
        """Where it stands, as `assemble` takes it."""
        return ListKey(self.activity, self.channel, self.counted_on)

    @property
    def cell(self) -> ListCell:
        """The person's cell at this activity."""
        return ListCell(self.sex, self.age, self.disability)


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of person records: decided the same, decided the same across countries, and not yet looked at."""

    same: tuple[Pair, ...] = ()
    across: tuple[Pair, ...] = ()
    open: tuple[Pair, ...] = ()


def tally_people(
    assembly: Assembly,
    people: Iterable[CountedPresence],
    links: Links = Links(),
    follow_ups: tuple[FollowUpTally, ...] = (),
    pairs: tuple[PairsTally, ...] = (),
) -> Tallies:
    """The tallies of an assembly from participations in the order of entry; follow-ups and pairs are passed on."""
    every = [one for one in people if one.key in assembly.set_of]
    present = [one for one in every if one.stage not in NOT_PRESENT]
    present.sort(key=lambda one: (_day(assembly, one), one.activity))
    within = components(links.same)
    lists = _lists(assembly, present, within)
    scopes = {scope.key: _scope(assembly, scope, present, links) for scope in assembly.scopes}
    by_activity: dict[int, set[int]] = {}
    for one in present:
        by_activity.setdefault(assembly.activity_of[one.key], set()).add(within.get(one.person, one.person))
    return Tallies(lists, scopes, {key: len(found) for key, found in by_activity.items()}, _stages(assembly, every, within), follow_ups, pairs)


def _day(assembly: Assembly, one: CountedPresence) -> dt.date:
    own = one.counted_on or assembly.activities[one.activity].counting_date
    return own or dt.date.min


def _lists(assembly: Assembly, present: Iterable[CountedPresence], same: Mapping[int, int]) -> dict[int, dict[ListCell, int]]:
    firsts: dict[tuple[int, int], ListCell] = {}
    for one in present:
        firsts.setdefault((assembly.set_of[one.key], same.get(one.person, one.person)), one.cell)
    lists: dict[int, dict[ListCell, int]] = {}
    for (number, _), cell in firsts.items():
        cells = lists.setdefault(number, {})
        cells[cell] = cells.get(cell, 0) + 1
    return lists


def _scope(assembly: Assembly, scope: Scope, present: Iterable[CountedPresence], links: Links) -> ScopeTally:
    """One scope; links across countries decide only where it spans several."""
    chosen = frozenset(scope.sets)
    several = len({assembly.sets[number].country for number in scope.sets}) > 1
    decided = components([*links.same, *(links.across if several else ())])
    here = [one for one in present if assembly.set_of[one.key] in chosen]
    first: dict[int, ListCell] = {}
    stands: dict[int, dict[int, ListCell]] = {}
    for one in here:
        person = decided.get(one.person, one.person)
        first.setdefault(person, one.cell)
        stands.setdefault(person, {}).setdefault(assembly.set_of[one.key], one.cell)
    open_pairs = {tuple(sorted((decided.get(a, a), decided.get(b, b)))) for a, b in links.open}
    real = [(a, b) for a, b in open_pairs if a != b]
    joined: dict[int, list[int]] = {}
    for person, root in components(real).items():
        if person in first:
            joined.setdefault(root, []).append(person)
    groups = tuple(
        OpenGroup(tuple(Member(person, first[person], stands[person]) for person in sorted(members)))
        for _, members in sorted(joined.items()) if len(members) > 1
    )
    named: dict[ListCell, int] = {}
    for cell in first.values():
        named[cell] = named.get(cell, 0) + 1
    lists = _lists(assembly, here, decided) if several and links.across else None
    return ScopeTally(named, groups, sum(1 for a, b in real if a in first and b in first), lists)


def _stages(assembly: Assembly, every: Iterable[CountedPresence], same: Mapping[int, int]) -> tuple[StageTally, ...]:
    """Per activity each person at the furthest stage recorded."""
    order = list(Stage)
    furthest: dict[tuple[int, int], Stage] = {}
    for one in every:
        place = (assembly.activity_of[one.key], same.get(one.person, one.person))
        furthest[place] = max(furthest.get(place, one.stage), one.stage, key=order.index)
    counted: dict[tuple[int, Stage], int] = {}
    for (activity, _), stage in furthest.items():
        counted[activity, stage] = counted.get((activity, stage), 0) + 1
    return tuple(StageTally(activity, stage, n) for (activity, stage), n in sorted(counted.items(), key=lambda item: (item[0][0], order.index(item[0][1]))))


@dataclass(frozen=True)
class World:
    """Everything recorded, small enough to be held one by one. Follow-ups and pairs by the activity that counts."""

    activities: tuple[ActivityFacts, ...] = ()
    head_counts: tuple[HeadCountFacts, ...] = ()
    people: tuple[CountedPresence, ...] = ()
    links: Links = field(default_factory=Links)
    follow_ups: tuple[FollowUpTally, ...] = ()
    pairs: tuple[PairsTally, ...] = ()

    def figures(
        self, period: Period | None = None, countries: Sequence[str] = (), kinds: Sequence[str] = (), by: Sequence[str] = ()
    ) -> Figures:
        """The whole answer for a period (None: all time), countries, kinds and dimensions (all if empty)."""
        keys = [one.key for one in self.people]
        assembly = assemble(self.activities, self.head_counts, keys, period or Period(), countries, kinds, by)
        return figures(assembly, tally_people(assembly, self.people, self.links, self.follow_ups, self.pairs))
