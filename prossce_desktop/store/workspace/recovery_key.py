"""The recovery key on paper: whether anybody has it, and another one in its place."""

from __future__ import annotations

from dataclasses import replace

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.devices.identity import with_recovery_key
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace import key_file
from prossce_desktop.store.workspace.officer_access import Proof, proven
from prossce_desktop.store.workspace.store import Store


def mark_seen(store: Store, *, seen: bool) -> None:
    """Remember whether somebody has the key."""
    store.settings.note(SettingKey.recovery_unseen, None if seen else "1")


def replace_key(store: Store, proof: Proof | None) -> str:
    """Another recovery key for these records, to print and not to keep; the older one opens them no longer.
    Until `mark_seen` nobody has it. To others the device keeps the known one, which the six words cover:
    packages, also from now on, and earlier backups open with it. Raises what `proven` raises.
    """
    return _renew(store, proven(store, proof), *key_file.make_recovery())


def replace_unseen_key(store: Store) -> str | None:
    """A new recovery key where the first was never seen; no proof is asked, as nobody loses one."""
    if store.identity.moved is not None or store.settings.read(SettingKey.recovery_unseen) is None:
        return None
    identity, recipient = key_file.make_recovery()
    if not _is_known(store):
        store.sync.become(with_recovery_key(store.identity, recipient))
    return _renew(store, key_file.read(store.folder), identity, recipient)


def _renew(store: Store, file: key_file.KeyFile, identity: str, recipient: str) -> str:
    mark_seen(store, seen=False)  # first, so that an end on the way leaves nobody without a key
    key_file.write(store.folder, replace(file, recovery=key_file.recovery_part(store.key, recipient)))
    return identity


def _is_known(store: Store) -> bool:
    """Whether others know the laptop's key on paper, or may by an invitation."""
    with store.read() as reading:
        return store.identity.regional or bool(all_devices(reading.execute))
