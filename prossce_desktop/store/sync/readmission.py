"""Admitting so that the order of arrival says nothing, also where something turns out other than believed.

An operation not permitted after all with later ones applied, a record here that is the regional office's, a
dropped branch of a fork: everything is made again from what is held, as slowly as a rebuild.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.op_id import op_number, op_source, op_span
from prossce_desktop.domain.operations.op_state import IS_APPLIED, OpState
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.table_names import SEARCHES, WORKED_OUT
from prossce_desktop.store.devices.revocation import applied_beyond
from prossce_desktop.store.erasure.log_redaction import clear_log
from prossce_desktop.store.sync.admission import Admitted, admit


def settle(db: Connection, own: bytes) -> Admitted:
    """Apply what can be applied, rebuild where it came too late; in the caller's transaction."""
    clear_log(db, own)
    found = admit(db, own)
    known = _known(db)
    if found.displaces or _comes_too_late(db, {*found.refused} - known) or applied_beyond(db, own):
        return rework(db, own)
    _remember(db, found, known)
    return found


def rework(db: Connection, own: bytes) -> Admitted:
    """Make everything that is worked out again, inside the caller's transaction."""
    clear_log(db, own)
    for table in reversed(WORKED_OUT):
        db.execute(f"DELETE FROM {table}")
    for search in SEARCHES:
        db.execute(f"INSERT INTO {search}({search}) VALUES('delete-all')")
    first = {row[0] for row in db.execute(f"SELECT id FROM op WHERE {IS_APPLIED}").fetchall()}
    db.execute(f"UPDATE op SET state = {OpState.held_back}")
    db.execute("DELETE FROM step WHERE action NOT IN (SELECT action FROM op)")
    found = admit(db, own, first)
    _remember(db, found, _known(db))
    return found


def _remember(db: Connection, admitted: Admitted, known: set[int]) -> None:
    if {*admitted.refused} != known:
        settings.write(db, SettingKey.refused, json.dumps(sorted(admitted.refused)))


def _known(db: Connection) -> set[int]:
    return set(json.loads(settings.read(db.execute, SettingKey.refused) or "[]"))


def _comes_too_late(db: Connection, refused: Iterable[int]) -> bool:
    """Whether something later of the source of one of these is applied already."""
    query = f"SELECT 1 FROM op WHERE {IS_APPLIED} AND id BETWEEN ? AND ? LIMIT 1"
    return any(
        db.execute(query, op_span(op_source(op), op_number(op) + 1)).fetchone() is not None for op in refused
    )
