"""A workspace is made once, opened with what it was made with, and gives nothing away."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import (
    FolderMissing,
    KeyMissing,
    NoPermission,
    NotEncrypted,
    PassphraseNeeded,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceMissing,
    WorkspaceNewer,
    WorkspaceNotEmpty,
    WrongPassphrase,
    WrongRecoveryKey,
)
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.workspace import key_file
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Passphrase,
    Plain,
    Remembered,
    Unlock,
    create,
    open_workspace,
    protection,
    restore_in_place,
    verified_backups,
)
from prossce_desktop.system import paths

SECRET = Passphrase("correct horse")


def make(folder: Path, unlock: Unlock = SECRET, *, recovery: bool = False) -> tuple[Store, str | None]:
    return create(folder, country="KH", office="Canary Office", officer="Canary Dara", unlock=unlock, recovery=recovery)


def files_under(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


@pytest.mark.slow
def test_nothing_that_was_typed_stands_in_any_file(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w")
    with store.work("new", 2) as work:
        [id] = work.new("person", [Person(name="Canary Person", phone="012345678", remarks="Canary remark")])
        work.new("training", [Training(title="Canary Title", code="CANARY1")])
    store.drafts.save("form", "person", id, {"name": "Canary Draft"}, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    store.settings.write("place", "Canary Setting")
    store.backups.at_exit()
    open_files = files_under(tmp_path / "w")
    seen = b"".join(one.read_bytes() for one in open_files)
    store.close()

    assert any(one.name.endswith("-wal") for one in open_files)
    for one in files_under(tmp_path / "w"):
        assert not one.read_bytes().startswith(b"SQLite format 3")
        seen += one.read_bytes()
    for canary in (b"Canary", b"CANARY", b"canary", b"012345678"):
        assert canary not in seen
    assert len(list((tmp_path / "w" / "backups").glob("*.db"))) == 1


@pytest.mark.slow
def test_a_passphrase_opens_and_another_does_not(tmp_path: Path) -> None:
    make(tmp_path / "w")[0].close()
    assert protection(tmp_path / "w") == "passphrase"

    for writing in (True, False):
        with open_workspace(tmp_path / "w", SECRET, writing=writing) as store:
            assert (store.identity.country, store.identity.office, store.identity.officer) == ("KH", "Canary Office", "Canary Dara")
            assert store.identity.encrypted
    for other in ("", "correct horse ", "\udcff"):
        with pytest.raises(WrongPassphrase):
            open_workspace(tmp_path / "w", Passphrase(other), writing=True)
    with pytest.raises(PassphraseNeeded):
        open_workspace(tmp_path / "w", None, writing=False)


def test_a_remembered_key_is_kept_outside_where_only_the_user_can_read(tmp_path: Path) -> None:
    make(tmp_path / "w", Remembered())[0].close()
    assert protection(tmp_path / "w") == "keyring"
    with open_workspace(tmp_path / "w", None, writing=True) as store:
        assert store.identity.encrypted

    workspace = json.loads((tmp_path / "w" / "key.json").read_text())["workspace"]
    kept = paths.config_folder() / "keys" / f"{workspace}.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 or os.name != "posix"
    kept.unlink()
    with pytest.raises(KeyMissing):
        open_workspace(tmp_path / "w", None, writing=True)


def test_a_spoiled_remembered_key_is_called_missing_and_not_a_damaged_workspace(tmp_path: Path) -> None:
    make(tmp_path / "w", Remembered())[0].close()
    workspace = json.loads((tmp_path / "w" / "key.json").read_text())["workspace"]
    kept = paths.config_folder() / "keys" / f"{workspace}.key"
    whole = kept.read_text()
    for at in range(0, len(whole), 7):
        kept.write_text(whole[:at] + ("0" if whole[at] != "0" else "1") + whole[at + 1 :])
        with pytest.raises(KeyMissing):
            open_workspace(tmp_path / "w", None, writing=True)
    kept.write_text(whole.split()[0])  # as 0.1.0 kept it
    open_workspace(tmp_path / "w", None, writing=True).close()


def open_with_recovery(folder: Path, identity: str) -> bytes:
    """The base's key, by the recovery key as it was printed."""
    return key_file.opened_by_recovery(key_file.read(folder), identity)


