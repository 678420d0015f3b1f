"""Actions saved on this computer that are not in this base, and those of them that a person knows of.

An older base may have been put there, or the log be gone: then a number is said. How far a person knows, by
restoring a copy or reading it, the base itself keeps.
"""

from __future__ import annotations

import json

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import Source, sources_of, written_in
from prossce_desktop.store.workspace.incarnation_mark import saved_here


def gone(db: Connection, own: Source) -> int:
    """How many actions of all incarnations were saved here and are missing, not yet acknowledged."""
    known = _known(db)
    return sum(
        max(saved_here(one) - max(written_in(db, one), known.get(str(one.number), 0)), 0)
        for one in {own, *sources_of(db)}
    )


def keep_known(db: Connection) -> None:
    """Whatever is missing now is known."""
    known = {
        str(one.number): saved_here(one) for one in sources_of(db) if saved_here(one) > written_in(db, one)
    }
    settings.write(db, SettingKey.missing_known, json.dumps(_known(db) | known))


def _known(db: Connection) -> dict[str, int]:
    return dict(json.loads(settings.read(db.execute, SettingKey.missing_known) or "{}"))
