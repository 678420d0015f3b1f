"""A name typed into a reference is a record, or stops Save; it never vanishes. Over every reference of every form, by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.domain.model.fields import references_of
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.services.commands import adding
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.activities.fair.employers_tab import EmployersTab
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import TODAY, Settle, new, shown

FORMS = (*ACTIVITY_KINDS, "programme", "institutional_result", "impact_story", "organisation", "person")
"""Kinds that are typed into a form."""
IN_GRIDS = {("fair_employer", "organisation")}
"""References typed into a cell of a grid."""
SET_BY_THE_PROGRAM = {
    ("fair_employer", "activity"), ("participation", "person"), ("participation", "activity"), ("participation", "employer"),
    ("head_count", "activity"), ("attachment", "activity"), ("link", "a"), ("link", "b"), ("organisation_link", "a"), ("organisation_link", "b"), ("query", "record"),
    ("follow_up", "person"), ("follow_up", "activity"),
}  # fmt: skip
"""References nobody types in the window: the record stands where they point, or was chosen by pressing it."""
ALL = [(kind, one.name) for kind in FORMS for one in references_of(KINDS[kind])]
ALT = Qt.KeyboardModifier.AltModifier


def test_every_reference_is_looked_at_here() -> None:
    declared = {(kind, one.name) for kind, record in KINDS.items() for one in references_of(record)}
    assert declared == {*ALL, *IN_GRIDS, *SET_BY_THE_PROGRAM}
    assert len(ALL) == 13  # five kinds of activity with part_of and same_event_as, a training's programme, a story's person and institution


def _page(qtbot: QtBot, session: Session, settle: Settle, place: Place) -> ActivityPage:
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(place)
    settle()
    return page


def _type(qtbot: QtBot, page: ActivityPage, name: str, text: str) -> QLineEdit:
    form = page.editing.form
    assert form is not None
    editor = form.by_name[name].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    return editor


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "field"), ALL, ids=[".".join(one) for one in ALL])
def test_a_name_typed_and_not_chosen_stops_save_and_one_key_makes_it(
    qtbot: QtBot, session: Session, store: Store, settle: Settle, kind: str, field: str
) -> None:
    page = _page(qtbot, session, settle, new(kind))
    form = page.editing.form
    assert form is not None
    _type(qtbot, page, "title", "Something")
    if kind in ACTIVITY_KINDS:
        _type(qtbot, page, "start", "3/3/2025")
    editor = _type(qtbot, page, field, "Four-tier")
    page.save()
    settle()
    frame = form.by_name[field]
    assert page.editing.record is None, "nothing was saved"
    assert frame.note.sentence() == "“Four-tier” is not in the list. Choose from the list, or add a new record."
    assert form.by_name[field].name() in page.bar.sentence()
    assert editor.text() == "Four-tier" and editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_N, ALT)
    settle()
    assert not frame.has_problem()
    page.save()
    settle()
    assert page.editing.record is not None
    with store.read() as reading:
        made = reading.record(getattr(reading.record(page.editing.record).value, field))
    assert made.kind in form.fields[field].shown.refers
    assert "Four-tier" in (getattr(made.value, "title", None), getattr(made.value, "name", None))
    if made.kind in ACTIVITY_KINDS:
        assert (made.kind, str(made.value.start)) == (kind, "2025-03-03")


@pytest.mark.slow
def test_nothing_is_said_of_a_reference_until_it_is_left(qtbot: QtBot, session: Session, settle: Settle) -> None:
    page = _page(qtbot, session, settle, new("training"))
    form = page.editing.form
    assert form is not None
    _type(qtbot, page, "title", "Something")
    editor = _type(qtbot, page, "programme", "Four")
    settle()
    assert not form.by_name["programme"].has_problem() and "Programme" not in page.bar.sentence()
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    settle()
    assert form.by_name["programme"].note.sentence().startswith("“Four” is not in the list.")
    assert "Programme" in page.bar.sentence()


@pytest.mark.slow
def test_a_record_is_known_by_its_whole_name_and_an_activity_by_its_code(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    programme = adding.add(store, "programme", [("title", "Four-tiered training"), ("tier", "Basics/self_paced")], today=TODAY)
    fair = adding.add(store, "career_fair", [("title", "Fair"), ("code", "KH-CF-007"), ("start", "2025-03-01")], today=TODAY)
    page = _page(qtbot, session, settle, new("training"))
    _type(qtbot, page, "title", "Something")
    _type(qtbot, page, "start", "3/3")
    _type(qtbot, page, "programme", "four-tiered TRAINING ")
    _type(qtbot, page, "part_of", "KH-CF-007")
    page.save()
    settle()
    assert page.editing.record is not None
    with store.read() as reading:
        value = reading.record(page.editing.record).value
    assert (value.programme, value.part_of) == (programme.id, fair.id)


@pytest.mark.slow
def test_a_typed_name_is_in_the_draft_and_back_in_its_field(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    page = _page(qtbot, session, settle, new("training"))
    written = QInputMethodEvent()
    written.setCommitString("²٣")  # digits that no record's number has
    QApplication.sendEvent(_type(qtbot, page, "programme", ""), written)
    page.leave()
    settle()
    [draft] = store.drafts.held()
    again = _page(qtbot, session, settle, Place(PageName.activity, kind="training", draft=draft.key))
    form = again.editing.form
    assert form is not None and form.value("programme") == "²٣"


@pytest.mark.slow
def test_an_activity_is_made_new_only_with_its_dates(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    page = _page(qtbot, session, settle, new("training"))
    form = page.editing.form
    assert form is not None
    editor = _type(qtbot, page, "part_of", "The whole course")
    qtbot.keyClick(editor, Qt.Key.Key_N, ALT)
    settle()
    assert form.by_name["start"].editor.hasFocus()  # type: ignore[attr-defined]
    assert form.value("part_of") == "The whole course"
    with store.read() as reading:
        assert list(reading.execute("SELECT id FROM activity")) == []


@pytest.mark.slow
def test_an_employer_that_is_typed_and_not_known_becomes_an_organisation_and_says_so(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    fair = adding.add(store, "career_fair", [("title", "Fair"), ("start", "2025-03-01")], today=TODAY)
    page = _page(qtbot, session, settle, Place(PageName.activity, record=fair.id, kind="career_fair", tab="employers"))
    tab = page.tabs[TabName.employers]
    assert isinstance(tab, EmployersTab)
    tab.view.setFocus()
    qtbot.keyClicks(tab.view, "A")
    qtbot.keyClicks(tab.view.editor(), "ngkor")
    qtbot.keyClick(tab.view.editor(), Qt.Key.Key_Tab)
    assert tab.model.index(0, tab.model.columnCount() - 1).data(_check_role()) == "New organisation"
    page.save()
    settle()
    with store.read() as reading:
        [(name,)] = reading.execute("SELECT name FROM organisation").fetchall()
    assert name == "Angkor"


def _check_role() -> int:
    from prossce_desktop.ui.grids.item_roles import Roles

    return int(Roles.check_text)
