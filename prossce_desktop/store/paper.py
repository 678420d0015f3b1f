"""The recovery key on paper: whether anybody has it, and another one in its place."""

from __future__ import annotations

from dataclasses import replace

from prossce_desktop.store import keys
from prossce_desktop.store.access import Proof, proven
from prossce_desktop.store.identity import with_paper
from prossce_desktop.store.store import Store

UNSEEN = "recovery.unseen"
"""A setting of the base while there is a key that nobody has printed, saved or written down."""


def mark(store: Store, *, seen: bool) -> None:
    """Remember whether somebody has the key."""
    store.note(UNSEEN, None if seen else "1")


def another(store: Store, proof: Proof | None) -> str:
    """Another recovery key, to print and not to keep; the older one opens these records no longer.

    Until `mark` says otherwise nobody has it. Copies and packages made before open with the older one. Raises what `proven` raises.
    """
    return _renew(store, proven(store, proof))


def another_if_unseen(store: Store) -> str | None:
    """Another recovery key where the program ended before anybody had the first; no proof is asked, since nobody loses one."""
    if store.identity.moved is not None or store.setting(UNSEEN) is None:
        return None
    return _renew(store, keys.read(store.folder))


def _renew(store: Store, file: keys.KeyFile) -> str:
    identity, recipient = keys.make_recovery()
    mark(store, seen=False)  # first, so that an end on the way leaves nobody without a key
    store.become(with_paper(store.identity, recipient))
    keys.write(store.folder, replace(file, recovery=keys.recovery_part(store.key, recipient)))
    return identity
