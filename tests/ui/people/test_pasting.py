"""A block from a spreadsheet: asked once, brought in as one step, undone exactly, with each problem in its own cell."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.people import people_sheet
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.session.session import Session
from tests.ui.people.typist import TODAY, Ctrl, Key, Shift, Typist, typist_at

HEADINGS = "ល.រ\tឈ្មោះ\tឡាតាំង\tភេទ\tថ្ងៃខែឆ្នាំកំណើត\tទូរស័ព្ទ\tខេត្ត"


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CONSONANTS = "កខគឃចឆជឈដណតថទធនបផពភមយរលវសហអ"


def khmer(at: int) -> str:
    """A name in Khmer letters; each number has its own."""
    count = len(CONSONANTS)
    return f"សុខ {CONSONANTS[at % count]}ា{CONSONANTS[at // count % count]}ី{CONSONANTS[at // count**2]}ា"


def block(rows: int, *, bad: int = -1, heading: bool = True) -> str:
    """Rows of made-up people, every one different; row `bad` has an impossible date."""
    lines = [HEADINGS] if heading else []
    for at in range(rows):
        birth = "31/02/1998" if at == bad else f"{at % 28 + 1:02}/{at % 12 + 1:02}/{1960 + at % 45}"
        sex = "ស្រី" if at % 3 else "ប្រុស"
        lines.append(f"{at + 1}\t{khmer(at)}\tSok {LETTERS[at % 26]}{LETTERS[at // 26 % 26].lower()}ra\t{sex}\t{birth}\t12{at + 100000}\tKandal")
        if at % 50 == 49:
            lines.append("\t\t\t\t\t\t")
    return "\r\n".join(lines) + "\r\n"


def saved(session: Session, activity: int) -> list[people_sheet.SheetRow]:
    with session.store.read() as reading:
        return people_sheet.sheet(reading, activity, TODAY)


def panel_of(typist: Typist, qtbot: QtBot):  # type: ignore[no-untyped-def]
    panel = typist.tab.paster.panel
    qtbot.waitUntil(panel.isVisible, timeout=5000)
    return panel


@pytest.mark.slow
def test_in_a_low_window_nothing_of_the_panel_is_cut_and_the_grid_comes_back(at_fair: Typist, qtbot: QtBot) -> None:
    """At 200 % on a screen of 768 lines the panel's buttons lay over its choices."""
    at_fair.tab.window().resize(1366, 570)
    theme().set_text_size(200)
    try:
        at_fair.paste(block(20))
        panel = panel_of(at_fair, qtbot)
        at_fair.settle()
        parts = [panel.title, panel.explained, panel.area, panel.add_button]
        assert panel.explained.height() >= panel.explained.heightForWidth(panel.explained.width())
        qtbot.waitUntil(lambda: all(above.geometry().bottom() < below.geometry().top() for above, below in pairwise(parts)))
        choice = panel.choices[1]
        assert panel.area.viewport().rect().contains(choice.mapTo(panel.area.viewport(), choice.rect().bottomLeft()))
        assert not at_fair.tab.view.isVisible()
        QTest.keyClick(panel.choices[0], Key.Key_Escape)
        assert at_fair.tab.view.isVisible() and at_fair.tab.view.hasFocus()
    finally:
        theme().set_text_size(100)


