"""The only place that wires store and services together: how a workspace is made, opened and closed."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

from prossce_desktop.errors import FolderMissing, NoPermission, PassphraseFileMissing
from prossce_desktop.store import workspace
from prossce_desktop.store.store import Store
from prossce_desktop.store.workspace import Passphrase, Plain, Remembered, Unlock

PASSPHRASE_VARIABLE = "PROSSCE_PASSPHRASE_FILE"


def now() -> dt.datetime:
    """The clock, asked in this one place."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The officer's day, by the computer's own time zone."""
    return dt.datetime.now().astimezone().date()


def passphrase_of(file: str | None) -> Passphrase | None:
    """The passphrase in a file (or the file that the environment names): whole content without one trailing newline."""
    name = file or os.environ.get(PASSPHRASE_VARIABLE)
    if not name:
        return None
    try:
        text = Path(name).read_bytes().decode("utf-8", errors="strict")
    except FileNotFoundError:
        raise PassphraseFileMissing(path=name) from None
    except (OSError, UnicodeDecodeError):
        raise NoPermission(path=name) from None
    return Passphrase(text.removesuffix("\n").removesuffix("\r"))


@contextlib.contextmanager
def opened(folder: str, passphrase_file: str | None, *, writing: bool) -> Iterator[Store]:
    """A workspace for one command; a writing one waits ten seconds for another writer."""
    store = workspace.open_workspace(Path(folder), passphrase_of(passphrase_file), writing=writing)
    try:
        yield store
    finally:
        store.close()


def create(
    folder: str, *, country: str, office: str, officer: str, unlock: Unlock, language: str = "en", recovery_out: str | None = None
) -> Store:
    """Make a workspace; with `recovery_out` also write the sheet with the recovery key.

    The parent of `recovery_out` is looked at before anything is made.
    """
    if recovery_out is not None and not Path(recovery_out).absolute().parent.is_dir():
        raise FolderMissing(path=str(Path(recovery_out).parent))
    store, identity = workspace.create(
        Path(folder), country=country, office=office, officer=officer, language=language, unlock=unlock, now=now,
        recovery=recovery_out is not None,
    )
    if recovery_out is not None and identity is not None:
        from prossce_desktop.services.recovery import write_sheet

        write_sheet(Path(recovery_out), identity, office=office, country=country, day=today())
    return store


__all__ = ["Passphrase", "Plain", "Remembered", "Store", "create", "now", "opened", "passphrase_of", "today"]
