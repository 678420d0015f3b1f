"""Ages at activities, and what the six answers give, are stored: figures read no birth and no answer.

Whoever holds a birth works the ages out. What a package brought may not fit together (a birth changed there,
somebody added here): `worked_due` names the records that differ from what follows, `Work` writes them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.ages import OLDEST, Age, age_on
from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.disability import washington_group
from prossce_desktop.domain.model.fields import Record
from prossce_desktop.domain.model.people import WG_FIELDS, Participation, Person
from prossce_desktop.domain.operations.op_state import IS_HEAD
from prossce_desktop.domain.operations.operation import AGES, Plain
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.projection.apply import Touched

_ASKED = ("birth", *WG_FIELDS)
_ANSWERS = ", ".join(WG_FIELDS)
_CHUNK = 50_000

Sets = dict[str, dict[int, dict[str, Plain]]]


@lru_cache(maxsize=65_536)
def age_then(birth: str | None, start: str | None) -> Age | None:
    """The age on a stored first day, at most a field's maximum; None if either is no date."""
    try:
        age = age_on(birth, dt.date.fromisoformat(start)) if birth and start else None
    except ValueError:
        return None
    return None if age is None else Age(min(age.years, OLDEST), age.estimated)


def differs(
    birth: str | None, open_birth: str | None, start: str | None, worked: int | None, estimated: int | None
) -> bool:
    """Whether a participation's age is another than its person's birth gives."""
    if birth is None and worked is None:
        return False
    counted = Age(worked, bool(estimated)) if worked is not None else age_then(open_birth, start)
    return age_then(birth, start) != counted


def as_fields(age: Age | None) -> dict[str, Plain]:
    """How a participation holds an age."""
    return {
        "age_worked": None if age is None else age.years,
        "estimated": True if age is not None and age.estimated else None,
    }


def refresh_open(db: Connection, touched: Touched) -> None:
    """What older operations left open of births and answers: the office reads it, so figures may."""
    edited = {id for name in _ASKED for id in touched.fields.get(("person", name), ())}
    ids = sorted(edited | {id for lot in touched.made.get("person", ()) if _made_open(db, lot) for id in lot})
    for start in range(0, len(ids), _CHUNK):
        _refresh_open(db, ids[start : start + _CHUNK])


def _made_open(db: Connection, lot: range) -> bool:
    row = db.execute(
        "SELECT op.schema FROM lot JOIN op ON op.id = lot.op WHERE lot.first = ?", (lot.start,)
    ).fetchone()
    return row is not None and row[0] < AGES


def _refresh_open(db: Connection, ids: Sequence[int]) -> None:
    listed = json.dumps(ids)
    makers = makers_of(db, ids)
    schemas: dict[int, int] = dict(
        db.execute(f"SELECT id, schema FROM op WHERE id {IN}", (json.dumps(sorted(set(makers.values()))),))
    )
    newest: dict[tuple[int, str], int] = {}
    heads = (
        f"SELECT record, field, op.schema FROM edit JOIN op ON op.id = edit.op WHERE record {IN} AND field "
        f"{IN} AND edit.{IS_HEAD} ORDER BY op.at, op.id"
    )
    for record, name, schema in db.execute(heads, (listed, json.dumps(_ASKED))):
        newest[record, name] = schema
    erased = erased_people(db.execute, ids)
    changed = []
    for id, birth, *answers in db.execute(
        f"SELECT id, birth, {_ANSWERS} FROM person WHERE id {IN}", (listed,)
    ).fetchall():
        given = [
            answer if id in erased or newest.get((id, name), schemas[makers[id]]) < AGES else None
            for name, answer in zip(_ASKED, (birth, *answers), strict=True)
        ]
        by_set = washington_group(given[1:])
        changed.append((given[0], _token(by_set), id))
    db.executemany("UPDATE person SET open_birth = ?, open_wg = ? WHERE id = ?", changed)


def refresh_due(db: Connection, ids: Iterable[int], differing: Sequence[int]) -> None:
    """Participations among these whose person's birth is known here, without erased people."""
    listed = json.dumps(list(ids))
    db.execute(f"DELETE FROM worked_due WHERE record {IN}", (listed,))
    if not differing:
        return
    rows = db.execute(
        f"SELECT id, person FROM participation WHERE id {IN}", (json.dumps(differing),)
    ).fetchall()
    known = _known(db.execute, sorted({person for _, person in rows}), ("birth",))
    db.executemany(
        "INSERT INTO worked_due(record) VALUES(?)", [(id,) for id, person in rows if person in known]
    )


def refresh_answers_due(db: Connection, people: Sequence[int]) -> None:
    """Of these people, those are due of whom something else is stored than their six answers give."""
    for start in range(0, len(people), _CHUNK):
        listed = json.dumps(people[start : start + _CHUNK])
        db.execute(f"DELETE FROM worked_due WHERE record {IN}", (listed,))
        query = (
            f"SELECT id, COALESCE(wg, open_wg), {_ANSWERS} FROM person WHERE id {IN} AND removed = 0 "
            f"AND (wg IS NOT NULL OR {_ANY})"
        )
        differing = [
            id
            for id, counted, *answers in db.execute(query, (listed,))
            if _token(washington_group(answers)) != counted
        ]
        known = _known(db.execute, differing, WG_FIELDS) if differing else set()
        db.executemany("INSERT INTO worked_due(record) VALUES(?)", [(id,) for id in sorted(known)])


