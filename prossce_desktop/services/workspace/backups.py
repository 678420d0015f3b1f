"""Automatic copies, the second place, restoring and moving, for window and command line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.errors import Cancelled, ProssceError
from prossce_desktop.services.workspace.backup_contents import (
    Holds,
    Missing,
    OtherDifferences,
    holds,
    missing,
)
from prossce_desktop.store.db.attachments import copy_to_place
from prossce_desktop.store.db.connection import in_words
from prossce_desktop.store.erasure import erased_ids_file
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.maintenance import backup_file, base_backup
from prossce_desktop.store.maintenance.backup_retention import newest_first
from prossce_desktop.store.maintenance.integrity_check import FORGIVEN, check
from prossce_desktop.store.workspace import key_file, restore_from_backup
from prossce_desktop.store.workspace.restore_from_backup import Staged
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.unlock import Passphrase, RecoveryKey, Unlock, Unlocked
from prossce_desktop.store.workspace.workspace_lifecycle import utc_now
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import refuse_output_folder, refuse_target
from prossce_desktop.system.progress import ProgressCallback, silent
from prossce_desktop.system.protected_places import KEY

ENDING = backup_file.ENDING
LATE = dt.timedelta(days=7)
"""So long may the second place go without a copy before the officer is told."""

_REST, _LETTERS = 58, frozenset("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
"""Letters of a recovery key after its beginning."""

__all__ = [
    "ENDING",
    "Backup",
    "BackupPlace",
    "BackupPreview",
    "BackupStatus",
    "Holds",
    "Missing",
    "OtherDifferences",
    "Staged",
    "Unlocked",
]

Notes = Mapping[SettingKey, str | None]
"""Settings to write once work beside the base is done."""


class BackupPlace(StrEnum):
    """Where a copy lies."""

    here = "here"
    second = "second"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy that can be restored."""

    path: Path
    made: dt.datetime
    """UTC."""
    bytes: int
    where: BackupPlace


