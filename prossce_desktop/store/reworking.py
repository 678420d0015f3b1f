"""Admitting so that the order of arrival says nothing, also where something turns out to be another than was believed.

Where an operation is not permitted after all, and later ones of its source or ones that overlap it were applied already, where one with a
lesser number makes the same records, or where a branch of a fork is dropped, everything that is worked out is made again in place from
what is held. That takes as long as a rebuild.
"""

from __future__ import annotations

import json

from prossce_desktop.domain.operation import New
from prossce_desktop.store.admitting import OVERLAPS, Admitted, admit
from prossce_desktop.store.database import Connection
from prossce_desktop.store.declared import SEARCHES, WORKED_OUT
from prossce_desktop.store.erasing import clear_log
from prossce_desktop.store.held import ASIDE, REFUSED, not_permitted, set_aside
from prossce_desktop.store.log import LAST_24, entries


def settle(db: Connection, own: bytes) -> Admitted:
    """Apply what can be applied, and make everything again where that came too late; inside the caller's transaction."""
    clear_log(db, own)
    found = admit(db, own)
    known, aside = not_permitted(db.execute), set_aside(db.execute)
    is_late = _comes_too_late(db, {op: why for op, why in found.refused.items() if op not in known})
    if is_late or any(_maker(db, op) > op for op in found.set_aside - aside):
        found = rework(db, own)
    if found.set_aside != aside:
        db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (ASIDE, json.dumps(sorted(found.set_aside))))
    if {*found.refused} != known:
        db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (REFUSED, json.dumps(sorted(found.refused))))
    return found


def rework(db: Connection, own: bytes) -> Admitted:
    """Make everything that is worked out again, inside the caller's transaction."""
    clear_log(db, own)
    for table in reversed(WORKED_OUT):
        db.execute(f"DELETE FROM {table}")
    for search in SEARCHES:
        db.execute(f"INSERT INTO {search}({search}) VALUES('delete-all')")
    db.execute("UPDATE op SET state = 1")
    db.execute("DELETE FROM step WHERE action NOT IN (SELECT action FROM op)")
    return admit(db, own)


def _maker(db: Connection, op: int) -> int:
    """The operation that made the records which this one makes again."""
    [entry] = entries(db, "id = ?", (op,))
    first = next(one.first for one in entry.blocks if isinstance(one, New))
    ((maker,),) = db.execute("SELECT op FROM lot WHERE first = ?", (first,)).fetchall()
    return int(maker)


def _comes_too_late(db: Connection, refused: dict[int, str]) -> bool:
    for op, why in refused.items():
        later = db.execute("SELECT 1 FROM op WHERE state = 0 AND id BETWEEN ? AND ? LIMIT 1", (op + 1, op | LAST_24)).fetchone()
        if later is not None or (why == OVERLAPS and db.execute("SELECT 1 FROM op WHERE state = 0 AND id > ? LIMIT 1", (op,)).fetchone()):
            return True
    return False
