"""No half-written file: write aside, fsync, rename. What the disk answers becomes a sentence."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prossce_desktop.errors import DiskFailed, DiskFull, FolderMissing, NameRefused, NoPermission, ProssceError, TargetIsFolder, TargetOpen

_FORGOTTEN_AFTER = 24 * 3600.0
"""Seconds after which an aside file is taken for one left by a program that was killed."""

_ASIDE = re.compile(r"\..+-[0-9a-f]{8}\.part(\.[^.]*)?")
"""What files aside are called, whatever their target."""

_SHARING = frozenset({32, 33})
"""Windows: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""

_MEANING: dict[int, type[ProssceError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EACCES: NoPermission,
    errno.EPERM: NoPermission,
    errno.EROFS: NoPermission,
    errno.ENOENT: FolderMissing,
    errno.ENOTDIR: FolderMissing,
    errno.ETXTBSY: TargetOpen,
    errno.EBUSY: TargetOpen,
    errno.EISDIR: TargetIsFolder,
    errno.ENAMETOOLONG: NameRefused,
    errno.EINVAL: NameRefused,
}
_WHILE_WRITING = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EROFS", "ENODEV", "ENXIO", "ESTALE", "EREMOTEIO")
    if hasattr(errno, name)
)
"""What a write to a disk is answered when it is full, broken or was pulled out; such an error names no file."""
_ABOUT_THE_FOLDER = (NoPermission, FolderMissing)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield the path of an empty file beside `path`; when the block ends well it takes the place of `path` in one step.

    Until then, and after any error, what stood at `path` is whole and the file aside is gone. The new file keeps the
    permissions of the old. Raises DiskFull, NoPermission, FolderMissing, TargetOpen, TargetIsFolder, NameRefused or
    DiskFailed; errors of the block that have nothing to do with writing pass through as they are.
    """
    target = path.resolve() if os.path.islink(path) else path
    _refuse_what_is_open(target)
    aside = _make_aside(target)
    try:
        try:
            yield aside
        except OSError as error:
            if _concerns(error, aside):
                raise in_words(error, target) from error
            raise
        try:
            _settle(aside, target)
        except OSError as error:
            raise in_words(error, target, replacing_it=True) from error
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def in_words(error: OSError, path: Path, *, replacing_it: bool = False) -> ProssceError:
    """The sentence for what the computer answered while `path` was written."""
    windows = getattr(error, "winerror", None)
    if windows in _SHARING or (windows == 5 and replacing_it and path.exists()):
        return TargetOpen(path=path)
    kind = _MEANING.get(error.errno or 0)
    if kind is None:
        return DiskFailed(path=path, reason=error.strerror or type(error).__name__)
    if kind is DiskFull:
        return DiskFull()
    return kind(path=path.parent if kind in _ABOUT_THE_FOLDER else path)


def _refuse_what_is_open(target: Path) -> None:
    """Office programs leave a note beside a file they have open; where the system does not lock, the note is all there is."""
    if os.path.isdir(target):
        raise TargetIsFolder(path=target)
    if sys.platform == "win32":
        return
    for note in (f".~lock.{target.name}#", f"~${target.name}"):
        if os.path.lexists(target.parent / note):
            raise TargetOpen(path=target)


def _make_aside(target: Path) -> Path:
    """An empty file beside the target, readable as the person's other files are."""
    _sweep(target)
    head, tail = _aside_name(target)
    try:
        aside = target.with_name(f"{head}{secrets.token_hex(4)}{tail}")
    except ValueError as error:  # no name at all, as in "/"
        raise NameRefused(path=target) from error
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        if target.exists():
            aside.chmod(stat.S_IMODE(target.stat().st_mode) | stat.S_IWUSR)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise in_words(error, target) from error
    except ValueError as error:  # a NUL in the name
        raise NameRefused(path=target.name.replace("\0", "?")) from error
    return aside


def _aside_name(target: Path) -> tuple[str, str]:
    """How names of files aside begin and end; short enough where the target's own name is as long as may be."""
    return f".{target.stem[:40]}-", f".part{target.suffix}"


def _sweep(target: Path) -> None:
    """Remove aside files that a killed program left long ago: of this target, and of those that never come again, as dated copies."""
    head, tail = _aside_name(target)
    with suppress(OSError, ValueError):
        for old in target.parent.iterdir():
            is_ours = (old.name.startswith(head) and old.name.endswith(tail)) or (_ASIDE.fullmatch(old.name) and old.is_file())
            if is_ours and time.time() - old.stat().st_mtime > _FORGOTTEN_AFTER:
                old.unlink()


def _settle(aside: Path, target: Path) -> None:
    with open(aside, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(aside, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Let names made, changed and removed in a folder outlast a power cut; the files themselves are synced by who wrote them."""
    if sys.platform == "win32":  # no handle on a folder to sync
        return
    with suppress(OSError):  # some network folders refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder only the user can look into, with the folders above it, so that all of them outlast a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def _concerns(error: OSError, aside: Path) -> bool:
    """Whether an error of the block came from writing the file aside (a full disk names no file at all)."""
    if error.filename is None:
        return error.errno in _WHILE_WRITING
    return str(error.filename) == str(aside)
