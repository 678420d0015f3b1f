"""The recovery key on paper, as the window asks for it: another one, and that somebody has it."""

from __future__ import annotations

from prossce_desktop.store.workspace.officer_access import Proof
from prossce_desktop.store.workspace.recovery_key import another, another_if_unseen, mark
from prossce_desktop.store.workspace.store import Store


def has_it(store: Store) -> None:
    """Somebody printed, saved or wrote down the key."""
    mark(store, seen=True)


__all__ = ["Proof", "Store", "another", "another_if_unseen", "has_it"]
