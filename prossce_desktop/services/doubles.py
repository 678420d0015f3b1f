"""After entry: who of the new people is, or may be, somebody already recorded or somebody else of the same entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prossce_desktop.domain.doubles import Classes, Suspect, links, suspects
from prossce_desktop.domain.people import Link
from prossce_desktop.domain.same_person import Traits, keys
from prossce_desktop.store import people
from prossce_desktop.store.reading import Reading
from prossce_desktop.store.sample_records import sample_records


@dataclass(frozen=True)
class Doubles:
    """Links to make in the same operation as the people, and why."""

    links: list[Link]
    suspects: list[Suspect]


def find_doubles(reading: Reading, new: Mapping[int, Traits], edited: Mapping[int, Traits] | None = None) -> Doubles:
    """Pairs of new or edited people with each other and with the base that have no record yet.

    `new`: ids that the base does not hold; `edited`: recorded people with the traits they are getting.
    """
    changed = {**new, **(edited or {})}
    if not changed:
        return Doubles([], [])
    among = people.candidates(reading, changed)
    pairs = {(min(a, b), max(a, b)) for a, others in among.items() for b in others} | set(_within(changed))
    held = {end for pair in pairs for end in pair} - changed.keys()
    traits = {**people.traits(reading, held), **changed}
    sample = set(sample_records(reading).get("person", ()))
    known = [pair for pair in pairs if pair[0] in traits and pair[1] in traits and (pair[0] in sample) == (pair[1] in sample)]
    found = suspects(known, traits, people.decided(reading, edited or {}))
    classes = Classes(people.classes(reading, [*held, *(edited or {})]))
    return Doubles(links(found, classes), found)


def _within(changed: Mapping[int, Traits]) -> Iterable[tuple[int, int]]:
    """Pairs of one entry that share a key; a key of many people offers nobody."""
    holders: dict[str, list[int]] = {}
    for id, one in changed.items():
        for key in keys(one):
            holders.setdefault(key, []).append(id)
    for ids in holders.values():
        if 1 < len(ids) <= people.MOST_OF_ONE_KEY:
            yield from ((min(a, b), max(a, b)) for place, a in enumerate(ids) for b in ids[place + 1 :])
