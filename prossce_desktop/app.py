"""The only place that wires store and services together: how a workspace is made, opened and closed."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.domain.passphrases import refuse_short
from prossce_desktop.errors import PassphraseFileMissing, PassphraseFileUnreadable
from prossce_desktop.services.sync.retry_after_update import try_again_once
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.maintenance import base_backup
from prossce_desktop.store.maintenance.integrity_check import Check
from prossce_desktop.store.migrations import BASE_VERSION as BASE_VERSION
from prossce_desktop.store.workspace import officer_access, workspace_lifecycle
from prossce_desktop.store.workspace.recovery_key import mark_seen
from prossce_desktop.store.workspace.store import Store as Store
from prossce_desktop.store.workspace.unlock import RecoveryKey
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Passphrase as Passphrase,
    Plain as Plain,
    Remembered as Remembered,
    Unlock,
)
from prossce_desktop.system import clock
from prossce_desktop.system.atomic_files import refuse_target

PASSPHRASE_VARIABLE = "PROSSCE_PASSPHRASE_FILE"


def now() -> dt.datetime:
    """This moment, in UTC."""
    return clock.now()


def today() -> dt.date:
    """The officer's day, by the computer's own time zone."""
    return clock.today()


def passphrase_of(file: str | None) -> Passphrase | None:
    """The passphrase in a file, or in the file that the environment names, without one trailing newline."""
    name = file or os.environ.get(PASSPHRASE_VARIABLE)
    if not name:
        return None
    try:
        text = Path(name).read_bytes().decode("utf-8", errors="strict")
    except FileNotFoundError:
        raise PassphraseFileMissing(path=name) from None
    except (OSError, UnicodeDecodeError):
        raise PassphraseFileUnreadable(path=name) from None
    return Passphrase(text.removesuffix("\n").removesuffix("\r"))


@contextlib.contextmanager
def opened(
    folder: str, passphrase_file: str | None, *, writing: bool, reason: str | None = None
) -> Iterator[Store]:
    """A workspace for one command; a writing one waits ten seconds for another writer.

    `reason`: what the regional office says to the country whose records change; "": nothing may change.
    """
    store = workspace_lifecycle.open_workspace(Path(folder), passphrase_of(passphrase_file), writing=writing)
    try:
        if writing:
            try_again_once(store, now())
        with with_reason(" ".join((reason or "").split())):
            yield store
    finally:
        store.close()


def check_workspace(folder: str, passphrase_file: str | None) -> list[Check]:
    """All that `check` looks at, also in a damaged workspace. Raises for what cannot be opened."""
    return workspace_lifecycle.check_workspace(Path(folder), passphrase_of(passphrase_file))


def create(
    folder: str,
    *,
    country: str,
    office: str,
    officer: str,
    unlock: Unlock,
    language: str = "en",
    recovery_out: str | None = None,
) -> Store:
    """Make a workspace; with `recovery_out`, whose place is checked first, also the recovery key's sheet."""
    if isinstance(unlock, Passphrase):
        refuse_short(unlock.text)
    if recovery_out is not None:
        refuse_target(Path(recovery_out), beside=Path(folder))
    store, identity = workspace_lifecycle.create(
        Path(folder),
        country=country,
        office=office,
        officer=officer,
        language=language,
        unlock=unlock,
        now=now,
        recovery=recovery_out is not None,
    )
    if recovery_out is not None and identity is not None:
        from prossce_desktop.services.workspace.recovery_key import sheet, write

        write(Path(recovery_out), sheet(identity, office=office, country=country, day=today()))
    return store


@dataclass(frozen=True)
class UnlockChoice:
    """How the window opens a workspace: by a passphrase, by this computer's memory, or by both."""

    passphrase: str | None
    remember: bool


def is_workspace(folder: Path) -> bool:
    """Whether a workspace lies there (it may still be damaged)."""
    return (folder / "base.db").is_file() or (
        (folder / "key.json").is_file() and not workspace_lifecycle.is_begun_only(folder)
    )


def asks_passphrase(folder: Path) -> bool:
    """Whether the window must ask for the passphrase before it can open the workspace."""
    return workspace_lifecycle.protection(folder) == "passphrase"


def first(
    folder: Path, *, country: str, office: str, officer: str, opening: UnlockChoice, sample: bool = False
) -> tuple[Store, str | None]:
    """Make the workspace of the first start; gives its recovery key, kept nowhere else (None for samples)."""
    unlock: Unlock = Passphrase(opening.passphrase) if opening.passphrase else Remembered()
    if opening.passphrase:
        refuse_short(opening.passphrase)
    folder.parent.mkdir(parents=True, exist_ok=True)
    store, identity = workspace_lifecycle.create(
        folder, country=country, office=office, officer=officer, unlock=unlock, now=now, recovery=not sample
    )
    if opening.passphrase and opening.remember:
        officer_access.remember(store)
    if sample:
        from prossce_desktop.services.sample.sample_loading import load

        load(store, people=True, today=today())
    else:
        mark_seen(store, seen=False)
    return store, identity


def open_for_window(folder: Path, opening: UnlockChoice) -> Store:
    """Open for reading and writing; with `remember` the passphrase is not asked again on this computer."""
    store = open_to_work(folder, Passphrase(opening.passphrase) if opening.passphrase else None)
    if opening.passphrase and opening.remember:
        officer_access.remember(store)
    return store


def open_to_work(folder: Path, unlock: Unlock | None) -> Store:
    """Open for reading and writing, by any way in; take in what waited for this version of the program."""
    store = workspace_lifecycle.open_workspace(folder, unlock, writing=True, wait=0.5)
    try:
        try_again_once(store, now())
    except BaseException:
        store.close()
        raise
    return store


def open_with_recovery_key(folder: Path, key: str) -> Store:
    """Open for reading and writing by the recovery key. Raises RecoveryKeyMistyped, WrongRecoveryKey."""
    return open_to_work(folder, RecoveryKey(key))


def open_remembered(folder: Path) -> Store:
    """Open a workspace that asks for nothing."""
    return open_for_window(folder, UnlockChoice(None, remember=True))


def day_from(text: str | None) -> dt.date | None:
    """A stored day, as lists give it."""
    return dt.date.fromisoformat(text) if text else None


def day_of_backup(backup: Path) -> str:
    """When a copy was made, in the officer's time and words."""
    from prossce_desktop.language import formatting

    return formatting.moment(base_backup.made_at(backup).astimezone())


def open_backup(folder: Path, backup: Path, opening: UnlockChoice | None = None) -> Store:
    """Open the workspace from a whole backup, the newest first; the damaged base is kept beside it."""
    opening = opening or UnlockChoice(None, remember=True)
    unlock = Passphrase(opening.passphrase) if opening.passphrase else None
    whole = next(workspace_lifecycle.verified_backups(folder, unlock, backup), backup)
    workspace_lifecycle.restore_in_place(folder, unlock, whole, now=now)
    return open_for_window(folder, opening)
