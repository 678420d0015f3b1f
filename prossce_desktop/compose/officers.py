"""Who works with a workspace, and the ways into it, as the window asks for them."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.compose import open_to_work
from prossce_desktop.files import in_words
from prossce_desktop.store.access import (
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
from prossce_desktop.store.keys import is_identity
from prossce_desktop.store.officers import Officer
from prossce_desktop.store.store import Store
from prossce_desktop.store.unlocking import PaperKey, Passphrase

__all__ = [
    "Access",
    "Officer",
    "Proof",
    "WaysIn",
    "add_officer",
    "forget",
    "open_with_paper",
    "proof_of",
    "read_paper",
    "remember",
    "remove_officer",
    "rename",
    "set_passphrase",
    "sign_in",
    "ways_in",
    "who_opens",
    "work_as",
]


def proof_of(text: str) -> Proof | None:
    """What was typed as a proof: a whole recovery key however it is written, else a passphrase; None where nothing was typed."""
    if not text:
        return None
    return PaperKey(text) if is_identity(text) else Passphrase(text)


def open_with_paper(folder: Path, paper: str) -> Store:
    """Open for reading and writing by the recovery key. Raises RecoveryKeyMistyped, WrongRecoveryKey."""
    return open_to_work(folder, PaperKey(paper))


def read_paper(path: Path) -> str:
    """The text of a saved recovery key; anything longer than a sheet is cut, since it is none."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(4000)
    except OSError as error:
        raise in_words(error, path) from error


def work_as(store: Store, officer: str) -> None:
    """From now on `officer`, by number, works, as a passphrase of theirs or the paper key has proved just now.

    Nothing happens where nobody of that number is on the list.
    """
    for one in store.officers():
        if one.id == officer and officer != store.identity.officer_id:
            store.work_as(one)
