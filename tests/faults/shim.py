"""The layer between program and disk: compiled once, preloaded into child processes, spoken to from inside them."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")

OPENING, WRITING, SYNCING, NAMING, READING, CUTTING = 1, 2, 4, 8, 16, 32
CHANGING = OPENING | WRITING | SYNCING | NAMING | CUTTING
EVERY = CHANGING | READING
ALWAYS = 1 << 40

FAULTS = {
    "no-space": (WRITING | NAMING | OPENING | CUTTING, errno.ENOSPC),
    "no-permission": (OPENING | NAMING, errno.EACCES),
    "disk-error": (CHANGING, errno.EIO),
    "device-gone": (EVERY, errno.ENODEV),
}
"""What a computer answers, and to which calls."""


def compiler() -> str | None:
    """A compiler for C; the smallest one does."""
    if not sys.platform.startswith("linux"):
        return None
    return next((found for name in ("cc", "gcc", "tcc") if (found := shutil.which(name))), None)


def compiled(folder: Path) -> Path:
    """The layer as a library in `folder`."""
    library = folder / "faults.so"
    found = compiler()
    assert found is not None
    subprocess.run([found, "-shared", "-fPIC", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True, capture_output=True)
    return library


class Layer:
    """Inside a child that was started with the library."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_counted.restype = ctypes.c_long

    def below(self, folder: Path) -> None:
        """Which folder's files it looks after."""
        self._library.faults_below(os.fsencode(folder.absolute()))

    def record(self, path: Path) -> None:
        """Write down every change from now on."""
        self._library.faults_record(os.fsencode(path))

    def note(self, text: str) -> None:
        """A word between the changes: what had been acknowledged by then."""
        self._library.faults_note(text.encode())

    def fail(self, kinds: int, error: int, first: int, last: int | None = None) -> None:
        """Let calls from the `first`-th to the `last`-th (None: only that one) fail."""
        self._library.faults_fail(kinds, ctypes.c_long(first), ctypes.c_long(first if last is None else last), error)

    def pulled(self) -> None:
        """The device is gone: what is open below the folder never works again, also when the device is back."""
        self._library.faults_pulled()

    def clock(self, seconds: int) -> None:
        """So far is the clock of this computer from the true one."""
        self._library.faults_clock(ctypes.c_long(seconds))

    def work_again(self) -> int:
        """No call fails any more; how many were counted."""
        counted = int(self._library.faults_counted())
        self._library.faults_fail(0, ctypes.c_long(0), ctypes.c_long(0), errno.EIO)
        return counted
