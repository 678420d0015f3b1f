"""What was typed and is not saved yet: kept in the base and its backups, never an operation, never sent."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import milliseconds, moment


@dataclass(frozen=True, slots=True)
class DraftRow:
    """`key` names the place it was typed in; `record` the record that was open, None for a new one."""

    key: str
    kind: str
    record: int | None
    typed: dict[str, object]
    time: dt.datetime


def save(db: Connection, draft: DraftRow) -> None:
    """Keep it in place of an older one of the same key. Text may hold half a character."""
    typed = json.dumps(draft.typed, ensure_ascii=True, default=str)
    values = (draft.key, draft.kind, draft.record, typed, milliseconds(draft.time))
    db.execute('INSERT OR REPLACE INTO draft("key", kind, record, typed, at) VALUES(?, ?, ?, ?, ?)', values)


def held(db: Connection) -> list[DraftRow]:
    """All of them, newest first."""
    rows = db.execute('SELECT "key", kind, record, typed, at FROM draft ORDER BY at DESC, "key"').fetchall()
    return [
        DraftRow(key, kind, record, json.loads(typed), moment(time_ms))
        for key, kind, record, typed, time_ms in rows
    ]


def drop(db: Connection, key: str) -> None:
    """Forget what was typed in this place."""
    db.execute('DELETE FROM draft WHERE "key" = ?', (key,))
