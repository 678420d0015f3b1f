"""Who was present where, in one pass over the facts: each person once in every set, scope and activity.

Nearly everybody has one participation: those are counted by what they share, and only people with several are looked at one
by one. Facts come in the order of people, so nobody is remembered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from prossce_desktop.domain.count_sets import Assembly
from prossce_desktop.domain.facts import ListKey
from prossce_desktop.store.reach_facts import key_of

COLUMNS = "f.person, f.activity, f.channel, f.day, f.sex * 10000 + f.age * 100 + f.disability, f.stage, f.present"
WANTED = "(f.present = 1 OR f.stage > 0)"
IN_ORDER = "f.person, f.day, f.activity, f.id"

Fact = tuple[int, int, int, int, int, int, int]
"""Person, then activity, channel and day, the packed cell, stage, whether present."""
Place = Callable[[int, int, int], tuple[int, int] | None]
"""Of activity, channel and day: the count set, and the activity under which it counts; None where the question leaves it out."""


@dataclass
class Present:
    """Numbers of distinct people. Cells are packed (`sex * 10000 + age * 100 + disability`): each person's first in that set or scope."""

    lists: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """By count set."""
    scopes: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    """By the position of a scope among those asked for; of several with the same sets only by the first."""
    by_activity: Counter[int] = field(default_factory=Counter)
    stages: Counter[tuple[int, int]] = field(default_factory=Counter)
    """By activity and the furthest stage of each person there, present or not."""


def present(facts: Iterable[Fact], assembly: Assembly) -> Present:
    """Count them; facts stand in the order `IN_ORDER`. Those at places that the question leaves out are passed over."""
    found = Present()
    place, alone = _places(assembly), Counter[tuple[int, ...]]()
    wanted = {position: assembly.scopes[position].sets for position in sorted(set(firsts(assembly)))}
    several = _several(found, place, wanted)
    held: list[tuple[int, ...]] = []
    person = -1
    for fact in facts:
        if fact[0] == person:
            held.append(fact[1:])
            continue
        if len(held) > 1:
            several(held)
        elif held:
            alone[held[0]] += 1
        person, held = fact[0], [fact[1:]]
    if len(held) > 1:
        several(held)
    elif held:
        alone[held[0]] += 1
    _add_alone(found, place, wanted, alone)
    return found


def firsts(assembly: Assembly) -> list[int]:
    """Of each scope the position of the first one with the same sets."""
    first: dict[tuple[int, ...], int] = {}
    return [first.setdefault(one.sets, position) for position, one in enumerate(assembly.scopes)]


def _add_alone(found: Present, place: Place, wanted: Mapping[int, tuple[int, ...]], alone: Mapping[tuple[int, ...], int]) -> None:
    """People with one fact, by what it says: they stand once in its set and in every scope of it."""
    lists: dict[int, Counter[int]] = defaultdict(Counter)
    for (activity, channel, day, cell, stage, is_present), people in alone.items():
        where = place(activity, channel, day)
        if where is None:
            continue
        number, counts_under = where
        if stage:
            found.stages[counts_under, stage] += people
        if is_present:
            found.by_activity[counts_under] += people
            lists[number][cell] += people
    for number, cells in lists.items():
        found.lists[number].update(cells)
    for position, sets in wanted.items():
        for number in sets:
            if number in lists:
                found.scopes[position].update(lists[number])


def _places(assembly: Assembly) -> Place:
    known: dict[tuple[int, int, int], tuple[int, int] | None] = {}
    set_of: Mapping[ListKey, int] = assembly.set_of

    def place(activity: int, channel: int, day: int) -> tuple[int, int] | None:
        at = (activity, channel, day)
        if at not in known:
            key = key_of(*at)
            number = set_of.get(key)
            known[at] = None if number is None else (number, assembly.activity_of[key])
        return known[at]

    return place


def _several(found: Present, place: Place, wanted: Mapping[int, tuple[int, ...]]) -> Callable[[list[tuple[int, ...]]], None]:
    """Adds one person with several facts, in their order."""
    scopes_of: dict[int, list[int]] = defaultdict(list)
    for position, sets in wanted.items():
        for number in sets:
            scopes_of[number].append(position)

    def add(facts: list[tuple[int, ...]]) -> None:
        in_sets: set[int] = set()
        in_scopes: set[int] = set()
        at: set[int] = set()
        furthest: dict[int, int] = {}
        for activity, channel, day, cell, stage, is_present in facts:
            where = place(activity, channel, day)
            if where is None:
                continue
            number, counts_under = where
            if stage:
                furthest[counts_under] = max(furthest.get(counts_under, 0), stage)
            if not is_present:
                continue
            at.add(counts_under)
            if number in in_sets:
                continue
            in_sets.add(number)
            found.lists[number][cell] += 1
            for position in scopes_of[number]:
                if position not in in_scopes:
                    in_scopes.add(position)
                    found.scopes[position][cell] += 1
        for activity in at:
            found.by_activity[activity] += 1
        for activity, stage in furthest.items():
            found.stages[activity, stage] += 1

    return add
