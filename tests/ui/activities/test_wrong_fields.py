"""Wrong fields of a form keep their marks and sentences while others are typed, cured and refused, by real keys."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.domain.input.draft_reading import understand
from prossce_desktop.domain.model.fields import FieldKind, fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.problems import Severity
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.records.row_grid_field import RowsField
from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import TODAY, Settle, new, shown

HOURS = "Session 2: hours cannot be more than 24."


def _training(qtbot: QtBot, session: Session, settle: Settle) -> tuple[ActivityPage, RecordForm]:
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(new("training"))
    settle()
    form = page.editing.form
    assert form is not None
    return page, form


def _type(qtbot: QtBot, form: RecordForm, name: str, text: str) -> None:
    editor = form.by_name[name].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def _rows(form: RecordForm, name: str = "sessions") -> RowsField:
    field = form.by_name[name].editor
    assert isinstance(field, RowsField)
    return field


def _type_session(qtbot: QtBot, rows: RowsField, row: int, day: str, hours: str) -> None:
    rows.view.setFocus()
    rows.view.setCurrentIndex(rows.model.index(row, 0))
    for text, key in ((day, Qt.Key.Key_Tab), (hours, Qt.Key.Key_Return)):
        qtbot.keyClicks(rows.view, text[0])
        qtbot.keyClicks(rows.view.editor(), text[1:])
        qtbot.keyClick(rows.view.editor(), key)


def _said(form: RecordForm) -> dict[str, str]:
    return {name: frame.note.sentence() for name, frame in form.by_name.items() if frame.has_problem()}


@pytest.mark.slow
def test_every_wrong_field_is_said_at_once_and_stays_said_while_another_is_cured(
    qtbot: QtBot, session: Session, store: Store, settle: Settle
) -> None:
    adding.add(store, "training", [("title", "Another"), ("code", "KH-TR-700"), ("start", "2025-01-01")], today=TODAY)
    page, form = _training(qtbot, session, settle)
    _type(qtbot, form, "title", "Something")
    _type(qtbot, form, "code", "KH-TR-700")
    _type(qtbot, form, "start", "18/11/2024")
    _type(qtbot, form, "end", "2 nov")
    _type(qtbot, form, "counted_on", "31/13")
    _type(qtbot, form, "hours", "many")
    rows = _rows(form)
    _type_session(qtbot, rows, 0, "18/11", "6")
    _type_session(qtbot, rows, 1, "19/11", "25")
    settle()
    wrong = _said(form)
    assert wrong == {
        "code": wrong["code"], "end": "The end date is before the start date.", "hours": "“many” is not a number.", "sessions": HOURS,
        "counted_on": "“31/13” is not a date. Write it like 18/11/2024.",
    }  # fmt: skip
    assert rows.model.index(0, 0).data() == "18 Nov 2024", "a day without its year lies in the year of the form"
    cell = rows.model.index(1, 1)
    assert (cell.data(Roles.severity), cell.data(Roles.problem)) == (Severity.hard, HOURS)
    assert rows.model.index(0, 1).data(Roles.severity) is None
    page.save()
    settle()
    assert _said(form) == wrong and page.editing.record is None
    assert "Cannot save: 5 fields need correction" in page.bar.sentence()
    for name, text in (("end", "22/11"), ("hours", "12"), ("counted_on", "22 nov"), ("code", "KH-TR-701")):
        _type(qtbot, form, name, text)
        settle()
        del wrong[name]
        assert _said(form) == wrong
    _type_session(qtbot, rows, 1, "19/11", "6")
    settle()
    assert _said(form) == {}
    page.save()
    settle()
    assert page.editing.record is not None
    with store.read() as reading:
        value = reading.record(page.editing.record).value
    assert isinstance(value, Training)
    assert (value.end, value.counted_on) == (dt.date(2024, 11, 22), dt.date(2024, 11, 22))
    assert [(one.date, one.hours) for one in value.sessions] == [(dt.date(2024, 11, 18), 6), (dt.date(2024, 11, 19), 6)]


@pytest.mark.slow
def test_each_wrong_cell_of_a_small_grid_is_said_with_its_row(qtbot: QtBot, session: Session, settle: Settle) -> None:
    _page, form = _training(qtbot, session, settle)
    rows = _rows(form)
    _type_session(qtbot, rows, 0, "31/13", "30")
    _type_session(qtbot, rows, 1, "soon", "-1")
    settle()
    assert form.by_name["sessions"].note.sentence().split("\n") == [
        "Session 1, day: “31/13” is not a date. Write it like 18/11/2025.", "Session 1: hours cannot be more than 24.",
        "Session 2, day: “soon” is not a date. Write it like 18/11/2025.", "Session 2: hours cannot be negative.",
    ]  # fmt: skip
    assert all(rows.model.index(row, column).data(Roles.severity) == Severity.hard for row in (0, 1) for column in (0, 1))


def test_a_tier_without_a_name_says_which_it_is() -> None:
    found = understand(KINDS["programme"], {"title": "P", "tiers": [{"name": "Basics"}, {"mode": "in_person"}]})
    assert [one.sentence for one in found.problems] == ["Tier 2: name is needed."]


def _refused(kind: FieldKind) -> str | None:
    """What no field of this kind takes."""
    return {FieldKind.whole: "many", FieldKind.number: "many", FieldKind.date: "31/13", FieldKind.choice: "???", FieldKind.yes_no: "perhaps"}.get(kind)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_wrong_field_of_any_kind_hides_another(kind: str) -> None:
    """All that can be wrong in the declared fields is wrong together: every one is named, and each pair as well."""
    wrong = {one.name: text for one in fields_of(KINDS[kind]) if (text := _refused(one.kind)) is not None and not one.many}
    named = {one.field for one in understand(KINDS[kind], wrong).problems if one.severity is Severity.hard}
    assert named >= set(wrong)
    rule = {"title": "T", "start": "2025-03-10", "end": "2025-03-02"}
    if "start" in wrong:
        for name in wrong.keys() - {"start", "end"}:
            found = understand(KINDS[kind], {**rule, name: wrong[name]}).problems
            assert {name, "end"} <= {one.field for one in found if one.severity is Severity.hard}, name


@pytest.mark.slow
def test_a_day_of_a_head_count_and_of_a_visit_lies_in_the_year_of_the_fair(qtbot: QtBot, session: Session, store: Store, settle: Settle) -> None:
    fair = adding.add(store, "career_fair", [("title", "Fair"), ("start", "2024-12-30"), ("end", "2025-01-02"), ("count", "40")], today=TODAY).id
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=fair, kind="career_fair", tab="head_count"))
    settle()
    editor = page.tabs[TabName.head_count].fields.frames["counted_on"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "2 jan")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "2 Jan 2025"
    page.save()
    settle()
    rows = [RowDraft(None, None, {"name": "Sok Dara", "counted_on": "30/12"}), RowDraft(None, None, {"name": "Chea Mony", "counted_on": "1/1"})]
    people_sheet.save_rows(store, fair, rows, TODAY)
    with store.read() as reading:
        [count] = list(reading.records("head_count"))
        days = [str(one.values["counted_on"]) for one in people_sheet.sheet(reading, fair, TODAY)]
    assert str(getattr(count.value, "counted_on", None)) == "2025-01-02"
    assert days == ["2024-12-30", "2025-01-01"]
