"""Save rows of the sheet of people: everything typed or pasted at once is one operation and one undo step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.input.accepted_doubts import (
    doubts_withheld,
    merged_doubts,
    unaccepted,
    with_value_notes,
)
from prossce_desktop.domain.input.attendance import stage_of
from prossce_desktop.domain.input.draft_reading import build
from prossce_desktop.domain.input.people_sheet_rows import RowRead, enough_doubts, read_rows, stage_doubts
from prossce_desktop.domain.model.codes import Stage
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.services.decisions.duplicate_search import FoundPairs, pairs_at_entry
from prossce_desktop.services.people.sheet_context import SheetContext, context_of
from prossce_desktop.services.people.sheet_reasons import already_listed, stands_with_person
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.services.records.record_saving import (
    RecordWrite,
    erased_problems,
    withheld_of,
    withheld_problems,
    write_records,
)
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries import activity_sheet as sheet_store, duplicate_people as people_store
from prossce_desktop.store.queries.reading import Reading, Stored
from prossce_desktop.store.workspace.store import Change, Store, Work


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One row as typed, of a saved one what changed; text or value by the contract's names. `participation`
    None: new; `person`: a known one that was picked, else the row's own."""

    participation: int | None
    person: int | None
    typed: Mapping[str, object]
    accepted: tuple[AcceptedDoubt, ...] = ()
    """Soft problems that the officer keeps, with the reason."""


@dataclass(frozen=True, slots=True)
class SavedRow:
    """What became of one row. Not saved: a hard problem stands in it, or nothing was typed."""

    participation: int | None
    person: int | None
    saved: bool
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class SheetSaved:
    """`rows` in the order given; `change` None: nothing new; `linked`, `opened`: pairs joined, and open."""

    change: Change | None
    rows: list[SavedRow]
    linked: int = 0
    opened: int = 0


@dataclass
class _Plan:
    """One row on its way: what is made and what is set."""

    draft: RowDraft
    read: RowRead
    person: RecordWrite | None = None
    participation: RecordWrite | None = None
    person_id: int | None = None
    participation_id: int | None = None
    accepted: tuple[AcceptedDoubt, ...] = ()
    """Every reason that stands beside the row once it is saved."""

    @property
    def stops(self) -> bool:
        return self.read.stops or not (self.person or self.participation or self.draft.participation)

    def fail(self, problems: Sequence[Problem]) -> None:
        """Say these too; of a field that is asked about already nothing more is asked."""
        soft = {one.field for one in self.read.problems if one.severity is Severity.soft}
        self.read.problems += [
            one for one in problems if one.severity is not Severity.soft or one.field not in soft
        ]

    def reasons(self, before: tuple[AcceptedDoubt, ...], *, personal: bool) -> dict[str, object]:
        """The field `accepted` of person or participation, where a reason was given about it."""
        given = [one for one in self.draft.accepted if stands_with_person(one) is personal]
        after = merged_doubts(before, given)
        self.accepted += after
        return {"kept": after} if given else {}


def save_rows(store: Store, activity: int, rows: Sequence[RowDraft], today: dt.date) -> SheetSaved:
    """Save rows in order: new people, participations of known ones, changes of saved rows, in one operation
    with likely duplicates. Rows with a hard problem are left out and come back with it; soft ones are saved
    and said. Raises UnknownRecord for an unknown activity.
    """
    with store.read() as reading:
        context, plans = _planned(reading, activity, rows, today)
        going = [plan for plan in plans if not plan.stops]
        if not any(_writes(plan) for plan in going):
            return SheetSaved(None, [_answer(plan) for plan in plans])
        only_reasons = all(
            one.draft.accepted and one.draft.participation and not one.draft.typed for one in going
        )
        numbers = (len(going), activity) if only_reasons else (len(going),)
        with store.work(ActionKind.reasons if only_reasons else ActionKind.people, *numbers) as work:
            _write(work, going)
            found_pairs = _found_pairs(reading, context, going)
            work.new("link", found_pairs.links)
    for reason in dict.fromkeys(one.reason for plan in going for one in plan.draft.accepted):
        recent_reasons.remember(store, reason)
    opened = sum(1 for one in found_pairs.links if one.verdict == "open")
    change = work.change if work.change.step else None
    return SheetSaved(change, [_answer(plan) for plan in plans], len(found_pairs.links) - opened, opened)


