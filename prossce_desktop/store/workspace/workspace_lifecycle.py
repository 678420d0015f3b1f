"""A workspace: one folder that holds everything of one office on one computer."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.errors import (
    ComputerError,
    ProssceError,
    WorkspaceDamaged,
    WorkspaceDamagedCopied,
    WorkspaceInUse,
    WorkspaceNotEmpty,
)
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import (
    Connection,
    connect,
    in_words,
    into_one_file,
    is_ours,
    refuse_lost_pages,
    transaction,
)
from prossce_desktop.store.devices.identity import (
    Identity,
    make_identity,
    read_identity,
    reborn,
    working,
    write_identity,
)
from prossce_desktop.store.devices.officers import Officer, new_officer, officers
from prossce_desktop.store.maintenance.base_backup import back_up_to, backups_in, verify
from prossce_desktop.store.maintenance.integrity_check import FORGIVEN, UNREADABLE, Check, check
from prossce_desktop.store.maintenance.schema_upgrade import bring_up_to_date, copying, refuse_foreign
from prossce_desktop.store.migrations import BASE_VERSION
from prossce_desktop.store.workspace import clean_shutdown_mark, key_file, stored_key
from prossce_desktop.store.workspace.repeated_erasures import erase_again
from prossce_desktop.store.workspace.store import Files, Store
from prossce_desktop.store.workspace.unlock import (
    Passphrase,
    Plain,
    RecoveryKey,
    Remembered,
    Unlock,
    unlocked,
)
from prossce_desktop.store.workspace.writer_lock import WriterLock
from prossce_desktop.system import held_files, protected_places
from prossce_desktop.system.atomic_files import make_private, refuse_output_folder, sync_folder
from prossce_desktop.system.protected_places import BASE, LOCK, MAKING

__all__ = ["Passphrase", "Plain", "RecoveryKey", "Remembered", "Unlock"]


COMING = "coming.db"
"""A copy that is about to take the base's place."""


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def create(
    folder: Path,
    *,
    country: str,
    office: str,
    officer: str,
    language: str = "en",
    unlock: Unlock,
    now: Callable[[], dt.datetime] = utc_now,
    recovery: bool = False,
) -> tuple[Store, str | None]:
    """Make a workspace in a new or empty folder, open for writing, and the recovery key to print, if asked
    for.
    The key is kept nowhere. After an error nothing is left behind.
    """
    made = _make_folder(folder)
    protected_places.opened(folder)
    lock = _lock_of_a_new(folder, made)
    files = Files(folder, None if isinstance(unlock, Plain) else key_file.new_key())
    file = key_file.KeyFile(_protection(unlock), secrets.token_hex(16))
    first = new_officer(officer)
    try:
        _sweep(folder)
        identity_text, recipient = key_file.make_recovery()
        slots: tuple[Mapping[str, object], ...] = ()
        if isinstance(unlock, Passphrase) and files.key:
            slots = (
                key_file.passphrase_slot(files.key, unlock.text, workspace=file.workspace, officer=first.id),
            )
        file = key_file.KeyFile(
            file.protection, file.workspace, slots, key_file.recovery_part(files.key, recipient)
        )
        identity = _make_base(folder / MAKING, files.key, country, office, first, language, recipient)
        if isinstance(unlock, Remembered) and files.key:
            stored_key.remember(file.workspace, files.key)
        key_file.write(folder, file)
        with in_words(files.base):
            held_files.rename(folder / MAKING, files.base)  # last: only with it the folder is a workspace
            sync_folder(folder)
    except BaseException:
        lock.release()
        with suppress(OSError):
            _take_away(folder, made)
        raise
    return Store(files, identity, now, lock), identity_text if recovery else None


def is_begun_only(folder: Path) -> bool:
    """Whether a first start was cut short before there was a base, so another start may begin anew."""
    return (folder / MAKING).is_file() and not (folder / BASE).exists()


def _is_of_a_beginning(name: str) -> bool:
    """What a first start makes before the folder is synced; after a power cut any may be missing."""
    return name == LOCK or name.startswith(MAKING) or (name.startswith(".key") and ".part" in name)


def _make_folder(folder: Path) -> bool:
    """Whether the folder had to be made."""
    protected_places.refuse_reserved(folder)
    with in_words(folder):
        if folder.exists():
            if not folder.is_dir() or not (
                is_begun_only(folder) or all(_is_of_a_beginning(one.name) for one in folder.iterdir())
            ):
                raise WorkspaceNotEmpty(path=folder)
            refuse_output_folder(folder.parent)
            make_private(folder)
            return False
        refuse_output_folder(folder.parent)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:  # another first start was quicker
            return _make_folder(folder)
        sync_folder(folder.parent)
        return True


