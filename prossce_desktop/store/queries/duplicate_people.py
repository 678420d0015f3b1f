"""Who may be the same person: candidates by `person_key`, judged by `person_matching`; pairs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.matching.person_matching import (
    Judgement,
    MatchVerdict,
    PersonTraits,
    blocking_keys,
    compare_people,
)
from prossce_desktop.domain.model.people import Link, Person
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.projection.blocking_keys import key_number
from prossce_desktop.store.queries.reading import Reading, ask, number, read_ids

MOST_OF_ONE_KEY = 400
"""A key of more people is a very common name: too many to ask a person about, so it alone offers nobody."""


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """Another record that is, or may be, the same person. `reasons` are marked for translation."""

    other: int
    certain: bool
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two records on which somebody decided, or that nobody has looked at yet."""

    link: int
    a: int
    b: int
    verdict: str


def traits_of(value: Person, home: str, age: int | None = None, age_year: int | None = None) -> PersonTraits:
    """What tells whether a value is somebody else's; `home`: the country where none is recorded."""
    return PersonTraits(
        value.name, value.latin_name, str(value.sex.value), value.birth, value.phone, value.national_id,
        str(value.country.value) if value.country else home, value.province, age, age_year,
    )  # fmt: skip


def traits(reading: Reading, ids: Iterable[int]) -> dict[int, PersonTraits]:
    """The traits of live people, with the age last given to them."""
    listed = json.dumps(sorted(set(ids)))
    ages = {}
    sql = (
        'SELECT t.person, t.age, max(coalesce(t.counted_on, a.start, a."end")) FROM participation t JOIN '
        "activity a ON a.id = t.activity"
        f" WHERE t.person {IN} AND t.removed = 0 AND t.age IS NOT NULL GROUP BY t.person"
    )
    for person, age, day in ask(reading, sql, (listed,)):
        if day:
            ages[int(person)] = (int(age), dt.date.fromisoformat(day).year)
    sql = (
        "SELECT id, name, latin_name, sex, birth, phone, national_id, country, province FROM person "
        f"WHERE id {IN} AND removed = 0"
    )
    found = {}
    for id, *own, country, province in ask(reading, sql, (listed,)):
        age, year = ages.get(int(id), (None, None))
        cells: list[Any] = [*own, country or reading.identity.country, province, age, year]
        found[int(id)] = PersonTraits(*cells)
    return found


def likely_duplicates(reading: Reading, person: int) -> list[LikelyDuplicate]:
    """Records that may be this person, likeliest first; not decided ones and not the same already."""
    own = traits(reading, [person])
    if person not in own:
        return []
    known = decided(reading, [person])
    same = classes(reading, [person])
    found = candidates(reading, own)
    others = {id for id in found.get(person, ()) if tuple(sorted((id, person))) not in known}
    same |= classes(reading, others)
    other_traits = traits(reading, others)
    judged = [
        (id, compare_people(own[person], one))
        for id, one in other_traits.items()
        if same.get(id, id) != same.get(person, person)
    ]
    listed = (
        as_duplicate(id, one) for id, one in judged if one.same in (MatchVerdict.certain, MatchVerdict.likely)
    )
    return sorted(listed, key=lambda one: (-one.score, one.other))


def as_duplicate(id: int, judged: Judgement) -> LikelyDuplicate:
    """A judgement of somebody else's record."""
    return LikelyDuplicate(id, judged.same is MatchVerdict.certain, judged.reasons, judged.score)


def candidates(reading: Reading, people: Mapping[int, PersonTraits]) -> dict[int, set[int]]:
    """For each of these people the recorded ones that share a key with it; one query for all of them."""
    wanted: dict[int, set[int]] = {}
    for id, one in people.items():
        for key in blocking_keys(one):
            wanted.setdefault(key_number(key), set()).add(id)
    sql = (
        f"SELECT key, count(*) AS n, json_group_array(person) FROM person_key WHERE key {IN} GROUP BY key "
        f"HAVING n <= {MOST_OF_ONE_KEY}"
    )
    found: dict[int, set[int]] = {}
    for key, _number, group in ask(reading, sql, (json.dumps(list(wanted)),)):
        held = json.loads(group)
        for id in wanted[int(key)]:
            found.setdefault(id, set()).update(one for one in held if one != id)
    return found


