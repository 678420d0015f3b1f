"""What is typed into a grid of a record is what is stored, at whatever speed, whatever else happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base import keyboard_focus
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.activities.conftest import TODAY, Settle, shown
from tests.ui.waiting import at_rest

pytestmark = pytest.mark.slow

Key = Qt.Key


class Keys:
    """Keys for whatever has the focus, with pauses between them."""

    def __init__(self, page: ActivityPage) -> None:
        self.page = page

    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None and self.page.isAncestorOf(found)
        return found

    def type(self, text: str, after: int = 0) -> None:
        """Letters; `after` the first of them so many milliseconds pass."""
        for at, letter in enumerate(text):
            QTest.keyClicks(self.focus(), letter)
            if at == 0 and after:
                self.rest(after)

    def rest(self, ms: int) -> None:
        """So long no key comes: what runs has answered, and what waits no longer is due."""
        at_rest(self.page.session.jobs, due_ms=ms)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.focus(), key, held)


Opens = Callable[[int, str, TabName], Keys]


@pytest.fixture
def opens(qtbot: QtBot, session: Session, settle: Settle) -> Opens:
    """A record's page, with the keys in one of its tabs."""

    def open_at(record: int, kind: str, tab: TabName) -> Keys:
        page = ActivityPage(session)
        shown(qtbot, page)
        qtbot.waitUntil(page.isActiveWindow)
        page.enter(Place(PageName.activity, record=record, kind=kind, tab=tab.value))
        settle()
        return Keys(page)

    return open_at


def _fair(store: Store, *, channel: str = "on_site") -> int:
    pairs = [("title", "Fair"), ("code", "F1"), ("start", "2024-10-26"), ("end", "2024-10-27"), ("channel", channel)]
    return adding.add(store, "career_fair", pairs, today=TODAY).id


def _training(store: Store) -> int:
    return adding.add(store, "training", [("title", "Green skills"), ("code", "T1"), ("start", "2024-11-18"), ("end", "2024-11-19")], today=TODAY).id


def _values(store: Store, kind: str, record: int) -> dict[str, object]:
    return dict(record_editor.open_record(store, kind, record, TODAY).values)


