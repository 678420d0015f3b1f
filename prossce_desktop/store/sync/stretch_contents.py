"""What stretches of the log hold, counted unread. `low`, `high`: first and last operation's ids."""

from __future__ import annotations

import json
from collections.abc import Iterator

from prossce_desktop.domain.model.record_kinds import KIND_NUMBERS, NUMBERED
from prossce_desktop.domain.operations.action_kind import PAIR_DECISIONS
from prossce_desktop.domain.operations.operation import REMOVED
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.sample_lots import Executes

_EDITED = (
    "FROM lot CROSS JOIN edit ON edit.record BETWEEN lot.first AND lot.first + lot.count - 1"
    # the plus keeps SQLite from making an index of all edits
    " WHERE lot.op BETWEEN ? AND ? AND +edit.field = ?"
)
"""Records these operations made and of which a field was set; none of the others is read."""


def removed_since(execute: Executes, low: int, high: int) -> Iterator[tuple[str, int]]:
    """By kind how many of the records that these operations made are taken out now."""
    records: dict[int, set[int]] = {}
    for number, record in execute(f"SELECT lot.kind, edit.record {_EDITED}", (low, high, REMOVED)).fetchall():
        records.setdefault(number, set()).add(record)
    for number, ids in records.items():
        kind = NUMBERED[number].KIND
        ((n,),) = execute(
            f"SELECT count(*) FROM {kind} WHERE id {IN} AND +removed = 1", (json.dumps(list(ids)),)
        ).fetchall()
        yield kind, int(n)


_DECIDED = " OR ".join(f"op.title LIKE '{one}%'" for one in PAIR_DECISIONS)


def decided_pairs(execute: Executes, low: int, high: int) -> int:
    """How many pairs a person decided: a link made so, or one of the program's that was set since."""
    made = (
        "SELECT link.id FROM lot CROSS JOIN op ON op.id = lot.op CROSS JOIN link ON link.id BETWEEN "
        "lot.first AND lot.first + lot.count - 1"
        f" WHERE lot.op BETWEEN ? AND ? AND lot.kind = ? AND ({_DECIDED})"
    )
    later = f"SELECT edit.record {_EDITED} AND lot.kind = ?"
    query = (
        f"SELECT count(*) FROM link WHERE id IN ({made} UNION {later}) AND +removed = 0 AND verdict <> 'open'"
    )
    number = KIND_NUMBERS["link"]
    ((n,),) = execute(query, (low, high, number, low, high, "verdict", number)).fetchall()
    return int(n)


def changed_records(execute: Executes, low: int, high: int) -> set[int]:
    """Records that these operations changed and that were made by others."""
    query = (
        "SELECT DISTINCT record FROM edit WHERE op BETWEEN ? AND ?"
        " AND (SELECT op FROM lot WHERE first <= edit.record ORDER BY first DESC LIMIT 1) NOT BETWEEN ? AND ?"
    )
    return {int(record) for (record,) in execute(query, (low, high, low, high)).fetchall()}


def bytes_of(execute: Executes, low: int, high: int) -> int:
    """How many bytes these operations take in the base, with the personal parts that are here."""
    query = (
        "SELECT COALESCE(sum(length(body) + COALESCE(length(personal), 0)), 0) FROM op WHERE id "
        "BETWEEN ? AND ?"
    )
    ((size,),) = execute(query, (low, high)).fetchall()
    return int(size)
