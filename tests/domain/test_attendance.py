from __future__ import annotations

import pytest

from prossce_desktop.domain.input.attendance import Attendance, default_stage, is_tick, stage_of
from prossce_desktop.domain.model.codes import ActivityKind, Stage, Status

HELD = Attendance(ActivityKind.training, Status.held, sessions=5, threshold=80)
PLANNED = Attendance(ActivityKind.training, Status.planned, sessions=5)
PLANNED_FAIR = Attendance(ActivityKind.career_fair, Status.planned)


@pytest.mark.parametrize(("attended", "stage"), [(0, Stage.registered), (1, Stage.attended), (3, Stage.attended), (4, Stage.completed), (5, Stage.completed)])
@pytest.mark.rule("C8.1")
def test_the_stage_follows_from_the_sessions_attended_of_five(attended: int, stage: Stage) -> None:
    assert stage_of(HELD, attended=attended) is stage


@pytest.mark.rule("C8.1")
def test_a_stage_after_completed_stays() -> None:
    assert stage_of(HELD, before=Stage.certified, attended=0) is Stage.certified


@pytest.mark.rule("C8.1")
def test_without_recorded_sessions_nobody_completes_by_itself() -> None:
    assert stage_of(Attendance(ActivityKind.training, Status.held), attended=5) is Stage.attended


def test_the_first_stage_is_attended_at_a_held_activity_else_registered() -> None:
    assert [default_stage(one) for one in (HELD, PLANNED, PLANNED_FAIR)] == [Stage.attended, Stage.registered, Stage.pre_registered]


def test_in_a_sheet_with_ticks_a_person_without_any_was_registered() -> None:
    assert stage_of(HELD, has_marks=True) is Stage.registered


@pytest.mark.parametrize(("mark", "present"), [("x", True), ("✓", True), (1, True), (1.0, True), ("", False), (None, False), ("-", False), ("១", True), ("maybe", None)])
def test_ticks_and_blanks(mark: object, present: bool | None) -> None:
    assert is_tick(mark) is present
