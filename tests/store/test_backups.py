"""Copies, backup files and what comes back from them."""

from __future__ import annotations

import datetime as dt
import errno
import io
import json
import os
import random
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import (
    BackupDamaged,
    BackupMissing,
    BackupNewer,
    Cancelled,
    CannotAccept,
    DiskFull,
    FolderMissing,
    KeyMissing,
    PassphraseNeeded,
    ProssceError,
    WorkspaceError,
    WorkspaceMoved,
    WorkspaceNotEmpty,
    WrongPassphrase,
    WrongRecoveryKey,
)
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.maintenance import backup_file, base_backup
from prossce_desktop.store.workspace import restore_from_backup
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.unlock import Unlocked
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Passphrase,
    Plain,
    RecoveryKey,
    Remembered,
    Unlock,
    create,
    open_workspace,
)
from prossce_desktop.system import paths
from prossce_desktop.system.progress import Progress

pytestmark = pytest.mark.slow

SECRET = Passphrase("correct horse")
AT = dt.datetime(2026, 11, 25, 16, 40, tzinfo=dt.UTC)
WAYS = pytest.mark.parametrize("unlock", [SECRET, Plain(), Remembered()], ids=["passphrase", "plain", "keyring"])


def filled(folder: Path, unlock: Unlock = SECRET, people: int = 3) -> tuple[Store, str | None]:
    """A workspace with a training, people, an undone step and a draft."""
    store, paper = create(folder, country="KH", office="Canary Office", officer="Canary Dara", unlock=unlock, recovery=True)
    with store.work("new", 2) as work:
        work.new("training", [Training(title="Canary Title", code="C1")])
        work.new("person", [Person(name=f"Canary {n}", phone=f"01234567{n}") for n in range(people)])
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Canary Gone")])
    store.undo.undo("op-0002")
    store.drafts.save("d", "training", None, {"title": "Canary Draft"}, AT)
    return store, paper


def packed(store: Store, target: Path, *, move: bool = False) -> Path:
    """A backup file of the workspace as it is."""
    copy = store.folder.parent / "copy.db"
    store.backups.copy_to(copy)
    backup_file.write(target, copy, store.folder / "key.json", made=AT, schema=store.schema, move=move)
    copy.unlink()
    return target