@pytest.mark.parametrize("pause", [50, 150, 170, 650, 1000, 1300])
def test_a_number_of_the_funnel_is_stored_as_typed_whatever_pause_comes_after_its_first_digit(
    store: Store, opens: Opens, settle: Settle, pause: int
) -> None:
    record = _fair(store)
    keys = opens(record, "career_fair", TabName.funnel)
    keys.type("51")
    keys.press(Key.Key_Down)
    keys.rest(pause)
    keys.type("6711", after=pause)
    keys.press(Key.Key_Down)
    keys.type("6111", after=50)
    keys.press(Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    settle()
    values = _values(store, "career_fair", record)
    assert (values["employers"], values["vacancies"], values["registered"]) == (51, 6711, 6111)


@pytest.mark.parametrize("pause", [50, 170, 1000, 1300])
def test_sessions_are_stored_as_typed_whatever_pause_comes_between_the_letters(
    store: Store, opens: Opens, settle: Settle, pause: int
) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.details)
    assert keys.page.editing.form is not None
    keys.page.editing.form.by_name["sessions"].editor.view.setFocus()  # type: ignore[attr-defined]
    for day, hours in (("18/11/2024", "6"), ("19/11/2024", "5.5")):
        keys.type(day, after=pause)
        keys.press(Key.Key_Tab)
        keys.rest(pause)
        keys.type(hours, after=pause)
        keys.press(Key.Key_Return)
    keys.press(Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    settle()
    found = [(str(one["date"]), one["hours"]) for one in _values(store, "training", record)["sessions"]]  # type: ignore[attr-defined]
    assert found == [("2024-11-18", 6.0), ("2024-11-19", 5.5)]


def _said(session: Session) -> list[str]:
    assert isinstance(session.speaker, RecordingSpeaker)
    return session.speaker.mentioned


def test_news_for_the_cell_that_is_typed_in_waits_until_it_is_left_and_both_values_are_said(
    store: Store, session: Session, opens: Opens, settle: Settle
) -> None:
    record = _fair(store)
    keys = opens(record, "career_fair", TabName.funnel)
    keys.type("5")
    editor = keys.focus()
    done = record_editor.save(store, "career_fair", record, {"employers": "47", "vacancies": "700"}, today=TODAY)
    assert isinstance(done, record_editor.Saved)
    session.tell(done.change)
    settle()
    tab = keys.page.tabs[TabName.funnel]
    assert keys.focus() is editor and tab.view.editor() is editor and editor.text() == "5"  # type: ignore[attr-defined]
    assert tab.model.index(1, 0).data() == "700"
    keys.type("1")
    keys.press(Key.Key_Down)
    assert _said(session) == ["Employers, On site: you typed “51”. “47” was saved while you were working. Your text is kept."]
    keys.press(Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    settle()
    values = _values(store, "career_fair", record)
    assert (values["employers"], values["vacancies"]) == (51, 700)


def test_a_cell_that_was_only_opened_gives_way_to_what_was_saved_meanwhile(
    store: Store, session: Session, opens: Opens, settle: Settle
) -> None:
    record = _fair(store)
    keys = opens(record, "career_fair", TabName.funnel)
    keys.press(Key.Key_F2)
    done = record_editor.save(store, "career_fair", record, {"employers": "47"}, today=TODAY)
    assert isinstance(done, record_editor.Saved)
    session.tell(done.change)
    settle()
    keys.press(Key.Key_Down)
    assert keys.page.tabs[TabName.funnel].model.index(0, 0).data() == "47"
    assert _said(session) == []


def test_employers_that_come_while_one_is_typed_wait_until_the_cell_is_left(
    store: Store, session: Session, opens: Opens, settle: Settle
) -> None:
    record = _fair(store)
    keys = opens(record, "career_fair", TabName.employers)
    keys.type("Mekong Ho")
    session.tell(fair_employers.save(store, record, [EmployerRow(None, None, "Angkor Garments", {"hired": "1"})]).change)
    settle()
    keys.type("tels")
    keys.press(Key.Key_Tab)
    keys.type("12")
    keys.press(Key.Key_Return)
    settle()
    found = [(one.name, one.numbers) for one in fair_employers.rows(store, record)]
    assert sorted(found) == [("Angkor Garments", {"hired": "1"}), ("Mekong Hotels", {"posts_local": "12"})]
    tab = keys.page.tabs[TabName.employers]
    assert sorted(one.row.name for one in tab.model.rows) == ["Angkor Garments", "Mekong Hotels"]


def test_people_who_come_while_one_is_typed_wait_until_the_cell_is_left(
    store: Store, session: Session, opens: Opens, settle: Settle
) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.people)
    keys.type("Sok So")
    session.tell(people_sheet.save_rows(store, record, [RowDraft(None, None, {"name": "Chan Dara", "sex": "M"})], TODAY).change)
    settle()
    tab = keys.page.tabs[TabName.people]
    assert tab.view.is_editing() and tab.model.rowCount() == 1
    keys.type("phea")
    keys.press(Key.Key_Tab, Key.Key_Tab)
    keys.type("f")
    keys.press(Key.Key_Return)
    settle()
    with store.read() as reading:
        rows = [(one.values["name"], one.values["sex"]) for one in people_sheet.sheet(reading, record, TODAY)]
    assert sorted(rows) == [("Chan Dara", "male"), ("Sok Sophea", "female")]
    assert sorted(row.text("name") for row in tab.model.rows) == ["Chan Dara", "Sok Sophea"]


def test_what_is_typed_before_the_rows_are_there_goes_into_them(store: Store, session: Session, qtbot: QtBot, settle: Settle) -> None:
    record = _fair(store)
    fair_employers.save(store, record, [EmployerRow(None, None, "Angkor Garments", {"hired": "1"})])
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=record, kind="career_fair"))
    settle()
    keys = Keys(page)
    page.show_tab(TabName.employers)
    keys.type("Mekong")
    keys.press(Key.Key_Tab)
    keys.type("12")
    settle()
    keys.press(Key.Key_Return)
    settle()
    assert [(one.name, one.numbers) for one in fair_employers.rows(store, record)] == [
        ("Angkor Garments", {"hired": "1"}), ("Mekong", {"posts_local": "12"}),
    ]  # fmt: skip


def test_a_cell_of_the_head_count_that_is_no_number_stops_save_and_is_not_lost(
    store: Store, session: Session, opens: Opens, settle: Settle
) -> None:
    record = _fair(store)
    keys = opens(record, "career_fair", TabName.head_count)
    tab = keys.page.tabs[TabName.head_count]
    tab.view.setFocus()
    keys.type("4o")
    keys.press(Key.Key_Return)
    keys.type("12")
    keys.press(Key.Key_S, held=Qt.KeyboardModifier.ControlModifier)
    settle()
    assert record_editor.open_record(store, "career_fair", record, TODAY).counts == ()
    assert tab.note.sentence() == "“4o” is not a whole number."
    keys.page.leave()
    settle()
    again = opens(record, "career_fair", TabName.head_count).page.tabs[TabName.head_count]
    assert list(again.model.state.wrong.values()) == ["4o"]
    assert again.model.index(1, 0).data() == "12"


