"""At the regional office, a country's record is changed with a reason, asked for on the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.decisions.open_conflicts import SideShown
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.store.actions.reasons_owed import current_reason, with_reason
from prossce_desktop.store.actions.step_history import history as steps_of
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.decisions_page import QUESTIONS_TAB, DecisionsPage
from prossce_desktop.ui.decisions.reason_bar import ReasonBar
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.records.record_tabs import TabName
from tests.ui.exchange.offices import introduced, invited, laptop, send, store_id, training
from tests.ui.read_screen import rows_in
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

WHY = "The programme's list says so"
GO_ON = [(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)]


@pytest.fixture
def country(tmp_path: Path) -> Iterator[Store]:
    with laptop(tmp_path, "country") as made:
        yield made


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, country: Store) -> Iterator[Window]:
    """The window of the regional office, with a training of Cambodia."""

    def fill(store: Store) -> dict[str, int]:
        invited(store, tmp_path / "mail")
        introduced(store, country, tmp_path / "mail")
        made = training(country, "KH-TR-1", "Sok Sophea")
        exchange_page.take_in(store, send(country, tmp_path / "sent"))
        return {"training": made}

    with window(tmp_path, qtbot, records=fill) as made:
        yield made


def opened(shown: Window) -> ActivityPage:
    shown.go(Place(PageName.activity, record=store_id(shown.store, "KH-TR-1"), kind="training"))
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage)
    return page


def form_of_a_person(shown: Window) -> PersonPage:
    """The first person's page, with its form."""
    with shown.store.read() as reading:
        person = next(iter(reading.records("person"))).id
    shown.go(Place(PageName.person, record=person))
    page = shown.shell.page(PageName.person)
    assert isinstance(page, PersonPage)
    page.edit()
    shown.settle()
    return page


def change(shown: Window, page: ActivityPage, title: str) -> None:
    assert page.editing.form is not None
    page.editing.form.go_to_field("title")
    field = shown.window.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, title)
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()


def by_its_key(shown: Window, why: ReasonBar) -> None:
    """The bar says that it waits, and F6 leads into it."""
    field = shown.window.focusWidget()
    assert field is not None and why.isVisible()
    QTest.keyClick(field, Qt.Key.Key_F6)
    assert why.text.hasFocus()


