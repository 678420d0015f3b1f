"""The sample data: thirteen published activities, and made-up people if wanted; kept apart from everything real."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from prossce_desktop import paths
from prossce_desktop.domain.activity import Activity
from prossce_desktop.domain.head_count import HeadCount
from prossce_desktop.domain.people import Participation, Person
from prossce_desktop.errors import HasOwnRecords
from prossce_desktop.services import adding, sample_people
from prossce_desktop.store.store import Reading, Store, Work

FILE = "sample/published_activities.csv"
TO_COUNT = {"count": "count", "count_basis": "basis", "count_qualifier": "qualifier"}


@dataclass(frozen=True)
class Loaded:
    """What is there now."""

    activities: int
    people: int
    already_there: bool


def load(store: Store, *, people: bool, today: dt.date) -> Loaded:
    """Load the published activities exactly; a second time changes nothing. Raises HasOwnRecords (exit 5)."""
    with store.read() as reading:
        present = reading.sample_counts()
        if not present.get("activity") and reading.has_own_activities():
            raise HasOwnRecords()
        found = [] if present.get("activity") else list(published(reading, today))
    with_people = people and not present.get("person")
    if not found and not with_people:
        return Loaded(present.get("activity", 0), present.get("person", 0), True)
    with store.work("sample", len(found), sample=True) as work:
        _save_activities(work, found)
        made = _save_people(store, work, found) if with_people else 0
    return Loaded(len(found) or present.get("activity", 0), made or present.get("person", 0), False)


def remove(store: Store) -> int:
    """Take all sample records out; gives how many there were."""
    with store.read() as reading:
        ids = reading.sample_ids()
    if not ids:
        return 0
    with store.work("sample-removed", len(ids), sample=True) as work:
        work.remove(ids)
    return len(ids)


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
    activity, _warnings = adding.activity_value(reading, kind, given, today)
    count = {target: row[name] for name, target in TO_COUNT.items() if row[name]}
    return activity, adding.head_count_value(dict(count)) if row["count"] else None


def _save_activities(work: Work, found: list[tuple[Activity, HeadCount | None]]) -> None:
    for activity, head in found:
        [new_id] = work.new(activity.KIND, [activity])
        if head is not None:
            work.new("head_count", [head.model_copy(update={"activity": new_id})])


def _save_people(store: Store, work: Work, found: list[tuple[Activity, HeadCount | None]]) -> int:
    """Made-up people, at activities whose published totals they do not touch."""
    del store, found
    made = 0
    for code, guests in sample_people.guests():
        activity = work.reading.activity_by_code(code)
        if activity is None:
            continue
        ids = work.new("person", [Person(**guest.person) for guest in guests])
        work.new("participation", [Participation(person=one, activity=activity, **guest.took_part) for one, guest in zip(ids, guests, strict=True)])
        made += len(guests)
    return made
