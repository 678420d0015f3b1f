"""What other programs do to our files: hold them open, look at each new one."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import TracebackType

READ, WRITE, OPEN_EXISTING, BACKUP_SEMANTICS = 0x8000_0000, 0x4000_0000, 3, 0x0200_0000
SHARE_READ, SHARE_WRITE, SHARE_DELETE = 1, 2, 4
NO_HANDLE = ctypes.c_void_p(-1).value


def _open(path: Path, share: int) -> int | None:
    """A handle as another program holds one; None where the file cannot be had."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), READ, share, None, OPEN_EXISTING, 0, None)
    return None if handle in (None, NO_HANDLE) else int(handle)


def _close(handle: int) -> None:
    ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(handle))


@contextmanager
def held(path: Path, share: int = 0) -> Iterator[None]:
    """Another program has the file open; `share`: what it lets others do meanwhile, by default nothing."""
    handle = _open(path, share)
    assert handle is not None, path
    try:
        yield
    finally:
        _close(handle)


@contextmanager
def open_in_office(path: Path) -> Iterator[None]:
    """An office program has a file of this name open, as its system shows it: by a lock on it, or by a note beside it."""
    shown = path if sys.platform == "win32" else path.with_name(f".~lock.{path.name}#")
    shown.touch()
    with held(shown) if sys.platform == "win32" else nullcontext():
        yield
    shown.unlink()


class Scanner:
    """A virus scanner: opens each new file below a folder for a while, and lets nobody else have it."""

    def __init__(self, root: Path, seconds: float = 0.2) -> None:
        self.scanned: list[Path] = []
        self._root, self._seconds = root, seconds
        self._seen = set(root.rglob("*"))
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Scanner:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        until: dict[int, float] = {}
        while not self._stop.wait(0.003):
            for handle in [one for one, end in until.items() if end < time.monotonic()]:
                _close(handle)
                del until[handle]
            for path in self._root.rglob("*"):
                if path not in self._seen and path.is_file() and (handle := _open(path, 0)) is not None:
                    self._seen.add(path)
                    self.scanned.append(path)
                    until[handle] = time.monotonic() + self._seconds
        for handle in until:
            _close(handle)