@pytest.mark.slow
def test_the_recovery_key_gives_the_key_of_the_base(tmp_path: Path) -> None:
    store, identity = make(tmp_path / "w", recovery=True)
    assert identity is not None
    store.close()

    key = open_with_recovery(tmp_path / "w", identity)

    db = connect(tmp_path / "w" / "base.db", key, writing=False)
    assert db.execute("SELECT count(*) FROM source").fetchone() == (0,)
    db.close()
    assert key.hex() not in (tmp_path / "w" / "key.json").read_text()
    assert open_with_recovery(tmp_path / "w", f"  {identity.lower()}\n") == key
    other, another = make(tmp_path / "other", recovery=True)
    other.close()
    for wrong in (another, "AGE-SECRET-KEY-1", "", "x" * 10_000):
        with pytest.raises(WrongRecoveryKey):
            open_with_recovery(tmp_path / "w", wrong or "")
    plain, _ = make(tmp_path / "plain", Plain())
    plain.close()
    with pytest.raises(NotEncrypted):
        open_with_recovery(tmp_path / "plain", identity)


@pytest.mark.slow
def test_without_encryption_the_layout_is_the_same(tmp_path: Path) -> None:
    make(tmp_path / "plain", Plain())[0].close()
    make(tmp_path / "secret")[0].close()
    assert protection(tmp_path / "plain") == "plain"
    assert sorted(one.name for one in (tmp_path / "plain").iterdir()) == sorted(one.name for one in (tmp_path / "secret").iterdir())
    with open_workspace(tmp_path / "plain", SECRET, writing=False) as store:
        assert not store.identity.encrypted


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "letter.txt").write_text("mine")
    with pytest.raises(WorkspaceNotEmpty):
        make(tmp_path / "w")
    with pytest.raises(WorkspaceNotEmpty):
        make(tmp_path / "w" / "letter.txt")
    assert [one.name for one in (tmp_path / "w").iterdir()] == ["letter.txt"]
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty", Plain())[0].close()
    with pytest.raises(WorkspaceNotEmpty):
        make(tmp_path / "empty")
    with pytest.raises(FolderMissing):
        make(tmp_path / "no" / "w")


def test_opening_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "none", tmp_path / "empty"):
        for writing in (True, False):
            with pytest.raises(WorkspaceMissing):
                open_workspace(folder, SECRET, writing=writing)
            with pytest.raises(WorkspaceMissing):
                protection(folder)
    assert [one.name for one in tmp_path.rglob("*")] == ["empty"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_one_may_not_write_to_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(NoPermission):
        make(tmp_path / "w")
    tmp_path.chmod(0o700)


def damaged(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "empty":
        data.clear()
    elif how == "foreign":
        data[:] = b"PK\x03\x04" + os.urandom(9000)
    elif how == "cut":
        del data[5000:]
    elif how == "header":
        data[20:60] = bytes(40)
    path.write_bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["empty", "foreign", "cut", "header"])
@pytest.mark.parametrize("unlock", [SECRET, Plain()], ids=["encrypted", "plain"])
@pytest.mark.parametrize("writing", [True, False])
def test_a_damaged_or_foreign_base_is_told_and_left_as_it_is(tmp_path: Path, how: str, unlock: Unlock, writing: bool, capfd: pytest.CaptureFixture[str]) -> None:
    make(tmp_path / "w", unlock)[0].close()
    base = tmp_path / "w" / "base.db"
    damaged(base, how)
    before = base.read_bytes()

    with pytest.raises(WorkspaceDamaged):
        open_workspace(tmp_path / "w", unlock, writing=writing)

    assert base.read_bytes() == before
    with pytest.raises(WorkspaceDamaged):  # and the lock was given back
        open_workspace(tmp_path / "w", unlock, writing=True, wait=0)
    assert capfd.readouterr() == ("", "")  # no line of the engine's own


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format": 1, "protection": "rot13", "workspace": "a", "slots": [], "recovery": null}', "\x00\xff"])
def test_a_damaged_key_file_is_told(tmp_path: Path, text: str) -> None:
    make(tmp_path / "w")[0].close()
    for name in ("key.json", "key-spare.json"):
        (tmp_path / "w" / name).write_text(text, encoding="latin-1")
    with pytest.raises(WorkspaceDamaged):
        open_workspace(tmp_path / "w", SECRET, writing=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["key.json", "key-spare.json"])
@pytest.mark.parametrize("text", [None, "", "{}"])
def test_one_of_the_two_key_files_is_enough_and_the_other_is_made_again(tmp_path: Path, name: str, text: str | None) -> None:
    make(tmp_path / "w")[0].close()
    path = tmp_path / "w" / name
    before = path.read_bytes()
    path.unlink()
    if text is not None:
        path.write_text(text)
    open_workspace(tmp_path / "w", SECRET, writing=False).close()
    open_workspace(tmp_path / "w", SECRET, writing=True).close()
    assert path.read_bytes() == before


@pytest.mark.slow
def test_an_altered_byte_of_a_key_file_is_damage_and_not_a_wrong_passphrase(tmp_path: Path) -> None:
    make(tmp_path / "w")[0].close()
    path = tmp_path / "w" / "key.json"
    text = path.read_text()
    at = text.index('"wrapped": "') + 15
    path.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])
    open_workspace(tmp_path / "w", SECRET, writing=True).close()
    assert path.read_text() == text


