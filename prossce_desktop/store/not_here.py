"""Which personal values of records are withheld: they stand elsewhere, and nothing may be written in their place."""

from __future__ import annotations

import json
from collections.abc import Sequence

from prossce_desktop.domain.operation import personal_fields
from prossce_desktop.store.among import IN
from prossce_desktop.store.origins import Executes
from prossce_desktop.store.reading import Stored

_ANY = "SELECT 1 FROM op WHERE personal IS NULL LIMIT 1"


def not_here(execute: Executes, kind: str, ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Record to the personal fields whose shown value is withheld; records of which all is here are left out.

    A record whose making came without its personal part may have had a value in any of them.
    """
    fields = personal_fields(kind)
    if not fields or not ids or execute(_ANY).fetchone() is None:
        return {}
    asked = json.dumps(sorted(ids))
    without: dict[int, set[str]] = {id: set() for id in ids}
    query = (
        "SELECT one.value FROM json_each(?) AS one JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE first <= one.value)"
        " JOIN op ON op.id = lot.op WHERE op.personal IS NULL"
    )
    for (id,) in execute(query, (asked,)).fetchall():
        without[int(id)] = set(fields)
    query = f"SELECT record, field, max(value IS NULL) FROM edit WHERE record {IN} AND field {IN} AND state <> 0 GROUP BY record, field"
    for id, name, gone in execute(query, (asked, json.dumps(sorted(fields)))).fetchall():
        (set.add if gone else set.discard)(without[int(id)], str(name))
    return {id: frozenset(names) for id, names in without.items() if names}


def gaps(execute: Executes, one: Stored) -> frozenset[str]:
    """The same of one record as it is: what has a value is here, whatever else came without."""
    found = not_here(execute, one.kind, [one.id]).get(one.id, frozenset())
    return frozenset(name for name in found if getattr(one.value, name) in (None, ()))
