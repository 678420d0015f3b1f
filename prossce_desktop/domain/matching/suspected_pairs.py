"""Pairs to put on record after entry: certain ones as the same, likely ones as open, each group once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prossce_desktop.domain.matching.person_matching import (
    Judgement,
    MatchVerdict,
    PersonTraits,
    compare_people,
)
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.people import Link

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SuspectedPair:
    """Two records and what was judged of them; the older record (the smaller id) is `a`."""

    a: int
    b: int
    judged: Judgement


class UnionFind:
    """Who is one person: the root of each record, joined as links come."""

    def __init__(self, known: Mapping[int, int]) -> None:
        self._root = dict(known)

    def find(self, id: int) -> int:
        """The record that stands for this one."""
        while (above := self._root.get(id, id)) != id:
            id = above
        return id

    def union(self, a: int, b: int) -> None:
        """They are one person."""
        low, high = sorted((self.find(a), self.find(b)))
        self._root[high] = low


def suspected_pairs(
    pairs: Iterable[Ends], traits: Mapping[int, PersonTraits], but: set[Ends]
) -> list[SuspectedPair]:
    """Certain and likely pairs, likeliest first, without `but`; across countries a person decides."""
    found = []
    for a, b in sorted({(min(pair), max(pair)) for pair in pairs}):
        if a == b or (a, b) in but or traits[a].country != traits[b].country:
            continue
        judged = compare_people(traits[a], traits[b])
        if judged.same in (MatchVerdict.certain, MatchVerdict.likely):
            found.append(SuspectedPair(a, b, judged))
    return likeliest_first(found)


def likeliest_first(pairs: Iterable[SuspectedPair]) -> list[SuspectedPair]:
    """The certain ones, then the others by how likely they are."""
    return sorted(
        pairs, key=lambda one: (one.judged.same is not MatchVerdict.certain, -one.judged.score, one.a, one.b)
    )


def pairs_to_record(pairs: Iterable[SuspectedPair], classes: UnionFind) -> list[Link]:
    """Links for the suspects, certain ones first. Two people are asked about once for all their records."""
    made: list[Link] = []
    asked: set[Ends] = set()
    for one in pairs:
        low, high = sorted((classes.find(one.a), classes.find(one.b)))
        if low == high or (low, high) in asked:
            continue
        if one.judged.same is MatchVerdict.certain:
            made.append(Link(a=one.a, b=one.b, verdict=Verdict.same))
            classes.union(one.a, one.b)
        else:
            made.append(Link(a=one.a, b=one.b, verdict=Verdict.open))
            asked.add((low, high))
    return made
