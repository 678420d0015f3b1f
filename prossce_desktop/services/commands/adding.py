"""`add`: one record from FIELD=VALUE pairs, an activity together with its head count, as one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from prossce_desktop.domain.counting.repeated_head_counts import second_count
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.fields import Record, fields_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import UnknownField, WrongUse
from prossce_desktop.services.records import record_saving
from prossce_desktop.services.records.record_editor import count_read
from prossce_desktop.services.records.record_saving import (
    ReadyRecord,
    RecordWrite,
    SaveRefused,
    ready_record,
    save_record,
    write_records,
)
from prossce_desktop.services.records.refusals import refusal, without_hard
from prossce_desktop.store.queries.activity_summary import parts
from prossce_desktop.store.workspace.store import Reading, Store, Work

KIND_ALSO = {"headcount": "head_count"}
COUNT_FIELDS = {
    "count": "count",
    "count_basis": "basis",
    "count_qualifier": "qualifier",
    "women": "women",
    "men": "men",
    "another": "another",
    "youth": "youth",
    "youth_band": "youth_band",
    "persons_with_disabilities": "persons_with_disabilities",
}
"""An activity's own field to the field of the head count that is made with it (CLI6)."""
REPEATED = {"cell": "cells", "tier": "tiers", "session": "sessions"}
OF_A_SHEET = ("family_name", "given_name", "age")
"""Columns of a sheet that a person is given by and that no field of a person has."""
WORTH_SAYING = ("start", "province")
"""Fields of an activity whose absence `add` mentions; nothing but a title is needed."""


@dataclass(frozen=True)
class Added:
    """What `add` answers."""

    id: int
    kind: str
    code: str | None
    status: str | None
    step: str | None
    warnings: list[Problem]


def add(store: Store, kind: str, pairs: Sequence[tuple[str, str]], *, today: dt.date) -> Added:
    """Save one record, or nothing. Raises UnknownKind, UnknownField, UnknownActivity, CodeOfSeveral,
    CodeTaken or ValuesRefused; the sentence names the field."""
    kind = KIND_ALSO.get(kind, kind)
    declared = record_saving.record_class(kind)
    draft = gathered(kind, declared, pairs)
    if kind in ("person", "participation"):
        return _add_person_or_participation(store, kind, draft, today)
    if kind in ACTIVITY_KINDS:
        return _add_activity(store, kind, draft, today)
    saved = record_saving.save(store, kind, draft, today=today)
    if isinstance(saved, SaveRefused):
        raise refusal(kind, saved.problems)
    step = saved.change.step if saved.change else None
    with store.read() as reading:
        value = reading.record(saved.id).value
        again = second_counts(reading, value, saved.id) if isinstance(value, HeadCount) else []
    return Added(saved.id, kind, None, None, step, [*without_hard(saved.problems), *again])


def gathered(kind: str, declared: type[Record], pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Pairs as a draft: repeated fields as lists, `mode` and `channel` understood for any kind."""
    names = {one.name: one for one in fields_of(declared)}
    draft: dict[str, object] = {}
    for name, value in pairs:
        target = _field_name(kind, name, names)
        if (
            target not in names
            and not (kind in ACTIVITY_KINDS and target in COUNT_FIELDS)
            and not (kind == "person" and target in OF_A_SHEET)
        ):
            raise UnknownField(kind=kind, field=name)
        if name in REPEATED and names[target].many:
            existing = draft.setdefault(target, [])
            assert isinstance(existing, list)
            existing.append(value)
        elif target in draft:
            raise WrongUse(message=f"The field {name} was given twice.")
        else:
            draft[target] = value
    return draft


def _field_name(kind: str, name: str, names: Mapping[str, object]) -> str:
    if kind in ACTIVITY_KINDS and name in ("mode", "channel") and name not in names:
        return "channel" if name == "mode" else "mode"
    if name in REPEATED and REPEATED[name] in names and name not in names:
        return REPEATED[name]
    return name


def _add_activity(store: Store, kind: str, draft: dict[str, object], today: dt.date) -> Added:
    count_draft = counts_in(draft)
    with store.read() as reading:
        ready = ready_activity(reading, kind, draft, today)
        head = (
            head_count_value(count_draft)
            if any(one not in ("", None) for one in count_draft.values())
            else None
        )
    value = ready.value
    assert isinstance(value, Activity)
    saved = save_record(
        store, ready, partial(put_head_count, head=head) if head is not None else None, int(head is not None)
    )
    status = value.status.value if value.status else None
    return Added(
        saved.id, kind, value.code, status, saved.change.step if saved.change else None, saved.problems
    )


def put_head_count(work: Work, activity: int, head: HeadCount) -> list[int]:
    """The head count that was given with a new activity."""
    return write_records(work, [RecordWrite("head_count", head.model_copy(update={"activity": activity}))])


def counts_in(draft: dict[str, object]) -> dict[str, object]:
    """Takes the numbers of a head count out of an activity's draft."""
    return {COUNT_FIELDS[name]: draft.pop(name) for name in list(draft) if name in COUNT_FIELDS}


def second_counts(reading: Reading, head: HeadCount, but: int | None) -> list[Problem]:
    """That there is a head count of the same set already; `but` is the record of this one."""
    activity = reading.record(head.activity).value
    others = [
        (each.id, each.value)
        for each in reading.records("head_count", parts(reading, "head_count", head.activity))
    ]
    assert isinstance(activity, Activity)
    return second_count(
        activity, head, [(id, other) for id, other in others if id != but and isinstance(other, HeadCount)]
    )


def ready_activity(
    reading: Reading, kind: str, draft: dict[str, object], today: dt.date, *, sample: bool = False
) -> ReadyRecord:
    """The activity that a draft says, with what is worth saying about it; raises where it cannot be."""
    found = ready_record(reading, kind, draft, today=today, sample=sample, by_today=False)
    if isinstance(found, SaveRefused):
        raise refusal(kind, found.problems)
    assert isinstance(found.value, Activity)
    return replace(found, problems=[*without_hard(found.problems), *not_given(found.value)])


def head_count_value(count_draft: Mapping[str, object], activity: int = 0) -> HeadCount:
    """The head count given with an activity, 0 for one that is not saved yet. Raises ValuesRefused."""
    understood = count_read(count_draft, activity)
    if not isinstance(understood.value, HeadCount):
        raise refusal("head_count", understood.problems)
    return understood.value.closed()


def _add_person_or_participation(store: Store, kind: str, draft: dict[str, object], today: dt.date) -> Added:
    from prossce_desktop.services.people import people_sheet

    age = draft.pop("age", None) if kind == "person" else None
    added = people_sheet.add_record(store, kind, draft, today=today)
    if isinstance(added, SaveRefused):
        raise refusal(kind, added.problems)
    warnings = without_hard(added.problems)
    if age not in (None, ""):
        sentence = N_("Enter the age in the participation, not here. The age was not saved.")
        warnings.append(Problem("age", "of-participation", sentence, Severity.note))
    return Added(added.id, kind, None, None, added.change.step if added.change else None, warnings)


def not_given(value: Activity) -> list[Problem]:
    """What was left empty and is usually wanted."""
    names = [
        name
        for name in WORTH_SAYING
        if getattr(value, name) is None and not (name == "province" and value.country is None)
    ]
    sentences = {"start": N_("No dates were given."), "province": N_("No province was given.")}
    return [Problem(name, "empty", sentences[name], Severity.note) for name in names]
