"""Nothing is written among records, over the program, or over what is no regular file, whichever way leads there; and whatever holds
names or keys is readable by its owner alone."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.errors import TargetInWorkspace, TargetIsFolder, TargetNotAFile, TargetOfProgram
from prossce_desktop.services.commands import adding
from prossce_desktop.services.reporting import activity_papers
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create, open_workspace
from prossce_desktop.system import atomic_files, paths, protected_places
from prossce_desktop.system.atomic_files import replacing, replacing_own
from tests.program import Cli, inside

SECRET = "correct horse"
TODAY = dt.date(2025, 6, 1)
posix = pytest.mark.skipif(os.name != "posix", reason="links, devices and permissions of POSIX")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "ws"
    store, _ = create(folder, country="KH", office="O", officer="A", unlock=Passphrase(SECRET))
    with store:
        adding.add(store, "training", [("title", "Course"), ("code", "X1"), ("start", "2025-05-01")], today=TODAY)
        store.backups.at_exit()
    return folder


@pytest.fixture
def call(tmp_path: Path) -> Cli:
    told = tmp_path / "passphrase"
    told.write_text(SECRET, encoding="utf-8")
    run = inside()
    return lambda *words, status=0: run(*words, "--passphrase-file", told, "--json", status=status)


def lies_in(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file() and one.name != "writer.lock"}


def bad_targets(workspace: Path, place: Path) -> Iterator[tuple[str, Path]]:
    """Every way found so far to land where nothing may be written, and the code that says so."""
    among, program, odd = "target-in-workspace", "target-of-program", "target-not-a-file"
    yield among, workspace / "base.db"
    yield among, workspace / "new.xlsx"
    yield among, workspace / "backups" / "new.xlsx"
    yield among, workspace / "backups" / ".." / "new.xlsx"
    yield program, Path(atomic_files.__file__)
    yield program, paths.resource("fonts/NotoSans-Regular.ttf")
    yield program, Path(sys.executable)
    config = paths.config_folder()
    config.mkdir(parents=True, exist_ok=True)
    yield program, config / "window.ini"
    if os.name != "posix":
        return
    (place / "link.xlsx").symlink_to(workspace / "base.db")
    yield among, place / "link.xlsx"
    (place / "dangling.xlsx").symlink_to(workspace / "not-there.xlsx")
    yield among, place / "dangling.xlsx"
    (place / "folder").symlink_to(workspace, target_is_directory=True)
    yield among, place / "folder" / "o.xlsx"
    (place / "inner").symlink_to(workspace / "backups", target_is_directory=True)
    yield among, place / "inner" / "o.xlsx"
    (place / "chain").symlink_to(place / "inner", target_is_directory=True)
    yield among, place / "chain" / "o.xlsx"
    os.link(workspace / "base.db", place / "hard.xlsx")
    yield among, place / "hard.xlsx"
    os.mkfifo(place / "fifo")
    yield odd, place / "fifo"
    (place / "to-null").symlink_to("/dev/null")
    yield odd, place / "to-null"
    yield odd, Path("/dev/null")
    (place / "round").symlink_to(place / "round")
    yield odd, place / "round"


COMMANDS = (
    ("export", "--excel"), ("export", "--pdf"), ("backup", "--out"), ("office", "invite", "--out"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_writes_where_nothing_may_be_written(workspace: Path, tmp_path: Path, call: Cli, words: tuple[str, ...]) -> None:
    place = tmp_path / "place"
    place.mkdir()
    before = lies_in(workspace)
    for code, target in bad_targets(workspace, place):
        was = os.lstat(target).st_ino if os.path.lexists(target) else None
        command, *more = words
        said = call(command, workspace, *more[:-1], more[-1], target, status=8).json["error"]
        assert said["code"] == code, target
        assert (os.lstat(target).st_ino if os.path.lexists(target) else None) == was, target
    assert lies_in(workspace) == before
    assert not [one for one in place.iterdir() if ".part" in one.name]


@pytest.mark.slow
def test_another_workspace_is_no_place_either_and_nor_is_a_damaged_or_a_half_made_one(workspace: Path, tmp_path: Path, call: Cli) -> None:
    for names in (("base.db",), ("key.json", "key-spare.json"), ("making.db",), ("key.json", "writer.lock")):
        other = tmp_path / "-".join(names)
        (other / "deep").mkdir(parents=True)
        for name in names:
            (other / name).touch()
        for target in (other / "o.pdf", other / "deep" / "o.pdf"):
            assert call("export", workspace, "--pdf", target, status=8).json["error"]["code"] == "target-in-workspace"
        assert call("package", workspace, "make", "--out", other, status=8).json["error"]["code"] == "target-in-workspace"
    (tmp_path / "fine").mkdir()
    (tmp_path / "fine" / "key.json").write_text("{}", encoding="utf-8")  # other programs have one too
    call("export", workspace, "--pdf", tmp_path / "fine" / "o.pdf")


@pytest.mark.slow
def test_a_refused_output_leaves_everything_undone(workspace: Path, tmp_path: Path, call: Cli) -> None:
    """An invitation makes an office, a package takes a number, erasing cannot be undone: none of it happens in vain."""
    before = call("digest", workspace).json
    person = call("add", workspace, "person", "name=Sok Dara", "phone=012345678")
    count = len(call("history", workspace).json["steps"])
    call("erase", workspace, person.json["id"], "--reason", "asked", "--letter", workspace / "letter.pdf", status=8)
    call("office", workspace, "invite", "--out", workspace / "invitation", status=8)
    assert call("people", workspace, "--search", "Sok Dara").json["count"] == 1
    assert len(call("history", workspace).json["steps"]) == count
    call("undo", workspace, person.json["undo"])
    assert call("digest", workspace).json["digest"] == before["digest"]
    assert call("package", workspace, "make", "--out", tmp_path, status=5).json["error"]["code"] == "no-office"


@pytest.mark.slow
def test_no_workspace_is_made_or_restored_inside_another(workspace: Path, tmp_path: Path, call: Cli) -> None:
    before = lies_in(workspace)
    made = ("--country", "KH", "--office", "O", "--officer", "A")
    assert call("init", workspace / "inner", *made, status=8).json["error"]["code"] == "target-in-workspace"
    call("backup", workspace, "--out", tmp_path / "b")
    assert call("restore", workspace / "inner", tmp_path / "b", status=8).json["error"]["code"] == "target-in-workspace"
    empty = tmp_path / "empty"
    empty.mkdir()
    refused = call("init", empty, *made, "--recovery-out", empty / "key.txt", status=8).json["error"]
    assert refused["code"] == "target-in-workspace" and list(empty.iterdir()) == []
    assert lies_in(workspace) == before


def test_what_changes_while_a_file_is_written_is_looked_at_again(tmp_path: Path) -> None:
    """Whoever makes the folder a workspace, or puts something else in the target's place, meanwhile."""
    target = tmp_path / "o.xlsx"
    with pytest.raises(TargetInWorkspace), replacing(target) as aside:
        aside.write_text("new", encoding="utf-8")
        (tmp_path / "base.db").touch()
    (tmp_path / "base.db").unlink()
    with pytest.raises(TargetIsFolder), replacing(target) as aside:
        target.mkdir()
    target.rmdir()
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_folder_that_is_another_by_then_gets_nothing(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "other").mkdir()
    with replacing(tmp_path / "ours" / "o.xlsx") as aside:
        aside.write_text("new", encoding="utf-8")
        (tmp_path / "ours").rename(tmp_path / "moved")
        (tmp_path / "moved" / aside.name).rename(tmp_path / "moved" / aside.name)
        (tmp_path / "ours").symlink_to(tmp_path / "moved", target_is_directory=True)
    assert (tmp_path / "moved" / "o.xlsx").read_text() == "new"
    with pytest.raises(TargetNotAFile), replacing(tmp_path / "other" / "o.xlsx") as aside:
        aside.unlink()
        aside.symlink_to(tmp_path / "moved" / "o.xlsx")
    assert (tmp_path / "moved" / "o.xlsx").read_text() == "new"


