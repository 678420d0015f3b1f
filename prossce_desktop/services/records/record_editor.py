"""One record in an editor: what it opens with, its problems, and saving it with its head counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from prossce_desktop.domain.input.accepted_doubts import unaccepted
from prossce_desktop.domain.input.draft_reading import DraftRead, understand
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.activity_status import is_undecided
from prossce_desktop.domain.model.codes import Status
from prossce_desktop.domain.model.fields import AcceptedDoubt, FieldKind, Record, fields_of, id_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.operation import plain_fields
from prossce_desktop.domain.operations.record_ownership import HELD_IN
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.services.records import pinned_fields, recent_reasons, record_saving, references
from prossce_desktop.services.records.participation_removal import alone_on
from prossce_desktop.services.records.record_names import name_of
from prossce_desktop.services.records.record_saving import Saved, SaveRefused
from prossce_desktop.services.records.value_words import reference_words
from prossce_desktop.store.actions import form_drafts
from prossce_desktop.store.actions.touched_records import parts_of
from prossce_desktop.store.queries.activity_sheet import places
from prossce_desktop.store.queries.activity_summary import ListTally, how_many, neighbours, parts, tallies
from prossce_desktop.store.queries.record_scopes import may_change
from prossce_desktop.store.workspace.store import Change, DraftRow, Reading, Store, Work

__all__ = [
    "Change", "CountTyped", "ListTally", "OpenedRecord", "SaveRefused", "Saved", "check", "list_tallies",
    "open_record", "remove",
    "save",
]  # fmt: skip

PAST = "past_date"
_UNDECIDED = N_("Enter the dates, or choose a status: planned or held.")


@dataclass(frozen=True, slots=True)
class CountTyped:
    """A head count: its record (None: new), its fields as typed or in JSON's types; or `removed`."""

    record: int | None
    fields: Mapping[str, object]
    removed: bool = False


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    """What an editor shows first."""

    kind: str
    record: int | None
    values: dict[str, object] = field(default_factory=dict)
    """Every field in JSON's types; of a new record what it starts with."""
    names: dict[int, str] = field(default_factory=dict)
    """Names of the records its references point to."""
    accepted: tuple[AcceptedDoubt, ...] = ()
    title: str = ""
    status: str | None = None
    """A token of Status, or `past_date`."""
    counts: tuple[CountTyped, ...] = ()
    tiers: tuple[str, ...] = ()
    """Of the programme that is chosen."""
    tallies: tuple[ListTally, ...] = ()
    people: int = 0
    employers: int = 0
    pictures: int = 0
    previous: int | None = None
    following: int | None = None
    pinned: dict[str, object] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    draft: DraftRow | None = None
    removed: bool = False
    withheld: frozenset[str] = frozenset()
    """Fields whose values are withheld here: nothing is typed there."""
    is_ours: bool = True
    """Whether it may be changed here: what the regional office keeps for all countries is only shown."""


def open_record(
    store: Store, kind: str, record: int | None, today: dt.date, draft: str | None = None
) -> OpenedRecord:
    """A record or the beginning of a new one, with the draft of that key. Raises UnknownRecord."""
    pinned = pinned_fields.pinned(store, kind)
    offered = tuple(recent_reasons.recent(store))
    # the draft too: read before or behind a save, its head counts would stand beside themselves
    with store.read() as reading:
        held = next((one for one in form_drafts.held(reading) if one.key == draft), None) if draft else None
        if record is None:
            values = {**_beginning(reading, kind), **pinned}
            return OpenedRecord(
                kind, None, values, _names(reading, kind, values), pinned=pinned, reasons=offered, draft=held,
                tiers=tuple(references.tiers(reading, id_of(values.get("programme")))),
            )  # fmt: skip
        return _opened(reading, record, today, pinned, offered, held)


def _opened(
    reading: Reading,
    record: int,
    today: dt.date,
    pinned: dict[str, object],
    offered: tuple[str, ...],
    held: DraftRow | None,
) -> OpenedRecord:
    stored = reading.record(record)
    values: dict[str, object] = dict(plain_fields(stored.value))
    is_activity = stored.kind in ACTIVITY_KINDS
    previous, following = neighbours(reading, record) if is_activity else (None, None)
    return OpenedRecord(
        stored.kind, record, values, _names(reading, stored.kind, values), stored.value.kept,
        name_of(reading, stored),
        _status(stored.value, today), _counts(reading, record) if is_activity else (),
        tuple(references.tiers(reading, getattr(stored.value, "programme", None))),
        tuple(tallies(reading, record)) if is_activity else (),
        how_many(reading, "participation", record) if is_activity else 0,
        how_many(reading, "fair_employer", record) if is_activity else 0,
        how_many(reading, "attachment", record) if is_activity else 0,
        previous, following, pinned, offered, held, stored.removed,
        record_saving.withheld_of(reading, stored),
        may_change(reading.execute, reading.identity, record),
    )  # fmt: skip


def _beginning(reading: Reading, kind: str) -> dict[str, object]:
    """What a new record starts with: declared values and the country, at the regional office none."""
    declared = record_saving.record_class(kind)
    values: dict[str, object] = {
        one.name: getattr(one.default, "value", one.default) for one in fields_of(declared) if one.default
    }
    if "country" in declared.model_fields and not reading.identity.regional:
        values["country"] = reading.identity.country
    if HELD_IN in declared.model_fields and not reading.identity.regional:
        values[HELD_IN] = reading.identity.country
    return {name: value for name, value in values.items() if value not in (None, ())}