def _lock_of_a_new(folder: Path, made: bool) -> WriterLock:
    """The lock comes first: of two first starts one makes the workspace, the other removes nothing."""
    try:
        return WriterLock(folder / LOCK, 0)
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _sweep(folder: Path) -> None:
    """Take away what a first start that was cut short left."""
    with in_words(folder):
        for one in folder.iterdir():
            if one.name != LOCK:
                held_files.remove(one)


def _take_away(folder: Path, made: bool) -> None:
    for one in folder.iterdir() if folder.is_dir() else ():
        held_files.remove(one)
    if made:
        shutil.rmtree(folder, ignore_errors=True)


def _make_base(
    base: Path, key: bytes | None, country: str, office: str, officer: Officer, language: str, recipient: str
) -> Identity:
    with in_words(base):
        # the engine would go by the umask
        os.close(os.open(base, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(connect(base, key, writing=True, make=True)) as db:
            bring_up_to_date(db)
            with transaction(db):
                identity = make_identity(
                    db,
                    country=country,
                    office=office,
                    officer=officer,
                    language=language,
                    encrypted=key is not None,
                    recovery_recipient=recipient,
                )
            into_one_file(db)
            return identity


def protection(folder: Path) -> str:
    """How the workspace is protected: `plain`, `passphrase` or `keyring`. Raises WorkspaceMissing."""
    return key_file.read(folder).protection


def open_workspace(
    folder: Path,
    unlock: Unlock | None,
    *,
    writing: bool,
    wait: float = 10.0,
    now: Callable[[], dt.datetime] = utc_now,
) -> Store:
    """Open a workspace; creates none. `wait`: seconds to wait for another writer before WorkspaceInUse.
    `unlock` None: as the workspace says, PassphraseNeeded if by passphrase. That says who works, else the
    last.
    """
    opened = unlocked(key_file.read(folder), unlock)
    try:
        return open_with_key(folder, opened.key, officer=opened.officer, writing=writing, wait=wait, now=now)
    except WorkspaceDamaged as error:
        raise _damaged_with_backup(folder, opened.key) from error


def check_workspace(folder: Path, unlock: Unlock | None) -> list[Check]:
    """Check all, even a badly damaged base; raises only for what cannot be opened at all."""
    key = unlocked(key_file.read(folder), unlock).key
    files = Files(folder, key)
    try:
        if not files.base.is_file():
            raise WorkspaceDamaged(path=folder)
        with in_words(files.base):
            with closing(connect(files.base, key, writing=False)) as db:
                version = refuse_foreign(db, folder)
            if version == BASE_VERSION:
                return check(files.base, key)
    except WorkspaceDamaged as error:
        if files.base.is_file() and is_ours(files.base, key):
            return [UNREADABLE]
        raise _damaged_with_backup(folder, key) from error
    with open_workspace(folder, unlock, writing=False) as store:  # which brings it up to date
        return store.check()


def _damaged_with_backup(folder: Path, key: bytes | None) -> WorkspaceDamaged:
    """A copy is only spoken of once it was looked at; `backup` None: none is whole."""
    backup = next(_verified_backups(Files(folder, key), None), None)
    return (
        WorkspaceDamaged(path=folder, copy=None)
        if backup is None
        else WorkspaceDamagedCopied(path=folder, copy=backup)
    )


def open_with_key(
    folder: Path,
    key: bytes | None,
    *,
    officer: str | None = None,
    writing: bool,
    wait: float = 10.0,
    now: Callable[[], dt.datetime] = utc_now,
    verified: bool = False,
) -> Store:
    """The same with the key known; `officer`: who works; `verified`: all was checked just now."""
    files = Files(folder, key)
    if not files.base.is_file():
        raise WorkspaceDamaged(path=folder)
    protected_places.opened(folder)
    lock = WriterLock(folder / LOCK, wait) if writing else None
    try:
        with in_words(files.base):
            identity = _verify_files(files, officer, wait=None if writing else wait, verified=verified)
        if lock is not None:
            _make_private(files)
            # the records open; what is wrong with the disk shows at the first save
            with suppress(ProssceError):
                key_file.mend(folder)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    store = Store(files, identity, now, lock)
    if writing:
        try:
            erase_again(store)
        except BaseException:
            store.close()
            raise
    return store


def _make_private(files: Files) -> None:
    """What earlier versions made went by the umask."""
    with suppress(OSError):
        for folder in (files.folder, files.backups):
            for one in (folder, *folder.iterdir()):
                make_private(one)


def _verify_files(files: Files, officer: str | None, *, wait: float | None, verified: bool) -> Identity:
    """Whose base it is; an older one is brought up to date, as no reader could read it otherwise.
    A first look only reads, so that no file of others changes. `wait` None: the lock is held already.
    """
    found = clean_shutdown_mark.trace(files.base)
    with closing(connect(files.base, files.key, writing=False)) as db:
        version = refuse_foreign(db, files.folder)
        identity = _identity(db, files, officer) if version == BASE_VERSION else None
    if identity is not None:
        if not verified and not clean_shutdown_mark.is_as_left(identity.own, found):
            _verify_thoroughly(files, identity, locked=wait is None)
        return identity
    lock = None if wait is None else WriterLock(files.folder / LOCK, wait)
    db = connect(files.base, files.key, writing=True)
    try:
        bring_up_to_date(db, copying(files.base, files.key, files.backups))
        return _identity(db, files, officer)
    finally:
        db.close()
        if lock is not None:
            lock.release()


def _verify_thoroughly(files: Files, identity: Identity, *, locked: bool) -> None:
    """Look at everything before anything is shown: the files are not as left here. Raises WorkspaceDamaged.
    A writer that has it open has looked; without room or permission nobody can.
    """
    lock = None
    with suppress(ComputerError):
        try:
            lock = None if locked else WriterLock(files.folder / LOCK, 0)
            if any(not one.ok and one.name not in FORGIVEN for one in check(files.base, files.key)):
                raise WorkspaceDamaged(path=files.folder)
            clean_shutdown_mark.keep(identity.own, files.base)
        except WorkspaceInUse:
            return
        finally:
            if lock is not None:
                lock.release()


def _identity(db: Connection, files: Files, officer: str | None = None) -> Identity:
    try:
        identity = read_identity(db, encrypted=files.key is not None)
        known = next((one for one in officers(db.execute) if one.id == officer), None)
        refuse_lost_pages(db)
    except (LookupError, ValueError, TypeError) as error:
        raise WorkspaceDamaged(path=files.folder) from error
    return identity if known is None else working(identity, known)


def _protection(unlock: Unlock) -> str:
    return {Passphrase: key_file.PASSPHRASE, Remembered: key_file.KEYRING, Plain: key_file.PLAIN}[
        type(unlock)
    ]


def _key(file: key_file.KeyFile, unlock: Unlock | None) -> bytes | None:
    return unlocked(file, unlock).key


def verified_backups(folder: Path, unlock: Unlock | None, newest: Path | None = None) -> Iterator[Path]:
    """Whole backups in the workspace, newest first (or `newest` first), each checked when asked for."""
    return _verified_backups(Files(folder, _key(key_file.read(folder), unlock)), newest)


def _verified_backups(files: Files, newest: Path | None) -> Iterator[Path]:
    known = backups_in(files.backups, utc_now())
    for path in known[known.index(newest) :] if newest in known else known:
        with suppress(ProssceError), in_words(path):
            verify(path, files.key)
            yield path


ENDINGS = ("", "-journal", "-wal", "-shm")
"""A base, and what the engine keeps beside it; none of it may lie beside another base."""


def restore_in_place(
    folder: Path, unlock: Unlock | None, backup: Path, *, now: Callable[[], dt.datetime] = utc_now
) -> Path | None:
    """Put a whole backup in the base's place, as a new incarnation. The old base's new path comes back."""
    files = Files(folder, _key(key_file.read(folder), unlock))
    lock = WriterLock(folder / LOCK, 0)
    try:
        coming = folder / COMING
        with in_words(files.base):
            verify(backup, files.key)
            # what an attempt that failed left: a log beside another base would spoil it
            for ending in ENDINGS:
                held_files.remove(coming.with_name(coming.name + ending))
            back_up_to(backup, files.key, coming)
            _begin_anew(coming, files)
            aside = _put_aside(files, now())
            held_files.rename(coming, files.base)
            sync_folder(folder)
            return aside
    finally:
        lock.release()


def _begin_anew(base: Path, files: Files) -> None:
    """A new incarnation before the backup takes the base's place: no old state goes on as the lost one."""
    with closing(connect(base, files.key, writing=True)) as db:
        with transaction(db):
            write_identity(db, reborn(_identity(db, files)))
            # the key file is of now: somebody may have its key
            settings.remove(db, SettingKey.recovery_unseen)
        into_one_file(db)


def _put_aside(files: Files, now: dt.datetime) -> Path | None:
    """The base and its log under another name, nothing overwritten; the log too where the base is gone.
    The base first: without its log it would open and lack things, a log without its base opens nothing.
    """
    stamp = f"damaged-{now.astimezone(dt.UTC):%Y%m%d-%H%M%S}"
    names = (f"{stamp}{'' if n == 1 else f'-{n}'}.db" for n in itertools.count(1))
    aside = next(
        path for name in names if not any(files.folder.glob(f"{name}*")) for path in [files.folder / name]
    )
    moved = False
    for ending in ENDINGS:
        part = files.base.with_name(files.base.name + ending)
        if part.exists():
            held_files.rename(part, aside.with_name(aside.name + ending))
            sync_folder(files.folder)
            moved = True
    return aside if moved else None