@dataclass(frozen=True, slots=True)
class FailedBackup:
    """A damaged copy. `again`: a new one is good; False: the records themselves do not pass."""

    made: dt.datetime
    time: dt.datetime
    again: bool
    detail: str


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How the copies stand."""

    backups: tuple[Backup, ...]
    """Newest first; those that a wrong clock dated ahead come last."""
    second: Path | None
    second_there: bool
    reached: dt.datetime | None
    """When the second place was last known to have the newest copy."""
    late: bool
    """No copy has reached it for a week."""
    spoiled: FailedBackup | None
    trouble: str | None
    """Why the last copy beside the records could not be made."""
    lost: int
    """Actions that were saved on this computer and are not here."""
    checked: tuple[Path, bool] | None
    """The copy that was looked through last, and whether everything held."""


@dataclass(frozen=True, slots=True)
class BackupPreview:
    """What one would get, and what would be missing (None: there is nothing to compare with)."""

    made: dt.datetime
    holds: Holds | None
    """None for a copy of an older version, which is brought up to date when it is restored."""
    missing: Missing | None
    another: bool
    """It is of another laptop than the open records."""
    move: bool
    older: bool = False
    """No copy: another workspace of this computer."""


def write_backup(store: Store, target: Path, *, move: bool = False, step: ProgressCallback = silent) -> Path:
    """One file with everything; after an error or Cancel what was at `target` is still there."""
    refuse_target(target)
    beside = backup_file.copy_beside(target)
    made = utc_now()
    try:
        store.backups.copy_to(beside, step)
        backup_file.write(
            target, beside, store.folder / KEY, made=made, schema=store.schema, move=move, step=step
        )
        with store.read() as reading:
            erased_ids_file.add(
                target.absolute().parent, erased_people(reading.execute), outside_workspace=True
            )
    finally:
        with suppress(OSError):
            held_files.remove(beside)
    return target


def move_to(store: Store, target: Path, step: ProgressCallback = silent) -> Path:
    """The same for a new computer: the records stop here first; if it fails they go on."""
    store.sync.mark_moved(utc_now())
    try:
        return write_backup(store, target, move=True, step=step)
    except BaseException:
        store.sync.mark_moved(None)
        raise


def suggested_name(store: Store) -> str:
    """The name of a backup file made now; it says the device and the minute."""
    return backup_file.name_of(store.identity.device, utc_now())


def standing(store: Store) -> BackupStatus:
    """Look at what lies in both places; reads folders and settings."""
    second = _second_place(store)
    files = base_backup.backups_in(store.folder / "backups", utc_now())
    here = [Backup(path, base_backup.made_at(path), path.stat().st_size, BackupPlace.here) for path in files]
    there = _there(store, second)
    reached = _moment(store.settings.read(SettingKey.backup_reached))
    newest = here[0].made if here else None
    late = second is not None and reached is not None and newest is not None and utc_now() - reached > LATE
    every = [*here, *(there or ())]
    order = newest_first({one.made for one in every}, utc_now())
    found = sorted(every, key=lambda one: order.index(one.made))
    checked = _known(store, SettingKey.backup_checked)
    return BackupStatus(
        backups=tuple(found),
        second=second,
        second_there=there is not None,
        reached=reached,
        late=late,
        spoiled=_spoiled(store),
        trouble=store.settings.read(SettingKey.backup_trouble),
        lost=store.sync.lost(),
        checked=(store.folder / "backups" / checked["name"], bool(checked["ok"])) if checked else None,
    )


def _spoiled(store: Store) -> FailedBackup | None:
    said = _known(store, SettingKey.backup_spoiled)
    if said is None:
        return None
    return FailedBackup(
        dt.datetime.fromisoformat(said["made"]),
        dt.datetime.fromisoformat(said["at"]),
        bool(said["again"]),
        said["detail"],
    )


def _there(store: Store, second: Path | None) -> list[Backup] | None:
    """The copies in the second place; None where it is not there."""
    if second is None:
        return None
    try:
        found = backup_file.files_of(second, store.identity.device)
        return [Backup(path, made, path.stat().st_size, BackupPlace.second) for made, path in found.items()]
    except OSError:
        return None


def choose_second_place(store: Store, folder: Path | None, step: ProgressCallback = silent) -> None:
    """Keep a copy there from now on, the first one at once; None: nowhere. Raises disk errors."""
    if folder is None:
        store.settings.note(SettingKey.second_place, None)
        store.settings.note(SettingKey.backup_reached, None)
        return
    refuse_output_folder(folder)
    newest = _newest(store) or store.backups.beside(step)
    _put_there(store, newest, folder, step)
    store.settings.note(SettingKey.second_place, str(folder))
    store.settings.note(SettingKey.backup_reached, _text(utc_now()))


def back_up_at_exit(store: Store) -> None:
    """The copy when the window closes, also in the second place; it never hinders leaving."""
    if store.identity.moved is None:
        with suppress(ProssceError):
            record_notes(store, _copied(store, store.backups.at_exit, silent))


def back_up_if_due(store: Store, step: ProgressCallback = silent) -> Notes:
    """In a quiet minute, beside the window: copy, second place, a check of the newest copy. Writes no
    setting: what is to be kept comes back, for `record_notes` on the writing thread."""
    notes = dict(_copied(store, store.backups.if_due, step))
    newest = _newest(store)
    known = _known(store, SettingKey.backup_checked)
    if newest is not None and (known is None or known["name"] != newest.name):
        notes |= _verified(store, newest, step)
    return notes


def record_notes(store: Store, notes: Notes) -> None:
    """Keep what was found out."""
    for key, value in notes.items():
        if store.settings.read(key) != value:
            store.settings.note(key, value)


def acknowledge(store: Store) -> None:
    """The officer has read that a copy did not pass its check, or that an older base lay there."""
    store.settings.note(SettingKey.backup_spoiled, None)
    if store.sync.lost():
        store.sync.go_on_without()


def _copied(store: Store, due: Callable[[ProgressCallback], Path | None], step: ProgressCallback) -> Notes:
    """A copy if `due` makes one, and the newest one in the second place."""
    notes: dict[SettingKey, str | None] = {}
    try:
        if due(step) is not None:
            notes[SettingKey.backup_trouble] = None
    except Cancelled:
        raise
    except ProssceError as error:
        notes[SettingKey.backup_trouble] = str(error)
    second, newest = _second_place(store), _newest(store)
    if second is not None and newest is not None:
        try:
            _put_there(store, newest, second, step)
            notes[SettingKey.backup_reached] = _text(utc_now())
        except Cancelled:
            raise
        # missing, full or pulled out: said after a week, by how long nothing has reached it
        except ProssceError:
            if store.settings.read(SettingKey.backup_reached) is None:
                notes[SettingKey.backup_reached] = _text(utc_now())
    return notes


def _put_there(store: Store, backup: Path, folder: Path, step: ProgressCallback) -> None:
    """The copy in the second place, unless it is there already."""
    refuse_output_folder(folder)
    made = base_backup.made_at(backup)
    target = folder / backup_file.name_of(store.identity.device, made)
    with store.read() as reading:
        erased_ids_file.add(folder, erased_people(reading.execute), outside_workspace=True)
    with in_words(target):
        if not target.exists():
            copy_to_place(store.folder / "base.db", folder, key_file.read(store.folder).workspace)
            backup_file.write(
                target, backup, store.folder / KEY, made=made, schema=store.schema, pictures=False, step=step
            )
            backup_file.apply_retention(folder, store.identity.device, utc_now(), target)


def _verified(store: Store, backup: Path, step: ProgressCallback) -> Notes:
    """Check a whole copy; a damaged one is set aside and another made and checked at once."""
    wrong = _wrong_in(backup, store.key, step)
    if wrong is None:
        return {SettingKey.backup_checked: json.dumps({"name": backup.name, "ok": True})}
    made = base_backup.made_at(backup)
    base_backup.set_aside_damaged(backup)
    again = store.backups.beside(step)
    still = _wrong_in(again, store.key, step)
    if still is not None:
        base_backup.set_aside_damaged(again)
    spoiled = {"made": _text(made), "at": _text(utc_now()), "again": still is None, "detail": still or wrong}
    return {
        SettingKey.backup_checked: json.dumps({"name": again.name, "ok": still is None}),
        SettingKey.backup_spoiled: json.dumps(spoiled),
    }


def _wrong_in(backup: Path, key: bytes | None, step: ProgressCallback) -> str | None:
    """What a check finds; contradicting head counts are the officer's to mend, not the copy's."""
    try:
        with in_words(backup):
            base_backup.verify(backup, key, step)
            found = next(
                (one for one in check(backup, key, step) if not one.ok and one.name not in FORGIVEN), None
            )
    except ProssceError as error:
        if error.code in ("workspace-damaged", "disk-failed"):
            return str(error)
        raise
    return None if found is None else f"{found.name}: {found.detail}"


unpack_backup = restore_from_backup.stage_file
stage_workspace = restore_from_backup.stage_workspace


def stage_backup(store: Store, backup: Backup, beside: Path, step: ProgressCallback = silent) -> Staged:
    """Make one of the listed copies ready to be restored."""
    if backup.where is BackupPlace.here:
        return restore_from_backup.stage_backup(store.folder, store.key, backup.path, beside, step)
    return restore_from_backup.stage_file(backup.path, beside, step)


def key_of(staged: Staged, opener: Unlock | None, store: Store | None = None) -> Unlocked:
    """The key of staged records: the open ones' if it fits, else typed or remembered."""
    if store is not None and restore_from_backup.opens(staged, store.key):
        return Unlocked(store.key, store.identity.officer_id)
    return restore_from_backup.key_of(staged, opener)


