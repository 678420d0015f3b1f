"""Folders for what is needed for a moment; what a killed run of the program left is swept by the next one."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prossce_desktop.system import file_lock

_PREFIX = "prossce-"
_ALIVE = ".alive"
"""A file that its process holds locked for as long as it lives."""
_BEING_MADE = 24 * 3600.0
"""Seconds for which a folder without that file may be one that is being made just now."""


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A private folder, removed when the block ends; after a killed process `sweep` removes it."""
    folder, held = _made()
    try:
        yield folder
    finally:
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def _made() -> tuple[Path, int]:
    """A folder with its locked sign of life; made again where a sweep came between sign and lock."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            held = os.open(folder / _ALIVE, file_lock.OPEN | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        with suppress(FileNotFoundError):
            if file_lock.taken(held) and os.path.samestat(os.fstat(held), (folder / _ALIVE).stat()):
                return folder, held
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> int:
    """Remove what dead processes of this user left; how many folders. What fails waits for the next sweep."""
    gone = 0
    with suppress(OSError):
        for one in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                if _is_ours(one):
                    gone += _swept(one)
    return gone


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (os.name != "posix" or found.st_uid == os.getuid())


def _swept(folder: Path) -> bool:
    """Whether its process is dead and it is removed; its sign of life stays locked meanwhile."""
    try:
        held = os.open(folder / _ALIVE, file_lock.OPEN)
    except FileNotFoundError:
        if time.time() - folder.lstat().st_mtime <= _BEING_MADE:
            return False
    else:
        try:
            if not file_lock.taken(held):
                return False
            if os.name == "posix":  # elsewhere a file that is open stays
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
