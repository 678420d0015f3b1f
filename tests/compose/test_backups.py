"""Copies by themselves: when they are made, where they go, and what is said when something is wrong with them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import BackupDamaged, DiskFull, FolderMissing, WorkspaceMoved
from prossce_desktop.services.commands import adding
from prossce_desktop.services.workspace import backups, known_workspaces
from prossce_desktop.services.workspace.backups import BackupPlace
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.maintenance import backup_file, base_backup
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Passphrase,
    Plain,
    RecoveryKey,
    Remembered,
    create,
    open_workspace,
    verified_backups,
)
from prossce_desktop.system import paths

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The time of day for store and compose; a test sets it."""
    at = [dt.datetime(2026, 11, 1, 16, 40, tzinfo=dt.UTC)]
    monkeypatch.setattr(backups, "utc_now", lambda: at[0])
    return at


@pytest.fixture
def store(tmp_path: Path, clock: list[dt.datetime]) -> Iterator[Store]:
    made, _ = create(tmp_path / "w", country="KH", office="Office KH", officer="Dara", unlock=Remembered(), now=lambda: clock[0])
    yield made
    made.close()


def type_something(store: Store, title: str = "A training") -> None:
    adding.add(store, "training", [("title", title), ("count", "9")], today=TODAY)


def minute(store: Store) -> None:
    """A quiet one."""
    backups.record_notes(store, backups.back_up_if_due(store))