_ANY = f"({' OR '.join(f'{name} IS NOT NULL' for name in WG_FIELDS)})"


def _token(by_set: Disability | None) -> str | None:
    return None if by_set is None else str(by_set.value)


def _known(execute: Executes, people: Sequence[int], names: Sequence[str]) -> set[int]:
    """People whose values of these fields are all here: shown, or removed by somebody."""
    listed = json.dumps(people)
    some = " OR ".join(f"{name} IS NOT NULL" for name in names)
    known = {
        int(id)
        for (id,) in execute(f"SELECT id FROM person WHERE id {IN} AND ({some})", (listed,)).fetchall()
    }
    edited = (
        f"SELECT record, max(value IS NULL) FROM edit WHERE record {IN} AND field {IN} AND {IS_HEAD} "
        "GROUP BY record"
    )
    for id, withheld in execute(edited, (listed, json.dumps(list(names)))).fetchall():
        (known.discard if withheld else known.add)(int(id))
    if len(names) > 1:  # one of several may be withheld while others stood open
        known -= _made_without(execute, sorted(known))
    return known - erased_people(execute, people)


def _made_without(execute: Executes, people: Sequence[int]) -> set[int]:
    """Those of these people who were made with personal values that are not here."""
    query = (
        "SELECT one.value FROM json_each(?) AS one JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE "
        f"first <= one.value) JOIN op ON op.id = lot.op WHERE op.personal IS NULL AND op.schema >= {AGES}"
    )
    return {int(id) for (id,) in execute(query, (json.dumps(people),)).fetchall()}


def due(execute: Executes) -> Sets:
    """What is to be written now: by kind and record the worked-out fields and their values."""
    found: Sets = {}
    aged = (
        "SELECT p.id, person.birth, activity.start FROM worked_due JOIN participation p ON p.id = "
        "worked_due.record JOIN person ON person.id = p.person JOIN activity ON activity.id = p.activity"
    )
    for id, birth, start in execute(aged).fetchall():
        found.setdefault(Participation.KIND, {})[id] = as_fields(age_then(birth, start))
    answered = f"SELECT person.id, {_ANSWERS} FROM worked_due JOIN person ON person.id = worked_due.record"
    for id, *answers in execute(answered).fetchall():
        found.setdefault(Person.KIND, {})[id] = {"wg": _token(washington_group(answers))}
    return found


def left_open(db: Connection, people: Iterable[int]) -> Sets:
    """Ages of these people that follow only from an open birth: kept when the birth goes."""
    query = (
        "SELECT p.id, person.open_birth, activity.start FROM participation p JOIN person ON person.id = "
        f"p.person JOIN activity ON activity.id = p.activity WHERE p.person {IN} AND p.age_worked IS NULL "
        "AND person.open_birth IS NOT NULL"
    )
    rows = db.execute(query, (json.dumps(sorted(people)),)).fetchall()
    found = {id: as_fields(age) for id, birth, start in rows if (age := age_then(birth, start)) is not None}
    return {Participation.KIND: found} if found else {}


def complete_new(execute: Executes, lots: Sequence[tuple[int, list[Record]]]) -> None:
    """Add derived values to new records, in place; `lots`: first id and values of each kind."""
    every = [(first + i, one) for first, values in lots for i, one in enumerate(values)]
    births = {id: one.birth for id, one in every if isinstance(one, Person)}
    starts = {
        id: one.start.isoformat() if one.start else None for id, one in every if isinstance(one, Activity)
    }
    for _first, values in lots:
        if isinstance(values[0], Person):
            with_answers(values)
        elif isinstance(values[0], Participation):
            with_ages(execute, values, births, starts)


def with_answers(values: list[Record]) -> None:
    """New people get what their six answers give, in place."""
    for i, one in enumerate(values):
        answers = [getattr(one, name) for name in WG_FIELDS]
        if any(answer is not None for answer in answers):
            by_set = washington_group([None if answer is None else str(answer.value) for answer in answers])
            values[i] = one.model_copy(update={"wg": by_set})


def with_ages(
    execute: Executes,
    values: list[Record],
    births: Mapping[int, str | None],
    starts: Mapping[int, str | None],
) -> None:
    """Add ages on the first day to new participations. `births`, `starts`: those of this action."""
    made = [(i, one) for i, one in enumerate(values) if isinstance(one, Participation)]
    born = {**_column(execute, "person", "birth", {one.person for _, one in made} - births.keys()), **births}
    begun = {
        **_column(execute, "activity", "start", {one.activity for _, one in made} - starts.keys()),
        **starts,
    }
    for i, one in made:
        if (age := age_then(born.get(one.person), begun.get(one.activity))) is not None:
            values[i] = one.model_copy(update=as_fields(age))


def _column(execute: Executes, table: str, name: str, ids: Iterable[int]) -> dict[int, str | None]:
    rows = execute(f'SELECT id, "{name}" FROM {table} WHERE id {IN}', (json.dumps(sorted(ids)),)).fetchall()
    return {int(id): value for id, value in rows}


def people_due(execute: Executes) -> set[int]:
    """The people whose ages, or ages at an activity, are to be written again."""
    query = (
        "SELECT coalesce(participation.person, worked_due.record) FROM worked_due"
        " LEFT JOIN participation ON participation.id = worked_due.record"
    )
    return {int(person) for (person,) in execute(query).fetchall()}
