"""One narrow row of numbers for each live participation, so that counting people is one pass over an index.

A participation has a fact while it, its person and its activity are live. `person` is the canonical one,
`day` the counting date as 20241231 (0: none recorded), `age` the age cell at the activity's first day.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from prossce_desktop.domain.model.ages import Age, cell_of, counted_age
from prossce_desktop.domain.model.codes import NOT_PRESENT, Disability, Stage
from prossce_desktop.domain.model.disability import disability_by
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import insert_into
from prossce_desktop.store.db.table_names import FACT_COLUMNS
from prossce_desktop.store.projection import fact_codes
from prossce_desktop.store.projection.derived_ages import differs, refresh_due

PRESENT = frozenset(str(one.value) for one in Stage if one not in NOT_PRESENT)
_CHUNK = 20_000

_QUERY = """
SELECT p.id, pe.canonical, p.activity, a.country, a.kind, p.counted_on, a.counted_on, a."end", a.start,
       pe.sex, p.age_worked, pe.open_birth, p.age, COALESCE(p.channel, a.channel), p.stage,
       pe.disability, COALESCE(pe.wg, pe.open_wg),
       pe.birth, p.estimated
FROM participation p CROSS JOIN person pe ON pe.id = p.person CROSS JOIN activity a ON a.id = p.activity
WHERE p.id IN (SELECT value FROM json_each(?)) AND p.removed = 0 AND pe.removed = 0 AND a.removed = 0
"""
_COLUMNS = ("id", *FACT_COLUMNS)
_KEEP = insert_into("fact", _COLUMNS, over=True)

Fact = tuple[int, ...]


def refresh_facts(
    db: Connection, people: set[int], activities: set[int], participations: Iterable[int]
) -> None:
    """Make the facts again of these participations and of all at these activities or of these people."""
    ids = set(participations)
    for column, records in (("person", people), ("activity", activities)):
        if records:
            query = f"SELECT id FROM participation WHERE {column} IN (SELECT value FROM json_each(?))"
            ids.update(id for (id,) in db.execute(query, (json.dumps(sorted(records)),)))
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        _refresh(db, ordered[start : start + _CHUNK])


def _refresh(db: Connection, ids: list[int]) -> None:
    """Rows that would not change are not written."""
    listed = json.dumps(ids)
    now, differing = {}, []
    for *row, birth, estimated in db.execute(_QUERY, (listed,)):
        now[row[0]] = fact_of(row)
        if differs(birth, open_birth=row[11], start=row[8], worked=row[10], estimated=estimated):
            differing.append(row[0])
    refresh_due(db, ids, differing)
    columns = ", ".join(_COLUMNS)
    held = {
        row[0]: row
        for row in db.execute(
            f"SELECT {columns} FROM fact WHERE id IN (SELECT value FROM json_each(?))", (listed,)
        )
    }
    db.executemany("DELETE FROM fact WHERE id = ?", [(id,) for id in held if id not in now])
    changed = [fact for id, fact in now.items() if held.get(id) != fact]
    db.executemany(_KEEP, changed)


def fact_of(row: Sequence[Any]) -> Fact:
    """The numbers of one participation from the columns of the query above."""
    (
        id,
        person,
        activity,
        country,
        kind,
        own_day,
        counted_on,
        end,
        start,
        sex,
        worked,
        birth,
        age,
        channel,
        stage,
        declared,
        by_set,
    ) = row
    day = int(str(own_day or counted_on or end or start or "0").replace("-", ""))
    return (
        id,
        person,
        activity,
        fact_codes.COUNTRY.get(str(country), 0),
        fact_codes.KIND[str(kind)],
        day // 10_000,
        day,
        fact_codes.SEX.get(str(sex), 0),
        _age(worked, birth, start, age),
        _disability(declared, by_set),
        fact_codes.CHANNEL.get(str(channel), 0),
        fact_codes.STAGE.get(str(stage), 0),
        int(stage in PRESENT),
    )


@lru_cache(maxsize=65_536)
def _age(worked: int | None, birth: str | None, start: str | None, given: int | None) -> int:
    """A birth that is no day of the calendar is not recorded."""
    first_day = dt.date.fromisoformat(start) if start else None
    try:
        age = counted_age(first_day, None if worked is None else Age(worked), birth, given)
        return fact_codes.AGE[str(cell_of(age).value)]
    except ValueError:
        return fact_codes.AGE[str(cell_of(given).value)]


@lru_cache(maxsize=65_536)
def _disability(declared: str | None, by_set: str | None) -> int:
    found, _ = disability_by(
        Disability(declared) if declared else None, Disability(by_set) if by_set else None
    )
    return fact_codes.DISABILITY[str(found.value)] if found is not None else fact_codes.NOT_RECORDED
