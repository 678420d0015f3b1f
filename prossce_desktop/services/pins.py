"""Fields that keep their value for the next record of a kind, because the officer pinned them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from prossce_desktop.store.store import Store


def pinned(store: Store, kind: str) -> dict[str, object]:
    """Field name to the value it had last."""
    try:
        found = json.loads(store.setting(_name(kind)) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def pin(store: Store, kind: str, values: Mapping[str, object]) -> None:
    """Keep exactly these fields pinned, with these values."""
    store.set_setting(_name(kind), json.dumps(dict(values), ensure_ascii=False, default=str) if values else None)


def _name(kind: str) -> str:
    return f"pinned {kind}"
