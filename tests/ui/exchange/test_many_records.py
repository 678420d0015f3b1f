"""A package that would make many records: none is made before an officer agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.services.packages import receiving_limits
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.waiting import at_rest

pytestmark = pytest.mark.slow


def test_the_page_asks_before_many_records_are_made(qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "post")
        training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
        files = send(store, tmp_path / "mail")
        for most in ("MOST_NOT_COMPARED", "MOST_RECORDS"):
            monkeypatch.setattr(receiving_limits, most, 1)
        jobs, speaker = Jobs(), RecordingSpeaker()
        page = ExchangePage(Session(regional, jobs, speaker))
        qtbot.addWidget(page)
        page.resize(1158, 740)
        page.show()

        def settle() -> None:
            at_rest(jobs, due_ms=50)

        page.enter(Place(PageName.exchange))
        settle()
        for answer, people in (("Do not import yet", None), ("Import the records", {"count": 2})):
            page.offer(files)
            settle()
            assert "Waiting for your agreement" in page.dry_run.view.model().index(0, 1).data()
            speaker.will_answer(answer)
            page.dry_run.take.click()
            settle()
            kinds = regional.digest().kinds
            assert (kinds.get("person") is not None) == (people is not None)
            page.dry_run.leave.click()
            settle()
        assert speaker.asked == ["Import such a large number of records?"] * 2
        jobs.close()
