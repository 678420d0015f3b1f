"""A record's page in the whole window: what is asked about, who is counted twice, drafts of lists, and copies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.commands import adding
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.records.record_tabs import TabName
from tests.ui.waiting import DRAFT_MS
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier
QUALIFIED = 3
"""Its row in the funnel."""


def _records(store: Store) -> dict[str, int]:
    fair = [("title", "Fair no 3"), ("code", "F3"), ("start", "2024-11-26"), ("channel", "on_site"), ("registered", "50")]
    training = [("title", "Green skills"), ("code", "T1"), ("start", "2024-11-18"), ("end", "2024-11-19")]
    found = {
        "fair": adding.add(store, "career_fair", fair, today=TODAY).id, "training": adding.add(store, "training", training, today=TODAY).id,
    }  # fmt: skip
    fair_employers.save(store, found["fair"], [EmployerRow(None, None, name, {"hired": "1"}) for name in ("Angkor Garments", "Mekong Hotels")])
    return found


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=_records) as one:
        yield one


def _at(made: Window, which: str, tab: TabName = TabName.details) -> Any:
    kind = "career_fair" if which == "fair" else which
    made.go(Place(PageName.activity, record=made.ids[which], kind=kind, tab=tab.value))
    return made.shell.page(PageName.activity)


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _press(made: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(_focus(), key, held)
    made.settle()


def _wait_for_the_draft(made: Window) -> None:
    made.settle(DRAFT_MS)


def test_the_foot_keeps_saying_that_a_number_of_the_funnel_is_asked_about_until_a_reason_is_given(made: Window) -> None:
    page = _at(made, "fair", TabName.funnel)
    tab = page.tabs[TabName.funnel]
    tab.view.setCurrentIndex(tab.model.index(QUALIFIED, 0))
    QTest.keyClicks(tab.view, "8")
    QTest.keyClicks(tab.view.editor(), "0")
    _press(made, Key.Key_S, Ctrl)
    assert "Not saved. Please check “Qualified”." in page.bar.sentence()
    _wait_for_the_draft(made)
    assert "Not saved. Please check “Qualified”." in page.bar.sentence()
    assert "Unsaved entries typed until" in page.bar.sentence()
    assert _focus() is tab.view and tab.model.field_at(tab.view.currentIndex().row(), 0) == "qualified"
    reason = tab.notes["qualified"].reason
    reason.setFocus()
    QTest.keyClicks(reason, "counted at the door")
    _press(made, Key.Key_Return)
    assert tab.view.hasFocus()
    _wait_for_the_draft(made)
    assert "asked about" not in page.bar.sentence()
    _press(made, Key.Key_S, Ctrl)
    with made.store.read() as reading:
        assert reading.record(made.ids["fair"]).value.qualified == 80


def test_another_number_in_the_funnel_is_an_answer_too(made: Window) -> None:
    page = _at(made, "fair", TabName.funnel)
    tab = page.tabs[TabName.funnel]
    tab.model.set_cells([(QUALIFIED, 0, "80")])
    page.save()
    _wait_for_the_draft(made)
    tab.model.set_cells([(QUALIFIED, 0, "40")])
    _wait_for_the_draft(made)
    assert page.bar.sentence().startswith("Unsaved entries typed until")


def test_the_foot_keeps_saying_that_a_value_of_the_details_is_asked_about(made: Window) -> None:
    page = _at(made, "training")
    hours = page.editing.form.by_name["hours"]
    hours.setFocus()
    QTest.keyClicks(_focus(), "96")
    _press(made, Key.Key_S, Ctrl)
    _wait_for_the_draft(made)
    assert "Not saved. Please check “Hours”." in page.bar.sentence()
    hours.note.reason.setFocus()
    QTest.keyClicks(hours.note.reason, "counted with travel")
    _press(made, Key.Key_Return)
    assert hours.isAncestorOf(_focus())
    _press(made, Key.Key_S, Ctrl)
    with made.store.read() as reading:
        assert reading.record(made.ids["training"]).value.hours == 96


def test_a_value_of_the_details_that_is_asked_about_is_shown_when_a_head_count_is_to_be_saved(made: Window) -> None:
    page = _at(made, "training")
    page.editing.form.put("hours", "96")
    made.settle()
    page.show_tab(TabName.head_count)
    QTest.keyClicks(_focus(), "12")
    _press(made, Key.Key_S, Ctrl)
    _wait_for_the_draft(made)
    assert "Not saved. Please check “Hours”. Press F6 to go there." in page.bar.sentence()
    assert page.tab_name() is TabName.head_count, "what is typed in goes out of sight by a key alone"
    _press(made, Key.Key_F6)
    assert page.tab_name() is TabName.details
    assert page.editing.form.by_name["hours"].isAncestorOf(_focus())


def test_the_tab_keeps_the_number_of_employers_typed_since_when_a_save_is_refused(made: Window) -> None:
    page = _at(made, "fair", TabName.employers)
    told: list[tuple[TabName, object]] = []
    page.tabs[TabName.employers].model.set_cells([(2, 0, "New Firm"), (3, 0, "Other Firm")])
    made.settle()
    page.show_tab(TabName.funnel)
    tab = page.tabs[TabName.funnel]
    set_count = page.head.set_count
    page.head.set_count = lambda name, count: (told.append((name, count)), set_count(name, count))
    tab.model.set_cells([(QUALIFIED, 0, "80")])
    page.save()
    _wait_for_the_draft(made)
    assert {count for name, count in told if name is TabName.employers} == {4}


def test_an_employer_in_two_rows_is_one_employer_everywhere_and_a_note_says_so(made: Window) -> None:
    page = _at(made, "fair", TabName.employers)
    told: list[int] = []
    tab = page.tabs[TabName.employers]
    tab.counted.connect(told.append)
    tab.model.set_cells([(2, 0, "angkor garments"), (2, 4, "7"), (3, 0, ""), (3, 1, "")])
    made.settle()
    check = tab.model.columnCount() - 1
    notes = [tab.model.data(tab.model.index(row, check), Roles.check_text) for row in range(3)]
    assert notes == ["", "", "This organisation is in the list already."]
    assert tab.sums.item(0, 0).text() == "2 employers"
    assert told[-1] == 2
    page.show_tab(TabName.funnel)
    made.settle()
    assert page.tabs[TabName.funnel].model.worked_out.employers["employers"] == 2
    made.go(Place(PageName.activity, record=made.ids["training"], kind="training"))
    assert _at(made, "fair").record.employers == 2


def test_a_draft_of_a_list_is_called_after_its_activity(made: Window) -> None:
    at = dt.datetime(2024, 12, 2, 13, 39, tzinfo=dt.UTC)
    rows = {"rows": [{"participation": None, "person": None, "known": None, "texts": {"phone": "012"}, "at": 0}]}
    made.store.drafts.save(f"people:{made.ids['fair']}", "participation", made.ids["fair"], rows, at)
    made.go(Place(PageName.overview))
    overview: Any = made.shell.page(PageName.overview)
    [item] = [one for one in overview.waiting.items() if one.words == "Unsaved entries"]
    assert item.second == "Fair no 3 > People"
    made.go(Place(PageName.activities))
    activities: Any = made.shell.page(PageName.activities)
    assert " in Fair no 3 > People." in activities.drafts.banner.accessibleName()


def test_one_stays_on_the_head_count_after_saving_it_also_when_one_came_through_a_draft_of_the_list(made: Window) -> None:
    page = _at(made, "training")
    made.go(Place(PageName.overview))
    made.go(Place(PageName.activity, record=made.ids["training"], tab="people"))
    assert page.tab_name() is TabName.people
    _press(made, Key.Key_3, Alt)
    assert page.tab_name() is TabName.head_count
    QTest.keyClicks(_focus(), "12")
    _press(made, Key.Key_S, Ctrl)
    assert page.record.counts
    assert page.tab_name() is TabName.head_count


@pytest.mark.parametrize("tab", [TabName.details, TabName.people])
def test_a_copy_asks_for_its_dates_first_and_is_not_saved_by_itself(made: Window, tab: TabName) -> None:
    page = _at(made, "training", tab)
    page.more.setFocus()
    page.more.duplicate.trigger()
    made.settle()
    assert (page.editing.record, page.tab_name()) == (None, TabName.details)
    assert page.editing.form.by_name["start"].isAncestorOf(_focus())
    assert "Enter its dates" in page.bar.sentence()
