"""A folder that a cloud service synchronises: files copied back older, "conflicted copies" beside, a file replaced while it is open.

One writer, a sentence for the other, and nothing acknowledged is lost: it is in the records, or in a file beside them that can be opened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import WorkspaceDamaged, WorkspaceInUse, WorkspaceReplaced
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, open_workspace
from prossce_desktop.system import paths
from tests.faults.copies import newest_copy
from tests.faults.table import Done
from tests.store.raw_base import open_raw

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="Windows lets nobody replace a file that is open")]


def add(store: Store, name: str) -> int:
    with store.work("new", 1) as work:
        work.new("person", [Person(name=name)])
    assert work.change.operation is not None
    return work.change.operation


def names(store: Store) -> set[str]:
    with store.read() as reading:
        return {one.value.name for one in reading.records("person")}  # type: ignore[attr-defined]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with yesterday's copy of the whole folder beside it, as the service holds it."""
    store, _ = workspace_lifecycle.create(tmp_path / "ws", country="KH", office="O", officer="A", unlock=Remembered())
    with store:
        for n in range(5):
            add(store, f"Yesterday {n}")
        store.backups.beside()
    shutil.copytree(tmp_path / "ws", tmp_path / "cloud")
    return tmp_path / "ws"


@pytest.fixture
def another_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """From its call on everything happens on a computer that knows the key but nothing else of the workspace; or on a known one."""

    def move(known: Path | None = None) -> None:
        there = known or tmp_path / "there"
        if known is None:
            shutil.copytree(paths.config_folder() / "keys", there / "keys")
        monkeypatch.setattr(paths, "config_folder", lambda: there)

    return move


def test_conflicted_copies_beside_are_nobodys_business(folder: Path, done: Done) -> None:
    real = newest_copy(folder)
    assert real is not None
    for name in ("base (conflicted copy 2026-03-01).db", "base.db-wal (1)", "key (Dara's laptop).json", "backups/base-29990301-080000 (1).db", "~base.db.tmp"):
        (folder / name).write_bytes(os.urandom(5000))
    with open_workspace(folder, None, writing=True) as store:
        add(store, "Today")
        assert len(names(store)) == 6
        assert len(backups.standing(store).backups) == 1
        assert all(one.ok for one in store.check())
    assert newest_copy(folder) == real
    done("cloud folder", "conflicted copies beside", 5)


REPLACED: dict[str, Callable[[Path, Path], None]] = {
    "renamed away, the older one in its place": lambda base, old: (base.rename(base.with_name("base (conflicted).db")), shutil.copyfile(old, base))[0] and None,
    "the older one renamed over it": lambda base, old: os.replace(shutil.copyfile(old, base.with_name("tmp")), base),
    "taken away": lambda base, _old: base.unlink(),
}


@pytest.mark.parametrize("how", list(REPLACED))
@pytest.mark.parametrize("leaving", [False, True], ids=["and work goes on", "and the program ends"])
def test_a_base_replaced_while_it_is_open_loses_nothing(folder: Path, tmp_path: Path, how: str, leaving: bool, done: Done) -> None:
    store = open_workspace(folder, None, writing=True)
    saved = [add(store, f"Today {n}") for n in range(3)]
    key = store.key
    REPLACED[how](folder / "base.db", tmp_path / "cloud" / "base.db")
    if not leaving:
        for _ in range(2):
            with pytest.raises(WorkspaceReplaced):
                add(store, "Too late")
            with pytest.raises(WorkspaceReplaced):
                store.drafts.save("a", "training", None, {"title": "x"}, app.now())
    store.close()
    newest = newest_copy(folder)
    assert newest is not None
    with open_raw(newest, key=key) as db:
        assert {row[0] for row in db.execute("SELECT id FROM op")} >= set(saved)
    try:
        with open_workspace(folder, None, writing=True) as again:
            assert again.sync.lost() == 3 - len({f"Today {n}" for n in range(3)} & names(again)), "all of it is there, or it is said"
            assert all(one.ok for one in again.check())
    except WorkspaceDamaged:
        assert how == "taken away", "an older base in its place opens, and says what is not in it"
    with app.open_backup(folder, newest) as back:
        assert {f"Today {n}" for n in range(3)} <= names(back)
        assert all(one.ok for one in back.check())
    done("cloud folder", how, 1)


def test_a_folder_copied_back_older_is_said_and_begins_a_new_incarnation(folder: Path, tmp_path: Path, done: Done) -> None:
    with open_workspace(folder, None, writing=True) as store:
        for n in range(4):
            add(store, f"Today {n}")
        before = store.identity.own
        backups.back_up_at_exit(store)
    shutil.copyfile(tmp_path / "cloud" / "base.db", folder / "base.db")
    with open_workspace(folder, None, writing=True) as store:
        assert store.sync.lost() == 4 and backups.standing(store).lost == 4
        add(store, "Later")
        assert store.identity.own != before
        assert store.sync.lost() == 4
    newest = newest_copy(folder)
    assert newest is not None
    with app.open_backup(folder, newest) as back:
        assert {f"Today {n}" for n in range(4)} <= names(back)
    assert list(folder.glob("damaged-*.db")), "what lay there is kept"
    done("cloud folder", "copied back older", 1)


def test_of_two_computers_whose_locks_do_not_meet_neither_takes_the_others_numbers(
    folder: Path, tmp_path: Path, another_computer: Callable[..., None], done: Done
) -> None:
    """Each has a copy of the folder; the service brings the second one's base to the first."""
    with open_workspace(folder, None, writing=True) as store:
        here = [add(store, f"Here {n}") for n in range(3)]
        key = store.key
    known = paths.config_folder()
    another_computer()
    with open_workspace(tmp_path / "cloud", None, writing=True) as store:
        there = [add(store, f"There {n}") for n in range(2)]
    assert not set(here) & set(there), "no operation of one is taken for one of the other"
    shutil.move(folder / "base.db", folder / "base (conflicted copy).db")
    shutil.copyfile(tmp_path / "cloud" / "base.db", folder / "base.db")
    another_computer(known)
    with open_workspace(folder, None, writing=True) as store:
        assert store.sync.lost() == 3
        assert {"There 0", "There 1"} <= names(store)
        backups.acknowledge(store)
        assert store.sync.lost() == 0
    with open_raw(folder / "base (conflicted copy).db", key=key) as db:
        assert {row[0] for row in db.execute("SELECT id FROM op")} >= set(here)
    done("cloud folder", "two computers", 1)


def test_on_one_computer_the_second_writer_gets_a_sentence(folder: Path) -> None:
    with open_workspace(folder, None, writing=True) as store:
        add(store, "First")
        with pytest.raises(WorkspaceInUse):
            open_workspace(folder, None, writing=True, wait=0)
        with open_workspace(folder, None, writing=False) as beside:
            assert "First" in names(beside)
