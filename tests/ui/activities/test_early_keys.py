"""Keys pressed while another record opens are of that record: none goes into the one before, and none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.people.person_page import PersonPage
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow

Key, Held = Qt.Key, Qt.KeyboardModifier


def _two(store: Store) -> dict[str, int]:
    made = {
        title: adding.add(store, "training", [("title", title), ("start", "2024-11-18"), ("end", "2024-11-20")], today=TODAY).id
        for title in ("First", "Second")
    }
    rows = [RowDraft(None, None, {"name": "Sok Sophea", "sex": "F"})]
    person = people_sheet.save_rows(store, made["First"], rows, TODAY).rows[0].person
    assert person is not None
    return {**made, "person": person}


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=_two) as made:
        made.go(Place(PageName.activity, record=made.ids["First"], kind="training"))
        yield made


def page_of(shown: Window) -> ActivityPage:
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage)
    return page


def press(key: Qt.Key, held: Held = Held.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def type_(text: str) -> None:
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def titles(shown: Window) -> tuple[str, str]:
    with shown.store.read() as reading:
        first, second = (reading.record(shown.ids[one]).value for one in ("First", "Second"))
    return first.title, second.title  # type: ignore[union-attr]


def draft_count(shown: Window) -> int:
    return len(shown.store.drafts.held())


@pytest.mark.parametrize("kind", ["training", None], ids=["kind known", "kind looked up"])
def test_keys_pressed_while_another_record_opens_are_of_that_one(shown: Window, kind: str | None) -> None:
    form = page_of(shown).editing.form
    assert form is not None
    form.go_to_field("title")
    shown.shell.go(Place(PageName.activity, record=shown.ids["Second"], kind=kind))
    type_("The ")
    press(Key.Key_S, Held.ControlModifier)
    assert form.value("title") == "First", "nothing went into the record before"
    shown.settle()
    type_("new ")
    press(Key.Key_S, Held.ControlModifier)
    shown.settle()
    assert titles(shown) == ("First", "The new Second") and draft_count(shown) == 0


def test_keys_after_save_and_next_are_of_the_new_record(shown: Window) -> None:
    page = page_of(shown)
    assert page.editing.form is not None
    page.editing.form.go_to_field("title")
    press(Key.Key_End)
    type_(", changed")
    press(Key.Key_Return, Held.ControlModifier)
    type_("Third")
    press(Key.Key_Tab)
    composed = QInputMethodEvent()
    composed.setCommitString("KH-3")
    QApplication.sendEvent(QApplication.focusWidget(), composed)
    shown.settle()
    assert titles(shown)[0] == "First, changed"
    fields = list(page.editing.form.by_name)
    assert page.editing.record is None and page.editing.title() == "Third"
    assert page.editing.form.value(fields[1]) == "KH-3", "Tab and what was composed waited in their turn"


def test_keys_after_a_save_and_next_that_is_refused_stay_where_the_caret_is(shown: Window) -> None:
    page = page_of(shown)
    form = page.editing.form
    assert form is not None
    form.go_to_field("hours")
    type_("x")
    form.go_to_field("place")
    press(Key.Key_Return, Held.ControlModifier)
    type_("Kep")
    shown.settle()
    type_(", hall")
    assert (form.value("place"), form.value("hours"), page.editing.record) == ("Kep, hall", "x", shown.ids["First"])
    form.go_to_field("hours")
    press(Key.Key_A, Held.ControlModifier)
    type_("6")
    press(Key.Key_S, Held.ControlModifier)
    shown.settle()
    assert page.editing.record == shown.ids["First"], "a later Save does not go on to the next record"


def test_keys_pressed_while_a_new_record_is_saved_for_a_tab_are_of_the_tab(shown: Window) -> None:
    page = page_of(shown)
    shown.go(Place(PageName.activity, kind="training"))
    form = page.editing.form
    assert form is not None
    type_("Fourth")
    form.put("status", "planned")
    QTest.keyClick(shown.window, Key.Key_2, Held.AltModifier)
    type_("Chan Dara")
    press(Key.Key_Return)
    shown.settle()
    assert page.editing.title() == "Fourth"
    rows = page.tabs.people.model.rows  # type: ignore[index]
    assert [one.value("name") for one in rows if one.value("name")] == ["Chan Dara"]


def test_keys_pressed_while_the_form_of_a_person_opens_are_of_that_person(shown: Window) -> None:
    page = shown.shell.page(PageName.person)
    assert isinstance(page, PersonPage)
    shown.go(Place(PageName.person, record=shown.ids["person"]))
    press(Key.Key_E, Held.ControlModifier)
    press(Key.Key_End)
    type_(" K")
    shown.settle()
    type_("im")
    press(Key.Key_S, Held.ControlModifier)
    shown.settle()
    with shown.store.read() as reading:
        person = reading.record(shown.ids["person"]).value
    assert isinstance(person, Person) and person.name == "Sok Sophea Kim"


def test_keys_are_free_again_when_a_save_breaks_down(shown: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    from prossce_desktop.services.records import record_editor

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a mistake of ours")

    page = page_of(shown)
    assert page.editing.form is not None
    page.editing.form.go_to_field("place")
    monkeypatch.setattr(record_editor, "save", fails)
    with qtbot.captureExceptions() as caught:
        press(Key.Key_Return, Held.ControlModifier)
        type_("Kep")
        shown.settle()
    assert len(caught) == 1 and page.editing.form.value("place") == "Kep"
    type_("!")
    assert page.editing.form.value("place") == "Kep!"
