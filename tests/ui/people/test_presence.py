"""Nobody on a training's list is left out of the figures unnoticed: who is not marked present is asked about, and one key marks them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.reporting.year_overview import overview
from prossce_desktop.store.queries import activity_overview
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.session.session import Session
from tests.ui.people.test_pasting import panel_of, saved
from tests.ui.people.typist import TODAY, Alt, Ctrl, Key, Typist, typist_at

NAMES = "\r\n".join(["Name\tSex", *(f"Sok {one}\tF" for one in ("Dara", "Bopha", "Chea", "Mony", "Vanna"))])


def _ticked(store: Store, training: int, people: int, unticked: int = 0) -> None:
    """People with both sessions ticked, and others without."""
    rows = [RowDraft(None, None, {"name": f"Chan {'ABCDEFGHIJ'[at]}", "session_1": "1", "session_2": "1"}) for at in range(people)]
    people_sheet.save_rows(store, training, rows, TODAY)
    people_sheet.save_rows(store, training, [RowDraft(None, None, {"name": f"Meas {'ABCDEFGHIJ'[at]}"}) for at in range(unticked)], TODAY)


def _stages(session: Session, training: int) -> list[str]:
    return [str(one.values["stage"]) for one in saved(session, training)]


def _paste(typist: Typist, qtbot: QtBot, text: str = NAMES) -> None:
    typist.go(typist.tab.model.rowCount() - 1, "name")
    typist.paste(text)
    QTest.keyClick(panel_of(typist, qtbot).choices[0], Key.Key_Return)
    typist.settle()


def _asked(typist: Typist) -> str:
    banner = typist.tab.presence.banner
    return banner.accessibleName() if banner.isVisible() else ""


@pytest.mark.slow
def test_people_pasted_without_ticks_are_asked_about_and_one_key_marks_them(
    session: Session, store: Store, training: int, qtbot: QtBot
) -> None:
    """19 ticked and 100 pasted counted as 19."""
    _ticked(store, training, 2)
    typist = typist_at(session, qtbot, training, "training")
    assert _asked(typist) == ""
    _paste(typist, qtbot)
    assert _stages(session, training) == ["completed"] * 2 + ["registered"] * 5
    assert _asked(typist) == "5 people are not marked present."
    assert typist.tab.counted.present == 2
    typist.press(Key.Key_A, Alt)
    typist.settle()
    assert _asked(typist) == ""
    assert _stages(session, training) == ["completed"] * 7
    assert "5 people marked present" in session.speaker.said  # type: ignore[attr-defined]
    typist.press(Key.Key_Z, Ctrl)
    typist.settle()
    assert _stages(session, training) == ["completed"] * 2 + ["registered"] * 5, "one step, taken back by one key"
    qtbot.waitUntil(lambda: _asked(typist) == "5 people are not marked present.", timeout=5_000)
    typist.press(Key.Key_Z, Ctrl)
    typist.settle()
    assert len(_stages(session, training)) == 2
    qtbot.waitUntil(lambda: _asked(typist) == "", timeout=5_000)  # the paste was taken back: nobody of it is there to be asked about


@pytest.mark.slow
def test_leave_leaves_them_and_asks_again_only_when_more_are_unmarked(session: Session, store: Store, training: int, qtbot: QtBot) -> None:
    _ticked(store, training, 1, unticked=3)
    typist = typist_at(session, qtbot, training, "training")
    qtbot.waitUntil(lambda: _asked(typist) == "3 people are not marked present.", timeout=5_000)
    typist.tab.presence.leave_button.click()
    typist.settle()
    assert _asked(typist) == "" and _stages(session, training).count("registered") == 3
    assert _waiting(store) == []
    again = typist_at(session, qtbot, training, "training")
    again.settle()
    assert _asked(again) == ""
    _paste(again, qtbot)
    assert _asked(again) == "5 people are not marked present."
    assert _waiting(store) == [training]


def test_a_key_in_a_sessions_column_marks_everybody_of_that_session(session: Session, store: Store, training: int, qtbot: QtBot) -> None:
    _ticked(store, training, 1, unticked=4)
    typist = typist_at(session, qtbot, training, "training")
    typist.go(0, "session_2")
    shown = typist.tab.foot.keys()
    assert ("Alt A", "everybody present") in shown
    typist.press(Key.Key_A, Alt)
    typist.settle()
    rows = saved(session, training)
    assert [(bool(one.values.get("session_1")), bool(one.values.get("session_2"))) for one in rows] == [(True, True)] + [(False, True)] * 4
    assert _asked(typist) == ""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["planned", "without sessions", "with a stage"])
def test_nothing_is_asked_where_nobody_need_be_marked(session: Session, store: Store, training: int, qtbot: QtBot, how: str) -> None:
    fields: dict[str, Any] = {"planned": {"status": "planned"}, "without sessions": {"sessions": ()}, "with a stage": {}}[how]
    _ticked(store, training, 2)
    with store.work("edit", 1) as work:
        work.set("training", {training: fields}) if fields else None
    typist = typist_at(session, qtbot, training, "training")
    lines = NAMES.split("\r\n")
    text = "\r\n".join([f"{lines[0]}\tStage", *(f"{one}\tRegistered" for one in lines[1:])]) if how == "with a stage" else NAMES
    _paste(typist, qtbot, text)
    assert len(saved(session, training)) == 7 and _asked(typist) == ""


def _waiting(store: Store) -> list[int]:
    with store.read() as reading:
        assert [one.id for one in overview(reading, 2024, TODAY).unmarked] == activity_overview.held_mostly_unmarked(reading)
        return activity_overview.held_mostly_unmarked(reading)


def test_a_list_with_more_than_half_unmarked_waits(store: Store, training: int) -> None:
    _ticked(store, training, 3, unticked=3)
    assert _waiting(store) == [], "half is not more than half"
    _ticked(store, training, 0, unticked=1)
    assert _waiting(store) == [training]
    with store.work("edit", 1) as work:
        work.set("training", {training: {"status": "planned"}})
    assert _waiting(store) == []
