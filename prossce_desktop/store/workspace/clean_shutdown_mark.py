"""How the files of a base were left, kept outside the workspace beside `outside`.

Pages are sealed one by one, not together: a base half copied over an older one, or beside the log of last
week, has whole pages and wrong values. Only a slow look at everything finds that; so it is made only where
files are not as this computer left them. What a disk only pretended to write shows in each new copy.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from prossce_desktop.store.log.operation_log import Source
from prossce_desktop.system import held_files, paths

_WIDE = 96
"""Bytes of the file; always all of them, so that it is overwritten in place."""
_COARSE = 2_000_000_000
"""Nanoseconds; sticks keep times of two seconds, and give the exact one only until they are pulled."""
_HEADER, _SALTS = 32, slice(16, 24)
"""Of the log: two numbers that are drawn anew whenever it begins again."""


def trace(base: Path) -> str:
    """The base's size and time, and which log lies beside it. Raises OSError where there is no base."""
    found = base.stat()
    header = b""
    with suppress(FileNotFoundError), open(base.with_name(f"{base.name}-wal"), "rb", buffering=0) as log:
        header = log.read(_HEADER)
    return f"{found.st_size} {found.st_mtime_ns} {header[_SALTS].hex() or 'none'}"


def is_as_left(source: Source, mark: str) -> bool:
    """Whether this computer left the files so or never had them: what comes whole waits for its next copy."""
    try:
        left = held_files.read(_path(source)).decode("ascii").strip()
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    try:
        if left == mark:
            return True
        (size, time, log), (size_now, time_now, log_now) = left.split(" "), mark.split(" ")
        return (size, log) == (size_now, log_now) and int(time) // _COARSE * _COARSE == int(time_now)
    except (OSError, ValueError):
        return False


def keep(source: Source, base: Path) -> None:
    """The files of this base are good as they lie now; said after every write.
    Not synced: after a power cut one look too many is made. So it is where nothing can be written.
    """
    path = _path(source)
    with suppress(OSError):
        text = trace(base).encode().ljust(_WIDE)
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = os.open(
            path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o600
        )
        try:
            os.write(file, text)
        finally:
            os.close(file)


def _path(source: Source) -> Path:
    return paths.config_folder() / "left" / f"{source.number:010x}"
