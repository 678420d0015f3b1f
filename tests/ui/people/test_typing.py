"""Typing down a sign-in sheet: what is typed is saved, understood, marked, and never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import ReasonNeeded
from prossce_desktop.services.people import people_sheet
from prossce_desktop.store.queries.activity_summary import tallies
from prossce_desktop.ui.activities.people_grid import grid_jobs
from prossce_desktop.ui.activities.people_grid.grid_foot import GridFoot, keys_of, sent_by, usual_keys
from prossce_desktop.ui.activities.people_grid.list_totals import counts_of, totals_of
from prossce_desktop.ui.activities.record_head_words import list_totals
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.session import Session
from tests.ui.people.typist import TODAY, Alt, Ctrl, Key, Shift, Typist, typist_at

PEOPLE = [
    ("សុខ សុភា", "Sok Sophea", "f", "12/03/2000", "", "012447906", "Siem Reap"),
    ("ចាន់ រិទ្ធី", "Chan Rithy", "m", "27/11/2005", "", "15151075", "Battambang"),
    ("មាស កញ្ញា", "Meas Kanha", "ស", "1999", "", "016 217 034", "Kandal"),
    ("ម៉ៅ បូរី", "Mao Borey", "ប្រុស", "06/1988", "", "+855 15 642 273", "kandal"),
]


def saved(session: Session, activity: int) -> list[people_sheet.SheetRow]:
    with session.store.read() as reading:
        return people_sheet.sheet(reading, activity, TODAY)


@pytest.mark.slow
def test_people_are_typed_with_one_key_a_field_and_none_for_the_next_person(at_fair: Typist, session: Session, fair: int) -> None:
    for person in PEOPLE:
        at_fair.row(*person)
    at_fair.settle()
    assert at_fair.overhead == len(PEOPLE) * len(PEOPLE[0])
    rows = saved(session, fair)
    assert [one.values["name"] for one in rows] == [one[0] for one in PEOPLE]
    assert [one.values["sex"] for one in rows] == ["female", "male", "female", "male"]
    assert [one.values["birth"] for one in rows] == ["2000-03-12", "2005-11-27", "1999", "1988-06"]
    assert [one.values["phone"] for one in rows] == ["012447906", "015151075", "016217034", "015642273"]
    assert [one.values["province"] for one in rows] == ["KH-17", "KH-2", "KH-8", "KH-8"]
    assert at_fair.at == (4, 0)
    assert at_fair.text(0, "phone") == "012 447 906"
    assert at_fair.text(0, "age") == "24"
    assert at_fair.text(1, "province") == "Battambang"


@pytest.mark.slow
def test_tab_stops_at_the_same_columns_whatever_stands_in_the_row(at_fair: Typist, session: Session, fair: int) -> None:
    sheet = [
        ("Chan Dara", "", "m", "12/03/2000", "", "012447906", "Kandal"), ("Sok Sophea", "", "f", "", "34", "012447907", "Takeo"),
        ("Mao Borey", "", "m", "1999", "25", "012447908", "Kandal"), ("Meas Kanha", "", "f", "31/02/1998", "", "012447909", "Takeo"),
    ]  # fmt: skip
    for line in sheet:
        at_fair.row(*line)
    at_fair.settle()
    rows = saved(session, fair)
    assert [(one.values.get("birth"), one.values.get("age")) for one in rows] == [("2000-03-12", None), (None, 34), ("1999", 25), (None, None)]
    assert [one.values["phone"] for one in rows] == ["012447906", "012447907", "012447908", "012447909"]
    assert [at_fair.text(at, "province") for at in range(4)] == ["Kandal", "Takéo", "Kandal", "Takéo"]
    assert [at_fair.text(at, "age") for at in range(3)] == ["24", "34", "25"]


@pytest.mark.slow
def test_each_row_is_one_operation_and_undo_takes_back_the_last(at_fair: Typist, session: Session, fair: int) -> None:
    for person in PEOPLE[:3]:
        at_fair.row(*person)
    at_fair.settle()
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert [one.values["name"] for one in saved(session, fair)] == [one[0] for one in PEOPLE[:2]]
    assert at_fair.tab.model.rowCount() == 3
    at_fair.press(Key.Key_Z, Ctrl | Shift)
    at_fair.settle()
    assert len(saved(session, fair)) == 3
    assert at_fair.text(2, "name") == PEOPLE[2][0]


@pytest.mark.slow
def test_a_row_that_redo_brings_back_stands_once_with_what_was_typed_in_it(at_fair: Typist, session: Session, fair: int) -> None:
    """Redo of what was typed put the row in a second time, beside the one that Redo of the save had brought back."""
    for person in PEOPLE[:2]:
        at_fair.row(*person)
    at_fair.settle()
    at_fair.go(1, "name")
    at_fair.press(Key.Key_Delete)
    at_fair.settle()
    for _both in range(2):
        at_fair.press(Key.Key_Z, Ctrl)
        at_fair.settle()
    assert [row.text("name") for row in at_fair.tab.model.rows] == [PEOPLE[0][0]]
    for names in ([one[0] for one in PEOPLE[:2]], [PEOPLE[0][0], ""]):
        at_fair.press(Key.Key_Z, Ctrl | Shift)
        at_fair.settle()
        assert [row.text("name") for row in at_fair.tab.model.rows] == names
    assert len(saved(session, fair)) == 2


def test_an_impossible_date_stands_in_its_cell_with_words_and_goes_when_cured(at_fair: Typist, session: Session, fair: int) -> None:
    at_fair.row("នួន សុភា", "Nuon Sophea", "f", "31/02/1998", "", "017126984")
    at_fair.settle()
    model = at_fair.tab.model
    assert at_fair.text(0, "birth") == "31/02/1998"
    assert model.index(0, model.column_of("birth") or 0).data(Roles.severity) == Severity.hard
    assert at_fair.text(0, "check") == "February has no day 31"
    [row] = saved(session, fair)
    assert "birth" not in row.values
    at_fair.go(0, "birth")
    at_fair.type("28/02/1998")
    at_fair.press(Key.Key_Tab)
    at_fair.settle()
    assert at_fair.text(0, "check") == ""
    assert saved(session, fair)[0].values["birth"] == "1998-02-28"


def test_a_row_without_a_name_stays_as_a_draft_and_says_so(at_fair: Typist, session: Session, fair: int) -> None:
    at_fair.press(Key.Key_Tab)
    at_fair.row("Sok Sophea", "f")
    at_fair.settle()
    assert saved(session, fair) == []
    assert at_fair.text(0, "check") == "A name is needed"
    at_fair.go(0, "name")
    at_fair.type("សុខ សុភា")
    at_fair.press(Key.Key_Down)
    at_fair.settle()
    assert at_fair.text(0, "check") == ""
    assert saved(session, fair)[0].values["latin_name"] == "Sok Sophea"


@pytest.mark.slow
def test_a_cell_of_a_saved_row_is_saved_when_it_is_left(at_fair: Typist, session: Session, fair: int) -> None:
    at_fair.row(*PEOPLE[0])
    at_fair.settle()
    at_fair.go(0, "stage")
    at_fair.type("near")
    at_fair.press(Key.Key_Tab)
    at_fair.settle()
    assert saved(session, fair)[0].values["stage"] == "near_hire"
    assert at_fair.text(0, "stage") == "Near-hire"
    at_fair.go(0, "phone")
    at_fair.press(Key.Key_Delete)
    at_fair.settle()
    assert "phone" not in saved(session, fair)[0].values


def test_fill_down_over_several_people_is_one_step(at_fair: Typist, session: Session, fair: int) -> None:
    for person in PEOPLE:
        at_fair.row(person[0])
    at_fair.settle()
    at_fair.go(0, "province")
    at_fair.type("Kandal")
    at_fair.press(Key.Key_Tab)
    model, view = at_fair.tab.model, at_fair.view
    column = model.column_of("province") or 0
    at_fair.go(0, "province")
    view.selectionModel().select(
        QItemSelection(model.index(0, column), model.index(3, column)), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    at_fair.press(Key.Key_D, Ctrl)
    at_fair.settle()
    assert [one.values.get("province") for one in saved(session, fair)] == ["KH-8"] * 4
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert [one.values.get("province") for one in saved(session, fair)] == ["KH-8", None, None, None]


def test_ticks_are_set_by_space_and_decide_the_stage(at_training: Typist, session: Session, training: int) -> None:
    at_training.row("Chan Dara")
    at_training.settle()
    for key in ("session_1", "session_2"):
        at_training.go(0, key)
        at_training.press(Key.Key_Space)
    at_training.settle()
    [row] = saved(session, training)
    assert row.values["attended"] == 2
    assert row.values["stage"] == "completed"
    assert at_training.text(0, "stage") == "Completed"


def test_today_is_written_into_a_date(at_fair: Typist) -> None:
    at_fair.row("Chan Dara")
    at_fair.go(0, "birth")
    at_fair.press(Key.Key_Semicolon, Ctrl)
    at_fair.settle()
    assert at_fair.text(0, "birth") == "20 Nov 2024"


@pytest.mark.slow
def test_what_was_typed_and_not_saved_is_back_after_the_program_died(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.row(*PEOPLE[0][:3], "31/02/1998")
    at_fair.press(Key.Key_Tab)
    at_fair.type("Latin only")
    qtbot.waitUntil(lambda: bool(session.store.drafts.held()) and "Latin only" in str(session.store.drafts.held()[0].typed), timeout=2500)
    again = typist_at(session, qtbot, fair, "career_fair")
    assert again.text(0, "name") == PEOPLE[0][0]
    assert again.text(0, "birth") == "31/02/1998"
    assert again.text(0, "check") == "February has no day 31"
    assert again.text(1, "latin_name") == "Latin only"


def test_what_could_not_be_saved_while_the_page_was_left_is_there_again(
    at_fair: Typist, session: Session, fair: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Leaving the program waits for the base, but no answer comes back to the page any more."""
    at_fair.row(*PEOPLE[0])
    at_fair.settle()

    def refuse(*_: object) -> None:
        raise ReasonNeeded

    monkeypatch.setattr(grid_jobs, "save_rows", refuse)
    at_fair.go(0, "stage")
    at_fair.type("near")
    at_fair.tab.leave()
    session.jobs.finish()
    [draft] = session.store.drafts.held()
    assert "near" in str(draft.typed).lower()
    monkeypatch.undo()
    again = typist_at(Session(session.store, jobs := Jobs(), session.speaker, session.today), qtbot, fair, "career_fair")
    assert again.text(0, "stage") == "Near-hire" and saved(session, fair)[0].values["stage"] != "near_hire"
    jobs.close()


