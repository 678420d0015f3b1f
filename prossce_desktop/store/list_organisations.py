"""The list of organisations, and what one of them did at fairs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from prossce_desktop.domain.folding import fold
from prossce_desktop.store.among import IN
from prossce_desktop.store.asking import ask, number
from prossce_desktop.store.matching import marks, match_of, words_of
from prossce_desktop.store.reading import Reading


class OrganisationSort(Enum):
    name = "name"
    fairs = "fairs"
    entered = "entered"


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What of the list is shown; empty means all."""

    text: str = ""
    constituents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation; `fairs`: at how many, `posts` and `hired`: added over them, None where nobody noted any."""

    id: int
    name: str
    latin_name: str | None
    constituent: str | None
    isic: str | None
    country: str | None
    province: str | None
    fairs: int
    posts: int | None
    hired: int | None


@dataclass(frozen=True, slots=True)
class AtFair:
    """An organisation at one fair."""

    employer: int
    """The record of the employer at the fair."""
    activity: int
    title: str
    start: str | None
    end: str | None
    posts_local: int | None
    posts_overseas: int | None
    interviews: int | None
    hired: int | None
    near_hires: int | None


_FAIRS = "(SELECT count(DISTINCT e.activity) FROM fair_employer e WHERE e.organisation = o.id AND e.removed = 0)"
_KEYS = {OrganisationSort.name: "lower(o.name)", OrganisationSort.fairs: _FAIRS, OrganisationSort.entered: "o.id"}


def count(reading: Reading, asked: OrganisationFilter) -> int:
    """How many organisations the filter leaves."""
    where, values = _where(asked)
    return number(reading, f"SELECT count(*) FROM organisation o WHERE {where}", values)


def page_sql(asked: OrganisationFilter, sort: OrganisationSort, descending: bool) -> tuple[str, tuple[object, ...]]:
    """The statement that picks one page's ids; its plan is tested."""
    where, values = _where(asked)
    way = "DESC" if descending else "ASC"
    return f"SELECT o.id FROM organisation o WHERE {where} ORDER BY {_KEYS[sort]} {way}, o.id {way} LIMIT ? OFFSET ?", tuple(values)


def page(
    reading: Reading, asked: OrganisationFilter, *, sort: OrganisationSort = OrganisationSort.name, descending: bool = False,
    offset: int = 0, limit: int = 60,
) -> list[OrganisationRow]:
    """`limit` rows from `offset` on."""
    sql, values = page_sql(asked, sort, descending)
    return rows(reading, [int(line[0]) for line in ask(reading, sql, (*values, limit, offset))])


def ordered(
    reading: Reading, asked: OrganisationFilter, *, sort: OrganisationSort = OrganisationSort.name, descending: bool = False,
    among: Sequence[int] | None = None,
) -> Iterator[int]:
    """The ids that the filter leaves, in the order of the list, `among` these where they are given; found as they are asked for."""
    where, values = _where(asked)
    way = "DESC" if descending else "ASC"
    part, more = ("", []) if among is None else (f" AND o.id {IN}", [json.dumps(list(among))])
    sql = f"SELECT o.id FROM organisation o WHERE {where}{part} ORDER BY {_KEYS[sort]} {way}, o.id {way}"
    return (int(row[0]) for row in reading.execute(sql, (*values, *more)))


def rows(reading: Reading, ids: Sequence[int]) -> list[OrganisationRow]:
    """The rows of these organisations, in this order."""
    if not ids:
        return []
    sql = (
        "SELECT o.id, o.name, o.latin_name, o.constituent, o.isic, o.country, o.province, count(DISTINCT e.activity),"
        " sum(coalesce(e.posts_local, 0) + coalesce(e.posts_overseas, 0))"
        " FILTER (WHERE e.posts_local IS NOT NULL OR e.posts_overseas IS NOT NULL),"
        " sum(e.hired) FROM organisation o LEFT JOIN fair_employer e ON e.organisation = o.id AND e.removed = 0"
        f" WHERE o.id IN ({marks(len(ids))}) GROUP BY o.id"
    )
    found = {}
    for line in ask(reading, sql, tuple(ids)):
        cells: list[Any] = list(line)
        found[int(cells[0])] = OrganisationRow(*cells)
    return [found[one] for one in ids if one in found]


def of_name(reading: Reading, name: str) -> int | None:
    """The first live organisation of exactly this name or Latin name, in any spelling that folds to it."""
    words = words_of(name)
    if not words:
        return None
    sql = (
        "SELECT o.id, o.name, o.latin_name FROM record_find r CROSS JOIN organisation o ON o.id = r.rowid"
        " WHERE r.words MATCH ? AND o.removed = 0 ORDER BY o.id"
    )
    wanted = fold(name)
    for id, *names in ask(reading, sql, (match_of(words),)):
        if wanted in {fold(one) for one in names if one}:
            return int(id)
    return None


def at_fairs(reading: Reading, organisation: int) -> list[AtFair]:
    """The fairs of one organisation, the newest first."""
    sql = (
        "SELECT e.id, a.id, a.title, a.start, a.\"end\", e.posts_local, e.posts_overseas, e.interviews, e.hired, e.near_hires"
        " FROM fair_employer e JOIN activity a ON a.id = e.activity AND a.removed = 0 WHERE e.organisation = ? AND e.removed = 0"
        " ORDER BY a.day DESC, a.id DESC"
    )
    found = []
    for line in ask(reading, sql, (organisation,)):
        cells: list[Any] = list(line)
        found.append(AtFair(*cells))
    return found


def hired_people(reading: Reading, organisation: int) -> list[int]:
    """The people whom an organisation hired at fairs, each once, in the order of entry."""
    sql = (
        "SELECT DISTINCT q.canonical FROM participation t JOIN person q ON q.id = t.person AND q.removed = 0"
        " WHERE t.employer = ? AND t.removed = 0 ORDER BY 1"
    )
    return [int(line[0]) for line in ask(reading, sql, (organisation,))]


def _where(asked: OrganisationFilter) -> tuple[str, list[object]]:
    parts, values = ["o.removed = 0"], list[object]()
    for column, tokens in (("constituent", asked.constituents), ("country", asked.countries)):
        if tokens:
            parts.append(f"o.{column} IN ({marks(len(tokens))})")
            values += tokens
    words = words_of(asked.text)
    if words:
        parts.append("o.id IN (SELECT rowid FROM record_find WHERE words MATCH ?)")
        values.append(match_of(words))
    elif asked.text.strip():
        parts.append("0")
    return " AND ".join(parts), values
