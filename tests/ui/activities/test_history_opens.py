"""In the history, a change of several people opens to their names, and each name leads to the page of that person."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.compose import Store
from prossce_desktop.services import adding, people_sheet
from prossce_desktop.services.people_sheet import RowDraft
from prossce_desktop.ui.activities.history_tab import HistoryTab
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.place import PageName, Place
from prossce_desktop.ui.session import Session
from tests.ui.activities.conftest import TODAY, Settle, shown

pytestmark = pytest.mark.slow


def test_a_sentence_about_several_people_opens_to_their_names(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    pairs = [("title", "Sewing"), ("code", "S1"), ("start", "2024-11-18"), ("session", "2024-11-18/6")]
    training = adding.add(store, "training", pairs, today=TODAY).id
    drafts = [RowDraft(None, None, {"name": name}) for name in ("Sok Sophea", "Chan Dara")]
    rows = people_sheet.save_rows(store, training, drafts, TODAY).rows
    people_sheet.save_rows(store, training, [RowDraft(row.participation, None, {"session_1": True}) for row in rows], TODAY)
    tab = HistoryTab(session)
    shown(qtbot, tab)
    went: list[Place] = []
    tab.went.connect(went.append)
    tab.enter(training)
    settle()
    words = {one.text(): one for one in tab.findChildren(Button)}
    assert "S1: absent to present, 2 people" in words and "Chan Dara" not in words
    words["S1: absent to present, 2 people"].click()
    names = {one.text(): one for one in tab.findChildren(Button)}
    qtbot.waitUntil(names["Chan Dara"].isVisible)
    names["Chan Dara"].click()
    assert went == [Place(PageName.person, record=rows[1].person)]
