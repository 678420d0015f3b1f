"""Where the parts of a workspace lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.system.protected_places import BASE


@dataclass(frozen=True, slots=True)
class Files:
    """Where the parts of a workspace lie, and the base's key (None: not encrypted)."""

    folder: Path
    key: bytes | None

    @property
    def base(self) -> Path:
        return self.folder / BASE

    @property
    def backups(self) -> Path:
        return self.folder / "backups"
