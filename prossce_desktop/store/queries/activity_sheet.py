"""The people of one activity, as plain rows in the order of entry, and what is known of them elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.people import WG_FIELDS
from prossce_desktop.store.db.sql_parts import IN, Conditions
from prossce_desktop.store.queries.fts_query import match_of, words_of
from prossce_desktop.store.queries.reading import Line, Reading, ask, number, read_ids

PERSON_COLUMNS = (
    "name", "latin_name", "sex", "birth", "phone", "national_id", "email", "address", "nationality",
    "country", "province", "disability",
    *WG_FIELDS, "education", "occupation", "employer", "constituent", "consent", "remarks",
)  # fmt: skip
PARTICIPATION_COLUMNS = (
    "age",
    "stage",
    "role",
    "channel",
    "counted_on",
    "attended",
    "pre",
    "post",
    "certificate",
)
_BY_SET = "coalesce(q.wg, q.open_wg)"
_FOUND = "SELECT k.canonical FROM person_find f CROSS JOIN person k ON k.id = f.rowid WHERE f.words MATCH ?"
_SAME = "(k.id = q.canonical OR (k.canonical = q.canonical AND k.canonical <> k.id))"


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One participation as stored. `values`: field to JSON value, if recorded; `ticks`: sessions."""

    participation: int
    person: int
    canonical: int
    values: dict[str, object]
    ticks: tuple[int, ...]
    kept: tuple[AcceptedDoubt, ...] = ()
    """Reasons for values that were asked about, of the person and of the taking part."""
    age_worked: int | None = None
    """The age on the first day as it was worked out by whoever holds the birth."""
    by_set: str | None = None
    """What the six answers give, by whoever holds them."""


def lines(reading: Reading, activity: int, *, only: Sequence[int] | None = None) -> list[SheetLine]:
    """The live people of an activity in the order of entry; `only`: these participations."""
    columns = ", ".join(
        [*(f"q.{name}" for name in PERSON_COLUMNS), *(f"t.{name}" for name in PARTICIPATION_COLUMNS)]
    )
    some = "" if only is None else f" AND t.id {IN}"
    sql = (
        f"SELECT t.id, q.id, q.canonical, t.ticks, q.kept, t.kept, t.age_worked, {_BY_SET}, {columns}"
        " FROM participation t JOIN person q ON q.id = t.person AND q.removed = 0"
        f" WHERE t.activity = ? AND t.removed = 0{some} ORDER BY t.id"
    )
    found = ask(reading, sql, (activity,) if only is None else (activity, json.dumps(list(only))))
    return [_line(one) for one in found]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Which row of the sheet, from 1, a participation is."""

    row: int
    participation: int
    person: int
    canonical: int


def places(reading: Reading, activity: int) -> list[RowPlace]:
    """The rows of the sheet in their order."""
    sql = (
        "SELECT t.id, q.id, q.canonical FROM participation t JOIN person q ON q.id = t.person AND q.removed "
        "= 0 WHERE t.activity = ? AND t.removed = 0 ORDER BY t.id"
    )
    return [
        RowPlace(row, int(line[0]), int(line[1]), int(line[2]))
        for row, line in enumerate(ask(reading, sql, (activity,)), 1)
    ]


def other_activities_of(
    reading: Reading, activity: int, people: Sequence[int]
) -> dict[int, list[tuple[str, int, int]]]:
    """Other activities of these people (after links): kind, how many, last year (0: no date)."""
    sql = (
        "SELECT q.canonical, a.kind, count(DISTINCT a.id), max(a.day) / 10000 FROM person q CROSS JOIN "
        "person k CROSS JOIN participation t ON t.person = k.id AND t.removed = 0 CROSS JOIN activity a ON "
        f"a.id = t.activity AND a.removed = 0 WHERE q.id {IN} AND {_SAME} AND k.removed = 0 AND a.id <> ? "
        "GROUP BY q.canonical, a.kind ORDER BY 1, 3 DESC, 2"
    )
    found: dict[int, list[tuple[str, int, int]]] = {}
    for person, kind, held, year in ask(reading, sql, (json.dumps(sorted(set(people))), activity)):
        found.setdefault(int(person), []).append((str(kind), int(held), int(year)))
    return found


def how_many(reading: Reading, activity: int) -> int:
    """How many rows the sheet of an activity has."""
    sql = (
        "SELECT count(*) FROM participation t JOIN person q ON q.id = t.person AND q.removed = 0 WHERE "
        "t.activity = ? AND t.removed = 0"
    )
    return number(reading, sql, (activity,))


def has_ticks(reading: Reading, activity: int) -> bool:
    """Whether anybody at the activity has a session ticked."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM participation WHERE activity = ? AND removed = 0 AND ticks IS NOT "
        "NULL AND ticks <> '[]')"
    )
    return bool(number(reading, sql, (activity,)))


