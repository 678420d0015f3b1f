"""An answer that comes after its page was left: it takes no keys, moves nobody, and the page in sight stays what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history.current_page import ActionPage, here
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place, where_of
from prossce_desktop.ui.people.organisation_page import OrganisationPage
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.settings.officers_page import OfficersPage
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def _records(store: Store) -> dict[str, int]:
    made = {title: adding.add(store, "training", [("title", title), ("start", "2024-11-18")], today=TODAY).id for title in ("First", "Second")}
    rows = [RowDraft(None, None, {"name": name, "sex": "F"}) for name in ("Sok Sophea", "Chan Dara")]
    for row in people_sheet.save_rows(store, made["First"], rows, TODAY).rows:
        assert row.person is not None
        with store.read() as reading:
            person = reading.record(row.person).value
        assert isinstance(person, Person)
        made[person.name] = row.person
    made["organisation"] = adding.add(store, "organisation", [("name", "Angkor Garments"), ("country", "KH")], today=TODAY).id
    return made


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=_records) as made:
        yield made


def press(shown: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or shown.window, key, held)


def type_(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def in_sight(shown: Window) -> QWidget:
    [page] = [one for one in shown.shell.findChildren(Page) if one.isVisible()]
    return page


def has_keys(page: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and focus.isVisible() and page.isAncestorOf(focus)


def stands(shown: Window) -> bool:
    """Whether what is done now is remembered for the page in sight, which has the keys."""
    return has_keys(in_sight(shown)) and here() == where_of(shown.shell.place)


def name_of(shown: Window, record: int) -> str:
    with shown.store.read() as reading:
        return str(getattr(reading.record(record).value, "name"))  # noqa: B009


@pytest.mark.parametrize("page", [PageName.person, PageName.organisation])
def test_a_form_whose_page_is_left_while_it_is_saved_takes_no_keys_from_the_next_page(shown: Window, page: PageName) -> None:
    record = shown.ids["Sok Sophea" if page is PageName.person else "organisation"]
    shown.go(Place(page, record=record))
    press(shown, Key.Key_E, Ctrl)
    shown.settle()
    press(shown, Key.Key_End)
    type_(" K")
    press(shown, Key.Key_S, Ctrl)
    press(shown, Key.Key_2, Ctrl)
    shown.settle()
    assert name_of(shown, record).endswith(" K") and shown.shell.place.page is PageName.activities
    assert stands(shown)


def test_a_person_opened_while_another_is_saved_stays_on_the_page(shown: Window) -> None:
    first, second = shown.ids["Sok Sophea"], shown.ids["Chan Dara"]
    shown.go(Place(PageName.person, record=first))
    page = shown.shell.page(PageName.person)
    assert isinstance(page, PersonPage)
    press(shown, Key.Key_E, Ctrl)
    shown.settle()
    press(shown, Key.Key_End)
    type_(" K")
    press(shown, Key.Key_S, Ctrl)
    shown.go(Place(PageName.person, record=second))
    assert (page.record, page.header.title.text(), here()) == (second, "Chan Dara", ActionPage("person", second))
    press(shown, Key.Key_E, Ctrl)
    shown.settle()
    press(shown, Key.Key_End)
    type_("vy")
    press(shown, Key.Key_S, Ctrl)
    shown.settle()
    assert (name_of(shown, first), name_of(shown, second)) == ("Sok Sophea K", "Chan Daravy")


def test_a_new_organisation_whose_page_is_left_while_it_is_saved_is_saved_once(shown: Window) -> None:
    shown.go(Place(PageName.organisation, kind="organisation"))
    page = shown.shell.page(PageName.organisation)
    assert isinstance(page, OrganisationPage)
    type_("Mekong Foods")
    page.edit_frame.form.put("constituent", "private_enterprise")
    page.edit_frame.form.put("isic", "C")
    press(shown, Key.Key_S, Ctrl)
    press(shown, Key.Key_3, Ctrl)
    shown.settle()
    with shown.store.read() as reading:
        names = [str(getattr(one.value, "name")) for one in reading.records("organisation")]  # noqa: B009
    assert names.count("Mekong Foods") == 1 and shown.shell.place.page is PageName.people and stands(shown)
    assert shown.store.drafts.held() == [], "nor is it offered as something not saved"


def _typed_title(shown: Window) -> ActivityPage:
    shown.go(Place(PageName.activity, record=shown.ids["First"], kind="training"))
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage) and page.editing.form is not None
    page.editing.form.go_to_field("title")
    press(shown, Key.Key_End)
    type_(", changed")
    return page


def _title(shown: Window) -> str:
    with shown.store.read() as reading:
        value = reading.record(shown.ids["First"]).value
    assert isinstance(value, Training)
    return value.title


def test_undo_on_a_list_leaves_the_activity_alone_that_was_saved_while_one_went_there(shown: Window) -> None:
    _typed_title(shown)
    press(shown, Key.Key_S, Ctrl)
    press(shown, Key.Key_3, Ctrl)
    shown.settle()
    assert shown.shell.place.page is PageName.people and stands(shown)
    press(shown, Key.Key_Z, Ctrl)
    shown.settle()
    assert _title(shown) == "First, changed"


def test_save_and_next_goes_nowhere_once_its_page_was_left(shown: Window) -> None:
    page = _typed_title(shown)
    press(shown, Key.Key_Return, Ctrl)
    press(shown, Key.Key_1, Ctrl)
    shown.settle()
    assert _title(shown) == "First, changed" and shown.shell.place == Place(PageName.overview)
    assert stands(shown)
    shown.go(Place(PageName.activity, record=shown.ids["First"], kind="training"))
    press(shown, Key.Key_S, Ctrl)
    shown.settle()
    assert page.editing.record == shown.ids["First"], "nor when it is saved later"


def test_a_record_that_is_gone_takes_nobody_back_to_its_list(shown: Window) -> None:
    shown.go(Place(PageName.overview))
    shown.shell.go(Place(PageName.activity, record=999_999, kind="training"))
    press(shown, Key.Key_3, Ctrl)
    shown.settle()
    assert shown.shell.place.page is PageName.people and stands(shown)


def test_undo_that_finds_the_last_change_elsewhere_leads_nobody_there_who_left(shown: Window) -> None:
    shown.go(Place(PageName.activity, record=shown.ids["Second"], kind="training"))
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage)
    page.undoing.undo()
    press(shown, Key.Key_1, Ctrl)
    shown.settle()
    assert shown.shell.place == Place(PageName.overview)


@pytest.mark.parametrize("tab", ["details", "people", "head_count"])
def test_a_record_that_opens_after_its_page_was_left_takes_no_keys(shown: Window, tab: str) -> None:
    shown.go(Place(PageName.people))
    shown.shell.go(Place(PageName.activity, record=shown.ids["First"], kind="training", tab=tab))
    press(shown, Key.Key_2, Ctrl)
    shown.settle()
    assert shown.shell.place.page is PageName.activities and stands(shown)
    shown.go(Place(PageName.activity, record=shown.ids["First"], kind="training", tab=tab))
    assert stands(shown), "whoever comes back finds the keys there"


def test_an_officer_added_after_the_page_was_left_takes_no_keys(shown: Window) -> None:
    shown.go(Place(PageName.officers))
    page = shown.shell.page(PageName.officers)
    assert isinstance(page, OfficersPage)
    page.add.setFocus()
    press(shown, Key.Key_Return)
    type_("Bopha")
    assert page.form is not None
    page.form.save.setFocus()
    press(shown, Key.Key_Space)
    press(shown, Key.Key_2, Ctrl)
    shown.settle()
    assert "Bopha" in [one.name for one in shown.store.officers.listed()]
    assert shown.shell.place.page is PageName.activities and stands(shown)


def test_a_list_whose_rows_come_back_takes_no_keys_from_the_search(shown: Window) -> None:
    """Nothing matched, and the window came back to the list without rows: Qt keeps the keys for the list, and gave them to it later."""
    shown.go(Place(PageName.activities))
    press(shown, Key.Key_F, Ctrl)
    type_("zzz")
    shown.settle()
    shown.go(Place(PageName.overview))
    shown.go(Place(PageName.activities))
    press(shown, Key.Key_F, Ctrl)
    press(shown, Key.Key_Delete)
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit)
    shown.settle()
    assert search.hasFocus()
    type_(" Fi")
    press(shown, Key.Key_Backspace)
    shown.settle()
    assert search.hasFocus() and search.text() == " F"
