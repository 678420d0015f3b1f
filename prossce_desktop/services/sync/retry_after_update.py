"""After an update, what was held back or kept for a newer program is tried again once."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.exchange.limits import FORMAT
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.sync.package_journal import anything_waits
from prossce_desktop.store.workspace.store import Store


def try_again_once(store: Store, now: dt.datetime) -> None:
    """Take in what this version can. Light where nothing waits, or where this version tried it before."""
    version = f"{SCHEMA}.{FORMAT}"
    with store.read() as reading:
        waits = anything_waits(reading.execute)
    if not waits or store.settings.read(SettingKey.retried) == version or store.identity.moved is not None:
        return
    from prossce_desktop.services.sync import package_receiving  # the first page need not wait for it

    package_receiving.retry(store, now)
    store.settings.note(SettingKey.retried, version)