@pytest.mark.parametrize(("key", "held"), GO_ON)
def test_saving_asks_for_the_reason_and_goes_on_with_it(
    shown: Window, country: Store, tmp_path: Path, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    page = opened(shown)
    why = page.beside.reason_bar
    assert why.isVisible() and "Cambodia will read this reason" in why.explained.text()
    change(shown, page, "Counselling, first part")
    assert page.bar.sentence().startswith("Give a reason first")
    page.editing.keep_draft()  # as its timer does
    shown.settle()
    assert page.bar.sentence().startswith("Give a reason first") and "Unsaved entries typed until" in page.bar.sentence()
    by_its_key(shown, why)
    QTest.keyClicks(why.text, WHY)
    QTest.keyClick(why.text, key, held)
    shown.settle()
    assert page.bar.sentence().startswith("Saved") and recent_reasons.recent(shown.store) == [WHY]
    exchange_page.take_in(country, send(shown.store, tmp_path / "back"))
    with country.read() as reading:
        [one] = questions.about(reading, store_id(country, "KH-TR-1"))
    assert (one.text, one.value, one.waits) == (WHY, "Counselling, first part", True)


def test_the_reason_is_of_one_record_and_of_its_page(shown: Window) -> None:
    page = opened(shown)
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    assert current_reason() == WHY
    shown.go(Place(PageName.overview))
    assert current_reason() == ""
    opened(shown)
    assert current_reason() == WHY, "the same record once more"
    with shown.store.read() as reading:
        person = next(iter(reading.records("person"))).id
    shown.go(Place(PageName.person, record=person))
    other = shown.shell.page(PageName.person)
    assert isinstance(other, PersonPage) and other.beside.reason_bar.isVisible() and current_reason() == ""


def test_who_types_on_keeps_the_keys_and_the_reason_waits(shown: Window) -> None:
    page = opened(shown)
    change(shown, page, "Counselling")  # the answer is there, and nothing was pressed since
    QTest.keyClicks(shown.window.focusWidget(), ", part 1")
    assert page.editing.form is not None
    assert page.editing.form.value("title") == "Counselling, part 1" and page.beside.reason_bar.reason() == ""
    assert page.beside.reason_bar.frame.has_problem(), "the bar says that it waits"
    by_its_key(shown, page.beside.reason_bar)
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    assert not page.beside.reason_bar.frame.has_problem()
    press(shown, Qt.Key.Key_Return)
    assert values(shown)[0] == "Counselling, part 1" and recent_reasons.recent(shown.store) == [WHY]


def test_a_package_that_comes_while_a_reason_is_typed_makes_no_reason_of_half_of_it(shown: Window) -> None:
    page = opened(shown)
    page.beside.reason_bar.text.setFocus()
    QTest.keyClicks(page.beside.reason_bar.text, "The pro")
    shown.session.tell(exchange_page.everything())
    shown.settle()
    QTest.keyClicks(shown.window.focusWidget(), "gramme")
    assert page.beside.reason_bar.reason() == "The programme" and recent_reasons.recent(shown.store) == []


def test_news_leave_the_keys_in_the_reason_of_a_decision(shown: Window, country: Store, tmp_path: Path) -> None:
    page = disputed(shown, country, tmp_path, title=("B", "C"), place=("Kep", "Pailin"))
    page.reason_bar.text.setFocus()
    QTest.keyClicks(page.reason_bar.text, "The pro")
    shown.session.tell(object())
    shown.settle()
    QTest.keyClicks(shown.window.focusWidget(), "gramme")
    assert page.reason_bar.reason() == "The programme"


@pytest.mark.parametrize(("key", "held"), GO_ON)
def test_saving_a_person_goes_on_where_the_reason_is_typed(shown: Window, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    page = form_of_a_person(shown)
    page.edit_frame.form.go_to_field("birth")
    field = shown.window.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "1995")
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    by_its_key(shown, page.beside.reason_bar)
    assert page.is_editing()
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    QTest.keyClick(page.beside.reason_bar.text, key, held)
    shown.settle()
    assert not page.is_editing() and recent_reasons.recent(shown.store) == [WHY]


def test_the_page_is_taken_out_once_the_reason_is_given(shown: Window) -> None:
    page = opened(shown)
    page.acts.remove()
    shown.settle()
    by_its_key(shown, page.beside.reason_bar)
    assert shown.speaker.mentioned[-1].startswith("Give a reason first")
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    assert shown.speaker.mentioned[-1].startswith("Removed")
    with shown.store.read() as reading:
        assert list(reading.records("training")) == []


def test_what_waited_is_let_go_when_the_keys_go_elsewhere(shown: Window) -> None:
    page = opened(shown)
    page.acts.remove()
    shown.settle()
    page.editing.form.go_to_field("place")  # type: ignore[union-attr]
    page.beside.reason_bar.text.setFocus()
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    with shown.store.read() as reading:
        assert len(list(reading.records("training"))) == 1


def test_enter_without_a_reason_lets_nothing_go(shown: Window) -> None:
    page = opened(shown)
    page.acts.remove()
    shown.settle()
    by_its_key(shown, page.beside.reason_bar)
    press(shown, Qt.Key.Key_Return)
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    with shown.store.read() as reading:
        assert list(reading.records("training")) == []


def test_what_is_refused_after_another_record_was_opened_waits_nowhere(shown: Window) -> None:
    with shown.store.work("new", 1) as work:
        [own] = work.new("training", [Training(title="Of the office")])
    page = opened(shown)
    page.acts.remove()
    shown.go(Place(PageName.activity, record=own, kind="training"))
    shown.settle()
    assert page.beside.reason_bar._waits is None
    with shown.store.read() as reading:
        assert len(list(reading.records("training"))) == 2


def test_a_step_of_the_country_is_taken_back_in_the_history_once_the_reason_is_given(shown: Window) -> None:
    page = opened(shown)
    page.show_tab(TabName.history)
    shown.settle()
    tab = page.tabs[TabName.history]
    newest = tab.steps[0].id
    tab.undo(newest)
    shown.settle()
    by_its_key(shown, page.beside.reason_bar)
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    with shown.store.read() as reading:
        taken_back = [one.undone for one in step_sentences.steps_in_words(reading, steps_of(reading)) if one.id == newest]
    assert taken_back == [True]


def test_a_row_of_the_list_says_that_it_waits_for_the_reason_until_it_is_given(shown: Window) -> None:
    page = opened(shown)
    page.show_tab(TabName.people)
    shown.settle()
    tab = page.tabs[TabName.people]
    model, sex, name = tab.model, tab.model.column_of("sex"), tab.model.column_of("name")
    assert sex is not None and name is not None
    assert not model.flags(model.index(0, name)) & Qt.ItemFlag.ItemIsEditable and model.index(0, name).data().startswith("KH-")
    model.set_cells([(0, name, "W"), (0, sex, "m")])
    shown.settle()
    tab.saver.keep()  # as its timer does
    shown.settle()
    assert model.rows[0].refusal.startswith("Give a reason first")
    assert any(one.text().startswith("Give a reason first") for one in tab.foot.findChildren(QLabel) if one.isVisible())
    by_its_key(shown, page.beside.reason_bar)
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    assert model.rows[0].refusal == "" and model.rows[0].dirty == set()
    with shown.store.read() as reading:
        assert [one.value.sex for one in reading.records("person")] == ["male"]  # type: ignore[attr-defined]


def test_ctrl_enter_in_the_list_begins_the_next_record_once_the_reason_is_given(shown: Window) -> None:
    page = opened(shown)
    page.show_tab(TabName.people)
    shown.settle()
    tab = page.tabs[TabName.people]
    sex = tab.model.column_of("sex")
    assert sex is not None
    tab.view.setFocus()
    tab.model.set_cells([(0, sex, "m")])
    press(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    by_its_key(shown, page.beside.reason_bar)
    assert page.editing.record is not None, "it stays until the reason is given"
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    assert tab.model.rows[0].dirty == set()
    tab.view.setFocus()
    press(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.editing.record is None


def test_people_are_taken_off_the_list_once_the_reason_is_given(shown: Window) -> None:
    page = opened(shown)
    page.show_tab(TabName.people)
    shown.settle()
    tab = page.tabs[TabName.people]
    tab.view.selectRow(0)
    tab.acts.remove_rows()
    shown.settle()
    by_its_key(shown, page.beside.reason_bar)
    assert len(tab.model.rows) == 1
    QTest.keyClicks(page.beside.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    assert tab.model.rows == [] and shown.speaker.mentioned[-1].startswith("1 person removed from the list")


def test_fields_that_stand_in_the_country_are_closed_in_the_form(shown: Window) -> None:
    page = form_of_a_person(shown)
    frames = page.edit_frame.form.by_name
    closed = {name for name, frame in frames.items() if not frame.editor.isEnabled()}  # type: ignore[attr-defined]
    assert closed == {"name"}, "there is nothing else of her"
    assert frames["name"].editor.placeholderText() == "not on this computer"  # type: ignore[attr-defined]


def test_the_offices_own_records_ask_for_nothing(shown: Window) -> None:
    shown.go(Place(PageName.activity, kind="training"))
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage) and not page.beside.reason_bar.isVisible()
    assert page.editing.form is not None
    page.editing.form.put("status", "planned")
    change(shown, page, "Of the office itself")
    assert page.bar.sentence().startswith("Saved") and not page.beside.reason_bar.isVisible()


def disputed(shown: Window, country: Store, folder: Path, **fields: tuple[str, str]) -> DecisionsPage:
    """The office's page of what two laptops of the country set differently: the first laptop's value, then the second's."""
    training = store_id(country, "KH-TR-1")
    with laptop(folder, "mate") as mate:
        introduced(shown.store, mate, folder / "mail")
        exchange_page.take_in(mate, [one for one in send(shown.store, folder / "to-mate") if one.exists()])
        for store, at in ((country, 0), (mate, 1)):
            with store.work("edit", 1) as work:
                work.set("training", {training: {name: both[at] for name, both in fields.items()}})
            exchange_page.take_in(shown.store, send(store, folder / f"side-{at}"))
    shown.go(Place(PageName.decisions))
    page = shown.shell.page(PageName.decisions)
    assert isinstance(page, DecisionsPage) and len(rows_in(page.conflicts.view)) == len(fields)
    return page


def sides(page: DecisionsPage) -> tuple[SideShown, ...]:
    one = page.conflicts.current()
    assert one is not None
    return one.sides


def press(shown: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    field = shown.window.focusWidget()
    assert field is not None
    QTest.keyClick(field, key, held)
    shown.settle()


def values(shown: Window) -> tuple[str, str]:
    with shown.store.read() as reading:
        value = reading.record(store_id(shown.store, "KH-TR-1")).value
    assert isinstance(value, Training)
    return value.title, value.place or ""


def test_a_side_that_was_chosen_stays_while_the_reason_is_asked_for(shown: Window, country: Store, tmp_path: Path) -> None:
    page = disputed(shown, country, tmp_path, title=("As Phnom Penh says", "As Siem Reap says"))
    other = 1 - [side.is_shown for side in sides(page)].index(True)
    wanted = sides(page)[other].words
    press(shown, Qt.Key.Key_Left if other == 0 else Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_Return)
    assert "Give a reason first" in page.banner.accessibleName()
    by_its_key(shown, page.reason_bar)
    assert page.conflicts.sides.place() == other and values(shown)[0] != wanted
    QTest.keyClicks(page.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    assert values(shown)[0] == wanted and rows_in(page.conflicts.view) == [] and not page.banner.isVisible()
    assert shown.speaker.mentioned[-1] == f"Decided: Title, {wanted}"
    exchange_page.take_in(country, send(shown.store, tmp_path / "back"))
    with country.read() as reading:
        assert [one.text for one in questions.about(reading, store_id(country, "KH-TR-1"))] == [WHY]


def test_a_rule_that_was_chosen_stays_while_the_reason_is_asked_for(shown: Window, country: Store, tmp_path: Path) -> None:
    page = disputed(shown, country, tmp_path, title=("B", "C"), place=("Kep", "Pailin"))
    page.conflicts.many.click()
    page.rule.field.set_value("every")
    page.rule.field.edited.emit()
    page.rule.stands.set_value(country.identity.device_key.hex())
    page.rule.stands.edited.emit()
    page.rule.decide.click()
    shown.settle()
    assert page.rule.isVisible() and len(rows_in(page.conflicts.view)) == 2
    by_its_key(shown, page.reason_bar)
    QTest.keyClicks(page.reason_bar.text, WHY)
    press(shown, Qt.Key.Key_Return)
    assert values(shown) == ("B", "Kep") and page.rule.isHidden() and rows_in(page.conflicts.view) == []


def test_the_country_reads_it_among_the_questions_and_says_that_it_has(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {"training": training(store, "KH-TR-1", "Sok Sophea")}) as shown:
        (tmp_path / "office").mkdir()
        with laptop(tmp_path, "regional") as regional:
            invited(regional, tmp_path / "mail")
            introduced(regional, shown.store, tmp_path / "mail")
            exchange_page.take_in(regional, send(shown.store, tmp_path / "sent"))
            with with_reason(WHY), regional.work("edit", 1) as work:
                work.set("training", {shown.ids["training"]: {"title": "Changed"}})
            exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        shown.go(Place(PageName.decisions, tab=QUESTIONS_TAB))
        page = shown.shell.page(PageName.decisions)
        assert isinstance(page, DecisionsPage)
        assert [row[1:] for row in rows_in(page.questions.view)] == [(WHY, "Changed: read why")]
        assert not page.questions.send.isVisible() and page.questions.close_it.words() == "Mark as read"
        assert not page.reason_bar.isVisible()
        page.questions.close_it.click()
        shown.settle()
        assert rows_in(page.questions.view) == []
