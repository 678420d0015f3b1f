"""Why a value of a person's row is kept: part of the one operation, read back, undone, told, and asked again when the value changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.input.accepted_doubts import accepted_doubt, unaccepted
from prossce_desktop.domain.model.codes import Country, Status
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.domain.problems import Problem
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.people.people_sheet import (
    RowDraft,
    SavedRow,
    SheetRow,
    SheetSaved,
    save_rows,
    sheet,
)
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.store.log.operation_log import entries
from prossce_desktop.store.maintenance.integrity_check import differing
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, open_workspace
from tests.queried import fair, workspace
from tests.store.raw_base import open_raw

TODAY = dt.date(2024, 11, 30)
WHY = "so on the sheet"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with workspace(folder) as made:
        yield made


def save(store: Store, activity: int, *rows: RowDraft) -> SheetSaved:
    return save_rows(store, activity, rows, TODAY)


def with_doubt(store: Store, activity: int, **cells: object) -> tuple[SavedRow, Problem]:
    """A new row, and what is asked about it."""
    [row] = save(store, activity, RowDraft(None, None, {"name": "Sok Dara", **cells})).rows
    [problem] = row.problems
    return row, problem


def keep(store: Store, activity: int, row: SavedRow, problem: Problem, why: str = WHY) -> SheetSaved:
    return save(store, activity, RowDraft(row.participation, None, {}, (accepted_doubt(problem, why),)))


def only_row(store: Store, activity: int) -> SheetRow:
    with store.read() as reading:
        return sheet(reading, activity)[-1]


def test_a_reason_is_read_back_after_the_program_started_again(store: Store, folder: Path) -> None:
    one = fair(store)
    row, problem = with_doubt(store, one, phone="123")
    assert keep(store, one, row, problem).rows[0].problems == ()
    store.close()
    with open_workspace(folder, Plain(), writing=False) as again, again.read() as reading:
        [line] = sheet(reading, one)
    assert line.accepted == (AcceptedDoubt(field="phone", code="invalid-phone", reason=WHY, of='["123"]'),)
    assert unaccepted([problem], line.accepted) == []


def test_a_reason_about_the_person_holds_on_every_list_and_one_about_the_taking_part_only_here(store: Store) -> None:
    first, second = fair(store, "F1"), fair(store, "F2")
    row, phone = with_doubt(store, first, phone="123")
    keep(store, first, row, phone)
    [again] = save(store, second, RowDraft(None, row.person, {"name": "Sok Dara", "phone": "123"})).rows
    assert again.problems == ()
    assert [one.code for one in only_row(store, second).accepted] == ["invalid-phone"]


def test_a_person_taken_twice_is_asked_about_until_a_reason_is_given_for_this_list(store: Store) -> None:
    one, other = fair(store, "F1"), fair(store, "F2")
    [row] = save(store, one, RowDraft(None, None, {"name": "Sok Dara"})).rows
    [twice] = save(store, one, RowDraft(None, row.person, {})).rows
    [problem] = twice.problems
    assert problem.code == "already-listed"
    assert only_row(store, one).doubts == (problem,), "asked again when the sheet is opened"
    assert keep(store, one, twice, problem, "on both days").change is not None
    line = only_row(store, one)
    assert [one.reason for one in line.accepted] == ["on both days"]
    assert unaccepted(line.doubts, line.accepted) == []
    save(store, other, RowDraft(None, row.person, {}))
    [third] = save(store, other, RowDraft(None, row.person, {})).rows
    assert [one.code for one in third.problems] == ["already-listed"]


def test_with_a_new_row_the_reason_is_part_of_its_one_operation(store: Store) -> None:
    one = fair(store)
    _row, problem = with_doubt(store, one, phone="123")
    saved = save(store, one, RowDraft(None, None, {"name": "Chan Mony", "phone": "123"}, (accepted_doubt(problem, WHY),)))
    assert saved.rows[0].problems == ()
    assert saved.change is not None and saved.change.step is not None
    before = len(step_sentences.history_in_words(store))
    store.undo.undo(saved.change.step)
    with store.read() as reading:
        assert [line.values["name"] for line in sheet(reading, one)] == ["Sok Dara"]
    assert len(step_sentences.history_in_words(store)) == before + 1


def test_undo_asks_again_and_redo_settles_again(store: Store) -> None:
    one = fair(store)
    row, problem = with_doubt(store, one, birth="1901")
    change = keep(store, one, row, problem).change
    assert change is not None and change.step is not None
    store.undo.undo(change.step)
    assert unaccepted([problem], only_row(store, one).accepted) == [problem]
    store.undo.redo(change.step)
    assert unaccepted([problem], only_row(store, one).accepted) == []


def test_another_value_is_asked_about_again_and_the_first_one_is_not(store: Store) -> None:
    one = fair(store)
    row, problem = with_doubt(store, one, phone="123")
    keep(store, one, row, problem)
    [changed] = save(store, one, RowDraft(row.participation, None, {"phone": "456"})).rows
    assert [problem.code for problem in changed.problems] == ["invalid-phone"]
    [back] = save(store, one, RowDraft(row.participation, None, {"phone": "123"})).rows
    assert back.problems == ()
    keep(store, one, row, changed.problems[0], "her new one")
    assert [one.reason for one in only_row(store, one).accepted] == ["her new one"], "of one problem of one field the newest stands"


def test_one_reason_for_many_rows_is_one_step(store: Store) -> None:
    one = fair(store)
    rows = save(store, one, *(RowDraft(None, None, {"name": f"Guest {n}", "phone": f"1{n}"}) for n in range(10, 40))).rows
    saved = save(store, one, *(RowDraft(row.participation, None, {}, (accepted_doubt(row.problems[0], WHY),)) for row in rows))
    assert all(not row.problems for row in saved.rows)
    with store.read() as reading:
        assert all([kept.reason for kept in line.accepted] == [WHY] for line in sheet(reading, one))
    told = step_sentences.about(store, one)[0]
    assert told.title == "Values of 30 people are kept, with a reason"
    assert saved.change is not None and told.id == saved.change.step


def test_the_history_tells_value_and_reason_as_a_sentence(store: Store) -> None:
    one = fair(store)
    row, problem = with_doubt(store, one, phone="123")
    keep(store, one, row, problem)
    here, person = step_sentences.about(store, one)[0], step_sentences.about(store, row.person or 0)[0]
    assert (here.title, here.lines) == ("A value of Sok Dara is kept, with a reason", (f"Sok Dara, phone 123 kept. Reason: “{WHY}”",))
    assert person.lines == (f"Phone 123 kept. Reason: “{WHY}”",)
    store.undo.undo(here.id)
    assert step_sentences.about(store, one)[0].title == "Undone: A value of Sok Dara is kept, with a reason"
    assert step_sentences.about(store, fair(store, "Another", held_in=Country.TH))[0].title.startswith("New career fair")


def test_a_reason_given_is_the_first_one_offered_next_time(store: Store) -> None:
    one = fair(store)
    row, problem = with_doubt(store, one, phone="123")
    for n in range(7):
        keep(store, one, row, problem, f"reason {n}")
    assert recent_reasons.recent(store) == [f"reason {n}" for n in (6, 5, 4, 3, 2)]


def test_tables_made_again_hold_the_same_reasons_which_stand_in_the_personal_part(store: Store, tmp_path: Path) -> None:
    one = fair(store)
    row, problem = with_doubt(store, one, phone="123", stage="attended")
    keep(store, one, row, problem)
    save(store, one, RowDraft(row.participation, None, {"phone": "456"}))
    store.undo.undo("op-0004")
    store.rebuild_copy(tmp_path / "again.db")
    with open_raw(store) as db, open_raw(tmp_path / "again.db") as other:
        assert differing(db, other) == []
        blocks = [block for entry in entries(db) for block in entry.blocks if "kept" in block.cols]
    assert [block.personal_fields for block in blocks] == [("kept",)], "a reason may say who it is about"


def test_whoever_attended_enough_and_is_said_to_have_attended_only_is_asked_about(store: Store) -> None:
    """Two of the two sessions: asked at once and whenever the sheet is opened, until it is answered; one of two is 50 % and no question."""
    days = tuple(TrainingSession(date=dt.date(2024, 11, day)) for day in (18, 19))
    with store.work("new", 1) as work:
        [one] = work.new("training", [Training(title="T", code="T", start=days[0].date, country=Country.KH, status=Status.held, sessions=days)])
    row, problem = with_doubt(store, one, stage="attended", attended="2")
    assert (problem.field, problem.code) == ("stage", "enough")
    assert only_row(store, one).doubts == (problem,)
    assert save(store, one, RowDraft(row.participation, None, {"attended": "1"})).rows[0].problems == ()
    assert only_row(store, one).doubts == ()
    save(store, one, RowDraft(row.participation, None, {"attended": "2", "stage": "attended"}))
    assert only_row(store, one).doubts == (problem,)
    keep(store, one, row, problem)
    opened = only_row(store, one)
    assert unaccepted(opened.doubts, opened.accepted) == []
    assert save(store, one, RowDraft(row.participation, None, {"stage": "completed"})).rows[0].problems == ()
    assert only_row(store, one).doubts == ()