SAVE = (Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_what_is_typed_into_a_form_while_it_is_saved_stands_and_is_saved_next(store: Store, opens: Opens, settle: Settle) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.details)
    form = keys.page.editing.form
    assert form is not None
    form.by_name["title"].setFocus()
    keys.press(Key.Key_End)
    keys.type(" in ")
    keys.press(SAVE[0], held=SAVE[1])
    keys.type("Takeo")
    settle()
    keys.type(" 2024")
    assert form.value("title") == "Green skills in Takeo 2024"
    assert keys.page.editing.typed() == {"title": "Green skills in Takeo 2024"}
    keys.press(SAVE[0], held=SAVE[1])
    settle()
    assert _values(store, "training", record)["title"] == "Green skills in Takeo 2024"


def test_save_pressed_while_it_saves_saves_what_was_typed_since(store: Store, opens: Opens, settle: Settle) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.details)
    assert keys.page.editing.form is not None
    keys.page.editing.form.by_name["title"].setFocus()
    keys.press(Key.Key_End)
    for text in (" in", " Takeo"):
        keys.type(text)
        keys.press(SAVE[0], held=SAVE[1])
    settle()
    assert _values(store, "training", record)["title"] == "Green skills in Takeo"


def test_numbers_typed_beside_the_form_while_it_is_saved_stand(store: Store, opens: Opens, settle: Settle) -> None:
    record = _fair(store)
    keys = opens(record, "career_fair", TabName.head_count)
    counts = keys.page.tabs[TabName.head_count]
    keys.page.tabs[TabName.funnel]
    counts.fields.frames["count"].setFocus()
    keys.type("1200")
    keys.press(SAVE[0], held=SAVE[1])
    keys.type("5")
    counts.view.setFocus()
    keys.type("40")
    keys.press(Key.Key_Return)
    keys.page.show_tab(TabName.funnel)
    keys.type("51")
    keys.press(Key.Key_Return)
    settle()
    assert [one.texts.get("count") for one in counts.states] == ["12005"]
    keys.press(SAVE[0], held=SAVE[1])
    settle()
    found = record_editor.open_record(store, "career_fair", record, TODAY)
    assert found.values["employers"] == 51
    [count] = found.counts
    assert count.fields["count"] == 12005 and len(count.fields["cells"]) == 1  # type: ignore[arg-type]


def test_a_field_that_is_typed_in_keeps_its_text_and_says_what_was_saved_meanwhile(
    store: Store, session: Session, opens: Opens, settle: Settle
) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.details)
    form = keys.page.editing.form
    assert form is not None
    form.by_name["title"].setFocus()
    keys.press(Key.Key_End)
    keys.type(" 2024")
    done = record_editor.save(store, "training", record, {"title": "Blue skills", "notes": "By another"}, today=TODAY)
    assert isinstance(done, record_editor.Saved)
    session.tell(done.change)
    settle()
    keys.type(", Takeo")
    frame = form.by_name["title"]
    assert form.value("title") == "Green skills 2024, Takeo" and form.value("notes") == "By another"
    assert frame.note.sentence() == "“Blue skills” was saved while you were working. Your text is not saved yet."
    frame.note.cured.emit()
    assert form.value("title") == "Blue skills" and keys.page.editing.typed() == {}


def test_a_session_that_is_typed_while_the_training_is_saved_is_not_lost(store: Store, opens: Opens, settle: Settle) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.details)
    assert keys.page.editing.form is not None
    keys.page.editing.form.by_name["sessions"].editor.view.setFocus()  # type: ignore[attr-defined]
    keys.type("18/11/2024")
    keys.press(Key.Key_Tab)
    keys.type("6")
    keys.press(SAVE[0], held=SAVE[1])
    keys.press(Key.Key_Down)
    keys.type("5")
    settle()
    keys.type(".5")
    keys.press(SAVE[0], held=SAVE[1])
    settle()
    assert [one["hours"] for one in _values(store, "training", record)["sessions"]] == [6.0, 5.5]  # type: ignore[attr-defined]


def test_a_save_that_is_refused_leaves_the_keys_to_whoever_types_on(store: Store, opens: Opens, settle: Settle) -> None:
    record = _training(store)
    keys = opens(record, "training", TabName.details)
    form = keys.page.editing.form
    assert form is not None
    form.by_name["hours"].setFocus()
    keys.type("x")
    form.by_name["place"].setFocus()
    keys.type("Si")
    keys.press(SAVE[0], held=SAVE[1])
    keys.type("em")
    settle()
    keys.type(" Reap")
    assert (form.value("place"), form.value("hours")) == ("Siem Reap", "x")
    keys.press(SAVE[0], held=SAVE[1])
    settle()
    keys.type(", KH")
    assert (form.value("place"), form.value("hours")) == ("Siem Reap, KH", "x"), "the answer was there before the next letter"
    assert "Press F6 to go there." in keys.page.bar.sentence()
    keyboard_focus.go_there(keys.page)
    assert form.by_name["hours"].isAncestorOf(keys.focus())
