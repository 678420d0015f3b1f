"""A full disk, folders that cannot be written, locked targets, damaged and foreign files: one sentence, nothing lost."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import DiskFull
from prossce_desktop.services.commands import adding
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, Plain, create, open_workspace
from tests.on_disk import tmp_path, tmp_path_factory
from tests.program import Cli, inside, program

__all__ = ["tmp_path", "tmp_path_factory"]

TODAY = dt.date(2025, 6, 1)
ROOT_ON_LINUX = sys.platform == "linux" and os.geteuid() == 0
SECRET = "correct horse"


@pytest.fixture
def call() -> Cli:
    return inside()


def made(folder: Path, *, secret: bool = False, activities: int = 3) -> Path:
    """A workspace with a few activities, closed."""
    store, _ = create(folder, country="KH", office="Office KH", officer="Dara", unlock=Passphrase(SECRET) if secret else Plain())
    with store:
        for number in range(activities):
            adding.add(store, "training", [("title", f"Training {number}"), ("code", f"T{number}"), ("count", "5")], today=TODAY)
        store.backups.at_exit()
    return folder


def lies_in(folder: Path) -> dict[str, bytes]:
    """Every file of the workspace but the lock, which holds nothing."""
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file() and one.name != "writer.lock"}


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1,200 KB."""
    place = tmp_path / "small"
    place.mkdir()
    if not ROOT_ON_LINUX or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", place], check=False, capture_output=True).returncode:
        pytest.skip("mounting needs root")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.slow
def test_on_a_disk_that_fills_up_what_was_said_to_be_saved_is_there(small_disk: Path, call: Cli) -> None:
    folder = made(small_disk / "ws", activities=0)
    saved = 0
    while saved < 400 and call_status(call, folder, saved) == 0:
        saved += 1
    assert 0 < saved < 400, "the disk never filled"
    said = call("add", folder, "training", "title=More", "notes=" + "x" * 9_000, "--json", status=8).json["error"]
    assert said["code"] == "disk-full"
    assert call("digest", folder, "--json").json["kinds"] == {"training": {"count": saved}}
    for out in ("--pdf", "--excel"):
        call("export", folder, out, small_disk / "o", status=8)
    assert not (small_disk / "o").exists() and not list(small_disk.glob(".o*"))
    moved = shutil.copytree(folder, small_disk.parent / "moved")
    assert call("check", moved, "--json").json["ok"] is True
    call("add", moved, "training", "title=With room again")
    assert call("digest", moved, "--json").json["kinds"] == {"training": {"count": saved + 1}}


def call_status(call: Cli, folder: Path, number: int) -> int:
    """0, or 8 where the disk is full."""
    try:
        call("add", folder, "training", f"title=Training {number}", "notes=" + os.urandom(4_000).hex())
    except AssertionError:
        call("add", folder, "training", f"title=Training {number}", "notes=" + os.urandom(4_000).hex(), status=8)
        return 8
    return 0


def test_a_base_that_cannot_grow_says_the_disk_is_full_and_goes_on_when_it_can(tmp_path: Path) -> None:
    with open_workspace(made(tmp_path / "ws"), None, writing=True) as store:
        before = store.digest()
        db = store._base.writer()
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
        people = [Person(name=os.urandom(90).hex()) for _ in range(500)]
        with pytest.raises(DiskFull), store.work("people", 500) as work:
            work.new("person", people)
        assert store.digest() == before
        db.execute("PRAGMA max_page_count = 1000000").fetchall()
        with store.work("people", 500) as work:
            work.new("person", people)
        assert store.digest().kinds == {**before.kinds, "person": 500}
        assert all(one.ok for one in store.check())


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--excel", "--pdf"])
def test_an_export_to_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, call: Cli, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    folder = made(tmp_path / "ws")
    target = tmp_path / "out" / "o.file"
    target.parent.mkdir()
    target.write_bytes(b"the old one")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = call("export", folder, option, target, "--json", status=8).json["error"]
    assert said["code"] == "disk-full"
    assert [(one.name, one.read_bytes()) for one in target.parent.iterdir()] == [("o.file", b"the old one")]


# Folders that cannot be written or are not there


