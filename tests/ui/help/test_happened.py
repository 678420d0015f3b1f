"""What happened: a mistake of the program is shown at once as text, to read, copy or save, and nothing is sent."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.language import messages
from prossce_desktop.system import crash_reports, paths
from prossce_desktop.system.crash_reports import Report
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.error_reporting import ErrorReporting
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.settings.error_reports import ErrorReportsDialog
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.read_screen import cut_off, words_of
from tests.ui.test_pseudo_language import english
from tests.ui.window import Window, window

NEW = Report(datetime(2026, 11, 27, 8, 40, tzinfo=UTC), "the newest\n", Path("a"))
OLD = Report(datetime(2026, 11, 20, 8, 40, tzinfo=UTC), "an older one\n", Path("b"))


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")
    return tmp_path / "log"


@pytest.fixture
def mistakes(qtbot: QtBot, jobs: Jobs, log: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ErrorReporting]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = ErrorReporting()
    made.jobs = jobs
    made.watch()
    yield made
    if made.shown is not None:
        made.shown.close()
        qtbot.wait(10)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """The window one works in."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitActive(made)
    return made


def shown(host: QWidget, reports: list[Report], jobs: Jobs | None, speaker: RecordingSpeaker | None = None, *, now: bool = False) -> ErrorReportsDialog:
    made = ErrorReportsDialog(reports, jobs, speaker or RecordingSpeaker(), host, just_now=now)
    made.open()
    QTest.qWaitForWindowExposed(made)
    return made


def fail(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)


def test_a_mistake_is_shown_at_once_without_a_value_and_the_program_goes_on(
    host: QWidget, mistakes: ErrorReporting, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fail("Kanariname")
    dialog = mistakes.shown
    assert dialog is not None and dialog.isVisible()
    [kept] = list(log.iterdir())
    assert dialog.text.toPlainText() == kept.read_text(encoding="utf-8") == capsys.readouterr().err
    assert "ValueError" in dialog.text.toPlainText() and "Kanari" not in dialog.text.toPlainText()
    assert list(cut_off(dialog)) == []


def test_a_second_mistake_while_one_is_read_opens_no_second_window(host: QWidget, mistakes: ErrorReporting, log: Path) -> None:
    fail("one")
    first = mistakes.shown
    assert first is not None
    read = first.text.toPlainText()
    fail("two")
    assert mistakes.shown is first and first.text.toPlainText() == read
    assert first.frame.isVisible() and first.when.count() == 2 == len(list(log.iterdir()))


def test_a_mistake_in_a_thread_is_kept(mistakes: ErrorReporting, log: Path) -> None:
    thread = threading.Thread(target=fail_in_thread)
    thread.start()
    thread.join()
    assert ["fail_in_thread" in path.read_text(encoding="utf-8") for path in log.iterdir()] == [True]


def fail_in_thread() -> None:
    raise ValueError("Kanariname")


def test_without_a_window_it_is_kept_and_said_on_standard_error(mistakes: ErrorReporting, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fail("Kanariname")
    assert mistakes.shown is None and len(list(log.iterdir())) == 1
    assert "ValueError" in capsys.readouterr().err


def test_the_newest_is_read_first_and_an_older_one_can_be_chosen(qtbot: QtBot, host: QWidget, jobs: Jobs) -> None:
    dialog = shown(host, [NEW, OLD], jobs)
    assert dialog.text.toPlainText() == "the newest\n" and dialog.text.isReadOnly()
    QTest.keyClick(dialog.when, Qt.Key.Key_Down)
    assert dialog.text.toPlainText() == "an older one\n"


def test_it_is_copied(qtbot: QtBot, host: QWidget, jobs: Jobs) -> None:
    dialog = shown(host, [NEW], jobs)
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == "the newest\n" and dialog.outcome.text() == "Copied."


def test_it_is_saved_where_the_person_says(qtbot: QtBot, host: QWidget, jobs: Jobs, tmp_path: Path) -> None:
    speaker = RecordingSpeaker()
    speaker.will_choose(tmp_path / "r.txt", tmp_path / "none" / "r.txt", None)
    dialog = shown(host, [NEW], jobs, speaker)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.outcome.isVisible())
    assert (tmp_path / "r.txt").read_text(encoding="utf-8") == "the newest\n" and "r.txt" in dialog.outcome.text()
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "Saved" not in dialog.outcome.text())
    before = dialog.outcome.text()
    dialog.save_button.click()
    assert dialog.outcome.text() == before and len(speaker.asked) == 3


def test_before_there_are_jobs_it_can_be_copied_only(host: QWidget) -> None:
    dialog = shown(host, [Report(NEW.time, "x", None)], None, now=True)
    assert not dialog.save_button.isVisible() and dialog.copy_button.isVisible()
    assert dialog.outcome.text() == "The report could not be saved on this computer. Copy it now."


def test_esc_closes_it(qtbot: QtBot, host: QWidget, jobs: Jobs) -> None:
    dialog = shown(host, [], jobs)
    assert dialog.none.isVisible() and not dialog.text.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_settings_show_what_happened(qtbot: QtBot, tmp_path: Path, log: Path) -> None:
    crash_reports.write_report(ValueError(), NEW.time)
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        dialog = opened(made)
        assert "ValueError" in dialog.text.toPlainText()
        assert [text for _where, text in words_of(dialog) if "does not send it" in text]
        dialog.close()


def opened(made: Window) -> ErrorReportsDialog:
    made.go(Place(PageName.settings))
    page = made.shell.page(PageName.settings)
    [button] = [one for one in page.findChildren(Button) if one.words() == "Open the error log"]
    button.click()
    made.settle()
    [dialog] = made.window.findChildren(ErrorReportsDialog)
    return dialog


def test_every_word_of_it_is_translated(qtbot: QtBot, host: QWidget, jobs: Jobs) -> None:
    messages.use(messages.PSEUDO)
    try:
        for reports, now in (([NEW, OLD], False), ([Report(NEW.time, "", None)], True), ([], False)):
            dialog = shown(host, reports, jobs, now=now)
            assert [(where, left) for where, text in words_of(dialog) if (left := english(text, ["the newest"]))] == []
            assert list(cut_off(dialog)) == []
            dialog.close()
    finally:
        messages.use(messages.ENGLISH)