@pytest.mark.slow
def test_a_block_is_asked_about_in_place_with_the_guesses_filled_in(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.paste(block(100, bad=7))
    panel = panel_of(at_fair, qtbot)
    assert [one.value() for one in panel.choices] == ["", "name", "latin_name", "sex", "birth", "phone", "province"]
    QTest.keyClick(panel.choices[0], Key.Key_Return)
    at_fair.settle()
    rows = saved(session, fair)
    assert len(rows) == 100
    assert rows[0].values["phone"] == "012100000"
    assert rows[1].values["sex"] == "female"
    assert at_fair.text(7, "birth") == "31/02/1998"
    assert at_fair.text(7, "check") .startswith("February has no day 31")


@pytest.mark.slow
def test_undo_removes_exactly_the_rows_that_the_paste_made(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.row("មុន", "Before", "f")
    at_fair.settle()
    at_fair.paste(block(60, bad=3))
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    assert len(saved(session, fair)) == 61
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert [one.values["name"] for one in saved(session, fair)] == ["មុន"]
    assert at_fair.tab.model.rowCount() == 2
    at_fair.press(Key.Key_Z, Ctrl | Shift)
    at_fair.settle()
    assert len(saved(session, fair)) == 61
    assert at_fair.text(4, "birth") == "31/02/1998"


def test_the_matching_is_remembered_for_blocks_of_the_same_shape(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.paste(block(5))
    panel = panel_of(at_fair, qtbot)
    panel.choices[6].set_value("")
    QTest.keyClick(panel.choices[0], Key.Key_Return)
    at_fair.settle()
    assert all("province" not in one.values for one in saved(session, fair))
    at_fair.paste(block(6))
    panel = panel_of(at_fair, qtbot)
    assert [one.value() for one in panel.choices] == ["", "name", "latin_name", "sex", "birth", "phone", ""]
    QTest.keyClick(panel.choices[0], Key.Key_Escape)
    assert not panel.isVisible()
    assert len(saved(session, fair)) == 5


def test_rows_without_a_name_stay_in_the_grid_and_go_with_the_paste(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.paste("Name\tSex\tPhone\nChan Dara\tM\t012447906\n\tF\t012447907\n")
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    assert len(saved(session, fair)) == 1
    assert at_fair.text(1, "check") == "A name is needed"
    assert at_fair.text(1, "phone") == "012 447 907"
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert at_fair.tab.model.rowCount() == 1


def test_one_column_fills_downwards_without_a_question(at_fair: Typist, session: Session, fair: int) -> None:
    at_fair.paste("Chan Dara\nSok Sophea\nMeas Kanha\n")
    at_fair.settle()
    assert [one.values["name"] for one in saved(session, fair)] == ["Chan Dara", "Sok Sophea", "Meas Kanha"]
    at_fair.go(1, "phone")
    at_fair.paste("12447906\n12447907")
    at_fair.settle()
    assert [one.values.get("phone") for one in saved(session, fair)] == [None, "012447906", "012447907"]
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert [one.values.get("phone") for one in saved(session, fair)] == [None, None, None]
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert saved(session, fair) == []


def test_one_value_fills_the_cells_that_are_selected(at_fair: Typist, session: Session, fair: int) -> None:
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    at_fair.paste("Chan Dara\nSok Sophea\nMeas Kanha\n")
    at_fair.settle()
    model = at_fair.tab.model
    column = model.column_of("stage") or 0
    at_fair.go(0, "stage")
    block_of = QItemSelection(model.index(0, column), model.index(2, column))
    at_fair.view.selectionModel().select(block_of, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    at_fair.paste("Qualified")
    at_fair.settle()
    assert [one.values["stage"] for one in saved(session, fair)] == ["qualified"] * 3


def test_pasted_into_a_row_that_is_being_typed_loses_neither(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.type("Half")
    at_fair.press(Key.Key_Tab)
    at_fair.paste(block(3))
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    assert {one.values["name"] for one in saved(session, fair)} == {"Half", khmer(0), khmer(1), khmer(2)}


@pytest.mark.slow
def test_twelve_hundred_rows_come_in_as_one_step(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.paste(block(1200, bad=700))
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    assert len(saved(session, fair)) == 1200
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert saved(session, fair) == []
    again = typist_at(session, qtbot, fair, "career_fair")
    assert again.tab.model.rowCount() == 1


def test_after_a_paste_that_shows_another_column_the_keys_are_in_the_empty_row(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.type("Sok Dara")
    at_fair.press(Key.Key_Return)
    at_fair.settle()
    at_fair.paste("Name\tNational id\nChan Mony\t012345678\n")
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    at_fair.type("Keo Bopha")
    at_fair.press(Key.Key_Return)
    at_fair.settle()
    assert [row.values["name"] for row in saved(session, fair)] == ["Sok Dara", "Chan Mony", "Keo Bopha"]


def test_the_keys_stay_in_the_empty_row_while_a_paste_is_undone_and_brought_back(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.paste("Name\tPhone\nSok Dara\t012345678\nChan Mony\t012345679\n")
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    assert at_fair.at == (2, 0)
    for held, rows in ((Ctrl, 0), (Ctrl | Shift, 2)):
        at_fair.press(Key.Key_Z, held)
        at_fair.settle()
        assert at_fair.at == (rows, 0)
    at_fair.type("Keo Bopha")
    at_fair.press(Key.Key_Return)
    at_fair.settle()
    assert [row.values["name"] for row in saved(session, fair)] == ["Sok Dara", "Chan Mony", "Keo Bopha"]


def test_the_button_says_how_many_rows_will_be_added(at_fair: Typist, qtbot: QtBot) -> None:
    at_fair.paste("Name\tSex\tPhone\nChan Dara\tM\t012447906\nSok Sophea\tF\t012447907\nTotal\t2\t\n")
    panel = panel_of(at_fair, qtbot)
    assert panel.add_button.words() == "Add 2 rows"
    assert "1 row does not look like a person and will be skipped." in panel.explained.text()
    QTest.keyClick(panel.choices[0], Key.Key_Return)
    at_fair.settle()
    assert at_fair.tab.model.rowCount() == 3
    assert any(said.startswith("2 rows pasted") for said in at_fair.tab.session.speaker.said)  # type: ignore[attr-defined]


def test_a_name_with_a_line_break_is_shown_in_one_line(at_fair: Typist, qtbot: QtBot) -> None:
    at_fair.paste('Name\tSex\n"Chan\nDara"\tM\nSok Sophea\tF\n')
    shown = [one.text() for one in panel_of(at_fair, qtbot).findChildren(Label)]
    assert "Chan Dara" in shown


def test_the_chip_counts_the_rows_to_check_again_when_the_list_is_opened_again(
    at_fair: Typist, session: Session, fair: int, qtbot: QtBot
) -> None:
    at_fair.paste("Name\tSex\tAge\nChan Dara\tM\t999\n\tF\t21\n")
    QTest.keyClick(panel_of(at_fair, qtbot).choices[0], Key.Key_Return)
    at_fair.settle()
    chip = at_fair.tab.toolbar.chips["check"]
    qtbot.waitUntil(lambda: chip.words() == "To check 2", timeout=3000)
    at_fair.tab.leave()
    at_fair.settle()
    again = typist_at(session, qtbot, fair, "career_fair")
    assert [again.text(at, "check") for at in (0, 1)] == [at_fair.text(at, "check") for at in (0, 1)]
    chip = again.tab.toolbar.chips["check"]
    assert chip.words() == "To check 2"
    chip.click()
    assert again.tab.model.rowCount() == 3


def test_the_chip_counts_a_row_that_was_left_without_a_name(at_fair: Typist, qtbot: QtBot) -> None:
    at_fair.row("Chan Dara", "", "m")
    at_fair.settle()
    at_fair.go(1, "sex")
    at_fair.type("f")
    at_fair.press(Key.Key_Tab)
    qtbot.wait(120)
    at_fair.go(0, "name")
    qtbot.waitUntil(lambda: at_fair.tab.toolbar.chips["check"].words() == "To check 1", timeout=3000)
