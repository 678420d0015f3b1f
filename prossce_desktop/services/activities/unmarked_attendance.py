"""Lists of which more than half are not marked present: which there are, and which an officer left so."""

from __future__ import annotations

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.workspace.store import Store


def was_left(store: Store, activity: int, unmarked: int) -> bool:
    """Whether somebody said that so many people of this list, or more, stay unmarked."""
    kept = store.settings.read(SettingKey.left_unmarked.of(activity))
    return kept is not None and kept.isdecimal() and int(kept) >= unmarked


def keep_left(store: Store, activity: int, unmarked: int) -> None:
    """So many people of this list stay unmarked: nobody asks again until there are more."""
    store.settings.write(SettingKey.left_unmarked.of(activity), str(unmarked))
