"""The sample data: thirteen published activities, and made-up people if wanted; kept apart from everything real."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.errors import HasOwnRecords
from prossce_desktop.services.commands import adding
from prossce_desktop.services.sample import sample_people
from prossce_desktop.store.queries.sample_records import has_own_activities, sample_records
from prossce_desktop.store.workspace.store import Reading, Store, Work
from prossce_desktop.system import paths

FILE = "sample/published_activities.csv"
TO_COUNT = {"count": "count", "count_basis": "basis", "count_qualifier": "qualifier"}


@dataclass(frozen=True)
class SampleLoaded:
    """What is there now."""

    activities: int
    people: int
    already_there: bool


@dataclass(frozen=True)
class SampleRemoved:
    """What was taken out: records of any kind, and how many of them are activities and people."""

    records: int
    activities: int
    people: int


def load(store: Store, *, people: bool, today: dt.date) -> SampleLoaded:
    """Load the published activities exactly; a second time changes nothing. Raises HasOwnRecords (exit 5)."""
    with store.read() as reading:
        present = sample_records(reading)
        there = sum(len(ids) for kind, ids in present.items() if kind in ACTIVITY_KINDS)
        guests = len(present.get("person", ()))
        if not there and has_own_activities(reading):
            raise HasOwnRecords
        found = [] if there else list(published(reading, today))
        codes = {code: known for code, _guests in sample_people.guests() if (known := reading.activity_by_code(code)) is not None}
    with_people = people and not guests
    if not found and not with_people:
        return SampleLoaded(there, guests, already_there=True)
    with store.work(ActionKind.sample, len(found), sample=True) as work:
        codes.update(_save_activities(work, found))
        made = _save_people(work, codes) if with_people else 0
    return SampleLoaded(len(found) or there, made or guests, already_there=False)


def remove(store: Store) -> SampleRemoved:
    """Take all sample records out; gives how many there were."""
    with store.read() as reading:
        present = sample_records(reading)
    ids = [one for known in present.values() for one in known]
    if ids:
        with store.work(ActionKind.sample_removed, len(ids), sample=True) as work:
            work.remove(ids)
    return SampleRemoved(
        len(ids), sum(len(known) for kind, known in present.items() if kind in ACTIVITY_KINDS), len(present.get("person", ()))
    )


def published(reading: Reading, today: dt.date) -> Iterator[tuple[Activity, HeadCount | None]]:
    """Each activity of the shipped table, with its head count where it has one."""
    with paths.resource(FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield activity_of(reading, row, today)


def activity_of(reading: Reading, row: dict[str, str], today: dt.date) -> tuple[Activity, HeadCount | None]:
    """One row of the table; a blank is not recorded, never 0, and a blank country is no one country."""
    kind = row["kind"]
    given: dict[str, object] = {name: value for name, value in row.items() if value and name not in ("kind", *TO_COUNT)}
    way = given.pop("mode_or_channel", None)
    if way is not None:
        given["channel" if kind == "career_fair" else "mode"] = way
    activity, _warnings = adding.activity_value(reading, kind, given, today, sample=True)
    count = {target: row[name] for name, target in TO_COUNT.items() if row[name]}
    return activity, adding.head_count_value(dict(count)) if row["count"] else None


def _save_activities(work: Work, found: list[tuple[Activity, HeadCount | None]]) -> dict[str, int]:
    """Save them; gives each code's id."""
    codes: dict[str, int] = {}
    for activity, head in found:
        [new_id] = work.new(activity.KIND, [activity])
        codes[activity.code or ""] = new_id
        if head is not None:
            work.new("head_count", [head.model_copy(update={"activity": new_id})])
    return codes


def _save_people(work: Work, codes: dict[str, int]) -> int:
    """Made-up people, at activities whose published totals they do not touch."""
    made = 0
    for code, guests in sample_people.guests():
        if code in codes:
            ids = work.new("person", [Person(**guest.person) for guest in guests])
            took_part = [Participation(person=one, activity=codes[code], **guest.took_part) for one, guest in zip(ids, guests, strict=True)]
            work.new("participation", took_part)
            made += len(guests)
    return made
