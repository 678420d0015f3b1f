"""What is typed and not saved can be given up: asked once, with what goes; and what could not be understood outlives its row's removal."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.activities_page import ActivitiesPage
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def _records(store: Store) -> dict[str, int]:
    ids = {}
    for title in ("Sewing", "Welding"):
        ids[title] = adding.add(store, "training", [("title", title), ("code", title), ("start", "2024-11-18")], today=TODAY).id
    rows = [RowDraft(None, None, {"name": name, "sex": "male"}) for name in ("Sok Sophea", "Chan Dara")]
    people_sheet.save_rows(store, ids["Sewing"], rows, TODAY)
    return ids


def _page(made: Window, title: str, tab: str = "details") -> ActivityPage:
    made.go(Place(PageName.activity, record=made.ids[title], kind="training", tab=tab))
    page = made.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage)
    return page


def _grid(made: Window, title: str) -> PeopleTab:
    tab = _page(made, title, "people").tabs.people  # type: ignore[index]
    assert isinstance(tab, PeopleTab)
    return tab


def _typed_title(made: Window) -> ActivityPage:
    page = _page(made, "Sewing")
    assert page.editing.form is not None
    page.editing.form.put("title", "Sewing for beginners")
    page.editing.form.put("place", "Hall 2")
    page.editing.keep_draft()
    made.settle()
    return page


def test_a_draft_is_given_up_in_the_more_menu_and_the_page_shows_what_is_stored(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        page = _typed_title(made)
        page.more.discard.trigger()
        made.settle()
        assert made.speaker.asked == ["Discard the unsaved entries in “Sewing for beginners”?"]
        assert len(made.store.drafts.held()) == 1, "Esc is no"
        made.speaker.will_answer("Discard")
        page.more.discard.trigger()
        made.settle()
        assert page.editing.form is not None
        assert (page.editing.form.value("title"), page.editing.form.value("place")) == ("Sewing", "")
        made.go(Place(PageName.overview))
        assert made.store.drafts.held() == [], "leaving the page keeps nothing"


def test_the_banner_gives_a_draft_up_and_says_what_goes(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        _typed_title(made)
        made.go(Place(PageName.activities))
        page = made.shell.page(PageName.activities)
        assert isinstance(page, ActivitiesPage)
        assert page.drafts.isVisible() and page.drafts.drafts[0].goes == "What you typed will be deleted: Title, Place"
        made.speaker.will_answer("Discard")
        page.drafts.discard.click()
        made.settle()
        assert made.store.drafts.held() == [] and page.drafts.isHidden()
        again = _page(made, "Sewing")
        assert again.editing.form is not None and again.editing.form.value("title") == "Sewing"


def test_rows_of_people_that_are_not_saved_are_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        grid = _grid(made, "Sewing")
        phone = grid.model.column_of("phone")
        assert phone is not None
        grid.view.write([(0, phone, "no phone"), (2, phone, "012447906")])
        made.settle()
        made.speaker.will_answer("Discard")
        made.shell.page(PageName.activity).more.discard.trigger()  # type: ignore[attr-defined]
        made.settle()
        assert [row.text("phone") for row in grid.model.rows] == ["", ""] and made.store.drafts.held() == []


def test_a_row_that_was_never_saved_is_discarded_by_its_key_and_comes_back_by_undo(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        grid = _grid(made, "Sewing")
        phone = grid.model.column_of("phone")
        assert phone is not None
        grid.view.write([(2, phone, "012447906")])
        grid.view.go_to(2, phone)
        QTest.keyClick(grid.view, Key.Key_Minus, Ctrl)
        made.settle()
        assert len(grid.model.rows) == 2 and made.speaker.mentioned[-1] == "Discarded: 1 row that was not saved"
        QTest.keyClick(grid.view, Key.Key_Z, Ctrl)
        made.settle()
        assert [row.text("phone") for row in grid.model.rows][2:] == ["012 447 906"] or grid.model.rows[2].text("phone") == "012447906"


def test_what_could_not_be_understood_outlives_the_removal_of_its_row_and_leaving_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        grid = _grid(made, "Sewing")
        phone = grid.model.column_of("phone")
        assert phone is not None
        grid.view.write([(1, phone, "ask her brother")])
        grid.view.go_to(1, 0)
        QTest.keyClick(grid.view, Key.Key_Minus, Ctrl)
        made.settle()
        assert len(grid.model.rows) == 1
        _grid(made, "Welding")
        made.go(Place(PageName.activities))
        page = made.shell.page(PageName.activities)
        assert isinstance(page, ActivitiesPage) and page.drafts.isHidden(), "nothing of it waits for anybody"
        grid = _grid(made, "Sewing")
        assert len(grid.model.rows) == 1
        QTest.keyClick(grid.view, Key.Key_Z, Ctrl)
        made.settle()
        assert [row.text("phone") for row in grid.model.rows] == ["", "ask her brother"]
