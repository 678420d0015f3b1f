"""What is typed and not saved is taken back newest first, also after the record was read again around it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.records import record_editor
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import TODAY, Settle, shown

pytestmark = pytest.mark.slow

Key, Held = Qt.Key, Qt.KeyboardModifier
REDO = Held.ControlModifier | Held.ShiftModifier


def _opened(session: Session, qtbot: QtBot, settle: Settle, record: int, kind: str, tab: TabName) -> ActivityPage:
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=record, kind=kind, tab=tab.value))
    settle()
    return page


def _type(page: ActivityPage, qtbot: QtBot, text: str) -> None:
    for letter in text:
        qtbot.keyClicks(page.focusWidget(), letter)


def test_the_field_that_was_typed_last_is_taken_back_first_after_news(session: Session, qtbot: QtBot, store: Store, settle: Settle) -> None:
    record = adding.add(store, "training", [("title", "A"), ("start", "2025-03-01")], today=TODAY).id
    page = _opened(session, qtbot, settle, record, "training", TabName.details)
    form = page.editing.form
    assert form is not None
    for name, text in (("place", "Hall"), ("title", "B")):  # the title stands above the place
        form.by_name[name].setFocus()
        qtbot.keyClick(page.focusWidget(), Key.Key_A, Held.ControlModifier)
        _type(page, qtbot, text)
    session.tell(record_editor.save(store, "training", record, {"notes": "By another"}, today=TODAY).change)
    settle()
    assert (form.value("title"), form.value("place"), form.value("notes")) == ("B", "Hall", "By another")
    qtbot.keyClick(page.focusWidget(), Key.Key_Z, Held.ControlModifier)
    assert (form.value("title"), form.value("place")) == ("A", "Hall")
    qtbot.keyClick(page.focusWidget(), Key.Key_Z, Held.ControlModifier)
    assert (form.value("title"), form.value("place")) == ("A", "")


def test_another_fairs_numbers_are_typed_from_the_first_cell_on(session: Session, qtbot: QtBot, store: Store, settle: Settle) -> None:
    fairs = [adding.add(store, "career_fair", [("title", one), ("start", "2025-03-01"), ("channel", "on_site")], today=TODAY).id for one in "FG"]
    page = _opened(session, qtbot, settle, fairs[0], "career_fair", TabName.funnel)
    for number in ("51", "6711"):
        _type(page, qtbot, number)
        qtbot.keyClick(page.focusWidget(), Key.Key_Return)
    page.save()
    settle()
    page.enter(Place(PageName.activity, record=fairs[1], kind="career_fair", tab=TabName.funnel.value))
    _type(page, qtbot, "23")
    settle()
    qtbot.keyClick(page.focusWidget(), Key.Key_Return)
    page.save()
    settle()
    with store.read() as reading:
        first, second = (reading.record(one).value for one in fairs)
    assert (first.employers, first.vacancies, second.employers, second.vacancies) == (51, 6711, 23, None)  # type: ignore[attr-defined]


def test_numbers_typed_while_the_record_was_read_again_come_back_whole(session: Session, qtbot: QtBot, store: Store, settle: Settle) -> None:
    record = adding.add(store, "career_fair", [("title", "F"), ("start", "2025-03-01"), ("channel", "on_site")], today=TODAY).id
    page = _opened(session, qtbot, settle, record, "career_fair", TabName.funnel)
    _type(page, qtbot, "51")
    qtbot.keyClick(page.focusWidget(), Key.Key_Return)
    page.editing.keep_draft()
    settle()
    page.editing.open("career_fair", record, page.editing.key, again=True)  # as after news; the answer is still on its way
    _type(page, qtbot, "6711")
    qtbot.keyClick(page.focusWidget(), Key.Key_Return)
    settle()
    tab = page.tabs[TabName.funnel]
    whole = {name: text for name, text in tab.model.texts.items() if text}
    assert sorted(whole.values()) == ["51", "6711"]
    for _again in range(2):
        qtbot.keyClick(page.focusWidget(), Key.Key_Z, Held.ControlModifier)
    assert not any(tab.model.texts.values())
    for _again in range(2):
        qtbot.keyClick(page.focusWidget(), Key.Key_Z, REDO)
    assert {name: text for name, text in tab.model.texts.items() if text} == whole


def test_a_form_that_was_only_opened_shows_what_a_package_brought(session: Session, qtbot: QtBot, store: Store, settle: Settle) -> None:
    record = adding.add(store, "training", [("title", "A"), ("start", "2025-03-01")], today=TODAY).id
    page = _opened(session, qtbot, settle, record, "training", TabName.details)
    form = page.editing.form
    assert form is not None
    record_editor.save(store, "training", record, {"place": "Hall of a colleague"}, today=TODAY)
    session.tell(exchange_page.everything())  # what the page of the exchange tells once packages were read
    settle()
    assert form.value("place") == "Hall of a colleague"
