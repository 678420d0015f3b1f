"""One field of all the rows that are chosen, by real keys in the real lists: said before, one step, and undone by one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from unittest.mock import patch

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history.current_page import ActionPage, stand_at
from prossce_desktop.services.list_actions import bulk_edit as many
from prossce_desktop.system import progress
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.bulk_edit_dialog import BulkEditDialog
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.lists.conftest import TODAY, Open
from tests.ui.typing.fields import regional_office

pytestmark = pytest.mark.slow

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    """Three trainings held, one planned, one whose province is another country's; 25 people."""
    store = app.create(str(tmp_path / "ws"), country="KH", office="Office KH", officer="Sok Chantha", unlock=app.Plain())
    for n, more in enumerate(([], [], [], [("status", "planned"), ("start", "2025-09-01")], [("held_in", "VN"), ("province", "VN-HN")])):
        given = [("title", f"Training {n}"), *([("start", f"2025-02-0{n + 1}")] if ("status", "planned") not in more else []), *more]
        adding.add(store, "training", given, today=TODAY)
    for n in range(25):
        adding.add(store, "person", [("name", f"Person {n:02}")], today=TODAY)
    yield store
    store.close()


@pytest.fixture
def session(qapp: QApplication, filled: Store) -> Iterator[Session]:
    jobs = Jobs()
    yield Session(filled, jobs, RecordingSpeaker(), lambda: TODAY)
    jobs.close()


def dialog_of(page: ListPage, settle: Settle) -> BulkEditDialog:
    """F2 in the list."""
    QTest.keyClick(page.view, Key.Key_F2)
    settle()
    [found] = page.window().findChildren(BulkEditDialog)
    return found


def choose(dialog: BulkEditDialog, key: str, value: object, settle: Settle) -> None:
    """A field and a value, as somebody chooses them."""
    assert dialog.rows is not None
    dialog.field.activated.emit(1 + [one.key for one in dialog.rows.fields].index(key))
    settle()
    assert dialog.value is not None
    dialog.value.set_value(value)
    dialog.value.edited.emit()
    settle()


def values(store: Store, kind: str, name: str) -> list[str]:
    with store.read() as reading:
        return [str(getattr(one.value, name)) for one in reading.records(kind)]


def test_what_is_there_and_what_comes_is_said_and_one_undo_takes_all_back(opened: Open, settle: Settle, session: Session, filled: Store) -> None:
    page = opened(PageName.activities)
    stand_at(ActionPage(PageName.activities.value))
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    settle()
    dialog = dialog_of(page, settle)
    assert dialog.title.text() == "Edit one field of 5 records"
    choose(dialog, "status", "cancelled", settle)
    assert dialog.now.text() == "Now: 4 Held, 1 Planned"
    assert dialog.outcome.text() == "4 Held, 1 Planned → Cancelled. 5 records will change." and dialog.change.words() == "Change 5 records"
    assert dialog.left.isHidden() and dialog.leave.isHidden() and dialog.reason_frame.isHidden()
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    settle()
    assert values(filled, "training", "status") == ["cancelled"] * 5
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker) and speaker.mentioned[-1] == "5 records changed: Status"
    page.view.setFocus()
    QTest.keyClick(page.view, Key.Key_Z, Ctrl)
    settle()
    assert sorted(values(filled, "training", "status")) == ["held"] * 4 + ["planned"]
    assert speaker.mentioned[-1] == "Undone: 5 activities: Status changed" and speaker.asked == []


def test_what_would_become_wrong_is_named_and_left_only_by_choice(opened: Open, settle: Settle, filled: Store) -> None:
    page = opened(PageName.activities)
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    settle()
    dialog = dialog_of(page, settle)
    choose(dialog, "province", "KH-3", settle)
    assert "1 record will not be changed: Training 4." in dialog.left.text() and dialog.leave.isVisible()
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.isVisible() and dialog.complaint.isVisible() and set(values(filled, "training", "province")) == {"None", "VN-HN"}
    QTest.keyClick(dialog.leave, Key.Key_Space)
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    settle()
    assert values(filled, "training", "province") == ["KH-3"] * 4 + ["VN-HN"]


def test_more_than_twenty_are_asked_about_before_undo_takes_them_back(opened: Open, settle: Settle, session: Session, filled: Store) -> None:
    page = opened(PageName.people)
    stand_at(ActionPage(PageName.people.value))
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    settle()
    dialog = dialog_of(page, settle)
    choose(dialog, "nationality", "KH", settle)
    assert dialog.outcome.text() == "25 not recorded → Cambodia. 25 records will change."
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    settle()
    assert values(filled, "person", "nationality") == ["KH"] * 25
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    speaker.will_answer("Undo")
    page.view.setFocus()
    QTest.keyClick(page.view, Key.Key_Z, Ctrl)
    settle()
    assert len(speaker.asked) == 1 and values(filled, "person", "nationality") == ["None"] * 25