@pytest.mark.slow
def test_a_likely_double_is_marked_and_decided_by_a_key(at_fair: Typist, session: Session, fair: int) -> None:
    at_fair.row("ហេង សុវណ្ណ", "Heng Sovann", "m", "21/11/1995", "", "012884310")
    at_fair.row("ហេង សុវណ្ណា", "Heng Sovan", "m", "21/11/1995", "", "012884311")
    at_fair.settle()
    assert at_fair.text(1, "check").startswith("Probably the same as row 1")
    assert at_fair.tab.model.index(1, 0).data(Roles.row_tint) == "warning"
    at_fair.go(1, "name")
    assert at_fair.tab.foot.keys()[0][0] == "Alt S"
    at_fair.press(Key.Key_D, Alt)
    at_fair.settle()
    assert at_fair.text(1, "check") == ""
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert at_fair.text(1, "check").startswith("Probably the same as row 1")


@pytest.mark.slow
def test_a_person_typed_twice_is_said_and_counted_once(at_fair: Typist, session: Session, fair: int) -> None:
    for sex in ("f", ""):
        at_fair.row("Sok Sophea", "", sex, "12/03/2000", "", "012447906")
    at_fair.row("Chan Rithy", "", "m", "", "", "015151075")
    at_fair.settle()
    assert at_fair.text(1, "check") == "Same person as row 1: counted once"
    totals = totals_of(at_fair.tab.model.rows, at_fair.tab.model.how, at_fair.tab.model.needs_check)
    assert (totals.listed, totals.rows, totals.women, totals.men, totals.youth) == (2, 3, 1, 1, 1)
    [listed] = counts_of(totals, None)
    assert (listed.value, listed.share) == ("2", "in 3 rows (1 duplicate)")
    with session.store.read() as reading:
        assert sum(one.people for one in tallies(reading, fair)) == totals.listed
    at_fair.go(1, "name")
    at_fair.press(Key.Key_Minus, Ctrl)
    at_fair.settle()
    left = totals_of(at_fair.tab.model.rows, at_fair.tab.model.how, at_fair.tab.model.needs_check)
    assert (left.listed, left.rows, left.women) == (2, 2, 1)
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    at_fair.go(0, "name")
    at_fair.press(Key.Key_Minus, Ctrl)
    at_fair.settle()
    assert at_fair.text(0, "check") == ""
    left = totals_of(at_fair.tab.model.rows, at_fair.tab.model.how, at_fair.tab.model.needs_check)
    assert (left.listed, left.rows, left.women) == (2, 2, 0)


