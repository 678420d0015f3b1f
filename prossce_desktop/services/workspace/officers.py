"""Who works with a workspace, and the ways into it, as the window asks for them."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.store.devices.officers import Officer
from prossce_desktop.store.workspace.key_file import is_identity
from prossce_desktop.store.workspace.officer_access import (
    Access,
    Proof,
    WaysIn,
    add_officer,
    forget,
    remember,
    remove_officer,
    rename,
    set_passphrase,
    sign_in,
    ways_in,
    who_opens,
)
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.unlock import Passphrase, RecoveryKey
from prossce_desktop.system.atomic_files import in_words

__all__ = [
    "Access", "Officer", "Proof", "WaysIn", "add_officer", "forget", "proof_of", "read_recovery_key",
    "remember",
    "remove_officer", "rename", "set_passphrase", "sign_in", "ways_in", "who_opens", "work_as",
]  # fmt: skip


def proof_of(text: str) -> Proof | None:
    """A whole recovery key however it is typed, else a passphrase; None for nothing."""
    if not text:
        return None
    return RecoveryKey(text) if is_identity(text) else Passphrase(text)


def read_recovery_key(path: Path) -> str:
    """The text of a saved recovery key; anything longer than a sheet is cut, since it is none."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(4000)
    except OSError as error:
        raise in_words(error, path) from error


def work_as(store: Store, officer: str) -> None:
    """Let the officer of that number work, as just proved; an unknown number does nothing."""
    for one in store.officers.listed():
        if one.id == officer and officer != store.identity.officer_id:
            store.officers.work_as(one)
