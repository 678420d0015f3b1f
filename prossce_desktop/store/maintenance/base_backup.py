"""Backups by the engine's own means: whole at any moment, encrypted, verified before they count."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import closing, suppress
from pathlib import Path

from prossce_desktop.errors import WorkspaceDamaged
from prossce_desktop.store.db.attachments import copy_beside
from prossce_desktop.store.db.connection import (
    APPLICATION_ID,
    Connection,
    connect,
    in_words,
    refuse_lost_pages,
    stoppable,
)
from prossce_desktop.store.erasure import secure_wipe
from prossce_desktop.store.maintenance.backup_retention import newest_first, thin
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import replacing_own
from prossce_desktop.system.progress import ProgressCallback, silent

_NAME = re.compile(r"base-(\d{8}-\d{6})\.db")
_STAMP = "%Y%m%d-%H%M%S"
_AT_ONCE = 500
"""Pages copied between two looks at Cancel."""


def back_up_to(base: Path, key: bytes | None, target: Path, step: ProgressCallback = silent) -> None:
    """A verified copy in place of `target`, which stays until the copy is whole; `step` counts pages."""
    with replacing_own(target) as aside:
        try:
            with closing(connect(base, key, writing=False)) as source:
                _copy(source, key, aside, step)
            verify(aside, key, step)
        finally:
            for ending in ("-journal", "-wal", "-shm"):
                held_files.remove(aside.with_name(aside.name + ending))


def _copy(source: Connection, key: bytes | None, target: Path, step: ProgressCallback) -> None:
    def show(_status: int, left: int, whole: int) -> None:
        step(whole - left, whole)

    # keyed before the first page comes, else it would be copied in clear
    with closing(connect(target, key, writing=False, make=True)) as made:
        made.execute("PRAGMA query_only = 0").fetchall()
        # a copy that fails is thrown away, and a log beside it is one more file that a scanner holds
        made.execute("PRAGMA journal_mode = MEMORY").fetchall()
        source.execute("BEGIN")
        # one snapshot, else every save would begin the copy anew
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(made, pages=_AT_ONCE, progress=show)
        refuse_lost_pages(source)  # else its zeros would stand in the copy as if they had been written
        made.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a log beside it
        if secure_wipe.is_due(made.execute):
            secure_wipe.wipe(made)


def verify(path: Path, key: bytes | None, step: ProgressCallback = silent) -> None:
    """Raises WorkspaceDamaged if the copy is not whole."""
    with closing(connect(path, key, writing=False)) as made, stoppable(made, step):
        if made.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise WorkspaceDamaged(path=path)
        if made.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise WorkspaceDamaged(path=path)
        if key is not None and made.execute("PRAGMA cipher_integrity_check").fetchall():
            raise WorkspaceDamaged(path=path)


def back_up_to_folder(
    base: Path, key: bytes | None, folder: Path, now: dt.datetime, step: ProgressCallback = silent
) -> Path:
    """A dated copy in the folder of copies; once it is verified the older ones are thinned."""
    folder.mkdir(mode=0o700, exist_ok=True)
    target = _dated(folder, now)
    back_up_to(base, key, target, step)
    copy_beside(base, folder)
    apply_retention(folder, now, target)
    return target


def rescue(source: Connection, key: bytes | None, folder: Path, now: dt.datetime) -> Path:
    """A dated backup of what a connection has open, even without a file name. Nothing is thinned."""
    folder.mkdir(mode=0o700, exist_ok=True)
    target = _dated(folder, now)
    with in_words(target), replacing_own(target) as aside:
        _copy(source, key, aside, silent)
        source.execute("COMMIT")
        verify(aside, key)
    return target


def _dated(folder: Path, now: dt.datetime) -> Path:
    return folder / f"base-{now.astimezone(dt.UTC):{_STAMP}}.db"


def apply_retention(folder: Path, now: dt.datetime, made: Path) -> None:
    """Let go of the dated copies that are not to stay."""
    thin({made_at(path): path for path in backups_in(folder)}, now, made_at(made))


def made_at(backup: Path) -> dt.datetime:
    """When a dated copy was made, in UTC, by its name. Raises ValueError for other files."""
    match = _NAME.fullmatch(backup.name)
    if match is None:
        raise ValueError(backup.name)
    return dt.datetime.fromisoformat(match[1]).replace(tzinfo=dt.UTC)


def backups_in(folder: Path, now: dt.datetime | None = None) -> list[Path]:
    """The dated copies, newest first; with `now`, those that a wrong clock dated ahead of it come last."""
    known: dict[dt.datetime, Path] = {}
    for path in folder.glob("base-*.db") if folder.is_dir() else ():
        with suppress(ValueError):
            known[made_at(path)] = path
    return [known[moment] for moment in (newest_first(known, now) if now else sorted(known, reverse=True))]


def set_aside_damaged(backup: Path) -> Path:
    """A backup that failed its check gets a name under which it is not offered; it is not thinned."""
    return backup.rename(backup.with_name(backup.name.replace("base-", "spoiled-", 1)))


_MARKS = (
    "SELECT (SELECT max(number) FROM step), (SELECT count(*) FROM draft), (SELECT max(at) FROM draft),"
    " (SELECT value FROM meta WHERE name = 'identity')"
)


def has_changed_since(base: Path, key: bytes | None, backup: Path | None) -> bool:
    """Whether anything was saved or typed since the backup; without a backup, whether anything ever was."""
    now = _marks(base, key)
    if backup is None:
        return now[0] is not None or bool(now[1])
    try:
        return now != _marks(backup, key)
    except Exception:  # a copy that cannot be read is none
        return True


def _marks(path: Path, key: bytes | None) -> tuple[object, ...]:
    with closing(connect(path, key, writing=False)) as db:
        found = tuple(db.execute(_MARKS).fetchone())
        refuse_lost_pages(db)
        return found