def decided(reading: Reading, people: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs with a live record, of whatever verdict, in which one of these people stands."""
    listed = json.dumps(sorted(set(people)))
    sql = (
        f"SELECT a, b FROM link WHERE removed = 0 AND a {IN} UNION SELECT a, b FROM link WHERE removed = "
        f"0 AND b {IN}"
    )
    return {(int(a), int(b)) for a, b in ask(reading, sql, (listed, listed))}


def recorded_by(reading: Reading, device: bytes) -> set[int]:
    """The live people whom a device recorded."""
    sql = (
        f"SELECT person.id FROM source JOIN lot ON {sql_source('lot.op')} = source.id"
        " JOIN person ON person.id BETWEEN lot.first AND lot.first + lot.count - 1 WHERE source.device = ? "
        "AND person.removed = 0"
    )
    return {int(id) for (id,) in ask(reading, sql, (device,))}


def classes(reading: Reading, people: Iterable[int]) -> dict[int, int]:
    """The record that stands for each of these people after decided links."""
    sql = f"SELECT id, canonical FROM person WHERE id {IN}"
    return {
        int(id): int(canonical) for id, canonical in ask(reading, sql, (json.dumps(sorted(set(people))),))
    }


def records_of(reading: Reading, a: int, b: int, kind: str = Link.KIND) -> list[DuplicatePair]:
    """The live records on these two, in either order: several where laptops made the pair each by itself."""
    low, high = sorted((a, b))
    lines = ask(
        reading,
        f"SELECT id, a, b, verdict FROM {kind} WHERE removed = 0 AND a = ? AND b = ? ORDER BY id",
        (low, high),
    )
    return [DuplicatePair(*line) for line in lines]


def joined_pairs(reading: Reading, ids: Iterable[int], kind: str = Link.KIND) -> list[DuplicatePair]:
    """The live records that say two of these are one."""
    listed = json.dumps(sorted(set(ids)))
    sql = (
        f"SELECT id, a, b, verdict FROM {kind} WHERE removed = 0 AND verdict = 'same' AND a {IN} AND b "
        f"{IN} ORDER BY id"
    )
    return [DuplicatePair(*line) for line in ask(reading, sql, (listed, listed))]


def all_records_of(reading: Reading, record: int, kind: str = Link.KIND) -> list[int]:
    """Records, removed ones too, that ever said something of this person or organisation and another."""
    sql = f"SELECT id FROM {kind} WHERE a = ? UNION SELECT id FROM {kind} WHERE b = ? ORDER BY 1"
    return read_ids(reading.execute, sql, (record, record))


UNDECIDED = (
    "l.verdict = 'open' AND l.removed = 0 AND NOT EXISTS (SELECT 1 FROM link d WHERE d.a = l.a AND d.b = l.b "
    "AND d.removed = 0 AND d.verdict <> 'open')"
)
"""Of a link `l`. Two devices may both have recorded a pair; one decision holds for both records."""

_OPEN = (
    f"{UNDECIDED} AND (SELECT p.canonical FROM person p WHERE p.id = l.a AND p.removed = 0)"
    " <> (SELECT p.canonical FROM person p WHERE p.id = l.b AND p.removed = 0)"
)


def how_many_open(reading: Reading) -> int:
    """How many pairs nobody has decided."""
    return number(reading, f"SELECT count(*) FROM (SELECT DISTINCT l.a, l.b FROM link l WHERE {_OPEN})")


def open_pairs(
    reading: Reading, people: Sequence[int] | None = None, limit: int | None = None
) -> list[DuplicatePair]:
    """Undecided pairs, each once, as found: all, at most `limit`, or those with one of `people`."""
    if people is None:
        sql = f"SELECT l.id, l.a, l.b, l.verdict FROM link l WHERE {_OPEN} ORDER BY l.id LIMIT ?"
        lines = ask(reading, sql, (-1 if limit is None else limit,))
    else:
        listed = json.dumps(sorted(set(people)))
        parts = " UNION ".join(
            f"SELECT l.id, l.a, l.b, l.verdict FROM link l WHERE l.{end} {IN} AND {_OPEN}"
            for end in ("a", "b")
        )
        lines = ask(reading, f"{parts} ORDER BY 1", (listed, listed))
    found: dict[tuple[int, int], DuplicatePair] = {}
    for line in lines:
        found.setdefault((int(line[1]), int(line[2])), DuplicatePair(*line))
    return list(found.values())
