"""A reason covers the value it was given for, and no other."""

from __future__ import annotations

import datetime as dt

import pytest

from prossce_desktop.domain.input.accepted_doubts import (
    LONGEST_NOTE,
    accepted_doubt,
    doubt_covering,
    merged_doubts,
    unaccepted,
    with_value_notes,
)
from prossce_desktop.domain.input.attendance import Attendance
from prossce_desktop.domain.input.draft_reading import build, understand
from prossce_desktop.domain.input.people_sheet_rows import SheetRules, doubts, read_rows
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import ActivityKind, Stage, Status
from prossce_desktop.domain.model.fields import AcceptedDoubt, Record
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.domain.problems import Problem, Severity

FAIR = SheetRules("KH", Attendance(ActivityKind.career_fair, Status.held), dt.date(2024, 11, 10))
TRAINING = SheetRules("KH", Attendance(ActivityKind.training, Status.held), dt.date(2024, 11, 10))


def soft(record: type[Record], **values: object) -> Problem:
    """The one soft problem of these values."""
    [found] = [one for one in build(record, values)[1] if one.severity is Severity.soft]
    return found


def test_a_reason_covers_the_same_value_however_it_was_typed() -> None:
    [typed] = understand(Training, {"title": "A", "start": "1/2/2031", "end": "2033-02-03"}).problems
    kept = accepted_doubt(typed, "a course of two years")
    [again] = understand(Training, {"title": "A", "start": dt.date(2031, 2, 1), "end": "3/2/2033"}).problems
    assert doubt_covering(again, [kept]) == kept
    assert unaccepted([again], [kept]) == []


@pytest.mark.parametrize(
    ("record", "before", "after"),
    [
        (Person, {"name": "A", "birth": "1890"}, {"name": "A", "birth": "1891"}),
        (CareerFair, {"title": "F", "start": "1999-01-01"}, {"title": "F", "start": "1999-01-02"}),
        (CareerFair, {"title": "F", "registered": 100, "qualified": 120}, {"title": "F", "registered": 90, "qualified": 120}),
        (Training, {"title": "T", "start": "2024-01-01", "end": "2024-01-05", "hours": 96}, {"title": "T", "start": "2024-01-01", "end": "2024-01-02", "hours": 96}),
        (Training, {"title": "T", "country": "KH", "province": "TH-10"}, {"title": "T", "country": "VN", "province": "TH-10"}),
    ],
    ids=["the value", "a date", "the step before", "the days of the hours", "the country of the province"],
)  # fmt: skip
def test_another_value_or_another_one_it_is_compared_with_is_asked_about_again(
    record: type[Record], before: dict[str, object], after: dict[str, object]
) -> None:
    first, second = soft(record, **before), soft(record, **after)
    kept = accepted_doubt(first, "it is so")
    assert doubt_covering(first, [kept]) == kept
    assert (first.field, first.code) == (second.field, second.code)
    assert unaccepted([second], [kept]) == [second]
    assert unaccepted([soft(record, **before)], [kept]) == [], "put back, the reason holds again"


def test_what_the_program_fills_in_at_the_first_save_does_not_ask_again() -> None:
    session = (TrainingSession(date=dt.date(2024, 1, 9)),)
    open_end = soft(Training, title="T", start=dt.date(2024, 1, 1), sessions=session)
    filled = soft(Training, title="T", start=dt.date(2024, 1, 1), end=dt.date(2024, 1, 1), sessions=session)
    assert unaccepted([filled], [accepted_doubt(open_end, "held later")]) == []


def test_a_reason_of_a_base_that_notes_no_value_covers_nothing() -> None:
    problem = soft(Person, name="A", birth="1890")
    assert unaccepted([problem], [AcceptedDoubt(field="birth", code="year", reason="on her card")]) == [problem]


def test_hard_problems_and_remarks_are_never_covered() -> None:
    found = with_value_notes([Problem("a", "x", "Stop."), Problem("a", "y", "Note.", Severity.note)], {"a": 1})
    kept = [AcceptedDoubt(field=one.field, code=one.code, reason="no", of=one.of) for one in found]
    assert unaccepted(found, kept) == found


def test_of_one_problem_of_one_field_only_the_newest_reason_stands() -> None:
    old, other, new = (
        AcceptedDoubt(field=name, code="c", reason=reason, of="[1]") for name, reason in (("a", "old"), ("b", "other"), ("a", "new"))
    )
    assert merged_doubts([old, other], [new]) == (other, new)


def test_a_long_value_is_noted_in_a_few_letters_and_is_still_told_from_others() -> None:
    many = tuple(TrainingSession(date=dt.date(2024, 3, 1) + dt.timedelta(days=n)) for n in range(60))
    first, second = (soft(Training, title="T", start=dt.date(2024, 3, 1), end=dt.date(2024, 4, 28), sessions=one) for one in (many, (*many[:-2], many[-1])))
    assert first.of != second.of
    assert max(len(first.of), len(second.of)) <= LONGEST_NOTE


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [("phone", "123", "invalid-phone"), ("national_id", "12", "invalid-id"), ("birth", "2/3/1901", "very-old"), ("stage", "hired", "other-stage")],
)
def test_what_is_asked_at_typing_is_asked_again_of_the_stored_value_and_one_reason_covers_both(name: str, typed: str, code: str) -> None:
    [read] = read_rows([{name: typed}], TRAINING)
    [asks] = read.problems
    value = (read.person | read.took_part)[name]
    assert (asks.code, asks.severity) == (code, Severity.soft)
    [stored] = doubts(name, str(getattr(value, "value", value)), TRAINING)
    assert unaccepted([stored], [accepted_doubt(asks, "so on the sheet")]) == []
    assert stored.sentence == asks.sentence


def test_a_value_that_was_left_out_is_not_asked_about_when_it_is_stored() -> None:
    assert doubts("birth", "2024-12-01", FAIR) == [], "born after the activity: the sentence says it was left empty, which it is not"
    assert doubts("phone", "012345678", FAIR) == []
    assert doubts("stage", Stage.hired, FAIR) == []
