"""At the regional office: withheld values stand there as such, and what is changed of a country's says why, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.records.recent_reasons import set_reason
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.people.join_page import JoinPage
from prossce_desktop.ui.session.session import Session
from tests.exchange.scenes import Region
from tests.exchange.test_joining import filled
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.people.test_joining import Ctrl, Key, words_in
from tests.ui.waiting import at_rest
from tests.ui.window import TODAY

pytestmark = pytest.mark.slow


@pytest.fixture
def at_office(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[JoinPage, dict[str, int], list[Place]]]:
    """Both are read while another window still has the keys, and then this one is turned to."""
    region = Region(tmp_path)
    ids = filled(region.kh1)
    region.round(region.kh1)
    jobs = Jobs()
    set_reason("")
    with region.office.here():
        page = JoinPage(Session(region.office.store, jobs, RecordingSpeaker(), lambda: TODAY))
        went: list[Place] = []
        page.go.connect(went.append)
        qtbot.addWidget(page)
        page.resize(1158, 700)
        page.enter(Place(PageName.joining, record=ids["a"], focus=ids["b"], kind="person"))
        at_rest(jobs)
        page.show()
        qtbot.waitUntil(page.isActiveWindow)
        yield page, ids, went
        at_rest(jobs)
        jobs.close()
    set_reason(None)
    region.close()


def test_what_is_not_here_is_said_and_a_change_asks_for_its_reason(
    at_office: tuple[JoinPage, dict[str, int], list[Place]], qtbot: QtBot
) -> None:
    page, ids, went = at_office
    said = words_in(page)
    assert "The value is not on this computer, so it is not changed. Only the country office can choose." in said
    assert page.reason_bar.isVisible() and "The office of Cambodia will read this reason with your change" in said
    rows = {row.field.name: row for row in page.rows.rows}
    assert not any(card.isCheckable() for card in rows["name"].cards)
    assert rows["sex"].hasFocus(), "the keys begin where something can be chosen"
    QTest.keyClick(rows["sex"], Key.Key_Return, Ctrl)
    at_rest(page.session.jobs)
    assert page.cannot.isVisible()
    assert went == [] and page.reason_bar.text.hasFocus(), "nothing is written before it is said why"
    with page.session.store.read() as reading:
        assert duplicate_decisions.records_of_one(reading, "person", ids["a"]) == [ids["a"]]
    QTest.keyClicks(page.reason_bar.text, "Same person by telephone")
    QTest.keyClick(page.reason_bar.text, Key.Key_Return)
    at_rest(page.session.jobs)
    assert went == [Place(PageName.person, record=ids["a"])]
    with page.session.store.read() as reading:
        assert duplicate_decisions.records_of_one(reading, "person", ids["a"]) == [ids["a"], ids["b"]]