def is_listed(reading: Reading, activity: int, person: int) -> bool:
    """Whether this person, under any of the linked records, is on the list of the activity."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM person q CROSS JOIN person k JOIN participation t ON t.person = k.id "
        f"AND t.removed = 0 WHERE q.id = ? AND {_SAME} AND t.activity = ?)"
    )
    return bool(number(reading, sql, (person, activity)))


def only_here(reading: Reading, people: Sequence[int], participations: Sequence[int]) -> list[int]:
    """Those of the people whom nothing but these participations names."""
    named = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {kind} r WHERE r.person = q.id AND r.removed = 0{but})"
        for kind, but in (("participation", f" AND r.id NOT {IN}"), ("follow_up", ""), ("impact_story", ""))
    )
    sql = f"SELECT q.id FROM person q WHERE q.id {IN} AND q.removed = 0 {named} ORDER BY q.id"
    return read_ids(reading.execute, sql, (json.dumps(list(people)), json.dumps(list(participations))))


def links_of(reading: Reading, people: Sequence[int]) -> list[int]:
    """Live pairs in which one of these people stands."""
    listed = json.dumps(list(people))
    sql = (
        f"SELECT id FROM link WHERE removed = 0 AND a {IN} UNION SELECT id FROM link WHERE removed = 0 "
        f"AND b {IN} ORDER BY 1"
    )
    return read_ids(reading.execute, sql, (listed, listed))


def distinct_people(reading: Reading, countries: Sequence[str], search: str | None) -> list[SheetLine]:
    """Distinct people in the order of entry, without participations; by country and words."""
    columns = ", ".join(f"q.{name}" for name in PERSON_COLUMNS)
    empty = ", ".join("NULL" for _ in PARTICIPATION_COLUMNS)
    where = Conditions("q.removed = 0")
    where.add("q.canonical = q.id")
    if countries:
        where.add(f"q.country {IN}", json.dumps(list(countries)))
    if search and search.strip():
        where.add(f"q.id IN ({_FOUND})", _match(search))
    nothing = f"0, q.id, q.canonical, NULL, q.kept, NULL, NULL, {_BY_SET}"
    sql = f"SELECT {nothing}, {columns}, {empty} FROM person q WHERE {where} ORDER BY q.id"
    return [_line(one) for one in ask(reading, sql, where.values)]


def found_people(reading: Reading, search: str) -> set[int]:
    """People whose words fit, after decided links."""
    return set(read_ids(reading.execute, _FOUND, (_match(search),)))


def _match(search: str) -> str:
    words = words_of(search)
    return match_of(words) if words else '"\u0001"'


def _line(line: Line) -> SheetLine:
    participation, person, canonical, ticks, of_person, of_part, age_worked, by_set, *cells = line
    names = (*PERSON_COLUMNS, *PARTICIPATION_COLUMNS)
    values = {name: _plain(name, cell) for name, cell in zip(names, cells, strict=True) if cell is not None}
    reasons = tuple(
        AcceptedDoubt.model_validate(one) for text in (of_person, of_part) if text for one in json.loads(text)
    )
    attended = tuple(json.loads(ticks)) if ticks else ()
    return SheetLine(
        int(participation), int(person), int(canonical), values, attended, reasons, age_worked, by_set
    )


def _plain(name: str, cell: object) -> object:
    if name == "certificate":
        return bool(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell
