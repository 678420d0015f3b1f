"""Who was present where, in one pass over the facts: each person once in every set, scope and activity.

Nearly everybody has one participation and is counted by what is shared; only others are looked at singly.
Facts come a person at a time, so nobody is remembered, and by an index, so nothing is sorted in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter

from prossce_desktop.domain.counting.count_sets import Assembly
from prossce_desktop.store.queries.counting_facts import key_of

_STAGED, _PRESENT = 1_000, 10
_COLUMNS = (
    f"f.activity, f.channel, f.day, ((f.sex * 100 + f.age) * 100 + f.disability) * {_STAGED} + "
    f"f.stage * {_PRESENT} + f.present, f.id"
)
_WANTED = "(f.present = 1 OR f.stage > 0)"
_CANON = "FROM person INDEXED BY person_canon WHERE canonical <> id"
_LINKED = f"SELECT id {_CANON} UNION ALL SELECT DISTINCT canonical {_CANON}"

BY_RECORD = (
    f"SELECT f.person, {_COLUMNS} FROM participation t CROSS JOIN fact f ON f.id = t.id"
    f" WHERE {_WANTED} AND t.person NOT IN ({_LINKED}) ORDER BY t.person"
)
"""Facts of people who have one record, a person at a time; its plan is tested."""
BY_LINKED = (
    f"SELECT f.person, {_COLUMNS} FROM ({_LINKED}) q CROSS JOIN participation t ON t.person = q.id CROSS "
    f"JOIN fact f ON f.id = t.id WHERE {_WANTED} ORDER BY f.person"
)
"""Facts of people with several records, by person: few, so these are sorted; its plan is tested."""
AT_PLACES = f"SELECT f.person, {_COLUMNS} FROM {{joined}} AND {_WANTED} ORDER BY f.person"
"""The same of everybody at a few places; these are sorted."""

Fact = tuple[int, int, int, int, int, int]
"""Person; activity, channel and day; cell, stage and whether present, packed; id."""
_IN_ORDER = itemgetter(3, 1, 5)


@dataclass
class Present:
    """Distinct people. Cells (`sex * 10000 + age * 100 + disability`): each one's first in a set or scope."""

    lists: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """By count set."""
    scopes: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """By the position of a scope among those asked for; of several with the same sets only by the first."""
    by_activity: Counter[int] = field(default_factory=Counter)
    stages: Counter[tuple[int, int]] = field(default_factory=Counter)
    """By activity and the furthest stage of each person there, present or not."""


@dataclass(slots=True)
class _Place:
    """A place the question asks for: its count set with people by cell, and its counting activity."""

    number: int
    counts_under: int
    cells: Counter[int]
    people: int = 0
    stages: Counter[int] = field(default_factory=Counter)
    """Of people with no other fact."""


def present(facts: Iterable[Fact], assembly: Assembly) -> Present:
    """Count them; a person's facts are adjacent. Places the question leaves out are passed over."""
    counts = Present()
    places, unpacked = _PlaceIndex(assembly, counts), _Unpacked()
    several = _Several(counts, places, unpacked, assembly)
    held: list[Fact] = []
    last: Fact | None = None
    for fact in chain(facts, (_NOBODYS,)):
        if last is not None:
            if last[0] == fact[0]:
                held.append(last)
            elif held:
                held.append(last)
                several.add(held)
                held = []
            elif (place := places[last[1:4]]) is not None:
                cell, stage, is_present = unpacked[last[4]]
                place.stages[stage] += 1
                if is_present:
                    place.people += 1
                    place.cells[cell] += 1
        last = fact
    for one in places.values():
        if one is not None:
            _add_alone(counts, one)
    several.add_scopes()
    counts.lists = {number: cells for number, cells in counts.lists.items() if cells}
    return counts


_NOBODYS: Fact = (-1, 0, 0, 0, 0, 0)


def firsts(assembly: Assembly) -> list[int]:
    """Of each scope the position of the first one with the same sets."""
    first: dict[tuple[int, ...], int] = {}
    return [first.setdefault(one.sets, position) for position, one in enumerate(assembly.scopes)]


class _PlaceIndex(dict[tuple[int, ...], _Place | None]):
    """By activity, channel and day; None where the question leaves the place out."""

    def __init__(self, assembly: Assembly, counts: Present) -> None:
        super().__init__()
        self._assembly, self._counts = assembly, counts

    def __missing__(self, place: tuple[int, ...]) -> _Place | None:
        activity, channel, day = place
        key = key_of(activity, channel, day)
        number = self._assembly.set_of.get(key)
        self[place] = (
            None
            if number is None
            else _Place(number, self._assembly.activity_of[key], self._counts.lists[number])
        )
        return self[place]


class _Unpacked(dict[int, tuple[int, int, int]]):
    """Cell, stage and whether present, of each packed number once."""

    def __missing__(self, packed: int) -> tuple[int, int, int]:
        cell, rest = divmod(packed, _STAGED)
        self[packed] = cell, *divmod(rest, _PRESENT)
        return self[packed]


def _add_alone(counts: Present, place: _Place) -> None:
    for stage, people in place.stages.items():
        if stage:
            counts.stages[place.counts_under, stage] += people
    if place.people:
        counts.by_activity[place.counts_under] += place.people


class _Several:
    """People with several facts: earliest day, then first activity and participation, gives the cell."""

    def __init__(self, counts: Present, places: _PlaceIndex, unpacked: _Unpacked, assembly: Assembly) -> None:
        self._counts, self._places, self._unpacked = counts, places, unpacked
        self._wanted = {
            position: assembly.scopes[position].sets for position in sorted(set(firsts(assembly)))
        }
        self._scopes_of: dict[int, list[int]] = defaultdict(list)
        for position, sets in self._wanted.items():
            for number in sets:
                self._scopes_of[number].append(position)
        self._again: dict[int, Counter[int]] = defaultdict(Counter)
        """Of each scope the people in its sets who stand in it already."""

    def add(self, facts: list[Fact]) -> None:
        """One person."""
        in_sets: set[int] = set()
        in_scopes: set[int] = set()
        activities: set[int] = set()
        furthest: dict[int, int] = {}
        for fact in sorted(facts, key=_IN_ORDER):
            place = self._places[fact[1:4]]
            if place is None:
                continue
            cell, stage, is_present = self._unpacked[fact[4]]
            if stage:
                furthest[place.counts_under] = max(furthest.get(place.counts_under, 0), stage)
            if not is_present:
                continue
            activities.add(place.counts_under)
            if place.number in in_sets:
                continue
            in_sets.add(place.number)
            place.cells[cell] += 1
            for position in self._scopes_of[place.number]:
                if position in in_scopes:
                    self._again[position][cell] += 1
                in_scopes.add(position)
        for activity in activities:
            self._counts.by_activity[activity] += 1
        for activity, stage in furthest.items():
            self._counts.stages[activity, stage] += 1

    def add_scopes(self) -> None:
        """After counting: each scope's sets together, less people who stand in several."""
        lists, scopes = self._counts.lists, self._counts.scopes
        for position, sets in self._wanted.items():
            for number in sets:
                if lists.get(number):
                    scopes[position].update(lists[number])
            scopes[position] -= self._again[position]
