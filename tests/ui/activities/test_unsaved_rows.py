"""Totals and "Saved" leave out what is not saved, and say so, by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.commands import adding
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.activities.fair.employers_tab import EmployersTab
from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import TODAY, Settle, shown

Tab, Return = Qt.Key.Key_Tab, Qt.Key.Key_Return


def _on(qtbot: QtBot, session: Session, store: Store, settle: Settle, tab: TabName) -> ActivityPage:
    fair = adding.add(store, "career_fair", [("title", "Fair"), ("start", "2025-03-01")], today=TODAY).id
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=fair, kind="career_fair", tab=tab.value))
    settle()
    page.tabs.rows(tab).view.setFocus()
    return page


def _type(qtbot: QtBot, tab: EmployersTab | PeopleTab, *cells: str) -> None:
    """Cells with Tab between them and Enter at the end; an empty one is passed over."""
    for at, text in enumerate(cells):
        if text:
            qtbot.keyClicks(tab.view, text[0])
            qtbot.keyClicks(tab.view.editor(), text[1:])
        qtbot.keyClick(tab.view.editor() or tab.view, Return if at == len(cells) - 1 else Tab)


@pytest.mark.slow
def test_employers_that_cannot_be_saved_are_in_no_total_and_saved_is_not_said_of_them(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    page = _on(qtbot, session, store, settle, TabName.employers)
    tab = page.tabs[TabName.employers]
    assert isinstance(tab, EmployersTab)
    _type(qtbot, tab, "Angkor Garments", "40")
    settle()
    assert page.bar.sentence().startswith("Saved at ")
    _type(qtbot, tab, "Mekong Hotels", "-30")
    _type(qtbot, tab, "New Firm", "20")
    settle()
    sums = [tab.sums.item(0, column).text() for column in range(3)]
    assert sums == ["2 employers", "60", ""]  # 40 + 20; the hotel's -30 is in no base and in no sum
    assert page.bar.sentence() == "1 row is not saved yet: please correct it."
    assert len(fair_employers.rows(store, tab.activity or 0)) == 2
    tab.view.setCurrentIndex(tab.model.index(1, 1))
    _type(qtbot, tab, "30")
    tab.view.setCurrentIndex(tab.model.index(3, 0))
    settle()
    assert tab.sums.item(0, 1).text() == "90" and page.bar.sentence().startswith("Saved at ")
    assert len(fair_employers.rows(store, tab.activity or 0)) == 3


@pytest.mark.slow
def test_the_foot_of_the_list_says_how_many_rows_are_not_saved(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    tab = _on(qtbot, session, store, settle, TabName.people).tabs[TabName.people]
    assert isinstance(tab, PeopleTab)
    tab.view.go_to(0, 0)
    _type(qtbot, tab, "Sok Dara", "", "f")
    settle()
    qtbot.waitUntil(lambda: tab.foot.words().startswith("All changes saved at "), timeout=5_000)
    assert len(tab.foot.words()) == len("All changes saved at 13:09.")
    for _row in range(2):
        tab.view.go_to(tab.model.rowCount() - 1, 2)
        _type(qtbot, tab, "m")
    settle()
    qtbot.waitUntil(lambda: tab.foot.words() == "2 rows are not saved yet: please correct them.", timeout=5_000)
    assert (tab.counted.listed, tab.counted.men) == (1, 0)
    tab.view.go_to(1, 0)
    _type(qtbot, tab, "Chea Mony")
    settle()
    qtbot.waitUntil(lambda: tab.foot.words() == "1 row is not saved yet: please correct it.", timeout=5_000)


@pytest.mark.slow
def test_a_value_that_nobody_can_read_is_told_as_not_saved(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    tab = _on(qtbot, session, store, settle, TabName.people).tabs[TabName.people]
    assert isinstance(tab, PeopleTab)
    tab.view.go_to(0, 0)
    _type(qtbot, tab, "Sok Dara", "", "f", "31/13")
    settle()
    qtbot.waitUntil(lambda: tab.foot.words() == "1 value is not saved: it is marked in red.", timeout=5_000)
    assert tab.model.verdict_of(tab.model.rows[0]) == "“31/13” is not a date. Write it like 18/11/1990"
