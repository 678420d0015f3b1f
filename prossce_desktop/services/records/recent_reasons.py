"""The last reasons for odd values, or for changing a country's, are offered again."""

from __future__ import annotations

import json

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.actions.reasons_owed import set_reason, with_reason
from prossce_desktop.store.workspace.store import Store

__all__ = ["recent", "remember", "set_reason", "with_reason"]

OFFERED = 5
MOST_REASONS = 20


def recent(store: Store) -> list[str]:
    """The last five reasons of this office, the newest first."""
    return _held(store)[:OFFERED]


def remember(store: Store, reason: str) -> None:
    """Put a reason in front of the others."""
    words = " ".join(reason.split())
    if words:
        listed = [words, *(one for one in _held(store) if one != words)][:MOST_REASONS]
        store.settings.write(SettingKey.reasons, json.dumps(listed, ensure_ascii=False))


def _held(store: Store) -> list[str]:
    try:
        found = json.loads(store.settings.read(SettingKey.reasons) or "[]")
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) else []
