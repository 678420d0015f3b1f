"""What one person took part in, under any of the linked records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.queries.reading import Reading, ask, read_ids


@dataclass(frozen=True, slots=True)
class TookPart:
    """One participation on a person's page. `person`: the record it was entered under."""

    participation: int
    person: int
    activity: int
    kind: str
    title: str
    start: str | None
    end: str | None
    day: int
    """The counting day as 20241231, 0: none."""
    stage: str | None
    attended: int | None
    sessions: int
    pre: float | None
    post: float | None
    employer: str | None
    """Who hired the person, by name."""


def of_person(reading: Reading, person: int) -> list[TookPart]:
    """The participations of a person, the newest first."""
    sql = (
        'SELECT t.id, t.person, a.id, a.kind, a.title, a.start, a."end", a.day, t.stage, t.attended,'
        " coalesce((SELECT json_array_length(g.sessions) FROM training g WHERE g.id = a.id), 0), t.pre, "
        "t.post, o.name FROM person q CROSS JOIN person k CROSS JOIN participation t ON t.person = k.id AND "
        "t.removed = 0 CROSS JOIN activity a ON a.id = t.activity AND a.removed = 0 LEFT JOIN organisation o "
        "ON o.id = t.employer AND o.removed = 0 WHERE q.id = ? AND (k.id = q.canonical OR (k.canonical = "
        "q.canonical AND k.canonical <> k.id)) AND k.removed = 0 ORDER BY a.day DESC, t.id DESC"
    )
    found = []
    for line in ask(reading, sql, (person,)):
        cells: list[Any] = list(line)
        found.append(TookPart(*cells))
    return found


def linked_records(reading: Reading, person: int) -> list[int]:
    """All records that are this person by decided links, this one too, the oldest first."""
    sql = (
        "SELECT k.id FROM person q CROSS JOIN person k WHERE q.id = ? AND (k.id = q.canonical OR "
        "(k.canonical = q.canonical AND k.canonical <> k.id)) AND k.removed = 0 ORDER BY k.id"
    )
    return read_ids(reading.execute, sql, (person,))


class Ends(NamedTuple):
    """Whose participation it is, and in what."""

    person: int
    activity: int


def ends_of(reading: Reading, participations: Iterable[int]) -> dict[int, Ends]:
    """Person and activity of each of these participations, also of removed ones."""
    sql = f"SELECT id, person, activity FROM participation WHERE id {IN}"
    return {
        int(id): Ends(int(person), int(activity))
        for id, person, activity in ask(reading, sql, (json.dumps(sorted(participations)),))
    }


def activities_of(reading: Reading, people: Iterable[int]) -> list[tuple[str | None, str | None]]:
    """Code and title of each activity that any of these people was ever on the list of, the newest first."""
    sql = (
        "SELECT DISTINCT a.id, a.code, a.title FROM participation p JOIN activity a ON a.id = p.activity"
        f" WHERE p.person {IN} ORDER BY a.day DESC, a.id"
    )
    return [(code, title) for _id, code, title in ask(reading, sql, (json.dumps(sorted(people)),))]


def latest_age(reading: Reading, person: int) -> int | None:
    """The age at the latest activity that tells one."""
    sql = (
        "SELECT coalesce(t.age_worked, t.age) FROM participation t JOIN activity a ON a.id = t.activity "
        "WHERE t.person = ? AND t.removed = 0 AND coalesce(t.age_worked, t.age) IS NOT NULL ORDER BY a.day "
        "DESC, t.id DESC LIMIT 1"
    )
    return next((int(age) for (age,) in ask(reading, sql, (person,))), None)