@pytest.mark.slow
def test_every_copy_reaches_the_stick_when_it_is_there(store: Store, clock: list[dt.datetime], tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    type_something(store)
    backups.choose_second_place(store, stick)
    first = backup_file.name_of(store.identity.device, clock[0])
    assert [one.name for one in stick.iterdir()] == [first]
    stick.rename(tmp_path / "pulled")
    for _day in range(3):
        clock[0] += dt.timedelta(days=1)
        type_something(store)
        backups.back_up_at_exit(store)
    assert not stick.exists(), "a stick that is not there is not made"
    found = backups.standing(store)
    assert (found.second, found.second_there, found.late) == (stick, False, False)
    assert {one.where for one in found.backups} == {BackupPlace.here}
    (tmp_path / "pulled").rename(stick)
    minute(store)
    found = backups.standing(store)
    assert found.second_there and found.reached == clock[0]
    assert sorted(one.name for one in stick.iterdir()) == [first, backup_file.name_of(store.identity.device, clock[0])]


def test_after_a_week_without_the_stick_it_is_said(store: Store, clock: list[dt.datetime], tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    type_something(store)
    backups.choose_second_place(store, stick)
    began = clock[0]
    stick.rename(tmp_path / "pulled")
    for day, late in ((6, False), (8, True)):
        clock[0] = began + dt.timedelta(days=day)
        type_something(store, f"Training {day}")
        minute(store)
        found = backups.standing(store)
        assert (found.late, found.reached) == (late, began)
    (tmp_path / "pulled").rename(stick)
    minute(store)
    assert not backups.standing(store).late
    backups.choose_second_place(store, None)
    assert backups.standing(store).second is None


@pytest.mark.slow
def test_files_of_others_on_the_stick_are_left_alone(store: Store, clock: list[dt.datetime], tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name in ("photo.jpg", "ID-123abc-20200101-0101.prossce-backup"):
        (stick / name).write_bytes(b"mine")
    type_something(store)
    backups.choose_second_place(store, stick)
    for _hour in range(12):
        clock[0] += dt.timedelta(minutes=5)
        type_something(store)
        backups.back_up_at_exit(store)
    names = {one.name for one in stick.iterdir()}
    assert {"photo.jpg", "ID-123abc-20200101-0101.prossce-backup"} < names
    assert len(names) == 2 + 5, "of one day the newest five"
    with pytest.raises(FolderMissing):
        backups.choose_second_place(store, tmp_path / "none")


def test_a_full_stick_blocks_nobody(store: Store, clock: list[dt.datetime], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    type_something(store)
    backups.choose_second_place(store, stick)
    reached = backups.standing(store).reached

    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr(backup_file, "write", full)
    clock[0] += dt.timedelta(days=2)
    type_something(store)
    minute(store)
    found = backups.standing(store)
    assert found.backups[0].made == clock[0] and found.backups[0].where is BackupPlace.here
    assert found.reached == reached and found.trouble is None


def test_a_full_disk_is_said_and_said_no_more_when_there_is_room(store: Store, clock: list[dt.datetime], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    type_something(store)
    with monkeypatch.context() as patched:
        patched.setattr("prossce_desktop.store.workspace.store_parts.back_up_to_folder", full)
        minute(store)
        assert "disk is full" in (backups.standing(store).trouble or "")
    minute(store)
    assert backups.standing(store).trouble is None and len(backups.standing(store).backups) == 1


def test_the_newest_copy_is_looked_through_once(store: Store, clock: list[dt.datetime], monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    real = backups.check
    monkeypatch.setattr(backups, "check", lambda path, *rest: [*real(path, *rest), looked.append(path)][:-1])
    type_something(store)
    for _ in range(3):
        minute(store)
    assert len(looked) == 1
    assert backups.standing(store).checked == (looked[0], True)
    assert store.backups.at_exit() is None, "a note about a copy is no reason for another copy"


def spoil(copy: Path, key: bytes | None) -> None:
    """Whole for the engine, and not what the operations say."""
    db = connect(copy, key, writing=False)
    db.execute("PRAGMA query_only = 0")
    db.execute("UPDATE training SET title = 'Something else'")
    db.close()


def test_a_copy_that_does_not_pass_is_set_aside_and_another_made(store: Store, clock: list[dt.datetime]) -> None:
    type_something(store)
    copy = store.backups.beside()
    spoil(copy, store.key)
    clock[0] += dt.timedelta(minutes=5)
    minute(store)
    found = backups.standing(store)
    assert found.spoiled is not None and found.spoiled.again and found.spoiled.made == base_backup.made_at(copy)
    assert "state" in found.spoiled.detail
    assert [one.made for one in found.backups] == [clock[0]]
    assert (copy.parent / copy.name.replace("base", "spoiled")).exists(), "it is not deleted"
    assert list(verified_backups(store.folder, None)) == [found.backups[0].path]
    backups.acknowledge(store)
    minute(store)
    assert backups.standing(store).spoiled is None


@pytest.mark.slow
def test_records_that_do_not_pass_themselves_are_said_so(store: Store, clock: list[dt.datetime]) -> None:
    type_something(store)
    good = store.backups.beside()
    minute(store)
    spoil(store.folder / "base.db", store.key)
    clock[0] += dt.timedelta(days=2)
    store.drafts.save("d", "training", None, {"title": "Half"}, clock[0])
    minute(store)
    found = backups.standing(store)
    assert found.spoiled is not None and not found.spoiled.again
    assert [one.path for one in found.backups] == [good], "only what is good is offered"
    for _ in range(3):
        minute(store)
    assert len(list((store.folder / "backups").glob("spoiled-*"))) <= 4


def test_what_would_be_missing_is_told(store: Store, clock: list[dt.datetime], tmp_path: Path) -> None:
    type_something(store, "First")
    store.backups.beside()
    [copy] = backups.standing(store).backups
    for number in range(7):
        clock[0] += dt.timedelta(minutes=1)
        type_something(store, f"Later {number}")
    store.undo.undo("op-0003")
    seen = backups.preview_here(store, copy)
    assert seen.holds is not None and seen.missing is not None
    assert (seen.holds.activities, seen.holds.people, seen.holds.participations) == (1, 0, 0)
    assert seen.holds.last == dt.datetime(2026, 11, 1, 16, 40, tzinfo=dt.UTC)
    assert seen.missing.count == 8
    assert [one.title for one in seen.missing.newest] == ["Undone: New training Later 1", *(f"New training Later {n}" for n in (6, 5, 4, 3))]
    target = known_workspaces.free_beside(store.folder)
    staged = backups.stage_backup(store, copy, target)
    again = backups.preview(staged, backups.key_of(staged, None, store), store)
    assert (again.holds, again.missing, again.another) == (seen.holds, seen.missing, False)
    with backups.restore(staged, backups.key_of(staged, None, store), target) as back:
        assert back.folder == tmp_path / "w-2"
        with back.read() as reading:
            assert [one.value.title for one in reading.records("training")] == ["First"]  # type: ignore[attr-defined]


def test_a_damaged_copy_is_said_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    type_something(store)
    copy = store.backups.beside()
    copy.write_bytes(os.urandom(8192))
    [listed] = backups.standing(store).backups
    with pytest.raises(BackupDamaged):
        backups.preview_here(store, listed)
    with pytest.raises(BackupDamaged):
        backups.stage_backup(store, listed, tmp_path / "w-2")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["w"]


@pytest.mark.slow
def test_records_of_another_laptop_are_said_to_be_so(store: Store, tmp_path: Path) -> None:
    other, paper = create(tmp_path / "other", country="KH", office="Siem Reap", officer="Sok", unlock=Passphrase("battery"), recovery=True)
    adding.add(other, "training", [("title", "Theirs")], today=TODAY)
    file = backups.write_backup(other, tmp_path / backups.suggested_name(other))
    other.close()
    staged = backups.unpack_backup(file, tmp_path / "w-2")
    key = backups.key_of(staged, backups.opener_of(f"# the sheet\n{paper}\n"), store)
    seen = backups.preview(staged, key, store)
    assert seen.another and seen.holds is not None and seen.holds.office == "Siem Reap"
    staged.discard()
    assert not list(tmp_path.glob(".*"))


def test_a_move_that_fails_leaves_the_records_here(store: Store, tmp_path: Path) -> None:
    type_something(store)
    with pytest.raises(FolderMissing):
        backups.move_to(store, tmp_path / "none" / "m.prossce-backup")
    assert store.identity.moved is None
    type_something(store, "Goes on")


def test_a_move_stops_the_old_and_the_new_goes_on(store: Store, tmp_path: Path, clock: list[dt.datetime]) -> None:
    type_something(store)
    digest = store.digest()
    file = backups.move_to(store, tmp_path / backups.suggested_name(store))
    with pytest.raises(WorkspaceMoved):
        type_something(store, "Too late")
    backups.back_up_at_exit(store)  # says nothing and breaks nothing
    new, staged = backups.restore_file(tmp_path / "new", file, None)
    assert staged.move and new.identity.moved is None and new.digest() == digest
    type_something(new, "On the new computer")
    new.close()


@pytest.mark.parametrize(("text", "paper"), [
    ("correct horse", False),
    ("AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE", True),
    ("# sheet of the office\n\nage-secret-key-1qpzry9 x8gf2t\n vdw0s3\n", True),
    ("QPZRY9 X8GF2T VDW0S3 JN54KH CE6MUA\n7LQPZR Y9X8GF 2TVDW0 S3JN54 KHCE", True),
    ("", False),
])  # fmt: skip
def test_a_recovery_key_is_told_from_a_passphrase(text: str, paper: bool) -> None:
    assert isinstance(backups.opener_of(text), RecoveryKey) is paper


def test_the_window_opens_the_workspace_that_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "config")
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path / "data")
    assert paths.chosen_workspace() == tmp_path / "data" / "workspace"
    for name in ("workspace", "workspace-2"):
        (tmp_path / "data").mkdir(exist_ok=True)
        create(tmp_path / "data" / name, country="KH", office="O", officer="A", unlock=Plain())[0].close()
    known_workspaces.choose(tmp_path / "data" / "workspace-2")
    assert paths.workspace_pointer().read_text() == "workspace-2\n", "a stick may get another letter"
    assert paths.chosen_workspace() == tmp_path / "data" / "workspace-2"
    assert [one.name for one in known_workspaces.known(tmp_path / "data" / "workspace-2")] == ["workspace", "workspace-2"]
    assert known_workspaces.free_beside(tmp_path / "data" / "workspace-2").name == "workspace-3"
    known_workspaces.choose(tmp_path / "elsewhere" / "ws")
    assert paths.chosen_workspace() == tmp_path / "elsewhere" / "ws"
    for text in (b"", b"\xff\xfe", b"a\0b"):
        paths.workspace_pointer().write_bytes(text)
        assert paths.chosen_workspace() == tmp_path / "data" / "workspace"


def test_a_workspace_opened_by_the_window_is_the_same_as_before(tmp_path: Path) -> None:
    with create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain())[0] as store, store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
    with app.open_remembered(tmp_path / "w") as opened, open_workspace(tmp_path / "w", None, writing=False) as other:
        assert opened.digest() == other.digest()
