"""How far a source had come, kept a second time outside the workspace.

A base older than this number was copied back; one without it, or from another machine, was carried or cloned.
Two futures could use the same operation numbers, so the source begins a new incarnation (20 bytes). Written
at every save and synced at the end: a file that lags behind accuses nobody.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from prossce_desktop.store.log.operation_log import Source
from prossce_desktop.system import held_files, paths

_WIDE = 64
"""Bytes of the file; always all of them, so that it is overwritten in place."""


def is_in_doubt(source: Source, last: int) -> bool:
    """Whether a source whose last number here is `last` may go on elsewhere; not one without any."""
    known = _read(_path(source))
    if known is None:
        return last > 0
    return known[0] > last or (last > 0 and known[1] != machine())


def saved_here(source: Source) -> int:
    """The number of the last operation of a source that this very computer saved; 0 where it saved none."""
    known = _read(_path(source))
    return known[0] if known is not None and known[1] == machine() else 0


class OutsideMark:
    """Keeps one source's number. Where it cannot be written, the next start is in doubt."""

    def __init__(self, source: Source, last: int) -> None:
        self.source = source
        self._file = -1
        path = _path(source)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = os.open(
                path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o600
            )
        self.keep(last)

    def keep(self, last: int) -> None:
        """The source has come to number `last`."""
        if self._file >= 0:
            with suppress(OSError):
                os.lseek(self._file, 0, os.SEEK_SET)
                os.write(self._file, json.dumps([last, machine()]).encode().ljust(_WIDE))

    def close(self) -> None:
        """Bring it to the disk and let go; a second call does nothing."""
        if self._file >= 0:
            with suppress(OSError):
                os.fsync(self._file)
            os.close(self._file)
            self._file = -1


def _path(source: Source) -> Path:
    return paths.config_folder() / "sources" / f"{source.number:010x}"


def _read(path: Path) -> tuple[int, str] | None:
    try:
        last, where = json.loads(held_files.read(path))
        return int(last), str(where)
    except (OSError, ValueError, TypeError):
        return None


@lru_cache(maxsize=1)
def machine() -> str:
    """Sixteen letters for this machine that tell nothing of it; the same ones if it has no number."""
    return hashlib.sha256(f"prossce {_system_number()}".encode()).hexdigest()[:16]


def _system_number() -> str:
    with suppress(OSError, ValueError, LookupError):
        if sys.platform == "win32":
            import winreg

            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as opened:
                return str(winreg.QueryValueEx(opened, "MachineGuid")[0])
        if sys.platform == "darwin":
            import subprocess

            asked = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
            answer = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=True)
            return answer.stdout.split('"IOPlatformUUID" = "')[1].split('"')[0]
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    return ""
