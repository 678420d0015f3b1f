"""Brings a base to this program's schema, one step after the other, each with a verified copy before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from prossce_desktop.errors import WorkspaceDamaged, WorkspaceNewer
from prossce_desktop.store.db.connection import APPLICATION_ID, Connection, transaction
from prossce_desktop.store.maintenance.base_backup import back_up_to
from prossce_desktop.store.migrations import STEPS, Migration


def version_of(db: Connection) -> int:
    """The schema a base has; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def refuse_foreign(db: Connection, folder: Path, steps: Sequence[Migration] = STEPS) -> int:
    """The version of a base of this program; raises WorkspaceNewer, or WorkspaceDamaged for anything else."""
    version = version_of(db)
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or version < 1:
        raise WorkspaceDamaged(path=folder)
    if version > len(steps):
        raise WorkspaceNewer(found=version, known=len(steps))
    return version


def bring_up_to_date(
    db: Connection, before_step: Callable[[Migration], None] | None = None, steps: Sequence[Migration] = STEPS
) -> None:
    """Run the steps that are missing, each in a transaction of its own with references checked at its end."""
    for step in steps[version_of(db) :]:
        if before_step is not None:
            before_step(step)
        with transaction(db):
            for sql in step.sql:
                db.execute(sql)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {step.number}")


def copying(base: Path, key: bytes | None, folder: Path) -> Callable[[Migration], None]:
    """Backs up the base to `backups/before-0002.db`, verified; no step is made without it."""

    def copy(step: Migration) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        back_up_to(base, key, folder / f"before-{step.number:04}.db")

    return copy
