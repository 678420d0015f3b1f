"""Files with people's data made here: when, and whom they may hold. Only their names are kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.sample_lots import Executes

SHEET, LIST = "sheet", "list"
"""A sign-in sheet with its people's names; a list of people as it stood in the window."""


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One file. `time_ms`: UTC; `holds`: PersonalData, SHEET, LIST; ISO days or open; no `countries`: all."""

    time_ms: int
    name: str
    holds: str
    first: str | None = None
    last: str | None = None
    countries: tuple[str, ...] = ()
    activity: int | None = None


def note_export(db: Connection, line: ExportLine) -> None:
    """Write down that this file was made."""
    db.execute(
        "INSERT INTO export(at, name, holds, first, last, countries, activity) VALUES(?, ?, ?, ?, ?, ?, ?)",
        (
            line.time_ms,
            line.name,
            line.holds,
            line.first,
            line.last,
            json.dumps(list(line.countries)),
            line.activity,
        ),
    )


def exports_with(execute: Executes, people: Sequence[int]) -> list[ExportLine]:
    """Files that may hold one of these people, oldest first: made after they joined a list within it."""
    query = (
        'SELECT p.activity, a.country, COALESCE(p.counted_on, a.counted_on, a."end", a.start), op.at FROM '
        "participation p JOIN activity a ON a.id = p.activity JOIN lot ON lot.first = (SELECT max(first) "
        f"FROM lot WHERE first <= p.id) JOIN op ON op.id = lot.op WHERE p.person {IN}"
    )
    took_part = execute(query, (json.dumps(list(people)),)).fetchall()
    recorded = execute(_RECORDED, (json.dumps(list(people)),)).fetchall()
    return [
        one
        for one in _lines(execute)
        if _is_list(one, recorded) or any(_holds(one, *part) for part in took_part)
    ]


_RECORDED = (
    "SELECT op.at FROM person p JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE first <= p.id) "
    f"JOIN op ON op.id = lot.op WHERE p.id {IN}"
)


def _is_list(line: ExportLine, recorded: Sequence[Sequence[int]]) -> bool:
    """A list of all people, however it was filtered: it may hold everybody who was recorded by then."""
    return (
        line.holds == LIST
        and line.activity is None
        and any(line.time_ms >= recorded_at for (recorded_at,) in recorded)
    )


def _lines(execute: Executes) -> list[ExportLine]:
    rows = execute(
        "SELECT at, name, holds, first, last, countries, activity FROM export ORDER BY at, id"
    ).fetchall()
    return [
        ExportLine(time_ms, name, holds, first, last, tuple(json.loads(countries)), activity)
        for time_ms, name, holds, first, last, countries, activity in rows
    ]


def _holds(line: ExportLine, activity: int, country: str | None, day: str | None, since: int) -> bool:
    if line.time_ms < since:
        return False
    if line.activity is not None:
        return line.activity == activity
    within = day is None or (
        (line.first is None or day >= line.first) and (line.last is None or day <= line.last)
    )
    return within and (not line.countries or country in line.countries)
