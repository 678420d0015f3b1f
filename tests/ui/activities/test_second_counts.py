"""A second head count of one channel and day: asked about once, and the answer is kept for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.activities.conftest import TODAY, Settle, shown

ASKED = "Are the same people in both counts, or was each count made at a different door?"
Open = Callable[[], ActivityPage]


@pytest.fixture
def speaker(session: Session) -> RecordingSpeaker:
    assert isinstance(session.speaker, RecordingSpeaker)
    return session.speaker


@pytest.fixture
def fair(store: Store) -> int:
    pairs = [("title", "Fair"), ("code", "F1"), ("start", "2024-10-26"), ("end", "2024-10-27"), ("channel", "on_site")]
    made = adding.add(store, "career_fair", pairs, today=TODAY).id
    adding.add(store, "headcount", [("activity", "F1"), ("count", "100"), ("women", "60")], today=TODAY)
    return made


@pytest.fixture
def opened(qtbot: QtBot, session: Session, settle: Settle, fair: int) -> Open:
    def open() -> ActivityPage:
        page = ActivityPage(session)
        shown(qtbot, page)
        page.enter(Place(PageName.activity, record=fair, kind="career_fair", tab=TabName.head_count.value))
        settle()
        return page

    return open


def counts(store: Store, fair: int) -> list[tuple[object, object, object]]:
    found = record_editor.open_record(store, "career_fair", fair, TODAY).counts
    return [(one.fields["count"], one.fields["women"], one.fields["door"]) for one in found]


def reach(store: Store) -> tuple[int, int]:
    whole = figures(store).reach.whole
    return whole.lower, whole.upper


def type_second(qtbot: QtBot, page: ActivityPage, total: str = "40") -> None:
    tab = page.tabs[TabName.head_count]
    tab.add_count()
    qtbot.keyClicks(tab.fields.frames["count"].editor, total)


@pytest.mark.slow
def test_save_asks_about_a_second_count_and_both_count_at_their_doors(
    qtbot: QtBot, store: Store, fair: int, opened: Open, settle: Settle, speaker: RecordingSpeaker
) -> None:
    """100 at one door and 40 at another are 140 people; until somebody said so they were 100 to 140."""
    page = opened()
    type_second(qtbot, page)
    page.save()
    settle()
    assert speaker.asked == [ASKED] and counts(store, fair) == [(100, 60, None)]
    assert page.tab_name() is TabName.head_count and page.tabs[TabName.head_count].states[1].texts["count"] == "40"
    speaker.will_answer("Add both: two doors")
    page.save()
    settle()
    assert counts(store, fair) == [(100, 60, 1), (40, None, 2)]
    assert reach(store) == (140, 140)
    qtbot.keyClicks(page.tabs[TabName.head_count].fields.frames["men"].editor, "5")
    page.save()
    settle()
    assert speaker.asked == [ASKED, ASKED]  # never again
    page.undo()  # the men
    page.undo()  # both doors and the second count were one step
    settle()
    assert counts(store, fair) == [(100, 60, None)]


@pytest.mark.slow
def test_correcting_the_first_replaces_its_numbers_and_drops_the_second_in_one_step(
    qtbot: QtBot, store: Store, fair: int, opened: Open, settle: Settle, speaker: RecordingSpeaker
) -> None:
    page = opened()
    type_second(qtbot, page, "110")
    speaker.will_answer("Replace 100 with 110")
    page.save()
    settle()
    assert counts(store, fair) == [(110, None, None)] and speaker.asked == [ASKED]
    assert reach(store) == (110, 110)
    page.undo()
    settle()
    assert counts(store, fair) == [(100, 60, None)]


@pytest.mark.slow
@pytest.mark.parametrize("correct", [True, False])
def test_the_note_answers_while_typing_and_undo_takes_the_answer_back(
    qtbot: QtBot, store: Store, fair: int, opened: Open, settle: Settle, speaker: RecordingSpeaker, correct: bool
) -> None:
    page = opened()
    tab = page.tabs[TabName.head_count]
    type_second(qtbot, page)
    assert tab.note.sentence() == "100 and 40 are head counts of the same channel and day."
    qtbot.mouseClick(tab.note.button if correct else tab.note.second_button, Qt.MouseButton.LeftButton)
    assert tab.note.sentence() == ""
    page.undo()
    assert [one.texts.get("count") for one in tab.states] == ["100", "40"] and tab.states[0].texts["women"] == "60"
    page.redo()
    page.save()
    settle()
    assert counts(store, fair) == ([(40, None, None)] if correct else [(100, 60, 1), (40, None, 2)])
    assert speaker.asked == []


@pytest.mark.slow
def test_a_second_count_that_was_stored_elsewhere_is_asked_about_when_one_of_both_is_changed(
    qtbot: QtBot, store: Store, fair: int, opened: Open, settle: Settle, speaker: RecordingSpeaker
) -> None:
    """The day of the second is the fair's last: written out or not, it is one day. Other numbers of the fair ask nothing."""
    adding.add(store, "headcount", [("activity", "F1"), ("count", "90"), ("counted_on", "2024-10-27")], today=TODAY)
    page = opened()
    assert page.tabs[TabName.head_count].note.sentence() == "100 and 90 are head counts of the same channel and day."
    assert page.editing.form is not None
    page.editing.form.put("title", "Big fair")
    page.editing.touched()
    page.save()
    settle()
    assert speaker.asked == []
    qtbot.keyClicks(page.tabs[TabName.head_count].fields.frames["men"].editor, "30")
    speaker.will_answer("Add both: two doors")
    page.save()
    settle()
    assert counts(store, fair) == [(100, 60, 1), (90, None, 2)]


@pytest.mark.slow
def test_another_day_channel_basis_or_door_is_no_second_count(
    qtbot: QtBot, store: Store, fair: int, opened: Open, settle: Settle, speaker: RecordingSpeaker
) -> None:
    for one in ("counted_on=2024-10-26", "channel=online", "basis=attendances", "door=2"):
        name, _, value = one.partition("=")
        adding.add(store, "headcount", [("activity", "F1"), ("count", "40"), (name, value)], today=TODAY)
    page = opened()
    tab = page.tabs[TabName.head_count]
    assert [tab.second.pair_of(at) for at in range(5)] == [(0, 4), None, None, None, (0, 4)]  # only one says its door
