"""Settings hold at once."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.services.workspace import officers
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.settings.settings_page import SettingsPage
from tests.tools.recording_speaker import RecordingSpeaker


def test_another_officer_is_named_from_now_on_and_neither_no_name_nor_a_colleagues_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    store, _key = app.first(tmp_path / "ws", country="KH", office="NEA", officer="Sok", opening=app.UnlockChoice(None, remember=True))
    jobs = Jobs()
    speaker = RecordingSpeaker()
    session = Session(store, jobs, speaker)
    page = SettingsPage(session)
    qtbot.addWidget(page)
    page.officer.set_value("Chan Dara")
    with qtbot.waitSignal(session.news.renamed):
        page.officer.left.emit()
    assert (store.identity.office, store.identity.officer) == ("NEA", "Chan Dara")
    page.officer.set_value("  ")
    page.officer.left.emit()
    assert page.officer.value() == "Chan Dara"
    officers.add_officer(store, "Keo Bopha", None, None)
    page.officer.set_value("keo bopha")
    page.officer.left.emit()
    qtbot.waitUntil(lambda: bool(speaker.mentioned) and page.officer.value() == "Chan Dara")
    assert speaker.mentioned[-1] == "keo bopha is already on the list." and store.identity.officer == "Chan Dara"
    jobs.close()
    store.close()
