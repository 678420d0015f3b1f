"""Fields that keep their value for the next record of a kind, because the officer pinned them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.workspace.store import Store


def pinned(store: Store, kind: str) -> dict[str, object]:
    """Field name to the value it had last, of fields that can be pinned."""
    try:
        found = json.loads(store.settings.read(SettingKey.pinned.of(kind)) or "{}")
    except ValueError:
        return {}
    can_be = {one.name for one in fields_of(KINDS[kind]) if one.shown.pinned}
    return {name: value for name, value in found.items() if name in can_be} if isinstance(found, dict) else {}


def pin(store: Store, kind: str, values: Mapping[str, object]) -> None:
    """Keep exactly these fields pinned, with these values."""
    store.settings.write(
        SettingKey.pinned.of(kind),
        json.dumps(dict(values), ensure_ascii=False, default=str) if values else None,
    )
