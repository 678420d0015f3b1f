"""The entry grid is typed into as a spreadsheet is."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.base.shortcuts import is_control, letter_of
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.suggestions import Suggestion
from tests.ui.grids_model import Sheet

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


class Typist:
    """Presses keys where the focus would be."""

    def __init__(self, view: EntryView) -> None:
        self.view = view

    def _target(self) -> object:
        return self.view.editor() or self.view

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self._target(), letter)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._target(), key, held)

    @property
    def at(self) -> tuple[int, int]:
        index = self.view.currentIndex()
        return index.row(), index.column()


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture
def view(qtbot: QtBot, sheet: Sheet) -> EntryView:
    theme()
    made = EntryView()
    qtbot.addWidget(made)
    made.setModel(sheet)
    made.resize(900, 400)
    made.show()
    made.go_to(0, 0)
    return made


@pytest.fixture
def typist(view: EntryView) -> Typist:
    return Typist(view)


def select(view: EntryView, top: int, left: int, bottom: int, right: int) -> None:
    model = view.model()
    view.setCurrentIndex(model.index(top, left))
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_enter_after_a_run_of_tabs_returns_to_the_column_where_the_run_began(typist: Typist, sheet: Sheet) -> None:
    typist.press(Key.Key_Right)
    typist.type("Sok")
    typist.press(Key.Key_Tab)
    typist.type("w")
    typist.press(Key.Key_Tab)
    typist.type("012")
    typist.press(Key.Key_Return)
    assert typist.at == (1, 1)
    assert sheet.cells[0][1:5] == ["Sok", "Woman", "", "012"]


def test_enter_without_tabs_goes_down(typist: Typist, sheet: Sheet) -> None:
    typist.type("a")
    typist.press(Key.Key_Return)
    typist.type("b")
    typist.press(Key.Key_Return)
    assert typist.at == (2, 0)
    assert [row[0] for row in sheet.cells[:2]] == ["a", "b"]


def test_an_arrow_key_ends_the_run(typist: Typist) -> None:
    typist.press(Key.Key_Tab)
    typist.press(Key.Key_Down)
    typist.press(Key.Key_Return)
    assert typist.at == (2, 1)


def test_tab_passes_over_what_cannot_be_typed_in_and_goes_on_in_the_next_row(typist: Typist) -> None:
    for _ in range(4):
        typist.press(Key.Key_Tab)
    assert typist.at == (1, 0)
    typist.press(Key.Key_Backtab)
    assert typist.at == (0, 4)


def test_enter_in_the_last_row_asks_for_another(view: EntryView, typist: Typist, qtbot: QtBot) -> None:
    view.go_to(5, 0)
    with qtbot.waitSignal(view.row_wanted):
        typist.press(Key.Key_Return)


def test_escape_gives_up_what_was_typed(typist: Typist, sheet: Sheet) -> None:
    sheet.cells[0][0] = "before"
    typist.type("x")
    typist.press(Key.Key_Escape)
    assert sheet.cells[0][0] == "before"
    assert typist.at == (0, 0)


def test_f2_changes_what_is_there(typist: Typist, sheet: Sheet) -> None:
    sheet.cells[0][0] = "Sok"
    typist.press(Key.Key_F2)
    typist.type("ha")
    typist.press(Key.Key_Return)
    assert sheet.cells[0][0] == "Sokha"


def test_typing_replaces_what_is_there(typist: Typist, sheet: Sheet) -> None:
    sheet.cells[0][0] = "Sok"
    typist.type("N")
    typist.press(Key.Key_Return)
    assert sheet.cells[0][0] == "N"


def test_nothing_happens_on_enter_while_an_input_method_composes(view: EntryView, typist: Typist, sheet: Sheet) -> None:
    typist.press(Key.Key_F2)
    editor = view.editor()
    assert editor is not None
    QApplication.sendEvent(editor, QInputMethodEvent("សុ", []))
    assert editor.is_composing()
    typist.press(Key.Key_Return)
    assert view.is_editing()
    assert typist.at == (0, 0)
    decided = QInputMethodEvent()
    decided.setCommitString("សុខ")
    QApplication.sendEvent(editor, decided)
    typist.press(Key.Key_Return)
    assert typist.at == (1, 0)
    assert sheet.cells[0][0] == "សុខ"


def test_composing_begins_an_edit(view: EntryView) -> None:
    QApplication.sendEvent(view, QInputMethodEvent("ស", []))
    assert view.is_editing()


def test_delete_clears_all_selected_cells_in_one_step(view: EntryView, typist: Typist, sheet: Sheet) -> None:
    sheet.cells[0][:2] = ["a", "b"]
    sheet.cells[1][:2] = ["c", "d"]
    select(view, 0, 0, 1, 1)
    typist.press(Key.Key_Delete)
    assert [row[:2] for row in sheet.cells[:2]] == [["", ""], ["", ""]]
    assert len(sheet.steps) == 1


def test_ctrl_d_fills_down(view: EntryView, typist: Typist, sheet: Sheet) -> None:
    sheet.cells[0][:2] = ["a", "b"]
    select(view, 0, 0, 2, 1)
    typist.press(Key.Key_D, Ctrl)
    assert [row[:2] for row in sheet.cells[:3]] == [["a", "b"]] * 3
    view.go_to(3, 0)
    typist.press(Key.Key_D, Ctrl)
    assert sheet.cells[3][0] == "a"


def test_a_copied_block_has_tabs_and_line_ends(view: EntryView, typist: Typist, sheet: Sheet) -> None:
    sheet.cells[0][:2] = ["a", "two\nlines"]
    sheet.cells[1][:2] = ["c", 'a "word"\t']
    select(view, 0, 0, 1, 1)
    typist.press(Key.Key_C, Ctrl)
    assert QGuiApplication.clipboard().text() == 'a\t"two\nlines"\nc\t"a ""word""\t"'


def test_pasting_one_value_fills_the_selected_cells(view: EntryView, typist: Typist, sheet: Sheet) -> None:
    QGuiApplication.clipboard().setText("Kandal\n")
    select(view, 0, 0, 2, 0)
    typist.press(Key.Key_V, Ctrl)
    assert [row[0] for row in sheet.cells[:4]] == ["Kandal", "Kandal", "Kandal", ""]


def test_pasting_a_block_is_handed_on_with_the_cell_where_it_begins(view: EntryView, typist: Typist, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("a\tb\nc\td\n")
    view.go_to(2, 1)
    with qtbot.waitSignal(view.pasted) as seen:
        typist.press(Key.Key_V, Ctrl)
    assert seen.args == ["a\tb\nc\td\n", 2, 1]


def test_ctrl_semicolon_asks_for_today(view: EntryView, typist: Typist, qtbot: QtBot) -> None:
    view.go_to(1, 4)
    with qtbot.waitSignal(view.today_wanted) as seen:
        typist.press(Key.Key_Semicolon, Ctrl)
    assert seen.args == [1, 4]


class Known:
    """Answers with two people."""

    def __init__(self, view: EntryView) -> None:
        self.view = view
        self.taken: list[tuple[int, object]] = []
        view.offers_wanted.connect(self.answer)
        view.offer_taken.connect(lambda row, payload: self.taken.append((row, payload)))

    def answer(self, row: int, column: int, text: str) -> None:
        if column == 0:
            self.view.show_offers(row, column, text, [Suggestion(("សុខ សុភា", "Sok Sophea"), 7), Suggestion(("សុខ សំណាង", "Sok Samnang"), 8)])


def test_offers_hang_under_the_cell_with_none_chosen_and_enter_keeps_what_was_typed(
    view: EntryView, typist: Typist, sheet: Sheet, qtbot: QtBot,
) -> None:
    known = Known(view)
    typist.type("Sok")
    qtbot.waitUntil(lambda: len(view.offers()) == 2)
    typist.press(Key.Key_Return)
    assert sheet.cells[0][0] == "Sok"
    assert typist.at == (1, 0)
    assert known.taken == []
    assert view.offers() == ()


def test_down_chooses_an_offer_and_enter_takes_it(view: EntryView, typist: Typist, sheet: Sheet, qtbot: QtBot) -> None:
    known = Known(view)
    typist.type("Sok")
    qtbot.waitUntil(lambda: len(view.offers()) == 2)
    typist.press(Key.Key_Down)
    typist.press(Key.Key_Down)
    typist.press(Key.Key_Return)
    assert known.taken == [(0, 8)]
    assert sheet.cells[0][0] == ""
    assert typist.at == (0, 1)


def test_escape_closes_the_offers_first_and_the_typing_goes_on(view: EntryView, typist: Typist, qtbot: QtBot) -> None:
    Known(view)
    typist.type("Sok")
    qtbot.waitUntil(lambda: len(view.offers()) == 2)
    typist.press(Key.Key_Escape)
    assert view.offers() == ()
    assert view.is_editing()


def test_an_answer_for_an_older_text_is_dropped(view: EntryView, typist: Typist) -> None:
    typist.type("So")
    view.show_offers(0, 0, "S", [Suggestion(("late",), 1)])
    assert view.offers() == ()


def test_letters_that_begin_one_choice_become_it(typist: Typist, view: EntryView, sheet: Sheet) -> None:
    view.go_to(0, 2)
    typist.type("m")
    typist.press(Key.Key_Tab)
    assert sheet.cells[0][2] == "Man"


def test_alt_down_opens_the_choices_of_a_cell(typist: Typist, view: EntryView, sheet: Sheet) -> None:
    view.go_to(0, 2)
    typist.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [one.columns[0] for one in view.offers()] == ["Woman", "Man"]
    typist.press(Key.Key_Down)
    typist.press(Key.Key_Return)
    assert sheet.cells[0][2] == "Woman"
    assert typist.at == (0, 4)


@pytest.mark.skipif(sys.platform != "linux", reason="the places of keys are numbered by system")
@pytest.mark.parametrize(("key", "place", "letter"), [(0x178A, 40, "D"), (0x0E01, 40, "D"), (Key.Key_D, 0, "D"), (Key.Key_D, 26, "D")])
def test_a_shortcut_goes_by_the_place_of_the_key_where_its_meaning_is_not_latin(key: int, place: int, letter: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Ctrl, place, 0, 0, "")
    assert letter_of(event) == letter
    assert is_control(event, letter)
    assert not is_control(event, letter, shift=True)


def test_an_arrow_key_is_no_letter() -> None:
    assert letter_of(QKeyEvent(QEvent.Type.KeyPress, Key.Key_Down, Ctrl, 40, 0, 0, "")) == ""


def test_keep_typed_puts_the_open_cell_into_the_model(typist: Typist, view: EntryView, sheet: Sheet) -> None:
    typist.type("half")
    view.keep_typed()
    assert sheet.cells[0][0] == "half"
    assert not view.is_editing()
