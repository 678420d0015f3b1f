"""Small worlds for the laws of reach: true people, some counted, some named, some recorded twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from hypothesis import assume, strategies as st

from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, HeadCountFacts
from prossce_desktop.domain.model.ages import UNKNOWN_AGE, band_of
from prossce_desktop.domain.model.codes import ActivityKind, AgeCell, Sex
from prossce_desktop.domain.model.head_count_cube import NOT_RECORDED, Cell, HeadCube
from tests.domain.tallying import CountedPresence, Links, World, components

SEXES = (Sex.female, Sex.male)
DAY = dt.date(2024, 5, 1)


@dataclass(frozen=True)
class Record:
    """A person record: whose it is in truth, and the sex it says."""

    id: int
    truth: int
    sex: Sex


@dataclass
class SmallWorld:
    """`sets`: true people of each count set. `lists`: records listed there. `counts`: (total, women, men) or None."""

    people: list[Sex]
    records: list[Record]
    sets: list[set[int]]
    lists: list[set[int]]
    counts: list[tuple[int, int, int] | None]
    open: list[tuple[int, int]] = field(default_factory=list)
    same: list[tuple[int, int]] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)

    def world(self) -> World:
        """The same as the product sees it."""
        activities, counts, presences = [], [], []
        for number, people in enumerate(self.sets):
            activities.append(
                ActivityFacts(number, f"A{number}", "", ActivityKind.career_fair, self.countries[number], start=DAY, channel="on_site")
            )
            given = self.counts[number]
            if given is not None:
                counts.append(HeadCountFacts(number, number, HeadCube(given[0], {}, {Sex.female: given[1], Sex.male: given[2]})))
            presences += [CountedPresence(r.id, number, r.sex) for r in self.records if r.id in self.lists[number]]
            assert people is not None
        return World(tuple(activities), tuple(counts), tuple(presences), Links(tuple(self.same), (), tuple(self.open)))

    def true_number(self, country: str | None = None) -> int:
        """How many people there really were."""
        chosen = [one for number, one in enumerate(self.sets) if country in (None, self.countries[number])]
        return len(set().union(*chosen)) if chosen else 0


def _size(total: int, named: int, women: tuple[int, int], men: tuple[int, int]) -> int:
    return max(total, named, max(women) + max(men))


@st.composite
def small_worlds(draw: st.DrawFn, *, all_sexes: bool = False) -> SmallWorld:
    """Worlds in which nobody took part unrecorded: every set has exactly the people its count and its list account for.

    A count may be too small, as long as the list then makes up for it. Every double is an open or a decided pair.
    """
    people = [draw(st.sampled_from(SEXES)) for _ in range(draw(st.integers(1, 5)))]
    records: list[Record] = []
    for truth, sex in enumerate(people):
        for _ in range(draw(st.integers(0, 2))):
            records.append(Record(len(records), truth, sex if all_sexes or draw(st.integers(0, 3)) else Sex.not_recorded))
    number = draw(st.integers(1, 4))
    world = SmallWorld(people, records, [], [], [], countries=[draw(st.sampled_from(("KH", "ID"))) for _ in range(number)])
    _pairs(draw, world)
    for _ in range(number):
        inside = {truth for truth in range(len(people)) if draw(st.booleans())}
        listed = {r.id for r in records if r.truth in inside and draw(st.booleans())}
        world.sets.append(inside)
        world.lists.append(listed)
        world.counts.append(_count(draw, world, inside, listed))
    return world


def _count(draw: st.DrawFn, world: SmallWorld, inside: set[int], listed: set[int]) -> tuple[int, int, int] | None:
    named = {world.records[one].truth for one in listed}
    sexed = {world.records[one].truth for one in listed if world.records[one].sex is not Sex.not_recorded}
    true = [sum(1 for one in inside if world.people[one] is sex) for sex in SEXES]
    counted = draw(st.booleans())
    women = draw(st.integers(0, true[0])) if counted else 0
    men = draw(st.integers(0, true[1])) if counted else 0
    total = draw(st.sampled_from((len(inside), draw(st.integers(0, len(inside)))))) if counted else 0
    assume(women + men <= total or not counted)
    by_list = [sum(1 for one in sexed if world.people[one] is sex) for sex in SEXES]
    assume(_size(total, len(named), (women, by_list[0]), (men, by_list[1])) == len(inside))
    return (total, women, men) if counted else None


def _pairs(draw: st.DrawFn, world: SmallWorld) -> None:
    for one in world.records:
        for other in world.records[: one.id]:
            pair = (other.id, one.id)
            if one.truth == other.truth:
                (world.open if draw(st.integers(0, 2)) else world.same).append(pair)
            elif not draw(st.integers(0, 4)):
                world.open.append(pair)
    _one_sex_for_linked(world)


def _one_sex_for_linked(world: SmallWorld) -> None:
    """Linked records are one person with one recorded sex."""
    decided = components(world.same)
    said = {decided.get(r.id, r.id): r.sex for r in world.records if r.sex is not Sex.not_recorded}
    world.records[:] = [Record(r.id, r.truth, said.get(decided.get(r.id, r.id), r.sex)) for r in world.records]


def possible_numbers(world: SmallWorld) -> tuple[int, int]:
    """Least and largest number over every way the recorded values can be true, worked out without the formulas.

    Every way of joining people within open groups, and every sex for those whose sex is not recorded; then nobody or
    everybody of those not named in one set is the same as somebody in another.
    """
    found = [ends for joined in _joinings(world) if (ends := _ends(world, joined)) is not None]
    return min(one for one, _ in found), max(one for _, one in found)


def _joinings(world: SmallWorld) -> Iterator[dict[int, int]]:
    decided = components(world.same)
    people = sorted({decided.get(r, r) for members in world.lists for r in members})
    pairs = [(decided.get(a, a), decided.get(b, b)) for a, b in world.open]
    groups = components([pair for pair in pairs if pair[0] != pair[1]])
    for labels in product(*(range(i + 1) for i in range(len(people)))):
        if any(labels[label] != label for label in labels):
            continue
        if all(label == i or groups.get(people[i], -1) == groups.get(people[label], -2) for i, label in enumerate(labels)):
            person = {one: people[label] for one, label in zip(people, labels, strict=True)}
            yield {r.id: person[decided.get(r.id, r.id)] for r in world.records if decided.get(r.id, r.id) in person}


def _ends(world: SmallWorld, joined: dict[int, int]) -> tuple[int, int] | None:
    said: dict[int, set[Sex]] = {}
    for one in world.records:
        if one.id in joined:
            said.setdefault(joined[one.id], set()).update({one.sex} - {Sex.not_recorded})
    found = [_ends_with(world, joined, dict(zip(said, sexes, strict=True))) for sexes in product(*(sorted(given) or SEXES for given in said.values()))]
    kept = [one for one in found if one is not None]
    return (min(a for a, _ in kept), max(b for _, b in kept)) if kept else None


def _as_recorded(world: SmallWorld, number: int) -> int:
    """How many people a set has at most: its T', nobody joined but those decided."""
    decided = components(world.same)
    listed = {decided.get(r.id, r.id): r.sex for r in world.records if r.id in world.lists[number]}
    total, *given = world.counts[number] or (0, 0, 0)
    by_list = [sum(1 for sex in listed.values() if sex is x) for x in SEXES]
    return _size(total, len(listed), (given[0], by_list[0]), (given[1], by_list[1]))


