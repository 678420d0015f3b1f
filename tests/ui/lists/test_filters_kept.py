"""Filters and the order of a list stay over leaving the page and over a restart, in sight, and one key takes them all away."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.list_page import ListPage
from tests.ui.lists.conftest import PAGES, Open

Key, Shift, Ctrl = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]
FILTERS = {
    PageName.activities: ("province", "KH-2", 7), PageName.people: ("sex", "male", 67), PageName.organisations: ("country", "VN", 0),
}  # fmt: skip
"""A chip, what is chosen in it, and how many rows that leaves (conftest.py)."""


def _take(page: ListPage, name: str, token: str, settle: Settle) -> None:
    chip = page.frame.filters[name]
    chip.choose(token, on=True)  # type: ignore[union-attr]
    settle()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_a_filter_comes_back_after_a_restart_in_sight_and_one_key_clears_it(opened: Open, settle: Settle, name: PageName) -> None:
    page = opened(name)
    chip, token, left = FILTERS[name]
    whole = page.model.rowCount()
    assert not page.frame.clear_all.isVisible()
    _take(page, chip, token, settle)
    page.search.set_value("searched for")
    page.leave()
    settle()
    again = opened(name)
    assert (again.model.rowCount(), again.search.text()) == (left, ""), "what was searched for is not kept"
    assert again.frame.filters[chip].is_on() and again.frame.clear_all.isVisible()
    QTest.keyClick(again.view if left else again.search, Key.Key_F, Ctrl | Shift)
    settle()
    assert (again.model.rowCount(), again.frame.clear_all.isVisible(), again.frame.filters[chip].is_on()) == (whole, False, False)
    again.leave()
    settle()
    assert opened(name).model.rowCount() == whole


@pytest.mark.slow
def test_a_filtered_list_says_that_it_is_one(opened: Open, settle: Settle) -> None:
    people = opened(PageName.people)
    _take(people, "sex", "male", settle)
    assert people.frame.header.scope.text() == "67 people match the filters"
    assert people.frame.filter_words() == ("Sex: Man",)
    activities = opened(PageName.activities)
    _take(activities, "province", "KH-2", settle)
    assert activities.foot.words().startswith("7 of 8 activities")  # type: ignore[attr-defined]
    activities.frame.clear_all.click()
    settle()
    assert activities.foot.words().startswith("8 activities")  # type: ignore[attr-defined]


def test_a_filter_that_is_not_offered_any_more_is_in_sight_too(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    _take(page, "province", "KH-17", settle)
    chip = page.frame.filters["province"]
    assert page.model.rowCount() == 0 and chip.is_on() and chip.words() == "Siem Reap"
    assert page.frame.clear_all.isVisible()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "key"), [(PageName.activities, "title"), (PageName.people, "province"), (PageName.organisations, "fairs")])
def test_the_order_comes_back_after_a_restart(opened: Open, settle: Settle, name: PageName, key: str) -> None:
    page = opened(name)
    section = next(at for at, one in enumerate(page.model.columns) if one.key == key)
    page.sort_by(section)
    page.sort_by(section)
    settle()
    order, ids = page.order(), [row.id for _at, row in page.model.held_rows()]
    page.leave()
    settle()
    again = opened(name)
    assert again.order() == order and [row.id for _at, row in again.model.held_rows()] == ids
    assert again.view.header.isSortIndicatorShown() and again.view.header.sortIndicatorSection() == section


def test_a_place_that_names_a_year_shows_that_year_alone(opened: Open, settle: Settle) -> None:
    page = opened(PageName.activities)
    _take(page, "province", "KH-2", settle)
    page.enter(Place(PageName.activities, year=2024))
    settle()
    assert page.model.rowCount() == 1 and not page.frame.filters["province"].is_on() and page.frame.clear_all.isVisible()
    page.view.columns.hide("status")
    page.leave()
    settle()
    again = opened(PageName.activities)
    assert [name for name, chip in again.frame.filters.items() if chip.is_on()] == ["province"], "what an officer chose is kept, not where the window went"
