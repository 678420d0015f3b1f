"""Other data on this computer: listed without being touched, looked at, restored from, and removed when asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.errors import WorkspaceInUse, WorkspaceMissing
from prossce_desktop.services.commands import adding
from prossce_desktop.services.workspace import backups, known_workspaces, officers
from prossce_desktop.services.workspace.known_workspaces import Opens
from prossce_desktop.store.db.connection import connect
from prossce_desktop.store.migrations import BASE_VERSION
from prossce_desktop.store.workspace import key_file, stored_key
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, Remembered, create, open_workspace
from prossce_desktop.ui.backups.backups_page import BackupsPage
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow

FIRST, SECOND = "correct horse", "battery staple"


def add(store: Store, title: str) -> None:
    adding.add(store, "training", [("title", title), ("start", "2024-11-20"), ("count", "9")], today=TODAY)


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file of a folder, its time and its bytes."""
    files = (one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): (one.stat().st_mtime_ns, hashlib.sha256(one.read_bytes()).hexdigest()) for one in files}


def with_passphrase(folder: Path) -> Store:
    store, _ = create(folder, country="KH", office="NEA", officer="Dara", unlock=Passphrase(FIRST))
    add(store, "First")
    adding.add(store, "person", [("name", "Sok"), ("sex", "F")], today=TODAY)
    return store


def restored(store: Store, target: Path) -> Store:
    """The records restored beside themselves, as the page does it."""
    copy = store.backups.beside()
    listed = next(one for one in backups.standing(store).backups if one.path == copy)
    staged = backups.stage_backup(store, listed, target)
    return backups.restore(staged, backups.key_of(staged, None, store), target)


def test_an_older_workspace_is_counted_as_it_lies_and_nothing_of_it_changes(tmp_path: Path) -> None:
    old = with_passphrase(tmp_path / "ws")
    new = restored(old, tmp_path / "ws-2")
    old.close()
    before = state(tmp_path / "ws")
    with new:
        add(new, "Since")
        [one] = known_workspaces.older(new)
        assert one.folder == tmp_path / "ws" and one.opens is Opens.todays and one.backups == 1
        assert one.counted is not None and (one.counted.activities, one.counted.people, one.counted.drafts) == (1, 1, 0)
        assert one.counted.office == "NEA" and one.counted.whole and one.counted.last is not None
        assert one.bytes == sum(file.stat().st_size for file in (tmp_path / "ws").rglob("*") if file.is_file())
        assert one.changed is not None and abs(one.changed.timestamp() - (tmp_path / "ws" / "base.db").stat().st_mtime) < 0.001
    assert state(tmp_path / "ws") == before


def test_what_opens_an_older_workspace_is_said(tmp_path: Path) -> None:
    old = with_passphrase(tmp_path / "ws")
    new = restored(old, tmp_path / "ws-2")
    old.close()
    other, _ = create(tmp_path / "other", country="KH", office="SR", officer="Sok", unlock=Passphrase("another one"))
    other.close()
    open_to_all, _ = create(tmp_path / "third", country="KH", office="BB", officer="Sok", unlock=Remembered())
    open_to_all.close()
    with new:
        said = {one.folder.name: (one.opens, one.counted is not None) for one in known_workspaces.older(new)}
        assert said == {"ws": (Opens.todays, True), "other": (Opens.own, False), "third": (Opens.by_itself, True)}
        officers.set_passphrase(new, new.identity.officer_id, SECOND, Passphrase(FIRST))
        assert {one.folder.name: one.opens for one in known_workspaces.older(new)}["ws"] is Opens.then
        officers.remember(new)  # this computer then opens both: they have one key
        assert {one.folder.name: one.opens for one in known_workspaces.older(new)}["ws"] is Opens.by_itself


def test_a_base_of_an_older_version_is_counted_and_not_brought_up_to_date(tmp_path: Path) -> None:
    old = with_passphrase(tmp_path / "ws")
    new = restored(old, tmp_path / "ws-2")
    key = old.key
    old.close()
    db = connect(tmp_path / "ws" / "base.db", key, writing=True)
    db.execute(f"PRAGMA user_version = {BASE_VERSION - 1}")
    db.close()
    before = state(tmp_path / "ws")
    with new:
        [one] = known_workspaces.older(new)
    assert one.counted is not None and one.counted.people == 1
    assert state(tmp_path / "ws") == before


def test_a_workspace_that_was_not_closed_says_so_and_keeps_its_log(tmp_path: Path) -> None:
    old = with_passphrase(tmp_path / "ws")
    new = restored(old, tmp_path / "ws-2")
    add(old, "In the log alone")
    with new:
        before = state(tmp_path / "ws")
        [one] = known_workspaces.older(new)
        assert one.counted is None or not one.counted.whole
        assert state(tmp_path / "ws") == before
    old.close()


