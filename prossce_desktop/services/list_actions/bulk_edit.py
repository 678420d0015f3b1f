"""The rows chosen in a list as records, or rows of a sheet, whose fields can be changed together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.model.codes import FAIR_STAGES, TRAINING_STAGES, Token
from prossce_desktop.domain.model.fields import Field, Record, field_of, fields_of
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.domain.model.training import Training
from prossce_desktop.language.messages import _
from prossce_desktop.services.list_actions import bulk_dry_run, bulk_participations
from prossce_desktop.services.list_actions.bulk_dry_run import Trial
from prossce_desktop.services.list_actions.bulk_participations import SESSION
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ids_in_order
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Change as Change, Store
from prossce_desktop.system.progress import ProgressCallback, silent

AT_ONCE = 200
"""More records take a while: it is shown how far it is."""


@dataclass(frozen=True, slots=True)
class Editable:
    """A field to change together; None: presence at a session. `choices`: the only meaningful ones."""

    key: str
    label: str
    field: Field | None
    choices: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class ManyRecords:
    """The records in list order, and the fields they offer. `country`: whose provinces are offered."""

    kind: str
    ids: tuple[int, ...]
    fields: tuple[Editable, ...]
    country: str
    activity: int = 0


def many_records(reading: Reading, chosen: ChosenRows, today: dt.date) -> ManyRecords:
    """The records behind the chosen rows; rows that are not saved yet are none."""
    ids = tuple(ids_in_order(reading, chosen, today))
    own = reading.identity.country if not reading.identity.regional else ""
    if chosen.kind != "participation":
        kinds = bulk_dry_run.kinds_of(reading, chosen.kind, ids)
        found = tuple(Editable(one.name, _(one.shown.label), one) for one in fields_for(kinds))
        return ManyRecords(chosen.kind, ids, found, own)
    activity = reading.record(chosen.activity or 0)
    sessions = len(activity.value.sessions) if isinstance(activity.value, Training) else 0
    stages = stages_of(activity.kind)
    at_sessions = [
        Editable(f"{SESSION}{n}", _("Present at session {n}").format(n=n), None)
        for n in range(1, sessions + 1)
    ]
    fields = [
        Editable(one.name, _(one.shown.label), one, stages if one.name == "stage" else ())
        for one in fields_of_people()
    ]
    return ManyRecords("participation", ids, (*fields[:1], *at_sessions, *fields[1:]), own, activity.id)


def now(reading: Reading, rows: ManyRecords, key: str) -> list[tuple[str, int]]:
    """What the records have in a field, in words with how many."""
    if rows.activity:
        return bulk_participations.now(reading, rows.activity, rows.ids, key)
    return bulk_dry_run.now(reading, rows.kind, rows.ids, key)


def tried(
    reading: Reading,
    rows: ManyRecords,
    key: str,
    typed: object,
    today: dt.date,
    step: ProgressCallback = silent,
) -> Trial:
    """What this value would do to each of them."""
    if rows.activity:
        return bulk_participations.trial(reading, rows.activity, rows.ids, key, str(typed), today)
    return bulk_dry_run.trial(reading, rows.kind, rows.ids, key, typed, today, step)


def change(
    store: Store,
    rows: ManyRecords,
    trial: Trial,
    today: dt.date,
    reason: str = "",
    step: ProgressCallback = silent,
) -> Change | None:
    """Change them as one step."""
    if rows.activity:
        return bulk_participations.change(store, rows.activity, trial, today, reason, step)
    return bulk_dry_run.change(store, trial, reason, step)


OF_ACTIVITIES = (
    "status", "pillar", "programme", "tier", "mode", "channel", "our_part", "held_in", "province", "place",
    "partners",
    "participants_country", "themes", "sdg_targets", "language", "level", "type", "counted_on", "source",
)  # fmt: skip
OF_PEOPLE = (
    "province", "country", "nationality", "sex", "disability", "education", "occupation", "employer",
    "constituent", "consent",
)  # fmt: skip
OF_ORGANISATIONS = ("constituent", "isic", "country", "province")
OF_TAKING_PART = ("stage", "channel", "counted_on", "certificate", "role")


def fields_for(kinds: Iterable[str]) -> list[Field]:
    """The fields of any of these kinds that can be changed together."""
    present = set(kinds)
    names: tuple[str, ...] = ()
    records: list[type[Record]] = []
    if present <= set(ACTIVITY_KINDS):
        names, records = OF_ACTIVITIES, [KINDS[one] for one in ACTIVITY_KINDS if one in present]
    elif present == {Person.KIND}:
        names, records = OF_PEOPLE, [Person]
    elif present == {"organisation"}:
        names, records = OF_ORGANISATIONS, [KINDS["organisation"]]
    own = [{one.name: one for one in fields_of(record)} for record in records]
    return [
        next(each[name] for each in own if name in each)
        for name in names
        if any(name in each for each in own)
    ]


def fields_of_people() -> list[Field]:
    """Of the people of an activity: how they took part, then what belongs to the person."""
    return [
        *(field_of(Participation, one) for one in OF_TAKING_PART),
        *(field_of(Person, one) for one in OF_PEOPLE),
    ]


def stages_of(kind: str) -> tuple[Token, ...]:
    """The stages that an activity of this kind has."""
    return tuple(FAIR_STAGES if kind == "career_fair" else TRAINING_STAGES)
