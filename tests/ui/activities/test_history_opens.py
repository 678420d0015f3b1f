"""In the history, a change of several people opens to their names, and each name leads to the page of that person."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_saving
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.records.history_tab import HistoryTab
from prossce_desktop.ui.session.session import Session
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


@pytest.fixture
def long_history(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> tuple[HistoryTab, int]:
    """Thirty changes of one training in a low window, somebody reading in the middle."""
    training = adding.add(store, "training", [("title", "Sewing"), ("code", "S1"), ("start", "2024-11-18")], today=TODAY).id
    for number in range(30):
        record_saving.save(store, "training", {"place": f"Hall {number}"}, today=TODAY, record=training)
    tab = HistoryTab(session)
    tab.resize(800, 300)
    shown(qtbot, tab)
    tab.enter(training)
    settle()
    qtbot.waitUntil(lambda: tab.area.verticalScrollBar().maximum() > 0)
    tab.area.verticalScrollBar().setValue(200)
    return tab, training


def places(tab: HistoryTab) -> dict[str, tuple[int, int]]:
    """Where each row stands in the window, and how high it is."""
    return {id: (row.mapTo(tab, row.rect().topLeft()).y(), row.height()) for id, row in tab.rows.items()}


def test_rows_that_are_read_stay_where_they_are_when_news_come(
    long_history: tuple[HistoryTab, int], qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    tab, training = long_history
    before = places(tab)
    change = record_saving.save(store, "training", {"place": "Another hall"}, today=TODAY, record=training)
    session.tell(getattr(change, "change", None))
    settle()
    assert places(tab) == before
    assert tab.newer.isVisible() and tab.newer.words() == "Show 1 newer step"
    tab.newer.click()
    assert tab.area.verticalScrollBar().value() == 0 and not tab.newer.isVisible()
    assert len(tab.rows) == len(before) + 1


def test_undo_of_a_row_moves_no_row_and_does_not_hand_the_keys_to_the_next_undo(
    long_history: tuple[HistoryTab, int], qtbot: QtBot, settle: Settle
) -> None:
    tab, _training = long_history
    before = places(tab)
    newest = next(iter(tab.rows.values()))
    newest.button.setFocus()
    tab.area.verticalScrollBar().setValue(200)
    newest.button.click()
    settle()
    qtbot.waitUntil(lambda: newest.pill.isVisibleTo(tab))
    assert not newest.button.isVisibleTo(tab) and places(tab) == before
    assert not any(row.button.hasFocus() for row in tab.rows.values())
    assert tab.newer.words() == "Show 1 newer step"
