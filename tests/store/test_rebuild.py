"""All tables can be made again from the operations, whatever was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Link, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.store.db.connection import connect, transaction
from prossce_desktop.store.log.operation_log import entries
from prossce_desktop.store.maintenance.integrity_check import differing
from prossce_desktop.store.maintenance.schema_upgrade import bring_up_to_date
from prossce_desktop.store.projection.apply import apply
from prossce_desktop.store.projection.derived_tables import refresh
from prossce_desktop.store.workspace.store import Store
from tests.store.random_work import Officer
from tests.store.raw_base import open_raw


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_tables_made_again_equal_those_kept_in_step(store: Store, tmp_path: Path, seed: int) -> None:
    Officer(store, seed).work(120)

    store.rebuild_copy(tmp_path / "again.db")

    with open_raw(store) as db, open_raw(tmp_path / "again.db") as other:
        assert db.execute("SELECT count(*) FROM edit").fetchone()[0] > 20
        assert differing(db, other) == []


def test_a_row_that_no_operation_made_is_found_by_check(store: Store) -> None:
    with store.work("new", 1) as work:
        [id] = work.new("person", [Person(name="Dara", phone="012345678")])
    assert all(one.ok for one in store.check())

    with open_raw(store, writing=True) as db:
        db.execute("UPDATE person SET phone = '0999' WHERE id = ?", (id,))

    assert [(one.name, one.ok) for one in store.check()] == [
        ("integrity", True), ("references", True), ("operations", True), ("chains", True), ("state", False), ("margins", True),
        ("attachments", True),
    ]


def test_an_altered_operation_is_found_by_check(store: Store) -> None:
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Dara")])
    with open_raw(store, writing=True) as db:
        db.execute("UPDATE op SET at = at + 1")

    [chains] = [one for one in store.check() if one.name == "chains"]

    assert not chains.ok and chains.detail == "operation 1 is not the one that was chained"


def test_a_head_count_whose_parts_pass_its_total_is_found_by_check(store: Store) -> None:
    with store.work("new", 2) as work:
        [activity] = work.new("training", [Training(title="T", code="X1")])
        [id] = work.new("head_count", [HeadCount(activity=activity, count=10, women=6)])
    assert all(one.ok for one in store.check())

    with open_raw(store, writing=True) as db:
        db.execute("UPDATE head_count SET women = 11 WHERE id = ?", (id,))

    assert [(one.name, one.detail) for one in store.check() if not one.ok][-1] == ("margins", f"head counts {id}")


def test_a_missing_operation_is_found_by_check(store: Store) -> None:
    for name in ("A", "B"):
        with store.work("new", 1) as work:
            work.new("person", [Person(name=name)])
    with open_raw(store, writing=True) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM op WHERE id = (SELECT min(id) FROM op)")

    assert "operation 1 is missing" in [one.detail for one in store.check()]


@pytest.mark.slow
def test_operations_of_two_laptops_give_the_same_tables_in_any_order(tmp_path: Path) -> None:
    """Two copies of one base are worked on apart; each one's operations are then applied before and after the other's."""
    from tests.store.store_pairs import forked

    log, first, second = forked(tmp_path)
    bases = []
    for name, order in (("ab", [*first, *second]), ("ba", [*second, *first]), ("mixed", _mixed(first, second))):
        db = connect(tmp_path / f"{name}.db", None, writing=True, make=True)
        bring_up_to_date(db)
        with connect(log, None, writing=False) as source, transaction(db):
            for table in ("source", "op"):
                rows = source.execute(f"SELECT * FROM {table}").fetchall()
                db.executemany(f"INSERT INTO {table} VALUES({', '.join('?' * len(rows[0]))})", rows)
        with transaction(db):
            by_id = {entry.id: entry for entry in entries(db)}
            shared = [entry for id, entry in by_id.items() if id not in {*first, *second}]
            refresh(db, apply(db, shared))
            for id in order:
                refresh(db, apply(db, [by_id[id]]))
        bases.append(db)

    assert bases[0].execute("SELECT count(*) FROM edit WHERE state = 2").fetchone()[0] > 0
    assert differing(bases[0], bases[1]) == []
    assert differing(bases[0], bases[2]) == []
    for db in bases:
        db.close()


def _mixed(first: list[int], second: list[int]) -> list[int]:
    pairs = [id for pair in zip(first, second, strict=False) for id in pair]
    return pairs + first[len(second) :] + second[len(first) :]


def test_one_person_is_the_smallest_id_of_the_links_that_live(store: Store) -> None:
    with store.work("new", 1) as work:
        a, b, c, d = work.new("person", [Person(name=name) for name in "abcd"])
        links = work.new("link", [Link(a=a, b=b, verdict="same"), Link(a=b, b=c, verdict="same"), Link(a=c, b=d, verdict="different")])  # type: ignore[arg-type]

    def canonical() -> list[int]:
        with store.read() as reading:
            return [row[0] for row in reading.execute("SELECT canonical FROM person ORDER BY id")]

    assert canonical() == [a, a, a, d]
    with store.work("edit", 1) as work:
        work.set("link", {links[1]: {"verdict": "different"}})
    assert canonical() == [a, a, c, d]
    store.undo.undo("op-0002")
    assert canonical() == [a, a, a, d]
    with store.work("remove", 1) as work:
        work.remove([b])
    assert canonical() == [a, b, c, d]
    store.undo.undo("op-0004")
    assert canonical() == [a, a, a, d]
    with store.work("remove", 1) as work:
        work.remove([links[0]])
    assert canonical() == [a, b, b, d]
