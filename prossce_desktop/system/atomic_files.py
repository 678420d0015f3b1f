"""No half-written file: write aside, fsync, rename. What the disk answers becomes a sentence."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from prossce_desktop.errors import (
    DiskFailed,
    DiskFull,
    FileNameRefused,
    FolderMissing,
    NoPermission,
    ProssceError,
    TargetIsFolder,
    TargetNotAFile,
    TargetOpen,
)
from prossce_desktop.system import held_files, protected_places

_FORGOTTEN_AFTER = 24 * 3600.0
"""Seconds after which an aside file is taken for one left by a program that was killed."""

_ASIDE = re.compile(r"\..+-[0-9a-f]{8}\.part(\.[^.]*)?")
"""What files aside are called, whatever their target."""

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
    errno.ENAMETOOLONG: FileNameRefused,
    errno.EINVAL: FileNameRefused,
    errno.ELOOP: TargetNotAFile,
}
_WHILE_WRITING = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EIO", "EFBIG", "EROFS", "ENODEV", "ENXIO", "ESTALE", "EREMOTEIO")
    if hasattr(errno, name)
)
"""Errors of a disk that is full, broken or was pulled out; such an error names no file."""
_NOT_MADE = (0, 0)
"""Windows: whoever writes the file aside makes it too; a scanner would hold one made before."""
_ABOUT_THE_FOLDER = (NoPermission, FolderMissing)
_CAN_HOLD_FOLDERS = os.name == "posix" and os.rename in os.supports_dir_fd


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield the name of a file beside `path`, which takes its place in one step when the block ends well.

    Until then, and after any error, what stood at `path` is whole and the file aside is gone. `private`: it
    holds names or keys, so only its owner can read it, whatever the umask; others keep the permissions of
    the file they replace. A link stays a link. Raises what `protected_places.refuse` raises, DiskFull,
    NoPermission, FolderMissing, TargetOpen, FileNameRefused or DiskFailed; other errors of the block pass.
    """
    with _written_aside(path, private, _judge) as aside:
        yield aside


@contextmanager
def replacing_own(path: Path) -> Iterator[Path]:
    """The same for files of a workspace or of the program itself: always private."""
    with _written_aside(path, True, _refuse_folder) as aside:
        yield aside


def refuse_target(path: Path, *, beside: Path | None = None) -> None:
    """Raises what `replacing` would raise about the place. `beside`: as for `targets`."""
    _judge(path, beside=beside)
    if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
        raise FolderMissing(path=path.parent)


def refuse_output_folder(folder: Path) -> None:
    """The same of a folder that is to be written into. Raises FolderMissing too."""
    if not os.path.isdir(folder):
        raise FolderMissing(path=folder)
    _judge(folder / "file")


@contextmanager
def _written_aside(path: Path, private: bool, judge: Callable[[Path], None]) -> Iterator[Path]:
    judge(path)
    is_link = os.path.islink(path)
    target = Path(os.path.realpath(path)) if os.name == "posix" or is_link else path
    shown = target if is_link else path
    _refuse_what_is_open(target)
    aside = _Aside(target, private)
    try:
        try:
            yield aside.path
        except OSError as error:
            if _concerns(error, aside.path):
                raise in_words(error, shown) from error
            raise
        judge(path)
        try:
            aside.settle()
        except OSError as error:
            raise in_words(error, shown, replacing_it=True) from error
    except BaseException:
        aside.remove()
        raise
    finally:
        aside.close()