def test_women_and_men_at_the_foot_are_those_present_as_in_every_report(at_training: Typist, session: Session, training: int) -> None:
    at_training.row("Sok Sophea", "", "f", "12/03/2000", "", "012447906")
    at_training.row("Chan Rithy", "", "m", "", "", "015151075")
    at_training.settle()
    model = at_training.tab.model
    model.setData(model.index(1, model.column_of("stage") or 0), "registered")
    at_training.settle()
    totals = totals_of(model.rows, model.how, model.needs_check)
    assert (totals.listed, totals.present, totals.women, totals.men) == (2, 1, 1, 0)
    with session.store.read() as reading:
        assert list_totals(tallies(reading, training)) == replace(totals, to_check=0, known=0)
    model.setData(model.index(0, model.column_of("stage") or 0), "registered")
    at_training.settle()
    totals = totals_of(model.rows, model.how, model.needs_check)
    assert (totals.present, totals.women, totals.men) == (0, 1, 1), "nobody was present: who is on the list"


@pytest.mark.slow
def test_a_known_person_is_offered_and_taken_by_down_and_enter(
    at_fair: Typist, session: Session, fair: int, training: int, qtbot: QtBot
) -> None:
    at_fair.row(*PEOPLE[0])
    at_fair.settle()
    at_fair.tab.leave()
    other = typist_at(session, qtbot, training, "training")
    other.type("Sophea So")
    qtbot.waitUntil(lambda: bool(other.view.offers()), timeout=3000)
    assert other.view.offers()[0].columns[:2] == ("សុខ សុភា", "Sok Sophea")
    other.press(Key.Key_Down)
    other.press(Key.Key_Return)
    assert other.text(0, "phone") == "012 447 906"
    other.press(Key.Key_Down)
    other.settle()
    assert other.text(0, "check") == "Already recorded: career fair 2024"
    assert saved(session, training)[0].person == saved(session, fair)[0].person