@pytest.mark.slow
def test_a_slot_that_asks_for_all_memory_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "w")[0].close()
    path = tmp_path / "w" / "key.json"
    known = json.loads(path.read_text())
    known["slots"][0]["memory"] = 1 << 40
    del known["check"]
    path.write_text(json.dumps(known))
    with pytest.raises(WorkspaceDamaged):
        open_workspace(tmp_path / "w", SECRET, writing=False)


def test_a_base_of_a_newer_program_is_refused_in_a_sentence(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w", Plain())
    store.close()
    db = connect(tmp_path / "w" / "base.db", None, writing=True)
    db.execute("PRAGMA user_version = 99")
    db.close()
    for writing in (True, False):
        with pytest.raises(WorkspaceNewer, match="99"):
            open_workspace(tmp_path / "w", None, writing=writing)


def test_one_writes_while_others_read(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w", Plain())
    with pytest.raises(WorkspaceInUse):
        open_workspace(tmp_path / "w", None, writing=True, wait=0.05)
    with open_workspace(tmp_path / "w", None, writing=False) as reader, reader.read() as reading:
        with store.work("new", 1) as work:
            work.new("person", [Person(name="A")])
        assert list(reading.records("person")) == []  # the snapshot from before
        with reader.read() as later:
            assert len(list(later.records("person"))) == 1
    with open_workspace(tmp_path / "w", None, writing=False) as reader, pytest.raises(RuntimeError), reader.work("new", 1):
        pass
    store.close()
    open_workspace(tmp_path / "w", None, writing=True, wait=0).close()


@pytest.mark.slow
def test_a_write_protected_workspace_can_be_read(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w")
    with store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
    digest = store.digest()
    store.close()
    for one in files_under(tmp_path / "w"):
        one.chmod(0o400)
    (tmp_path / "w").chmod(0o500)
    try:
        with open_workspace(tmp_path / "w", SECRET, writing=False) as reader:
            assert reader.digest() == digest
    finally:
        (tmp_path / "w").chmod(0o700)


@pytest.mark.slow
def test_copies_at_exit_are_whole_and_of_one_day_the_last_five_stay(tmp_path: Path) -> None:
    moments = iter(dt.datetime(2026, 1, 1, 8, 0, second, tzinfo=dt.UTC) for second in range(60))
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=SECRET, now=lambda: next(moments))
    assert store.backups.at_exit() is None
    for i in range(9):
        with store.work("new", 1) as work:
            work.new("person", [Person(name=f"P{i}")])
        newest = store.backups.at_exit()
    digest = store.digest()
    store.close()

    kept = sorted((tmp_path / "w" / "backups").iterdir())
    assert len(kept) == 5 and kept[-1] == newest
    shutil.copy(kept[-1], tmp_path / "w" / "base.db")
    with open_workspace(tmp_path / "w", SECRET, writing=True) as again:
        assert again.digest() == digest
        assert all(one.ok for one in again.check())


@pytest.mark.slow
def test_the_newest_good_copy_takes_the_place_of_a_damaged_base(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w")
    with store.work("sample", 1, sample=True) as work:
        work.new("training", [Training(title="Sample", code="S1")])
    with store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
    copy = store.backups.at_exit()
    digest = store.digest()
    incarnation = store.identity.incarnation_key
    store.close()
    assert copy is not None
    (tmp_path / "w" / "backups" / "base-20991231-235959.db").write_bytes(os.urandom(8192))
    damaged(tmp_path / "w" / "base.db", "cut")

    assert list(verified_backups(tmp_path / "w", SECRET)) == [copy]
    aside = restore_in_place(tmp_path / "w", SECRET, copy)

    assert aside is not None and aside.stat().st_size == 5000
    with open_workspace(tmp_path / "w", SECRET, writing=True) as again:
        assert again.digest() == digest
        assert again.identity.incarnation_key != incarnation
        again.undo.undo("op-0002")
        with again.read() as reading:
            assert reading.is_sample()
        again.undo.undo("op-0001")
        assert again.digest().kinds == {}
        assert all(one.ok for one in again.check())
        with again.read() as reading:
            assert reading.execute("SELECT count(*) FROM source").scalar() == 4
    with pytest.raises(WorkspaceDamaged):
        restore_in_place(tmp_path / "w", SECRET, tmp_path / "w" / "backups" / "base-20991231-235959.db")


@pytest.mark.slow
def test_a_journal_of_an_attempt_that_failed_never_lies_beside_the_base_that_comes(tmp_path: Path) -> None:
    """The engine keeps one while a copy is made a base with a log; left behind, it would be taken back into the next one."""
    folder = tmp_path / "w"
    store, _ = make(folder)
    with store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
    copy = store.backups.at_exit()
    store.close()
    assert copy is not None
    for name in ("base.db-journal", "coming.db", "coming.db-journal"):
        (folder / name).write_bytes(b"of another base")

    aside = restore_in_place(folder, SECRET, copy)

    assert aside is not None and aside.with_name(f"{aside.name}-journal").read_bytes() == b"of another base"
    assert not [one.name for one in folder.iterdir() if one.name.startswith(("base.db-j", "coming"))]
    open_workspace(folder, SECRET, writing=True).close()


def test_drafts_and_settings_are_no_operations(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w", Plain())
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    digest = store.digest()
    store.drafts.save("new person", "person", None, {"name": "half \ud800", "rows": [["a"]]}, at)
    store.drafts.save("new person", "person", None, {"name": "Dara"}, at + dt.timedelta(seconds=1))
    store.drafts.save("other", "training", 7, {}, at)
    store.settings.write("language", "km")
    store.close()

    with open_workspace(tmp_path / "w", None, writing=True) as store:
        assert [(one.key, one.kind, one.record, one.typed) for one in store.drafts.held()] == [("new person", "person", None, {"name": "Dara"}), ("other", "training", 7, {})]
        assert (store.settings.read("language"), store.settings.read("none")) == ("km", None)
        store.drafts.drop("new person")
        store.settings.write("language", None)
        assert ([one.key for one in store.drafts.held()], store.settings.read("language")) == (["other"], None)
        assert store.digest() == digest
        assert store.undo.history() == []


def test_a_new_name_of_the_officer_leaves_the_old_steps_as_they_were(tmp_path: Path) -> None:
    store, _ = make(tmp_path / "w", Plain())
    for officer in ("Sok", "Keo"):
        store.officers.rename(officer=officer)
        with store.work("new", 1) as work:
            work.new("person", [Person(name="A")])
    store.close()
    with open_workspace(tmp_path / "w", None, writing=False) as store:
        assert store.identity.officer == "Keo"
        assert [one.who for one in store.undo.history()] == ["Keo", "Sok"]


@pytest.mark.slow
@pytest.mark.parametrize("names", [["making.db-wal"], ["making.db-journal", "writer.lock"], [".key-0a1b2c3d.part.json", "making.db-shm"]])
def test_a_first_start_cut_short_before_its_names_were_on_the_disk_begins_anew(tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "w").mkdir()
    for name in names:
        (tmp_path / "w" / name).write_bytes(b"half")
    with make(tmp_path / "w")[0] as store:
        assert all(one.ok for one in store.check())
    (tmp_path / "letters").mkdir()
    for name in (*names, "letter.txt"):
        (tmp_path / "letters" / name).write_bytes(b"mine")
    with pytest.raises(WorkspaceNotEmpty):
        make(tmp_path / "letters")
    assert len(list((tmp_path / "letters").iterdir())) == len(names) + 1
