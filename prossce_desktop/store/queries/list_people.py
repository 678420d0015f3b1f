"""The list of people: distinct persons, as windows on the base that never load it whole.

An anchor is the sort key of every 256th person; from the nearest, entries are skipped inside the index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.disability import disability_by
from prossce_desktop.store.db.sql_parts import Conditions, marks
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries.duplicate_people import UNDECIDED
from prossce_desktop.store.queries.fts_query import match_of, words_of
from prossce_desktop.store.queries.reading import Reading, ask, number, read_ids

EVERY = 256
"""Persons from one anchor to the next."""


class PeopleSort(Enum):
    name = "name"
    entered = "entered"
    """Order of entry."""
    birth = "birth"
    province = "province"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What of the list is shown; empty means all."""

    text: str = ""
    sexes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    to_check: bool = False
    """Only those in a pair that nobody has decided."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where every 256th person begins."""

    key: str
    id: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `activities`: how many the person is listed at; `last_day`: last day of the latest of them,
    with its title."""

    id: int
    name: str | None
    latin_name: str | None
    sex: str
    phone: str | None
    country: str | None
    province: str | None
    email: str | None
    national_id: str | None
    nationality: str | None
    birth: str | None
    age: int | None
    """As last given, where no birth is known."""
    activities: int
    last_day: str | None
    last_title: str | None
    last_start: str | None
    """First day of the latest of them: with its last day a whole month or year is known as such."""
    to_check: bool
    is_erased: bool
    """Only what figures need is known of the person; the day standing for the birth is not shown."""
    disability: str | None
    """As the six questions give it, or the person says."""


_KEYS = {
    PeopleSort.name: "p.name_key",
    PeopleSort.entered: "''",
    PeopleSort.birth: "coalesce(p.birth, '')",
    PeopleSort.province: "coalesce(p.province, '')",
}
_DISTINCT = "p.removed = 0 AND p.id NOT IN (SELECT id FROM person WHERE canonical <> id)"
"""One record of each person; the linked ones are few and have an index of their own."""
_OPEN = (
    f"SELECT q.canonical FROM link l JOIN person q ON q.id IN (l.a, l.b) WHERE {UNDECIDED} AND q.removed = 0"
)


def count(reading: Reading, asked: PeopleFilter = PeopleFilter()) -> int:
    """How many distinct persons the filter leaves."""
    query = match_of(words_of(asked.text))
    if asked == PeopleFilter(text=asked.text) and query and fits_many(reading, query):
        return number(reading, HOW_MANY, (query, query))
    where = _where(asked)
    return number(reading, f"SELECT count(*) FROM person p WHERE {where}", tuple(where.values))


def walks(reading: Reading, asked: PeopleFilter, sort: PeopleSort) -> bool:
    """Whether a page is found along the names, since very many fit the words."""
    query = match_of(words_of(asked.text))
    return (
        bool(query)
        and sort is PeopleSort.name
        and not (asked.to_check or asked.provinces)
        and fits_many(reading, query)
    )


def anchors_sql(
    asked: PeopleFilter, sort: PeopleSort, descending: bool, *, walk: bool = False
) -> tuple[str, tuple[object, ...]]:
    """The statement that finds the anchors, `walk`: along the names; its plan is tested."""
    where = _where(asked, walk=walk)
    key, order = _KEYS[sort], _order(sort, descending)
    inner = (
        f"SELECT {key} AS k, p.id AS i, row_number() OVER (ORDER BY {order}) AS n FROM {_people(walk)} "
        f"WHERE {where}"
    )
    return f"SELECT k, i FROM ({inner}) WHERE n % {EVERY} = 1 ORDER BY n", tuple(where.values)


def anchors(
    reading: Reading,
    asked: PeopleFilter = PeopleFilter(),
    *,
    sort: PeopleSort = PeopleSort.name,
    descending: bool = False,
) -> list[Anchor]:
    """The first person and every 256th after it, in this order. Long for a million (use the worker)."""
    sql, values = anchors_sql(asked, sort, descending, walk=walks(reading, asked, sort))
    return [Anchor(str(key), int(id)) for key, id in ask(reading, sql, values)]


def page_sql(
    asked: PeopleFilter, sort: PeopleSort, descending: bool, anchor: Anchor | None, *, walk: bool = False
) -> tuple[str, tuple[object, ...]]:
    """The statement for one page's ids from an anchor; `walk`: along the names; its plan is tested."""
    where = _where(asked, walk=walk)
    if anchor is not None:
        way = "<=" if descending else ">="
        if sort is PeopleSort.entered:
            where.add(f"p.id {way} ?", anchor.id)
        else:
            where.add(f"({_KEYS[sort]}, p.id) {way} (?, ?)", anchor.key, anchor.id)
    return (
        f"SELECT p.id FROM {_people(walk)} WHERE {where} ORDER BY {_order(sort, descending)} LIMIT ? "
        "OFFSET ?",
        tuple(where.values),
    )


def page(
    reading: Reading,
    asked: PeopleFilter = PeopleFilter(),
    *,
    sort: PeopleSort = PeopleSort.name,
    descending: bool = False,
    anchor: Anchor | None = None,
    skip: int = 0,
    limit: int = 60,
) -> list[PersonRow]:
    """`limit` persons after `skip` from the anchor (None: start). Row n: anchor n // 256, skip n % 256."""
    sql, values = page_sql(asked, sort, descending, anchor, walk=walks(reading, asked, sort))
    return rows(reading, read_ids(reading.execute, sql, (*values, limit, skip)))


