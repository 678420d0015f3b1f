"""Correct what is on record: change fields, remove, join, split. Each is one undo step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from prossce_desktop.domain.input.attendance import stage_of
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.fields import id_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.operation import plain_fields
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import CodeOfSeveral, UnknownRecord
from prossce_desktop.services.commands import adding
from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.people import people_adding
from prossce_desktop.services.people.sheet_context import attendance_of
from prossce_desktop.services.records import record_editor, record_saving
from prossce_desktop.services.records.participation_removal import remove_rows
from prossce_desktop.services.records.record_saving import (
    ReadyRecord,
    RecordWrite,
    SaveRefused,
    ready_record,
    save_record,
    whole_draft,
    write_records,
)
from prossce_desktop.services.records.refusals import refusal, without_hard
from prossce_desktop.store.actions.touched_records import named_by
from prossce_desktop.store.queries.activity_sheet import links_of
from prossce_desktop.store.queries.activity_summary import parts
from prossce_desktop.store.queries.reading import Stored
from prossce_desktop.store.workspace.store import Change, Reading, Store


@dataclass(frozen=True)
class Corrected:
    """`step` takes it back; None where nothing was different."""

    record: int
    step: str | None
    warnings: list[Problem] = field(default_factory=list)


def named(reading: Reading, text: str) -> Stored:
    """The live record of that id, or the activity of that code. Raises UnknownRecord, CodeOfSeveral."""
    found = reading.activities_by_code(text)
    if len(found) > 1:
        raise CodeOfSeveral(activity=text, ids=", ".join(map(str, found)))
    number = found[0] if found else id_of(text)
    stored = None if number is None else reading.find(number)
    if stored is None or stored.removed:
        raise UnknownRecord(record=text[:60])
    return stored


def change(store: Store, text: str, pairs: Sequence[tuple[str, str]], *, today: dt.date) -> Corrected:
    """Give fields new values, empty clears; numbers of people go into an activity's one head count. Raises
    UnknownRecord, UnknownField, UnknownActivity, CodeOfSeveral, CodeTaken, ValuesRefused."""
    with store.read() as reading:
        stored = named(reading, text)
        draft = adding.gathered(stored.kind, record_saving.record_class(stored.kind), pairs)
        draft = {
            name: [] if value in ("", [""]) and name in adding.REPEATED.values() else value
            for name, value in draft.items()
        }
        counted = adding.counts_in(draft) if stored.kind in ACTIVITY_KINDS else {}
        ready, warnings = _corrected(reading, stored, draft, today)
        count = _counted(reading, stored, counted) if counted else None
        own = count or (ready if isinstance(ready.value, HeadCount) else None)
        if own is not None:
            assert isinstance(own.value, HeadCount)
            warnings += adding.second_counts(reading, own.value, own.record)
    beside = (lambda work, _record: write_records(work, [count])) if count is not None else None
    saved = save_record(store, ready, beside, int(count is not None))
    return Corrected(stored.id, saved.change.step if saved.change else None, warnings)


def _corrected(
    reading: Reading, stored: Stored, draft: dict[str, object], today: dt.date
) -> tuple[ReadyRecord, list[Problem]]:
    said: list[Problem] = []
    if isinstance(stored.value, Person):
        draft, said = people_adding.person_draft(reading, draft, today, stored.value)
        if any(one.severity is Severity.hard for one in said):
            raise refusal(stored.kind, said)
    ready = ready_record(
        reading, stored.kind, whole_draft(reading, stored.id, draft), today=today, record=stored.id
    )
    if isinstance(ready, SaveRefused):
        raise refusal(stored.kind, ready.problems)
    if isinstance(ready.value, Participation) and isinstance(stored.value, Participation):
        value, more = _staged(reading, stored.value, ready.value, draft)
        ready, said = replace(ready, value=value), [*said, *more]
    of_these = [one for one in ready.problems if one.field in draft]
    return ready, without_hard([*said, *of_these])


def _staged(
    reading: Reading, before: Participation, value: Participation, draft: Mapping[str, object]
) -> tuple[Participation, list[Problem]]:
    """The stage follows from the sessions where none is said, as in the grid."""
    activity = reading.record(value.activity).value
    assert isinstance(activity, Activity)
    attendance = attendance_of(activity)
    if value.stage is None or ("attended" in draft and "stage" not in draft):
        was = None if value.stage is None else before.stage
        value = value.model_copy(update={"stage": stage_of(attendance, before=was, attended=value.attended)})
    return people_adding.lifted(value, attendance)


def _counted(reading: Reading, activity: Stored, typed: Mapping[str, object]) -> RecordWrite:
    """The activity's one head count, or a new one, with these numbers."""
    held = parts(reading, "head_count", activity.id)
    if len(held) > 1:
        sentence = N_("This activity has several head counts. Give the ID of one of them: {ids}.")
        raise refusal(
            "head_count",
            [Problem("count", "count-of-several", sentence, values=(("ids", ", ".join(map(str, held))),))],
        )
    before = reading.record(held[0]).value if held else None
    given = {**(plain_fields(before) if before is not None else {}), **typed}
    value = adding.head_count_value(given, activity.id)
    if before is None:
        return RecordWrite("head_count", value)
    return RecordWrite("head_count", value.model_copy(update={"kept": before.kept}), held[0], before)


def remove(store: Store, text: str) -> Corrected:
    """Take a record out of lists and figures, with what is a part of it; it comes back by undo."""
    with store.read() as reading:
        stored = named(reading, text)
        if isinstance(stored.value, Participation):
            activity: int | None = stored.value.activity
        else:
            activity = None
        with_it = _of_person(reading, stored.id) if isinstance(stored.value, Person) else []
    if activity is not None:
        done: Change | None = remove_rows(store, activity, [stored.id])
    elif with_it:
        with store.work(ActionKind.remove, 1 + len(with_it)) as work:
            work.remove([stored.id, *with_it])
        done = work.change
    else:
        done = record_editor.remove(store, stored.id)
    return Corrected(stored.id, done.step if done is not None else None)


def decide(store: Store, a: str, b: str, verdict: Verdict) -> str | None:
    """Join or split two records by their ids; gives the step. Raises as `duplicate_decisions.decide`."""
    with store.read() as reading:
        one, other = named(reading, a), named(reading, b)
    if verdict is Verdict.different:
        done = duplicate_decisions.split(store, one.id, other.id)
    else:
        done = duplicate_decisions.decide(store, one.id, other.id, verdict)
    return done.step if done is not None else None


def _of_person(reading: Reading, person: int) -> list[int]:
    """Where somebody takes part, follow-ups, and the pairs in which they stand."""
    return [*named_by(reading, person), *links_of(reading, [person])]
