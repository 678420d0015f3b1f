"""The list of activities: filters, order, and one page of rows with their counts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from prossce_desktop.domain.model.codes import Basis, Sex, Status
from prossce_desktop.domain.model.head_count_cube import CubeRefused, read_cell
from prossce_desktop.store.db.sql_parts import Conditions, marks
from prossce_desktop.store.queries.fts_query import match_of, words_of
from prossce_desktop.store.queries.reading import Reading, ask, number, read_ids

PAST_DATE = "past_date"
"""Beside the tokens of Status: planned, and its last day is gone."""


class ActivitySort(Enum):
    date = "date"
    title = "title"
    country = "country"
    count = "count"
    named = "named"
    status = "status"


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """What is shown; empty means all. Years: of the day it counts for, else of its dates."""

    text: str = ""
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO codes; an empty text is "no one country"."""
    statuses: tuple[str, ...] = ()
    """Tokens of Status, or `past_date`."""
    months: tuple[int, ...] = ()
    """Of the same day as the years, 1 to 12."""


@dataclass(frozen=True, slots=True)
class BasisCount:
    """One number of a row, of one basis."""

    basis: str
    value: int
    qualifier: str
    women: int | None = None
    """As far as their number was noted; None: nowhere."""


@dataclass(frozen=True, slots=True)
class ActivityListRow:
    """`counts`: head counts by basis, persons first. `listed`: on its list; `named`: those present, each
    once."""

    id: int
    kind: str
    code: str | None
    title: str
    start: str | None
    end: str | None
    country: str | None
    held_in: str | None
    province: str | None
    place: str | None
    channel: str | None
    pillar: str | None
    status: str | None
    our_part: str | None
    events: int | None
    past_date: bool
    counts: tuple[BasisCount, ...]
    listed: int
    named: int


_BASES = tuple(
    str(one.value)
    for one in (Basis.persons_organiser, Basis.persons_named, Basis.attendances, Basis.online_visits)
)
_BY_BASIS = " ".join(f"WHEN '{basis}' THEN {n}" for n, basis in enumerate(_BASES))
_COUNT = f"""(SELECT sum(h.count) FROM head_count h WHERE h.activity = a.id AND h.removed = 0
 AND h.count IS NOT NULL
 GROUP BY h.basis ORDER BY CASE h.basis {_BY_BASIS} ELSE 9 END LIMIT 1)"""
_NAMED = "(SELECT count(DISTINCT f.person) FROM fact f WHERE f.activity = a.id AND f.present = 1)"
_KEYS = {
    ActivitySort.date: "a.day",
    ActivitySort.title: "a.title_key",
    ActivitySort.country: "coalesce(a.country, '')",
    ActivitySort.count: f"coalesce({_COUNT}, -1)",
    ActivitySort.named: _NAMED,
    ActivitySort.status: "coalesce(a.status, '')",
}
_PAST = "(a.status = 'planned' AND coalesce(a.\"end\", a.start) < ?)"


def count(reading: Reading, asked: ActivityFilter, today: dt.date) -> int:
    """How many activities the filter leaves."""
    where = _where(asked, today)
    return number(reading, f"SELECT count(*) FROM activity a WHERE {where}", tuple(where.values))


def by_status(reading: Reading, asked: ActivityFilter, today: dt.date) -> dict[str, int]:
    """How many are held, planned, past their date, postponed, cancelled; without empty statuses."""
    where = _where(asked, today)
    status = f"CASE WHEN {_PAST} THEN '{PAST_DATE}' ELSE coalesce(a.status, 'held') END"
    sql = f"SELECT {status} AS s, count(*) FROM activity a WHERE {where} GROUP BY s ORDER BY s"
    return {
        str(status): int(number) for status, number in ask(reading, sql, (today.isoformat(), *where.values))
    }


def page_sql(
    asked: ActivityFilter, sort: ActivitySort, descending: bool, today: dt.date
) -> tuple[str, tuple[object, ...]]:
    """The statement that picks one page's ids; its plan is tested."""
    where = _where(asked, today)
    way = "DESC" if descending else "ASC"
    return (
        f"SELECT a.id FROM activity a WHERE {where} ORDER BY {_KEYS[sort]} {way}, a.id {way} LIMIT ? "
        "OFFSET ?",
        tuple(where.values),
    )


def page(
    reading: Reading,
    asked: ActivityFilter,
    today: dt.date,
    *,
    sort: ActivitySort = ActivitySort.date,
    descending: bool = True,
    offset: int = 0,
    limit: int = 60,
) -> list[ActivityListRow]:
    """`limit` rows from `offset` on. Newest first unless asked otherwise."""
    sql, values = page_sql(asked, sort, descending, today)
    return rows(reading, read_ids(reading.execute, sql, (*values, limit, offset)), today)


def ordered(
    reading: Reading,
    asked: ActivityFilter,
    today: dt.date,
    *,
    sort: ActivitySort = ActivitySort.date,
    descending: bool = True,
    among: Sequence[int] | None = None,
) -> Iterator[int]:
    """Ids the filter leaves, in list order, among `among` if given; found as they are asked for."""
    where = _where(asked, today)
    way = "DESC" if descending else "ASC"
    where.add_ids("a.id", among)
    sql = f"SELECT a.id FROM activity a WHERE {where} ORDER BY {_KEYS[sort]} {way}, a.id {way}"
    return (int(row[0]) for row in reading.execute(sql, tuple(where.values)))


