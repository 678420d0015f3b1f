"""The list of activities, what begins a record, and drafts that are offered again."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.lists.activity_columns import COLUMNS
from prossce_desktop.ui.activities.activities_page import ActivitiesPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import TODAY, Settle, shown

AT = {one.key: at for at, one in enumerate(COLUMNS)}


def _page(qtbot: QtBot, session: Session, settle: Settle) -> ActivitiesPage:
    page = ActivitiesPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activities))
    settle()
    return page


def _titles(page: ActivitiesPage) -> list[object]:
    return [page.model.index(row, AT["title"]).data() for row in range(page.model.rowCount())]


def test_newest_first_with_the_count_its_basis_and_a_status_past_its_date(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    adding.add(store, "career_fair", [("title", "Fair"), ("start", "2024-10-26"), ("count", "41422")], today=TODAY)
    adding.add(store, "training", [("title", "Late"), ("start", "2025-02-01"), ("status", "planned")], today=TODAY)
    page = _page(qtbot, session, settle)
    assert _titles(page) == ["Late", "Fair"]
    cells = [[page.model.index(row, at).data() for at in (AT["count"], AT["basis"], AT["status"])] for row in (0, 1)]
    assert cells == [["–", "", "Past date"], ["41,422", "persons", "Held"]]
    assert page.foot.words() == "2 activities 1 held, 1 with a past date"


def test_search_as_one_types_and_what_is_said_when_nothing_fits(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    adding.add(store, "career_fair", [("title", "Fair of Kandal"), ("start", "2024-10-26")], today=TODAY)
    adding.add(store, "training", [("title", "Training"), ("start", "2025-02-01")], today=TODAY)
    page = _page(qtbot, session, settle)
    qtbot.keyClicks(page.search, "kandal")
    settle()
    assert _titles(page) == ["Fair of Kandal"]
    page.chips["year"].choose("2025", on=True)
    settle()
    assert page.nothing.sentence.text() == "No activity in 2025 matches “kandal”"
    assert page.nothing.explained.text() == "1 from another year matches."
    page.nothing.pressed.emit(0)
    settle()
    assert _titles(page) == ["Fair of Kandal"]


def test_the_keys_under_an_empty_list_can_be_pressed(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    page = _page(qtbot, session, settle)
    whole = page.foot.words()
    page.search.set_value("nothing is called so")
    page.ask()
    settle()
    assert page.foot.clear.isVisible() and page.foot.words() != whole
    page.foot.clear.click()
    settle()
    assert page.search.text() == "" and page.foot.words() == whole
    page.foot.new.click()
    assert page.menu.isVisible()
    page.menu.close()


def test_programmes_results_and_stories_are_found_by_the_kind_chip(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    adding.add(store, "programme", [("title", "Four-tiered PES training")], today=TODAY)
    page = _page(qtbot, session, settle)
    assert page.below.currentWidget() is page.empty
    page.chips["kind"].choose("programme", on=True)
    settle()
    assert _titles(page) == ["Four-tiered PES training"]
    gone: list[Place] = []
    page.go.connect(gone.append)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert [one.kind for one in gone] == ["programme"]


def test_the_record_stays_chosen_when_rows_come_above_it(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    adding.add(store, "training", [("title", "First"), ("start", "2024-10-26")], today=TODAY)
    adding.add(store, "training", [("title", "Second"), ("start", "2025-02-01")], today=TODAY)
    page = _page(qtbot, session, settle)
    page.view.setCurrentIndex(page.model.index(1, 0))
    adding.add(store, "training", [("title", "Newest"), ("start", "2025-02-03")], today=TODAY)
    page.ask()
    settle()
    assert _titles(page) == ["Newest", "Second", "First"] and page.view.currentIndex().row() == 2
    page.search.set_value("second")
    page.ask()
    settle()
    assert page.view.currentIndex().row() == 0, "the record is not there any more: the nearest row"


def test_new_is_one_letter_for_the_kind(qtbot: QtBot, session: Session, settle: Settle) -> None:
    page = _page(qtbot, session, settle)
    gone: list[Place] = []
    page.go.connect(gone.append)
    page.open_new()
    qtbot.keyClick(page.menu, Qt.Key.Key_F)
    assert gone == [Place(PageName.activity, kind="career_fair")]


def test_letters_that_reach_the_closed_menu_are_typed_in_the_page(qtbot: QtBot, session: Session, settle: Settle) -> None:
    """The window system brings them there: the r of a title that was typed at once made an institutional result of a training."""
    page = _page(qtbot, session, settle)
    gone: list[Place] = []
    page.go.connect(gone.append)
    page.open_new()
    qtbot.keyClick(page.menu, Qt.Key.Key_T)
    page.search.setFocus()
    QApplication.sendEvent(page.menu, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "r"))
    assert [place.kind for place in gone] == ["training"]
    assert page.search.value() == "r"


def test_drafts_are_offered_in_one_sentence(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    at = dt.datetime(2025, 3, 10, 9, 40, tzinfo=dt.UTC)
    store.drafts.save("new:training:a", "training", None, {"title": "Half", "fields": {"title": "Half"}}, at)
    page = _page(qtbot, session, settle)
    assert "Half (Training)" in page.drafts.banner.accessibleName()
    gone: list[Place] = []
    page.go.connect(gone.append)
    page.drafts.open()
    assert gone == [Place(PageName.activity, kind="training", draft="new:training:a")]
    page.drafts.put_off()
    page.drafts.look()
    settle()
    assert page.drafts.isHidden()
