"""Several rows of a list are chosen by Shift, Ctrl and Ctrl+A, and stay chosen by who they are, not by where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.lists.chosen_rows import ids_in_order
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.lists.paged_model import BLOCK
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.session import Session
from tests.ui.lists.conftest import PAGES, PEOPLE, TODAY, Open

Key, Shift, Ctrl = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Left, Right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
Settle = Callable[[], None]


class _Drawn(QObject):
    """What of a widget is painted anew while one looks."""

    region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def _click(page: ListPage, row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, button: Qt.MouseButton = Left) -> None:
    view = page.view
    at = view.visualRect(view.model().index(row, view.header.logicalIndexAt(view.viewport().width() // 2))).center()
    QTest.mouseClick(view.viewport(), button, held, at)


def _names(page: ListPage) -> list[str]:
    """The chosen rows in the order of the list, as the base has them."""
    chosen = page.frame.chosen()
    with page.session.store.read() as reading:
        ids = list(ids_in_order(reading, chosen, TODAY))
        return [str(getattr(reading.record(one).value, "name", None) or getattr(reading.record(one).value, "title", "")) for one in ids]


def _selected(page: ListPage) -> list[int]:
    return sorted({index.row() for index in page.view.selectionModel().selectedRows()})


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_shift_and_arrows_choose_from_where_one_stood_and_escape_chooses_none(opened: Open, settle: Settle, name: PageName) -> None:
    page = opened(name)
    view = page.view
    QTest.keyClick(view, Key.Key_Home)
    QTest.keyClick(view, Key.Key_Down)
    for _ in range(3):
        QTest.keyClick(view, Key.Key_Down, Shift)
    QTest.keyClick(view, Key.Key_Up, Shift)
    assert (page.frame.chosen().count, _selected(page)) == (3, [1, 2, 3])
    assert page.frame.bar.isVisible() and page.frame.bar.count.text() == "3 rows chosen"
    QTest.keyClick(view, Key.Key_Escape)
    assert page.view.choice.is_empty() and not page.frame.bar.isVisible()
    assert _selected(page) == [view.currentIndex().row()] == [3], "the row where the keys are"


@pytest.mark.slow
def test_the_ring_leaves_nothing_of_itself_on_the_row_before(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    view, drawn = page.view, _Drawn()
    QTest.keyClick(view, Key.Key_Home)
    for held in (Qt.KeyboardModifier.NoModifier, Shift, Shift):
        settle()
        before = view.visualRect(view.currentIndex())
        whole = QRect(0, before.top(), view.viewport().width(), before.height())
        view.viewport().installEventFilter(drawn)
        QTest.keyClick(view, Key.Key_Down, held)
        settle()
        view.viewport().removeEventFilter(drawn)
        assert QRegion(whole).subtracted(drawn.region).isEmpty()
        drawn.region = QRegion()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_a_click_alone_opens_and_with_ctrl_or_shift_it_chooses(opened: Open, settle: Settle, name: PageName) -> None:
    page = opened(name)
    gone: list[Place] = []
    page.go.connect(gone.append)
    _click(page, 1, Ctrl)
    _click(page, 4, Ctrl)
    assert (_selected(page), page.frame.chosen().count) == ([1, 4], 2)
    _click(page, 6, Shift)
    assert _selected(page) == [4, 5, 6]
    _click(page, 5, Ctrl)
    assert _selected(page) == [4, 6] and gone == []
    _click(page, 2)
    assert page.view.choice.is_empty() and len(gone) == 1 and gone[0].record == page.model.held(2).id


@pytest.mark.slow
@pytest.mark.parametrize(("width", "percent", "keys"), [(847, 100, 3), (847, 150, 3), (640, 150, 2)])
def test_the_line_at_the_foot_never_makes_the_page_wider_than_the_window(opened: Open, settle: Settle, width: int, percent: int, keys: int) -> None:
    theme().set_text_size(percent)
    page = opened(PageName.people, width=width, height=480)
    QTest.keyClick(page.view, Key.Key_Down, Shift)
    settle()
    bar = page.frame.bar
    assert (page.width(), bar.width()) == (width, width)
    assert sum(one.isVisible() for one in (bar.none, bar.all, bar.menu)) == keys and bar.none.isVisible()
    assert bar.count.width() >= bar.count.sizeHint().width()


def test_control_and_space_take_rows_in_and_out_while_control_and_arrows_only_go(opened: Open) -> None:
    page = opened(PageName.people)
    for _ in range(3):
        QTest.keyClick(page.view, Key.Key_Space, Ctrl)
        QTest.keyClick(page.view, Key.Key_Down, Ctrl)
        QTest.keyClick(page.view, Key.Key_Down, Ctrl)
    assert _names(page) == ["Person 000", "Person 002", "Person 004"]
    QTest.keyClick(page.view, Key.Key_Up, Ctrl)
    QTest.keyClick(page.view, Key.Key_Up, Ctrl)
    QTest.keyClick(page.view, Key.Key_Space, Ctrl)
    assert _names(page) == ["Person 000", "Person 002"]
    QTest.keyClick(page.view, Key.Key_Down)
    assert page.view.choice.is_empty()


def test_all_is_everything_that_fits_the_filter_and_reads_nothing(
    opened: Open, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(PageName.people)
    page.sex.choose("female", True)  # type: ignore[attr-defined]
    settle()
    women = page.model.rowCount()
    assert women == PEOPLE - (PEOPLE + 2) // 3 > 2 * BLOCK
    asked: list[object] = []
    monkeypatch.setattr(page.session.jobs, "read", lambda *work: asked.append(work))
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    chosen = page.frame.chosen()
    assert (chosen.ids, chosen.count, chosen.is_all, asked) == (None, women, True, [])
    monkeypatch.undo()
    assert page.frame.bar.count.text() == f"{women} rows chosen" and not page.frame.bar.all.isVisible()
    names = _names(page)
    assert len(names) == women and "Person 000" not in names and "Person 001" in names
    _click(page, 0, Ctrl)
    chosen = page.frame.chosen()
    assert (chosen.ids, chosen.count, chosen.is_all) == (None, women - 1, False)
    assert _names(page) == names[1:]
    assert 0 not in _selected(page) and 1 in _selected(page)


def test_another_filter_leaves_nothing_chosen_and_another_order_everything(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    _click(page, 1, Ctrl)
    _click(page, 3, Ctrl)
    page.sort_to(0, True)
    settle()
    assert _names(page) == ["Person 003", "Person 001"]
    page.sex.choose("female", True)  # type: ignore[attr-defined]
    settle()
    assert page.view.choice.is_empty()


def test_a_long_stretch_past_what_was_read_is_read_by_its_ids(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    QTest.keyClick(page.view, Key.Key_Down)
    QTest.keyClick(page.view, Key.Key_End, Shift)
    assert page.frame.chosen().count == PEOPLE - 1
    known: list[bool] = []
    page.view.choice.once_known(lambda: known.append(True))
    settle()
    chosen = page.frame.chosen()
    assert known == [True] and chosen.ids is not None and len(chosen.ids) == PEOPLE - 1
    assert _names(page) == [f"Person {n:03}" for n in range(1, PEOPLE)]


def test_rows_stay_chosen_through_news_and_what_is_gone_drops_out(
    opened: Open, settle: Settle, session: Session, filled: Store
) -> None:
    page = opened(PageName.activities)
    view = page.view
    for row in (1, 3, 5):
        _click(page, row, Ctrl)
    before = _names(page)
    new = adding.add(filled, "training", [("title", "Newest of all"), ("start", "2025-03-01")], today=TODAY)
    session.tell(None)
    page.ask()
    settle()
    assert (_names(page), _selected(page)) == (before, [2, 4, 6]), "each stands one row further down"
    with filled.read() as reading:
        gone = next(ids_in_order(reading, page.frame.chosen(), TODAY))
    removed = record_editor.remove(filled, gone)
    session.tell(removed)
    settle()
    assert (_names(page), page.frame.chosen().count, page.frame.bar.count.text()) == (before[1:], 2, "2 rows chosen")
    assert removed.step
    filled.undo.undo(removed.step)
    record_editor.remove(filled, new.id)
    page.ask()
    settle()
    assert _names(page) == before[1:], "who comes back was not chosen again"
    assert view.choice.count() == 2


def test_all_stays_all_when_somebody_comes(opened: Open, settle: Settle, session: Session, filled: Store) -> None:
    page = opened(PageName.people)
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    with filled.read() as reading:
        fair = reading.activity_by_code(next(one.value.code for one in reading.records("career_fair")))  # type: ignore[attr-defined]
    change = people_sheet.save_rows(filled, fair, [RowDraft(None, None, {"name": "Aaron Ang", "sex": "m"})], TODAY)  # type: ignore[arg-type]
    session.tell(change.change)
    settle()
    assert page.frame.chosen().count == page.model.rowCount() == PEOPLE + 1
    assert page.frame.bar.count.text() == f"{PEOPLE + 1} rows chosen" and 0 in _selected(page)
    filled.undo.undo(change.change.step)  # type: ignore[union-attr, arg-type]
    session.tell(change.change)
    settle()
    assert page.frame.chosen().count == PEOPLE


def test_a_letter_typed_in_the_list_is_searched_for_and_reads_no_rows(opened: Open, settle: Settle) -> None:
    page = opened(PageName.people)
    before = len(list(page.model.held_rows()))
    QTest.keyClick(page.view, Key.Key_0)
    assert page.search.hasFocus() and page.search.text() == "0"
    assert len(list(page.model.held_rows())) == before
    QTest.keyClick(page.search, Key.Key_4)
    QTest.keyClick(page.search, Key.Key_2)
    settle()
    assert [row.name for _at, row in page.model.held_rows()] == ["Person 042"]


def test_a_right_click_beside_what_is_chosen_is_for_that_row_alone(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(PageName.organisations)
    asked: list[tuple[int, ...] | None] = []
    monkeypatch.setattr(page.frame, "open_menu", lambda at: None)
    page.view.menu_wanted.connect(lambda at: asked.append(page.frame.chosen().ids))
    _click(page, 1, Ctrl)
    _click(page, 2, Ctrl)
    both = page.frame.chosen().ids
    for row in (2, 4):
        at = page.view.visualRect(page.model.index(row, 0)).center()
        _right_click(page, at)
    assert asked == [both, (page.model.held(4).id,)]


def _right_click(page: ListPage, at: QPoint) -> None:
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    view = page.view.viewport()
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
