"""After an erasure nothing stays in free pages, in the search's old parts, or in the WAL."""

from __future__ import annotations

import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.table_names import SEARCHES
from prossce_desktop.store.log.sample_lots import Executes


def is_due(execute: Executes) -> bool:
    """Whether somebody was erased since the file was wiped."""
    return settings.read(execute, SettingKey.unwiped) is not None


def wipe(db: Connection) -> bool:
    """Merge the searches, write the whole file anew, empty its log.
    False, and still due, where somebody reads the old state or the disk has no room for a second file.
    """
    try:
        for search in SEARCHES:
            db.execute(f"INSERT INTO {search}({search}) VALUES('optimize')")
        db.execute("VACUUM").fetchall()
    except engine_api.OperationalError as error:
        if "disk is full" in str(error):
            return False
        raise
    if not _without_log(db):
        return False
    settings.remove(db, SettingKey.unwiped)
    db.execute("PRAGMA secure_delete = 0").fetchall()
    return _without_log(db)


def _without_log(db: Connection) -> bool:
    found = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return found is None or found[0] == 0
