"""A record that is saved while it is read: whichever is first, each head count is there once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.records.record_editor import CountTyped, Saved, SaveRefused
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.draft_content import counts_in, draft_of
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.activities.conftest import TODAY, Settle, shown

pytestmark = pytest.mark.slow

CTRL = Qt.KeyboardModifier.ControlModifier


def _fair(store: Store) -> int:
    pairs = [("title", "Fair"), ("start", "2024-10-26"), ("end", "2024-10-27"), ("channel", "on_site")]
    return adding.add(store, "career_fair", pairs, today=TODAY).id


def _cells(store: Store, record: int) -> list[object]:
    counts = record_editor.open_record(store, "career_fair", record, TODAY).counts
    return [cell for one in counts for cell in one.fields["cells"]]  # type: ignore[attr-defined]


def test_save_pressed_just_before_the_news_are_read_leaves_one_head_count(
    session: Session, qtbot: QtBot, store: Store, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, is_shown, save = _fair(store), threading.Event(), record_editor.save
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=record, kind="career_fair", tab=TabName.head_count.value))
    settle()
    page.tabs[TabName.head_count].view.setFocus()

    def type_(text: str) -> None:
        for letter in text:
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    def save_and_answer_last(*given: object, **more: object) -> Saved | SaveRefused:
        done = save(*given, **more)  # type: ignore[arg-type]
        is_shown.wait(1)  # never, as it is read again behind the save
        return done

    type_("40")
    page.editing.keep_draft()
    settle()
    done = save(store, "career_fair", record, {"notes": "By another"}, today=TODAY)
    assert isinstance(done, Saved)
    monkeypatch.setattr(record_editor, "save", save_and_answer_last)
    page.editing.opened.connect(lambda _found: is_shown.set())
    session.tell(done.change)  # the record is read again once what is typed is kept, and before that it is saved
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)
    settle()
    type_("7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)
    settle()
    assert isinstance(session.speaker, RecordingSpeaker) and session.speaker.asked == []
    assert _cells(store, record) == ["female/under_15/no:40", "female/under_15/yes:7"]
    assert store.drafts.held() == [] and page.bar.sentence().startswith("Saved at")


@pytest.mark.parametrize("behind", [1, 2, 3, 4])
def test_a_draft_and_its_record_are_read_as_they_stood_at_one_moment(store: Store, behind: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`behind` which of the looks into the base it is saved."""
    record, count, read, looks = _fair(store), CountTyped(None, {"count": "40"}), Store.read, iter(range(1, 100))
    store.drafts.save("typed", "career_fair", record, draft_of({}, [count], [], {}, "Fair"), dt.datetime.now(dt.UTC))

    @contextmanager
    def read_then_save(self: Store) -> Iterator[Reading]:
        with read(self) as reading:
            yield reading
        if next(looks) == behind:
            record_editor.save(store, "career_fair", record, {}, [count], today=TODAY, draft="typed")

    monkeypatch.setattr(Store, "read", read_then_save)
    found = record_editor.open_record(store, "career_fair", record, TODAY, "typed")
    drafted = counts_in(found.draft.typed) if found.draft is not None else []
    assert len(found.counts) + len(drafted) == 1


@pytest.mark.parametrize("more", ["", "7"])
def test_a_record_left_while_it_is_saved_keeps_only_what_was_typed_since(
    session: Session, qtbot: QtBot, store: Store, settle: Settle, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    record, other, is_left, save = _fair(store), _fair(store), threading.Event(), record_editor.save
    page = ActivityPage(session)
    shown(qtbot, page)
    here = Place(PageName.activity, record=record, kind="career_fair", tab=TabName.head_count.value)
    page.enter(here)
    settle()
    page.tabs[TabName.head_count].view.setFocus()

    def save_slowly(*given: object, **over: object) -> Saved | SaveRefused:
        is_left.wait(20)
        return save(*given, **over)  # type: ignore[arg-type]

    def type_(text: str) -> None:
        for letter in text:
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)

    type_("40")
    monkeypatch.setattr(record_editor, "save", save_slowly)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, CTRL)
    type_(more)
    page.enter(Place(PageName.activity, record=other, kind="career_fair"))
    is_left.set()
    settle()
    assert len(store.drafts.held()) == len(more)
    page.enter(here)
    settle()
    assert [sorted(one.cells.values()) for one in page.tabs[TabName.head_count].states] == [sorted([40, *map(int, more)])]
    assert _cells(store, record) == ["female/under_15/no:40"]


def test_a_save_that_waits_for_the_reading_leaves_the_cell_open_that_is_typed_in_by_then(
    session: Session, qtbot: QtBot, store: Store, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = threading.Event(), record_editor.open_record

    def read_later(*given: object, **more: object) -> record_editor.OpenedRecord:
        go_on.wait(20)
        return read(*given, **more)  # type: ignore[arg-type]

    record = adding.add(store, "training", [("title", "Course"), ("start", "2024-11-18"), ("end", "2024-11-20")], today=TODAY).id
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=record, kind="training"))
    settle()
    assert page.editing.form is not None
    page.editing.form.by_name["sessions"].editor.setFocus()

    def type_(text: str) -> None:
        for letter in text:
            qtbot.keyClicks(QApplication.focusWidget(), letter)

    def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, held)

    type_("18/11/2024")
    press(Qt.Key.Key_Tab)
    type_("6")
    press(Qt.Key.Key_Return)
    done = record_editor.save(store, "training", record, {"notes": "By another"}, today=TODAY)
    assert isinstance(done, Saved)
    monkeypatch.setattr(record_editor, "open_record", read_later)
    session.tell(done.change)
    qtbot.waitUntil(page.editing.is_loading)
    press(Qt.Key.Key_S, CTRL)
    type_("20/1")
    go_on.set()
    settle()
    assert page.bar.sentence().startswith("Saved at") and page.editing.form.by_name["sessions"].editor.is_typed_in()
    type_("1/2024")
    press(Qt.Key.Key_Tab)
    type_("2")
    press(Qt.Key.Key_S, CTRL)
    settle()
    stored = record_editor.open_record(store, "training", record, TODAY).values["sessions"]
    assert [(str(one["date"]), one["hours"]) for one in stored] == [("2024-11-18", 6), ("2024-11-20", 2)]  # type: ignore[union-attr]
