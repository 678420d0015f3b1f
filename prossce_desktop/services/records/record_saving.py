"""Save one record: what was typed is understood, checked and written, or its problems come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from prossce_desktop.domain.input.accepted_doubts import (
    doubt_covering,
    merged_doubts,
    problems_of_change,
    unaccepted,
)
from prossce_desktop.domain.input.draft_reading import DraftRead, build, understand
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.activity_status import first_status, is_behind
from prossce_desktop.domain.model.codes import Country, Status
from prossce_desktop.domain.model.fields import (
    ANY_RECORD,
    AcceptedDoubt,
    Draft,
    FieldKind,
    Record,
    fields_of,
    id_of,
    worked_fields,
)
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, LATER_KINDS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.record_ownership import OWNED, owner_of
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import OtherCountry, UnknownKind
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import code_lookup, recent_reasons
from prossce_desktop.services.records.activity_codes import code_problems, new_code, several_problem
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.log.version_vector import newest_at
from prossce_desktop.store.queries.reading import Stored
from prossce_desktop.store.queries.withheld_values import withheld_empty_fields
from prossce_desktop.store.workspace.store import Change, Reading, Store, Work


@dataclass(frozen=True)
class Saved:
    """It is in the base. `change` is None where nothing was different."""

    id: int
    change: Change | None
    problems: list[Problem] = field(default_factory=list)
    new_counts: Sequence[int] = ()
    """The ids of the head counts that are new, in their order."""


@dataclass(frozen=True)
class SaveRefused:
    """Nothing was saved: hard problems to cure, or soft ones to keep with a reason."""

    problems: list[Problem]


def record_class(kind: str) -> type[Record]:
    """The declaration of a kind; raises UnknownKind, in other words for one of a later release."""
    if kind in LATER_KINDS:
        raise UnknownKind(kind=kind)
    try:
        return KINDS[kind]
    except KeyError:
        raise UnknownKind(kind=kind) from None


def check(
    reading: Reading,
    kind: str,
    draft: Draft,
    record: int | None = None,
    today: dt.date | None = None,
    *,
    sample: bool = False,
) -> DraftRead:
    """Understand a draft and judge it with the base, too: references, codes taken, cycles, `today`. `sample`:
    sample data, which shows other countries too."""
    resolved, found = resolve(reading, record_class(kind), draft)
    stored = None if record is None else reading.record(record)
    before = None if stored is None else stored.value
    understood = understand(
        record_class(kind), resolved, code_lookup.finders(_country(reading, resolved)), before, today
    )
    found += understood.problems
    if (
        stored is not None
        and isinstance(before, Person)
        and stored.id in erased_people(reading.execute, [stored.id])
    ):
        found += erased_problems(before, resolved)
    elif stored is not None and (withheld := withheld_of(reading, stored)):
        found = [
            *withheld_problems(withheld, understood.fields),
            *problems_of_change(found, stored.value, withheld),
        ]
    if understood.rest is not None and understood.rest.KIND in OWNED and not sample:
        found += _owner_problems(reading, understood.rest, stored)
    if isinstance(understood.rest, Activity):
        found += _activity_problems(reading, understood.rest, record, getattr(before, "code", None))
    if isinstance(understood.value, Activity):
        found += _clock_problems(reading, understood.value, today) if today is not None else []
    if isinstance(understood.value, Query):
        found += _query_problems(reading, understood.value)
    stops = any(one.severity is Severity.hard for one in found)
    return DraftRead(None if stops else understood.value, found, understood.fields, understood.rest)


_ERASED = N_("This person was erased. No new data about them can be recorded.")


def erased_problems(before: Person, values: Mapping[str, object]) -> list[Problem]:
    """What would be recorded of somebody who was erased cannot be."""
    return [
        Problem(name, "erased", _ERASED)
        for name, value in values.items()
        if value and getattr(before, name, value) != value
    ]


_WITHHELD = N_("This value is not on this computer, and a new value would replace it.")


def withheld_of(reading: Reading, stored: Stored) -> frozenset[str]:
    """Fields of a record whose values are not on this computer; an erased person's are nowhere."""
    found = withheld_empty_fields(reading.execute, reading.identity, stored)
    is_gone = bool(found) and stored.kind == Person.KIND and bool(erased_people(reading.execute, [stored.id]))
    return frozenset() if is_gone else found


def withheld_problems(withheld: Collection[str], values: Mapping[str, object]) -> list[Problem]:
    """What would be written over values that are withheld here."""
    return [
        Problem(name, "elsewhere", _WITHHELD)
        for name, value in values.items()
        if name in withheld and value not in (None, (), "")
    ]


@dataclass(frozen=True, slots=True)
class RecordWrite:
    """What a record is to be. `record` None: new; else the fields that differ from `before` are set."""

    kind: str
    value: Record
    record: int | None = None
    before: Record | None = None

    @property
    def changes(self) -> dict[str, object]:
        """What is set of a record that is there."""
        return differences(self.before, self.value) if self.before is not None else {}


