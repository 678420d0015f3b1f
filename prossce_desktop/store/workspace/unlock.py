"""Ways into a workspace: a passphrase, the recovery key, this computer's memory, or none needed."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.errors import KeyMissing, PassphraseNeeded
from prossce_desktop.store.workspace import key_file, stored_key


@dataclass(frozen=True)
class Passphrase:
    """An officer's passphrase; a new workspace's key is wrapped for it and kept nowhere else."""

    text: str


@dataclass(frozen=True)
class RecoveryKey:
    """The recovery key as it was printed."""

    text: str


@dataclass(frozen=True)
class Remembered:
    """The key is kept by this computer: in the system's keyring, else in a file only the user can read."""


@dataclass(frozen=True)
class Plain:
    """No encryption."""


Unlock = Passphrase | RecoveryKey | Remembered | Plain


@dataclass(frozen=True)
class Unlocked:
    """The base's key (None: not encrypted), and the number of the officer whose passphrase opened it."""

    key: bytes | None
    officer: str | None = None


def unlocked(file: key_file.KeyFile, unlock: Unlock | None) -> Unlocked:
    """Raises WrongPassphrase, WrongRecoveryKey, RecoveryKeyMistyped, PassphraseNeeded, KeyMissing.
    A passphrase need not fit where nobody has one; else it says who works.
    """
    if file.protection == key_file.PLAIN:
        return Unlocked(None)
    if isinstance(unlock, RecoveryKey):
        return Unlocked(key_file.opened_by_recovery(file, unlock.text))
    if isinstance(unlock, Passphrase) and file.slots:
        return Unlocked(*key_file.opened_by_passphrase(file, unlock.text))
    needs_none = (
        stored_key.recall(file.workspace)
        if file.protection == key_file.KEYRING or not isinstance(unlock, Passphrase)
        else None
    )
    if needs_none is not None:
        return Unlocked(needs_none)
    raise KeyMissing if file.protection == key_file.KEYRING and not file.slots else PassphraseNeeded
