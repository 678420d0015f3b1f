"""A laptop is renamed and taken from the list with keys, at the regional office."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import package_files
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.exchange.offices import introduced, laptop, office
from tests.ui.waiting import at_rest

pytestmark = pytest.mark.slow


def test_a_laptop_is_renamed_and_one_that_is_shut_out_leaves_the_list(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "post")
        jobs, speaker = Jobs(), RecordingSpeaker()
        page = ExchangePage(Session(regional, jobs, speaker))
        qtbot.addWidget(page)
        page.resize(1158, 740)
        page.show()

        def settle() -> None:
            at_rest(jobs, due_ms=50)

        page.enter(Place(PageName.exchange))
        settle()
        view = page.devices
        assert view.rename.isVisible() and not view.forget.isVisible()
        view.rename.click()
        assert view.name.hasFocus() and view.name.text() == store.identity.device
        QTest.keyClicks(view.name, "Desk of the fair")
        QTest.keyClick(view.name, Qt.Key.Key_Return)
        settle()
        [(one, _words)] = package_files.known_devices(regional)
        assert one.name == "Desk of the fair" and view.view.model().index(0, 0).data() == "Desk of the fair"
        introductions.revoke(regional, "Desk of the fair")
        page.enter(Place(PageName.exchange))
        settle()
        assert view.forget.isVisible() and not view.rename.isVisible()
        speaker.will_answer("Remove from the list")
        view.forget.click()
        settle()
        assert package_files.known_devices(regional) == [] and view.view.model().rowCount() == 0
        assert speaker.asked == ["Remove Desk of the fair from the list?"]
        jobs.close()