def test_removing_takes_the_workspace_alone_and_the_key_where_nobody_else_has_it(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "ws", country="KH", office="NEA", officer="Dara", unlock=Remembered())
    add(store, "First")
    new = restored(store, tmp_path / "ws-2")
    number = key_file.read(tmp_path / "ws").workspace
    with new:
        with pytest.raises(WorkspaceInUse):
            known_workspaces.remove(tmp_path / "ws", new)
        store.close()
        for wrong in (tmp_path / "ws-2", tmp_path, tmp_path / "none"):
            with pytest.raises(WorkspaceMissing):
                known_workspaces.remove(wrong, new)
        (tmp_path / "ws" / "letter.txt").write_text("mine")
        assert not known_workspaces.remove(tmp_path / "ws", new)
        assert [one.name for one in (tmp_path / "ws").iterdir()] == ["letter.txt"]
        assert stored_key.recall(number) == new.key, "the restored workspace has this key too"
        assert known_workspaces.older(new) == []
    last, _ = create(tmp_path / "last", country="KH", office="NEA", officer="Dara", unlock=Remembered())
    with last:
        assert known_workspaces.remove(tmp_path / "ws-2", last) and not (tmp_path / "ws-2").exists()
    assert stored_key.recall(number) is None


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    def records(store: Store) -> dict[str, int]:
        add(store, "First")
        restored(store, tmp_path / "ws-2").close()
        add(store, "Since")
        return {}

    with window(tmp_path, qtbot, records=records) as made:
        made.go(Place(PageName.backups))
        made.bot.waitUntil(lambda: bool(page_of(made).older.rows), timeout=20_000)
        yield made


def page_of(shown: Window) -> BackupsPage:
    page = shown.shell.page(PageName.backups)
    assert isinstance(page, BackupsPage)
    return page


def test_the_page_lists_it_in_words_and_opens_it(shown: Window, tmp_path: Path) -> None:
    [row] = page_of(shown).older.rows
    assert row.workspace.folder == tmp_path / "ws-2"
    changed, holds, opens = row.lines
    assert changed.startswith("Last changed ") and changed.endswith(" kB")
    assert holds == "National Employment Agency: 1 activity and 0 people"
    assert opens == "Opens on this computer without a passphrase."
    row.open.setFocus()
    with shown.bot.waitSignal(shown.session.news.other_opened) as told:
        QTest.keyClick(row.open, Qt.Key.Key_Return)
    assert told.args[0] == tmp_path / "ws-2"


def test_it_is_looked_into_and_restored_from_into_a_third_folder(shown: Window, tmp_path: Path) -> None:
    page = page_of(shown)
    before = state(tmp_path / "ws-2")
    page.older.rows[0].look.click()
    shown.settle()
    assert page.preview.title.text().startswith("Older data, last changed ")
    assert "1 step is later than this backup" in page.preview.lacking.text()
    shown.speaker.will_answer("Restore")
    with shown.bot.waitSignal(shown.session.news.other_opened, timeout=30_000) as told:
        page.preview.restore.click()
    with told.args[0] as back:
        assert back.folder == tmp_path / "ws-3"
        with back.read() as reading:
            assert [one.value.title for one in reading.records("training")] == ["First"]
    assert {name: found for name, found in state(tmp_path / "ws-2").items() if name != "writer.lock"} == {
        name: found for name, found in before.items() if name != "writer.lock"
    }


def test_one_that_nothing_here_opens_is_looked_into_with_its_own_passphrase(shown: Window, tmp_path: Path) -> None:
    with_passphrase(tmp_path / "locked").close()
    page = page_of(shown)
    page.older.read()
    shown.bot.waitUntil(lambda: len(page.older.rows) == 2, timeout=20_000)
    row = next(row for row in page.older.rows if row.workspace.folder.name == "locked")
    assert row.lines[1:] == [
        "To see the content, press “Look inside” and type the passphrase.",
        "Opens with its own passphrase, or with its own recovery key.",
    ]
    row.look.click()
    shown.settle()
    assert page.preview.key.editor.hasFocus()  # type: ignore[attr-defined]
    QTest.keyClicks(page.preview.key.editor, FIRST)
    QTest.keyClick(page.preview.key.editor, Qt.Key.Key_Return)
    shown.settle()
    assert page.preview.title.text().startswith("Older data, last changed ") and "From another laptop" in page.preview.whose.text()
    shown.go(Place(PageName.overview))
    shown.settle()
    assert not list(tmp_path.glob(".*"))


def test_removing_says_what_goes_and_asks_once(shown: Window, tmp_path: Path) -> None:
    page = page_of(shown)
    shown.speaker.will_answer("Keep")
    page.older.rows[0].remove.click()
    shown.settle()
    assert (tmp_path / "ws-2" / "base.db").is_file()
    assert shown.speaker.asked == ["Delete “ws-2” from this computer?"]
    said = shown.speaker.explained[0]
    assert "1 activity and 0 people" in said and said.endswith("Your current data stays. This cannot be undone.")
    shown.speaker.will_answer("Delete permanently")
    page.older.rows[0].remove.click()
    shown.settle()
    shown.bot.waitUntil(lambda: not page.older.rows, timeout=20_000)
    assert not (tmp_path / "ws-2").exists() and page.older.none.isVisible()
    with open_workspace(tmp_path / "ws", None, writing=False) as still:
        assert still.folder == tmp_path / "ws"