@dataclass(frozen=True, slots=True)
class ReadyRecord(RecordWrite):
    """A record that nothing stops, completed, its doubts answered. `reasons`: given now for one."""

    problems: Sequence[Problem] = ()
    reasons: Sequence[AcceptedDoubt] = ()


def ready_record(
    reading: Reading,
    kind: str,
    draft: Draft,
    *,
    today: dt.date,
    record: int | None = None,
    accepted: Sequence[AcceptedDoubt] | None = None,
    more: Sequence[Problem] = (),
    sample: bool = False,
    by_today: bool = True,
) -> ReadyRecord | SaveRefused:
    """A whole draft as a record to save, or what stops it; `more` is checked with it.
    `accepted`: soft problems kept with a reason; None accepts all without words, as the command line does,
    and they come back in `problems`. `by_today`: days without a year, and the clock, are judged by `today`.
    """
    before = None if record is None else reading.record(record).value
    read = check(reading, kind, draft, record, today if by_today else None, sample=sample)
    earlier = before.kept if before is not None else ()
    open_problems = read.problems if accepted is None else unaccepted(read.problems, (*earlier, *accepted))
    doubts = accepted is not None and any(one.severity is Severity.soft for one in open_problems)
    if read.value is None or doubts or more:
        return SaveRefused([*open_problems, *more])
    reasons = [
        one for one in accepted or () if any(doubt_covering(problem, (one,)) for problem in read.problems)
    ]
    value = completed(reading, read.value, reasons, today, sample=sample)
    return ReadyRecord(kind, value, record, before, read.problems, reasons)


def save_record(
    store: Store,
    ready: ReadyRecord,
    beside: Callable[[Work, int], Sequence[int]] | None = None,
    others: int = 0,
) -> Saved:
    """Save one record as one step, for window, command line and new references; nothing if nothing differs.
    `beside`: puts what belongs to that id into the step, and gives the ids of new head counts; `others`: how
    many records more the step is said to have.
    """
    if ready.record is not None and beside is None and not ready.changes:
        return Saved(ready.record, None, list(ready.problems))
    with store.work(ActionKind.new if ready.record is None else ActionKind.edit, 1 + others) as work:
        [id] = write_records(work, [ready])
        made = beside(work, id) if beside is not None else ()
    for one in ready.reasons:
        recent_reasons.remember(store, one.reason)
    return Saved(id, work.change if work.change.step else None, list(ready.problems), list(made))


def write_records(work: Work, writes: Sequence[RecordWrite]) -> list[int]:
    """Write new records and differing fields of others; gives ids in order. Every save ends here."""
    ids = {place: one.record for place, one in enumerate(writes) if one.record is not None}
    for kind in dict.fromkeys(one.kind for one in writes):
        made = [place for place, one in enumerate(writes) if one.kind == kind and one.record is None]
        ids.update(zip(made, work.new(kind, [writes[place].value for place in made]), strict=True))
        if sets := {
            one.record: changes
            for one in writes
            if one.kind == kind and one.record is not None and (changes := one.changes)
        }:
            work.set(kind, sets)
    return [ids[place] for place in range(len(writes))]


def save(
    store: Store,
    kind: str,
    draft: Draft,
    *,
    today: dt.date,
    record: int | None = None,
    accepted: Sequence[AcceptedDoubt] | None = None,
) -> Saved | SaveRefused:
    """Save a new record, or the differing fields of `record`. `accepted`: as in `ready_record`."""
    with store.read() as reading:
        ready = ready_record(
            reading, kind, whole_draft(reading, record, draft), today=today, record=record, accepted=accepted
        )
    return ready if isinstance(ready, SaveRefused) else save_record(store, ready)


def whole_draft(reading: Reading, record: int | None, typed: Draft) -> dict[str, object]:
    """What was typed over what is saved of the record."""
    return dict(typed) if record is None else {**given(reading.record(record).value), **typed}


def given(value: Record) -> dict[str, object]:
    """What a person gave of a record, by field. What the program works out of it is nobody's to type."""
    return value.model_dump(exclude_none=True, exclude=set(worked_fields(type(value))))


def differences(before: Record, after: Record) -> dict[str, object]:
    """The fields of `after` that are not as in `before`, with their new values."""
    names = [one.name for one in fields_of(type(after))]
    return {name: getattr(after, name) for name in names if getattr(before, name) != getattr(after, name)}