def rows(reading: Reading, ids: Sequence[int], today: dt.date) -> list[ActivityListRow]:
    """The rows of these activities, in this order."""
    if not ids:
        return []
    among, on = marks(len(ids)), tuple(ids)
    counts: dict[int, list[BasisCount]] = {}
    women = _women(reading, among, on)
    sql = (
        "SELECT activity, coalesce(basis, 'persons_organiser') AS b, sum(count), min(coalesce(qualifier, "
        f"'exact')), max(coalesce(qualifier, 'exact')) FROM head_count WHERE activity IN ({among}) AND "
        "removed = 0 AND count IS NOT NULL GROUP BY activity, b"
    )
    for activity, basis, value, low, high in ask(reading, sql, on):
        counted = BasisCount(
            str(basis), int(value), _together(str(low), str(high)), women.get((activity, basis))
        )
        counts.setdefault(activity, []).append(counted)
    present = "count(DISTINCT CASE WHEN present = 1 THEN person END)"
    sql = (
        f"SELECT activity, count(DISTINCT person), {present} FROM fact WHERE activity IN ({among}) GROUP "
        "BY activity"
    )
    people = {int(row[0]): (int(row[1]), int(row[2])) for row in ask(reading, sql, on)}
    sql = (
        'SELECT id, kind, code, title, start, "end", country, held_in, province, place, channel, pillar, '
        f"status, our_part, events, {_PAST} FROM activity a WHERE id IN ({among})"
    )
    found = {}
    for row in ask(reading, sql, (today.isoformat(), *on)):
        listed, named = people.get(row[0], (0, 0))
        added = tuple(sorted(counts.get(row[0], []), key=lambda one: _place(one.basis)))
        line: list[Any] = [*row[:-1], bool(row[-1]), added, listed, named]
        found[int(row[0])] = ActivityListRow(*line)
    return [found[one] for one in ids if one in found]


def _women(reading: Reading, among: str, on: tuple[int, ...]) -> dict[tuple[int, str], int]:
    """By activity and basis, where a head count says it: as its number, or in crossed cells."""
    sql = (
        "SELECT activity, coalesce(basis, 'persons_organiser'), women, cells FROM head_count WHERE activity "
        f"IN ({among}) AND removed = 0 AND count IS NOT NULL AND (women IS NOT NULL OR length(cells) > 2)"
    )
    found: dict[tuple[int, str], int] = {}
    for activity, basis, alone, cells in ask(reading, sql, on):
        crossed = _crossed_women(json.loads(cells or "[]"))
        if alone is not None or crossed is not None:
            found[activity, basis] = found.get((activity, basis), 0) + max(alone or 0, crossed or 0)
    return found


def _crossed_women(cells: Sequence[str]) -> int | None:
    try:
        found = [number for cell, number in map(read_cell, cells) if cell.sex is Sex.female]
    except CubeRefused:  # another program wrote it
        return None
    return sum(found) if found else None


def years(reading: Reading) -> list[int]:
    """The years that have activities, newest first: the choices of the year filter."""
    sql = (
        f"SELECT DISTINCT {_YEAR} AS y FROM activity a WHERE a.removed = 0 AND y IS NOT NULL ORDER BY y DESC"
    )
    return read_ids(reading.execute, sql)


_YEAR, _MONTH = (
    f'CAST(substr(coalesce(a.counted_on, a."end", a.start), {at}) AS INTEGER)' for at in ("1, 4", "6, 2")
)


def _place(basis: str) -> int:
    return _BASES.index(basis) if basis in _BASES else len(_BASES)


def _together(low: str, high: str) -> str:
    """The qualifier of a sum (C1.4)."""
    if low == high:
        return low
    return "more_than" if {low, high} == {"exact", "more_than"} else "about"


def _where(asked: ActivityFilter, today: dt.date) -> Conditions:
    where = Conditions("a.removed = 0")
    where.add_choice(_YEAR, asked.years)
    where.add_choice(_MONTH, asked.months)
    where.add_choice("a.kind", asked.kinds)
    where.add_choice("a.pillar", asked.pillars)
    where.add_choice("a.province", asked.provinces)
    where.add_choice("coalesce(a.country, '')", asked.countries)
    if asked.statuses:
        plain = [one for one in asked.statuses if one != PAST_DATE]
        where.add(_status_part(asked.statuses), today.isoformat(), *plain)
    words = words_of(asked.text)
    if words:  # the list is short, so a part inside a word is found too: scripts without spaces need it
        where.add(
            "(a.id IN (SELECT rowid FROM record_find WHERE words MATCH ?) OR instr(replace(a.title_key, ' "
            "', ''), ?) > 0)",
            match_of(words),
            "".join(words),
        )
    elif asked.text.strip():
        where.add("0")
    return where


def _status_part(statuses: tuple[str, ...]) -> str:
    """Past its date is a status of its own here: `planned` alone leaves those out."""
    plain = [one for one in statuses if one != PAST_DATE]
    past = _PAST if PAST_DATE in statuses else f"(0 AND {_PAST})"
    if not plain:
        return past
    own = f"coalesce(a.status, '{Status.held.value}') IN ({marks(len(plain))})"
    if PAST_DATE in statuses or Status.planned.value not in plain:
        return f"({past} OR {own})"
    return f"(NOT {_PAST} AND {own})"