def has_short_count(world: SmallWorld) -> bool:
    """Whether a head count is below a list with open pairs, or gives only some of the sexes.

    Then how many places a double frees depends on the other doubles; the upper end may be a little too high.
    """
    decided = components(world.same)
    groups = components([(decided.get(a, a), decided.get(b, b)) for a, b in world.open])
    for count, members in zip(world.counts, world.lists, strict=True):
        people = {decided.get(one, one): world.records[one].sex for one in members}
        joined = {groups.get(one, one) for one in people}
        if count is None or len(joined) == len(people):
            continue
        for counted, sexes in ((count[0], SEXES), (count[1], (Sex.female,)), (count[2], (Sex.male,))):
            listed = sum(1 for sex in people.values() if sex in sexes)
            if 0 < counted < listed or (counted and count[0] != count[1] + count[2] and count[1] + count[2]):
                return True
    return False


def _ends_with(world: SmallWorld, joined: dict[int, int], sex: dict[int, Sex]) -> tuple[int, int] | None:
    sizes, beside, counted = [], 0, [0, 0]
    for number, listed in enumerate(world.lists):
        named = {joined[one] for one in listed}
        total, *given = world.counts[number] or (0, 0, 0)
        sexed = {joined[one] for one in listed if world.records[one].sex is not Sex.not_recorded}
        by_list = [sum(1 for one in sexed if sex[one] is x) for x in SEXES]
        size = _size(total, len(named), (given[0], by_list[0]), (given[1], by_list[1]))
        needed = sum(max(given[i], sum(1 for one in named if sex[one] is x)) for i, x in enumerate(SEXES))
        if needed > size or size > _as_recorded(world, number):
            return None
        sizes.append(size)
        beside += size - len(named)
        counted = [max(a, b) for a, b in zip(counted, given, strict=True)]
    people = len(sex)
    of_sex = sum(max(counted[i], sum(1 for one in sex.values() if one is x)) for i, x in enumerate(SEXES))
    return max([people, of_sex, *sizes]), people + beside


