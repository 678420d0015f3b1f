"""Add one person, or one participation, from typed fields; doubles are put on record with the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from prossce_desktop.domain.input.attendance import Attendance, is_enough, stage_of
from prossce_desktop.domain.input.draft_reading import build
from prossce_desktop.domain.input.people_sheet_rows import (
    NAME_PARTS,
    PERSON_COLUMNS,
    RowRead,
    SheetRules,
    read_rows,
)
from prossce_desktop.domain.matching.suspected_pairs import SuspectedPair
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.codes import ActivityKind, Stage, Verdict
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.translatable import N_
from prossce_desktop.services.decisions.duplicate_search import FoundPairs, pairs_at_entry
from prossce_desktop.services.people.sheet_context import as_country, attendance_of
from prossce_desktop.services.records import code_lookup
from prossce_desktop.services.records.record_names import named
from prossce_desktop.services.records.record_saving import (
    ReadyRecord,
    Saved,
    SaveRefused,
    ready_record,
    save_record,
)
from prossce_desktop.store.queries import duplicate_people as people_store
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store, Work


def add_record(
    store: Store, kind: str, draft: Mapping[str, object], *, today: dt.date
) -> Saved | SaveRefused:
    """Add a `person` or a `participation`; what a sheet would leave empty is refused."""
    return _add_person(store, draft, today) if kind == "person" else _add_participation(store, draft, today)


def _add_person(store: Store, draft: Mapping[str, object], today: dt.date) -> Saved | SaveRefused:
    with store.read() as reading:
        read, problems = _person_read(draft, today, reading.identity.country)
        values = {name: value for name, value in read.person.items() if value is not None}
        if (country := as_country(reading.identity.country)) is not None:
            values.setdefault("country", country)
        value, more = build(Person, values)
        problems += more
        if not isinstance(value, Person) or any(one.severity is Severity.hard for one in problems):
            return SaveRefused(problems)
        found: list[FoundPairs] = []

        def with_pairs(work: Work, id: int) -> list[int]:
            found.append(
                pairs_at_entry(reading, {id: people_store.traits_of(value, reading.identity.country)})
            )
            work.new("link", found[0].links)
            return []

        saved = save_record(store, ReadyRecord("person", value, problems=problems), with_pairs)
        return replace(saved, problems=[*problems, *_said(reading, saved.id, found[0])])


def _person_read(draft: Mapping[str, object], today: dt.date, country: str) -> tuple[RowRead, list[Problem]]:
    """What a sheet would make of these values; what it would leave empty is a hard problem."""
    home = str(draft.get("country") or country).upper()
    rules = SheetRules(home, Attendance(ActivityKind.training, None), today, code_lookup.finders(home))
    [read] = read_rows([draft], rules)
    problems = [_strict(one, draft, read) for one in read.problems]
    known = {one.field for one in problems} | {*PERSON_COLUMNS, *NAME_PARTS}
    return read, [*problems, *(_unknown(name) for name in draft if name not in known)]


def person_draft(
    reading: Reading, draft: Mapping[str, object], today: dt.date, before: Person
) -> tuple[dict[str, object], list[Problem]]:
    """New values of a person in normal form, and what is to be said of them; None clears a field."""
    read, problems = _person_read(draft, today, str(before.country or reading.identity.country))
    return {
        name: read.person.get(name) if name in PERSON_COLUMNS else value for name, value in draft.items()
    }, problems


def lifted(value: Participation, attendance: Attendance) -> tuple[Participation, list[Problem]]:
    """Who attended at or over the threshold completed the course, whatever was said; with a word about it."""
    if value.stage is not Stage.attended or not is_enough(attendance, value.attended):
        return value, []
    said = N_(
        "Sessions attended: {attended} of {sessions}. That is enough, so the stage is saved as completed."
    )
    values = (("attended", str(value.attended)), ("sessions", str(attendance.sessions)))
    return value.model_copy(update={"stage": Stage.completed}), [
        Problem("stage", "completed", said, Severity.note, values)
    ]


def _add_participation(store: Store, draft: Mapping[str, object], today: dt.date) -> Saved | SaveRefused:
    with store.read() as reading:
        ready = ready_record(reading, "participation", draft, today=today, by_today=False)
        if isinstance(ready, SaveRefused):
            return ready
        value = ready.value
        assert isinstance(value, Participation)
        activity = reading.record(value.activity).value
        assert isinstance(activity, Activity)
        attendance = attendance_of(activity)
        if value.stage is None:
            attended = value.attended if attendance.sessions else None
            value = value.model_copy(update={"stage": stage_of(attendance, attended=attended)})
        value, lift = lifted(value, attendance)
    return save_record(store, replace(ready, value=value, problems=[*ready.problems, *lift]))


def _strict(problem: Problem, draft: Mapping[str, object], read: RowRead) -> Problem:
    """A value that was typed and left out makes the record another one than was meant."""
    typed, kept = plain_text(draft.get(problem.field)), read.person.get(problem.field)
    left_out = bool(typed) and (kept is None or (problem.field == "sex" and problem.code == "unknown-sex"))
    return (
        replace(problem, severity=Severity.hard)
        if left_out and problem.severity is Severity.soft
        else problem
    )


def _unknown(name: str) -> Problem:
    return Problem(
        name, "unknown-field", N_("There is no field “{name}” here."), values=(("name", name[:40]),)
    )


def _said(reading: Reading, id: int, found_pairs: FoundPairs) -> list[Problem]:
    """Who the person is, or may be, besides."""
    others = {one.b if one.a == id else one.a for one in found_pairs.links}
    traits = people_store.traits(reading, others)
    found = []
    for one in found_pairs.links:
        other = one.b if one.a == id else one.a
        name = traits[other].name or traits[other].latin_name or named(reading, other)
        values = (
            ("name", name),
            ("record", str(other)),
            ("reason", _reason(found_pairs.suspected, one.a, one.b)),
        )
        if one.verdict is Verdict.same:
            # Translators: {name}: the name in the other record; {reason}: what is the same in both
            said = N_("This record and record {record} ({name}) are joined. It is the same person: {reason}.")
            found.append(Problem("name", "same-person", said, Severity.note, values))
        else:
            said = N_(
                "This may be {name} (record {record}): {reason}. Please decide later, under “Possible "
                "duplicates”."
            )
            found.append(Problem("name", "likely-same-person", said, Severity.note, values))
    return found


def _reason(suspected: list[SuspectedPair], a: int, b: int) -> str:
    return next((one.judged.sentence for one in suspected if (one.a, one.b) == (a, b)), "")
