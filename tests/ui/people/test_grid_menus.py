"""The people of an activity: columns chosen, moved and kept, rows for what is done with a list, and menus with their keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.activities.people_grid.grid_view import CHECK_LEAST
from prossce_desktop.ui.lists.columns_dialog import ColumnsDialog
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.session import Session
from tests.ui.people.typist import TODAY, Alt, Ctrl, Key, Shift, Typist, typist_at

LATIN = ("Chan Dara Sovannarith", "Touch Sopheap", "Heng Sovann")
"""Three who are nobody's doubles, so that Check has nothing to say."""


@pytest.fixture
def three(store: Store, training: int) -> list[int]:
    """Three people on the list of a training with sessions."""
    rows = [
        RowDraft(None, None, {"name": name, "latin_name": latin, "sex": "f", "province": "Battambang"})
        for name, latin in zip(("ចាន់ ដារ៉ា", "ទូច សុភាព", "ហេង សុវណ្ណ"), LATIN, strict=True)
    ]  # fmt: skip
    return [one.participation or 0 for one in people_sheet.save_rows(store, training, rows, TODAY).rows]


@pytest.fixture
def typist(session: Session, qtbot: QtBot, training: int, three: list[int]) -> Typist:
    return typist_at(session, qtbot, training, "training")


def _entries(menu: QMenu) -> dict[str, object]:
    return {one.text(): one for one in menu.actions() if not one.isSeparator()}


def _keys(typist: Typist) -> list[str]:
    return [one.key for one in typist.tab.model.columns]


def test_the_menu_of_a_cell_names_every_key_and_presses_it(typist: Typist) -> None:
    typist.go(0, "phone")
    QTest.keyClick(typist.view, Key.Key_F10, Shift)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries = _entries(menu)
    assert set(entries) >= {
        "Copy\tCtrl+C", "Cut\tCtrl+X", "Paste\tCtrl+V", "Fill down\tCtrl+D", "Open the person\tCtrl+O", "Remove the row\tCtrl+-",
        "Export to Excel…\tCtrl+E", "Print…\tCtrl+P", "Columns…\tAlt+C",
    }  # fmt: skip
    menu.close()
    QGuiApplication.clipboard().setText("012884310")
    entries = _entries(typist.tab.menus.of_rows())
    entries["Paste\tCtrl+V"].trigger()  # type: ignore[attr-defined]
    assert typist.text(0, "phone") == "012 884 310"
    typist.go(1, "phone")
    entries = _entries(typist.tab.menus.of_rows())
    entries["Fill down\tCtrl+D"].trigger()  # type: ignore[attr-defined]
    assert typist.text(1, "phone") == "012 884 310"


def test_two_selected_rows_are_two_chosen_people_with_the_columns_in_sight(typist: Typist, three: list[int]) -> None:
    typist.go(0, "name")
    typist.press(Key.Key_Down, Shift)
    chosen = typist.tab.menus.chosen()
    assert (chosen.kind, chosen.ids, chosen.count, chosen.activity) == ("participation", tuple(three[:2]), 2, typist.tab.activity)
    assert chosen.chosen and chosen.is_personal
    assert [one.key for one in chosen.columns] == [key for key in _keys(typist) if key != "check"]
    latin = next(one for one in chosen.columns if one.key == "latin_name")
    assert [latin.text(row) for row in chosen.held] == [*LATIN[:2]]
    assert typist.tab.menus.everything().count == 3 and not typist.tab.menus.everything().chosen
    typist.press(Key.Key_A, Ctrl)
    assert typist.tab.menus.chosen().count == 3, "the empty row is nobody"


def test_space_ticks_all_selected_sessions_and_takes_them_away_again(typist: Typist) -> None:
    sessions = [key for key in _keys(typist) if key.startswith("session_")]
    typist.go(0, sessions[0])
    for _ in range(2):
        typist.press(Key.Key_Down, Shift)
    typist.press(Key.Key_Space)
    assert [typist.text(row, sessions[0]) for row in range(3)] == ["✓"] * 3
    typist.press(Key.Key_Space)
    assert [typist.text(row, sessions[0]) for row in range(3)] == [""] * 3


