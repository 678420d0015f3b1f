"""One writer at a time, over all processes: a lock the system gives back by itself when a process dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from prossce_desktop.errors import WorkspaceInUse
from prossce_desktop.files import in_words

_PAUSE = 0.03
"""Seconds between two looks at a lock somebody else holds."""


class WriterLock:
    """Held from the making until `release()`."""

    def __init__(self, path: Path, wait: float) -> None:
        """Wait up to `wait` seconds; raises WorkspaceInUse, or NoPermission where the file cannot be made."""
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise in_words(error, path) from error
        until = time.monotonic() + wait
        while not _taken(self._file):
            if time.monotonic() >= until:
                os.close(self._file)
                raise WorkspaceInUse
            time.sleep(_PAUSE)

    def release(self) -> None:
        """Let the next one write; a second call does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":
    import msvcrt

    def _taken(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
