"""Which copy lies beside the records."""

from __future__ import annotations

from pathlib import Path

from prossce_desktop.store.maintenance.base_backup import copies
from prossce_desktop.store.workspace.workspace_lifecycle import utc_now


def newest_copy(folder: Path) -> Path | None:
    """The newest copy of the base, whole or not."""
    return next(iter(copies(folder / "backups", utc_now())), None)