@pytest.mark.slow
@pytest.mark.skipif(not ROOT_ON_LINUX or shutil.which("setpriv") is None, reason="giving up root's rights needs root")
def test_without_permission_one_sentence_says_where(tmp_path: Path) -> None:
    for one in (tmp_path, *tmp_path.parents[:3]):
        one.chmod(0o755)
    folder = made(tmp_path / "ws")
    shutil.rmtree(folder / "backups")
    for one in (folder, *folder.iterdir()):
        one.chmod(0o555 if one.is_dir() else 0o444)
    (tmp_path / "shut").mkdir(mode=0o555)
    home = tmp_path / "home"
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    nobody = program(home, before=("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), environment={"PYTHONDONTWRITEBYTECODE": "1"})
    before = lies_in(folder)
    asked = (
        ("init", tmp_path / "shut" / "ws", "--country", "KH", "--office", "O", "--officer", "A", "--no-encryption"),
        ("add", folder, "training", "title=A"),
        ("export", folder, "--pdf", tmp_path / "shut" / "o.pdf"),
    )
    for words in asked:
        said = nobody(*words, "--json", status=8).json["error"]
        assert said["code"] == "no-permission" and str(tmp_path) in said["message"]
    assert lies_in(folder) == before
    assert list((tmp_path / "shut").iterdir()) == []


@pytest.mark.parametrize("option", ["--excel", "--pdf"])
def test_exports_that_cannot_be_written_say_why(tmp_path: Path, call: Cli, option: str) -> None:
    folder = made(tmp_path / "ws")
    (tmp_path / "o").mkdir()
    (tmp_path / "file").write_text("no folder")
    for target, code in (
        (tmp_path / "absent" / "o.x", "folder-missing"), (tmp_path / "file" / "o.x", "folder-missing"), (tmp_path / "o", "target-is-folder"),
        (tmp_path / ("n" * 300), "name-refused"), ("/proc/o.x", None),
    ):  # fmt: skip
        said = call("export", folder, option, target, "--json", status=8).json["error"]
        assert code is None or said["code"] == code
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "o", "ws"]


@pytest.mark.slow
@pytest.mark.parametrize("note", [".~lock.o.xlsx#", "~$o.xlsx"])
@pytest.mark.skipif(os.name != "posix", reason="Windows locks the file itself")
def test_a_workbook_that_is_open_elsewhere_stays_whole(tmp_path: Path, call: Cli, note: str) -> None:
    folder, target = made(tmp_path / "ws"), tmp_path / "o.xlsx"
    target.write_bytes(b"the old one")
    (tmp_path / note).touch()
    assert call("export", folder, "--excel", target, "--json", status=8).json["error"]["code"] == "target-open"
    assert target.read_bytes() == b"the old one"
    (tmp_path / note).unlink()
    call("export", folder, "--excel", target)
    assert zipfile.is_zipfile(target)


# Damaged and foreign files in place of the base


def random_bytes(base: Path) -> None:
    base.write_bytes(os.urandom(base.stat().st_size))


def other_database(base: Path) -> None:
    base.unlink()
    with closing(sqlite3.connect(base)) as db:
        db.execute("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)")
        db.commit()


def archive(base: Path) -> None:
    with zipfile.ZipFile(base, "w") as parts:
        parts.writestr("training.csv", "title\nA\n" * 500)


def nothing(base: Path) -> None:
    base.write_bytes(b"")


def cut(base: Path) -> None:
    os.truncate(base, base.stat().st_size // 2)


def first_page_gone(base: Path) -> None:
    with base.open("rb+") as file:
        file.write(b"\0" * 4096)


def is_folder(base: Path) -> None:
    base.unlink()
    base.mkdir()


def gone(base: Path) -> None:
    base.unlink()


DAMAGES = (random_bytes, other_database, archive, nothing, cut, first_page_gone, is_folder, gone)
CASES = [(one, False) for one in DAMAGES] + [(one, True) for one in (random_bytes, other_database, nothing, cut)]


@pytest.mark.slow
@pytest.mark.parametrize(("damage", "secret"), CASES, ids=[f"{one.__name__}-{'encrypted' if secret else 'plain'}" for one, secret in CASES])
def test_a_base_that_is_none_is_said_and_kept(tmp_path: Path, call: Cli, damage: Callable[[Path], None], secret: bool) -> None:
    folder = made(tmp_path / "ws", secret=secret)
    damage(folder / "base.db")
    before = lies_in(folder)
    (tmp_path / "secret").write_text(SECRET)
    more = ("--passphrase-file", tmp_path / "secret") if secret else ()
    for words in (("people", folder), ("add", folder, "training", "title=A")):
        said = call(*words, *more, "--json", status=3).json["error"]
        assert said["code"] == "workspace-damaged"
        [copy] = (folder / "backups").glob("base-*.db")
        assert str(folder) in said["message"] and f"newest good backup is {copy}" in said["message"]
    assert lies_in(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("secret", [False, True], ids=["plain", "encrypted"])
def test_a_good_copy_is_only_spoken_of_where_there_is_one(tmp_path: Path, call: Cli, secret: bool) -> None:
    folder = made(tmp_path / "ws", secret=secret)
    (tmp_path / "secret").write_text(SECRET)
    more = ("--passphrase-file", tmp_path / "secret") if secret else ()
    [copy] = (folder / "backups").glob("base-*.db")
    older = copy.with_name("base-20200101-000000.db")
    shutil.copy(copy, older)
    for base in (folder / "base.db", copy):
        random_bytes(base)

    def said() -> str:
        return str(call("people", folder, *more, "--json", status=3).json["error"]["message"])

    assert f"newest good backup is {older}" in said()
    random_bytes(older)
    assert "good backup" not in said()
    older.unlink()
    copy.unlink()
    assert "good backup" not in said()


@pytest.mark.slow
@pytest.mark.parametrize("secret", [False, True], ids=["plain", "encrypted"])
def test_check_says_seven_for_what_it_opens_and_three_for_what_it_cannot(tmp_path: Path, call: Cli, secret: bool) -> None:
    folder = made(tmp_path / "ws", secret=secret, activities=20)
    (tmp_path / "secret").write_text(SECRET)
    more = ("--passphrase-file", tmp_path / "secret") if secret else ()
    base = folder / "base.db"
    whole = base.read_bytes()
    for first in (8_192, 3 * 4_096, len(whole) // 2 // 4_096 * 4_096):
        damaged = bytearray(whole)
        for at in range(first, len(whole), 4_096):
            damaged[at : at + 600] = b"damage" * 100
        base.write_bytes(damaged)
        found = call("check", folder, *more, "--json", status=7).json
        assert found["ok"] is False and [one["name"] for one in found["checks"] if not one["ok"]]
        call("people", folder, *more, status=3)
    base.write_bytes(b"none" + whole[4:])
    assert call("check", folder, *more, "--json", status=3).json["error"]["code"] == "workspace-damaged"
    base.write_bytes(whole)
    assert call("check", folder, *more, "--json").json["ok"] is True


@pytest.mark.slow
def test_damage_in_the_middle_is_found_by_check_and_nothing_is_written_over(tmp_path: Path, call: Cli) -> None:
    folder = made(tmp_path / "ws", secret=True, activities=20)
    base = folder / "base.db"
    with base.open("rb+") as file:
        for at in range(8_192, base.stat().st_size, 4_096):
            file.seek(at + 100)
            file.write(b"damage")
    (tmp_path / "secret").write_text(SECRET)
    before = base.read_bytes()
    for words, statuses in ((("check", folder), (7,)), (("people", folder), (3,)), (("add", folder, "training", "title=A"), (3,))):
        assert one_of(call, (*words, "--passphrase-file", tmp_path / "secret"), statuses)
    assert base.read_bytes() == before


def one_of(call: Cli, words: tuple[object, ...], statuses: tuple[int, ...]) -> bool:
    for status in statuses:
        try:
            call(*words, status=status)
        except AssertionError:
            continue
        return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"format": 99}', '{"format": "x", "protection": 1}'])
def test_a_key_file_that_is_none_is_said_and_kept(tmp_path: Path, call: Cli, text: str) -> None:
    folder = made(tmp_path / "ws")
    for name in ("key.json", "key-spare.json"):
        (folder / name).write_text(text)
    before = lies_in(folder)
    call("people", folder, status=3)
    call("add", folder, "training", "title=A", status=3)
    assert lies_in(folder) == before


def test_without_its_log_the_base_is_whole_up_to_the_last_time_it_was_written_in(tmp_path: Path, call: Cli) -> None:
    folder = made(tmp_path / "ws")
    with open_workspace(folder, None, writing=True) as store:
        adding.add(store, "training", [("title", "In the log only")], today=TODAY)
        assert (folder / "base.db-wal").stat().st_size > 0
        torn = tmp_path / "torn"
        torn.mkdir()
        for name in ("base.db", "key.json"):
            shutil.copy(folder / name, torn / name)
    assert call("digest", torn, "--json").json["kinds"] == {"training": {"count": 3}, "head_count": {"count": 3}}
    assert call("check", torn, "--json").json["ok"] is True
    call("add", torn, "training", "title=Next")
    assert call("check", torn, "--json").json["ok"] is True


@pytest.mark.slow
@pytest.mark.parametrize("secret", [False, True], ids=["plain", "encrypted"])
def test_the_copy_beside_a_damaged_base_opens_with_everything_that_was_in_it(tmp_path: Path, secret: bool) -> None:
    from prossce_desktop.store.workspace import workspace_lifecycle

    folder = made(tmp_path / "ws", secret=secret)
    random_bytes(folder / "base.db")
    damaged = (folder / "base.db").read_bytes()
    unlock = Passphrase(SECRET) if secret else None
    [copy] = workspace_lifecycle.verified_backups(folder, unlock)
    kept = workspace_lifecycle.restore_in_place(folder, unlock, copy)
    assert kept is not None and kept.read_bytes() == damaged
    with open_workspace(folder, unlock, writing=False) as store:
        assert store.digest().kinds["training"] == 3
        assert all(one.ok for one in store.check())
