"""Backups, as an officer does it: by the keys, in a real window, on real copies."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.services.commands import adding
from prossce_desktop.services.workspace import backups, officers
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create
from prossce_desktop.ui.backups.backup_preview import _NOTHING, _SHOWN, _TROUBLE
from prossce_desktop.ui.backups.backups_page import BackupsPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.overview.overview_page import OverviewPage
from prossce_desktop.ui.window.go_to_dialog import pages
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key


def two_days(store: Store) -> dict[str, int]:
    """A training with its copy of yesterday, and six more since."""
    add(store, "First")
    copy = store.backups.beside()
    copy.rename(copy.with_name("base-20241201-094000.db"))
    for number in range(6):
        add(store, f"Later {number}")
    return {}


def add(store: Store, title: str) -> None:
    adding.add(store, "training", [("title", title), ("start", "2024-11-20"), ("count", "9")], today=TODAY)


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=two_days) as made:
        made.go(Place(PageName.backups))
        yield made


def page_of(shown: Window) -> BackupsPage:
    page = shown.shell.page(PageName.backups)
    assert isinstance(page, BackupsPage)
    return page


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def texts(page: BackupsPage) -> str:
    preview = page.preview
    grid = preview.steps
    steps = [grid.itemAt(at).widget() for at in range(grid.count())]
    facts = [preview.facts.itemAt(at).widget() for at in range(preview.facts.count())]
    return "\n".join(one.text() for one in (preview.title, *facts, preview.lacking, *steps, preview.more))  # type: ignore[union-attr]


def test_a_copy_says_what_it_holds_and_what_would_be_missing(shown: Window) -> None:
    page = page_of(shown)
    assert page.list.model().rowCount() == 1
    press(Key.Key_Down)
    shown.settle()
    said = texts(page)
    assert said.startswith("Backup of 1 December 2024")
    assert "Activities\n1\nPeople\n0\n" in said
    assert "6 steps are later than this backup" in said
    for number in (5, 4, 3, 2, 1):
        assert f"New training Later {number}" in said
    assert "Later 0" not in said and said.endswith("and 1 earlier step")


def test_restoring_by_keys_opens_the_records_of_then_in_a_new_folder(shown: Window, tmp_path: Path) -> None:
    page, old = page_of(shown), shown.store.digest()
    press(Key.Key_Down)
    shown.settle()
    press(Key.Key_Return)
    assert page.preview.restore.hasFocus()
    shown.speaker.will_answer("Restore")
    with shown.bot.waitSignal(shown.session.news.other_opened, timeout=30_000) as told:
        press(Key.Key_Return)
    with told.args[0] as back:
        assert back.folder == tmp_path / "ws-2"
        with back.read() as reading:
            assert [one.value.title for one in reading.records("training")] == ["First"]
        assert back.identity.incarnation_key != shown.store.identity.incarnation_key
        add(back, "Goes on")
    assert shown.store.digest() == old
    assert not list(tmp_path.glob(".*"))


def test_restoring_says_once_more_what_goes_and_a_no_changes_nothing(shown: Window, tmp_path: Path) -> None:
    store = shown.store
    bopha = officers.add_officer(store, "Bopha", None, None)
    officers.work_as(store, bopha.id)
    store.officers.rename(office="Another office")
    backups.choose_second_place(store, tmp_path)
    store.drafts.save("d", "training", None, {"title": "Half typed"}, dt.datetime(2024, 12, 1, 16, 40, tzinfo=dt.UTC))
    shown.go(Place(PageName.overview))
    shown.go(Place(PageName.backups))
    page = page_of(shown)
    goes = (
        "This officer is not in this backup: Bopha.",
        "These settings will have their earlier values: Office, Second backup folder.",
        "The unsaved entries in these records are not in this backup: Half typed.",
    )
    page.list._go(page.list.model().rowCount() - 1)  # that of yesterday; choosing the second place made another
    shown.settle()
    assert page.preview.also.isVisible() and page.preview.also.text().splitlines() == list(goes)
    shown.speaker.will_answer("Cancel")
    page.preview.restore.click()
    shown.settle()
    assert shown.speaker.asked[-1].startswith("Restore the data of 1 December 2024")
    assert shown.speaker.explained[-1].splitlines() == [
        "6 later steps are not in this backup.", *goes, "Your current data is kept. Find it on this page, under “Older data on this computer”.",
    ]  # fmt: skip
    assert not (tmp_path / "ws-2").exists() and page.preview.stack.currentIndex() == _SHOWN


def test_cancel_while_restoring_leaves_nothing(shown: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(shown)
    press(Key.Key_Down)
    shown.settle()
    waits = monkeypatch.context()
    with waits as patched:

        def held(folder: object, key: object, step: object) -> list[object]:
            while True:
                QTest.qSleep(5)
                step(0, 0)  # type: ignore[operator]

        patched.setattr("prossce_desktop.store.workspace.restore_from_backup.check", held)
        page.preview.restore.setFocus()
        shown.speaker.will_answer("Restore")
        press(Key.Key_Return)
        shown.bot.waitUntil(lambda: bool(list(tmp_path.glob(".ws-2-*"))))
        assert page.preview.restoring_card.cancel.hasFocus()
        press(Key.Key_Return)
        shown.settle()
    assert page.preview.stack.currentIndex() == _NOTHING
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ws"]


def test_a_backup_file_of_a_locked_laptop_asks_for_its_key_and_leaves_nothing_when_one_goes_away(shown: Window, tmp_path: Path) -> None:
    other, paper = create(tmp_path / "other", country="KH", office="Siem Reap", officer="Sok", unlock=Passphrase("battery"), recovery=True)
    add(other, "Theirs")
    file = backups.write_backup(other, tmp_path / backups.suggested_name(other))
    other.close()
    page = page_of(shown)
    shown.speaker.will_choose(file)
    page.file_button.click()
    shown.settle()
    assert page.preview.key.editor.hasFocus()  # type: ignore[attr-defined]
    QTest.keyClicks(QApplication.focusWidget(), "wrong")
    press(Key.Key_Return)
    shown.settle()
    assert page.preview.key.has_problem() and page.preview.key.editor.hasFocus()  # type: ignore[attr-defined]
    assert not page.preview.key.value(), "the right one is not typed behind the wrong one"
    QTest.keyClicks(QApplication.focusWidget(), paper or "")
    press(Key.Key_Return)
    shown.settle()
    assert page.preview.stack.currentIndex() == _SHOWN
    assert "Siem Reap" in page.preview.whose.text() and "another laptop" in page.preview.whose.text()
    assert page.preview.key.value() in (None, ""), "no key stays in a field"
    shown.go(Place(PageName.overview))
    assert not list(tmp_path.glob(".*"))


def test_a_spoiled_file_is_one_sentence(shown: Window, tmp_path: Path) -> None:
    (tmp_path / "x.prossce-backup").write_bytes(b"PK\x05\x06" * 500)
    page = page_of(shown)
    shown.speaker.will_choose(tmp_path / "x.prossce-backup")
    page.file_button.click()
    shown.settle()
    assert page.preview.stack.currentIndex() == _TROUBLE
    assert "not a complete backup" in page.preview.trouble.accessibleName()
    assert shown.speaker.told == []


def test_a_second_place_gets_the_newest_copy_at_once(shown: Window, tmp_path: Path) -> None:
    page = page_of(shown)
    (tmp_path / "stick").mkdir()
    shown.speaker.will_choose(tmp_path / "stick")
    page.second.choose.click()
    shown.settle()
    assert len(list((tmp_path / "stick").iterdir())) == 1
    assert page.list.model().rowCount() == 2
    assert page.second.sentence.text() == str(tmp_path / "stick")
    shutil.rmtree(tmp_path / "stick")
    page.second.choose.setFocus()
    shown.speaker.will_choose(tmp_path / "none")
    page.second.choose.click()
    shown.settle()
    assert page.second.trouble.isVisible()
    page.second.stop.click()
    shown.settle()
    assert page.second.sentence.text() == "No second backup folder is chosen."


def test_moving_writes_one_file_and_stops_here(shown: Window, tmp_path: Path) -> None:
    page = page_of(shown)
    shown.speaker.will_choose(tmp_path / "to-the-new-one")
    with shown.bot.waitSignal(shown.session.news.other_opened, timeout=30_000) as told:
        page.moving.move_button.click()
    assert told.args[0] is shown.store, "the window shows the same records, which say that they moved"
    assert shown.store.identity.moved is not None
    back, staged = backups.restore_file(tmp_path / "new", tmp_path / "to-the-new-one.prossce-backup", None)
    with back:
        assert staged.move and back.digest() == shown.store.digest()


def test_a_move_that_cannot_be_written_leaves_the_records_here(shown: Window, tmp_path: Path) -> None:
    page = page_of(shown)
    shown.speaker.will_choose(tmp_path / "none" / "b.prossce-backup")
    page.moving.move_button.click()
    shown.settle()
    assert "does not exist" in page.moving.banner.accessibleName()
    assert shown.store.identity.moved is None


def test_a_backup_file_is_written_where_one_says(shown: Window, tmp_path: Path) -> None:
    page = page_of(shown)
    shown.speaker.will_choose(tmp_path / "b.prossce-backup")
    page.moving.file_button.click()
    shown.settle()
    assert "Backup saved and checked" in page.moving.banner.accessibleName()
    assert not backups.unpack_backup(tmp_path / "b.prossce-backup", tmp_path / "z").move
    assert shown.store.identity.moved is None


def test_what_is_wrong_with_copies_waits_on_the_overview(shown: Window, tmp_path: Path) -> None:
    long_ago = "2024-11-01T08:00:00+00:00"
    shown.store.settings.note(SettingKey.second_place, str(tmp_path / "stick"))
    shown.store.settings.note(SettingKey.backup_reached, long_ago)
    shown.store.settings.note(SettingKey.backup_spoiled, f'{{"made": "{long_ago}", "at": "{long_ago}", "again": true, "detail": "state: person"}}')
    shown.store.settings.note(SettingKey.backup_trouble, "The disk is full.")
    shown.go(Place(PageName.overview))
    overview = shown.shell.page(PageName.overview)
    assert isinstance(overview, OverviewPage)
    items = overview.waiting.items()
    waiting = [(one.words, one.second) for one in items if one.place == Place(PageName.backups)]
    assert [one for one, _second in waiting] == ["A backup is damaged", "The backup failed", "Backups in the second backup folder"]
    assert waiting[2][1] == "no backup since 1 Nov 2024"
    shown.go(Place(PageName.backups))
    page = page_of(shown)
    assert page.banner.isVisible() and "is damaged and is not used any more" in page.banner.accessibleName()
    page.banner.pressed.emit()
    shown.settle()
    assert "disk is full" in page.banner.accessibleName()


def test_the_page_is_found_by_ctrl_k() -> None:
    assert Place(PageName.backups) in [one.place for one in pages()]
