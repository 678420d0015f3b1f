"""Two records that may be one person: what a person decided about them, or has still to decide."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.codes import Verdict
from prossce_desktop.domain.people import Link, Person
from prossce_desktop.domain.same_person import Traits, judge
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.messages import _
from prossce_desktop.store import people
from prossce_desktop.store.reading import Reading
from prossce_desktop.store.store import Change, Store


@dataclass(frozen=True, slots=True)
class PairShown:
    """An open pair beside a person. `reason`: why, in the words of the screen."""

    link: int | None
    """None: found just now, not on record."""
    other: int
    name: str | None
    certain: bool
    reason: str


def decide(store: Store, a: int, b: int, verdict: Verdict) -> Change | None:
    """Put on record what a person says of two records, in either order; a decision before is changed. One undo step.

    None if it is on record so already. Raises UnknownRecord if one is no live person, or both are one record.
    """
    low, high = sorted((a, b))
    with store.read() as reading:
        for id in (low, high):
            stored = reading.find(id)
            if stored is None or stored.removed or not isinstance(stored.value, Person) or low == high:
                raise UnknownRecord(record=id)
        known = people.records_of(reading, low, high)
    if known and all(one.verdict == verdict for one in known):
        return None
    with store.work(f"pair-{verdict.value}", 1) as work:
        if known:
            work.set("link", {one.link: {"verdict": verdict} for one in known})
        else:
            work.new("link", [Link(a=low, b=high, verdict=verdict)])
    return work.change


def likely(reading: Reading, person: int) -> list[PairShown]:
    """Who may be the same as this person: the open pairs on record, then what is found now, the likeliest first."""
    open_ones = people.open_pairs(reading, [person])
    others = [one.b if one.a == person else one.a for one in open_ones]
    traits = people.traits(reading, [person, *others])
    shown = []
    for pair, other in zip(open_ones, others, strict=True):
        judged = judge(traits[person], traits[other])
        shown.append(PairShown(pair.link, other, _name(traits[other].name, traits[other].latin_name), False, _words(judged.reasons)))
    found = people.likely(reading, person)
    names = people.traits(reading, [one.other for one in found])
    return shown + [_found(one, names[one.other]) for one in found]


def _found(one: people.Likely, traits: Traits) -> PairShown:
    return PairShown(None, one.other, _name(traits.name, traits.latin_name), one.certain, _words(one.reasons))


def _name(name: str | None, latin_name: str | None) -> str | None:
    return name or latin_name


def _words(reasons: tuple[str, ...]) -> str:
    return ", ".join(_(one) for one in reasons)
