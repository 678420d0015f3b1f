"""Two records that may be one person: what a person decided about them, or has still to decide."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.matching.person_matching import PersonTraits, compare_people
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Person
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.duplicate_decisions import decide
from prossce_desktop.services.records.record_names import named
from prossce_desktop.store.queries import duplicate_people
from prossce_desktop.store.queries.canonical_organisations import together
from prossce_desktop.store.queries.duplicate_organisations import likely_pairs, likely_with
from prossce_desktop.store.queries.reading import Reading

__all__ = [
    "DuplicateShown",
    "ListedPair",
    "decide",
    "likely_duplicates",
    "likely_organisations",
    "pairs_to_decide",
]


@dataclass(frozen=True, slots=True)
class DuplicateShown:
    """An open pair beside a person. `grounds`: why, in the words of the screen."""

    link: int | None
    """None: found just now, not on record."""
    other: int
    name: str | None
    certain: bool
    grounds: str


def likely_duplicates(reading: Reading, person: int) -> list[DuplicateShown]:
    """Who may be this person: the open pairs on record, then what is found now, the likeliest first."""
    open_ones = duplicate_people.open_pairs(reading, [person])
    others = [one.b if one.a == person else one.a for one in open_ones]
    traits = duplicate_people.traits(reading, [person, *others])
    shown = []
    for pair, other in zip(open_ones, others, strict=True):
        judged = compare_people(traits[person], traits[other])
        shown.append(
            DuplicateShown(
                pair.link, other, _called(reading, other, traits[other]), False, _words(judged.reasons)
            )
        )
    found = duplicate_people.likely_duplicates(reading, person)
    names = duplicate_people.traits(reading, [one.other for one in found])
    for one in found:
        called = _called(reading, one.other, names[one.other])
        shown.append(DuplicateShown(None, one.other, called, one.certain, _words(one.reasons)))
    return shown


def likely_organisations(reading: Reading, organisation: int) -> list[DuplicateShown]:
    """Which organisations may be the same as this one, the likeliest first."""
    root = together(reading).get(organisation, organisation)
    others = [(one.b if one.a == root else one.a, one.reasons) for one in likely_with(reading, organisation)]
    return [
        DuplicateShown(None, other, named(reading, other), False, _words(reasons))
        for other, reasons in others
    ]


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A pair in the list of all that wait."""

    kind: str
    a: int
    b: int
    names: tuple[str, str]
    reason: str


LISTED = 300
"""So many pairs of a kind are listed; the others come up when these are decided."""


def pairs_to_decide(reading: Reading) -> list[ListedPair]:
    """Undecided pairs: of organisations the likeliest first, then of people as they were found."""
    found = []
    for one in likely_pairs(reading)[:LISTED]:
        names = named(reading, one.a), named(reading, one.b)
        found.append(ListedPair(Organisation.KIND, one.a, one.b, names, _words(one.reasons)))
    open_ones = duplicate_people.open_pairs(reading, limit=LISTED)
    traits = duplicate_people.traits(reading, {id for pair in open_ones for id in (pair.a, pair.b)})
    for pair in open_ones:
        a, b = traits[pair.a], traits[pair.b]
        names = _called(reading, pair.a, a), _called(reading, pair.b, b)
        found.append(ListedPair(Person.KIND, pair.a, pair.b, names, _words(compare_people(a, b).reasons)))
    return found


def _called(reading: Reading, id: int, traits: PersonTraits) -> str:
    return traits.name or traits.latin_name or named(reading, id)


def _words(reasons: tuple[str, ...]) -> str:
    return ", ".join(_(one) for one in reasons)
