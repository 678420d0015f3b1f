"""Lists of people and organisations, and the page of one: what they show, and that the keyboard suffices."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.people import Link, Person
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.people.organisation_page import OrganisationPage
from prossce_desktop.ui.people.organisations_page import OrganisationsPage
from prossce_desktop.ui.people.people_page import PeoplePage
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session
from tests.ui.people.typist import TODAY, Ctrl, Key
from tests.ui.waiting import at_rest


def settle(session: Session, qtbot: QtBot) -> None:
    at_rest(session.jobs, due_ms=0)


def shown(page: Page, session: Session, qtbot: QtBot, place: Place) -> Page:
    qtbot.addWidget(page)
    page.resize(1158, 700)
    page.show()
    page.enter(place)
    settle(session, qtbot)
    return page


def words_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


@pytest.fixture
def people(session: Session, fair: int) -> list[int]:
    rows: list[dict[str, object]] = [
        {"name": "ហេង សុវណ្ណ", "latin_name": "Heng Sovann", "sex": "m", "birth": "21/11/1995", "phone": "012884310", "province": "Battambang"},
        {"name": "ហេង សុវណ្ណា", "latin_name": "Heng Sovan", "sex": "m", "birth": "21/11/1995", "phone": "012884311", "province": "Battambang"},
        *(dict[str, object](name=f"Person {a}{b}", sex="f", province="Kandal") for a in "ABCDEFGHIJKLM" for b in "abcdefghijklmnopqrstuvwxyz"),
    ]
    saved = people_sheet.save_rows(session.store, fair, [RowDraft(None, None, one) for one in rows], TODAY)
    return [one.person or 0 for one in saved.rows]


@pytest.mark.slow
def test_the_list_is_a_window_on_the_base(session: Session, qtbot: QtBot, people: list[int]) -> None:
    page = shown(PeoplePage(session), session, qtbot, Place(PageName.people))
    assert isinstance(page, PeoplePage)
    assert page.model.rowCount() == len(people)
    last = page.model.rowCount() - 1
    page.frame.view.scrollToBottom()
    for at in range(last - 20, last + 1):
        page.model.row(at)
    settle(session, qtbot)
    assert len({page.model.row(at).id for at in range(last - 20, last + 1)}) == 21


@pytest.mark.slow
def test_search_and_chips_leave_a_part_and_enter_opens_it(session: Session, qtbot: QtBot, people: list[int]) -> None:
    page = shown(PeoplePage(session), session, qtbot, Place(PageName.people))
    assert isinstance(page, PeoplePage)
    QTest.keyClicks(page.frame.search, "sovan")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=3000)
    settle(session, qtbot)
    went: list[Place] = []
    page.go.connect(went.append)
    QTest.keyClick(page.frame.view, Key.Key_Return)
    assert went[0].page is PageName.person
    assert went[0].record in people[:2]
    page.frame.search.set_value("")
    page.sex.choose("male", True)
    settle(session, qtbot)
    assert page.model.rowCount() == 2
    page.sex.clear()
    page.check.click()
    settle(session, qtbot)
    assert page.model.rowCount() == 2


def test_a_person_shows_facts_participations_and_who_may_be_the_same(session: Session, qtbot: QtBot, people: list[int]) -> None:
    page = shown(PersonPage(session), session, qtbot, Place(PageName.person, record=people[1]))
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: "012 884 311" in words_in(page), timeout=3000)
    said = words_in(page)
    assert "21 Nov 1995, 28 years" in said
    assert "012 884 311" in said
    assert "Probably the same as ហេង សុវណ្ណ" in said
    page.same.likely.decided.emit(people[0], False)
    settle(session, qtbot)
    assert "Probably the same as" not in words_in(page)
    with session.store.read() as reading:
        [link] = list(reading.records("link"))
        assert isinstance(link.value, Link)
        assert link.value.verdict is Verdict.different


@pytest.mark.slow
def test_a_person_is_edited_in_place_and_the_history_takes_it_back(session: Session, qtbot: QtBot, people: list[int]) -> None:
    page = shown(PersonPage(session), session, qtbot, Place(PageName.person, record=people[0]))
    assert isinstance(page, PersonPage)
    page.edit()
    settle(session, qtbot)
    form = page.edit_frame.form
    assert form.value("latin_name") == "Heng Sovann"
    form.put("phone", "016217034")
    QTest.keyClick(page.edit_frame, Key.Key_S, Ctrl)
    settle(session, qtbot)
    settle(session, qtbot)
    assert not page.is_editing()
    qtbot.waitUntil(lambda: "016 217 034" in words_in(page), timeout=3000)
    with session.store.read() as reading:
        step = session.store.undo.history(people[0])[0].id
        value = reading.record(people[0]).value
        assert isinstance(value, Person)
        assert value.phone == "016217034"
    page.undoing.take_back(step)
    settle(session, qtbot)
    settle(session, qtbot)
    qtbot.waitUntil(lambda: "012 884 310" in words_in(page), timeout=3000)


@pytest.mark.slow
def test_an_impossible_value_in_the_form_stands_beside_its_field(session: Session, qtbot: QtBot, people: list[int]) -> None:
    page = shown(PersonPage(session), session, qtbot, Place(PageName.person, record=people[0]))
    assert isinstance(page, PersonPage)
    page.edit()
    settle(session, qtbot)
    page.edit_frame.form.put("name", "")
    page.edit_frame.editing.save()
    settle(session, qtbot)
    assert page.is_editing()
    assert page.edit_frame.form.by_name["name"].has_problem()


@pytest.mark.slow
def test_a_new_organisation_is_made_and_shows_its_fairs(session: Session, qtbot: QtBot, fair: int) -> None:
    page = shown(OrganisationPage(session), session, qtbot, Place(PageName.organisation, kind="organisation"))
    assert isinstance(page, OrganisationPage)
    assert page.is_editing()
    page.edit_frame.form.put("name", "Angkor Textile")
    page.edit_frame.editing.save()
    settle(session, qtbot)
    settle(session, qtbot)
    assert page.record is not None
    add(session.store, "fair_employer", [("activity", str(fair)), ("organisation", str(page.record)), ("posts_local", "40")], today=TODAY)
    page.read_again()
    settle(session, qtbot)
    assert page.fairs.view.model().index(0, 1).data() == "40"
    every = shown(OrganisationsPage(session), session, qtbot, Place(PageName.organisations))
    assert isinstance(every, OrganisationsPage)
    assert [every.model.index(0, at).data() for at in (0, 4, 5)] == ["Angkor Textile", "1", "40"]


@pytest.mark.slow
def test_what_was_typed_of_a_person_and_not_saved_is_offered_again(session: Session, qtbot: QtBot, people: list[int]) -> None:
    page = shown(PersonPage(session), session, qtbot, Place(PageName.person, record=people[0]))
    assert isinstance(page, PersonPage)
    page.edit()
    settle(session, qtbot)
    page.edit_frame.form.put("latin_name", "Heng Sovanna")
    page.leave()
    settle(session, qtbot)
    page.enter(Place(PageName.person, record=people[0], draft=f"record:{people[0]}"))
    settle(session, qtbot)
    assert page.is_editing()
    assert page.edit_frame.form.value("latin_name") == "Heng Sovanna"


def test_an_empty_base_says_where_people_come_from(session: Session, qtbot: QtBot) -> None:
    page = shown(PeoplePage(session), session, qtbot, Place(PageName.people))
    assert "No people yet" in words_in(page)