def test_enter_without_choosing_keeps_what_was_typed(at_fair: Typist, session: Session, fair: int, qtbot: QtBot) -> None:
    at_fair.row(*PEOPLE[0])
    at_fair.settle()
    at_fair.type("Sok S")
    qtbot.waitUntil(lambda: bool(at_fair.view.offers()), timeout=3000)
    at_fair.press(Key.Key_Return)
    at_fair.settle()
    assert [one.values["name"] for one in saved(session, fair)] == ["សុខ សុភា", "Sok S"]


@pytest.mark.slow
def test_chips_count_and_show_a_part_of_the_list(at_fair: Typist, qtbot: QtBot) -> None:
    at_fair.row(*PEOPLE[0][:3], "31/02/1998")
    at_fair.row(*PEOPLE[1])
    at_fair.settle()
    toolbar = at_fair.tab.toolbar
    qtbot.waitUntil(lambda: toolbar.chips["all"].words() == "All 2", timeout=3000)
    assert [chip.words() for chip in toolbar.chips.values()] == ["All 2", "To check 1", "Recorded 0", "New 2"]
    toolbar.chips["check"].click()
    assert at_fair.tab.model.rowCount() == 2
    assert at_fair.text(0, "name") == PEOPLE[0][0]
    toolbar.chips["all"].click()
    toolbar.find_field.setText("rithy")
    toolbar.find_field.edited.emit()
    assert at_fair.text(0, "name") == PEOPLE[1][0]


