"""Where nothing is ever written: among anybody's records, over the program and what it keeps, over what is no
regular file.

This one place decides for window and command line: `atomic_files.replacing` asks it before it writes and
once more before it puts a file in its place. Whoever does more than write a file asks first, so that
nothing is done in vain.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PureWindowsPath

from prossce_desktop.errors import (
    FileNameRefused,
    TargetInWorkspace,
    TargetIsFolder,
    TargetNotAFile,
    TargetOfProgram,
)
from prossce_desktop.system import paths

BASE, MAKING = "base.db", "making.db"
"""The base of a workspace, and of one that is being made."""
KEY, SPARE = "key.json", "key-spare.json"
LOCK = "writer.lock"

_open: set[str] = set()
"""Workspaces that this run of the program opened or made."""


def is_among_records(folder: Path) -> bool:
    """Whether this folder is a workspace, also a damaged, unfinished or half restored one."""
    there = {name for name in (BASE, MAKING, KEY, SPARE, LOCK) if os.path.lexists(folder / name)}
    has_base = any(name in there and not (folder / name).is_dir() for name in (BASE, MAKING))
    return has_base or (KEY in there and len(there) > 1)


def opened(folder: Path) -> None:
    """The workspace in `folder` is open: other names of its files are no targets either."""
    _open.add(os.path.realpath(folder))


def refuse(path: Path, *, beside: Path | None = None) -> None:
    """Raises TargetInWorkspace, TargetOfProgram, TargetNotAFile or TargetIsFolder where `path` is no place
    for a file that goes out, FileNameRefused where Windows has no such name.

    Links are followed: what counts is where the bytes would land, and the way there. `beside`: a workspace
    that is about to be made. OSError and ValueError pass, as from any look at a name that cannot be.
    """
    refuse_reserved(path)
    _refuse_place(path, beside)
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(found.st_mode):
        raise TargetIsFolder(path=path)
    if not stat.S_ISREG(found.st_mode):
        raise TargetNotAFile(path=path)
    if found.st_nlink > 1 and (found.st_dev, found.st_ino) in set(_files_of_open()):
        raise TargetInWorkspace(path=path)


def refuse_reserved(path: Path) -> None:
    """Raises FileNameRefused where Windows has no such name; elsewhere every name is one."""
    if sys.platform == "win32" and _is_reserved(path):
        raise FileNameRefused(path=path.name)


def _is_reserved(path: Path) -> bool:
    """Whether Windows keeps a name of it for a device (CON, aux.xlsx), or takes off its last dot or space."""
    reserved: Callable[[Path], bool] | None = getattr(os.path, "isreserved", None)  # Python 3.13
    return reserved(path) if reserved is not None else PureWindowsPath(path).is_reserved()


def _refuse_place(path: Path, beside: Path | None) -> None:
    for way in (Path(os.path.abspath(path)), Path(os.path.realpath(path))):
        if beside is not None and Path(os.path.realpath(beside)) in way.parents:
            raise TargetInWorkspace(path=path)
        if any(is_among_records(one) for one in way.parents):
            raise TargetInWorkspace(path=path)
        if way in _programs() or any(one in way.parents for one in _kept_folders()):
            raise TargetOfProgram(path=path)


def _files_of_open() -> Iterator[tuple[int, int]]:
    """Which files the open workspaces are made of."""
    for folder in _open:
        for above, _folders, names in os.walk(folder):
            for name in names:
                with suppress(OSError):
                    found = os.lstat(os.path.join(above, name))
                    yield found.st_dev, found.st_ino


def _kept_folders() -> Iterator[Path]:
    """The program's own folders: code, resources, and its files outside the workspaces."""
    own = [Path(__file__).parents[1], paths.resources(), paths.config_folder(), paths.log_folder()]
    if sys.prefix != sys.base_prefix:
        own.append(Path(sys.prefix))
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        own.append(Path(bundle))
    return (Path(os.path.realpath(one)) for one in own)


def _programs() -> set[Path]:
    """The files that are started; where the program is an installed bundle others may lie beside them."""
    program = Path(os.path.realpath(sys.executable))
    beside = program.parent.glob("*.exe") if getattr(sys, "frozen", False) else ()
    return {program, *beside}
