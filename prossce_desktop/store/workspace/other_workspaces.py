"""Other workspaces on this computer, looked at from the open one: contents, what opens them, removal.

Nothing of them is written, brought up to date or locked while they are looked at.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from prossce_desktop.errors import ProssceError
from prossce_desktop.store.db.attachments import FOLDER as PICTURES
from prossce_desktop.store.db.connection import Connection, connect_still, in_words, refuse_lost_pages
from prossce_desktop.store.db.workspace_layout import Files
from prossce_desktop.store.erasure.erased_ids_file import NAME as ERASED
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.log.steps import last_step_at
from prossce_desktop.store.maintenance.base_backup import backups_in
from prossce_desktop.store.workspace import key_file, stored_key
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.writer_lock import WriterLock
from prossce_desktop.system.protected_places import BASE, KEY, LOCK, MAKING, SPARE


class Opens(StrEnum):
    """What opens a workspace."""

    by_itself = "by-itself"
    """This computer remembers its key, or it is not encrypted."""
    todays = "todays"
    """The passphrase that opens the open records now."""
    then = "then"
    """The passphrase of then; the key is that of the open records."""
    own = "own"
    """A passphrase or recovery key of its own: nothing here knows its key."""


@dataclass(frozen=True, slots=True)
class WorkspaceSummary:
    """What a look without opening finds in a base."""

    office: str
    device: str
    activities: int
    people: int
    drafts: int
    last: dt.datetime | None
    """When the last step was recorded, in UTC."""
    whole: bool
    """False: it was not closed, so that the newest entries may not be counted."""


@dataclass(frozen=True, slots=True)
class OlderWorkspace:
    """One workspace beside the open one. `changed`: last write, UTC; None without a base."""

    folder: Path
    changed: dt.datetime | None
    bytes: int
    backups: int
    opens: Opens
    counted: WorkspaceSummary | None


def look(folder: Path, store: Store) -> OlderWorkspace:
    """Look at one without opening it. Whatever cannot be read is left out: this never fails."""
    base = Files(folder, None).base
    opens, key = _opens(folder, store)
    changed = None
    with suppress(OSError):
        changed = dt.datetime.fromtimestamp(_written(base), dt.UTC)
    counted = None if opens is Opens.own or changed is None else _counted(base, key)
    return OlderWorkspace(
        folder, changed, _size(folder), len(backups_in(Files(folder, None).backups)), opens, counted
    )


def _written(base: Path) -> float:
    return max(one.stat().st_mtime for one in (base, *([_log(base)] if _has_log(base) else [])))


def _opens(folder: Path, store: Store) -> tuple[Opens, bytes | None]:
    try:
        file = key_file.read(folder)
    except ProssceError:
        return Opens.own, None
    if file.protection == key_file.PLAIN:
        return Opens.by_itself, None
    base, known = Files(folder, None).base, stored_key.recall(file.workspace)
    if known is not None and _fits(base, known):
        return Opens.by_itself, known
    if store.key is None or not _fits(base, store.key):
        return Opens.own, None
    now = key_file.read(store.folder).slots
    mine = [slot for slot in now if slot.get("officer") == store.identity.officer_id] or list(now)
    return Opens.todays if any(slot in file.slots for slot in mine) else Opens.then, store.key


def _fits(base: Path, key: bytes) -> bool:
    try:
        connect_still(base, key).close()
    except Exception:  # another key, no base, or a first page that is not whole
        return False
    return True


def _counted(base: Path, key: bytes | None) -> WorkspaceSummary | None:
    try:
        db = connect_still(base, key)
    except Exception:  # as above
        return None
    try:
        found = _count(db, not _has_log(base))
        refuse_lost_pages(db)
        return found
    # a base older than these tables, or damaged: what it holds is found out when it is opened
    except Exception:
        return None
    finally:
        db.close()


def _count(db: Connection, whole: bool) -> WorkspaceSummary:
    who = json.loads(db.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()[0])
    last = last_step_at(db)
    activities, people, drafts = db.execute(
        "SELECT (SELECT count(*) FROM activity WHERE removed = 0), (SELECT count(*) FROM person WHERE "
        "removed = 0), (SELECT count(*) FROM draft)"
    ).fetchone()
    return WorkspaceSummary(
        office=str(who["office"]),
        device=str(who["device"]),
        activities=int(activities),
        people=int(people),
        drafts=int(drafts),
        last=None if last is None else moment(last),
        whole=whole,
    )


def _log(base: Path) -> Path:
    return base.with_name(f"{base.name}-wal")


def _has_log(base: Path) -> bool:
    return _log(base).is_file() and _log(base).stat().st_size > 0


def _size(folder: Path) -> int:
    size = 0
    for above, _folders, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(above, name)).st_size
    return size


def remove(folder: Path, still: list[Path]) -> bool:
    """Remove a workspace with its copies and pictures, for good; others' files stay. Gives whether all is
    gone.
    `still`: workspaces that stay; with none of its key, this computer forgets that. Raises WorkspaceInUse
    where another program has it open, and what the disk says.
    """
    WriterLock(folder / LOCK, 0).release()
    workspace = _number(folder)
    with in_words(folder):
        base_first = sorted(
            (one for one in folder.iterdir() if _is_ours(one.name)),
            key=lambda one: not one.name.startswith(BASE),
        )
        for one in base_first:
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
    if workspace and workspace not in {_number(one) for one in still}:
        stored_key.forget(workspace)
    return not folder.exists()


def _number(folder: Path) -> str:
    try:
        return key_file.read(folder).workspace
    except ProssceError:
        return ""


def _is_ours(name: str) -> bool:
    """Whether it is part of a workspace: base, its files, keys, lock, backups, pictures, erased ids."""
    begins = (BASE, MAKING, "coming.db", "damaged-", ".base-", ".coming-", ".key-", ".erased-")
    return name in (KEY, SPARE, LOCK, ERASED, "backups", PICTURES) or name.startswith(begins)
