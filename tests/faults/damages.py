"""What can become of the files of a workspace: by an old disk, a stick pulled out, a copy cut short, another program."""

from __future__ import annotations

import io
import json
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096


@dataclass(frozen=True)
class States:
    """Places of one office at several moments, and of another office; whole, to be copied from.

    `before`: a while ago, closed. `now`: closed. `crashed`: later still, with a log that is not yet in the base.
    """

    root: Path

    @property
    def before(self) -> Path:
        return self.root / "before"

    @property
    def now(self) -> Path:
        return self.root / "now"

    @property
    def crashed(self) -> Path:
        return self.root / "crashed"

    @property
    def another(self) -> Path:
        return self.root / "another"


Damage = Callable[[Path, States, random.Random], None]
"""Spoils the workspace in a folder."""


def _base(folder: Path) -> Path:
    return folder / "base.db"


def _log(folder: Path) -> Path:
    return folder / "base.db-wal"


def _write(path: Path, at: int, data: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(at)
        file.write(data)


def _page(path: Path, luck: random.Random) -> int:
    return luck.randrange(path.stat().st_size // PAGE) * PAGE


def one_byte(folder: Path, _states: States, luck: random.Random, path: Path | None = None) -> None:
    path = path or _base(folder)
    at = luck.randrange(path.stat().st_size)
    data = path.read_bytes()
    _write(path, at, bytes([data[at] ^ 1 << luck.randrange(8)]))


def some_bytes(folder: Path, _states: States, luck: random.Random) -> None:
    path = _base(folder)
    for _ in range(luck.randint(1, 30)):
        _write(path, luck.randrange(path.stat().st_size), luck.randbytes(luck.randint(1, 600)))


def page_of_zeros(folder: Path, _states: States, luck: random.Random) -> None:
    """What a disk gives that has lost a sector."""
    for _ in range(luck.randint(1, 4)):
        _write(_base(folder), _page(_base(folder), luck), bytes(luck.choice((512, PAGE, PAGE, PAGE, 4 * PAGE))))


def page_of_nonsense(folder: Path, _states: States, luck: random.Random) -> None:
    _write(_base(folder), _page(_base(folder), luck), luck.randbytes(PAGE))


def pages_swapped(folder: Path, _states: States, luck: random.Random) -> None:
    path = _base(folder)
    data, one, other = path.read_bytes(), _page(path, luck), _page(path, luck)
    _write(path, one, data[other : other + PAGE])
    _write(path, other, data[one : one + PAGE])


def pages_of_before(folder: Path, states: States, luck: random.Random) -> None:
    """Writes that a disk said it had done and had not."""
    old, path = _base(states.before / "ws").read_bytes(), _base(folder)
    for _ in range(luck.randint(1, 5)):
        at = luck.randrange(len(old) // PAGE) * PAGE
        _write(path, at, old[at : at + PAGE])


def cut(folder: Path, _states: States, luck: random.Random) -> None:
    size = _base(folder).stat().st_size
    left = luck.randrange(size)
    with _base(folder).open("rb+") as file:
        file.truncate(left // PAGE * PAGE if luck.random() < 0.6 else left)


def something_behind(folder: Path, _states: States, luck: random.Random) -> None:
    with _base(folder).open("ab") as file:
        file.write(luck.choice((bytes, luck.randbytes))(luck.choice((1, 100, PAGE, 5 * PAGE))))


def half_copied(folder: Path, _states: States, luck: random.Random) -> None:
    """A copy for which room was made and which was then cut short."""
    size = _base(folder).stat().st_size
    done = luck.randrange(size) // luck.choice((1, PAGE)) * 1
    _write(_base(folder), done, bytes(size - done))


def half_copied_over_the_old_one(folder: Path, states: States, luck: random.Random) -> None:
    new, old = _base(folder).read_bytes(), _base(states.before / "ws").read_bytes()
    done = luck.randrange(len(old)) // PAGE * PAGE if luck.random() < 0.8 else luck.randrange(len(old))
    _base(folder).write_bytes(new[:done] + old[done:] if luck.random() < 0.5 else old[:done] + new[done:])


def another_programs_file(folder: Path, states: States, luck: random.Random) -> None:
    path = _base(folder)
    path.unlink()
    kind = luck.choice(("base", "sqlite", "zip", "text", "nothing", "noise", "folder", "gone"))
    if kind == "base":
        shutil.copyfile(_base(states.another / "ws"), path)
    elif kind == "sqlite":
        with closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)")
            db.commit()
    elif kind == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as parts:
            parts.writestr("training.csv", "title\nA\n" * luck.randint(1, 5000))
        path.write_bytes(packed.getvalue())
    elif kind == "folder":
        path.mkdir()
    elif kind != "gone":
        size = luck.choice((1, 15, 16, 100, PAGE, 50 * PAGE))
        path.write_bytes({"text": b"lunch at noon\n" * size, "nothing": b"", "noise": luck.randbytes(size)}[kind])


def log_gone(folder: Path, _states: States, _luck: random.Random) -> None:
    for ending in ("-wal", "-shm"):
        (folder / f"base.db{ending}").unlink(missing_ok=True)


def log_of_another_base(folder: Path, states: States, luck: random.Random) -> None:
    shutil.copyfile(_log(states.root / "another-crashed" / "ws"), _log(folder))
    _forget_shared(folder, luck)


def log_of_before(folder: Path, states: States, luck: random.Random) -> None:
    shutil.copyfile(_log(states.root / "before-crashed" / "ws"), _log(folder))
    _forget_shared(folder, luck)


def log_damaged(folder: Path, states: States, luck: random.Random) -> None:
    path = _log(folder)
    size = path.stat().st_size
    how = luck.choice(("byte", "cut", "noise", "zeros"))
    if how == "byte":
        one_byte(folder, states, luck, path)
    elif how == "cut":
        with path.open("rb+") as file:
            file.truncate(luck.randrange(size))
    else:
        _write(path, luck.randrange(size), (luck.randbytes if how == "noise" else bytes)(luck.randint(1, 9000)))
    _forget_shared(folder, luck)


def _forget_shared(folder: Path, luck: random.Random) -> None:
    if luck.random() < 0.5:
        (folder / "base.db-shm").unlink(missing_ok=True)


def key_file(folder: Path, states: States, luck: random.Random) -> None:
    """The key file, the spare one, or both."""
    for name in luck.choice((("key.json",), ("key.json",), ("key-spare.json",), ("key.json", "key-spare.json"))):
        _spoil_small(folder / name, states.another / "ws" / name, luck)


def remembered_key(folder: Path, states: States, luck: random.Random) -> None:
    """What this computer keeps outside the workspace."""
    [path], [other] = ((place / "home").rglob("keys/*.key") for place in (folder.parent, states.another))
    _spoil_small(path, other, luck)


def _spoil_small(path: Path, other: Path, luck: random.Random) -> None:
    data = path.read_bytes()
    how = luck.choice(("byte", "byte", "byte", "cut", "nothing", "noise", "zeros", "gone", "other", "json"))
    if how == "gone":
        path.unlink()
        return
    at = luck.randrange(len(data))
    path.write_bytes(
        {
            "byte": data[:at] + bytes([data[at] ^ 1 << luck.randrange(8)]) + data[at + 1 :],
            "cut": data[:at],
            "nothing": b"",
            "noise": luck.randbytes(len(data)),
            "zeros": bytes(len(data)),
            "other": other.read_bytes(),
            "json": json.dumps(luck.choice(([], {}, {"format": 99}, {"format": 1, "protection": "plain"}))).encode(),
        }[how]
    )


def base_and_newest_copy(folder: Path, states: States, luck: random.Random) -> None:
    """The same disk spoiled both."""
    newest = max((folder / "backups").glob("base-*.db"))
    for _ in range(3):
        one_byte(folder, states, luck, newest)
    luck.choice((page_of_nonsense, cut, another_programs_file))(folder, states, luck)


ROT = frozenset({"one byte", "some bytes", "a page of zeros", "a page of nonsense", "two pages swapped"})
"""A disk does this by itself, so the file's time does not change and nobody is led to look."""

DAMAGES: dict[str, tuple[str, Damage, int]] = {
    "one byte": ("now", one_byte, 5),
    "some bytes": ("now", some_bytes, 2),
    "a page of zeros": ("now", page_of_zeros, 4),
    "a page of nonsense": ("now", page_of_nonsense, 2),
    "two pages swapped": ("now", pages_swapped, 2),
    "pages of a while ago": ("now", pages_of_before, 3),
    "cut": ("now", cut, 3),
    "something behind": ("now", something_behind, 1),
    "half copied": ("now", half_copied, 2),
    "half copied over the old one": ("now", half_copied_over_the_old_one, 3),
    "another program's file": ("now", another_programs_file, 3),
    "the log gone": ("crashed", log_gone, 1),
    "the log of another base": ("crashed", log_of_another_base, 1),
    "another base's log where none was": ("now", log_of_another_base, 1),
    "the log of a while ago": ("crashed", log_of_before, 1),
    "an old log where none was": ("now", log_of_before, 1),
    "the log damaged": ("crashed", log_damaged, 3),
    "base damaged, log beside": ("crashed", page_of_nonsense, 1),
    "key file": ("now", key_file, 3),
    "key on this computer": ("now", remembered_key, 2),
    "base and newest copy": ("now", base_and_newest_copy, 2),
}
"""Name to the state it happens to, what happens, and how often among the others."""