def restored(file: Path, target: Path, unlock: Unlock | None) -> Store:
    staged = restore_from_backup.stage_file(file, target)
    try:
        return restore_from_backup.restore(staged, restore_from_backup.key_of(staged, unlock), target)
    except BaseException:
        staged.discard()
        raise


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A backup file of a small encrypted workspace."""
    store, _ = filled(tmp_path / "w")
    file = packed(store, tmp_path / "b.prossce-backup")
    store.close()
    return file


@WAYS
def test_what_is_restored_shows_the_same_and_goes_on_without_a_clash(tmp_path: Path, unlock: Unlock) -> None:
    store, _ = filled(tmp_path / "w", unlock)
    file = packed(store, tmp_path / "b.prossce-backup")
    digest, incarnation, device = store.digest(), store.identity.incarnation_key, store.identity.device

    back = restored(file, tmp_path / "new", unlock if isinstance(unlock, Passphrase) else None)

    assert back.digest() == digest
    assert back.identity.incarnation_key != incarnation and back.identity.device == device
    assert [one.typed for one in back.drafts.held()] == [{"title": "Canary Draft"}]
    for both in (store, back):  # one laptop, two lives: each goes on under a source of its own
        for n in range(3):
            with both.work("new", 1) as work:
                work.new("person", [Person(name=f"After {n}")])
    ids = []
    for both in (store, back):
        with both.read() as reading:
            ids.append({row[0] for row in reading.execute("SELECT id FROM op")})
    assert len(ids[0] & ids[1]) == 3 and len(ids[0] | ids[1]) == 9
    back.undo.redo("op-0002")
    assert [one for one in back.check() if not one.ok] == []
    back.close()
    store.close()
    assert sorted(one.name for one in (tmp_path / "new").iterdir()) == ["base.db", "key-spare.json", "key.json", "writer.lock"]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_a_backup_file_has_three_members_and_nothing_that_was_typed(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "w")
    name = backup_file.name_of(store.identity.device, AT)
    file = packed(store, tmp_path / name)
    store.close()
    assert name == f"{store.identity.device}-20261125-1640.prossce-backup"
    assert backup_file.made_at(file) == (store.identity.device, AT)
    data = file.read_bytes()
    assert b"anary" not in data and b"ANARY" not in data and b"0123456" not in data
    with zipfile.ZipFile(file) as opened:
        assert sorted(opened.namelist()) == ["about.json", "base.db", "key.json"]
        assert {one.compress_type for one in opened.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = json.loads(opened.read("about.json"))
    assert set(about) == {"format", "kind", "made", "schema", "base"}
    assert (about["kind"], about["made"], about["schema"]) == ("backup", "2026-11-25T16:40:00+00:00", store.schema)


def test_the_paper_key_opens_a_backup_and_another_passphrase_does_not(tmp_path: Path) -> None:
    store, paper = filled(tmp_path / "w")
    file = packed(store, tmp_path / "b.prossce-backup")
    digest = store.digest()
    store.close()
    assert paper is not None
    other, wrong = create(tmp_path / "other", country="KH", office="O", officer="A", unlock=SECRET, recovery=True)
    other.close()
    for unlock, refusal in ((Passphrase("battery"), WrongPassphrase), (RecoveryKey(wrong or ""), WrongRecoveryKey), (None, PassphraseNeeded)):
        with pytest.raises(refusal):
            restored(file, tmp_path / "new", unlock)
        assert not (tmp_path / "new").exists()
    with restored(file, tmp_path / "new", RecoveryKey(paper)) as back:
        assert back.digest() == digest


def test_a_keyring_workspace_needs_its_paper_key_on_another_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, paper = filled(tmp_path / "w", Remembered())
    file = packed(store, tmp_path / "b.prossce-backup")
    store.close()
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "another computer")
    with pytest.raises(KeyMissing):
        restored(file, tmp_path / "new", None)
    assert not (tmp_path / "new").exists()
    restored(file, tmp_path / "new", RecoveryKey(paper or "")).close()
    open_workspace(tmp_path / "new", None, writing=True).close()  # that computer knows the key from now on


def test_only_a_new_or_empty_folder_takes_it(tmp_path: Path, whole: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(WorkspaceNotEmpty):
        restored(whole, tmp_path / "mine", SECRET)
    assert [one.name for one in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    with pytest.raises(FolderMissing):
        restored(whole, tmp_path / "no" / "new", SECRET)
    (tmp_path / "empty").mkdir()
    restored(whole, tmp_path / "empty", SECRET).close()


def beside(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def refused(file: Path, folder: Path, unlock: Unlock | None = SECRET) -> str:
    """One sentence, and nothing made."""
    before = beside(folder)
    with pytest.raises(ProssceError) as said:
        restored(file, folder / "new", unlock)
    assert beside(folder) == before
    assert said.value.exit_status in (3, 4)
    return said.value.code


@pytest.mark.slow
@pytest.mark.parametrize("unlock", [SECRET, Plain()], ids=["encrypted", "plain"])
def test_a_spoiled_file_is_refused_or_shows_the_same(tmp_path: Path, unlock: Unlock, capfd: pytest.CaptureFixture[str]) -> None:
    """Bytes that no reader looks at may change; whatever is restored is what was saved."""
    store, _ = filled(tmp_path / "w", unlock)
    file = packed(store, tmp_path / "b.prossce-backup")
    digest = store.digest()
    store.close()
    data, chance, same = file.read_bytes(), random.Random(20261125), 0
    edge = [*range(60), *range(len(data) - 400, len(data))]
    for at in [*chance.sample(edge, 30), *(chance.randrange(len(data)) for _ in range(30))]:
        spoiled = bytearray(data)
        spoiled[at] ^= 1 << chance.randrange(8)
        file.write_bytes(spoiled)
        try:
            back = restored(file, tmp_path / "new", unlock)
        except (WorkspaceError, CannotAccept):
            assert beside(tmp_path) == ["b.prossce-backup", "w"]
        else:
            same += 1
            assert back.digest() == digest
            back.close()
            for one in (tmp_path / "new").iterdir():
                one.unlink()
            (tmp_path / "new").rmdir()
    assert same < 30
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("how", ["cut", "empty", "other", "twice", "more", "deflated", "renamed", "behind", "format", "folder", "key"])
def test_hostile_and_foreign_files_are_one_sentence(tmp_path: Path, whole: Path, how: str) -> None:
    with zipfile.ZipFile(whole) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    about = json.loads(members["about.json"])
    made = io.BytesIO()
    names = dict(members)
    if how == "renamed":
        names = {("../base.db" if name == "base.db" else name): value for name, value in members.items()}
    if how == "format":
        names["about.json"] = json.dumps(about | {"format": 99}).encode()
    if how == "key":
        names["key.json"] = b"{}"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if how == "deflated" else zipfile.ZIP_STORED) as packing:
        for name, value in names.items():
            packing.writestr(name, value)
        if how == "twice":
            with pytest.warns(UserWarning, match="Duplicate"):
                packing.writestr("base.db", members["base.db"])
        if how == "more":
            packing.writestr("letter.txt", b"x")
    data = made.getvalue()
    data = {"cut": data[:-30], "empty": b"", "other": b"PK\x03\x04" + os.urandom(5000), "behind": data + b"more"}.get(how, data)
    if how == "folder":
        whole.unlink()
        whole.mkdir()
    else:
        whole.write_bytes(data)
    assert refused(whole, tmp_path) == {"format": "backup-newer", "folder": "backup-missing"}.get(how, "backup-damaged")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.prossce-backup", tmp_path) == "backup-missing"
    with pytest.raises(BackupMissing):
        backup_file.unpack(tmp_path / "none", tmp_path)


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "w", Plain())
    store.close()
    db = connect(tmp_path / "w" / "base.db", None, writing=True)
    db.execute("PRAGMA user_version = 99")
    db.close()
    base_backup.back_up_to(tmp_path / "w" / "base.db", None, tmp_path / "copy.db")
    backup_file.write(tmp_path / "b.prossce-backup", tmp_path / "copy.db", tmp_path / "w" / "key.json", made=AT, schema=99)
    with pytest.raises(BackupNewer, match="99"):
        restored(tmp_path / "b.prossce-backup", tmp_path / "new", None)
    assert not (tmp_path / "new").exists()


def test_records_that_do_not_follow_from_their_operations_are_not_restored(tmp_path: Path) -> None:
    """Whole for the engine, and wrong: a name changed behind the log's back."""
    store, _ = filled(tmp_path / "w", Plain())
    db = connect(tmp_path / "w" / "base.db", None, writing=True)
    db.execute("UPDATE person SET name = 'Somebody else' WHERE name = 'Canary 1'")
    db.close()
    file = packed(store, tmp_path / "b.prossce-backup")
    store.close()
    with pytest.raises(BackupDamaged):
        restored(file, tmp_path / "new", None)
    assert not (tmp_path / "new").exists()


