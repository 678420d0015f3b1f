"""Files that another program holds for a moment: on Windows a virus scanner opens each new file, and until
it is done the file cannot be opened, renamed or removed. Elsewhere nothing is ever held."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")

PATIENCE = 3.0
"""Seconds; a program that holds a file longer has it open, and the person is told so."""
SHARING = frozenset({32, 33})
"""Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""
DENIED = 5
"""Windows: ERROR_ACCESS_DENIED, also of a name whose file is open."""
_EVERY = 0.05


def patiently(act: Callable[[], _T]) -> _T:
    """What `act` gives, tried again for a while where another program holds a file. Raises its OSError."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except PermissionError:  # what Windows says of a file that is open, whoever asks
            if sys.platform != "win32" or time.monotonic() > until:
                raise
        time.sleep(_EVERY)


def wait_until_free(path: Path) -> None:
    """Until the file can be written to, if it is there. Raises OSError where it is held too long."""
    if sys.platform == "win32" and path.exists():
        os.close(patiently(lambda: os.open(path, os.O_RDWR)))


def read(path: Path) -> bytes:
    """All of a file. Raises OSError."""
    return patiently(path.read_bytes)


def copy(source: Path, target: Path) -> None:
    """The content of a file under another name. Raises OSError."""
    patiently(lambda: shutil.copyfile(source, target))


def rename(old: Path, new: Path) -> None:
    """Give a file or folder another name, in one step; a file that has it goes. Raises OSError."""
    patiently(lambda: os.replace(old, new))


def remove(path: Path) -> None:
    """Remove a file, if it is there. Raises OSError."""
    patiently(lambda: path.unlink(missing_ok=True))
