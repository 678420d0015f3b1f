"""Everything that can be done with rows and columns stands in a menu with its key, and the keys work without it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.columns_dialog import ColumnsDialog
from prossce_desktop.ui.lists.row_actions import ACTIONS
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.lists.conftest import PAGES, TODAY, Open

Key, Shift, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Settle = Callable[[], None]
OWN = {
    PageName.activities: {"Open\tEnter", "History\tCtrl+H", "Remove\tDel", "Columns…\tAlt+C"},
    PageName.people: {"Open\tEnter", "History\tCtrl+H", "Columns…\tAlt+C"},
    PageName.organisations: {"Open\tEnter", "History\tCtrl+H", "Columns…\tAlt+C"},
}  # fmt: skip


def _entries(menu: QMenu) -> set[str]:
    return {one.text() for one in menu.actions() if not one.isSeparator()}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
@pytest.mark.parametrize("key", [(Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Key.Key_F10, Shift)], ids=["Menu", "Shift+F10"])
def test_the_menu_key_opens_the_menu_of_the_row_with_the_keys(opened: Open, name: PageName, key: tuple[Key, Qt.KeyboardModifier]) -> None:
    page = opened(name)
    QTest.keyClick(page.view, *key)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert _entries(menu) >= OWN[name]
    assert menu.pos().y() > page.mapToGlobal(QPoint(0, 0)).y()
    menu.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_what_is_for_one_row_is_not_offered_for_three_and_its_key_says_so(opened: Open, session: Session, name: PageName) -> None:
    page = opened(name)
    for _ in range(2):
        QTest.keyClick(page.view, Key.Key_Down, Shift)
    entries = _entries(page.frame.menu_of_rows())
    assert "Open\tEnter" not in entries and "History\tCtrl+H" not in entries and "Columns…\tAlt+C" in entries
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    QTest.keyClick(page.view, Key.Key_H, Ctrl)
    assert speaker.mentioned == ["Choose one row to see its history."]


def test_every_key_is_for_one_thing_and_every_entry_of_a_list_has_one() -> None:
    for kind in ("activity", "person", "organisation"):
        strokes = [one.stroke.words if one.stroke else "" for one in ACTIONS if kind in one.kinds]
        assert all(strokes) and len(set(strokes)) == len(strokes), kind


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), [(PageName.activities, PageName.activity), (PageName.people, PageName.person), (PageName.organisations, PageName.organisation)])
def test_history_and_open_go_to_the_record_by_key_and_by_menu(opened: Open, name: PageName, kind: PageName) -> None:
    page = opened(name)
    gone: list[Place] = []
    page.go.connect(gone.append)
    QTest.keyClick(page.view, Key.Key_Down)
    record = page.model.held(1).id
    QTest.keyClick(page.view, Key.Key_H, Ctrl)
    by_words = {one.text(): one for one in page.frame.menu_of_rows().actions()}
    by_words["History\tCtrl+H"].trigger()
    by_words["Open\tEnter"].trigger()
    assert [(one.page, one.record, one.tab) for one in gone] == [(kind, record, "history")] * 2 + [(kind, record, None)]


@pytest.mark.slow
def test_history_of_a_person_is_in_sight_in_a_low_window(qtbot: QtBot, session: Session, opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    person = PersonPage(session)
    qtbot.addWidget(person)
    person.resize(700, 420)
    person.show()
    for tab, seen in ((None, False), ("history", True)):
        person.enter(Place(PageName.person, record=page.model.held(0).id, tab=tab))
        settle()
        assert person.history.visibleRegion().isEmpty() is not seen


def test_remove_asks_once_is_one_step_and_comes_back(opened: Open, settle: Settle, session: Session, filled: Store) -> None:
    page = opened(PageName.activities)
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    before = page.model.rowCount()
    QTest.keyClick(page.view, Key.Key_Down, Shift)
    QTest.keyClick(page.view, Key.Key_Down, Shift)
    speaker.will_answer("Cancel", "Remove")
    QTest.keyClick(page.view, Key.Key_Delete)
    settle()
    assert (page.model.rowCount(), speaker.asked) == (before, ["Remove 3 records?"])
    QTest.keyClick(page.view, Key.Key_Delete)
    settle()
    assert (page.model.rowCount(), page.view.choice.is_empty(), speaker.mentioned[-1]) == (before - 3, True, "3 records removed")
    step = filled.undo.last_undoable()
    assert step is not None
    filled.undo.undo(step)
    page.ask()
    settle()
    assert page.model.rowCount() == before


def test_people_on_two_removed_lists_go_and_come_back_together(filled: Store) -> None:
    from prossce_desktop.services.people import people_sheet
    from prossce_desktop.services.people.people_sheet import RowDraft
    from prossce_desktop.services.records import record_editor

    both = [adding.add(filled, "training", [("title", title), ("start", "2025-02-20")], today=TODAY).id for title in ("One", "Two")]
    [row] = people_sheet.save_rows(filled, both[0], [RowDraft(None, None, {"name": "Only Here", "sex": "f"})], TODAY).rows
    people_sheet.save_rows(filled, both[1], [RowDraft(None, row.person, {"name": "Only Here"})], TODAY)
    change = record_editor.remove(filled, *both)
    with filled.read() as reading:
        assert reading.record(row.person or 0).removed
    assert change.step is not None
    filled.undo.undo(change.step)
    with filled.read() as reading:
        assert not reading.record(row.person or 0).removed
    record_editor.remove(filled, *both)


def test_a_heading_has_a_menu_of_its_own(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    section = next(at for at, one in enumerate(page.model.columns) if one.key == "province")
    entries = {one.text(): one for one in page.frame.menu_of_heading(section).actions()}
    assert set(entries) >= {
        "Sort A–Z, 0–9", "Sort Z–A, 9–0", "Sort by time of entry", "Fit column width", "Hide this column", "Columns…\tAlt+C",
    }  # fmt: skip
    assert "Reset columns" not in entries, "nothing is otherwise yet"
    entries["Hide this column"].trigger()
    assert page.view.isColumnHidden(section)
    back = {one.text(): one for one in page.frame.menu_of_heading(0).actions()}
    assert "Hide this column" not in back, "the name always stands there"
    back["Reset columns"].trigger()
    assert not page.view.isColumnHidden(section)
    back["Sort by time of entry"].trigger()
    settle()
    assert page.model.held(0).name == "Person 000" and not page.view.header.isSortIndicatorShown()


def test_the_columns_are_chosen_by_keys_from_anywhere_on_the_page(opened: Open) -> None:
    page = opened(PageName.people)
    page.search.setFocus()
    QTest.keyClick(page.search, Key.Key_C, Alt)
    [dialog] = page.findChildren(ColumnsDialog)
    assert dialog.isVisible() and dialog.windowTitle() == "Columns of People"
    dialog.reject()
