"""The list of organisations, and what one of them did at fairs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from prossce_desktop.domain.text.folding import fold
from prossce_desktop.store.db.sql_parts import IN, Conditions, marks
from prossce_desktop.store.queries.canonical_organisations import group, together
from prossce_desktop.store.queries.fts_query import match_of, words_of
from prossce_desktop.store.queries.reading import Reading, ask, number, read_ids


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
    to_check: bool = False
    """Only those that may be the same as another one."""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation; `fairs`: at how many; `posts`, `hired`: sums, None where nobody noted any."""

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
    to_check: bool = False


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


_FAIRS = (
    "(SELECT count(DISTINCT e.activity) FROM fair_employer e WHERE e.organisation = o.id AND e.removed = 0)"
)
_KEYS = {
    OrganisationSort.name: "lower(o.name)",
    OrganisationSort.fairs: _FAIRS,
    OrganisationSort.entered: "o.id",
}
_MEMBER = "(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS root FROM json_each(?))"
"""Records with the one that stands for them, as a table."""
_BY_FAIRS = (
    f"SELECT id FROM (SELECT o.id AS id, {_FAIRS} AS n FROM organisation o WHERE {{where}} AND o.id NOT "
    f"{IN} UNION ALL"
    f" SELECT o.id, f.n FROM (SELECT m.root AS root, count(DISTINCT e.activity) AS n FROM {_MEMBER} m"
    " LEFT JOIN fair_employer e ON e.organisation = m.id AND e.removed = 0 GROUP BY m.root) f CROSS JOIN "
    "organisation o ON o.id = f.root"
    " WHERE {where}) ORDER BY n {way}, id {way}"
)
"""Those that stand alone, and the joined ones; the engine makes no index for joining the two tables."""


def count(reading: Reading, asked: OrganisationFilter) -> int:
    """How many organisations the filter leaves, joined ones as one."""
    where = _where(asked, together(reading), _checked(reading, asked))
    return number(reading, f"SELECT count(*) FROM organisation o WHERE {where}", where.values)


def page_sql(
    asked: OrganisationFilter,
    sort: OrganisationSort,
    descending: bool,
    joined: Mapping[int, int] = MappingProxyType({}),
    checked: Collection[int] = (),
) -> tuple[str, tuple[object, ...]]:
    """The statement for one page's ids; its plan is tested. `joined`: see `together`; `checked`: to check."""
    sql, values = _in_order(asked, sort, descending, joined, checked)
    return f"{sql} LIMIT ? OFFSET ?", tuple(values)


def _in_order(
    asked: OrganisationFilter,
    sort: OrganisationSort,
    descending: bool,
    joined: Mapping[int, int],
    checked: Collection[int],
    among: Sequence[int] | None = None,
) -> tuple[str, list[object]]:
    where = _where(asked, joined, checked)
    where.add_ids("o.id", among)
    way = "DESC" if descending else "ASC"
    if joined and sort is OrganisationSort.fairs:
        members = [json.dumps(list(joined)), json.dumps(list(joined.items()))]
        return _BY_FAIRS.format(where=where, way=way), [*where.values, *members, *where.values]
    return (
        f"SELECT o.id FROM organisation o WHERE {where} ORDER BY {_KEYS[sort]} {way}, o.id {way}",
        where.values,
    )


def page(
    reading: Reading,
    asked: OrganisationFilter,
    *,
    sort: OrganisationSort = OrganisationSort.name,
    descending: bool = False,
    offset: int = 0,
    limit: int = 60,
) -> list[OrganisationRow]:
    """`limit` rows from `offset` on."""
    sql, values = page_sql(asked, sort, descending, together(reading), _checked(reading, asked))
    return rows(reading, read_ids(reading.execute, sql, (*values, limit, offset)))


def ordered(
    reading: Reading,
    asked: OrganisationFilter,
    *,
    sort: OrganisationSort = OrganisationSort.name,
    descending: bool = False,
    among: Sequence[int] | None = None,
) -> Iterator[int]:
    """Ids the filter leaves, in list order, among `among` if given; found as they are asked for."""
    sql, values = _in_order(asked, sort, descending, together(reading), _checked(reading, asked), among)
    return (int(row[0]) for row in reading.execute(sql, tuple(values)))


