"""Ctrl+Z in the real window takes back what was done on the page in sight, says what it was, and leaves every other page alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
CtrlShift = Ctrl | Qt.KeyboardModifier.ShiftModifier


def _records(store: Store) -> dict[str, int]:
    ids = {}
    for title in ("Sewing", "Welding"):
        ids[title] = adding.add(store, "training", [("title", title), ("code", title), ("start", "2024-11-18")], today=TODAY).id
    rows = [RowDraft(None, None, {"name": name, "phone": f"01244790{at}"}) for at, name in enumerate(("Sok Sophea", "Chan Dara", "Kim Ly"))]
    people_sheet.save_rows(store, ids["Sewing"], rows, TODAY)
    return ids


def _press(made: Window, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or made.window, key, held)
    made.settle()


def _grid(made: Window, title: str) -> PeopleTab:
    made.go(Place(PageName.activity, record=made.ids[title], kind="training", tab="people"))
    tab = made.shell.page(PageName.activity).tabs.people  # type: ignore[attr-defined]
    assert isinstance(tab, PeopleTab)
    tab.view.setFocus()
    return tab


def _rename(made: Window, old: str, new: str) -> None:
    made.go(Place(PageName.activity, record=made.ids[old], kind="training", tab="details"))
    page = made.shell.page(PageName.activity)
    page.editing.form.put("title", new)  # type: ignore[attr-defined]
    page.save()  # type: ignore[attr-defined]
    made.settle()


def _title(made: Window, record: str) -> str:
    with made.store.read() as reading:
        value = reading.record(made.ids[record]).value
    assert isinstance(value, Training)
    return value.title


def _people(made: Window) -> list[tuple[str | None, str | None]]:
    with made.store.read() as reading:
        people = [one.value for one in reading.records("person") if not one.removed]
    return [(one.name, one.phone) for one in people if isinstance(one, Person)]


def _said(made: Window) -> str:
    return made.speaker.mentioned[-1]


def test_a_name_deleted_in_the_grid_comes_back_and_the_title_of_another_record_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        _rename(made, "Welding", "Welding 2")
        grid = _grid(made, "Sewing")
        grid.view.go_to(1, 0)
        _press(made, Key.Key_Delete)
        assert grid.model.row_at(1).text("name") == ""
        _press(made, Key.Key_Z, Ctrl)
        assert grid.model.row_at(1).text("name") == "Chan Dara" and not grid.model.row_at(1).dirty
        assert len(grid.view.selectedIndexes()) == 1, "the next Delete empties one cell"
        assert _said(made) == "Undone (not saved yet): Name, row 2"
        _press(made, Key.Key_Z, Ctrl)
        assert _title(made, "Welding") == "Welding 2", "it was changed on its own page"
        assert _said(made).startswith("Nothing was undone. The last change was made elsewhere: ") and len(_people(made)) == 3
        assert made.shell.place.tab == "history", "made on the command line: the history tells more"


@pytest.mark.parametrize("leaves", [False, True])
def test_redo_that_still_waits_is_dropped_when_its_page_is_left(qtbot: QtBot, tmp_path: Path, leaves: bool) -> None:
    """Ctrl+Z, Ctrl+Shift+Z and Ctrl+1 before what was taken back was read again: nothing changes out of sight."""
    with window(tmp_path, qtbot, records=_records) as made:
        _rename(made, "Sewing", "Sewing 2")
        page = made.shell.page(PageName.activity)
        pressed: list[str] = []

        def press() -> None:
            QTest.keyClick(QApplication.focusWidget(), Key.Key_Z, CtrlShift)
            if leaves:
                QTest.keyClick(QApplication.focusWidget(), Key.Key_1, Ctrl)

        page.editing.marks.connect(lambda asked: QTimer.singleShot(0, page, press) if asked == "read" and not pressed else None)  # type: ignore[attr-defined]
        page.editing.marks.connect(pressed.append)  # type: ignore[attr-defined]
        _press(made, Key.Key_Z, Ctrl)
        assert pressed[0] == "read" and (made.shell.place.page is PageName.overview) is leaves
        assert _title(made, "Sewing") == ("Sewing" if leaves else "Sewing 2")


def test_several_cells_of_saved_people_are_emptied_and_come_back_by_one_key(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        grid = _grid(made, "Sewing")
        before, column = _people(made), grid.model.column_of("phone")
        assert column is not None
        grid.view.go_to(0, column)
        for _ in range(2):
            QTest.keyClick(grid.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        _press(made, Key.Key_Delete)
        assert [phone for _name, phone in _people(made)] == [None] * 3
        assert len(made.store.undo.history(limit=1)[0].changes) == 0 and made.store.undo.history(limit=1)[0].records == 3
        _press(made, Key.Key_Z, Ctrl)
        assert _people(made) == before and _said(made).startswith("Undone: ")
        _press(made, Key.Key_Z, CtrlShift)
        assert [phone for _name, phone in _people(made)] == [None] * 3 and _said(made).startswith("Redone: ")


def test_emptying_the_names_of_several_saved_people_asks_once_and_one_key_brings_them_back(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        grid = _grid(made, "Sewing")
        grid.view.go_to(0, 0)
        for _ in range(2):
            QTest.keyClick(grid.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        _press(made, Key.Key_Delete)
        assert made.speaker.asked == ["Delete the names of 3 saved people?"]
        assert [row.text("name") for row in grid.model.rows] == ["Sok Sophea", "Chan Dara", "Kim Ly"], "Esc is no"
        made.speaker.will_answer("Delete the names")
        _press(made, Key.Key_Delete)
        assert [row.text("name") for row in grid.model.rows] == ["", "", ""] and len(made.speaker.asked) == 2
        _press(made, Key.Key_Z, Ctrl)
        assert [row.text("name") for row in grid.model.rows] == ["Sok Sophea", "Chan Dara", "Kim Ly"]
        assert len(_people(made)) == 3 and _said(made) == "Undone (not saved yet): 3 cells"
        _press(made, Key.Key_Z, CtrlShift)
        assert [row.text("name") for row in grid.model.rows] == ["", "", ""]


def test_what_is_typed_in_an_open_field_of_the_form_is_taken_back_by_the_keys(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        _rename(made, "Sewing", "Sewing 2")
        form = made.shell.page(PageName.activity).editing.form  # type: ignore[attr-defined]
        form.go_to_field("title")
        QTest.keyClicks(QApplication.focusWidget(), " and more")
        _press(made, Key.Key_Z, Ctrl)
        assert form.value("title") == "Sewing 2" and _said(made) == "Undone (not saved yet): Title"
        _press(made, Key.Key_Z, Ctrl)
        assert _title(made, "Sewing") == "Sewing" and _said(made) == "Undone: Changed training Sewing 2"
        _press(made, Key.Key_Z, CtrlShift)
        assert _title(made, "Sewing") == "Sewing 2"
        _press(made, Key.Key_Z, CtrlShift)
        assert "and more" in form.value("title"), "what was typed comes back after the step"


def test_a_record_that_was_removed_comes_back_from_the_list_to_which_the_window_went(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        made.go(Place(PageName.activity, record=made.ids["Welding"], kind="training"))
        made.shell.page(PageName.activity).acts.remove()  # type: ignore[attr-defined]
        made.settle()
        assert made.shell.place.page is PageName.activities
        _press(made, Key.Key_Z, Ctrl)
        with made.store.read() as reading:
            assert not reading.record(made.ids["Welding"]).removed


def test_a_step_that_touches_many_records_is_taken_back_only_after_a_question(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        grid = _grid(made, "Welding")
        text = "Name\tSex\n" + "\n".join(f"Sok Dara{chr(97 + at)}\tF" for at in range(26))
        grid.paster.look(text, 0, 0, asked=True)
        made.settle()
        QTest.keyClick(grid.paster.panel.choices[0], Key.Key_Return)
        made.settle()
        assert len(_people(made)) == 29
        grid.view.setFocus()
        _press(made, Key.Key_Z, Ctrl)
        assert len(_people(made)) == 29 and made.speaker.asked[-1].startswith("Undo “")
        made.speaker.will_answer("Undo")
        _press(made, Key.Key_Z, Ctrl)
        assert len(_people(made)) == 3