@posix
def test_a_device_in_the_place_of_a_target_stays_a_device(tmp_path: Path) -> None:
    device = tmp_path / "null"
    try:
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("making devices needs root")
    with pytest.raises(TargetNotAFile), replacing(device):
        pass
    assert stat.S_ISCHR(device.lstat().st_mode)


def test_names_of_the_program_are_refused_and_files_of_its_own_are_written(tmp_path: Path) -> None:
    with pytest.raises(TargetOfProgram), replacing(paths.config_folder() / "keys" / "a.key"):
        pass
    with replacing_own(tmp_path / "base.db") as aside:
        aside.write_text("own", encoding="utf-8")
    assert protected_places.is_among_records(tmp_path)


# Permissions


def open_to_others(folder: Path) -> list[str]:
    """What anybody but the owner may do anything with."""
    every = [folder, *folder.rglob("*")]
    return [str(one.relative_to(folder.parent)) for one in every if one.lstat().st_mode & 0o077]


@posix
@pytest.mark.slow
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_holds_names_or_keys_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path, call: Cli, umask: int) -> None:
    before = os.umask(umask)
    try:
        out, folder = tmp_path / "out", tmp_path / "ws"
        out.mkdir()
        folder.mkdir(mode=0o755)
        call("init", folder, "--country", "KH", "--office", "O", "--officer", "A", "--recovery-out", out / "key.txt")
        call("sample", folder, "--people")
        assert open_to_others(folder) == []
        (out / "names.xlsx").touch(mode=0o644)
        call("export", folder, "--excel", out / "names.xlsx", "--personal", "names")
        call("backup", folder, "--out", out / "backup")
        call("office", folder, "invite", "--out", out / "invitation")
        with open_workspace(folder, Passphrase(SECRET), writing=True) as store:
            store.backups.beside()
            with store.read() as reading:
                activity = next(iter(reading.records("career_fair"))).id
            activity_papers.write_sign_in_sheet(store, activity, out / "signed.pdf", dt.datetime.now(dt.UTC), filled=True)
        made = {"key.txt", "names.xlsx", "backup", "invitation", "signed.pdf"}
        assert made <= {one.name for one in out.iterdir()}
        assert [one for one in open_to_others(out) if one.split("/")[-1] in made] == []
        assert open_to_others(folder) == []
        call("export", folder, "--excel", out / "figures.xlsx")
        assert stat.S_IMODE((out / "figures.xlsx").stat().st_mode) == 0o666 & ~umask, "no names are in it"
    finally:
        os.umask(before)


