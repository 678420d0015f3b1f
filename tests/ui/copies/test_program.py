"""The whole program: records come from a backup at the first start, others are opened, and what moved away says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.services.commands import adding
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.maintenance import base_backup
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Passphrase,
    Plain,
    Unlock,
    create,
    open_workspace,
)
from prossce_desktop.system import paths
from prossce_desktop.ui.access.cover_page import BesideCover
from prossce_desktop.ui.access.first_start_page import FirstStart
from prossce_desktop.ui.access.moved_workspace_page import MissingPage, MovedPage
from prossce_desktop.ui.access.restore_page import RestorePage
from prossce_desktop.ui.access.unlock_page import Unlock as UnlockPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.program import Program
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.waiting import DRAFT_MS, at_rest
from tests.ui.window import TODAY

pytestmark = pytest.mark.slow

Key = Qt.Key


def made(folder: Path, title: str = "First", unlock: Unlock | None = None) -> Store:
    store, _ = create(folder, country="KH", office="NEA", officer="Sok", unlock=unlock or Plain())
    adding.add(store, "training", [("title", title), ("count", "9")], today=TODAY)
    return store


def titles(store: Store) -> list[str]:
    with store.read() as reading:
        return sorted(str(one.value.title) for one in reading.records("training"))  # type: ignore[attr-defined]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of its own: settings and records lie here."""
    (tmp_path / "config").mkdir()
    monkeypatch.setattr(paths, "config_folder", lambda: tmp_path / "config")
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path / "data")
    return tmp_path / "data"


Start = Callable[[], Program]


@pytest.fixture
def start(qtbot: QtBot, data: Path) -> Iterator[Start]:
    """Start the program as a person does; a second call starts it once more, after the first was closed."""
    running: list[Program] = []

    def begin() -> Program:
        if running:
            end(running.pop())
        program = Program(paths.chosen_workspace(), QSettings(str(paths.config_folder() / "window.ini"), QSettings.Format.IniFormat))
        speaker = RecordingSpeaker()
        program.speaker = program.doors._speaker = speaker  # type: ignore[assignment]
        speaker.use_message = lambda message: None  # type: ignore[attr-defined]
        program.begin()
        running.append(program)
        settle(qtbot, program)
        return program

    yield begin
    for program in running:
        end(program)


def end(program: Program) -> None:
    """Close it and clear its window away here: Python would do so later, perhaps on a thread that reads, where Qt may not be touched."""
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(bot: QtBot, program: Program) -> None:
    at_rest(program.jobs, due_ms=30)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def first_page(program: Program) -> FirstStart:
    page = program.window.centralWidget()
    assert isinstance(page, FirstStart)
    return page


def test_records_come_from_a_backup_at_the_first_start(start: Start, qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    with made(tmp_path / "old", unlock=Passphrase("correct horse")) as old:
        file = backups.move_to(old, tmp_path / backups.suggested_name(old))
    program = start()
    page = first_page(program)
    page.bring.setFocus()
    press(Key.Key_Return)
    bring = page.pages.currentWidget()
    assert isinstance(bring, RestorePage) and bring.choose.hasFocus()
    program.speaker.will_choose(file)  # type: ignore[attr-defined]
    press(Key.Key_Return)
    settle(qtbot, program)
    QTest.keyClicks(QApplication.focusWidget(), "correct horse")
    press(Key.Key_Return)
    settle(qtbot, program)
    assert bring.preview.restore.hasFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.shell is not None, timeout=30_000)
    settle(qtbot, program)
    assert program.store is not None and program.store.folder == data / "workspace"
    assert titles(program.store) == ["First"]
    assert program.store.identity.moved is None
    assert [one.name for one in data.iterdir()] == ["workspace"]


