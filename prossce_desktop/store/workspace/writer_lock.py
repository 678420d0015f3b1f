"""One writer at a time, over all processes: a lock the system gives back by itself when a process dies."""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path

from prossce_desktop.errors import WorkspaceInUse
from prossce_desktop.system import file_lock
from prossce_desktop.system.atomic_files import in_words

_LONGEST_PAUSE, _SHORTEST_PAUSE = 0.05, 0.002
"""Seconds between two looks at a held lock; a longer waiter looks more often, so turns are kept."""
_MOVE = 64
"""Where the last move's number stands: on Windows a locked byte is unreadable, and byte one is locked."""
_WIDE = 8


class WriterLock:
    """Held from the making until `release()`."""

    def __init__(self, path: Path, wait: float) -> None:
        """Wait up to `wait` seconds after the lock changed hands. Raises WorkspaceInUse, NoPermission."""
        try:
            self._file = os.open(path, file_lock.OPEN | os.O_CREAT, 0o600)
        except OSError as error:
            raise in_words(error, path) from error
        try:
            self._wait(wait)
        except BaseException:
            os.close(self._file)
            raise
        self._move()

    def _wait(self, wait: float) -> None:
        moved, pause = self._last_move(), _LONGEST_PAUSE
        until = time.monotonic() + wait
        while not file_lock.taken(self._file):
            last = self._last_move()
            if last != moved:
                moved, until, pause = last, time.monotonic() + wait, max(_SHORTEST_PAUSE, pause * 0.9)
            elif time.monotonic() >= until:
                raise WorkspaceInUse
            time.sleep(random.uniform(pause / 2, pause))

    def _last_move(self) -> bytes:
        with suppress(OSError):
            os.lseek(self._file, _MOVE, os.SEEK_SET)
            return os.read(self._file, _WIDE)
        return b""

    def _move(self) -> None:
        """Whoever waits sees that the queue moves; where the disk is full they wait as if it stood."""
        with suppress(OSError):
            os.lseek(self._file, _MOVE, os.SEEK_SET)
            os.write(self._file, os.urandom(_WIDE))

    def release(self) -> None:
        """Let the next one write; a second call does nothing."""
        if self._file >= 0:
            self._move()
            os.close(self._file)
            self._file = -1
