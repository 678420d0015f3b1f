"""Two records joined by real keys in the window: found, side by side, chosen, joined, taken back and told apart again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.decisions_page import DecisionsPage
from prossce_desktop.ui.overview.waiting_row import WaitingRow
from prossce_desktop.ui.people.join_page import JoinPage
from prossce_desktop.ui.people.organisation_page import OrganisationPage
from prossce_desktop.ui.people.organisations_page import OrganisationsPage
from prossce_desktop.ui.people.people_page import PeoplePage
from prossce_desktop.ui.people.person_page import PersonPage
from tests.ui.read_screen import rows_in
from tests.ui.window import TODAY, Window, window

Key, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Shift = Qt.KeyboardModifier.ShiftModifier


def records(store: Store) -> dict[str, int]:
    """One woman twice, at two fairs; two men with one name at one of them; an employer twice."""
    ids = {}
    for name, start in (("one", "2024-11-02"), ("two", "2024-11-16")):
        ids[name] = add(store, "career_fair", [("title", f"Fair {name}"), ("start", start), ("channel", "on_site")], today=TODAY).id
    rows: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("first", "one", {"name": "ស៊ុំ សុភា", "sex": "f", "phone": "012345678", "province": "Kandal"}),
        ("second", "two", {"name": "Sum Sophea", "sex": "f", "birth": "3/4/1999", "phone": "098765432"}),
        ("man", "one", {"name": "Chan Dara", "sex": "m", "birth": "1/2/1990", "stage": "attended"}),
        ("other", "one", {"name": "Chan Dararith", "sex": "f", "birth": "5/6/1980", "stage": "registered"}),
    )
    for name, fair, row in rows:
        ids[name] = people_sheet.save_rows(store, ids[fair], [RowDraft(None, None, row)], TODAY).rows[0].person or 0
    for name, called in (("garments", "Angkor Garments"), ("garment", "Angkor Garment Co., Ltd")):
        pairs = [("name", called), *([("isic", "C")] if name == "garment" else [])]
        ids[name] = add(store, "organisation", pairs, today=TODAY).id
    return ids


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=records) as shown:
        yield shown


def press(made: Window, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or made.window, key, held)
    made.settle()


def words_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def page(made: Window, kind: type[JoinPage | PersonPage | OrganisationPage], name: PageName) -> JoinPage | PersonPage | OrganisationPage:
    found = made.shell.page(name)
    assert isinstance(found, kind)
    return found


def joining(made: Window) -> JoinPage:
    found = page(made, JoinPage, PageName.joining)
    assert isinstance(found, JoinPage)
    return found


def person(made: Window, id: int) -> Person:
    with made.store.read() as reading:
        value = reading.record(id).value
    assert isinstance(value, Person)
    return value


def find_the_other(made: Window, typed: str) -> JoinPage:
    press(made, Key.Key_J, Ctrl)
    assert made.shell.place.page is PageName.joining
    shown = joining(made)
    assert shown.finder.hasFocus()
    QTest.keyClicks(shown.finder, typed)
    made.bot.waitUntil(lambda: bool(shown.finder.offers()), timeout=5000)
    press(made, Key.Key_Down)
    press(made, Key.Key_Return)
    made.bot.waitUntil(lambda: bool(shown.rows.rows), timeout=5000)
    return shown


def how_many_people(made: Window) -> int:
    with made.store.read() as reading:
        return int(reading.execute("SELECT count(DISTINCT canonical) FROM person WHERE removed = 0").fetchall()[0][0])


@pytest.mark.slow
def test_a_person_is_found_joined_and_taken_back_by_keys_alone(made: Window) -> None:
    first, second = made.ids["first"], made.ids["second"]
    before, people = made.store.digest().digest, how_many_people(made)
    made.go(Place(PageName.person, record=first))
    shown = find_the_other(made, "8765432")
    rows = {row.field.name: row for row in shown.rows.rows}
    assert list(rows) == ["name", "birth", "phone", "province"], "what differs; the sex is the same and stands below"
    assert {name: row.chosen for name, row in rows.items()} == {"name": 0, "birth": 1, "phone": 0, "province": 0}, (
        "an empty value gives way, otherwise the record that was entered first"
    )
    assert "now counted as one person" in words_in(shown)
    assert rows["name"].hasFocus()
    press(made, Key.Key_Right)
    press(made, Key.Key_Return)
    press(made, Key.Key_Return)
    assert rows["phone"].hasFocus()
    press(made, Key.Key_0)
    press(made, Key.Key_Return)
    press(made, Key.Key_2)
    press(made, Key.Key_1)
    press(made, Key.Key_Return)
    assert shown.join_button.hasFocus()
    press(made, Key.Key_Return)
    assert made.shell.place == Place(PageName.person, record=first)
    assert how_many_people(made) == people - 1
    for id, phone in ((first, "012345678"), (second, "098765432")):
        value = person(made, id)
        assert (value.name, value.birth, value.province, value.phone) == ("Sum Sophea", "1999-04-03", "KH-8", phone), id
    one = page(made, PersonPage, PageName.person)
    assert "Joined with" in words_in(one)
    press(made, Key.Key_Z, Ctrl)
    assert made.store.digest().digest == before, "one key takes back all of it"
    assert made.speaker.mentioned[-1] == "Undone: Joined: ស៊ុំ សុភា and Sum Sophea"


@pytest.mark.slow
def test_the_history_of_both_says_it_and_opens_the_other_and_each_page_parts_them(made: Window) -> None:
    first, second = made.ids["first"], made.ids["second"]
    for at_page_of, other in ((first, second), (second, first)):
        made.go(Place(PageName.joining, record=first, focus=second, kind="person"))
        joining(made).join_button.click()
        made.settle()
        made.go(Place(PageName.person, record=at_page_of))
        shown = page(made, PersonPage, PageName.person)
        links = [one for one in shown.history.findChildren(QWidget) if one.accessibleName().startswith("The same as ")]
        assert links
        QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
        made.settle()
        assert made.shell.place == Place(PageName.person, record=other)
        made.go(Place(PageName.person, record=at_page_of))
        [apart] = [one for one in shown.same.joined.findChildren(QWidget) if one.accessibleName().startswith("Not the same: ")]
        apart.setFocus()
        QTest.keyClick(apart, Key.Key_Return)
        made.settle()
        assert "Joined with" not in words_in(shown)
        with made.store.read() as reading:
            verdicts = [str(one.value.verdict.value) for one in reading.records("link") if {one.value.a, one.value.b} == {first, second}]  # type: ignore[attr-defined]
        assert verdicts == ["different"]


def test_it_is_said_before_what_speaks_against_one_person_and_what_joining_does_there(made: Window) -> None:
    made.go(Place(PageName.joining, record=made.ids["man"], focus=made.ids["other"], kind="person"))
    said = words_in(joining(made))
    for words in (
        "Their sex is different.", "Their dates of birth are different.",
        "Both are on the list of “Fair one”, with different attendance. Both rows stay, but count as one person.",
    ):  # fmt: skip
        assert words in said


@pytest.mark.slow
def test_an_organisation_is_found_and_joined_and_its_page_says_with_which(made: Window) -> None:
    one, other = made.ids["garments"], made.ids["garment"]
    made.go(Place(PageName.organisation, record=one))
    shown = find_the_other(made, "angkor")
    assert {row.field.name: row.chosen for row in shown.rows.rows} == {"name": 0, "isic": 1}
    assert "counted as one organisation" in words_in(shown)
    press(made, Key.Key_Return, Ctrl)
    assert made.shell.place == Place(PageName.organisation, record=one)
    with made.store.read() as reading:
        values = [reading.record(id).value for id in (one, other)]
    assert all(isinstance(value, Organisation) and (value.name, value.isic) == ("Angkor Garments", "C") for value in values)
    for at in (one, other):
        made.go(Place(PageName.organisation, record=at))
        assert "Joined with" in words_in(page(made, OrganisationPage, PageName.organisation))
    made.go(Place(PageName.organisation, record=one))
    press(made, Key.Key_Z, Ctrl)
    with made.store.read() as reading:
        assert [reading.record(id).value.name for id in (one, other)] == ["Angkor Garments", "Angkor Garment Co., Ltd"]
    assert "Joined with" not in words_in(page(made, OrganisationPage, PageName.organisation))


@pytest.mark.slow
def test_undo_on_the_page_of_the_other_one_says_where_it_was_joined(made: Window) -> None:
    """The names stay as they are, so nothing but the link was made."""
    first, second = made.ids["garments"], made.ids["garment"]
    made.go(Place(PageName.joining, record=first, focus=second, kind="organisation"))
    for row in joining(made).rows.rows:
        row.choose(None)
    press(made, Key.Key_Return, Ctrl)
    made.go(Place(PageName.organisation, record=second))
    before = made.store.digest().digest
    press(made, Key.Key_Z, Ctrl)
    assert made.store.digest().digest == before
    said = made.speaker.mentioned[-1]
    assert said.startswith("Nothing was undone. The last change was made elsewhere: Joined: Angkor Garments and Angkor Garment Co., Ltd")
    assert "on the page of Angkor Garments" in said


@pytest.mark.slow
def test_joined_records_side_by_side_are_told_apart_there(made: Window) -> None:
    place = Place(PageName.joining, record=made.ids["first"], focus=made.ids["second"], kind="person")
    made.go(place)
    shown = joining(made)
    assert shown.different_button.accessibleName() == "Different people"
    press(made, Key.Key_Return, Ctrl)
    made.go(place)
    assert shown.different_button.accessibleName() == "They are not the same"
    assert "already joined" in words_in(shown)
    shown.different_button.setFocus()
    press(made, Key.Key_Return)
    assert made.shell.place == Place(PageName.person, record=made.ids["first"])
    assert "Joined with" not in words_in(page(made, PersonPage, PageName.person))


@pytest.mark.slow
def test_pairs_that_wait_are_decided_one_after_the_other_by_keys(made: Window) -> None:
    """Organisations and people in one list: the same, different, and side by side with a value chosen; each is taken back there."""
    mate = people_sheet.save_rows(
        made.store, made.ids["two"], [RowDraft(None, None, {"name": "Chan Dara", "sex": "m", "birth": "1/2/1990", "phone": "077111222"})], TODAY
    )
    made.go(Place(PageName.overview))
    made.settle()
    waits = made.shell.page(PageName.overview).findChildren(WaitingRow)
    assert {"Organisations to check", "People to check"} <= {one.text() for one in waits}
    [row] = [one for one in waits if one.text() == "Organisations to check"]
    row.click()
    made.settle()
    shown = made.shell.page(PageName.decisions)
    assert isinstance(shown, DecisionsPage) and shown.pairs.view.hasFocus()
    assert rows_in(shown.pairs.view) == [
        ("Angkor Garments", "Angkor Garment Co., Ltd", "Names differ in one letter"), ("Chan Dara", "Chan Dara", "Same name, same date of birth"),
    ]  # fmt: skip
    before = made.store.digest().digest
    press(made, Key.Key_S, Alt)
    assert [one[0] for one in rows_in(shown.pairs.view)] == ["Chan Dara"], "decided, it is not asked again, and the next one is under the eyes"
    press(made, Key.Key_Z, Ctrl)
    assert len(rows_in(shown.pairs.view)) == 2 and made.store.digest().digest == before
    press(made, Key.Key_D, Alt)
    assert [one[0] for one in rows_in(shown.pairs.view)] == ["Chan Dara"]
    press(made, Key.Key_Return)
    assert made.shell.place.page is PageName.joining
    press(made, Key.Key_Return, Ctrl)
    assert made.shell.place == Place(PageName.decisions, tab="pairs")
    assert rows_in(shown.pairs.view) == []
    assert person(made, mate.rows[0].person or 0).phone == person(made, made.ids["man"]).phone == "077111222"
    press(made, Key.Key_Z, Ctrl)
    assert [one[0] for one in rows_in(shown.pairs.view)] == ["Chan Dara"]


def test_the_chip_to_check_shows_organisations_that_may_be_one(made: Window) -> None:
    made.go(Place(PageName.organisations))
    shown = made.shell.page(PageName.organisations)
    assert isinstance(shown, OrganisationsPage)
    assert shown.model.rowCount() == 2
    add(made.store, "organisation", [("name", "Mekong Hotel")], today=TODAY)
    shown.check.click()
    made.settle()
    assert sorted(shown.model.row(at).name for at in range(shown.model.rowCount())) == ["Angkor Garment Co., Ltd", "Angkor Garments"]
    made.go(Place(PageName.organisation, record=made.ids["garment"]))
    one = page(made, OrganisationPage, PageName.organisation)
    assert "Probably the same as Angkor Garments" in words_in(one)
    [same] = [each for each in one.same.likely.findChildren(QWidget) if each.accessibleName().startswith("The same organisation: ")]
    same.setFocus()
    QTest.keyClick(same, Key.Key_Return)
    made.settle()
    assert "Joined with" in words_in(one) and "Possible duplicates" not in words_in(one)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind", "both"), [(PageName.people, "person", ("man", "other")), (PageName.organisations, "organisation", ("garments", "garment"))])
def test_two_rows_chosen_in_a_list_are_joined_from_there(made: Window, name: PageName, kind: str, both: tuple[str, str]) -> None:
    made.go(Place(name))
    shown = made.shell.page(name)
    assert isinstance(shown, PeoplePage | OrganisationsPage)
    shown.view.setFocus()
    press(made, Key.Key_Home)
    press(made, Key.Key_J, Ctrl)
    assert made.shell.place == Place(name) and made.speaker.mentioned[-1] == "Choose two rows to join them."
    press(made, Key.Key_Down, Shift)
    press(made, Key.Key_J, Ctrl)
    first, second = sorted(made.ids[one] for one in both)
    assert made.shell.place == Place(PageName.joining, record=first, focus=second, kind=kind)
    assert joining(made).rows.rows[0].hasFocus(), "the keys are at the first field that differs"


def test_the_row_with_the_keys_is_in_sight_in_a_small_window(made: Window) -> None:
    """Nine fields differ, more than stand in 512 pixels."""
    ids = []
    for at, email in enumerate(("a@example.org", "b@example.org")):
        row = {
            "name": f"Keo Sothea {at}", "sex": "fm"[at], "birth": str(1990 + at), "phone": f"01234567{at}", "email": email,
            "province": ("Kandal", "Kampot")[at], "education": str(2 + at), "employer": f"Mill {at}", "address": f"Street {at}",
        }  # fmt: skip
        saved = people_sheet.save_rows(made.store, made.ids["two"], [RowDraft(None, None, dict[str, object](row))], TODAY)
        ids.append(saved.rows[0].person or 0)
    made.window.resize(911, 512)
    made.go(Place(PageName.joining, record=ids[0], focus=ids[1], kind="person"))
    rows = joining(made).rows.rows
    assert len(rows) >= 8
    for row in rows:
        assert row.hasFocus()
        seen = row.visibleRegion().boundingRect()
        assert seen.height() == row.height(), f"{row.field.name}: {seen.height()} of {row.height()} px in sight"
        press(made, Key.Key_Return)


@pytest.mark.slow
def test_two_people_of_an_activity_are_joined_from_its_list(made: Window) -> None:
    place = Place(PageName.activity, record=made.ids["one"], kind="career_fair", tab="people")
    made.go(place)
    tab = made.shell.page(PageName.activity).tabs.people  # type: ignore[attr-defined]
    tab.view.setFocus()
    press(made, Key.Key_Home, Ctrl)
    press(made, Key.Key_J, Ctrl)
    assert made.shell.place == place and made.speaker.mentioned[-1] == "Choose two rows to join them."
    press(made, Key.Key_Down)
    press(made, Key.Key_Down, Shift)
    press(made, Key.Key_J, Ctrl)
    first, second = sorted((made.ids["man"], made.ids["other"]))
    assert made.shell.place == Place(PageName.joining, record=first, focus=second, kind="person")
    press(made, Key.Key_Return, Ctrl)
    with made.store.read() as reading:
        assert duplicate_decisions.records_of_one(reading, "person", first) == [first, second]


def test_escape_leaves_everything_as_it_was(made: Window) -> None:
    before: Callable[[], bytes | str] = lambda: made.store.digest().digest  # noqa: E731
    was = before()
    made.go(Place(PageName.joining, record=made.ids["first"], focus=made.ids["second"], kind="person"))
    press(made, Key.Key_2)
    press(made, Key.Key_Escape)
    assert made.shell.place == Place(PageName.person, record=made.ids["first"])
    assert before() == was
