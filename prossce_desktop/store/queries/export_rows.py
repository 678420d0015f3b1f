"""Records of some activities, and names to print for ids: what exports read beside figures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from prossce_desktop.domain.operations.operation import Plain
from prossce_desktop.store.db.cell_values import Cell, from_cell
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.queries.reading import Reading, ask, number, read_ids

OF_ACTIVITIES = frozenset({"head_count", "fair_employer", "participation", "follow_up"})
"""Kinds of record that stand at an activity."""
_TABLES = {"person": "p", "participation": "t"}
_BIRTH = "CASE WHEN p.id IN (SELECT person FROM erased) THEN NULL ELSE p.birth END"


def ids_at(reading: Reading, kind: str, activities: Sequence[int]) -> list[int]:
    """Live records of one of OF_ACTIVITIES at these, in the activities' order of entry, then theirs."""
    if kind not in OF_ACTIVITIES:
        raise ValueError(kind)
    sql = f"SELECT id FROM {kind} WHERE activity {IN} AND removed = 0 ORDER BY activity, id"
    return read_ids(reading.execute, sql, (json.dumps(list(activities)),))


def count_taking_part(reading: Reading, activities: Sequence[int]) -> int:
    """How many rows `taking_part` gives of live activities, read from the index of facts alone."""
    return number(reading, f"SELECT count(*) FROM fact WHERE activity {IN}", (json.dumps(list(activities)),))


def taking_part(
    reading: Reading, activities: Sequence[int], fields: Sequence[tuple[str, str]]
) -> Iterator[tuple[Cell, ...]]:
    """Each live participation at these activities as stored: the person's counted id, then the fields asked
    for.
    `fields` are (kind, name); `plain_of` reads a stored value. Records decided to be one person have one id.
    Of somebody erased the day that stands for the birth is left out: it is for figures only.
    """
    wanted = [
        "p.canonical",
        *(
            _BIRTH if (kind, name) == ("person", "birth") else f'{_TABLES[kind]}."{name}"'
            for kind, name in fields
        ),
    ]
    sql = (
        f"SELECT {', '.join(wanted)} FROM participation t CROSS JOIN person p ON p.id = t.person"
        f" WHERE t.activity {IN} AND t.removed = 0 AND p.removed = 0 ORDER BY t.activity, t.id"
    )
    return iter(reading.execute(sql, (json.dumps(list(activities)),)))


def plain_of(kind: str, name: str) -> Callable[[Cell], Plain]:
    """How a stored value of a field is read into JSON's types."""
    return from_cell(kind, name)


def names(reading: Reading) -> dict[int, str]:
    """By id what is printed for a pointer: an activity's code, a programme's or organisation's name."""
    found: dict[int, str] = {}
    for sql in (
        "SELECT id, coalesce(code, title) FROM activity",
        "SELECT id, title FROM programme",
        "SELECT id, name FROM organisation",
    ):
        found |= {int(id): str(name) for id, name in ask(reading, sql) if name}
    return found
