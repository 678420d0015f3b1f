"""Undo on the save bar: what is typed goes first, then what was saved last, and it says what it took back."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history.current_page import ActionPage, standing_at
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.activities.conftest import TODAY, Settle, shown

pytestmark = pytest.mark.slow


def _fair(store: Store) -> int:
    pairs = [("title", "Fair"), ("code", "F1"), ("start", "2024-10-26"), ("end", "2024-10-27"), ("channel", "on_site")]
    return adding.add(store, "career_fair", pairs, today=TODAY).id


def _on(qtbot: QtBot, session: Session, settle: Settle, record: int, tab: TabName) -> ActivityPage:
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=record, kind="career_fair", tab=tab.value))
    settle()
    return page


def _said(session: Session) -> list[str]:
    assert isinstance(session.speaker, RecordingSpeaker)
    return session.speaker.mentioned


def _counts(store: Store, record: int) -> list[object]:
    return [one.fields.get("count") for one in record_editor.open_record(store, "career_fair", record, TODAY).counts]


def test_undo_takes_back_the_head_count_that_was_saved_and_no_older_title(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    record = _fair(store)
    with standing_at(ActionPage("activity", record)):
        record_editor.save(store, "career_fair", record, {"title": "National fair"}, today=TODAY)
    page = _on(qtbot, session, settle, record, TabName.head_count)
    qtbot.keyClicks(page.tabs[TabName.head_count].fields.frames["count"].editor, "100")
    page.save()
    settle()
    assert _counts(store, record) == [100]
    page.undo()
    settle()
    assert _counts(store, record) == []
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "National fair"
    assert _said(session)[-1] == "Undone: New head count, National fair"
    page.undo()
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "Fair"
    assert _said(session)[-1] == "Undone: Changed career fair National fair"


def test_a_head_count_that_is_only_typed_is_taken_back_before_anything_saved(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    record = _fair(store)
    record_editor.save(store, "career_fair", record, {"title": "National fair"}, today=TODAY)
    page = _on(qtbot, session, settle, record, TabName.head_count)
    tab = page.tabs[TabName.head_count]
    qtbot.keyClicks(tab.fields.frames["count"].editor, "100")
    row = [band.token for band in tab.model.bands].index("18_24")
    tab.model.set_cells([(row, 0, "40")])
    page.show_tab(TabName.details)
    page.undo()
    assert (tab.state.cells, tab.state.texts["count"]) == ({}, "100")
    page.undo()
    assert tab.typed() == []
    assert _said(session) == ["Undone (not saved yet): Head count"] * 2
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "National fair"
    assert store.drafts.held() == []


def test_a_number_of_the_funnel_that_is_only_typed_is_taken_back_first(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    record = _fair(store)
    record_editor.save(store, "career_fair", record, {"title": "National fair"}, today=TODAY)
    page = _on(qtbot, session, settle, record, TabName.funnel)
    tab = page.tabs[TabName.funnel]
    tab.model.set_cells([(2, 0, "120")])
    page.undo()
    assert (tab.typed(), tab.model.texts.get("registered", "")) == ({}, "")
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "National fair"


def test_what_a_draft_brought_is_taken_back_before_anything_saved(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    record = _fair(store)
    first = _on(qtbot, session, settle, record, TabName.details)
    form = first.editing.form
    assert form is not None
    form.put("place", "Hall 2")
    first.leave()
    settle()
    assert len(store.drafts.held()) == 1
    page = _on(qtbot, session, settle, record, TabName.details)
    assert page.editing.form is not None
    assert page.editing.form.value("place") == "Hall 2"
    page.undo()
    settle()
    assert not page.editing.form.value("place")
    assert not record_editor.open_record(store, "career_fair", record, TODAY).removed


def test_undo_at_the_employers_leaves_other_records_alone(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    record = _fair(store)
    with standing_at(ActionPage("activity", record)):
        fair_employers.save(store, record, [EmployerRow(None, None, "Angkor Garments", {"hired": "5"})])
    other = adding.add(store, "training", [("title", "Later than the employer")], today=TODAY).id
    page = _on(qtbot, session, settle, record, TabName.employers)
    page.undo()
    settle()
    assert fair_employers.rows(store, record) == []
    with store.read() as reading:
        assert not reading.record(other).removed


def test_ctrl_s_beside_the_people_also_saves_what_was_typed_into_the_form(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    record = _fair(store)
    page = _on(qtbot, session, settle, record, TabName.details)
    assert page.editing.form is not None
    page.editing.form.put("title", "Fair of Kandal")
    page.header.tabs.setCurrentIndex([*TabName].index(TabName.people))
    settle()
    assert page.tab_name() is TabName.people
    page.save()
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "Fair of Kandal"
    assert store.drafts.held() == [] and page.tab_name() is TabName.people


def test_ctrl_enter_beside_the_people_saves_the_form_before_the_next_record_begins(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    record = _fair(store)
    page = _on(qtbot, session, settle, record, TabName.details)
    went: list[Place] = []
    page.go.connect(went.append)
    page.go.connect(page.enter)
    assert page.editing.form is not None
    page.editing.form.put("title", "Fair of Kandal")
    page.header.tabs.setCurrentIndex([*TabName].index(TabName.people))
    settle()
    page.save_and_next()
    settle()
    assert [one.record for one in went] == [None] and page.editing.record is None
    assert page.editing.form.value("title") in (None, "")
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "Fair of Kandal"
    assert store.drafts.held() == []
    page.editing.form.put("title", "The next one")
    page.editing.form.put("start", "2025-03-03")
    page.save()
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).title == "Fair of Kandal"
    assert page.editing.record not in (None, record)


def test_a_word_typed_behind_a_draft_is_taken_back_before_the_draft(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    record = _fair(store)
    page = _on(qtbot, session, settle, record, TabName.details)
    assert page.editing.form is not None
    page.editing.form.put("title", "A long draft")
    page.editing.keep_draft()
    settle()
    page = _on(qtbot, session, settle, record, TabName.details)
    form = page.editing.form
    assert form is not None and form.value("title") == "A long draft"
    form.put("title", "A long draft and")
    form.put("title", "A long draft and more")
    page.undo()
    assert form.value("title") == "A long draft"
    page.undo()
    assert form.value("title") == "Fair"


def test_undo_at_the_employers_takes_one_row_back_and_keeps_the_others(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    record = _fair(store)
    page = _on(qtbot, session, settle, record, TabName.employers)
    tab = page.tabs[TabName.employers]
    tab.model.set_cells([(0, 0, "Angkor Garments"), (0, 1, "x")])
    tab.model.set_cells([(1, 0, "Mekong Logistics"), (1, 1, "y")])
    settle()
    page.undo()
    settle()
    assert [one.row.name for one in tab.model.rows] == ["Angkor Garments"]
    assert "Angkor Garments" in str([one.typed for one in store.drafts.held()]) and "Mekong" not in str([one.typed for one in store.drafts.held()])


def test_save_pressed_twice_makes_one_record(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, kind="training"))
    settle()
    assert page.editing.form is not None
    page.editing.form.put("title", "Once")
    page.editing.form.put("start", "2025-03-03")
    page.save()
    page.save()
    settle()
    page.editing.form.put("title", "Once more")
    page.save()
    settle()
    with store.read() as reading:
        assert [one.value.title for one in reading.records("training")] == ["Once more"]  # type: ignore[attr-defined]


def test_what_is_taken_back_while_it_is_saved_comes_back_by_redo(
    qtbot: QtBot, session: Session, store: Store, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow laptop Ctrl+S, Ctrl+Z, Ctrl+Shift+Z lost the field: the save's answer forgot what Redo brings."""
    page = _on(qtbot, session, settle, _fair(store), TabName.details)
    form, record, goes_on, save = page.editing.form, page.editing.record, threading.Event(), record_editor.save
    assert form is not None and record is not None

    def save_slowly(*given: object, **more: object) -> object:
        goes_on.wait(20)
        return save(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(record_editor, "save", save_slowly)
    qtbot.keyClicks(form.by_name["edition"].editor, "Third")
    page.save()
    page.undo()
    assert form.value("edition") == ""
    goes_on.set()
    settle()
    page.redo()
    page.save()
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).values["edition"] == "Third"