@pytest.mark.slow
def test_rows_taken_off_the_list_come_back_by_undo(at_fair: Typist, session: Session, fair: int) -> None:
    for person in PEOPLE[:3]:
        at_fair.row(*person)
    at_fair.settle()
    at_fair.go(1, "name")
    at_fair.press(Key.Key_Minus, Ctrl)
    at_fair.settle()
    assert len(saved(session, fair)) == 2
    at_fair.press(Key.Key_Z, Ctrl)
    at_fair.settle()
    assert [at_fair.text(at, "name") for at in range(3)] == [one[0] for one in PEOPLE[:3]]


@pytest.mark.slow
def test_sorting_is_of_the_view_only(at_fair: Typist, session: Session, fair: int) -> None:
    for person in PEOPLE[:3]:
        at_fair.row(*person)
    at_fair.settle()
    at_fair.view.horizontalHeader().sectionClicked.emit(1)
    assert [at_fair.text(at, "latin_name") for at in range(3)] == ["Chan Rithy", "Meas Kanha", "Sok Sophea"]
    at_fair.go(0, "latin_name")
    at_fair.type("Zan Rithy")
    at_fair.press(Key.Key_Return)
    at_fair.settle()
    assert at_fair.text(0, "latin_name") == "Zan Rithy"
    assert [one.values["name"] for one in saved(session, fair)] == [one[0] for one in PEOPLE[:3]]


def test_what_is_said_of_a_row_is_read_whole_and_keys_give_way(qtbot: QtBot) -> None:
    foot = GridFoot()
    qtbot.addWidget(foot)
    foot.resize(1126, foot.height())
    foot.say("All changes saved at 13:00.")
    foot.hint(usual_keys(), "\"Kandal\" does not say whether the person has a disability; it was left empty")
    foot.show()
    qtbot.wait(50)
    assert foot.about.heightForWidth(foot.about.width()) < 2 * foot.about.fontMetrics().lineSpacing(), "in one line"
    assert foot.parts[0].isVisible() and not foot.parts[-1].isVisible()


def test_the_keys_under_the_list_can_be_pressed_by_the_mouse(at_fair: Typist) -> None:
    at_fair.row("Sok Sophea")
    at_fair.settle()
    caps = {part.accessibleName().partition(":")[0]: part for part in at_fair.tab.foot.parts}
    at_fair.go(0, "name")
    QTest.mouseClick(caps["Enter"], Qt.MouseButton.LeftButton)
    assert at_fair.at == (1, 0)
    at_fair.type("Chan Dara")
    QTest.mouseClick(caps["Enter"], Qt.MouseButton.LeftButton)
    assert at_fair.text(1, "name") == "Chan Dara" and at_fair.at == (2, 0), "what was being typed is kept, as by the key itself"
    at_fair.settle()
    for cap, _does in (*usual_keys(), *keys_of(duplicate=True, asked=True, session=False), *keys_of(duplicate=False, asked=False, session=True)):
        assert sent_by(cap)


def test_a_long_name_is_not_cut_beside_free_space(at_fair: Typist) -> None:
    at_fair.row("Nguyễn Thị Hồng Phượng Hoàng Anh")
    at_fair.settle()
    words = width_of("Nguyễn Thị Hồng Phượng Hoàng Anh", theme().font("body"))
    assert at_fair.view.columnWidth(0) < words, "nothing moves while somebody types"
    at_fair.tab.resize(2200, 728)
    at_fair.settle()
    assert at_fair.view.columnWidth(0) > words


def test_shift_selects_from_the_cell_to_which_the_keys_went(at_fair: Typist) -> None:
    for name in ("Sok Sophea", "Chan Dara"):
        at_fair.row(name)
    at_fair.settle()
    at_fair.go(0, "phone")
    at_fair.type("ask later")
    at_fair.press(Key.Key_Return)
    at_fair.go(0, "name")
    at_fair.press(Key.Key_Down, Shift)
    assert sorted((one.row(), one.column()) for one in at_fair.view.selectedIndexes()) == [(0, 0), (1, 0)]
    at_fair.press(Key.Key_Right, Shift)
    assert len(at_fair.view.selectedIndexes()) == 4 and at_fair.at == (1, 1)
    at_fair.press(Key.Key_Down)
    assert at_fair.view.selectedIndexes() == [at_fair.view.currentIndex()]
