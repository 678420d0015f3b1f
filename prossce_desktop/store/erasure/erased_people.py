"""Rows and history of an erased person: only what figures need (operations: `store.erasure.log_redaction`).

`erased` is worked out as every table is: of several erasures of one person the smallest operation counts.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from prossce_desktop.domain.model.fields import Record, fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.erasure import BELONGING, KEPT, PERSON
from prossce_desktop.domain.operations.op_state import IS_HEAD
from prossce_desktop.domain.operations.operation import (
    PERSONAL_ROLES,
    REMOVED,
    Erase,
    Plain,
    declared_personal_fields,
    decode,
    open_in,
)
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.db.table_names import WORKED_OUT_COLUMNS, column_names
from prossce_desktop.store.erasure.erased_mentions import forget_beside, words_about
from prossce_desktop.store.log.field_heads import settle
from prossce_desktop.store.log.operation_log import parts
from prossce_desktop.store.log.sample_lots import Executes

NEVER_MOVES = frozenset({"participation", "follow_up"})
"""Kinds whose person never changes; there are as many as people, so their history is not read."""

Changed = tuple[str, str, Sequence[int]]
"""Kind, field, records."""


def erased_people(execute: Executes, among: Iterable[int] | None = None) -> set[int]:
    """Everybody who was erased here, or those of some people."""
    if among is None:
        return {int(row[0]) for row in execute("SELECT DISTINCT person FROM erased").fetchall()}
    query = f"SELECT DISTINCT person FROM erased WHERE person {IN}"
    return {int(row[0]) for row in execute(query, (json.dumps(sorted(among)),)).fetchall()}


def erased_at(execute: Executes, people: Iterable[int]) -> int | None:
    """When records of one person were erased (UTC milliseconds), the last, each by its first erasure."""
    first = (
        f"SELECT min(op.at) AS at FROM erased JOIN op ON op.id = erased.op WHERE person {IN} GROUP BY person"
    )
    ((time_ms,),) = execute(f"SELECT max(at) FROM ({first})", (json.dumps(sorted(people)),)).fetchall()
    return None if time_ms is None else int(time_ms)


def reason_of(execute: Executes, op: int) -> str | None:
    """Why an operation erased somebody; None where that is withheld."""
    row = execute("SELECT body, personal FROM op WHERE id = ?", (op,)).fetchone()
    blocks = decode(*parts(row[0], row[1])) if row is not None else []
    return next((one.reason for one in blocks if isinstance(one, Erase) and one.reason), None)


def rewritten_steps(execute: Executes, steps: Sequence[str]) -> set[str]:
    """Those of these steps, by their names, of which an operation was rewritten by erasing."""
    by_number = {int(one.rpartition("-")[2]): one for one in steps}
    query = f"SELECT number FROM step JOIN op ON op.id = step.action WHERE op.erased <> 0 AND number {IN}"
    return {by_number[int(row[0])] for row in execute(query, (json.dumps(sorted(by_number)),)).fetchall()}


def belonging_to(execute: Executes, people: Iterable[int]) -> dict[str, list[int]]:
    """By kind the records about these people, now or before an edit."""
    found: dict[str, list[int]] = {}
    about = set(people)
    for _round in range(2):  # a question may be about a participation
        listed, texts = json.dumps(sorted(about)), json.dumps([str(one) for one in sorted(about)])
        for kind, names in BELONGING.items():
            for name in names:
                rows = execute(f'SELECT id FROM {kind} WHERE "{name}" {IN} ORDER BY id', (listed,)).fetchall()
                if kind not in NEVER_MOVES:
                    before = f"SELECT 1 FROM edit WHERE edit.record = {kind}.id AND field = ? AND value {IN}"
                    rows += execute(
                        f"SELECT id FROM {kind} WHERE EXISTS ({before})", (name, texts)
                    ).fetchall()
                known = found.setdefault(kind, [])
                known += [int(row[0]) for row in rows if int(row[0]) not in known]
        about = {id for ids in found.values() for id in ids} | about
    return found


def pass_over(
    execute: Executes,
    sets: Mapping[str, dict[int, dict[str, Plain]]],
    made: Iterable[tuple[str, list[Record]]],
) -> None:
    """Leave out what would be known again of erased people; both are changed in place."""
    if execute("SELECT 1 FROM erased LIMIT 1").fetchone() is None:
        return
    for id in erased_people(execute, sets.get(PERSON, {})):
        fields = sets[PERSON][id]
        for name in [one for one, value in fields.items() if one not in KEPT and value is not None]:
            fields[name] = None
    people = erased_people(execute)
    belonging = belonging_to(execute, people)
    # a question may be about a participation
    about = people | {id for ids in belonging.values() for id in ids}
    for kind, ids in belonging.items():
        for id in ids:
            for name in declared_personal_fields(kind) & sets.get(kind, {}).get(id, {}).keys():
                sets[kind][id][name] = None
    for kind, values in made:
        if kind in BELONGING:
            nothing = {one.name: one.default for one in fields_of(KINDS[kind]) if one.shown.personal}
            for i, value in enumerate(values):
                if any(getattr(value, name) in about for name in BELONGING[kind]):
                    values[i] = value.model_copy(update=nothing)


def forgotten_of(db: Connection, kind: str, name: str, ids: Sequence[int]) -> set[int]:
    """Those of the records of whose field nothing is known any more, whatever their rows show for figures."""
    if kind != PERSON or name in KEPT or db.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is None:
        return set()
    return erased_people(db.execute, ids)


def erase_person(db: Connection, op: int, block: Erase) -> Iterator[Changed]:
    """Take the values of a person out of rows, history and what lies beside them; gives what was touched."""
    db.execute(
        "INSERT OR REPLACE INTO erased(person, op, birth, disability) VALUES(?, ?, ?, ?)",
        (block.person, op, block.birth, block.disability),
    )
    belonging = belonging_to(db.execute, [block.person])
    forget_beside(
        db,
        [block.person, *(id for ids in belonging.values() for id in ids)],
        words_about(db.execute, block.person),
    )
    db.execute("PRAGMA secure_delete = 1").fetchall()
    open_fields = [name for name in _fields(PERSON) if name not in KEPT]
    yield from _clear(db, PERSON, [block.person], open_fields)
    for kind, ids in belonging.items():
        if ids:
            yield from _clear(db, kind, ids, sorted(declared_personal_fields(kind)))
    settings.write(db, SettingKey.unwiped, "1")


def clear_open(db: Connection, people: Iterable[int]) -> None:
    """Rows and history about people erased before, in fields an older program did not hold personal."""
    db.execute("PRAGMA secure_delete = 1").fetchall()
    for kind, ids in belonging_to(db.execute, people).items():
        names = sorted(open_in(kind, 0) - open_in(kind, PERSONAL_ROLES))
        if ids and names:
            deque(_clear(db, kind, ids, names), maxlen=0)
    settings.write(db, SettingKey.unwiped, "1")


def _fields(kind: str) -> list[str]:
    return sorted(column_names(kind) - {"id", REMOVED, *WORKED_OUT_COLUMNS.get(kind, ())})


def _clear(db: Connection, kind: str, ids: Sequence[int], names: Sequence[str]) -> Iterator[Changed]:
    """Values become null; a withheld one stays no value, as it would after a rebuild."""
    listed = json.dumps(list(ids))
    nulls = ", ".join(f'"{name}" = NULL' for name in names)
    db.execute(f"UPDATE {kind} SET {nulls} WHERE id {IN}", (listed,))
    if kind == PERSON:
        # a list of what is kept: fields of later versions go too
        kept_names = ", ".join(f"'{name}'" for name in sorted(KEPT))
        db.execute(
            f"UPDATE edit SET value = 'null' WHERE record {IN} AND field NOT IN ({kept_names}) AND value IS "
            "NOT NULL",
            (listed,),
        )
    else:
        wanted = json.dumps(list(names))
        db.execute(
            f"UPDATE edit SET value = 'null' WHERE record {IN} AND field {IN} AND value IS NOT NULL",
            (listed, wanted),
        )
    for id, name in db.execute(
        f"SELECT DISTINCT record, field FROM edit WHERE record {IN} AND {IS_HEAD}", (listed,)
    ).fetchall():
        if name in names:
            settle(db, kind, id, name)
    yield from ((kind, name, ids) for name in names)


def keep_for_figures(db: Connection, people: Iterable[int]) -> None:
    """The rows of those of these people who were erased show what the erasure keeps."""
    if db.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is None:
        return
    first = "(SELECT {} FROM erased WHERE erased.person = person.id ORDER BY op LIMIT 1)"
    query = (
        f"UPDATE person SET birth = {first.format('birth')}, disability = {first.format('disability')}"
        f" WHERE id {IN} AND id IN (SELECT person FROM erased)"
    )
    db.execute(query, (json.dumps(sorted(people)),))
