"""The recovery key on paper: whether anybody has it, and another one in its place."""

from __future__ import annotations

from dataclasses import replace

from prossce_desktop.store import keys
from prossce_desktop.store.access import Proof, proven
from prossce_desktop.store.devices import all_devices
from prossce_desktop.store.identity import with_paper
from prossce_desktop.store.store import Store

UNSEEN = "recovery.unseen"
"""A setting of the base while there is a key that nobody has printed, saved or written down."""


def mark(store: Store, *, seen: bool) -> None:
    """Remember whether somebody has the key."""
    store.note(UNSEEN, None if seen else "1")


def another(store: Store, proof: Proof | None) -> str:
    """Another recovery key for these records, to print and not to keep; the older one opens them no longer.

    Until `mark` says otherwise nobody has it. To others the laptop keeps the key that they know, which the six words cover: packages and
    copies made before open with the older one, and so do packages from now on. Raises what `proven` raises.
    """
    return _renew(store, proven(store, proof), *keys.make_recovery())


def another_if_unseen(store: Store) -> str | None:
    """Another recovery key where the program ended before anybody had the first; no proof is asked, since nobody loses one."""
    if store.identity.moved is not None or store.setting(UNSEEN) is None:
        return None
    identity, recipient = keys.make_recovery()
    if not _is_known(store):
        store.become(with_paper(store.identity, recipient))
    return _renew(store, keys.read(store.folder), identity, recipient)


def _renew(store: Store, file: keys.KeyFile, identity: str, recipient: str) -> str:
    mark(store, seen=False)  # first, so that an end on the way leaves nobody without a key
    keys.write(store.folder, replace(file, recovery=keys.recovery_part(store.key, recipient)))
    return identity


def _is_known(store: Store) -> bool:
    """Whether others know the laptop's key on paper, or may by an invitation."""
    with store.read() as reading:
        return store.identity.regional or bool(all_devices(reading.execute))
