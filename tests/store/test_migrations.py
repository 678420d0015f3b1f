"""The schema is a numbered list; before each step the base is copied; a step that fails leaves the file untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import KIND_NUMBERS
from prossce_desktop.store import migrations
from prossce_desktop.store.db import exchange_tables
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.db.tables import METADATA
from prossce_desktop.store.maintenance.schema_upgrade import bring_up_to_date, copying, version_of
from prossce_desktop.store.migrations import STEPS, Migration
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, Plain, create, open_workspace


def columns(db: object, table: str) -> dict[str, tuple[str, bool, int]]:
    return {row[1]: (row[2], bool(row[3]), row[5]) for row in db.execute(f"PRAGMA table_info({table})")}  # type: ignore[attr-defined]


def test_the_steps_end_where_the_declarations_are(tmp_path: Path) -> None:
    """After a change of a declaration this fails until a migration (before the first release: .ci/make_schema.py) follows."""
    migrated = connect(tmp_path / "migrated.db", None, writing=True, make=True)
    bring_up_to_date(migrated)
    declared = connect(tmp_path / "declared.db", None, writing=True, make=True)
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    assert exchange_tables.DEVICE.metadata is METADATA
    for table in METADATA.sorted_tables:
        declared.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in table.indexes:
            declared.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    for table in METADATA.sorted_tables:
        assert columns(migrated, table.name) == columns(declared, table.name), table.name
        for what in ("foreign_key_list", "index_list"):
            found = [sorted(tuple(row)[2:] if what == "foreign_key_list" else tuple(row)[1:] for row in db.execute(f"PRAGMA {what}({table.name})")) for db in (migrated, declared)]
            assert found[0] == found[1], table.name
    migrated.close()
    declared.close()


def test_a_base_that_tests_are_given_is_one_that_the_steps_made(tmp_path: Path) -> None:
    """Tests copy their empty tables (tests/workspaces.py); what is copied is what a first start makes step by step."""
    made = connect(tmp_path / "made.db", None, writing=True, make=True)
    bring_up_to_date(made)
    with create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain())[0]:
        given = connect(tmp_path / "w" / "base.db", None, writing=False)
        for what in ("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", "PRAGMA user_version", "PRAGMA application_id"):
            assert given.execute(what).fetchall() == made.execute(what).fetchall()
        given.close()
    made.close()


def test_steps_are_numbered_without_a_hole_and_so_are_kinds() -> None:
    assert [one.number for one in STEPS] == list(range(1, len(STEPS) + 1))
    assert sorted(KIND_NUMBERS.values()) == list(range(1, len(KIND_NUMBERS) + 1))


@pytest.mark.slow
def test_an_older_base_is_copied_then_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = Passphrase("s")
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=secret)
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Dara")])
    digest = store.digest()
    store.close()
    steps = (*STEPS, Migration(len(STEPS) + 1, "one more", ("ALTER TABLE training ADD COLUMN seats INTEGER",)))
    monkeypatch.setattr("prossce_desktop.store.maintenance.schema_upgrade.STEPS", steps)
    monkeypatch.setattr(bring_up_to_date, "__defaults__", (None, steps))
    monkeypatch.setattr(workspace_lifecycle, "BASE_VERSION", len(steps))
    monkeypatch.setattr("prossce_desktop.store.maintenance.schema_upgrade.refuse_foreign.__defaults__", (steps,))

    with open_workspace(tmp_path / "w", secret, writing=False) as store:  # a reader too
        assert store.digest() == digest
        with store.read() as reading:
            assert "seats" in {row[1] for row in reading.execute("PRAGMA table_info(training)")}
        copy = tmp_path / "w" / "backups" / f"before-{len(steps):04}.db"
        old = connect(copy, store.files.key, writing=False)
    assert version_of(old) == len(STEPS)
    assert old.execute("SELECT name FROM person").fetchall() == [("Dara",)]
    old.close()


def test_a_step_that_fails_leaves_the_base_as_it_was(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain())
    store.close()
    base = tmp_path / "w" / "base.db"
    db = connect(base, None, writing=True)
    bad = Migration(len(STEPS) + 1, "bad", ("CREATE TABLE half(a)", "INSERT INTO nowhere VALUES(1)"))
    with pytest.raises(engine_api.OperationalError):
        bring_up_to_date(db, copying(base, None, tmp_path / "copies"), (*STEPS, bad))
    assert version_of(db) == len(STEPS)
    assert db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)
    db.close()
    assert (tmp_path / "copies" / f"before-{bad.number:04}.db").exists()


def test_a_step_without_its_copy_is_not_made(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain())
    store.close()
    db = connect(tmp_path / "w" / "base.db", None, writing=True)

    def no_copy(step: Migration) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError):
        bring_up_to_date(db, no_copy, (*STEPS, Migration(len(STEPS) + 1, "one more", ("CREATE TABLE more(a)",))))
    assert version_of(db) == len(STEPS) == migrations.BASE_VERSION
    db.close()
