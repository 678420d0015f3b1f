"""A base that was copied back, carried to another computer or cloned goes on under a new incarnation, so that no number is used twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace import incarnation_mark
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create, open_workspace
from prossce_desktop.system import paths

pytestmark = pytest.mark.slow

SECRET = Passphrase("correct horse")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store, _ = create(tmp_path / "w", country="KH", office="Office", officer="A", unlock=SECRET)
    with store:
        add(store)
    return tmp_path / "w"


def add(store: Store) -> int:
    """One more operation; gives the source's number."""
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Dara")])
    return store.identity.own.number


def after_one_more(folder: Path) -> tuple[int, int]:
    """The source's number, and how many operations are held of all sources, after one more."""
    with open_workspace(folder, SECRET, writing=True) as store:
        source = add(store)
        assert all(one.ok for one in store.check())
        with store.read() as reading:
            return source, reading.execute("SELECT count(*) FROM op").fetchone()[0]


def test_work_goes_on_under_the_same_source(folder: Path) -> None:
    first, _count = after_one_more(folder)
    second, count = after_one_more(folder)
    assert first == second and count == 3


def test_an_older_base_copied_back_begins_a_new_incarnation_once(folder: Path, tmp_path: Path) -> None:
    before, _ = after_one_more(folder)
    shutil.copytree(folder, tmp_path / "aside")
    after_one_more(folder)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "aside", folder)

    source, count = after_one_more(folder)

    assert source != before and count == 3
    assert after_one_more(folder) == (source, 4)


def test_a_folder_carried_to_another_computer_begins_a_new_incarnation(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before, _ = after_one_more(folder)
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "other-computer")

    source, _ = after_one_more(folder)

    assert source != before
    assert after_one_more(folder)[0] == source


def test_a_cloned_disk_begins_a_new_incarnation(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = after_one_more(folder)
    monkeypatch.setattr(incarnation_mark, "machine", lambda: "another machine!")

    source, _ = after_one_more(folder)

    assert source != before
    assert after_one_more(folder)[0] == source


def test_only_looking_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "other-computer")
    with open_workspace(folder, SECRET, writing=True) as store:
        before = store.identity.incarnation
        store.settings.write("place", "x")
        assert store.identity.incarnation == before
    assert not (tmp_path / "other-computer" / "sources").exists()


@pytest.mark.parametrize("content", [b"", b"[1", b"[]", b"nothing at all", b'{"a": 1}'])
def test_a_spoiled_mark_is_a_doubt_and_no_error(folder: Path, content: bytes) -> None:
    before, _ = after_one_more(folder)
    [mark] = [one for one in (paths.config_folder() / "sources").iterdir() if int(one.name, 16) == before]
    mark.write_bytes(content)

    assert after_one_more(folder)[0] != before


def test_where_no_mark_can_be_kept_work_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "file")

    assert after_one_more(folder)[1] == 2


def test_the_mark_tells_no_name_and_no_number_of_the_machine(folder: Path) -> None:
    source, _ = after_one_more(folder)
    kept = (paths.config_folder() / "sources" / f"{source:010x}").read_bytes()
    assert len(kept) == incarnation_mark._WIDE and b"Dara" not in kept
    assert not incarnation_mark._system_number() or incarnation_mark._system_number().encode() not in kept


def test_what_a_restored_copy_lacks_was_shown_and_is_not_said_again(folder: Path, tmp_path: Path) -> None:
    with open_workspace(folder, SECRET, writing=True) as store:
        backups.write_backup(store, tmp_path / "copy")
        add(store)
        back, _staged = backups.restore_file(tmp_path / "back", tmp_path / "copy", SECRET)
        assert (store.sync.lost(), back.sync.lost()) == (0, 0)
        back.close()
