"""The grid of people: rows typed or pasted, saved as one step, with stages, problems and likely doubles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from prossce_desktop.domain.model.codes import Country, Sex, Stage, Status, Verdict
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import UnknownActivity
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.people.people_sheet import (
    RowDraft,
    SheetSaved,
    people_json,
    remove_rows,
    save_rows,
    sheet,
)
from prossce_desktop.services.reporting import counted_figures
from prossce_desktop.store.workspace.store import Store
from tests.queried import fair, workspace

TODAY = dt.date(2024, 11, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


def typed(**cells: object) -> RowDraft:
    return RowDraft(None, None, cells)


def save(store: Store, activity: int, *rows: RowDraft) -> SheetSaved:
    return save_rows(store, activity, rows, TODAY)


def listed(store: Store, activity: int) -> list[Mapping[str, object]]:
    with store.read() as reading:
        return [one.values for one in sheet(reading, activity)]


def training(store: Store, sessions: int = 5, status: Status = Status.held) -> int:
    days = tuple(TrainingSession(date=dt.date(2024, 11, 18) + dt.timedelta(days=n)) for n in range(sessions))
    with store.work("new", 1) as work:
        [made] = work.new("training", [Training(title="T", code="T", start=days[0].date, country=Country.KH, status=status, sessions=days)])
    return made


def test_rows_are_saved_in_their_order_as_one_step_that_undo_takes_back(store: Store) -> None:
    one = fair(store)
    before = len(listed(store, one))
    saved = save(store, one, *(typed(name=f"Guest {n}", sex="F", phone=f"0124478{n:02}") for n in range(40)))
    assert [one["name"] for one in listed(store, one)] == [f"Guest {n}" for n in range(40)]
    assert saved.change is not None
    assert saved.change.step is not None
    store.undo.undo(saved.change.step)
    assert len(listed(store, one)) == before
    assert counted_figures.figures(store).reach.whole.named == 0


def test_a_row_with_a_hard_problem_is_left_out_and_the_others_are_saved(store: Store) -> None:
    one = fair(store)
    saved = save(store, one, typed(name="A B"), typed(name="C D", birth="31/02/1998"), typed(sex="F"), typed(name="", sex=""))
    assert [row.saved for row in saved.rows] == [True, False, False, False]
    assert [[problem.sentence for problem in row.problems] for row in saved.rows] == [[], ["February has no day 31."], ["A name is needed."], []]
    assert len(listed(store, one)) == 1


def test_soft_problems_are_said_and_their_reason_is_kept(store: Store) -> None:
    one = fair(store)
    reason = AcceptedDoubt(field="phone", code="invalid-phone", reason="as on the sheet", of='["999"]')
    saved = save(store, one, RowDraft(None, None, {"name": "A B", "phone": "123"}, (reason,)))
    assert [(problem.code, problem.severity) for problem in saved.rows[0].problems] == [("invalid-phone", Severity.soft)]
    with store.read() as reading:
        value = reading.record(saved.rows[0].person or 0).value
    assert isinstance(value, Person)
    assert value.kept == (reason,)
    assert value.phone == "123"


@pytest.mark.parametrize(
    ("status", "stage"), [(Status.held, "attended"), (Status.planned, "pre_registered")],
)
def test_without_a_typed_stage_people_of_a_held_fair_attended_and_of_a_planned_one_are_pre_registered(store: Store, status: Status, stage: str) -> None:
    one = fair(store, status=status)
    save(store, one, typed(name="A B"))
    assert listed(store, one)[0]["stage"] == stage


def test_ticks_decide_the_stage_and_taking_one_back_changes_it(store: Store) -> None:
    one = training(store)
    ticks = {f"session_{n}": "x" for n in range(1, 5)}
    saved = save(store, one, typed(name="A B", **ticks), typed(name="C D", session_1="x"), typed(name="E F"))
    assert [(row["stage"], row.get("attended")) for row in listed(store, one)] == [("completed", 4), ("attended", 1), ("registered", None)]
    save(store, one, RowDraft(saved.rows[0].participation, None, {"session_4": ""}))
    first = listed(store, one)[0]
    assert (first["stage"], first["attended"], "session_4" in first) == ("attended", 3, False)


def test_a_picked_person_gets_a_participation_and_no_second_record(store: Store) -> None:
    first, second = fair(store, "F1"), fair(store, "F2")
    known = save(store, first, typed(name="Sok Sophea", phone="012447906")).rows[0].person
    saved = save(store, second, RowDraft(None, known, {"stage": "hired", "email": "s@x.org"}))
    assert saved.rows[0].person == known
    with store.read() as reading:
        [row] = sheet(reading, second)
        assert (row.person, row.values["stage"], row.values["email"], row.known) == (known, "hired", "s@x.org", "career fair 2024")
        assert len(people_json(reading)) == 1


def test_a_saved_row_changes_only_what_was_typed_and_an_emptied_cell_is_emptied(store: Store) -> None:
    one = fair(store)
    saved = save(store, one, typed(name="Sok Sophea", phone="012447906", province="KH-12", age="30"))
    changed = save(store, one, RowDraft(saved.rows[0].participation, None, {"phone": "", "age": "31"}))
    [row] = listed(store, one)
    assert "phone" not in row
    assert (row["name"], row["province"], row["age"]) == ("Sok Sophea", "KH-12", 31)
    assert changed.change is not None
    assert len(changed.change.records) == 2


def test_the_same_values_again_write_nothing(store: Store) -> None:
    one = fair(store)
    saved = save(store, one, typed(name="Sok Sophea", sex="F"))
    assert save(store, one, RowDraft(saved.rows[0].participation, None, {"name": "Sok Sophea", "sex": "F"})).change is None


def test_a_name_cannot_be_emptied(store: Store) -> None:
    one = fair(store)
    saved = save(store, one, typed(name="Sok Sophea"))
    again = save(store, one, RowDraft(saved.rows[0].participation, None, {"name": ""}))
    assert [problem.code for problem in again.rows[0].problems] == ["empty"]
    assert listed(store, one)[0]["name"] == "Sok Sophea"


def test_likely_doubles_within_the_sheet_are_open_pairs_that_widen_the_range(store: Store) -> None:
    one = fair(store)
    alike = {"sex": "M", "birth": "1995-11-21"}
    saved = save(store, one, typed(name="Heng Sovann", phone="012884310", **alike), typed(name="Heng Sovan", phone="012884310", **alike))
    assert (saved.linked, saved.opened) == (0, 1)
    with store.read() as reading:
        first, second = sheet(reading, one)
    assert (first.pairs[0].row, second.pairs[0].row) == (2, 1)
    assert "same phone" in second.pairs[0].reason
    whole = counted_figures.figures(store).reach.whole
    assert (whole.lower, whole.upper, whole.open_pairs) == (1, 2, 1)


@pytest.mark.rule("C11.5")
def test_deciding_a_pair_is_one_step_and_undo_opens_it_again(store: Store) -> None:
    one = fair(store)
    alike = {"sex": "M", "birth": "1995-11-21", "phone": "012884310"}
    a, b = (row.person or 0 for row in save(store, one, typed(name="Heng Sovann", **alike), typed(name="Heng Sovan", **alike)).rows)
    change = duplicate_pairs.decide(store, b, a, Verdict.same)
    assert counted_figures.figures(store).reach.whole.upper == 1
    assert duplicate_pairs.decide(store, a, b, Verdict.same) is None
    with store.read() as reading:
        assert [row.same_as for row in sheet(reading, one)] == [None, a]
    assert change is not None
    store.undo.undo(change.step or "")
    whole = counted_figures.figures(store).reach.whole
    assert (whole.lower, whole.upper) == (1, 2)
    duplicate_pairs.decide(store, a, b, Verdict.different)
    whole = counted_figures.figures(store).reach.whole
    assert (whole.lower, whole.upper) == (2, 2)


@pytest.mark.rule("C11.1")
def test_a_person_certainly_known_is_linked_at_once(store: Store) -> None:
    first, second = fair(store, "F1"), fair(store, "F2")
    save(store, first, typed(name="Sok Sophea", phone="012447906"))
    saved = save(store, second, typed(name="SOPHEA Sok", phone="+855 12 447 906"))
    assert (saved.linked, saved.opened) == (1, 0)
    assert counted_figures.figures(store).reach.whole.named == 1
    with store.read() as reading:
        assert sheet(reading, second)[0].known == "career fair 2024"


@pytest.mark.rule("C11.2")
def test_different_valid_ids_are_never_offered(store: Store) -> None:
    one = fair(store)
    alike = {"name": "Sok Sophea", "phone": "012447906", "birth": "2000-03-12"}
    saved = save(store, one, typed(**alike, national_id="059650502"), typed(**alike, national_id="059650513"))
    assert (saved.linked, saved.opened) == (0, 0)


def test_removing_a_row_takes_a_person_who_is_nowhere_else_along(store: Store) -> None:
    first, second = fair(store, "F1"), fair(store, "F2")
    rows = save(store, first, typed(name="Only Here"), typed(name="Twice Here")).rows
    save(store, second, RowDraft(None, rows[1].person, {}))
    change = remove_rows(store, first, [row.participation or 0 for row in rows])
    with store.read() as reading:
        assert [one["name"] for one in people_json(reading)] == ["Twice Here"]
    assert change is not None
    store.undo.undo(change.step or "")
    assert [row["name"] for row in listed(store, first)] == ["Only Here", "Twice Here"]


def test_the_contract_gives_the_people_of_an_activity_in_the_order_of_entry(store: Store) -> None:
    one = fair(store, "F1")
    save(
        store, one,
        typed(name="ចាន់ ដារ៉ា", latin_name="Chan Dara", sex="ប", birth="21/07/1974", phone="70920425", national_id="059650502", province="KH-12", disability="no"),
        typed(name="Joko", age="25", pre="56", post="83.5"),
    )  # fmt: skip
    with store.read() as reading:
        dara, joko = people_json(reading, activity="F1")
        assert {name: dara[name] for name in ("name", "latin_name", "sex", "birth", "age", "phone", "province", "disability", "disability_basis", "stage", "country")} == {
            "name": "ចាន់ ដារ៉ា", "latin_name": "Chan Dara", "sex": "male", "birth": "1974-07-21", "age": 50, "phone": "070920425", "province": "KH-12",
            "disability": "no", "disability_basis": "self_declared", "stage": "attended", "country": "KH",
        }  # fmt: skip
        assert (joko["age"], joko["birth"], joko["pre"], joko["post"], joko["sessions"]) == (25, None, 56, 83.5, None)
        assert [one["name"] for one in people_json(reading, activity="F1", search="dara")] == ["ចាន់ ដារ៉ា"]
        assert people_json(reading, countries=["LA"]) == []
        assert [one["age"] for one in people_json(reading)] == [None, None]
        assert "stage" not in people_json(reading)[0]
        with pytest.raises(UnknownActivity):
            people_json(reading, activity="nowhere")


def test_a_participation_of_another_stage_than_the_activity_has_is_asked_about(store: Store) -> None:
    one = training(store)
    saved = save(store, one, typed(name="A B", stage="hired"))
    assert [problem.code for problem in saved.rows[0].problems] == ["other-stage"]
    with store.read() as reading:
        value = reading.record(saved.rows[0].participation or 0).value
    assert isinstance(value, Participation)
    assert value.stage is Stage.hired


def test_women_and_men_are_understood_in_a_pasted_column(store: Store) -> None:
    one = fair(store)
    save(store, one, typed(name="A B", sex="ស្រី"), typed(name="C D", sex="ប្រុស"), typed(name="E F", sex="នារី"))
    assert [row["sex"] for row in listed(store, one)] == [Sex.female, Sex.male, Sex.female]