def rows(reading: Reading, ids: Sequence[int]) -> list[OrganisationRow]:
    """The rows of these organisations, in this order; each with what all its joined records did."""
    if not ids:
        return []
    joined = together(reading)
    standing = {joined[one]: one for one in ids if one in joined}
    members = [(one, standing[root]) for one, root in joined.items() if root in standing]
    members += [(one, one) for one in ids if one not in joined]
    sql = (
        "SELECT m.root, count(DISTINCT e.activity), sum(coalesce(e.posts_local, 0) + "
        "coalesce(e.posts_overseas, 0)) FILTER (WHERE e.posts_local IS NOT NULL OR e.posts_overseas IS NOT "
        f"NULL), sum(e.hired) FROM {_MEMBER} m CROSS JOIN fair_employer e ON e.organisation = m.id AND "
        "e.removed = 0 GROUP BY m.root"
    )
    done = {
        int(root): (int(fairs), posts, hired)
        for root, fairs, posts, hired in ask(reading, sql, (json.dumps(members),))
    }
    sql = (
        "SELECT id, name, latin_name, constituent, isic, country, province FROM organisation WHERE id IN "
        f"({marks(len(ids))})"
    )
    found, waiting = {}, _waiting(reading)
    for line in ask(reading, sql, tuple(ids)):
        id = int(line[0])
        cells: list[Any] = [*line, *done.get(id, (0, None, None)), joined.get(id, id) in waiting]
        found[id] = OrganisationRow(*cells)
    return [found[one] for one in ids if one in found]


def _checked(reading: Reading, asked: OrganisationFilter) -> Collection[int]:
    return _waiting(reading) if asked.to_check else ()


def _waiting(reading: Reading) -> frozenset[int]:
    """Those in a possible pair."""
    # with all that compares names: not before a list of organisations stands
    from prossce_desktop.store.queries.duplicate_organisations import to_check

    return to_check(reading)


def _beside(joined: Mapping[int, int]) -> str:
    return json.dumps([(one, root) for one, root in joined.items() if one != root])


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
    """The fairs of one organisation and of those joined with it, the newest first."""
    sql = (
        'SELECT e.id, a.id, a.title, a.start, a."end", e.posts_local, e.posts_overseas, e.interviews, '
        "e.hired, e.near_hires FROM fair_employer e JOIN activity a ON a.id = e.activity AND a.removed = 0 "
        f"WHERE e.organisation {IN} AND e.removed = 0 ORDER BY a.day DESC, a.id DESC, e.id"
    )
    found = []
    for line in ask(reading, sql, (json.dumps(group(reading, organisation)),)):
        cells: list[Any] = list(line)
        found.append(AtFair(*cells))
    return found


def hired_people(reading: Reading, organisation: int) -> list[int]:
    """The people whom an organisation hired at fairs, each once, in the order of entry."""
    sql = (
        "SELECT DISTINCT q.canonical FROM participation t JOIN person q ON q.id = t.person AND q.removed = 0"
        f" WHERE t.employer {IN} AND t.removed = 0 ORDER BY 1"
    )
    return read_ids(reading.execute, sql, (json.dumps(group(reading, organisation)),))


def _where(asked: OrganisationFilter, joined: Mapping[int, int], checked: Collection[int]) -> Conditions:
    """`joined`: one row of each group, found by the words of all its records."""
    where = Conditions("o.removed = 0")
    if joined:
        where.add(f"o.id NOT {IN}", json.dumps([one for one, root in joined.items() if one != root]))
    where.add_choice("o.constituent", asked.constituents)
    where.add_choice("o.country", asked.countries)
    where.add_ids("o.id", sorted(checked) if asked.to_check else None)
    words = words_of(asked.text)
    if words:
        query, fits = match_of(words), "SELECT rowid FROM record_find WHERE words MATCH ?"
        if joined:
            by_member = f"o.id IN (SELECT m.root FROM {_MEMBER} m WHERE m.id IN ({fits}))"
            where.add(f"(o.id IN ({fits}) OR {by_member})", query, _beside(joined), query)
        else:
            where.add(f"o.id IN ({fits})", query)
    elif asked.text.strip():
        where.add("0")
    return where
