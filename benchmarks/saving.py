"""Row 12: one record saved (operation, history, row, facts; durable) against a bare commit."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as engine

from benchmarks.measure import Line, interleaved, median, milliseconds, own, p99
from benchmarks.people import Base
from benchmarks.persons import person
from prossce_desktop.domain.model.codes import Sex, Stage
from prossce_desktop.domain.model.people import Participation
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.store.workspace.store import Store

TIMES = 200


def lines(base: Base) -> Iterator[Line]:
    """Edit of one field; a new person with participation; undo: each against the bare commit."""
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        store = base.copy(Path(folder)).open()
        yield from _measured(store, base.people)
        store.close()


def _measured(store: Store, people: int) -> Iterator[Line]:
    floor = _bare(store)
    chance = random.Random(7)
    with store.read() as reading:
        known = reading.execute("SELECT id, sex FROM person ORDER BY id LIMIT 20000").fetchall()
        fair = int(reading.execute("SELECT id FROM career_fair ORDER BY id LIMIT 1").one()[0])
    steps: list[str] = []

    def edit() -> None:
        with store.work(ActionKind.edit, 1) as work:
            id, sex = known.pop()
            work.set("person", {id: {"sex": Sex.male if sex == Sex.female else Sex.female}})

    def new() -> None:
        with store.work(ActionKind.new, 2) as work:
            [one] = work.new("person", [person(chance)])
            work.new("participation", [Participation(person=one, activity=fair, stage=Stage.attended)])
        steps.append(str(work.change.step))

    def undo() -> None:
        store.undo.undo(steps.pop())

    for what, job in (
        ("one field of a person", edit),
        ("new person and participation", new),
        ("undo of that", undo),
    ):
        ours, bare = interleaved(job, floor, TIMES)
        worked = f"processor time {milliseconds(median(own(ours)))}, p99 {milliseconds(p99(own(ours)))}"
        floor_name = f"one-row commit, FULL, same file, whose own p99 is {p99(bare) / median(bare):.1f}x"
        yield Line(
            "12",
            f"save: {what}, {people:,} people, {worked}",
            floor_name,
            median(ours),
            median(bare),
            3.0,
            p99(ours),
            5.0,
        )


def _bare(store: Store):  # type: ignore[no-untyped-def]
    """A commit of one row into its own table of the same encrypted file, over its own connection."""
    connection = engine.connect(str(store.folder / "base.db"), isolation_level=None)
    key = store.key
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS bench_floor(id INTEGER PRIMARY KEY, value TEXT)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bench_floor(value) VALUES('one row')")
        connection.execute("COMMIT")

    return commit
