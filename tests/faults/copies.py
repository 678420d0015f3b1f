"""Which copy lies beside the records."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.store.maintenance.base_backup import backups_in
from prossce_desktop.store.workspace.workspace_lifecycle import utc_now


def newest_copy(folder: Path) -> Path | None:
    """The newest copy of the base, whole or not."""
    return next(iter(backups_in(folder / "backups", utc_now())), None)
