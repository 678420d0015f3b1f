"""Sessions, ticks and the stage that follows from them."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.codes import FAIR_STAGES, TRAINING_STAGES, ActivityKind, Stage, Status
from prossce_desktop.domain.model.training import DEFAULT_THRESHOLD
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.text.folding import fold_tight

_FROM_SESSIONS = frozenset({None, Stage.invited, Stage.pre_registered, Stage.registered, Stage.attended, Stage.completed})
"""Stages that the number of sessions decides; a later one was given by a person and stays."""
_TICKS = frozenset("1 x v y yes true present p ✓ ✔ ☑ √ ● • hadir h có co ya មាន វត្តមាន มา ມາ တက် 到 出席 presente".split())
_BLANKS = frozenset("0 no n false absent a - – — ✗ ✘ ☐ o tidak alpa alfa vắng không ขาด ຂາດ អវត្តមាន ပျက် 缺席 未到 falta".split())


@dataclass(frozen=True, slots=True)
class Attendance:
    """What an activity says about attending it."""

    kind: ActivityKind
    status: Status | None
    sessions: int = 0
    """How many sessions it has; 0 where they are not recorded."""
    threshold: int = DEFAULT_THRESHOLD
    """Per cent of the sessions from which a person has completed."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages its people can be at, in their order."""
        return FAIR_STAGES if self.kind is ActivityKind.career_fair else TRAINING_STAGES


def is_tick(mark: object) -> bool | None:
    """Whether a cell of a session's column says present; None where it is neither a tick nor a blank."""
    if isinstance(mark, bool):
        return mark
    text = plain_text(mark).casefold()
    word = fold_tight(text) or text
    if not text or word in _BLANKS or text in _BLANKS:
        return False
    return True if word in _TICKS or text in _TICKS else None


def default_stage(attendance: Attendance) -> Stage:
    """The stage of a person of whom nothing else is known: `attended` where the activity was held, else registered."""
    if attendance.status is Status.held:
        return Stage.attended
    return Stage.pre_registered if attendance.kind is ActivityKind.career_fair else Stage.registered


def stage_of(attendance: Attendance, *, before: Stage | None = None, attended: int | None = None, has_marks: bool = False) -> Stage:
    """The stage of a person for whom none was typed; one after `completed` stays as it was.
    `attended`: sessions, None where nobody noted them. `has_marks`: the sheet has ticks, so that a person
    without any was only registered.
    """
    if attended is not None and before in _FROM_SESSIONS:
        return stage_of_sessions(attendance, attended)
    if before is not None:
        return before
    return Stage.registered if has_marks else default_stage(attendance)


def is_enough(attendance: Attendance, attended: int | None) -> bool:
    """Whether so many sessions attended complete the course."""
    return attended is not None and attended > 0 and stage_of_sessions(attendance, attended) is Stage.completed


def stage_of_sessions(attendance: Attendance, attended: int) -> Stage:
    """`registered` without a session, `completed` at or over the threshold, else `attended`."""
    if attended == 0:
        return Stage.registered
    enough = attendance.sessions > 0 and attended * 100 >= attendance.threshold * attendance.sessions
    return Stage.completed if enough else Stage.attended
