"""A record that one laptop took out while another worked on it: was what the other did seen by whoever took it out?

A removal names the operations whose values the record's other fields had. What somebody set and the removal does not name was done
without knowing of it: then a person decides.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from prossce_desktop.domain.operation import REMOVED
from prossce_desktop.store.origins import Executes

IN = "IN (SELECT value FROM json_each(?))"


def seen_by(execute: Executes, op: int, record: int) -> frozenset[int]:
    """The operations that a removal had seen of the record's other fields."""
    row = execute("SELECT body FROM op WHERE id = ?", (op,)).fetchone()
    return frozenset() if row is None else _seen_in(bytes(row[0])).get(record, frozenset())


@lru_cache(maxsize=4)
def _seen_in(body: bytes) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for block in json.loads(zlib.decompress(body))[1:]:
        for place, ops in block.get("seen", {}).items():
            found[block["ids"][int(place)]] = frozenset(ops)
    return found


def unseen(execute: Executes, record: int, removals: Iterable[int]) -> list[int]:
    """Operations whose values the record's fields have now and that none of these removals had seen, in the order of their numbers.

    What a removal's own source set after it was done knowingly.
    """
    those = list(removals)
    query = "SELECT DISTINCT op FROM edit WHERE record = ? AND field <> ? AND state <> 0 ORDER BY op"
    others = [op for (op,) in execute(query, (record, REMOVED)).fetchall()]
    if not others:
        return []
    seen = {op for one in those for op in seen_by(execute, one, record)}
    return [op for op in others if op not in seen and not any(op >> 24 == one >> 24 and op > one for one in those)]


def worked_on(execute: Executes, ids: Sequence[int]) -> list[int]:
    """Those of these records that are taken out and have fields that were set, by whomever."""
    query = (
        f"SELECT DISTINCT gone.record FROM edit gone WHERE gone.record {IN} AND gone.field = ? AND gone.state <> 0 AND gone.value = '1'"
        " AND EXISTS (SELECT 1 FROM edit other WHERE other.record = gone.record AND other.field <> ? AND other.state <> 0)"
    )
    return [id for (id,) in execute(query, (json.dumps(list(ids)), REMOVED, REMOVED)).fetchall()]
