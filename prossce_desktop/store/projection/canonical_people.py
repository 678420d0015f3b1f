"""Who is one person: `canonical` is the smallest id of the component of live "same" links of live people.

A function of the set of links, always made again, never patched; undoing a link is nothing special.
"""

from __future__ import annotations

import json

from prossce_desktop.domain.matching.union_find import components
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.projection.apply import Touched


def refresh_canonical(db: Connection, touched: Touched) -> set[int]:
    """Make `canonical` again around touched links and removed or restored people; whose changed."""
    if db.execute("SELECT 1 FROM link LIMIT 1").fetchone() is None:
        return set()
    ends = _ends(db, touched.ids("link")) | touched.fields.get(("person", "removed"), set())
    people = _classes(db, ends)
    decided = components(_links(db, people))
    groups = {one: decided.get(one, one) for one in people}
    was = dict(
        db.execute(
            f"SELECT id, canonical FROM person WHERE id {IN}", (json.dumps(sorted(people)),)
        ).fetchall()
    )
    changed = [(groups[id], id) for id in sorted(was) if groups[id] != was[id]]
    db.executemany("UPDATE person SET canonical = ? WHERE id = ?", changed)
    return {id for _, id in changed}


def _ends(db: Connection, links: list[int]) -> set[int]:
    """The people a link names now and named before it was edited."""
    ids = json.dumps(links)
    found = {end for pair in db.execute(f"SELECT a, b FROM link WHERE id {IN}", (ids,)) for end in pair}
    edited = db.execute(
        f"SELECT value FROM edit WHERE record {IN} AND field IN ('a', 'b') AND value IS NOT NULL", (ids,)
    )
    return found | {int(value) for (value,) in edited if value.isdigit()}


def _classes(db: Connection, ends: set[int]) -> set[int]:
    """Everybody who is, or through these links becomes, one person with any of these."""
    found = set(ends)
    new = set(ends)
    while new:
        ids = json.dumps(sorted(new))
        near = {id for (id,) in db.execute(f"SELECT canonical FROM person WHERE id {IN}", (ids,))}
        near |= {
            id
            for (id,) in db.execute(f"SELECT id FROM person WHERE canonical <> id AND canonical {IN}", (ids,))
        }
        near |= {end for pair in _pairs(db, ids) for end in pair}
        new = near - found
        found |= new
    return found


def _links(db: Connection, people: set[int]) -> set[tuple[int, int]]:
    return set(_pairs(db, json.dumps(sorted(people))))


def _pairs(db: Connection, ids: str) -> list[tuple[int, int]]:
    live = "removed = 0 AND verdict = 'same'"
    alive = (
        "(SELECT removed FROM person WHERE person.id = link.a) = 0 AND (SELECT removed FROM person "
        "WHERE person.id = link.b) = 0"
    )
    query = " UNION ".join(
        f"SELECT a, b FROM link WHERE {end} {IN} AND {live} AND {alive}" for end in ("a", "b")
    )
    found: list[tuple[int, int]] = db.execute(query, (ids, ids)).fetchall()
    return found