def completed(
    reading: Reading,
    value: Record,
    accepted: Sequence[AcceptedDoubt],
    today: dt.date,
    *,
    sample: bool = False,
) -> Record:
    """The value with what the program fills in at the first save: code, country, end, status, reasons."""
    added: dict[str, object] = {}
    if value.KIND in OWNED and owner_of(value) is None and not reading.identity.regional and not sample:
        added["country"] = reading.identity.country
    if accepted:
        added["kept"] = merged_doubts(value.kept, accepted)
    if isinstance(value, Activity):
        if value.end is None and value.start is not None:
            added["end"] = value.start
        if value.status is None:
            added["status"] = first_status(value.start, value.end, today)
        if not value.code:
            added["code"] = new_code(reading, value.model_copy(update=added))
    # of a question from elsewhere both are withheld
    if isinstance(value, Query) and value.text and value.asked_by is None:
        added["asked_by"] = f"{reading.identity.officer}, {reading.identity.office}"
    if isinstance(value, HeadCount) and value.count is None:
        added["count"] = value.closed().count
    if not added:
        return value
    filled, _ = build(type(value), {**_plain(value), **added}, value)
    return filled if filled is not None else value


def _plain(value: Record) -> dict[str, object]:
    return {
        one.name: getattr(value, one.name)
        for one in fields_of(type(value))
        if getattr(value, one.name) is not None
    }


def resolve(reading: Reading, record: type[Record], draft: Draft) -> tuple[dict[str, object], list[Problem]]:
    """Turn activity codes into ids, and see that every reference points to a record of the right kind."""
    resolved = dict(draft)
    found: list[Problem] = []
    for one in fields_of(record):
        typed = resolved.get(one.name)
        if one.kind is not FieldKind.reference or typed in (None, ""):
            continue
        targets = targets_of(reading, str(typed), one.shown.refers)
        if len(targets) == 1:
            resolved[one.name] = targets[0]
            continue
        del resolved[one.name]
        if targets:
            found.append(several_problem(one.name, str(typed), targets))
        else:
            is_activity = "training" in one.shown.refers
            sentence = (
                N_("There is no activity with the code {value}.")
                if is_activity
                else N_("There is no such record: {value}.")
            )
            code = "unknown-activity" if is_activity else "unknown-record"
            found.append(Problem(one.name, code, sentence, values=(("value", str(typed)[:60]),)))
    return resolved, found


def targets_of(reading: Reading, typed: str, kinds: tuple[str, ...]) -> list[int]:
    """The record that was typed by its code or id; several where a code does not say which."""
    if any(kind in ACTIVITY_KINDS for kind in kinds) or kinds == (ANY_RECORD,):
        by_code = reading.activities_by_code(typed)
        if by_code:
            return by_code
    if (number := id_of(typed)) is not None:
        stored = reading.find(number)
        if stored is not None and (stored.kind in kinds or kinds == (ANY_RECORD,)) and not stored.removed:
            return [number]
    return []


def _activity_problems(
    reading: Reading, value: Activity, record: int | None, code_before: str | None
) -> list[Problem]:
    found = code_problems(reading, value.code, record, code_before)
    if record is not None and value.part_of is not None and _leads_back(reading, value.part_of, record):
        found.append(Problem("part_of", "cycle", N_("An activity cannot belong to itself.")))
    if record is not None and value.same_event_as == record:
        found.append(Problem("same_event_as", "cycle", N_("An activity cannot be the same event as itself.")))
    return found


def _owner_problems(reading: Reading, value: Record, stored: Stored | None) -> list[Problem]:
    """A country's laptop records for its own country, and a record stays whose it is."""
    said = owner_of(value)
    own = reading.identity.country if stored is None else owner_of(stored.value)
    if said == own or (stored is None and (said is None or reading.identity.regional)):
        return []
    whose = _(Country(own).label) if own in list(Country) else _("the regional office")
    return [Problem("country", "not-yours", OtherCountry.sentence, values=(("country", whose),))]


def _clock_problems(reading: Reading, value: Activity, today: dt.date) -> list[Problem]:
    """Where only a wrong clock would say that it is planned, a person says whether it was held."""
    if value.status is not None or first_status(value.start, value.end, today) is not Status.planned:
        return []
    newest = newest_at(reading.execute)
    if newest is None or not is_behind(today, newest):
        return []
    sentence = N_(
        "This computer’s clock says {today}, but the newest entry is from {newest}. Was the activity held, "
        "or is it planned?"
    )
    said = (("today", today.isoformat()), ("newest", newest.date().isoformat()))
    return [Problem("status", "clock-behind", sentence, Severity.soft, said)]


def _query_problems(reading: Reading, value: Query) -> list[Problem]:
    """A question is about a field that the record has."""
    about = reading.record(value.record)
    if any(one.name == value.field for one in fields_of(type(about.value))):
        return []
    sentence = N_("There is no field “{name}” in this record.")
    return [Problem("field", "unknown-field-asked", sentence, values=(("name", value.field),))]


def _leads_back(reading: Reading, start: int, record: int) -> bool:
    seen: set[int] = set()
    step: int | None = start
    while step is not None and step not in seen:
        if step == record:
            return True
        seen.add(step)
        stored = reading.find(step)
        step = stored.value.part_of if stored is not None and isinstance(stored.value, Activity) else None
    return False


def _country(reading: Reading, draft: Mapping[str, object]) -> str:
    typed = draft.get("held_in") or draft.get("country")
    return str(typed) if typed else reading.identity.country