def test_a_copy_beside_the_base_comes_back_into_a_new_folder(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "w")
    copy = store.backups.at_exit()
    assert copy is not None
    digest = store.digest()
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Later")])
    later = store.digest()
    staged = restore_from_backup.stage_backup(store.folder, store.key, copy, tmp_path / "w-2")
    with restore_from_backup.restore(staged, Unlocked(store.key), tmp_path / "w-2") as back:
        assert back.digest() == digest
        assert staged.made == base_backup.made_at(copy)
    assert store.digest() == later
    store.close()
    with open_workspace(tmp_path / "w-2", SECRET, writing=True) as again:
        assert again.digest() == digest


def test_a_moved_workspace_writes_no_more_until_it_goes_on_here(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "w")
    digest, incarnation = store.digest(), store.identity.incarnation_key
    store.sync.mark_moved(AT)
    file = packed(store, tmp_path / "m.prossce-backup", move=True)
    store.close()

    with open_workspace(tmp_path / "w", SECRET, writing=True) as stopped:
        assert stopped.identity.moved == "2026-11-25T16:40:00+00:00"
        for act in (lambda: stopped.undo.undo("op-0001"), lambda: stopped.officers.rename(officer="B"), lambda: stopped.drafts.drop("d")):
            with pytest.raises(WorkspaceMoved, match="2026-11-25"):
                act()
        with pytest.raises(WorkspaceMoved), stopped.work("new", 1):
            pass
        assert stopped.digest() == digest
    with restored(file, tmp_path / "new", SECRET) as back:
        assert back.identity.moved is None and back.identity.incarnation_key != incarnation
        back.undo.undo("op-0001")
    (tmp_path / "looked").mkdir()
    assert backup_file.unpack(file, tmp_path / "looked").move
    with open_workspace(tmp_path / "w", SECRET, writing=True) as again:
        again.sync.begin_anew()
        assert again.identity.moved is None and again.identity.incarnation_key != incarnation
        with again.work("new", 1) as work:
            work.new("person", [Person(name="After all")])
        assert [one for one in again.check() if not one.ok] == []
    with open_workspace(tmp_path / "w", SECRET, writing=True) as again:
        assert again.identity.moved is None