def _judge(path: Path, *, beside: Path | None = None) -> None:
    try:
        protected_places.refuse(path, beside=beside)
    except OSError as error:
        raise in_words(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise FileNameRefused(path=path.name.replace("\0", "?")) from error


def _refuse_folder(path: Path) -> None:
    if os.path.isdir(path):
        raise TargetIsFolder(path=path)


class _Aside:
    """The file beside a target. The folder stays open, so that renaming a folder changes no target."""

    def __init__(self, target: Path, private: bool) -> None:
        _sweep(target)
        head, tail = _aside_name(target)
        self._target, self._folder, self._made = target, -1, _NOT_MADE
        try:
            self.path = target.with_name(f"{head}{secrets.token_hex(4)}{tail}")
            if _CAN_HOLD_FOLDERS:
                self._folder = os.open(
                    target.parent,
                    getattr(os, "O_PATH", os.O_RDONLY) | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC,
                )
            if os.name == "posix":
                self._make(private)
        except OSError as error:
            self.close()
            raise in_words(error, target) from error
        except ValueError as error:  # no name at all, as in "/", or a NUL in it
            raise FileNameRefused(path=target.name.replace("\0", "?") or target) from error

    def _make(self, private: bool) -> None:
        file = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666)
        try:
            if private:
                os.fchmod(file, stat.S_IRUSR | stat.S_IWUSR)
            elif self._target.exists():
                os.chmod(self.path, stat.S_IMODE(self._target.stat().st_mode) | stat.S_IWUSR)
            made = os.fstat(file)
            self._made = (made.st_dev, made.st_ino)
        except OSError:
            self.remove()
            raise
        finally:
            os.close(file)

    def settle(self) -> None:
        """Everything reaches the disk, and the file its name."""
        with held_files.patiently(lambda: open(self.path, "rb+")) as file:
            os.fsync(file.fileno())
            written = os.fstat(file.fileno())
        if self._made not in (_NOT_MADE, (written.st_dev, written.st_ino)):
            raise TargetNotAFile(path=self.path)
        if self._folder >= 0:
            os.replace(self.path.name, self._target.name, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        else:
            held_files.rename(self.path, self._target)
        sync_folder(self._target.parent)

    def remove(self) -> None:
        with suppress(OSError):
            held_files.remove(self.path)

    def close(self) -> None:
        if self._folder >= 0:
            os.close(self._folder)
            self._folder = -1


def in_words(error: OSError, path: Path, *, replacing_it: bool = False) -> ProssceError:
    """The sentence for what the computer answered while `path` was written."""
    windows = getattr(error, "winerror", None)
    if windows in held_files.SHARING or (windows == held_files.DENIED and replacing_it and path.exists()):
        return TargetOpen(path=path)
    kind = _MEANING.get(error.errno or 0)
    if kind is None:
        return DiskFailed(path=path, reason=error.strerror or type(error).__name__)
    if kind is DiskFull:
        return DiskFull()
    if kind is FolderMissing and os.name == "nt" and os.path.isdir(path.parent):
        return FileNameRefused(path=path.name)  # what Windows says of a name that is too long
    return kind(path=path.parent if kind in _ABOUT_THE_FOLDER else path)


def _refuse_what_is_open(target: Path) -> None:
    """Office programs leave a note beside an open file; where nothing is locked, only the note tells."""
    if sys.platform == "win32":
        return
    for note in (f".~lock.{target.name}#", f"~${target.name}"):
        if os.path.lexists(target.parent / note):
            raise TargetOpen(path=target)


def _aside_name(target: Path) -> tuple[str, str]:
    """Start and end of the names of files aside; short, since the target's own name may be very long."""
    return f".{target.stem[:40]}-", f".part{target.suffix}"


def _sweep(target: Path) -> None:
    """Remove old aside files that a killed program left, of this target and of dated copies."""
    head, tail = _aside_name(target)
    with suppress(OSError, ValueError):
        for old in target.parent.iterdir():
            is_ours = (old.name.startswith(head) and old.name.endswith(tail)) or (
                _ASIDE.fullmatch(old.name) and old.is_file()
            )
            if is_ours and time.time() - old.stat().st_mtime > _FORGOTTEN_AFTER:
                old.unlink()


def sync_folder(folder: Path) -> None:
    """Make changes of names in a folder survive a power cut; who wrote the files has synced them."""
    if sys.platform == "win32":  # no handle on a folder to sync
        return
    with suppress(OSError):  # some network folders refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that only the user can open, and its parents; they survive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def make_private(path: Path) -> None:
    """Only the owner may use this file or folder of this user from now on; does nothing where that fails."""
    if os.name != "posix":  # Windows: as the profile is
        return
    with suppress(OSError):
        found = os.stat(path)
        if found.st_uid == os.geteuid() and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            os.chmod(path, stat.S_IMODE(found.st_mode) & stat.S_IRWXU)


def _concerns(error: OSError, aside: Path) -> bool:
    """Whether an error of the block came from writing the file aside (a full disk names no file at all)."""
    if error.filename is None:
        return error.errno in _WHILE_WRITING
    return str(error.filename) == str(aside)