@dataclass(frozen=True)
class Traits:
    """What is true of somebody, in the three dimensions of a cell."""

    sex: Sex
    age: AgeCell
    disability: str


@st.composite
def worlds_of_cells(draw: st.DrawFn) -> tuple[World, list[Traits], list[set[int]]]:
    """Worlds whose head counts are right but record each dimension only now and then; lists likewise, with doubles."""
    ages = (AgeCell.a18_24, AgeCell.a36_40)
    people = [
        Traits(draw(st.sampled_from(SEXES)), draw(st.sampled_from(ages)), draw(st.sampled_from(("yes", "no"))))
        for _ in range(draw(st.integers(1, 4)))
    ]
    records: list[tuple[int, Traits]] = []
    for truth, traits in enumerate(people):
        records += [(truth, _shown(draw, traits)) for _ in range(draw(st.integers(0, 2)))]
    sets, activities, counts, presences = [], [], [], []
    for number in range(draw(st.integers(1, 3))):
        inside = {truth for truth in range(len(people)) if draw(st.booleans())}
        sets.append(inside)
        listed = [i for i, (truth, _) in enumerate(records) if truth in inside and draw(st.booleans())]
        named = {records[i][0] for i in listed}
        activities.append(ActivityFacts(number, f"A{number}", "", ActivityKind.career_fair, "KH", start=DAY, channel="on_site"))
        if named != inside or draw(st.booleans()):
            counts.append(HeadCountFacts(number, number, _cube(draw, [people[one] for one in sorted(inside)])))
        presences += [CountedPresence(i, number, records[i][1].sex, records[i][1].age, records[i][1].disability) for i in listed]
    open_pairs = [(a, b) for b in range(len(records)) for a in range(b) if records[a][0] == records[b][0] or not draw(st.integers(0, 4))]
    return World(tuple(activities), tuple(counts), tuple(presences), Links((), (), tuple(open_pairs))), people, sets


def _shown(draw: st.DrawFn, traits: Traits) -> Traits:
    kept = [bool(draw(st.integers(0, 3))) for _ in range(3)]
    return Traits(
        traits.sex if kept[0] else Sex.not_recorded, traits.age if kept[1] else AgeCell.not_recorded, traits.disability if kept[2] else NOT_RECORDED
    )


def _cube(draw: st.DrawFn, people: list[Traits]) -> HeadCube:
    crossed: dict[Cell, int] = {}
    for one in people:
        seen = _shown(draw, one)
        cell = Cell(seen.sex, band_of(seen.age), seen.disability)
        if cell != Cell(Sex.not_recorded, UNKNOWN_AGE, NOT_RECORDED):
            crossed[cell] = crossed.get(cell, 0) + 1
    return HeadCube(len(people), crossed, _women_one_way(draw, people, crossed))


def _women_one_way(draw: st.DrawFn, people: list[Traits], crossed: dict[Cell, int]) -> dict[Sex, int]:
    """Sometimes women are given as one number beside the crossed cells."""
    recorded = sum(n for cell, n in crossed.items() if cell.sex is Sex.female)
    true = sum(1 for one in people if one.sex is Sex.female)
    return {Sex.female: draw(st.integers(recorded, true))} if draw(st.booleans()) else {}
