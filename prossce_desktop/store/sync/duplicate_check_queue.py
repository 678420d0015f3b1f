"""Operations of others whose people nobody compared yet with those recorded here, and these people.

Written in the transaction of the operations, so that a power cut leaves nobody out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.op_state import IS_APPLIED
from prossce_desktop.domain.operations.operation import decode
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.operation_log import parts
from prossce_desktop.store.log.sample_lots import Executes


def note_arrived(db: Connection, ops: Iterable[int]) -> None:
    """These operations were applied, or got values that were withheld; inside the caller's transaction."""
    found = sorted({*arrived(db.execute), *ops})
    if found:
        settings.write(db, SettingKey.arrived, json.dumps(found))


def arrived(execute: Executes) -> list[int]:
    """What was noted and not looked at yet."""
    return list(json.loads(settings.read(execute, SettingKey.arrived) or "[]"))


def forget_arrived(db: Connection, ops: Sequence[int]) -> None:
    """These were looked at."""
    rest = sorted({*arrived(db.execute)} - {*ops})
    settings.remove(db, SettingKey.arrived)
    note_arrived(db, rest)


def lacking_of(execute: Executes, hashes: Iterable[bytes]) -> list[int]:
    """Operations here whose personal part is not, and is one of these."""
    found: list[int] = []
    for one in hashes:
        found += [
            row[0]
            for row in execute(
                "SELECT id FROM op WHERE personal IS NULL AND personal_hash = ?", (one,)
            ).fetchall()
        ]
    return found


def people_of(execute: Executes, ops: Sequence[int]) -> set[int]:
    """The people that these operations make or set, as far as they were applied."""
    found: set[int] = set()
    query = f"SELECT body FROM op WHERE {IS_APPLIED} AND id {IN}"
    for (body,) in execute(query, (json.dumps(list(ops)),)).fetchall():
        for block in decode(parts(body, b"")[0], None):
            if block.kind == "person":
                found.update(block.ids)
    return found


def pairs_ever(execute: Executes, people: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs with one of these people of which a record was ever made, also one taken back."""
    listed = json.dumps(sorted(set(people)))
    query = f"SELECT a, b FROM link WHERE a {IN} UNION SELECT a, b FROM link WHERE b {IN}"
    return {(int(a), int(b)) for a, b in execute(query, (listed, listed)).fetchall()}