@posix
@pytest.mark.slow
def test_packages_are_for_their_owner_alone(tmp_path: Path, call: Cli) -> None:
    before = os.umask(0o022)
    try:
        made = ("--office", "O", "--officer", "A")
        call("init", tmp_path / "kh", "--country", "KH", *made)
        call("init", tmp_path / "th", "--country", "TH", *made)
        call("office", tmp_path / "th", "invite", "--out", tmp_path / "inv", "--share", "names")
        call("device-request", tmp_path / "kh", "--invitation", tmp_path / "inv", "--out", tmp_path / "req")
        (tmp_path / "out").mkdir()
        call("add", tmp_path / "kh", "person", "name=Sok Dara")
        call("package", tmp_path / "kh", "make", "--out", tmp_path / "out")
        written = sorted((tmp_path / "out").iterdir())
        assert len(written) == 2
        assert [oct(stat.S_IMODE(one.stat().st_mode)) for one in (*written, tmp_path / "inv", tmp_path / "req")] == ["0o600"] * 4
    finally:
        os.umask(before)


@pytest.mark.slow
@posix
def test_a_workspace_made_by_an_earlier_version_is_closed_to_others_when_it_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    store, _ = create(folder, country="KH", office="O", officer="A", unlock=Passphrase(SECRET))
    store.close()
    folder.chmod(0o755)
    for one in folder.iterdir():
        one.chmod(0o644)
    open_workspace(folder, Passphrase(SECRET), writing=True).close()
    assert open_to_others(folder) == []


# Passphrases


@pytest.mark.parametrize("passphrase", ["x", "1234567", "        ", "aaaaaaaaaaaa"])
def test_a_passphrase_that_is_guessed_at_once_is_refused_and_no_folder_is_left(
    tmp_path: Path, passphrase: str
) -> None:
    (tmp_path / "p").write_text(passphrase, encoding="utf-8")
    words = ("init", tmp_path / "ws", "--country", "KH", "--office", "O", "--officer", "A", "--passphrase-file", tmp_path / "p", "--json")
    assert inside()(*words, status=5).json["error"]["code"] == "passphrase-too-short"
    assert not (tmp_path / "ws").exists()


# Every place that writes


WRITES = re.compile(r"\.write_(text|bytes)\(|(?<!\.)\bopen\([^)]*[\"'][wax]\+?b?[\"']|shutil\.(copy|move)|copyfile\(")


def test_every_file_that_is_written_comes_from_the_one_place_that_decides() -> None:
    """What goes out is written into the file that `replacing` gives; what is the program's own only below the window and the commands."""
    package = Path(atomic_files.__file__).parents[1]
    wrong, own = [], set()
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        text = path.read_text(encoding="utf-8")
        if "replacing_own" in text:
            own.add(name)
        lines = text.splitlines() if name.split("/")[0] in ("ui", "cli", "app.py", "services", "reports") else []
        wrong += [f"{name}: {line.strip()}" for line in lines if WRITES.search(line) and "aside" not in line]
    assert wrong == []
    assert own == {"system/atomic_files.py", "services/workspace/known_workspaces.py"} | {
        f"store/{one}.py"
        for one in (
            "db/attachments", "erasure/erased_ids_file", "maintenance/backup_file", "maintenance/base_backup", "workspace/key_file", "workspace/stored_key",
        )
    }
