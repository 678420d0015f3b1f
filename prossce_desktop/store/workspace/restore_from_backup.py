"""Records come back from a copy: into a new folder, as a new incarnation, only where everything holds.

They are made ready and looked at in a folder aside, which gets its name last: until then there is no
workspace, and after an error or Cancel no folder.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.domain.model.setting_keys import BACKUP_NOTES
from prossce_desktop.errors import (
    BackupDamaged,
    BackupMissing,
    BackupNewer,
    ProssceError,
    WorkspaceDamaged,
    WorkspaceMissing,
    WorkspaceNewer,
    WorkspaceNotEmpty,
)
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.attachments import copy_beside, copy_from_place
from prossce_desktop.store.db.connection import connect, in_words, transaction
from prossce_desktop.store.db.snapshots import Snapshots
from prossce_desktop.store.devices.identity import read_identity, reborn, write_identity
from prossce_desktop.store.erasure.erased_ids_file import add, listed_here, listed_in
from prossce_desktop.store.maintenance import backup_file, base_backup
from prossce_desktop.store.maintenance.integrity_check import FORGIVEN, check
from prossce_desktop.store.maintenance.schema_upgrade import refuse_foreign
from prossce_desktop.store.migrations import BASE_VERSION
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace import key_file, stored_key
from prossce_desktop.store.workspace.missing_actions import keep_known
from prossce_desktop.store.workspace.store import Files, Store
from prossce_desktop.store.workspace.unlock import Unlock, Unlocked, unlocked
from prossce_desktop.store.workspace.workspace_lifecycle import open_with_key, utc_now
from prossce_desktop.store.workspace.writer_lock import WriterLock
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import in_words as file_in_words, make_private, refuse_output_folder
from prossce_desktop.system.progress import ProgressCallback, silent
from prossce_desktop.system.protected_places import BASE, KEY, LOCK

_FORGOTTEN_AFTER = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Staged:
    """Records on their way back, in a folder aside. `made`: when the copy was made; `move`: it was made for
    moving; `older`: no copy, but another workspace of this computer, as it lies."""

    folder: Path
    source: Path
    made: dt.datetime
    move: bool = False
    older: bool = False

    def discard(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)


def stage_file(file: Path, target: Path, step: ProgressCallback = silent) -> Staged:
    """Unpack a backup file beside its folder. Raises BackupMissing, BackupDamaged, BackupNewer, DiskFull."""
    with _aside(target) as folder:
        about = backup_file.unpack(file, folder, step)
        with _of_a_backup(file):
            workspace = key_file.read(folder).workspace
        copy_from_place(file.parent, folder, workspace)
        return Staged(folder, file, about.made, about.move)


def stage_backup(
    workspace: Path, key: bytes | None, backup: Path, target: Path, step: ProgressCallback = silent
) -> Staged:
    """The same with a dated copy of a workspace that is open."""
    with _aside(target) as folder, _of_a_backup(backup), in_words(backup):
        if not backup.is_file():
            raise BackupMissing(path=backup)
        held_files.copy(workspace / KEY, folder / KEY)
        base_backup.back_up_to(backup, key, Files(folder, key).base, step)
        for beside in (backup, workspace / "base.db"):
            copy_beside(beside, folder)
        return Staged(folder, backup, base_backup.made_at(backup))


def stage_workspace(workspace: Path, target: Path) -> Staged:
    """The same with another workspace here, which stays: its files are copied while nobody writes."""
    with _aside(target) as folder, _of_a_backup(workspace):
        base = workspace / BASE
        lock = WriterLock(workspace / LOCK, 0)
        try:
            if not base.is_file():
                raise BackupMissing(path=workspace)
            made = dt.datetime.fromtimestamp(base.stat().st_mtime, dt.UTC)
            for name in (KEY, BASE, f"{BASE}-wal"):
                if (workspace / name).is_file():
                    held_files.copy(workspace / name, folder / name)
                    make_private(folder / name)
        finally:
            lock.release()
        copy_beside(base, folder)
        return Staged(folder, base, made, older=True)


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A folder beside `target`, gone again after an error; what a killed program left long ago goes too."""
    refuse_output_folder(target.parent)
    for old in target.parent.glob(f".{target.name}-*.part"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _FORGOTTEN_AFTER:
                shutil.rmtree(old, ignore_errors=True)
    folder = target.with_name(f".{target.name}-{secrets.token_hex(4)}.part")
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise file_in_words(error, target) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def key_of(staged: Staged, unlock: Unlock | None) -> Unlocked:
    """The key that opens it. Raises WrongPassphrase, WrongRecoveryKey, RecoveryKeyMistyped, PassphraseNeeded,
    KeyMissing."""
    with _of_a_backup(staged.source):
        return unlocked(key_file.read(staged.folder), unlock)


def opens(staged: Staged, key: bytes | None) -> bool:
    """Whether this is its key, so that nobody need be asked."""
    try:
        connect(Files(staged.folder, key).base, key, writing=False).close()
    except Exception:  # another key, or a base that is not whole: found out when it is looked at
        return False
    return True


@contextmanager
def verified(staged: Staged, key: bytes | None, step: ProgressCallback = silent) -> Iterator[Store]:
    """The records, for reading, once the engine finds them whole. Raises BackupDamaged, BackupNewer."""
    files = Files(staged.folder, key)
    with _of_a_backup(staged.source):
        with in_words(files.base):
            base_backup.verify(files.base, key, step)
        store = open_with_key(staged.folder, key, writing=False, wait=0, verified=True)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def read_backup(backup: Path, key: bytes | None, step: ProgressCallback = silent) -> Iterator[Reading | None]:
    """A dated copy for reading, as it lies there; None where it has to be brought up to date first."""
    with _of_a_backup(backup), in_words(backup):
        base_backup.verify(backup, key, step)
        with closing(connect(backup, key, writing=False)) as db:
            older = refuse_foreign(db, backup) < BASE_VERSION
            identity = None if older else read_identity(db, encrypted=key is not None)
    with closing(Snapshots(backup, key)) as snapshots:
        if identity is None:
            yield None
        else:
            with snapshots.begin() as snapshot:
                yield Reading(snapshot, identity)


def restore(
    staged: Staged,
    opened: Unlocked,
    target: Path,
    *,
    remember: bool = False,
    now: Callable[[], dt.datetime] = utc_now,
    step: ProgressCallback = silent,
) -> Store:
    """Look at everything, begin a new incarnation, name the folder; the store is open for writing.
    The key is kept here if `remember`, or if there never was a passphrase. Raises
    WorkspaceNotEmpty, BackupDamaged, BackupNewer; the staged folder stays, for another try or `discard`.
    """
    refuse_taken(target)
    key = opened.key
    files = Files(staged.folder, key)
    with _of_a_backup(staged.source):
        with verified(staged, key, step):
            pass
        with in_words(files.base):
            if any(not one.ok and one.name not in FORGIVEN for one in check(files.base, key, step)):
                raise BackupDamaged(path=staged.source)
            _begin_anew(files)
        _list_erased(staged)
    if listed_in(staged.folder):  # before it has its name
        with _of_a_backup(staged.source):
            open_with_key(
                staged.folder, key, officer=opened.officer, writing=True, wait=0, now=now, verified=True
            ).close()
    if key is not None and (remember or key_file.read(staged.folder).protection == key_file.KEYRING):
        stored_key.remember(key_file.read(staged.folder).workspace, key)
    _give_name(staged.folder, target)
    return open_with_key(target, key, officer=opened.officer, writing=True, wait=0, now=now, verified=True)


def refuse_taken(target: Path) -> None:
    """Raises WorkspaceNotEmpty where something lies at `target`, FolderMissing where it has no parent."""
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        raise WorkspaceNotEmpty(path=target)
    refuse_output_folder(target.parent)


def _list_erased(staged: Staged) -> None:
    """Everybody erased as far as it is known where the copy lay, and on this computer."""
    people = listed_here() | listed_in(staged.source.parent) | listed_in(staged.source.parent.parent)
    if people:
        add(staged.folder, people)


def _begin_anew(files: Files) -> None:
    with closing(connect(files.base, files.key, writing=True)) as db, transaction(db):
        write_identity(db, reborn(read_identity(db, encrypted=files.key is not None)))
        for note in BACKUP_NOTES:
            settings.remove(db, note)
        keep_known(db)  # what the copy lacks was shown


def _give_name(folder: Path, target: Path) -> None:
    try:
        if target.is_dir():
            target.rmdir()  # an empty one may be there already
        held_files.rename(folder, target)
        if sys.platform != "win32":
            parent = os.open(target.parent, os.O_RDONLY)
            try:
                with suppress(OSError):
                    os.fsync(parent)
            finally:
                os.close(parent)
    except OSError as error:
        raise file_in_words(error, target) from error


@contextmanager
def _of_a_backup(source: Path) -> Iterator[None]:
    """What would be said of a workspace is said of the backup it came from."""
    try:
        yield
    except WorkspaceNewer as error:
        raise BackupNewer(**error.detail) from error
    except (WorkspaceDamaged, WorkspaceMissing) as error:
        raise BackupDamaged(path=source) from error
    except ProssceError:
        raise
    except Exception as error:  # whatever an altered byte makes of it
        raise BackupDamaged(path=source) from error
