"""A value that is asked about is kept with a reason, by keys alone and without getting in the way of typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.errors import DiskFull
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.ui.activities.people_grid import grid_saving
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.session.session import Session
from tests.ui.people.typist import NONE, Alt, Ctrl, Key, Shift, Typist, typist_at

ASKED = "This is not a valid phone number. It is saved as it is"


class Hands:
    """Presses keys at the window, so that they go where the focus is, also into what hangs under a field."""

    def __init__(self, typist: Typist, qtbot: QtBot) -> None:
        self.typist = typist
        self.tab = typist.tab
        self.part = typist.tab.keeper.part
        self.tab.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is self.tab.view)

    def press(self, *keys: Key, held: object = NONE) -> None:
        for key in keys:
            QTest.keyClick(self.tab.window().windowHandle(), key, held)  # type: ignore[call-overload]

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.tab.window().windowHandle(), letter)

    def phone(self, row: int, text: str) -> None:
        """Type a phone into a row and leave the cell by Tab, then come back."""
        self.typist.go(row, "phone")
        self.type(text)
        self.press(Key.Key_Tab)
        self.typist.settle()
        self.typist.go(row, "phone")

    def keep(self, reason: str) -> None:
        self.press(Key.Key_K, held=Alt)
        self.type(reason)
        self.press(Key.Key_Return)
        self.typist.settle()

    @property
    def in_grid(self) -> bool:
        """Whether the keys belong to the grid or to its open cell."""
        focus = QApplication.focusWidget()
        return focus is self.tab.view or (focus is not None and self.tab.view.isAncestorOf(focus))

    @property
    def check(self) -> str:
        return self.typist.text(self.typist.at[0], "check")


@pytest.fixture
def hands(at_fair: Typist, qtbot: QtBot) -> Hands:
    return Hands(at_fair, qtbot)


@pytest.fixture
def four(at_fair: Typist, hands: Hands) -> Hands:
    """Four people on the list, whose phones are in order."""
    for name in ("Sok Dara", "Chan Mony", "Heng Sovann", "Ly Bopha"):
        at_fair.row(name)
    at_fair.settle()
    return hands


def listed(session: Session, activity: int) -> list[people_sheet.SheetRow]:
    with session.store.read() as reading:
        return people_sheet.sheet(reading, activity)


@pytest.mark.slow
def test_keys_alone_reach_the_reason_and_come_back_to_the_cell(hands: Hands, session: Session, fair: int, qtbot: QtBot) -> None:
    for reason in ("first", "second", "third", "fourth", "fifth", "sixth"):
        recent_reasons.remember(session.store, reason)
    again = Hands(typist_at(session, qtbot, fair, "career_fair"), qtbot)
    again.type("Sok Dara")
    again.press(*[Key.Key_Tab] * 5)
    again.type("123")
    again.press(Key.Key_K, held=Alt)
    assert again.part.sentence() == f"Phone 123: {ASKED}", "the open cell is taken first"
    cell = again.typist.at
    assert QApplication.focusWidget() is again.part.reason
    assert again.part.reason.is_offering()
    offered = again.part.reason.completer().completionModel()
    assert [offered.index(at, 0).data() for at in range(offered.rowCount())] == ["sixth", "fifth", "fourth", "third", "second"]
    again.press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert again.in_grid
    assert again.typist.at == cell
    assert again.check == "Kept. Reason: fifth"
    assert again.part.sentence() == ""
    again.press(Key.Key_Return)
    again.typist.settle()
    [row] = listed(session, fair)
    assert [(one.field, one.reason) for one in row.accepted] == [("phone", "fifth")]
    assert [one.title for one in step_sentences.about(session.store, fair)] == ["New person Sok Dara, Siem Reap career fair 2024", "New career fair Siem Reap career fair 2024"]
    assert recent_reasons.recent(session.store)[0] == "fifth"


@pytest.mark.slow
def test_a_question_never_takes_the_keys_while_people_are_typed(hands: Hands, session: Session, fair: int) -> None:
    height = hands.tab.view.height()
    for name in ("Sok Dara", "Chan Mony", "Heng Sovann"):
        for at, text in enumerate((name, "", "F", "1990", "", "123", "", "", "")):
            hands.type(text)
            assert hands.in_grid
            hands.press(Key.Key_Tab if at < 8 else Key.Key_Return)
            assert hands.in_grid
            assert hands.tab.view.height() == height, "nothing moves when something is asked"
        hands.press(Key.Key_Up, Key.Key_Down, Key.Key_Backtab, Key.Key_Tab)
        assert hands.in_grid
    hands.typist.settle()
    assert [(one.values["name"], one.values["phone"]) for one in listed(session, fair)] == [(name, "123") for name in ("Sok Dara", "Chan Mony", "Heng Sovann")]


def test_esc_goes_back_without_keeping_and_enter_on_nothing_offers_again(four: Hands, session: Session, fair: int) -> None:
    recent_reasons.remember(session.store, "so on the sheet")
    four.phone(1, "123")
    four.press(Key.Key_K, held=Alt)
    four.type("be")
    four.press(Key.Key_Escape)
    assert four.in_grid
    assert four.typist.at[0] == 1
    assert four.check == ASKED
    four.press(Key.Key_K, held=Alt)
    assert four.part.reason.text() == ""
    four.press(Key.Key_Return)
    assert QApplication.focusWidget() is four.part.reason
    four.press(Key.Key_Escape)
    assert four.in_grid
    assert not four.part.reason.is_offering()
    assert all(not one.accepted for one in listed(session, fair))


@pytest.mark.slow
def test_a_reason_settles_the_problem_and_undo_asks_again(four: Hands, session: Session, fair: int) -> None:
    four.phone(1, "123")
    totals: list[int] = []
    four.tab.totals_changed.connect(lambda found: totals.append(found.to_check))
    assert four.tab.model.needs_check(four.tab.current())
    four.keep("so on the sheet")
    column = four.tab.model.column_of("phone")
    assert (four.check, four.tab.model.needs_check(four.tab.current())) == ("Kept. Reason: so on the sheet", False)
    assert four.tab.model.index(1, column).data(Qt.ItemDataRole.ToolTipRole) == f"{ASKED}. Kept. Reason: so on the sheet"
    assert four.tab.model.index(1, column).data(Roles.severity) is None
    four.typist.qtbot.waitUntil(lambda: bool(totals) and totals[-1] == 0)
    four.press(Key.Key_Z, held=Ctrl)
    four.typist.settle()
    assert four.check == ASKED
    assert four.part.sentence() == f"Phone 123: {ASKED}"
    four.press(Key.Key_Y, held=Ctrl)
    four.typist.settle()
    assert four.check == "Kept. Reason: so on the sheet"


@pytest.mark.slow
def test_the_reason_is_there_when_the_sheet_is_opened_again(four: Hands, session: Session, fair: int, qtbot: QtBot) -> None:
    four.phone(1, "123")
    four.phone(2, "456")
    four.typist.go(1, "phone")
    four.keep("so on the sheet")
    again = typist_at(session, qtbot, fair, "career_fair")
    assert [again.text(at, "check") for at in range(4)] == ["", "Kept. Reason: so on the sheet", ASKED, ""]
    again.go(1, "phone")
    assert again.tab.keeper.part.sentence() == ""


@pytest.mark.slow
def test_a_birth_and_a_stage_are_asked_about_again_when_the_sheet_is_opened(at_training: Typist, session: Session, training: int, qtbot: QtBot) -> None:
    people_sheet.save_rows(session.store, training, [people_sheet.RowDraft(None, None, {"name": "A B", "birth": "1901", "stage": "hired"})], session.today())
    again = typist_at(session, qtbot, training, "training")
    assert again.text(0, "check") == "With this date, the person is 123 years old"
    hands = Hands(again, qtbot)
    again.go(0, "name")
    hands.keep("seen on her card")
    assert hands.check == "“Hired on the spot” is not a stage of this kind of activity", "one question after the other"
    assert hands.part.sentence().startswith("Stage Hired on the spot:")
    hands.keep("hired by the trainer")
    assert hands.check == "Kept. Reason: seen on her card; hired by the trainer"
    third = typist_at(session, qtbot, training, "training")
    assert third.text(0, "check") == "Kept. Reason: seen on her card; hired by the trainer"


@pytest.mark.slow
def test_one_reason_settles_the_same_problem_of_all_selected_rows_in_one_step(four: Hands, session: Session, fair: int) -> None:
    for row, phone in enumerate(("123", "456", "012345678", "789")):
        four.phone(row, phone)
    before = len(step_sentences.about(session.store, fair))
    four.typist.go(0, "phone")
    four.press(Key.Key_Down, Key.Key_Down, Key.Key_Down, held=Shift)
    assert four.part.sentence() == f"Phone in 3 chosen rows: {ASKED}"
    four.keep("numbers of the village office")
    assert [four.typist.text(at, "check") for at in range(4)] == ["Kept. Reason: numbers of the village office"] * 2 + [""] + ["Kept. Reason: numbers of the village office"]
    steps = step_sentences.about(session.store, fair)
    assert (len(steps) - before, steps[0].title) == (1, "Values of 3 people are kept, with a reason")
    four.press(Key.Key_Z, held=Ctrl)
    four.typist.settle()
    assert [four.typist.text(at, "check") for at in (0, 1, 3)] == [ASKED] * 3


@pytest.mark.slow
def test_another_value_is_asked_about_again_and_the_old_one_is_settled_again(four: Hands) -> None:
    four.phone(0, "123")
    four.keep("so on the sheet")
    four.phone(0, "456")
    assert four.check == ASKED
    four.phone(0, "123")
    assert four.check == "Kept. Reason: so on the sheet"


@pytest.mark.slow
def test_a_reason_for_a_row_that_is_not_saved_survives_the_end_of_the_program(hands: Hands, session: Session, fair: int, qtbot: QtBot) -> None:
    hands.typist.go(0, "phone")
    hands.type("123")
    hands.keep("so on the sheet")
    hands.tab.saver.keep()
    hands.typist.settle()
    assert listed(session, fair) == []
    again = Hands(typist_at(session, qtbot, fair, "career_fair"), qtbot)
    assert again.typist.text(0, "check") == "Kept. Reason: so on the sheet"
    again.typist.go(0, "name")
    again.type("Sok Dara")
    again.press(Key.Key_Return)
    again.typist.settle()
    assert [one.reason for row in listed(session, fair) for one in row.accepted] == ["so on the sheet"]


@pytest.mark.slow
def test_a_reason_that_could_not_be_saved_goes_with_the_next_save(four: Hands, session: Session, fair: int, monkeypatch: pytest.MonkeyPatch) -> None:
    four.phone(1, "123")
    real = grid_saving.save

    def full(*_: object) -> object:
        raise DiskFull(path="/")

    monkeypatch.setattr(grid_saving, "save", full)
    four.keep("so on the sheet")
    assert listed(session, fair)[1].accepted == ()
    assert four.tab.current().keeping
    monkeypatch.setattr(grid_saving, "save", real)
    four.tab.save_now()
    four.typist.settle()
    assert [one.reason for one in listed(session, fair)[1].accepted] == ["so on the sheet"]
    assert not four.tab.current().keeping


@pytest.mark.slow
def test_from_a_row_without_a_question_the_key_goes_to_the_next_one_that_has_one(four: Hands) -> None:
    four.phone(1, "123")
    four.typist.go(3, "name")
    assert four.part.sentence() == ""
    four.press(Key.Key_K, held=Alt)
    assert four.typist.at == (1, four.tab.model.column_of("phone"))
    assert QApplication.focusWidget() is four.part.reason
    four.type("so on the sheet")
    four.press(Key.Key_Return)
    four.typist.settle()
    four.press(Key.Key_K, held=Alt)
    assert four.in_grid
    assert four.tab.foot.words() == "No value in this list needs a reason."


def test_a_likely_double_is_asked_first_and_the_value_waits_for_its_key(hands: Hands, session: Session, fair: int) -> None:
    alike = {"sex": "M", "birth": "1995-11-21", "phone": "12388"}
    rows = [people_sheet.RowDraft(None, None, {"name": name, **alike}) for name in ("Heng Sovann", "Heng Sovan")]
    saved = people_sheet.save_rows(session.store, fair, rows, session.today())
    session.tell(saved.change)
    hands.typist.settle()
    hands.typist.go(1, "name")
    assert hands.part.sentence() == ""
    shown = hands.tab.foot.keys()
    assert [one[0] for one in shown] == ["Alt S", "Alt D", "Alt K"]
    hands.press(Key.Key_K, held=Alt)
    assert hands.part.sentence() == f"Phone 12388: {ASKED}"
    hands.press(Key.Key_Escape)
    assert hands.part.sentence() == ""
    hands.press(Key.Key_D, held=Alt)
    hands.typist.settle()
    assert hands.part.sentence() == f"Phone 12388: {ASKED}"


def test_what_could_not_be_understood_has_to_be_cured_and_cannot_be_kept(four: Hands) -> None:
    four.phone(0, "none")
    assert four.part.sentence() == ""
    four.press(Key.Key_K, held=Alt)
    assert four.in_grid


@pytest.mark.slow
def test_the_phone_of_a_known_person_is_not_asked_about_where_a_reason_was_given_elsewhere(
    four: Hands, session: Session, fair: int, training: int, qtbot: QtBot
) -> None:
    four.phone(0, "123")
    four.keep("so on the sheet")
    other = Hands(typist_at(session, qtbot, training, "training"), qtbot)
    other.type("Sok Da")
    qtbot.waitUntil(lambda: bool(other.tab.view.offers()))
    other.press(Key.Key_Down, Key.Key_Return)
    assert other.check == "Kept. Reason: so on the sheet. Already recorded: at 1 fair"
    other.typist.go(1, "name")
    other.typist.settle()
    assert other.typist.text(0, "check").startswith("Kept. Reason: so on the sheet")


@pytest.mark.slow
def test_while_a_reason_is_typed_news_from_elsewhere_leave_it_alone(four: Hands, session: Session, fair: int) -> None:
    four.phone(1, "123")
    four.press(Key.Key_K, held=Alt)
    four.type("so on")
    saved = people_sheet.save_rows(session.store, fair, [people_sheet.RowDraft(None, None, {"name": "Keo Rith"})], session.today())
    session.tell(saved.change)
    four.typist.settle()
    assert QApplication.focusWidget() is four.part.reason
    four.type(" the sheet")
    four.press(Key.Key_Return)
    four.typist.settle()
    assert [four.typist.text(at, "check") for at in range(5)] == ["", "", "Kept. Reason: so on the sheet", "", ""], "who came stands above the row with the keys"
    assert four.typist.at == (2, four.tab.model.column_of("phone"))


@pytest.mark.slow
def test_a_selection_is_kept_over_a_whole_column_of_a_long_list(hands: Hands, session: Session, fair: int) -> None:
    drafts = [people_sheet.RowDraft(None, None, {"name": f"Guest {n}", "phone": f"1{n}"}) for n in range(100, 300)]
    session.tell(people_sheet.save_rows(session.store, fair, drafts, session.today()).change)
    hands.typist.settle()
    model, view = hands.tab.model, hands.tab.view
    hands.typist.go(0, "name")
    view.selectionModel().select(QItemSelection(model.index(0, 0), model.index(199, 0)), QItemSelectionModel.SelectionFlag.Select)
    assert hands.part.sentence().startswith("Phone in 200 chosen rows")
    hands.keep("numbers of the village office")
    assert all(one.accepted for one in listed(session, fair))
