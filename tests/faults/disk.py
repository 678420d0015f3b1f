"""What a disk may hold after a power cut: everything that was synced, and of the rest whatever chance leaves.

Files and names are kept apart, as disks do. Of a file everything up to its last sync is there; later writes are kept,
dropped, or torn at sectors. Of a folder the names up to its last sync are there; later ones are kept up to some moment, or,
as the standard permits, each by itself.
"""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

OPEN, WRITE, CUT, SYNC, RENAME, UNLINK, MKDIR, RMDIR, NOTE = range(1, 10)
SECTORS = (512, 4096)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record. `number` is that of the opening, not of the file."""

    kind: int
    number: int
    at: int
    name: str
    data: bytes


def events(record: Path) -> Iterator[Event]:
    """The record in its order; an unfinished last entry (the process was killed) is left out."""
    data, at = record.read_bytes(), 0
    while at + 21 <= len(data):
        kind, number, offset, name, size = struct.unpack_from("=BIQII", data, at)
        at += 21
        if at + name + size > len(data):
            return
        yield Event(kind, number, offset, data[at : at + name].decode(), data[at + name : at + name + size])
        at += name + size


@dataclass(eq=False)
class File:
    """Bytes that are safe, and what was done to them since: (offset, bytes), or (size, None) for a cut."""

    safe: bytearray = field(default_factory=bytearray)
    later: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for at, data in self.later:
            _do(self.safe, at, data)
        self.later.clear()

    def left_by(self, chance: random.Random) -> bytes:
        """What is found of it after the power was cut."""
        found = bytearray(self.safe)
        how, sector = chance.choice(("kept", "dropped", "torn", "torn")), chance.choice(SECTORS)
        share = chance.random()
        if how == "dropped":
            return bytes(found)
        for at, data in self.later:
            if how == "kept" or data is None:
                if how == "kept" or chance.random() < share:
                    _do(found, at, data)
                continue
            start = at
            while start < at + len(data):
                end = min(at + len(data), (start // sector + 1) * sector)
                if chance.random() < share:
                    _do(found, start, data[start - at : end - at])
                start = end
        return bytes(found)


def _do(held: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        if at < len(held):
            del held[at:]
        else:
            held.extend(bytes(at - len(held)))
        return
    if at > len(held):
        held.extend(bytes(at - len(held)))
    held[at : at + len(data)] = data


Names = dict[str, File | None]
"""Path to file; None for a folder."""


@dataclass(frozen=True, slots=True)
class _Naming:
    """One change of names: `gone` vanish, `come` appear."""

    gone: tuple[str, ...]
    come: tuple[tuple[str, File | None], ...]

    def do(self, names: Names) -> None:
        moved = {name: names.pop(name, None) for name in self.gone}
        for name, file in self.come:
            names[name] = file
        for old in moved:
            for new, file in self.come:
                if file is None and moved[old] is None:  # a folder takes its contents along
                    for inside in [one for one in names if one.startswith(f"{old}/")]:
                        names[new + inside[len(old) :]] = names.pop(inside)


class Disk:
    """Follows a record; `left_by(chance)` says what one power cut at this moment leaves."""

    def __init__(self, before: Path) -> None:
        """`before`: the folder as it was when the record began, all of it safe."""
        self.safe: Names = {}
        for one in sorted(before.rglob("*")):
            self.safe[one.relative_to(before).as_posix()] = File(bytearray(one.read_bytes())) if one.is_file() else None
        self.now: Names = dict(self.safe)
        self.later: dict[str, list[_Naming]] = {}
        self.notes: list[str] = []
        self._opened: dict[int, File | str] = {}

    def follow(self, event: Event) -> None:
        match event.kind:
            case n if n == OPEN:
                self._open(event)
            case n if n in (WRITE, CUT):
                file = self._opened.get(event.number)
                if isinstance(file, File):
                    file.later.append((event.at, event.data if event.kind == WRITE else None))
            case n if n == SYNC:
                self._sync(event)
            case n if n == RENAME:
                new = event.data.decode()
                self._name(event.name, _Naming((event.name,), ((new, self.now.get(event.name)),)))
            case n if n in (UNLINK, RMDIR):
                self._name(event.name, _Naming((event.name,), ()))
            case n if n == MKDIR:
                self._name(event.name, _Naming((), ((event.name, None),)))
            case _:
                self.notes.append(event.name)

    def _open(self, event: Event) -> None:
        if event.name not in self.now and event.at & os.O_CREAT:
            self._name(event.name, _Naming((), ((event.name, File()),)))
        file = self.now.get(event.name)
        if isinstance(file, File):
            if event.at & os.O_TRUNC:
                file.later.append((0, None))
            self._opened[event.number] = file
        else:
            self._opened[event.number] = event.name

    def _name(self, path: str, naming: _Naming) -> None:
        naming.do(self.now)
        self.later.setdefault(_folder(path), []).append(naming)

    def _sync(self, event: Event) -> None:
        opened = self._opened.get(event.number)
        if isinstance(opened, File):
            opened.sync()
        elif isinstance(opened, str):
            for naming in self.later.pop(opened, []):
                naming.do(self.safe)

    def left_by(self, chance: random.Random) -> dict[str, bytes | None]:
        """Path to bytes (None: a folder). A file whose folder was lost is lost with it."""
        names = dict(self.safe)
        for folder in sorted(self.later):
            _some(self.later[folder], names, chance)
        left = {id(one): one.left_by(chance) for one in {id(file): file for file in names.values() if file is not None}.values()}
        return {path: None if file is None else left[id(file)] for path, file in names.items() if _reachable(path, names)}


def _some(namings: list[_Naming], names: Names, chance: random.Random) -> None:
    """A disk that keeps names in their order loses the last ones; one that does not loses any, and what hangs on them."""
    if chance.random() < 0.5:
        for naming in namings[: chance.randint(0, len(namings))]:
            naming.do(names)
        return
    lost: set[str] = set()
    for naming in namings:
        touched = {*naming.gone, *(name for name, _ in naming.come)}
        if touched & lost or chance.random() < 0.5:
            lost |= touched
        else:
            naming.do(names)


def _folder(path: str) -> str:
    parent = PurePosixPath(path).parent.as_posix()
    return "" if parent == "." else parent


def _reachable(path: str, names: Names) -> bool:
    parent = _folder(path)
    return not parent or (parent in names and names[parent] is None and _reachable(parent, names))


def lay_out(left: dict[str, bytes | None], folder: Path, chance: random.Random) -> None:
    """Write such a disk out; beside a log lies shared memory of before, which nobody may believe."""
    folder.mkdir()
    for path, data in sorted(left.items()):
        target = folder / path
        if data is None:
            target.mkdir(exist_ok=True)
            continue
        target.write_bytes(data)
        if path.endswith("-wal") and chance.random() < 0.5:
            target.with_name(target.name.removesuffix("-wal") + "-shm").write_bytes(chance.randbytes(32_768))
