"""A package that would erase many people: nobody is erased before an officer agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync import package_receiving
from prossce_desktop.store.erasure import erasure_rate
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.waiting import at_rest

pytestmark = pytest.mark.slow


def erased(store: Store) -> int:
    with store.read() as reading:
        return int(reading.execute("SELECT count(*) FROM erased").fetchall()[0][0])


def test_the_page_asks_before_many_people_are_erased(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "post")
        training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
        exchange = tmp_path / "mail"
        for file in send(store, exchange):
            package_receiving.read(regional, file.read_bytes(), app.now())
        with store.read() as reading:
            people = [one.id for one in reading.records("person")]
        for person in people:
            person_erasure.erase(store, person, "asked for it", app.now())
        files = send(store, exchange)
        monkeypatch.setattr(erasure_rate, "MANY", 1)
        jobs, speaker = Jobs(), RecordingSpeaker()
        page = ExchangePage(Session(regional, jobs, speaker))
        qtbot.addWidget(page)
        page.resize(1158, 740)
        page.show()

        def settle() -> None:
            at_rest(jobs, due_ms=50)

        page.enter(Place(PageName.exchange))
        settle()
        for answer, gone in (("Do not import yet", 0), ("Erase the people", 2)):
            page.offer(files)
            settle()
            assert "Waiting for your agreement" in page.dry_run.view.model().index(0, 1).data()
            speaker.will_answer(answer)
            page.dry_run.take.click()
            settle()
            assert erased(regional) == gone
            page.dry_run.leave.click()
            settle()
        assert speaker.asked == ["Erase more than 20 people?"] * 2
        jobs.close()
