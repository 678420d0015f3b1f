"""Reach: persons, each once, as a range between what is certain and what is possible (C3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.counting import range_qualifiers
from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.facts_and_tallies import OpenGroup, ScopeTally
from prossce_desktop.domain.counting.figures import ReachRange
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.counting.range_qualifiers import of_counts, reached, summed
from prossce_desktop.domain.model.codes import Qualifier, Sex
from prossce_desktop.domain.model.head_count_cube import RECORDED_SEXES

EVERY_JOINING = 6
"""Groups up to this size are worked out exactly."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A range, and by how much its upper end had to be raised because the records contradict each other.
    `witnesses`: the activities whose numbers made the lower end, if it was raised.
    """

    range: ReachRange
    raised: int
    witnesses: tuple[int, ...] = ()


def reach_of(sets: Sequence[SetNumbers], tally: ScopeTally, country: str | None = None) -> Raised:
    """The range of one scope: its count sets with their lists, and its named people.
    lower = max(named_min, largest T'min, sum over recorded sexes of max(named_min, largest T'min of that
    sex)); upper = max(lower, named + sum of (T' - |L|) + pairs term). Sets nobody counted beyond their list
    give the pairs term nothing: doubles there free no place.
    """
    named = sum(tally.named.values())
    named_min = named - sum(len(group.members) - 1 for group in tally.groups)
    least = _LeastSets(tally.groups)
    by_sex = {sex: _least_of_sex(sets, tally, least, sex) for sex in RECORDED_SEXES}
    wholes = [least.whole(one) for one in sets]
    sexes = sum(number for number, _ in by_sex.values())
    lower = max(named_min, max(wholes, default=0), sexes)
    ways = {Qualifier.exact} if lower == named_min else set()
    ways |= {
        way
        for one, number in zip(sets, wholes, strict=True)
        if number == lower
        for way in least.ways(one, number)
    }
    if lower == sexes:
        ways.add(
            qualifier_of(qualifier for number, qualifier in by_sex.values() if number)
            if lower
            else Qualifier.exact
        )
    made = reached(ways)
    room = least.rooms(sets)
    upper = (
        named
        + sum(one.total - one.size for one in sets)
        + sum(pairs_term(group, room) for group in tally.groups)
    )
    ids = tuple(sorted({one.count_set.activity for one in sets}))
    counts = of_counts(sets)
    highest = summed(counts if upper >= lower else {made} | (counts & {Qualifier.more_than}))
    found = ReachRange(
        lower, max(lower, upper), named, named_min, tally.open_pairs, country, ids, made, highest
    )
    return Raised(found, lower - upper, least.witnesses(sets)) if lower > upper else Raised(found, 0)


def _least_of_sex(
    sets: Sequence[SetNumbers], tally: ScopeTally, least: _LeastSets, sex: Sex
) -> tuple[int, Qualifier]:
    """The least people of a sex by names or by one set, and how exact that is."""
    named = sum(n for cell, n in tally.named.items() if cell.sex is sex) - least.not_surely(sex)
    numbers = [least.of_sex(one, sex) for one in sets]
    number = max(named, max(numbers, default=0))
    if not number:
        return 0, Qualifier.exact
    ways = {Qualifier.exact} if number == named else set()
    return number, reached(
        ways
        | {
            way
            for one, its in zip(sets, numbers, strict=True)
            if its == number
            for way in least.ways_of_sex(one, sex, its)
        }
    )


def rooms(sets: Iterable[SetNumbers], groups: Sequence[OpenGroup]) -> dict[int, int]:
    """Places each head count keeps for others, at most, if all doubles on its list are one person."""
    return _LeastSets(groups).rooms(sets)


def pairs_term(group: OpenGroup, room: Mapping[int, int]) -> int:
    """How many more if members of a group are one: places freed on lists of counted sets, less people joined.
    The best way of joining some of them; for large groups a number that is never too small.
    """
    lists = [[i for i, member in enumerate(group.members) if one in member.sets] for one in room]
    shared = [
        (members, free)
        for members, free in zip(lists, room.values(), strict=True)
        if free and len(members) > 1
    ]
    if len(shared) < 2:
        return 0
    concerned = sorted({one for members, _ in shared for one in members})
    if len(concerned) > EVERY_JOINING:
        return max(
            sum(min(len(members) - 1, free, joins) for members, free in shared) - joins
            for joins in range(len(concerned))
        )
    place = {one: i for i, one in enumerate(concerned)}
    best = 0
    for blocks in _joinings(len(concerned)):
        freed = sum(
            min(free, len(members) - len({blocks[place[one]] for one in members})) for members, free in shared
        )
        best = max(best, freed - (len(concerned) - len(set(blocks))))
    return best


def _joinings(number: int) -> Iterator[tuple[int, ...]]:
    """Every way of joining so many people, as the block of each."""
    ways: list[tuple[int, ...]] = [()]
    for _ in range(number):
        ways = [(*way, block) for way in ways for block in range(len(set(way)) + 1)]
    return iter(ways)


def stands(group: OpenGroup) -> dict[int, int]:
    """How many members of the group each set's list holds."""
    found: dict[int, int] = {}
    for member in group.members:
        for one in member.sets:
            found[one] = found.get(one, 0) + 1
    return found


def recorded_sexes(group: OpenGroup) -> frozenset[Sex]:
    """The sexes recorded for a group's members, anywhere in the scope."""
    cells = [cell for member in group.members for cell in (member.cell, *member.sets.values())]
    return frozenset(cell.sex for cell in cells if cell.sex is not Sex.not_recorded)


class _LeastSets:
    """T'min: the sets with their lists counted as if every open pair were one person."""

    def __init__(self, groups: Sequence[OpenGroup]) -> None:
        self._counted_again: dict[int, int] = {}
        self._unsure: dict[tuple[int, Sex], int] = {}
        self._sexless: dict[int, int] = {}
        self._unsure_named: dict[Sex, int] = {}
        for group in groups:
            self._add(group)

    def _add(self, group: OpenGroup) -> None:
        sexes = recorded_sexes(group)
        for one, count in stands(group).items():
            self._counted_again[one] = self._counted_again.get(one, 0) + count - 1
        for member in group.members:
            for one, cell in member.sets.items():
                self._sexless[one] = self._sexless.get(one, 0) + (cell.sex is Sex.not_recorded)
        for sex in RECORDED_SEXES:
            sure = int(sexes == {sex})
            members = [member for member in group.members if member.cell.sex is sex]
            self._unsure_named[sex] = self._unsure_named.get(sex, 0) + len(members) - (sure if members else 0)
            for one in {one for member in group.members for one in member.sets}:
                count = sum(
                    1 for member in group.members if one in member.sets and member.sets[one].sex is sex
                )
                self._unsure[one, sex] = self._unsure.get((one, sex), 0) + count - (sure if count else 0)

    def not_surely(self, sex: Sex) -> int:
        """Named people of a sex who are doubles, or whose group records another sex."""
        return self._unsure_named.get(sex, 0)

    def of_sex(self, numbers: SetNumbers, sex: Sex) -> int:
        return max(self._listed_of(numbers, sex), numbers.largest_of(sex))

    def rooms(self, sets: Iterable[SetNumbers]) -> dict[int, int]:
        found = {}
        for one in sets:
            if one.cubes and one.count_set.number in self._counted_again:
                free = self._unlisted(one, joined=True) - self._unlisted(one, joined=False)
                if free > 0:
                    found[one.count_set.number] = free
        return found

    def _unlisted(self, numbers: SetNumbers, *, joined: bool) -> int:
        """T' less the list, with its doubles counted once or as they stand."""
        number = numbers.count_set.number
        size = numbers.size - (self._counted_again.get(number, 0) if joined else 0)
        sexless = numbers.listed_of(Sex.not_recorded) - (self._sexless.get(number, 0) if joined else 0)
        lack = 0
        for sex in RECORDED_SEXES:
            listed = numbers.listed_of(sex) - (self._unsure.get((number, sex), 0) if joined else 0)
            lack += max(0, numbers.counted_of(sex) - listed)
        return max(0, numbers.counted - size, lack - sexless)

    def witnesses(self, sets: Sequence[SetNumbers]) -> tuple[int, ...]:
        """The activities with the largest set of each sex."""
        largest = [
            max(sets, key=lambda one: self.of_sex(one, sex))
            for sex in RECORDED_SEXES
            if any(self.of_sex(one, sex) for one in sets)
        ]
        return tuple(sorted({one.count_set.activity for one in largest}))

    def whole(self, numbers: SetNumbers) -> int:
        return max(
            self._listed(numbers), numbers.largest, sum(self.of_sex(numbers, sex) for sex in RECORDED_SEXES)
        )

    def ways(self, numbers: SetNumbers, number: int) -> set[Qualifier]:
        """How a set reaches its T'min: by its list, by counts of so many, by its sexes together."""
        found = range_qualifiers.ways(numbers.days, lambda one: one.cube.total, number)
        if number == self._listed(numbers):
            found.add(Qualifier.exact)
        sexes = {sex: of_sex for sex in RECORDED_SEXES if (of_sex := self.of_sex(numbers, sex))}
        if sexes and number == sum(sexes.values()):
            found.add(
                qualifier_of(reached(self.ways_of_sex(numbers, sex, of_sex)) for sex, of_sex in sexes.items())
            )
        return found

    def ways_of_sex(self, numbers: SetNumbers, sex: Sex, number: int) -> set[Qualifier]:
        """How a set reaches its T'min of a sex: by its list, by counts of so many."""
        found = range_qualifiers.ways(numbers.days, lambda one: one.cube.of_sex(sex), number)
        return found | ({Qualifier.exact} if number == self._listed_of(numbers, sex) else set())

    def _listed(self, numbers: SetNumbers) -> int:
        return numbers.size - self._counted_again.get(numbers.count_set.number, 0)

    def _listed_of(self, numbers: SetNumbers, sex: Sex) -> int:
        return numbers.listed_of(sex) - self._unsure.get((numbers.count_set.number, sex), 0)