@pytest.mark.parametrize("after", [0, 1, 30])
def test_cancel_leaves_nothing_behind(tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_backup, "_AT_ONCE", 5)
    monkeypatch.setattr(backup_file, "_CHUNK", 8192)
    store, _ = filled(tmp_path / "w", people=2000)
    file = packed(store, tmp_path / "b.prossce-backup")
    before = beside(tmp_path)

    def stopping() -> Progress:
        calls = iter(range(1000))

        def show(done: int, total: int, /) -> None:
            if next(calls) == after:
                stop.cancel()

        stop = Progress(show)
        return stop

    for act in (
        lambda: store.backups.copy_to(tmp_path / "copy.db", stopping()),
        lambda: backup_file.write(tmp_path / "c.prossce-backup", store.folder / "base.db", store.folder / "key.json", made=AT, schema=1, step=stopping()),
        lambda: restore_from_backup.stage_file(file, tmp_path / "new", stopping()),
        lambda: store.backups.beside(stopping()),
    ):
        with pytest.raises(Cancelled):
            act()
        assert beside(tmp_path) == before
        assert not list((tmp_path / "w").glob("backups/*"))
    store.close()


def test_the_check_of_a_copy_can_be_stopped(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "w", people=3000)
    stop = Progress()
    stop.cancel()
    with pytest.raises(Cancelled):
        store.check(stop)
    assert [one for one in store.check() if not one.ok] == []
    store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small file system of its own")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = filled(tmp_path / "w")
    file = packed(store, tmp_path / "b.prossce-backup")
    old = file.read_bytes()
    copy = store.backups.beside()

    def full(member: object, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile._ZipWriteFile, "write", full)  # type: ignore[attr-defined]
    with pytest.raises(DiskFull):
        backup_file.write(file, copy, store.folder / "key.json", made=AT, schema=1)
    assert file.read_bytes() == old
    assert beside(tmp_path) == ["b.prossce-backup", "w"]
    store.close()


@pytest.fixture
def days(tmp_path: Path) -> Iterator[tuple[Store, list[dt.datetime]]]:
    """A workspace and its clock, which a test sets."""
    clock = [AT]
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain(), now=lambda: clock[0])
    yield store, clock
    store.close()


def test_a_copy_is_due_after_a_day_if_something_was_written(days: tuple[Store, list[dt.datetime]]) -> None:
    store, clock = days
    assert store.backups.if_due() is None, "nothing was ever written"
    with store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
    assert store.backups.if_due() is not None
    clock[0] += dt.timedelta(hours=30)
    assert store.backups.if_due() is None, "nothing was written since"
    store.drafts.save("d", "training", None, {"title": "Half"}, clock[0])
    clock[0] -= dt.timedelta(hours=20)
    assert store.backups.if_due() is None, "the newest is not a day old"
    clock[0] += dt.timedelta(hours=20)
    assert store.backups.if_due() is not None
    assert store.backups.at_exit() is None
    assert len(base_backup.backups_in(store.folder / "backups")) == 2


def test_work_of_a_killed_session_is_copied_at_the_next_exit(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "w", Plain())
    store.close()  # without the copy at exit, as after kill -9
    with open_workspace(tmp_path / "w", None, writing=True) as again:
        assert again.backups.at_exit() is not None
        assert again.backups.at_exit() is None


def test_an_aside_folder_of_a_killed_restore_goes_after_a_day(tmp_path: Path, whole: Path) -> None:
    for name, age in ((".new-aaaa.part", 90_000), (".new-bbbb.part", 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "base.db").write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    restored(whole, tmp_path / "new", SECRET).close()
    assert [one.name for one in tmp_path.glob(".new-*")] == [".new-bbbb.part"]
