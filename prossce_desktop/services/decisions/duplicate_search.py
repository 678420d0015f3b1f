"""After entry: which new people are, or may be, recorded already or somebody else of the same entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set as AbstractSet
from dataclasses import dataclass

from prossce_desktop.domain.matching.person_matching import PersonTraits, blocking_keys
from prossce_desktop.domain.matching.suspected_pairs import (
    Ends,
    SuspectedPair,
    UnionFind,
    likeliest_first,
    pairs_to_record,
    suspected_pairs,
)
from prossce_desktop.domain.model.people import Link
from prossce_desktop.store.queries import duplicate_people
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.sample_records import sample_records

AT_ONCE = 2_000
"""People of others whose likenesses are held in memory together."""


@dataclass(frozen=True)
class FoundPairs:
    """Links to make in the same operation as the people, and why."""

    links: list[Link]
    suspected: list[SuspectedPair]


def pairs_at_entry(
    reading: Reading, new: Mapping[int, PersonTraits], edited: Mapping[int, PersonTraits] | None = None
) -> FoundPairs:
    """New pairs of people at entry. `new`: ids not in the base; `edited`: people with their new traits."""
    changed = {**new, **(edited or {})}
    if not changed:
        return FoundPairs([], [])
    among = duplicate_people.candidates(reading, changed)
    pairs = {(min(a, b), max(a, b)) for a, others in among.items() for b in others} | set(_within(changed))
    found = _suspected_of(reading, pairs, changed, edited or {})
    classes = UnionFind(
        duplicate_people.classes(reading, {end for one in found for end in (one.a, one.b)} - new.keys())
    )
    return FoundPairs(pairs_to_record(found, classes), found)


def _suspected_of(
    reading: Reading, pairs: AbstractSet[Ends], known: Mapping[int, PersonTraits], recorded: Iterable[int]
) -> list[SuspectedPair]:
    """Of these pairs those that may be one person. `known`: traits at hand. Sample people stay apart."""
    traits = {
        **duplicate_people.traits(reading, {end for pair in pairs for end in pair} - known.keys()),
        **known,
    }
    sample = set(sample_records(reading).get("person", ()))
    both = [
        pair
        for pair in pairs
        if pair[0] in traits and pair[1] in traits and (pair[0] in sample) == (pair[1] in sample)
    ]
    return suspected_pairs(both, traits, duplicate_people.decided(reading, recorded))


def pairs_of_received(reading: Reading, arrived: AbstractSet[int]) -> list[Link]:
    """Links between people of others and people recorded here, a part of the smaller side at a time.
    Entry compares with all known there: only pairs of laptops unknown to each other are left, each looks at
    its own. A new laptop that is filled looks at nobody.
    """
    own = duplicate_people.recorded_by(reading, reading.identity.device_key) - arrived
    fewer, others = (own, arrived) if len(own) < len(arrived) else (arrived, own)
    side = sorted(fewer)
    found: list[SuspectedPair] = []
    for at in range(0, len(side), AT_ONCE):
        mine = duplicate_people.traits(reading, side[at : at + AT_ONCE])
        among = duplicate_people.candidates(reading, mine)
        pairs = {(min(a, b), max(a, b)) for a, alike in among.items() for b in alike if b in others}
        found += _suspected_of(reading, pairs, mine, mine)
    classes = UnionFind(duplicate_people.classes(reading, {end for one in found for end in (one.a, one.b)}))
    return pairs_to_record(likeliest_first(found), classes)


def _within(changed: Mapping[int, PersonTraits]) -> Iterable[tuple[int, int]]:
    """Pairs of one entry that share a key; a key of many people offers nobody."""
    holders: dict[str, list[int]] = {}
    for id, one in changed.items():
        for key in blocking_keys(one):
            holders.setdefault(key, []).append(id)
    for ids in holders.values():
        if 1 < len(ids) <= duplicate_people.MOST_OF_ONE_KEY:
            yield from ((min(a, b), max(a, b)) for place, a in enumerate(ids) for b in ids[place + 1 :])
