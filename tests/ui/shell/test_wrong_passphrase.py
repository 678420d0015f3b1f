"""After a wrong passphrase the next one is typed into an empty field, wherever one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.services.workspace import officers
from prossce_desktop.ui.access.screen_lock import LockPage
from prossce_desktop.ui.access.unlock_page import Unlock
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.settings.officer_form import OfficerChange, OfficerForm
from tests.ui.shell.test_doors import FIRST, SECOND, keys, make, settings

pytestmark = pytest.mark.slow


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def ini(tmp_path: Path) -> QSettings:
    return settings(tmp_path)


def shown(qtbot: QtBot, page: Unlock | LockPage | OfficerForm) -> QMainWindow:
    """In a window, which is to be held; the keys are where typing begins."""
    window = QMainWindow()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.show()
    page.first_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window


def test_at_the_start_the_right_one_is_typed_at_once_after_a_wrong_one(qtbot: QtBot, jobs: Jobs, ini: QSettings, tmp_path: Path) -> None:
    make(tmp_path / "ws")
    page = Unlock(tmp_path / "ws", jobs, ini)
    window = shown(qtbot, page)
    keys("wrong\n")
    qtbot.waitUntil(page.passphrase.frame.has_problem, timeout=20_000)
    assert page.passphrase.text() == "" and page.passphrase.frame.note.isVisibleTo(window)
    with qtbot.waitSignal(page.ready, timeout=20_000) as opened:
        keys(FIRST + "\n")
    opened.args[0].close()


def test_at_the_lock_the_right_one_is_typed_at_once_after_a_wrong_one(qtbot: QtBot, jobs: Jobs, ini: QSettings, tmp_path: Path) -> None:
    make(tmp_path / "ws")
    with app.open_for_window(tmp_path / "ws", app.UnlockChoice(FIRST, remember=False)) as store:
        page = LockPage(store, jobs, ini)
        window = shown(qtbot, page)
        keys("wrong\n")
        qtbot.waitUntil(page.passphrase.frame.has_problem, timeout=20_000)
        assert page.passphrase.text() == "" and page.passphrase.frame.note.isVisibleTo(window)
        with qtbot.waitSignal(page.opened, timeout=20_000):
            keys(FIRST + "\n")


def test_removing_an_officer_asks_again_in_an_empty_field_after_a_wrong_one(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    make(tmp_path / "ws", second=True)
    with app.open_for_window(tmp_path / "ws", app.UnlockChoice(FIRST, remember=False)) as store:
        other = next(one for one in officers.ways_in(store).officers if one.officer.name == "Bopha")
        form = OfficerForm(other, asks_proof=True, encrypted=True, removes=True)
        asked: list[OfficerChange] = []

        def remove(what: OfficerChange) -> None:
            asked.append(what)
            jobs.start(lambda step: officers.remove_officer(store, other.officer.id, officers.proof_of(what.proof)), None, form.complain)

        form.wanted.connect(remove)
        window = shown(qtbot, form)
        keys("wrong\n")
        qtbot.waitUntil(form.proof.has_problem, timeout=20_000)
        assert form.proof.note.isVisibleTo(window)
        keys(SECOND + "\n")
        assert [one.proof for one in asked] == ["wrong", SECOND]
        qtbot.waitUntil(lambda: not jobs.is_busy(), timeout=20_000)