def ordered(
    reading: Reading,
    asked: PeopleFilter,
    *,
    sort: PeopleSort = PeopleSort.name,
    descending: bool = False,
    among: Sequence[int] | None = None,
) -> Iterator[int]:
    """Ids the filter leaves, in list order, among `among` if given; found as they are asked for."""
    walk = among is None and walks(reading, asked, sort)
    where = _where(asked, walk=walk)
    where.add_ids("p.id", among)
    sql = f"SELECT p.id FROM {_people(walk)} WHERE {where} ORDER BY {_order(sort, descending)}"
    return (int(row[0]) for row in reading.execute(sql, tuple(where.values)))


def waiting_sql(number: int) -> str:
    """Which of so many persons stand in an undecided pair, from the persons; its plan is tested."""
    records = _records_of(number)
    pair = f"EXISTS (SELECT 1 FROM link l WHERE l.{{end}} = q.id AND {UNDECIDED})"
    return (
        f"SELECT q.canonical FROM person q WHERE q.removed = 0 AND {records} AND ({pair.format(end='a')} OR "
        f"{pair.format(end='b')})"
    )


def _records_of(number: int) -> str:
    """Of `person q`: the records of so many persons, with their ids twice."""
    among = marks(number)
    return f"(q.id IN ({among}) OR (q.canonical IN ({among}) AND q.canonical <> q.id))"


def rows(reading: Reading, ids: Sequence[int]) -> list[PersonRow]:
    """The rows of these persons, in this order; each with what all its linked records did."""
    if not ids:
        return []
    took_part = (
        'SELECT q.canonical, t.activity, a.day, a.title, coalesce(a."end", a.start) AS last,'
        " coalesce(t.age_worked, t.age) AS age, a.start AS first FROM person q JOIN participation t ON "
        "t.person = q.id AND t.removed = 0 JOIN activity a ON a.id = t.activity AND a.removed = 0 WHERE "
        f"q.removed = 0 AND {_records_of(len(ids))}"
    )
    done = {}
    sql = (
        "SELECT canonical, count(DISTINCT activity), max(day), last, title, age, first FROM "
        f"({took_part}) GROUP BY canonical"
    )
    for person, held_at, _day, last, title, age, first in ask(reading, sql, (*ids, *ids)):
        done[int(person)] = (int(held_at), last, title, age, first)
    waiting = {int(row[0]) for row in ask(reading, waiting_sql(len(ids)), (*ids, *ids))}
    gone = erased_people(reading.execute, ids)
    sql = (
        "SELECT id, name, latin_name, coalesce(sex, 'not_recorded'), phone, country, province, email, "
        f"national_id, nationality, birth, disability, wg FROM person WHERE id IN ({marks(len(ids))})"
    )
    found = {}
    for *about, birth, declared, by_set in ask(reading, sql, tuple(ids)):
        id = int(about[0])
        held_at, last, title, age, first = done.get(id, (0, None, None, None, None))
        birth = None if id in gone else birth
        cells: list[Any] = [*about, birth, None if birth else age, held_at, last, title, first]
        cells += [id in waiting, id in gone, _disability(declared, by_set)]
        found[id] = PersonRow(*cells)
    return [found[one] for one in ids if one in found]


def _disability(answer: str | None, by_set: str | None) -> str | None:
    found, _basis = disability_by(
        Disability(answer) if answer else None, Disability(by_set) if by_set else None
    )
    return None if found is None else str(found.value)


def provinces(reading: Reading) -> list[str]:
    """The provinces that people have: the choices of the province chip."""
    sql = "SELECT DISTINCT province FROM person WHERE removed = 0 AND province IS NOT NULL ORDER BY province"
    return [str(row[0]) for row in ask(reading, sql)]


def _order(sort: PeopleSort, descending: bool) -> str:
    way = "DESC" if descending else "ASC"
    return f"p.id {way}" if sort is PeopleSort.entered else f"{_KEYS[sort]} {way}, p.id {way}"


def _people(walk: bool) -> str:
    return "person p INDEXED BY person_name" if walk else "person p"


def _where(asked: PeopleFilter, *, walk: bool = False) -> Conditions:
    where = Conditions(_DISTINCT)
    where.add_choice("p.sex", asked.sexes)
    where.add_choice("p.country", asked.countries)
    where.add_choice("p.province", asked.provinces)
    words = words_of(asked.text)
    if words:
        where.add(ALONG_THE_NAMES if walk else FROM_THE_WORDS, *[match_of(words)] * (2 if walk else 1))
    elif asked.text.strip():
        where.add("0")
    if asked.to_check:
        where.add(f"p.id IN ({_OPEN})")
    return where


MANY = 10_000
"""Records that fit from which the way along the names is taken."""

FROM_THE_WORDS = (
    "p.id IN (SELECT q.canonical FROM person_find f JOIN person q ON q.id = f.rowid WHERE f.words MATCH ?)"
)
"""Of `person p`, with the full-text query once."""

_FIT = "SELECT rowid FROM person_find WHERE words MATCH ?"
_LINKED = f"SELECT canonical FROM person INDEXED BY person_canon WHERE canonical <> id AND +id IN ({_FIT})"

ALONG_THE_NAMES = f"(+p.id IN ({_FIT}) OR +p.id IN ({_LINKED}))"
"""The same with the query twice; the plus signs keep the engine from beginning with the words."""

_OF_THEMSELVES = (
    "SELECT rowid FROM person_find WHERE words MATCH ? AND rowid NOT IN (SELECT id FROM person "
    "WHERE canonical <> id)"
)
HOW_MANY = f"SELECT count(*) FROM ({_OF_THEMSELVES} UNION {_LINKED})"
"""How many persons fit, with the query twice; no person's row is read."""


def fits_many(reading: Reading, query: str) -> bool:
    """Whether a full-text query leaves more than `MANY` records; at most so many are counted."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM person_find WHERE words MATCH ? LIMIT ?)"
    return number(reading, sql, (query, MANY + 1)) > MANY