@pytest.mark.slow
def test_columns_are_chosen_and_moved_by_keys_and_stay_so(typist: Typist, session: Session, qtbot: QtBot, training: int) -> None:
    first = _keys(typist)
    typist.go(0, "phone")
    typist.press(Key.Key_C, Alt)
    [dialog] = typist.view.findChildren(ColumnsDialog)
    rows = dialog.list
    offered = [one.key for one in dialog.model.offered]
    assert "check" not in offered
    rows.setCurrentIndex(dialog.model.index(offered.index("email")))
    QTest.keyClick(rows, Key.Key_Space)
    for _ in range(offered.index("email") - offered.index("phone")):
        QTest.keyClick(rows, Key.Key_Up, Alt)
    rows.setCurrentIndex(dialog.model.index([one.key for one in dialog.model.offered].index("age")))
    QTest.keyClick(rows, Key.Key_Space)
    QTest.keyClick(rows, Key.Key_Return)
    typist.settle()
    wanted = [key for key in first if key != "age"]
    wanted.insert(wanted.index("phone"), "email")
    assert _keys(typist) == wanted and typist.at == (0, wanted.index("phone")), "the keys stay on their column"
    again = typist_at(session, qtbot, training, "training")
    assert _keys(again) == wanted
    again.go(0, "email")
    again.type("sok@example.org")
    again.press(Key.Key_Tab)
    assert again.text(0, "email") == "sok@example.org" and again.at == (0, wanted.index("phone")), "Tab goes as the eye does"
    back = _entries(again.tab.menus.of_heading(0))
    assert "Hide this column" not in back
    back["Reset columns"].trigger()  # type: ignore[attr-defined]
    again.settle()
    assert _keys(again) == first


def test_a_heading_is_dragged_and_check_stays_the_last(typist: Typist) -> None:
    header = typist.view.header
    first = _keys(typist)

    def middle(key: str) -> QPoint:
        at = first.index(key)
        return QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) // 2, 10)

    for key, to in (("province", "sex"), ("sex", "check")):
        start, end = middle(key), middle(to)
        QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=start)
        for step in range(1, 11):
            QTest.mouseMove(header.viewport(), start + (end - start) * step / 10)
        QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=end)
        typist.settle()
        moved = _keys(typist)
        assert moved != first and sorted(moved) == sorted(first) and moved[-1] == "check"
        assert [header.visualIndex(at) for at in range(header.count())] == list(range(header.count()))
        first = moved
    assert typist.text(0, "province") == "Battambang"


def test_check_gives_way_while_it_has_nothing_to_say(session: Session, qtbot: QtBot, typist: Typist) -> None:
    tab, view = typist.tab, typist.view
    tab.resize(1158, 600)
    QApplication.processEvents()
    worn, at = theme(), _keys(typist).index("latin_name")
    assert view.columnWidth(at) >= width_of(LATIN[0], worn.font("body"))
    assert view.columnWidth(_keys(typist).index("province")) >= width_of("Battambang", worn.font("body"))
    assert view.columnWidth(len(_keys(typist)) - 1) >= worn.px(CHECK_LEAST)
    assert view.header.length() <= view.viewport().width()


def test_a_column_that_somebody_sized_stays_so(typist: Typist, session: Session, qtbot: QtBot, training: int) -> None:
    header = typist.view.header
    at = _keys(typist).index("province")
    edge = header.sectionViewportPosition(at) + header.sectionSize(at) - 1
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, 10))
    for step in range(1, 7):
        QTest.mouseMove(header.viewport(), QPoint(edge + 10 * step, 10))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge + 60, 10))
    width = typist.view.columnWidth(at)
    typist.settle()
    again = typist_at(session, qtbot, training, "training")
    assert again.view.columnWidth(at) == width
    again.tab.resize(700, 500)
    assert again.view.columnWidth(at) == width, "it gives way to nobody"


def test_a_right_click_on_a_heading_offers_the_same_as_its_keys(typist: Typist) -> None:
    sessions = [key for key in _keys(typist) if key.startswith("session_")]
    entries = _entries(typist.tab.menus.of_heading(_keys(typist).index(sessions[0])))
    assert set(entries) >= {"Sort A–Z, 0–9", "Sort Z–A, 9–0", "Sort by time of entry", "Everybody present\tAlt+A", "Columns…\tAlt+C"}
    assert "Hide this column" not in entries, "a session is always there"
    entries["Everybody present\tAlt+A"].trigger()  # type: ignore[attr-defined]
    typist.settle()
    assert [typist.text(row, sessions[0]) for row in range(3)] == ["✓"] * 3
