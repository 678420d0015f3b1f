"""Organisations that may be one and are undecided; worked out of their names, kept until a write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.matching.organisation_matching import (
    PlaceNames,
    candidate_pairs,
    place_names,
    traits_of,
)
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.reference import code_lists
from prossce_desktop.store.queries.canonical_organisations import together
from prossce_desktop.store.queries.reading import Reading, ask
from prossce_desktop.store.queries.record_scopes import Scopes
from prossce_desktop.store.queries.sample_records import sample_records

_STATE = (
    "SELECT (SELECT max(number) FROM step), (SELECT count(*) FROM organisation), (SELECT count(*) FROM "
    "organisation_link)"
)
_ALL = "SELECT id, name, latin_name, country, province, constituent FROM organisation WHERE removed = 0"
_KEPT = 4


@dataclass(frozen=True, slots=True)
class OrganisationPair:
    """Two that stand for those joined with them, smaller id first. `reasons`: marked for translation."""

    a: int
    b: int
    reasons: tuple[str, ...]
    score: float


_FOUND: dict[tuple[object, ...], tuple[OrganisationPair, ...]] = {}
"""By workspace and its newest step."""


def likely_pairs(reading: Reading) -> tuple[OrganisationPair, ...]:
    """Pairs that a person may be asked about, the likeliest first; each two groups of joined records once."""
    [state] = ask(reading, _STATE)
    known = (reading.identity.device_key, reading.identity.scope, *state)
    found = _FOUND.get(known)
    if found is None:
        if len(_FOUND) >= _KEPT:
            _FOUND.clear()
        found = _FOUND[known] = tuple(sorted(_find(reading), key=lambda one: (-one.score, one.a, one.b)))
    return found


def likely_with(reading: Reading, organisation: int) -> list[OrganisationPair]:
    """Those in which this organisation stands, or one joined with it."""
    root = together(reading).get(organisation, organisation)
    return [one for one in likely_pairs(reading) if root in (one.a, one.b)]


def to_check(reading: Reading) -> frozenset[int]:
    """The organisations in these pairs."""
    return frozenset(id for one in likely_pairs(reading) for id in (one.a, one.b))


def _find(reading: Reading) -> Iterable[OrganisationPair]:
    traits = {int(id): traits_of(*about, places=_places()) for id, *about in ask(reading, _ALL)}
    root = together(reading)
    different = {frozenset((root.get(a, a), root.get(b, b))) for a, b in ask(reading, _DIFFERENT)}
    sample = set(sample_records(reading).get("organisation", ()))
    scopes = Scopes(reading.execute, reading.identity.scope)
    best: dict[tuple[int, int], OrganisationPair] = {}
    for a, b, alike in candidate_pairs(traits):
        low, high = sorted((root.get(a, a), root.get(b, b)))
        if (
            low == high
            or (a in sample) != (b in sample)
            or frozenset((low, high)) in different
            or _in_two_countries(scopes, a, b)
        ):
            continue
        if (low, high) not in best or best[low, high].score < alike.score:
            best[low, high] = OrganisationPair(low, high, alike.reasons, alike.score)
    return best.values()


_DIFFERENT = "SELECT a, b FROM organisation_link WHERE removed = 0 AND verdict = 'different'"


def _in_two_countries(scopes: Scopes, a: int, b: int) -> bool:
    """Records of two countries cannot be joined."""
    return len({scope for scope in map(scopes.of, (a, b)) if scope in list(Country)}) > 1


@lru_cache
def _places() -> PlaceNames:
    return place_names((one.country, one.code, one.names()) for one in code_lists.provinces())
