"""Reading stands beside saving: snapshots, and what the declarations say of the tables without loading them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.store.db.snapshots import KEPT
from prossce_desktop.store.db.table_names import WORKED_OUT, column_names, references
from prossce_desktop.store.db.tables import KIND_TABLES, METADATA
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain())
    with made.work("new", 200) as work:
        work.new("person", [Person(name=f"Dara {n}") for n in range(200)])
    return made


def test_the_names_that_reading_knows_are_those_of_the_tables() -> None:
    assert {kind: column_names(kind) for kind in KINDS} == {kind: frozenset(table.c.keys()) for kind, table in KIND_TABLES.items()}
    assert set(WORKED_OUT) < set(METADATA.tables)
    pointing = {
        (kind, column.name, key.target_fullname.split(".")[0])
        for kind, table in KIND_TABLES.items()
        for column in table.columns
        for key in column.foreign_keys
    }
    assert set(references()) == pointing


def test_a_query_nobody_fetched_to_its_end_does_not_hold_the_log(store: Store) -> None:
    with store.read() as reading:
        half = reading.execute("SELECT id FROM person")
        assert half.fetchone() is not None
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Sokha")])
    busy, in_log, moved = store._base.writer().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (busy, in_log, moved) == (0, 0, 0)
    store.close()


def test_what_is_saved_meanwhile_does_not_show_in_a_snapshot(store: Store) -> None:
    with store.read() as reading:
        with store.work("new", 1) as work:
            work.new("person", [Person(name="Sokha")])
        assert reading.execute("SELECT count(*) FROM person").scalar() == 200
    with store.read() as reading:
        assert reading.execute("SELECT count(*) FROM person").scalar() == 201
    store.close()


def test_any_number_of_threads_read_at_once(store: Store) -> None:
    many = KEPT * 3
    together = threading.Barrier(many)
    found: list[int] = []

    def read() -> None:
        with store.read() as reading:
            together.wait(30)
            found.append(reading.execute("SELECT count(*) FROM person").scalar())

    threads = [threading.Thread(target=read) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [200] * many
    store.close()


def test_after_an_error_the_next_reader_begins_anew(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.read() as reading:
        reading.execute("SELECT 1")
        raise ZeroDivisionError
    with store.read() as reading:
        assert reading.execute("SELECT count(*) FROM person").one() == (200,)
        with pytest.raises(LookupError):
            reading.execute("SELECT id FROM person").one()
        assert reading.execute("SELECT id FROM person WHERE id < 0").first() is None
    store.close()


def test_a_snapshot_lasts_until_its_block_ends_although_the_store_is_closed(store: Store, tmp_path: Path) -> None:
    with store.read() as reading:
        store.close()
        assert reading.execute("SELECT count(*) FROM person").scalar() == 200
    (tmp_path / "w" / "base.db").rename(tmp_path / "w" / "moved.db")  # where a connection were left open, Windows would refuse
    assert not (tmp_path / "w" / "base.db-wal").exists()


def test_a_quiet_minute_gives_spare_readers_back_and_those_who_read_go_on(store: Store) -> None:
    with store.read() as one:
        with store.read() as two, store.read() as three:
            assert two.execute("SELECT count(*) FROM person").scalar() == three.execute("SELECT count(*) FROM person").scalar()
        assert len(store._base.snapshots._idle) == 2
        store.tidy()
        assert len(store._base.snapshots._idle) == 1
        assert one.execute("SELECT count(*) FROM person").scalar() == 200
    with store.read() as reading:
        assert reading.execute("SELECT count(*) FROM person").scalar() == 200