def tried(reading: Reading, activity: int, rows: Sequence[RowDraft], today: dt.date) -> list[SavedRow]:
    """What `save_rows` would answer, with nothing written; `saved`: the row would change."""
    _context, plans = _planned(reading, activity, rows, today)
    return [replace(_answer(plan), saved=not plan.stops and _writes(plan)) for plan in plans]


def _planned(
    reading: Reading, activity: int, rows: Sequence[RowDraft], today: dt.date
) -> tuple[SheetContext, list[_Plan]]:
    context = context_of(reading, activity, today)
    read = read_rows([one.typed for one in rows], context.rules)
    plans = [_Plan(draft, one) for draft, one in zip(rows, read, strict=True)]
    with_marks = sheet_store.has_ticks(reading, activity) or any(
        any(one.read.ticks.values()) for one in plans
    )
    for plan in plans:
        _complete(reading, context, plan, with_marks)
    return context, plans


def _complete(reading: Reading, context: SheetContext, plan: _Plan, with_marks: bool) -> None:
    """Make of what was read the values to make and the changes to set."""
    draft, read = plan.draft, plan.read
    if read.stops:
        return
    if draft.participation is not None:
        before = reading.record(draft.participation)
        assert isinstance(before.value, Participation)
        plan.participation_id, plan.person_id = draft.participation, draft.person or before.value.person
        _change_person(reading, plan)
        withheld = withheld_of(reading, before)
        plan.fail(withheld_problems(withheld, read.took_part))
        _change_participation(context, plan, before, withheld)
        return
    if draft.person is not None:
        plan.person_id = draft.person
        _change_person(reading, plan)
        if sheet_store.is_listed(reading, context.activity, draft.person):
            plan.fail([already_listed(draft.person)])
    elif not any(plain_text(value) for value in draft.typed.values()):
        return
    else:
        _new_person(context, plan)
    if not read.stops:
        _new_participation(context, plan, with_marks)


def _new_person(context: SheetContext, plan: _Plan) -> None:
    values = {name: value for name, value in plan.read.person.items() if value is not None}
    if context.country is not None:
        values.setdefault("country", context.country)
    value, problems = build(Person, {**values, **plan.reasons((), personal=True)})
    plan.fail(problems)
    plan.person = RecordWrite("person", value) if value is not None else None


def _new_participation(context: SheetContext, plan: _Plan, with_marks: bool) -> None:
    values = {name: value for name, value in plan.read.took_part.items() if value is not None}
    ticks = tuple(sorted(number for number, tick in plan.read.ticks.items() if tick))
    if plan.read.ticks:
        values["ticks"] = ticks
        values.setdefault("attended", len(ticks))
    if "stage" not in values:
        attended = values.get("attended") if plan.read.ticks or context.attendance.sessions else None
        values["stage"] = stage_of(
            context.attendance,
            attended=_whole(attended),
            has_marks=with_marks and context.attendance.sessions > 0,
        )
    _ask_stage(context, plan, values["stage"], values.get("attended"))
    target = {"activity": context.activity, "person": plan.person_id or 0}
    value, problems = build(Participation, {**values, **target, **plan.reasons((), personal=False)})
    plan.fail(problems)
    plan.participation = RecordWrite("participation", value) if value is not None else None


def _change_person(reading: Reading, plan: _Plan) -> None:
    """Of a picked person only what was typed beside it; of a saved row also what was emptied."""
    assert plan.person_id is not None
    stored = reading.record(plan.person_id)
    before = stored.value
    assert isinstance(before, Person)
    emptied = plan.draft.participation is not None
    values = {
        name: value
        for name, value in plan.read.person.items()
        if emptied or value not in (None, "not_recorded")
    }
    withheld = withheld_of(reading, stored)
    if not doubts_withheld(withheld):
        values |= plan.reasons(before.kept, personal=True)
    if erased_people(reading.execute, [plan.person_id]):
        plan.fail(erased_problems(before, values))
        return
    plan.fail(withheld_problems(withheld, values))
    plan.person = _changed(plan, stored, values)