def opener_of(text: str) -> Unlock:
    """A typed recovery key (whole sheet, or without its beginning), else a passphrase."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    letters = "".join("".join(lines).split()).lower()
    is_recovery_key = letters.startswith("age-secret-key-1") or (
        len(letters) == _REST and set(letters) <= _LETTERS
    )
    return RecoveryKey(text) if is_recovery_key else Passphrase(text)


def preview(
    staged: Staged, opened: Unlocked, store: Store | None = None, step: ProgressCallback = silent
) -> BackupPreview:
    """Look into staged records. Raises BackupDamaged, BackupNewer."""
    with restore_from_backup.verified(staged, opened.key, step) as other, other.read() as reading:
        lacking = None if store is None else missing(store, reading)
        another = store is not None and store.identity.device_key != other.identity.device_key
        return BackupPreview(staged.made, holds(reading), lacking, another, staged.move, staged.older)


def preview_here(store: Store, backup: Backup, step: ProgressCallback = silent) -> BackupPreview:
    """Look into a copy beside the records without copying it once more."""
    with restore_from_backup.read_backup(backup.path, store.key, step) as reading:
        if reading is None:
            return BackupPreview(backup.made, None, None, False, False)
        return BackupPreview(backup.made, holds(reading), missing(store, reading), False, False)


def restore(
    staged: Staged, opened: Unlocked, target: Path, *, remember: bool = False, step: ProgressCallback = silent
) -> Store:
    """Give staged records a folder of their own, open for writing; on an error nothing is left."""
    try:
        return restore_from_backup.restore(staged, opened, target, remember=remember, step=step)
    except BaseException:
        staged.discard()
        raise


def contents_of(store: Store) -> Holds:
    """What open records hold."""
    with store.read() as reading:
        return holds(reading)


def restore_file(target: Path, file: Path, opener: Unlock | None) -> tuple[Store, Staged]:
    """A backup file into a new folder, in one go, for scripts."""
    restore_from_backup.refuse_taken(target)
    staged = unpack_backup(file, target)
    try:
        opened = key_of(staged, opener)
    except BaseException:
        staged.discard()
        raise
    return restore(staged, opened, target), staged


def _newest(store: Store) -> Path | None:
    return next(iter(base_backup.backups_in(store.folder / "backups", utc_now())), None)


def _second_place(store: Store) -> Path | None:
    said = store.settings.read(SettingKey.second_place)
    return Path(said) if said else None


def _known(store: Store, key: SettingKey) -> dict[str, str] | None:
    said = store.settings.read(key)
    return json.loads(said) if said else None


def _text(time: dt.datetime) -> str:
    return time.isoformat(timespec="seconds")


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
