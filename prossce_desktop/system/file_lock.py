"""A lock on an open file that the system gives back by itself when its process dies."""

from __future__ import annotations

import os
import sys

OPEN = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
"""How a file to lock is opened."""

if sys.platform == "win32":
    import msvcrt

    def taken(file: int) -> bool:
        """Whether the lock is ours now; never waits."""
        try:
            os.lseek(file, 0, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def taken(file: int) -> bool:
        """Whether the lock is ours now; never waits."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
