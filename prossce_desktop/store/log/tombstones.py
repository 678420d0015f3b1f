"""A record taken out while another laptop worked on it: had the removal seen what the other did?

A removal names the operations whose values the record's other fields had. What it does not name was done
without knowing of it: then a person decides.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.domain.operations.op_state import IS_HEAD, EditState
from prossce_desktop.domain.operations.operation import REMOVED, WORKED_NAMES
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.sample_lots import Executes

_NO_WORK = json.dumps(sorted({REMOVED, *WORKED_NAMES}))
"""Fields whose change is no work on a record."""


def seen_by(execute: Executes, op: int, record: int) -> frozenset[int]:
    """The operations that a removal had seen of the record's other fields."""
    return _seen_of(execute, op).get(record, frozenset())


def _seen_of(execute: Executes, op: int) -> dict[int, frozenset[int]]:
    """By record what a removal had seen of it."""
    row = execute("SELECT body FROM op WHERE id = ?", (op,)).fetchone()
    return {} if row is None else _seen_in(bytes(row[0]))


@lru_cache(maxsize=4)
def _seen_in(body: bytes) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for block in json.loads(zlib.decompress(body))[1:]:
        for place, ops in block.get("seen", {}).items():
            found[block["ids"][int(place)]] = frozenset(ops)
    return found


def unseen(execute: Executes, record: int, removals: Iterable[int]) -> list[int]:
    """Operations, in order, whose values the record's fields have now and that none of these removals saw.
    A removal's own source is known to it, before or after; 0.1.0 did not write down what was seen.
    """
    removed = list(removals)
    query = f"SELECT DISTINCT op FROM edit WHERE record = ? AND field NOT {IN} AND {IS_HEAD} ORDER BY op"
    others = [op for (op,) in execute(query, (record, _NO_WORK)).fetchall()]
    return _not_seen(others, {one: seen_by(execute, one, record) for one in removed}) if others else []


def _not_seen(others: Iterable[int], removals: Mapping[int, frozenset[int]]) -> list[int]:
    """`removals`: each with what it had seen."""
    seen = frozenset().union(*removals.values())
    return [
        op for op in others if op not in seen and not any(op_source(op) == op_source(one) for one in removals)
    ]


def worked_on(execute: Executes, ids: Sequence[int]) -> list[int]:
    """Those removed that somebody worked on without knowing it, or of whom it was believed."""
    query = (
        "SELECT gone.record, gone.op, gone.state, other.op FROM edit gone CROSS JOIN edit other ON "
        f"other.record = gone.record WHERE gone.record {IN} AND gone.field = ? AND gone.{IS_HEAD} AND "
        f"gone.value = '1' AND other.field NOT {IN} AND other.{IS_HEAD}"
    )
    removals: dict[int, dict[int, frozenset[int]]] = {}
    others: dict[int, set[int]] = {}
    known: dict[int, dict[int, frozenset[int]]] = {}
    found: set[int] = set()
    for record, op, state, other in execute(query, (json.dumps(list(ids)), REMOVED, _NO_WORK)).fetchall():
        if op not in known:
            known[op] = _seen_of(execute, op)
        removals.setdefault(record, {})[op] = known[op].get(record, frozenset())
        others.setdefault(record, set()).add(other)
        if state == EditState.conflict:
            found.add(record)
    found |= {record for record, ops in others.items() if _not_seen(ops, removals[record])}
    return sorted(found)
