"""What one laptop did from an operation on is taken back, as an ordinary action that travels and can be
undone.

What was made is removed, unless others point to it; what was set, and is shown, becomes what it was before.
Nothing is forgotten, no work of others touched; a value withheld here cannot come back here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from prossce_desktop.domain.model.record_kinds import PAIRS
from prossce_desktop.domain.model.scopes import SAMPLE
from prossce_desktop.domain.operations.op_id import LAST_NUMBER, OpId, op_span
from prossce_desktop.domain.operations.op_state import IS_APPLIED, EditState
from prossce_desktop.domain.operations.operation import REMOVED, WORKED_NAMES, Block, New, Plain, Set
from prossce_desktop.store.actions.undo import referring
from prossce_desktop.store.actions.unit_of_work import Work
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import entries, of_action, sources_of
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.queries.reading import find

Span = tuple[OpId, OpId]
"""The first and the last id of operations of one source."""


def spans_after(db: Connection, device: bytes, after: int) -> list[Span]:
    """Every operation of this device with a number above `after`, in each of its sources."""
    numbers = [one.number for one in sources_of(db) if one.device == device and one.scope != SAMPLE]
    return [op_span(number, min(after, LAST_NUMBER) + 1) for number in numbers]


def spans_of(db: Connection, actions: Iterable[int]) -> list[Span]:
    """The operations of these actions."""
    return [(one.id, one.id) for action in actions for one in of_action(db, action)]


def take_back(work: Work, spans: Iterable[Span]) -> None:
    """Put into `work` what takes back every applied operation of these spans."""
    db = work.db
    blocks: list[tuple[int, Block]] = []
    for span in spans:
        blocks += [
            (entry.id, one)
            for entry in entries(db, f"{IS_APPLIED} AND id BETWEEN ? AND ?", span)
            for one in entry.blocks
        ]
    ops = {op for op, _block in blocks}
    made = {id for _op, one in blocks if isinstance(one, New) for id in one.ids}
    used = {id for _op, one in blocks if isinstance(one, New) for id in _used(db, one, made)}
    for _op, one in blocks:
        if isinstance(one, New):
            for id in one.ids:
                stored = find(db.execute, id)
                if id not in used and stored is not None and not stored.removed:
                    work.put(one.kind, id, {REMOVED: 1})
    replaced = _replaced(blocks)
    sets = [one for _op, one in blocks if isinstance(one, Set)]
    for kind, id, name in sorted(
        {(one.kind, id, name) for one in sets for id in one.ids for name in {*one.fields} - WORKED_NAMES}
    ):
        if id in made and id not in used:
            continue
        for value in _before(db, id, name, ops, replaced):
            work.put(kind, id, {name: int(bool(value)) if name == REMOVED else value})


def _used(db: Connection, block: New, made: set[int]) -> Iterator[int]:
    """Records of the block to which live records of others point; a pair hinders nobody."""
    for kind, column in referring(block.kind):
        if kind not in PAIRS:
            query = f'SELECT id, "{column}" FROM {kind} WHERE "{column}" BETWEEN ? AND ? AND removed = 0'
            for id, target in db.execute(query, (block.first, block.first + block.count - 1)).fetchall():
                if id not in made:
                    yield target


def _replaced(blocks: Iterable[tuple[int, Block]]) -> dict[tuple[int, int, str], list[int]]:
    """By operation, record and field what it replaced."""
    found: dict[tuple[int, int, str], list[int]] = {}
    for op, block in blocks:
        if isinstance(block, Set):
            for name, by in block.prevs.items():
                for i, prevs in by.items():
                    found[op, block.ids[i], name] = list(prevs)
    return found


def _before(
    db: Connection, id: int, name: str, ops: set[int], replaced: Mapping[tuple[int, int, str], list[int]]
) -> list[Plain]:
    """The one value that stands once these are passed over; none where others decided since or it is not
    here.
    A record that they made themselves and that others use stays as it was made.
    """
    query = (
        "SELECT edit.op, value, edit.state FROM edit JOIN op ON op.id = edit.op"
        " WHERE record = ? AND field = ? ORDER BY op.at DESC, op.id DESC"
    )
    rows = db.execute(query, (id, name)).fetchall()
    heads = [op for op, _value, state in rows if state != EditState.replaced]
    if not ops.intersection(heads):
        return []
    maker = makers_of(db, [id])[id]
    standing, looked = set(heads) - ops, [op for op in heads if op in ops]
    while looked:
        op = looked.pop()
        prevs = replaced.get((op, id, name)) or [maker]
        standing.update(one for one in prevs if one not in ops or one == maker)
        looked += [one for one in prevs if one in ops and one != maker]
    values = [json.loads(value) for op, value, _state in rows if op in standing and value is not None]
    return values[:1]
