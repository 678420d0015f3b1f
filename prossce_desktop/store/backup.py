"""Copies of the base by the engine's own means: whole at any moment, encrypted as it is, looked at before they count."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop.errors import WorkspaceDamaged
from prossce_desktop.files import replacing
from prossce_desktop.store.database import Connection, connect

KEPT = 7
"""Copies kept in the workspace; older ones go."""


def copy_to(base: Path, key: bytes | None, target: Path) -> None:
    """A verified copy in place of `target`; what stood there stays until the copy is known to be whole."""
    with replacing(target) as aside:
        source = connect(base, key, writing=False)
        try:
            _copy(source, key, aside)
        finally:
            source.close()
        verify(aside, key)


def _copy(source: Connection, key: bytes | None, target: Path) -> None:
    made = connect(target, key, writing=False, make=True)  # keyed before the first page comes, else it would be copied in clear
    try:
        made.execute("PRAGMA query_only = 0").fetchall()
        source.backup(made)
        made.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a log beside it
    finally:
        made.close()


def verify(path: Path, key: bytes | None) -> None:
    """Raises WorkspaceDamaged if the copy is not whole."""
    made = connect(path, key, writing=False)
    try:
        if made.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise WorkspaceDamaged(path=path)
        if key is not None and made.execute("PRAGMA cipher_integrity_check").fetchall():
            raise WorkspaceDamaged(path=path)
    finally:
        made.close()


def copy_to_folder(base: Path, key: bytes | None, folder: Path, now: dt.datetime) -> Path:
    """A dated copy in the folder of copies; only the newest seven stay."""
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"base-{now.astimezone(dt.UTC):%Y%m%d-%H%M%S}.db"
    copy_to(base, key, target)
    for old in copies(folder)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def copies(folder: Path) -> list[Path]:
    """The dated copies, newest first."""
    return sorted(folder.glob("base-*.db"), reverse=True) if folder.is_dir() else []


