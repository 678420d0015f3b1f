"""Every connection has the engine's switches as they must be; what the engine answers becomes a sentence."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import DiskFull, NoPermission, WorkspaceDamaged, WorkspaceInUse
from prossce_desktop.store.db.connection import in_words, uri
from prossce_desktop.store.workspace.store import Store
from tests.store.raw_base import open_raw

SWITCHES = {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal", "temp_store": 2, "trusted_schema": 0}


def test_switches_are_on_for_every_connection(store: Store) -> None:
    with store.read() as one, store.read() as other:
        for reading in (one, other):
            assert {name: reading.execute(f"PRAGMA {name}").scalar() for name in SWITCHES} == SWITCHES
            assert reading.execute("PRAGMA query_only").scalar() == 1
    assert {name: store._base.writer().execute(f"PRAGMA {name}").fetchone()[0] for name in SWITCHES} == SWITCHES


def test_the_base_itself_refuses_a_broken_reference(store: Store) -> None:
    with open_raw(store, writing=True) as db, pytest.raises(engine_api.IntegrityError):
        db.execute("INSERT INTO link(id, a, b, verdict) VALUES(1, 2, 3, 'same')")


def test_a_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(NoPermission), store.read() as reading:
        reading.execute("DELETE FROM op")


def test_a_full_disk_is_told_and_the_base_is_as_it_was(store: Store) -> None:
    with store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
    digest = store.digest()
    db = store._base.writer()
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    with pytest.raises(DiskFull), store.work("new", 1) as work:
        work.new("person", [Person(name=f"{i:0300}") for i in range(500)])

    assert store.digest() == digest
    db.execute("PRAGMA max_page_count = 1000000").fetchall()
    with store.work("new", 1) as work:
        work.new("person", [Person(name="B")])
    assert all(one.ok for one in store.check())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("database or disk is full", DiskFull),
        ("attempt to write a readonly database", NoPermission),
        ("unable to open database file", NoPermission),
        ("file is not a database", WorkspaceDamaged),
        ("database disk image is malformed", WorkspaceDamaged),
        ("database is locked", WorkspaceInUse),
    ],
)
def test_answers_of_the_engine_become_sentences(text: str, meant: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(meant), in_words(tmp_path / "base.db"):
        raise engine_api.OperationalError(text)


def test_an_error_of_somebody_elses_file_is_not_told_as_one_of_the_base(store: Store, tmp_path: Path) -> None:
    for block in (store.read(), store.work("new", 1)):
        with pytest.raises(FileNotFoundError), block:
            (tmp_path / "no" / "export.xlsx").read_bytes()


def test_a_bug_stays_a_bug(tmp_path: Path) -> None:
    with pytest.raises(engine_api.OperationalError), in_words(tmp_path / "base.db"):
        raise engine_api.OperationalError("no such table: persons")


PLANS = {
    "SELECT id FROM activity WHERE code = ? AND removed = 0 ORDER BY id": "activity_code",
    "SELECT first, count, kind FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1": "INTEGER PRIMARY KEY",
    'SELECT id, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1': "INTEGER PRIMARY KEY",
    "SELECT record, op, state FROM edit WHERE record IN (SELECT value FROM json_each(?)) AND field = 'a'": "PRIMARY KEY (record=? AND field=?)",
    "SELECT id FROM participation WHERE person = ?": "participation_person",
    "SELECT id FROM participation WHERE activity = ?": "participation_activity",
    "SELECT a, b FROM link WHERE a = ? AND removed = 0 AND verdict = 'same'": "link_a",
    "SELECT id FROM person WHERE canonical <> id AND canonical = ?": "person_canon",
    "SELECT id, name_key FROM person WHERE removed = 0 ORDER BY name_key, id LIMIT 60": "person_name",
    "SELECT id FROM activity WHERE removed = 0 ORDER BY day, id LIMIT 60": "activity_day",
    "SELECT person FROM person_key WHERE key = ?": "PRIMARY KEY (key=?)",
    "SELECT number, prefix, action, undoes FROM step WHERE undoes IS NULL ORDER BY number DESC": "SCAN step",
    "SELECT id FROM op WHERE action = ? AND action <> id": "op_action",
}


@pytest.mark.slow
@pytest.mark.parametrize("query", PLANS)
def test_a_query_takes_its_index_and_sorts_nothing(store: Store, query: str) -> None:
    with store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
        work.new("training", [Training(title="T")])
    with open_raw(store) as db:
        plan = "\n".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", (1,) * query.count("?")))
    assert PLANS[query] in plan
    assert "TEMP B-TREE" not in plan


def test_tidying_changes_nothing_that_is_shown(store: Store) -> None:
    for i in range(70):  # more than the search merges by itself
        with store.work("new", 1) as work:
            work.new("person", [Person(name=f"Dara {i}")])
    digest = store.digest()

    store.tidy()

    assert store.digest() == digest
    with store.read() as reading:
        assert reading.execute("SELECT count(*) FROM person_find WHERE person_find MATCH 'dar*'").scalar() == 70
    assert all(one.ok for one in store.check())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PurePosixPath("/srv/a b/សុខ?#%/base.db"), "file:///srv/a%20b/%E1%9E%9F%E1%9E%BB%E1%9E%81%3F%23%25/base.db?mode=rw"),
        (PureWindowsPath("C:/Users/Dara/base.db"), "file:///C:/Users/Dara/base.db?mode=rw"),
        (PureWindowsPath("//server/home$/Dara/base.db"), "file:////server/home%24/Dara/base.db?mode=rw"),
    ],
)
def test_a_path_is_named_to_sqlite_without_a_host(path: PurePath, text: str) -> None:
    assert uri(path, "mode=rw") == text