def test_back_leads_to_the_first_page_and_leaves_nothing(start: Start, qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    with made(tmp_path / "old") as old:
        file = backups.write_backup(old, tmp_path / "b")
    program = start()
    page = first_page(program)
    page.bring.click()
    bring = page.pages.currentWidget()
    assert isinstance(bring, RestorePage)
    program.speaker.will_choose(file)  # type: ignore[attr-defined]
    bring.choose.click()
    settle(qtbot, program)
    bring.leave.click()
    settle(qtbot, program)
    assert page.pages.currentIndex() == 0 and page.bring.hasFocus()
    assert list(data.iterdir()) == []


def test_restored_records_open_in_their_place_and_at_the_next_start(start: Start, qtbot: QtBot, data: Path) -> None:
    data.mkdir()
    with made(data / "workspace") as old:
        copy = old.backups.beside()
        copy.rename(copy.with_name("base-20241201-094000.db"))
        adding.add(old, "training", [("title", "Later")], today=TODAY)
    program = start()
    shell = program.window.shell
    assert shell is not None
    shell.go(Place(PageName.backups))
    settle(qtbot, program)
    press(Key.Key_Down, Key.Key_Down)
    settle(qtbot, program)
    program.speaker.will_answer("Restore")  # type: ignore[attr-defined]
    press(Key.Key_Return, Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.shell not in (None, shell), timeout=30_000)
    settle(qtbot, program)
    assert program.store is not None and program.store.folder == data / "workspace-2"
    assert titles(program.store) == ["First"]
    qtbot.waitUntil(lambda: "Backups" in "".join(program.speaker.mentioned))  # type: ignore[attr-defined]
    with open_workspace(data / "workspace", None, writing=True, wait=0) as old:
        assert titles(old) == ["First", "Later"], "closed, and as it was"
        assert len(base_backup.backups_in(old.folder / "backups")) == 2, "with a copy of its last state"
    program = start()
    assert program.store is not None and program.store.folder == data / "workspace-2"
    program.switch(data / "workspace")
    settle(qtbot, program)
    assert program.store is not None and titles(program.store) == ["First", "Later"]
    assert paths.chosen_workspace() == data / "workspace"


def test_what_moved_away_says_so_and_shows_itself_only_to_look(start: Start, qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    data.mkdir()
    with made(data / "workspace") as old:
        backups.move_to(old, tmp_path / backups.suggested_name(old))
    program = start()
    page = program.window.centralWidget()
    assert isinstance(page, MovedPage)
    assert "moved to a new computer on" in page.sentence.accessibleName()
    page.look.setFocus()
    press(Key.Key_Return)
    settle(qtbot, program)
    shell = program.window.shell
    assert shell is not None and program.store is not None
    shell.go(Place(PageName.activity, kind="training"))
    settle(qtbot, program)
    QTest.keyClicks(QApplication.focusWidget(), "Typed in vain")
    at_rest(program.jobs, DRAFT_MS)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, program)
    shell.undo()
    settle(qtbot, program)
    assert program.store.digest().kinds["training"] == 1
    said = program.speaker.mentioned  # type: ignore[attr-defined]
    *refused, undone = said
    assert refused and all("You cannot save here" in one for one in refused), "no report of a mistake, one sentence"
    assert undone == "Undone (not saved yet): Title"
    shell.go(Place(PageName.overview))
    settle(qtbot, program)


def test_moving_in_the_window_shows_at_once_that_the_records_moved(start: Start, qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    data.mkdir()
    made(data / "workspace").close()
    program = start()
    shell = program.window.shell
    assert shell is not None
    shell.go(Place(PageName.backups))
    settle(qtbot, program)
    press(Key.Key_Tab)
    program.speaker.will_choose(tmp_path / "m.prossce-backup")  # type: ignore[attr-defined]
    press(Key.Key_Return)
    settle(qtbot, program)
    assert isinstance(program.window.centralWidget(), MovedPage)
    assert (tmp_path / "m.prossce-backup").is_file()
    press(Key.Key_Return)
    settle(qtbot, program)
    assert program.window.shell is not None and program.store is not None
    program.window.close()
    with open_workspace(data / "workspace", None, writing=True, wait=0) as old:
        assert old.identity.moved is not None


def test_going_on_here_needs_a_tick_and_begins_anew(start: Start, qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    data.mkdir()
    with made(data / "workspace") as old:
        backups.move_to(old, tmp_path / backups.suggested_name(old))
        incarnation = old.identity.incarnation_key
    program = start()
    page = program.window.centralWidget()
    assert isinstance(page, MovedPage)
    page.go_on.click()
    assert page.tick.hasFocus() and "First tick" in page.sentence.accessibleName()
    press(Key.Key_Space)
    page.go_on.click()
    settle(qtbot, program)
    assert program.window.shell is not None and program.store is not None
    assert program.store.identity.moved is None and program.store.identity.incarnation_key != incarnation
    program = start()
    assert program.window.shell is not None


def test_chosen_records_that_are_gone_are_said_and_others_can_be_opened(start: Start, qtbot: QtBot, data: Path) -> None:
    data.mkdir()
    made(data / "workspace").close()
    paths.workspace_pointer().write_text("workspace-2\n")
    program = start()
    page = program.window.centralWidget()
    assert isinstance(page, MissingPage)
    assert [one.words() for one in page.others] == ["Open workspace"]
    page.look_again.click()
    settle(qtbot, program)
    page = program.window.centralWidget()
    assert isinstance(page, MissingPage)
    page.others[0].click()
    settle(qtbot, program)
    assert program.store is not None and titles(program.store) == ["First"]


def spoil(file: Path) -> None:
    """Rubbish in the place of its first pages."""
    with file.open("r+b") as written:
        written.write(b"spoiled " * 4096)


def test_where_the_records_and_every_copy_are_damaged_a_backup_file_is_brought_beside_them(
    start: Start, qtbot: QtBot, data: Path, tmp_path: Path
) -> None:
    data.mkdir()
    with made(data / "workspace") as old:
        file = backups.write_backup(old, tmp_path / "b")
        copy = old.backups.beside()
    for one in (copy, data / "workspace" / "base.db"):
        spoil(one)
    program = start()
    page = program.window.centralWidget()
    assert isinstance(page, UnlockPage) and page.title.text() == "The data cannot be opened"
    page.banner.pressed.emit()
    settle(qtbot, program)
    assert "All backups on this computer are damaged" in page.banner.accessibleName() and page.bring.hasFocus()
    press(Key.Key_Return)
    beside = program.window.centralWidget()
    assert isinstance(beside, BesideCover) and isinstance(beside.beside, RestorePage) and beside.beside.choose.hasFocus()
    program.speaker.will_choose(file)  # type: ignore[attr-defined]
    press(Key.Key_Return)
    settle(qtbot, program)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.shell is not None, timeout=30_000)
    settle(qtbot, program)
    assert program.store is not None and program.store.folder == data / "workspace-2"
    assert titles(program.store) == ["First"]
    assert (data / "workspace" / "base.db").is_file() and paths.chosen_workspace() == data / "workspace-2"


def test_where_the_chosen_records_are_gone_a_backup_file_can_be_brought(start: Start, qtbot: QtBot, data: Path, tmp_path: Path) -> None:
    data.mkdir()
    with made(tmp_path / "elsewhere") as old:
        file = backups.write_backup(old, tmp_path / "b")
    paths.workspace_pointer().write_text(f"{tmp_path / 'stick' / 'records'}\n")
    program = start()
    page = program.window.centralWidget()
    assert isinstance(page, MissingPage)
    page.bring.click()
    beside = program.window.centralWidget()
    assert isinstance(beside, BesideCover) and isinstance(beside.beside, RestorePage)
    beside.beside.leave.click()
    settle(qtbot, program)
    page = program.window.centralWidget()
    assert isinstance(page, MissingPage), "back is where one came from"
    page.bring.click()
    program.speaker.will_choose(file)  # type: ignore[attr-defined]
    press(Key.Key_Return)
    settle(qtbot, program)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.shell is not None, timeout=30_000)
    settle(qtbot, program)
    assert program.store is not None and program.store.folder == data / "workspace"
    assert titles(program.store) == ["First"]
    assert not (tmp_path / "stick").exists()


def test_a_quiet_minute_makes_the_copy_that_is_due_and_looks_through_it(start: Start, qtbot: QtBot, data: Path) -> None:
    data.mkdir()
    made(data / "workspace").close()  # as after kill -9: no copy
    program = start()
    program._tidy()
    settle(qtbot, program)
    assert program.store is not None
    standing = backups.standing(program.store)
    assert len(standing.backups) == 1 and standing.checked == (standing.backups[0].path, True)
    program.window.close()
    assert len(base_backup.backups_in(data / "workspace" / "backups")) == 1, "nothing was written since"


def test_leaving_stops_a_look_through_at_once(start: Start, qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir()
    made(data / "workspace").close()
    stopped: list[bool] = []

    def long(path: object, key: object, step: Callable[[int, int], None]) -> list[object]:
        while True:
            QTest.qSleep(5)
            try:
                step(0, 0)
            except BaseException:
                stopped.append(True)
                raise

    monkeypatch.setattr(backups, "check", long)
    program = start()
    program._tidy()
    qtbot.waitUntil(lambda: bool(base_backup.backups_in(data / "workspace" / "backups")), timeout=20_000)
    program.window.close()
    assert stopped == [True]