def test_a_field_is_emptied_only_where_that_is_ticked(opened: Open, settle: Settle, filled: Store) -> None:
    page = opened(PageName.activities)
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    settle()
    dialog = dialog_of(page, settle)
    choose(dialog, "held_in", "", settle)
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.complaint.text() == "Choose a field and a value first." and "VN" in values(filled, "training", "held_in")
    QTest.keyClick(dialog.emptied, Key.Key_Space)
    settle()
    assert "→ not recorded" in dialog.outcome.text() or "will not be changed" in dialog.left.text()


def test_escape_closes_it_and_nothing_is_changed(opened: Open, settle: Settle, filled: Store) -> None:
    page = opened(PageName.activities)
    dialog = dialog_of(page, settle)
    assert dialog.title.text() == "Edit one field of 1 record"
    choose(dialog, "pillar", "2", settle)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible() and set(values(filled, "training", "pillar")) == {"None"}


def test_closed_before_its_answers_come_it_is_gone_and_nothing_breaks(opened: Open, settle: Settle) -> None:
    page = opened(PageName.activities)
    dialog = dialog_of(page, settle)
    assert dialog.rows is not None
    dialog.field.activated.emit(1 + [one.key for one in dialog.rows.fields].index("programme"))
    assert dialog.value is not None
    dialog.value.editor.offers_wanted.emit("x")  # type: ignore[attr-defined]
    QTest.keyClick(dialog, Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    assert page.window().findChildren(BulkEditDialog) == []


def test_what_may_change_together_is_offered_as_the_form_offers_it(opened: Open, settle: Settle, qtbot: QtBot) -> None:
    page = opened(PageName.activities)
    dialog = dialog_of(page, settle)
    offered = [dialog.field.itemText(at) for at in range(dialog.field.count())]
    assert offered[:3] == ["Choose a field", "Status", "Pillar"] and "Title" not in offered and "Notes" not in offered


def test_the_regional_office_is_asked_once_why_and_the_country_reads_it(qtbot: QtBot, tmp_path: Path) -> None:
    with regional_office(qtbot, tmp_path) as scene:
        assert scene.shown is not None
        store = scene.session.store
        page = scene.page(Place(PageName.activities))
        page.view.setFocus()
        QTest.keyClick(page.view, Key.Key_A, Ctrl)
        dialog = dialog_of(page, scene.shown.settle)
        choose(dialog, "pillar", "2", scene.shown.settle)
        scene.shown.settle()
        assert dialog.reason_frame.isVisible()
        QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
        scene.shown.settle()
        assert dialog.complaint.text() == "Give a reason. The country office will read it beside the change." and values(store, "training", "pillar") == ["None"]
        QTest.keyClicks(dialog.reason, "As the report says")
        QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
        scene.shown.settle()
        assert values(store, "training", "pillar") == ["2"] and values(store, "query", "text") == ["As the report says"]


def test_escape_while_it_changes_stops_it_with_nothing_changed_and_what_came_too_late_is_said(
    opened: Open, settle: Settle, qtbot: QtBot, session: Session, filled: Store
) -> None:
    page = opened(PageName.people)
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    settle()
    dialog = dialog_of(page, settle)
    choose(dialog, "nationality", "KH", settle)
    whole, is_late = many.change, [False]

    def slowly(*given: object) -> object:
        step = given[5]
        for _ in range(200):
            sleep(0.01)
            if not is_late[0]:
                step(1, 2)  # type: ignore[operator]
        return whole(*given)  # type: ignore[arg-type]

    with patch.object(many, "change", slowly):
        for late in (False, True):
            is_late[0] = late
            QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(dialog.making.isVisible)
            assert not dialog.field.isEnabled()
            with patch.object(progress.Progress, "cancel", (lambda _self: None) if late else progress.Progress.cancel):
                QTest.keyClick(dialog, Key.Key_Escape)
            assert dialog.isVisible()
            settle()
            if not late:
                assert set(values(filled, "person", "nationality")) == {"None"} and dialog.isVisible() and dialog.field.isEnabled()
    assert set(values(filled, "person", "nationality")) == {"KH"}
    assert isinstance(session.speaker, RecordingSpeaker) and session.speaker.mentioned[-1] == "25 records changed: Nationality"
