"""What was done, by whom, and what it changed; the shown order is that of the steps of this workspace."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.scopes import SAMPLE
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.domain.operations.operation import REMOVED, WORKED_NAMES, Plain, Set
from prossce_desktop.domain.text.untrusted_names import clean_name
from prossce_desktop.store.actions.undo import values_before
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import Title, moment, of_action
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.log.steps import undone_actions
from prossce_desktop.store.queries.reading import Reading, columns_of, kind_of, plain_row


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record; values in JSON's types."""

    record: int
    kind: str
    field: str
    old: Plain
    new: Plain
    withheld: frozenset[str] = frozenset()
    """Which of `old` and `new` is somewhere else: None stands for it, and says nothing of what it was."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action. `title`: a code, `numbers`: its figures (`import`, 320); `records`: how many it touched."""

    id: str
    time: dt.datetime
    who: str
    title: str
    numbers: tuple[int, ...]
    records: int
    undone: bool
    changes: list[FieldChange]


_STEPS = (
    "SELECT step.number, step.prefix, step.records, step.action, op.at, op.who, op.title FROM step JOIN op "
    "ON op.id = COALESCE((SELECT id FROM op WHERE id = step.action), (SELECT min(id) FROM op WHERE action = "
    "step.action AND action <> id)) {where} ORDER BY step.number DESC LIMIT ?"
)
"""An action of the regional office may have its first operation in a scope that is not here."""


def history(db: Connection, record: int | None = None, limit: int | None = None) -> list[Step]:
    """Newest first; with `record` only the steps that touched it, with what they changed in it."""
    most = -1 if limit is None else limit
    if record is None:
        rows = db.execute(_STEPS.format(where=""), (most,)).fetchall()
        return _steps(db, rows, {})
    changes = _changes_of(db, record)
    actions = _actions(db, changes)
    by_action: dict[int, list[FieldChange]] = {}
    for op, found in changes.items():
        by_action.setdefault(actions[op], []).extend(found)
    where = "WHERE step.action IN (SELECT value FROM json_each(?))"
    rows = db.execute(_STEPS.format(where=where), (json.dumps(sorted(by_action)), most)).fetchall()
    return _steps(db, rows, by_action)


def steps_of_device(db: Connection, device: bytes, limit: int) -> list[Step]:
    """What one laptop did with records that are no sample data, the last first, without what it changed.
    Within one life of the laptop by its operations, not its clock; of two lives the last heard of is first.
    """
    lives = (
        "SELECT source.id, max(step.number) AS heard FROM source JOIN step ON "
        f"{sql_source('step.action')} = source.id"
    )
    where = (
        f"JOIN ({lives} WHERE device = ? AND scope <> ? GROUP BY source.id) AS life ON life.id = "
        f"{sql_source('step.action')}"
    )
    query = _STEPS.format(where=where).replace(
        "ORDER BY step.number DESC", "ORDER BY life.heard DESC, step.action DESC"
    )
    return _steps(db, db.execute(query, (device, SAMPLE, limit)).fetchall(), {})


def one_step(db: Connection, id: str) -> list[Step]:
    """The step of this name, without what it changed; none where there is none."""
    rows = db.execute(
        _STEPS.format(where="WHERE step.number = ?"), (int(id.rpartition("-")[2]), 1)
    ).fetchall()
    return _steps(db, rows, {})


def _steps(
    db: Connection,
    rows: Iterable[tuple[int, str, int, int, int, str, str]],
    changes: dict[int, list[FieldChange]],
) -> list[Step]:
    undone = undone_actions(db)
    made: list[Step] = []
    for number, prefix, records, action, time_ms, who, text in rows:
        title = Title.read(text)
        known = changes.get(action, [])
        made.append(
            Step(
                f"{prefix}-{number:04}",
                moment(time_ms),
                clean_name(who),
                title.code,
                title.numbers,
                records,
                action in undone,
                known,
            )
        )
    return made


def _actions(db: Connection, ops: Iterable[int]) -> dict[int, int]:
    query = "SELECT id, action FROM op WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1] for row in db.execute(query, (json.dumps(list(ops)),))}


def _changes_of(db: Connection, record: int) -> dict[int, list[FieldChange]]:
    """What each operation changed in a record. The old value is the one before it; first it is nothing."""
    kind = kind_of(db.execute, record)
    if kind is None:
        return {}
    maker = makers_of(db, [record])[record]
    query = (
        "SELECT field, edit.op, value FROM edit JOIN op ON op.id = edit.op WHERE record = ? ORDER BY "
        "field, edit.op <> ?, op.at, op.id"
    )
    found: dict[int, list[FieldChange]] = {}
    at_first = _shown(db, kind, record)
    last: tuple[str, Plain, bool] = ("", None, False)
    for field, op, value in db.execute(query, (record, maker)):
        if field in WORKED_NAMES:
            continue
        new = json.loads(value) if value is not None else None
        if op == maker:
            at_first[field] = new
        else:
            old, was_withheld = last[1:] if last[0] == field else (None, False)
            if old != new or field not in KINDS[kind].TOGETHER:
                withheld = frozenset(
                    name
                    for name, is_withheld in (("old", was_withheld), ("new", value is None))
                    if is_withheld
                )
                found.setdefault(op, []).append(FieldChange(record, kind, field, old, new, withheld))
        last = (field, new, value is None)
    for (op,) in db.execute("SELECT op FROM erased WHERE person = ?", (record,)).fetchall():
        found.setdefault(op, [])
        at_first.pop("birth", None)  # what the row shows is only for figures
    ours = {"removed", *WORKED_NAMES}
    begun = [
        FieldChange(record, kind, name, None, value)
        for name, value in at_first.items()
        if value is not None and name not in ours
    ]
    return {maker: begun, **found}


def _shown(db: Connection, kind: str, record: int) -> dict[str, Plain]:
    row = db.execute(f"SELECT {columns_of(kind)} FROM {kind} WHERE id = ?", (record,)).fetchone()
    return plain_row(kind, row[2:])


MOST = 2_000
"""Records of one block that are looked at; an action that sets more is told by its title."""


def changes_in(
    reading: Reading, action: int, kinds: Collection[str], wanted: Collection[int]
) -> Iterator[FieldChange]:
    """Fields of these records the action set to another value; without withheld and erased ones."""
    for entry in of_action(reading, action):
        for block in entry.blocks:
            if isinstance(block, Set) and block.kind in kinds:
                places = [place for place, id in enumerate(block.ids) if id in wanted][:MOST]
                for name in block.cols:
                    if name != REMOVED and places:
                        yield from _of_field(reading, block, name, places)


def _of_field(reading: Reading, block: Set, name: str, places: list[int]) -> Iterator[FieldChange]:
    ids, prevs = [block.ids[place] for place in places], block.prevs.get(name, {})
    before = values_before(
        reading, ids, name, {new: prevs[place] for new, place in enumerate(places) if place in prevs}
    )
    for id, place in zip(ids, places, strict=True):
        old, new = before.get(id, [None])[-1], block.cols[name][place]
        if old != new:
            yield FieldChange(id, block.kind, name, old, new)
