"""What came last of its sort from somebody, so that an older one that comes late, or once more, changes nothing."""

from __future__ import annotations

import json

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

DEVICES, INVITATION, SENDER = "devices", "invitation", "sender"
_NAME = "exchange:latest:"


def is_older(execute: Executes, what: str, key: bytes, *, made: int, number: int) -> bool:
    """Whether it was made before what was kept; `made`: UTC milliseconds, `number`: of its package.

    By both: a put-back office counts again from lower numbers, and a clock that was wrong is set back.
    """
    last_made, last_number = _latest(execute, what, key)
    return made <= last_made and number < last_number


def keep_latest(db: Connection, what: str, key: bytes, *, made: int, number: int) -> None:
    """It was taken; the highest of each counts."""
    last_made, last_number = _latest(db.execute, what, key)
    value = json.dumps([max(made, last_made), max(number, last_number)])
    db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (f"{_NAME}{what}:{key.hex()}", value))


def _latest(execute: Executes, what: str, key: bytes) -> tuple[int, int]:
    rows = execute("SELECT value FROM setting WHERE name = ?", (f"{_NAME}{what}:{key.hex()}",)).fetchall()
    made, number = json.loads(rows[0][0]) if rows else (0, 0)
    return int(made), int(number)