def test_what_is_brought_back_and_taken_back_again_while_it_is_saved_comes_back_by_redo(
    qtbot: QtBot, session: Session, store: Store, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _on(qtbot, session, settle, _fair(store), TabName.details)
    form, goes_on, save = page.editing.form, threading.Event(), record_editor.save
    assert form is not None

    def save_slowly(*given: object, **more: object) -> object:
        goes_on.wait(20)
        return save(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(record_editor, "save", save_slowly)
    qtbot.keyClicks(form.by_name["edition"].editor, "Third")
    qtbot.keyClicks(form.by_name["place"].editor, "Battambang")
    page.undo()
    page.save()
    page.redo()
    page.undo()
    goes_on.set()
    settle()
    page.redo()
    assert (form.value("edition"), form.value("place")) == ("Third", "Battambang")


def test_redo_pressed_while_what_was_taken_back_is_read_again_brings_it_back(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    """Ctrl+Z and at once Ctrl+Shift+Z."""
    record, pressed = _fair(store), list[str]()
    page = _on(qtbot, session, settle, record, TabName.details)
    qtbot.keyClicks(page.editing.form.by_name["place"].editor, "Battambang")  # type: ignore[union-attr]
    page.save()
    settle()
    page.editing.marks.connect(lambda asked: QTimer.singleShot(0, page, page.redo) if asked == "read" and not pressed else None)
    page.editing.marks.connect(pressed.append)
    page.undo()
    settle()
    assert pressed[0] == "read", "what was taken back was read again"
    assert record_editor.open_record(store, "career_fair", record, TODAY).values["place"] == "Battambang"
    assert page.editing.form is not None and page.editing.form.value("place") == "Battambang"


def test_undo_pressed_while_another_record_opens_takes_nothing_of_it_back(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    first = _fair(store)
    second = adding.add(store, "career_fair", [("title", "Other"), ("code", "F2"), ("start", "2024-10-26")], today=TODAY).id
    with standing_at(ActionPage("activity", second)):
        record_editor.save(store, "career_fair", second, {"title": "National fair"}, today=TODAY)
    page = _on(qtbot, session, settle, first, TabName.details)
    page.undo()
    settle()
    page.enter(Place(PageName.activity, record=second, kind="career_fair"))
    assert page.editing.is_loading()
    page.undo()
    settle()
    assert record_editor.open_record(store, "career_fair", second, TODAY).title == "National fair"