def _names(reading: Reading, kind: str, values: Mapping[str, object]) -> dict[int, str]:
    found: dict[int, str] = {}
    for one in fields_of(record_saving.record_class(kind)):
        value = values.get(one.name)
        if one.kind is FieldKind.reference and value not in (None, ""):
            reference_words(reading, value, found)
    return found


def _counts(reading: Reading, activity: int) -> tuple[CountTyped, ...]:
    found = reading.records("head_count", parts(reading, "head_count", activity))
    return tuple(CountTyped(one.id, plain_fields(one.value)) for one in found)


def _status(value: Record, today: dt.date) -> str | None:
    if not isinstance(value, Activity) or value.status is None:
        return None
    last = value.end or value.start
    return (
        PAST
        if value.status is Status.planned and last is not None and last < today
        else str(value.status.value)
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with what was typed, by field and by head count, and what each field was read as."""

    problems: list[Problem]
    counts: list[list[Problem]]
    fields: dict[str, object]


def check(
    store: Store,
    kind: str,
    record: int | None,
    typed: Mapping[str, object],
    counts: Sequence[CountTyped] = (),
    accepted: Sequence[AcceptedDoubt] = (),
    today: dt.date | None = None,
) -> Checked:
    """Look at a draft without saving it. Soft problems that a reason covers are left out."""
    with store.read() as reading:
        draft, more = _chosen_draft(reading, kind, record, typed)
        read = record_saving.check(reading, kind, draft, record, today)
        before = reading.record(record).value.kept if record is not None else ()
    return Checked(
        unaccepted([*read.problems, *more], (*before, *accepted)),
        [count_problems(one) for one in counts],
        read.fields,
    )


def _chosen_draft(
    reading: Reading, kind: str, record: int | None, typed: Mapping[str, object]
) -> tuple[dict[str, object], list[Problem]]:
    """The whole draft, in which a record may be typed by its name, and what stops a save besides."""
    draft, found = references.chosen(reading, kind, record_saving.whole_draft(reading, record, typed))
    if kind in ACTIVITY_KINDS and is_undecided(*(draft.get(name) for name in ("start", "end", "status"))):
        found.append(Problem("start", "empty", _UNDECIDED))
    return draft, found


def count_problems(count: CountTyped) -> list[Problem]:
    """What is wrong with one head count as typed."""
    if count.removed:
        return []
    return count_read(count.fields).problems


def count_read(fields: Mapping[str, object], activity: int = 0) -> DraftRead:
    """A head count of that activity as typed; what is empty, and its reasons, are left out."""
    given = {name: value for name, value in fields.items() if value not in (None, "") and name != "kept"}
    return understand(HeadCount, {**given, "activity": str(activity)})


def save(
    store: Store,
    kind: str,
    record: int | None,
    typed: Mapping[str, object],
    counts: Sequence[CountTyped] = (),
    *,
    today: dt.date,
    accepted: Sequence[AcceptedDoubt] = (),
    draft: str | None = None,
) -> Saved | SaveRefused:
    """Save record and head counts as one step, or say what stops it. Raises UnknownRecord. `draft`: its key;
    the draft is forgotten in the same transaction."""
    with store.read() as reading:
        whole, more = _chosen_draft(reading, kind, record, typed)
        wrong = [
            problem for one in counts for problem in count_problems(one) if problem.severity is Severity.hard
        ]
        ready = record_saving.ready_record(
            reading, kind, whole, today=today, record=record, accepted=accepted, more=[*more, *wrong]
        )
    if isinstance(ready, SaveRefused):
        return ready
    beside = partial(_save_beside, counts=counts, draft=draft) if counts or draft is not None else None
    return record_saving.save_record(store, ready, beside, len(counts))


def _save_beside(work: Work, activity: int, counts: Sequence[CountTyped], draft: str | None) -> list[int]:
    """Forget the draft and save head counts; gives the ids of those that are new."""
    if draft is not None:
        work.drop_draft(draft)
    made: list[int] = []
    for one in counts:
        if one.record is None and (one.removed or not is_counted(one.fields)):
            continue
        if one.removed and one.record is not None:
            work.remove([one.record])
            continue
        value = count_read(one.fields, activity).value
        assert isinstance(value, HeadCount)
        before = work.record(one.record).value if one.record is not None else None
        value = value.closed().model_copy(update={"kept": before.kept if before is not None else ()})
        ids = record_saving.write_records(
            work, [record_saving.RecordWrite("head_count", value, one.record, before)]
        )
        made += ids if one.record is None else []
    return made


NUMBERS = ("count", "women", "men", "another", "youth", "persons_with_disabilities", "cells", "ages")


def is_counted(fields: Mapping[str, object]) -> bool:
    """Whether a head count says any number; an empty one is not saved."""
    return any(fields.get(name) not in (None, "", [], ()) for name in NUMBERS)


def remove(store: Store, *records: int) -> Change:
    """Remove records with what belongs to them, and people who then stand nowhere, as one step."""
    with store.read() as reading:
        ids, rows = list(records), list[tuple[int, int]]()
        for record in records:
            if reading.record(record).kind in ACTIVITY_KINDS:
                ids += [one for each in parts_of(reading, record).values() for one in each]
                rows += [(one.participation, one.person) for one in places(reading, record)]
        ids = list(dict.fromkeys([*ids, *alone_on(reading, rows)]))
    with store.work(ActionKind.remove, len(ids)) as work:
        work.remove(ids)
    return work.change


def list_tallies(store: Store, activity: int) -> tuple[ListTally, ...]:
    """The list of an activity in numbers, as it is now."""
    with store.read() as reading:
        return tuple(tallies(reading, activity))
