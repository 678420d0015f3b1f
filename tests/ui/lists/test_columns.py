"""Columns are chosen, moved and sized, and come back as they were left: on this laptop, for this officer, after a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from prossce_desktop.app import Store
from prossce_desktop.services.lists import list_layout
from prossce_desktop.services.lists.list_layout import ListLayout
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.columns_dialog import ColumnsDialog
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.session import Session
from tests.ui.lists.conftest import PAGES, Open

Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier
Settle = Callable[[], None]


def _shown(page: ListPage) -> list[str]:
    """Keys of the columns in sight, from the left."""
    return [one.key for one in page.view.columns.places() if one.head and not page.view.isColumnHidden(_at(page, one.key))]


def _at(page: ListPage, key: str) -> int:
    return next(at for at, one in enumerate(page.model.columns) if one.key == key)


def _choose(page: ListPage) -> ColumnsDialog:
    QTest.keyClick(page.view, Key.Key_C, Alt)
    [dialog] = [one for one in page.findChildren(ColumnsDialog) if one.isVisible()]
    return dialog


def _keep(page: ListPage, settle: Settle) -> None:
    """As when the page is left."""
    page.leave()
    settle()


@pytest.mark.slow
def test_columns_are_ticked_and_moved_by_keys_and_come_back_after_a_restart(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    first = _shown(page)
    assert first == ["name", "sex", "born", "phone", "province", "activities", "last"]
    dialog = _choose(page)
    rows = dialog.list
    for _ in range(3):
        QTest.keyClick(rows, Key.Key_Down)
    QTest.keyClick(rows, Key.Key_Space)  # phone goes
    for _ in range(6):
        QTest.keyClick(rows, Key.Key_Down)
    QTest.keyClick(rows, Key.Key_Space)  # e-mail comes
    for _ in range(8):
        QTest.keyClick(rows, Key.Key_Up, Alt)
    QTest.keyClick(rows, Key.Key_Return)
    wanted = ["name", "email", "sex", "born", "province", "activities", "last"]
    assert _shown(page) == wanted
    assert [one.key for one in page.frame.chosen().columns] == wanted
    _keep(page, settle)
    again = opened(PageName.people)
    assert _shown(again) == wanted
    QTest.keyClick(again.view, Key.Key_C, Alt)
    dialog = next(one for one in again.findChildren(ColumnsDialog) if one.isVisible())
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.list, Key.Key_Return)
    assert _shown(again) == first
    _keep(again, settle)
    assert _shown(opened(PageName.people)) == first


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_escape_changes_nothing_and_the_name_cannot_be_taken_away(opened: Open, name: PageName) -> None:
    page = opened(name)
    before = _shown(page)
    dialog = _choose(page)
    QTest.keyClick(dialog.list, Key.Key_Space)
    QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Space)
    QTest.keyClick(dialog.list, Key.Key_Escape)
    assert _shown(page) == before
    dialog = _choose(page)
    for _ in range(len(page.model.columns)):
        if dialog.model.offered[dialog.list.currentIndex().row()].on:
            QTest.keyClick(dialog.list, Key.Key_Space)
        QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Return)
    assert _shown(page) == before[:1]


def test_a_heading_is_dragged_to_another_place_and_an_edge_to_another_width(opened: Open, settle: Settle) -> None:
    page = opened(PageName.organisations)
    header = page.view.header

    def middle(key: str) -> QPoint:
        at = _at(page, key)
        return QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) // 2, header.height() // 2)

    start, end = middle("hired"), middle("branch")
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(header.viewport(), start + (end - start) * step / 10 - QPoint(30, 0))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=end - QPoint(30, 0))
    moved = _shown(page)
    assert moved.index("hired") < moved.index("country")
    edge = header.sectionViewportPosition(_at(page, "type")) + header.sectionSize(_at(page, "type")) - 1
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, 10))
    for step in range(1, 7):
        QTest.mouseMove(header.viewport(), QPoint(edge + 10 * step, 10))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge + 60, 10))
    width = page.view.columnWidth(_at(page, "type"))
    assert width >= 220
    _keep(page, settle)
    again = opened(PageName.organisations)
    assert (_shown(again), again.view.columnWidth(_at(again, "type"))) == (moved, width)
    theme().set_text_size(150)
    assert again.view.columnWidth(_at(again, "type")) == pytest.approx(width * 1.5, abs=2)


def test_what_somebody_chose_is_kept_in_a_narrow_window_which_is_then_moved_sideways(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people, width=640)
    assert "last" not in _shown(page), "at first, columns give way"
    dialog = _choose(page)
    for _ in range(9):
        QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Space)
    QTest.keyClick(dialog.list, Key.Key_Return)
    assert {"email", "last", "phone", "province"} <= set(_shown(page))
    settle()
    assert page.view.horizontalScrollBar().maximum() > 0
    assert page.view.columnWidth(0) >= theme().px(220)


def test_another_officer_finds_the_list_as_it_comes(opened: Open, settle: Settle, filled: Store, session: Session) -> None:
    page = opened(PageName.organisations)
    page.view.columns.hide("branch")
    _keep(page, settle)
    first = filled.identity
    filled._base.identity = replace(first, officer="Chea Vanna", officer_id="other")
    try:
        assert "branch" in _shown(opened(PageName.organisations))
        page.enter(Place(PageName.organisations))
        settle()
        assert "branch" in _shown(page), "the page that stands already is the other officer's now"
    finally:
        filled._base.identity = first
    assert "branch" not in _shown(opened(PageName.organisations))


@pytest.mark.parametrize("broken", ["", "{", "[1, 2]", '{"widths": {"name": "wide"}}', '{"shown": 7}', '{"filters": []}'])
def test_a_setting_that_cannot_be_read_is_none(filled: Store, broken: str) -> None:
    filled.settings.write(f"list.broken.{filled.identity.officer_id}", broken)
    assert list_layout.read(filled, "broken", filled.identity.officer_id) == ListLayout()


def test_no_column_is_cut_beside_free_space(opened: Open, settle: Settle, filled: Store) -> None:
    page = opened(PageName.people)
    page.frame.view.columns.choose({"name", "province", "email"}, [one.key for one in page.model.columns])
    page.view.columns.measure()
    worn = theme()
    words = width_of("Battambang", worn.font("body"))
    assert page.view.columnWidth(_at(page, "province")) >= words + 20
    theme().set_text_size(150)
    assert page.view.columnWidth(_at(page, "province")) >= width_of("Battambang", worn.font("body")) + 20
