"""Files that are not as this computer left them are looked through before anything is shown; an older base is said to be one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import WorkspaceDamaged
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, create, open_workspace

PAGE = 4096


def add(store: Store, first: int, count: int) -> None:
    with store.work("new", count) as work:
        work.new("person", [Person(name=f"Person {n}") for n in range(first, first + count)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A base of two closed days; the first one's lies beside it."""
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Remembered())
    with store:
        add(store, 0, 300)
    shutil.copytree(tmp_path / "w", tmp_path / "yesterday")
    with open_workspace(tmp_path / "w", None, writing=True) as store:
        add(store, 300, 100)
        with store.read() as reading:
            people = [one.id for one in reading.records("person")]
        with store.work("edit", 1) as work:
            work.set("person", {people[0]: {"name": "Corrected"}})
    return tmp_path / "w"


@pytest.mark.slow
def test_a_base_half_copied_over_an_older_one_is_never_shown(folder: Path, tmp_path: Path) -> None:
    old, new = (tmp_path / "yesterday" / "base.db").read_bytes(), (folder / "base.db").read_bytes()
    shown = 0
    for at in range(PAGE, len(old), 4 * PAGE):
        (folder / "base.db").write_bytes(new[:at] + old[at:] + new[len(old) :])
        for writing in (False, True):
            try:
                with open_workspace(folder, None, writing=writing) as store:
                    shown += 1
                    assert all(one.ok for one in store.check())
            except WorkspaceDamaged:
                continue
    assert shown <= 4


def test_files_that_were_never_here_open_without_a_look(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A command in a new home does not wait for a look at everything; each new copy is looked through anyhow."""

    def looking(*_: object) -> NoReturn:
        raise AssertionError("looked")

    key = workspace_lifecycle.unlocked(workspace_lifecycle.key_file.read(folder), None).key
    monkeypatch.setattr(workspace_lifecycle, "check", looking)
    monkeypatch.setattr("prossce_desktop.system.paths.config_folder", lambda: tmp_path / "another-home")
    with workspace_lifecycle.open_with_key(folder, key, writing=False) as store:
        assert store.sync.lost() == 0


def test_files_as_they_were_left_are_not_looked_through(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def looking(*_: object) -> NoReturn:
        raise AssertionError("looked")

    monkeypatch.setattr(workspace_lifecycle, "check", looking)
    for _ in range(2):
        with open_workspace(folder, None, writing=False) as store:
            store.digest()
        with open_workspace(folder, None, writing=True) as store:
            store.settings.write("place", "x")
            add(store, 0, 1)
            store.tidy()
            with open_workspace(folder, None, writing=False) as beside:
                assert beside.digest() == store.digest()


def test_after_one_good_look_nobody_looks_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copyfile(folder / "base.db", folder / "again.db")
    (folder / "again.db").replace(folder / "base.db")
    os.utime(folder / "base.db", (1, 1))
    looks = []
    real = workspace_lifecycle.check
    monkeypatch.setattr(workspace_lifecycle, "check", lambda base, key: looks.append(1) or real(base, key))
    for _ in range(3):
        open_workspace(folder, None, writing=False).close()
    assert looks == [1]


@pytest.mark.slow
@pytest.mark.parametrize("works_on", [False, True])
def test_where_an_older_base_lies_it_is_said_how_much_is_missing(folder: Path, tmp_path: Path, works_on: bool) -> None:
    shutil.copyfile(tmp_path / "yesterday" / "base.db", folder / "base.db")
    with open_workspace(folder, None, writing=True) as store:
        assert store.sync.lost() == backups.standing(store).lost == 2
        before = store.identity.incarnation
        if works_on:
            add(store, 0, 1)
            assert store.sync.lost() == 2, "until it is understood"
        backups.acknowledge(store)
        assert store.sync.lost() == 0 and store.identity.incarnation != before
    with open_workspace(folder, None, writing=True) as store:
        assert store.sync.lost() == 0


def test_a_base_from_before_its_first_action_begins_a_new_incarnation_too(tmp_path: Path) -> None:
    create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Remembered())[0].close()
    shutil.copyfile(tmp_path / "w" / "base.db", tmp_path / "empty.db")
    with open_workspace(tmp_path / "w", None, writing=True) as store:
        add(store, 0, 1)
        before = store.identity.own
    shutil.copyfile(tmp_path / "empty.db", tmp_path / "w" / "base.db")
    with open_workspace(tmp_path / "w", None, writing=True) as store:
        add(store, 1, 1)
        assert store.identity.own != before
