"""The first start, as an officer does it: with the keys, in a real window, on a real workspace."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.access.first_start_page import FirstStart
from prossce_desktop.ui.base.jobs import Jobs
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.waiting import at_rest


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def shown(qtbot: QtBot, folder: Path, jobs: Jobs, speaker: RecordingSpeaker) -> FirstStart:
    page = FirstStart(folder, jobs, speaker)
    qtbot.addWidget(page)
    page.resize(1366, 728)
    page.show()
    page.first_focus()
    return page


def fill(page: FirstStart, passphrase: str = "") -> None:
    page.country.set_value("KH")
    page.officer.set_value("សុខ ចន្ថា")
    page.passphrase.set_value(passphrase)
    page.again.set_value(passphrase)


def test_start_without_a_country_says_what_is_missing(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    page.start.click()
    assert page.country.has_problem()
    assert not (tmp_path / "ws").exists()


def test_enter_leads_through_the_fields_and_starts_after_the_last(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    page.country.set_value("KH")
    for typed in ("", "Agency", "Sok Chantha", "", ""):
        QTest.keyClicks(QApplication.focusWidget(), typed)
        QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.pages.currentWidget() is page.recovery, timeout=20_000)
    assert QApplication.focusWidget() is page.recovery.written
    QTest.keyClick(page.recovery.written, Qt.Key.Key_Return)
    assert page.pages.currentWidget() is page.recovery and "First" in page.recovery.banner.accessibleName()
    page.recovery.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("AGE-SECRET-KEY-1")
    assert "copied" in page.recovery.banner.accessibleName()
    QTest.keyClick(page.recovery.written, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.ready) as blocker:
        QTest.keyPress(page.recovery.written, Qt.Key.Key_Return)
    blocker.args[0].close()


def test_no_field_is_cut_where_the_screen_is_low(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    """1366 x 768 at 150 % leaves 911 x 512."""
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    page.resize(911, 512)
    qtbot.waitUntil(lambda: page.size().toTuple() == (911, 512))  # the page asks for no more than the screen has
    for frame in (page.country, page.office, page.officer, page.passphrase, page.again):
        assert frame.height() >= frame.sizeHint().height(), frame.accessibleName()
    page.activateWindow()
    page.explore.setFocus()
    qtbot.waitUntil(page.explore.hasFocus)
    QTest.keyClick(page.explore, Qt.Key.Key_Tab)
    assert page.bring.hasFocus() and _in_sight(page, page.bring), "the keys move the page along"
    page.start.click()
    assert page.country.has_problem() and _in_sight(page, page.country), "and so does what is missing"


def _in_sight(page: FirstStart, part: QWidget) -> bool:
    return page.rect().contains(QRect(part.mapTo(page, QPoint()), part.size()))


def test_the_two_passphrases_must_agree(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    fill(page, "correct horse")
    page.again.set_value("another")
    page.start.click()
    assert page.again.has_problem()


def test_what_is_said_of_a_passphrase_moves_nothing_in_the_field_beside_it(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())

    def places() -> list[tuple[int, int, int]]:
        """Of each field where it begins, how wide it is, and how far its box stands under its name."""
        fields = (page.country, page.office, page.officer, page.passphrase, page.again)
        return [(one.mapTo(page, one.rect().topLeft()).x(), one.width(), one._widget.y() - one.label.y()) for one in fields]

    fill(page, "correct horse")
    at_rest(jobs)
    before = places()
    page.again.set_value("another")
    page.start.click()
    at_rest(jobs)
    assert page.again.has_problem()
    assert places() == before


def test_the_key_is_shown_once_and_must_be_kept_before_going_on(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    speaker = RecordingSpeaker()
    page = shown(qtbot, tmp_path / "ws", jobs, speaker)
    fill(page, "correct horse")
    page.start.click()
    qtbot.waitUntil(lambda: page.pages.currentWidget() is page.recovery, timeout=20_000)
    shown_key = "".join(page.recovery.key.text().split())
    assert shown_key.startswith("AGE-SECRET-KEY-1")
    page.recovery.go_on.click()
    assert page.pages.currentWidget() is page.recovery
    speaker.will_choose(tmp_path / "key.txt")
    page.recovery.save_button.click()
    qtbot.waitUntil(page.recovery.written.isChecked)
    assert shown_key in (tmp_path / "key.txt").read_text(encoding="utf-8")
    with qtbot.waitSignal(page.ready) as blocker:
        page.recovery.go_on.click()
    store = blocker.args[0]
    assert store.identity.officer == "សុខ ចន្ថា"
    assert page.recovery.key.text() == ""
    store.close()
    if shutil.which("age-keygen"):
        subprocess.run(["age-keygen", "-y", str(tmp_path / "key.txt")], check=True, capture_output=True)


def test_explore_opens_a_workspace_of_its_own_with_sample_data(qtbot: QtBot, tmp_path: Path, jobs: Jobs) -> None:
    page = shown(qtbot, tmp_path / "ws", jobs, RecordingSpeaker())
    with qtbot.waitSignal(page.ready, timeout=30_000) as blocker:
        page.explore.click()
    with blocker.args[0] as store, store.read() as reading:
        assert reading.is_sample()
    assert not (tmp_path / "ws").exists()
