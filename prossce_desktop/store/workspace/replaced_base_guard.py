"""The very file that a writing store opened: a cloud's folder may put another there, and no engine notices.

Saves since then would go into a file without a name, so they are kept as a copy first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from prossce_desktop.errors import ProssceError, WorkspaceReplaced
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.maintenance.base_backup import rescue


class OpenedFile:
    """`is_replaced` stays true from the first look that finds another file: nothing is written here again."""

    def __init__(self, base: Path) -> None:
        self.is_replaced = False
        self._base = base
        self._number: tuple[int, int] | None = None

    def begin(self) -> None:
        """It is about to be opened."""
        self._number = _number(self._base)

    def refuse_another(
        self, writing: Connection | None, key: bytes | None, now: Callable[[], dt.datetime]
    ) -> None:
        """Raises WorkspaceReplaced where the name is another file; what `writing` has open is backed up."""
        self.keep_if_replaced(writing, key, now)
        if self.is_replaced:
            raise WorkspaceReplaced(path=self._base.parent)

    def keep_if_replaced(
        self, writing: Connection | None, key: bytes | None, now: Callable[[], dt.datetime]
    ) -> None:
        """The same for who is leaving: keeps the copy and refuses nothing."""
        if writing is not None and not self.is_replaced and _number(self._base) != self._number:
            self.is_replaced = True
            with suppress(ProssceError):
                rescue(writing, key, self._base.parent / "backups", now())


def _number(path: Path) -> tuple[int, int] | None:
    """Which file lies there, whatever its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