def _change_participation(
    context: SheetContext, plan: _Plan, stored: Stored, withheld: Collection[str]
) -> None:
    before = stored.value
    assert isinstance(before, Participation)
    values = dict(plan.read.took_part)
    if plan.draft.person is not None and plan.draft.person != before.person:
        values["person"] = plan.draft.person
    if plan.read.ticks:
        off = {number for number, tick in plan.read.ticks.items() if not tick}
        ticks = ({*before.ticks} | plan.read.ticks.keys()) - off
        values["ticks"] = tuple(sorted(ticks))
        values.setdefault("attended", len(ticks))
    if values.get("stage") is None and ("stage" in values or "attended" in values):
        was = None if "stage" in values else before.stage
        attended = values.get("attended", before.attended)
        values["stage"] = stage_of(context.attendance, before=was, attended=_whole(attended))
    if "stage" in values:
        _ask_stage(context, plan, values["stage"], values.get("attended", before.attended))
    if not doubts_withheld(withheld):
        values |= plan.reasons(before.kept, personal=False)
    plan.participation = _changed(plan, stored, values)


def _changed(plan: _Plan, stored: Stored, values: Mapping[str, object]) -> RecordWrite | None:
    """The record with what differs; a value that cannot be is a hard problem of the row."""
    before = stored.value
    differ = {name: value for name, value in values.items() if getattr(before, name) != value}
    if not differ:
        return None
    whole = {name: getattr(before, name) for name in type(before).model_fields} | differ
    value, problems = build(
        type(before), {name: one for name, one in whole.items() if one is not None}, before
    )
    plan.fail([one for one in problems if one.field in differ or one.severity is Severity.hard])
    return RecordWrite(stored.kind, value, stored.id, before) if value is not None else None


def _ask_stage(context: SheetContext, plan: _Plan, stage: object, attended: object) -> None:
    if isinstance(stage, Stage):
        plan.fail(with_value_notes(stage_doubts(stage, context.attendance), {"stage": stage}))
        plan.fail(enough_doubts(stage, context.attendance, _whole(attended)))


def _writes(plan: _Plan) -> bool:
    return bool(plan.person or plan.participation)


def _write(work: Work, plans: Sequence[_Plan]) -> None:
    """People first, all new ones as one lot; then participations in the order of the rows."""
    people = [(plan, plan.person) for plan in plans if plan.person is not None]
    for (plan, _), id in zip(people, write_records(work, [one for _, one in people]), strict=True):
        plan.person_id = id
    parts = [(plan, _of_person(plan, plan.participation)) for plan in plans if plan.participation is not None]
    for (plan, _), id in zip(parts, write_records(work, [one for _, one in parts]), strict=True):
        plan.participation_id = id


def _of_person(plan: _Plan, part: RecordWrite) -> RecordWrite:
    """A new participation is its row's person's, who has an id only now."""
    return (
        part
        if part.record is not None
        else replace(part, value=part.value.model_copy(update={"person": plan.person_id}))
    )


def _found_pairs(reading: Reading, context: SheetContext, plans: Sequence[_Plan]) -> FoundPairs:
    home = reading.identity.country
    year = context.first_day.year if context.first_day else None
    new, edited = {}, {}
    for plan in plans:
        person, part = plan.person, plan.participation
        if person is None or plan.person_id is None:
            continue
        assert isinstance(person.value, Person)
        if person.record is None:
            age = part.value.age if part is not None and isinstance(part.value, Participation) else None
            new[plan.person_id] = people_store.traits_of(
                person.value, home, age, year if age is not None else None
            )
        else:
            edited[plan.person_id] = people_store.traits_of(person.value, home)
    return pairs_at_entry(reading, new, edited)


def _answer(plan: _Plan) -> SavedRow:
    return SavedRow(
        plan.participation_id,
        plan.person_id,
        not plan.stops,
        tuple(unaccepted(plan.read.problems, plan.accepted)),
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
