"""Two laptops that begin with the same records and work apart, as after two packages."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

from prossce_desktop.domain.model.people import Person
from prossce_desktop.store.db.connection import connect, transaction
from prossce_desktop.store.devices.identity import read_identity, write_identity
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, open_workspace
from tests.store.random_work import Officer


def forked(folder: Path) -> tuple[Path, list[int], list[int]]:
    """A base that holds the operations of both (`op` and `source` only), and the ids of what each did alone."""
    clock = _Clock(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    one, _ = create(folder / "one", country="KH", office="O", officer="A", unlock=Plain(), now=clock)
    with one.work("new", 3) as work:
        work.new("person", [Person(name=f"P {i}") for i in range(3)])
    officer = Officer(one, 1)
    officer.ids["person"] = [id for _, id in work.change.records]
    officer.work(20)
    known = {kind: list(ids) for kind, ids in officer.ids.items()}
    one.close()
    shutil.copytree(folder / "one", folder / "two")
    _another_device(folder / "two")
    done = [_alone(folder / name, known, seed, clock) for seed, name in ((2, "one"), (3, "two"))]
    db = connect(folder / "one" / "base.db", None, writing=True)
    with connect(folder / "two" / "base.db", None, writing=False) as other, transaction(db):
        for table in ("source", "op"):
            rows = other.execute(f"SELECT * FROM {table}").fetchall()
            db.executemany(f"INSERT OR IGNORE INTO {table} VALUES({', '.join('?' * len(rows[0]))})", rows)
    db.close()
    return folder / "one" / "base.db", done[0], done[1]


class _Clock:
    def __init__(self, at: dt.datetime) -> None:
        self.at = at

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at


def _another_device(folder: Path) -> None:
    db = connect(folder / "base.db", None, writing=True)
    with transaction(db):
        write_identity(db, replace(read_identity(db, encrypted=False), device_key=b"2" * 32, incarnation_key=b"2" * 16))
    db.close()


def _alone(folder: Path, known: dict[str, list[int]], seed: int, clock: _Clock) -> list[int]:
    store = open_workspace(folder, None, writing=True, now=clock)
    with store.read() as reading:
        before = {row[0] for row in reading.execute("SELECT id FROM op")}
    officer = Officer(store, seed)
    officer.ids = {kind: list(ids) for kind, ids in known.items()}
    officer.work(40)
    with store.read() as reading:
        done = [row[0] for row in reading.execute("SELECT id FROM op ORDER BY id") if row[0] not in before]
    store.close()
    return done
