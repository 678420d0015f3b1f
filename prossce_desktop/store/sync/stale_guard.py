"""The newest of its sort from somebody, so that an older one, late or repeated, changes nothing."""

from __future__ import annotations

import json

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

DEVICES, INVITATION, SENDER = "devices", "invitation", "sender"


def is_older(execute: Executes, what: str, key: bytes, *, made: int, number: int) -> bool:
    """Whether it was made (UTC milliseconds) before what was kept, by time and `number` of its package.
    By both: a put-back office counts again from lower numbers, and a clock that was wrong is set back.
    """
    last_made, last_number = _latest(execute, what, key)
    return made <= last_made and number < last_number


def keep_latest(db: Connection, what: str, key: bytes, *, made: int, number: int) -> None:
    """It was taken; the highest of each counts."""
    last_made, last_number = _latest(db.execute, what, key)
    value = json.dumps([max(made, last_made), max(number, last_number)])
    settings.write(db, SettingKey.latest.of(what, key), value)


def _latest(execute: Executes, what: str, key: bytes) -> tuple[int, int]:
    made, number = json.loads(settings.read(execute, SettingKey.latest.of(what, key)) or "[0, 0]")
    return int(made), int(number)
