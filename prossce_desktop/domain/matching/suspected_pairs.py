"""Which pairs to put on record after entry: certain ones as the same, likely ones as open, each group of records once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prossce_desktop.domain.matching.person_matching import Judgement, PersonTraits, Same, judge
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.people import Link

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two records and what was judged of them; the older record (the smaller id) is `a`."""

    a: int
    b: int
    judged: Judgement


class Classes:
    """Who is one person: the root of each record, joined as links come."""

    def __init__(self, known: Mapping[int, int]) -> None:
        self._root = dict(known)

    def root(self, id: int) -> int:
        """The record that stands for this one."""
        while (above := self._root.get(id, id)) != id:
            id = above
        return id

    def join(self, a: int, b: int) -> None:
        """They are one person."""
        low, high = sorted((self.root(a), self.root(b)))
        self._root[high] = low


def suspects(pairs: Iterable[Ends], traits: Mapping[int, PersonTraits], but: set[Ends]) -> list[Suspect]:
    """The pairs that are certain or likely, the likeliest first. `but`: pairs that have a record; people of two countries are left to a person."""
    found = []
    for a, b in sorted({(min(pair), max(pair)) for pair in pairs}):
        if a == b or (a, b) in but or traits[a].country != traits[b].country:
            continue
        judged = judge(traits[a], traits[b])
        if judged.same in (Same.certain, Same.likely):
            found.append(Suspect(a, b, judged))
    return likeliest_first(found)


def likeliest_first(found: Iterable[Suspect]) -> list[Suspect]:
    """The certain ones, then the others by how likely they are."""
    return sorted(found, key=lambda one: (one.judged.same is not Same.certain, -one.judged.score, one.a, one.b))


def links(found: Iterable[Suspect], classes: Classes) -> list[Link]:
    """Links for the suspects, the certain ones first. Two people are asked about once, however many records they have by then."""
    made: list[Link] = []
    asked: set[Ends] = set()
    for one in found:
        low, high = sorted((classes.root(one.a), classes.root(one.b)))
        if low == high or (low, high) in asked:
            continue
        if one.judged.same is Same.certain:
            made.append(Link(a=one.a, b=one.b, verdict=Verdict.same))
            classes.join(one.a, one.b)
        else:
            made.append(Link(a=one.a, b=one.b, verdict=Verdict.open))
            asked.add((low, high))
    return made
