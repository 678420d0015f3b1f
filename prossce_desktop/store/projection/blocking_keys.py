"""What records are found by: sort keys and search words, and the keys under which likely doubles meet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

from prossce_desktop.domain.matching.person_matching import PersonTraits, blocking_keys
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.store.db.cell_values import Cell
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.projection.apply import PERSON_TRAITS, Touched, name_key
from prossce_desktop.store.projection.search_words import person_words, record_words

_CHUNK = 50_000

FOUND_BY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ACTIVITY_KINDS, ("title", "code", "place", "partners")),
    "organisation": ("name", "latin_name"),
    "programme": ("title",),
}
"""Columns whose words find a record."""

Person = tuple[Cell, ...]
"""The columns of `PERSON_TRAITS`."""


def refresh_words(db: Connection, kind: str, columns: Sequence[str], ids: Sequence[int]) -> None:
    """Make the search words of these records again; removed ones have none."""
    rows = db.execute(
        f"SELECT id, removed, {', '.join(columns)} FROM {kind} WHERE id {IN}", (json.dumps(ids),)
    ).fetchall()
    db.executemany("DELETE FROM record_find WHERE rowid = ?", [(id,) for id in ids])
    db.executemany(
        "INSERT INTO record_find(rowid, words) VALUES(?, ?)",
        [(row[0], record_words(*row[2:])) for row in rows if not row[1]],
    )


def refresh_people(db: Connection, touched: Touched) -> None:
    """Sort keys, search words and doubles' keys of new people, and of edited ones where they changed."""
    made = {id for lot in touched.made.get("person", ()) for id in lot} if touched.people_before else set()
    before = {id: was for id, was in touched.people_before.items() if id not in made}
    for ids in _chunks(touched.ids("person")):
        now = {id: tuple(traits) for id, *traits in db.execute(_QUERY, (json.dumps(ids),))}
        changed = [id for id, traits in now.items() if before.get(id) != traits]
        edited = [id for id in changed if id in touched.people_before]
        db.executemany(
            "UPDATE person SET name_key = ? WHERE id = ?",
            [(name_key(now[id][1], now[id][2]), id) for id in edited],
        )
        _words(db, [id for id in changed if id in before], changed, now)
        _keys(db, before, changed, now)


_QUERY = f"SELECT id, {', '.join(PERSON_TRAITS)} FROM person WHERE id {IN}"


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _words(db: Connection, old: Iterable[int], changed: Iterable[int], now: dict[int, Person]) -> None:
    db.executemany("DELETE FROM person_find WHERE rowid = ?", [(id,) for id in old])
    made = [(id, person_words(*map(_text, now[id][1:5]))) for id in changed if not now[id][0]]
    db.executemany("INSERT INTO person_find(rowid, words) VALUES(?, ?)", made)


def _keys(db: Connection, before: dict[int, Person], changed: Iterable[int], now: dict[int, Person]) -> None:
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for id in changed:
        was = person_keys(before[id]) if id in before else set()
        new = person_keys(now[id])
        gone += [(key, id) for key in was - new]
        come += [(key, id) for key in new - was]
    db.executemany("DELETE FROM person_key WHERE key = ? AND person = ?", sorted(gone))
    db.executemany("INSERT INTO person_key(key, person) VALUES(?, ?)", sorted(come))


def person_keys(person: Person) -> set[int]:
    """The keys of one person as `person_key` holds them; a removed person has none."""
    removed, name, latin, phone, national_id, birth, country = (person[0], *map(_text, person[1:]))
    if removed:
        return set()
    traits = PersonTraits(
        name=name, latin_name=latin, birth=birth, phone=phone, national_id=national_id, country=country
    )
    return {key_number(key) for key in blocking_keys(traits)}


def key_number(key: str) -> int:
    """A key as a 63-bit number: half the size of its text, and no name stands in an index."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)
