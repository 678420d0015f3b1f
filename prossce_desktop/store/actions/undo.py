"""Taking an action back: a new action gives fields the values they had before, and removes what was made.

It is refused where somebody changed one of these values since. A decision between several values is taken
back by an operation for each, so that the question is open again. An undo taken back stands for the value it
had restored, so that steps go back, and forward, one after the other. A pair of people hinders nobody: it
goes with either person, decided or not, and comes back with the redo. Nor does the word why something was
changed, read or not. Ages are passed over: they are worked out again from what comes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, PAIRS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.op_id import OpId
from prossce_desktop.domain.operations.op_state import IS_HEAD
from prossce_desktop.domain.operations.operation import REMOVED, WORKED_NAMES, Erase, New, Plain, Set
from prossce_desktop.errors import AgesFollow, ChangedSince, ErasedForGood, ValuesGone
from prossce_desktop.store.actions.unit_of_work import Work
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.db.table_names import references
from prossce_desktop.store.log.operation_log import moment, of_action
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.log.tombstones import seen_by


def take_back(work: Work, action: int) -> None:
    """Put into `work` what takes the action back; raises ChangedSince or ValuesGone and writes nothing."""
    db = work.db
    entries = of_action(db, action)
    if any(isinstance(block, Erase) for entry in entries for block in entry.blocks):
        raise ErasedForGood
    if (
        db.execute(
            "SELECT 1 FROM op WHERE id = ? AND title LIKE ?", (action, ActionKind.ages_mended.titles)
        ).fetchone()
        is not None
    ):
        raise AgesFollow
    heads = Heads(db)
    made = {id for entry in entries for block in entry.blocks if isinstance(block, New) for id in block.ids}
    own = {entry.id for entry in entries}
    for entry in entries:
        for block in entry.blocks:
            if isinstance(block, New):
                _remove_made(work, heads, block, made)
            elif isinstance(block, Set):
                for name in [one for one in block.fields if one not in WORKED_NAMES]:
                    _set_before(work, heads, entry.id, own, block, name)


def _remove_made(work: Work, heads: Heads, block: New, made: set[int]) -> None:
    query = f"SELECT record, field, op FROM edit WHERE record BETWEEN ? AND ? AND {IS_HEAD}"
    for record, name, op in work.db.execute(query, (block.first, block.first + block.count - 1)).fetchall():
        if name not in WORKED_NAMES and not _hinders_nobody(block) and not heads.is_as_made(op, record, name):
            raise _changed(work, block.kind, record, name, [op])
    _clear_used(work, block, made)
    at_first = block.cols.get(REMOVED)
    for i, id in enumerate(block.ids):
        if not (at_first and at_first[i]):
            work.put(block.kind, id, {REMOVED: 1})


def _hinders_nobody(block: New) -> bool:
    return block.kind in PAIRS or (block.kind == Query.KIND and all(block.cols.get("change") or (False,)))


def _clear_used(work: Work, block: New, made: set[int]) -> None:
    """Live records from other actions that point to what would go: pairs go along, anything else refuses."""
    for kind, column in referring(block.kind):
        query = f'SELECT id, "{column}" FROM {kind} WHERE "{column}" BETWEEN ? AND ? AND removed = 0'
        for id, target in work.db.execute(query, (block.first, block.first + block.count - 1)):
            if id in made:
                continue
            if kind not in PAIRS:
                raise _changed(work, block.kind, target, "", [makers_of(work.db, [id])[id]])
            work.put(kind, id, {REMOVED: 1})


def referring(kind: str) -> Iterator[tuple[str, str]]:
    """Kinds and fields whose values may point to a record of this kind."""
    targets = {kind, "activity"} if kind in ACTIVITY_KINDS else {kind}
    for other, column, target in references():
        if target in targets:
            yield other, column


def _set_before(work: Work, heads: Heads, op: OpId, own: set[OpId], block: Set, name: str) -> None:
    now = heads.of(block.ids, name)
    prevs = block.prevs.get(name, {})
    before = values_before(work.db, block.ids, name, prevs)
    for i, id in enumerate(block.ids):
        found = now.get(id, [])
        if not (op in found and own.issuperset(found)) and not heads.lead_to(found, op, id, name):
            raise _changed(work, block.kind, id, name, found)
        if id not in before:
            raise ValuesGone
        first, *more = [int(bool(value)) if name == REMOVED else value for value in before[id]]
        seen = _seen(work.db, id, prevs.get(i, ())) if name == REMOVED and first and not more else None
        work.put(block.kind, id, {name: first}, seen)
        for place, value in enumerate(more):
            work.put_beside(place, block.kind, id, {name: value})


def _seen(db: Connection, record: int, removals: Sequence[int]) -> set[int] | None:
    """What the removals that come back had seen, so that they are a question again where they were one."""
    return {one for op in removals for one in seen_by(db.execute, op, record)} if removals else None


def values_before(
    db: Connection, ids: Sequence[int], name: str, prevs: Mapping[int, Sequence[int]]
) -> dict[int, list[Plain]]:
    """The value before, of records where it is here: of what was replaced, else what the record was made
    with.
    Where several were replaced, all, the one shown last: a decision taken back leaves the question.
    """
    replaced = {ids[i]: set(ops) for i, ops in prevs.items()}
    makers = makers_of(db, [id for id in ids if id not in replaced])
    texts: dict[int, list[str]] = {}
    query = (
        f"SELECT record, edit.op, value FROM edit JOIN op ON op.id = edit.op WHERE record {IN} AND "
        "field = ? ORDER BY op.at, op.id"
    )
    for record, op, value in db.execute(query, (json.dumps(list(ids)), name)):
        if value is not None and (op in replaced[record] if record in replaced else op == makers.get(record)):
            texts.setdefault(record, []).append(value)
    found: dict[int, list[Plain]] = {}
    for record, values in texts.items():
        whole = len(values) == len(replaced.get(record, (0,)))
        if whole or len(replaced[record]) == 1:
            found[record] = [json.loads(one) for one in (values if len(set(values)) > 1 else values[-1:])]
    return found


class Heads:
    """Which operation's value a field has now, looking through undos and redos."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._targets: dict[int, int] = dict(
            db.execute("SELECT action, undoes FROM step WHERE undoes IS NOT NULL").fetchall()
        )
        self._replaced: dict[int, dict[tuple[int, str], Sequence[int]]] = {}

    def of(self, ids: Sequence[int], name: str) -> dict[int, list[int]]:
        """The heads of one field of several records."""
        found: dict[int, list[int]] = {}
        query = f"SELECT record, op FROM edit WHERE record {IN} AND field = ? AND {IS_HEAD}"
        for record, op in self._db.execute(query, (json.dumps(list(ids)), name)):
            found.setdefault(record, []).append(op)
        return found

    def lead_to(self, heads: Sequence[int], op: int, record: int, name: str) -> bool:
        """Whether the only head is `op`, or stands through undos for the value that `op` gave."""
        return len(heads) == 1 and op in self._chain(heads[0], record, name)

    def is_as_made(self, head: int, record: int, name: str) -> bool:
        """Whether a head stands, through undos, for the value the record was made with."""
        return list(self._chain(head, record, name))[-1] == 0

    def _chain(self, op: int, record: int, name: str) -> Iterator[int]:
        """Operations that gave the value `op` shows, the newest first; 0 for the one that made the record."""
        yield op
        while (target := self._targets.get(self._action(op))) is not None:
            prevs = self._prevs(target).get((record, name), ())
            if len(prevs) > 1:
                return
            op = prevs[0] if prevs else 0
            yield op

    def _action(self, op: int) -> int:
        if not self._targets:
            return op
        row = self._db.execute("SELECT action FROM op WHERE id = ?", (op,)).fetchone()
        return int(row[0]) if row else op

    def _prevs(self, action: int) -> dict[tuple[int, str], Sequence[int]]:
        """What an action replaced, by record and field."""
        if action not in self._replaced:
            self._replaced[action] = {
                (block.ids[i], name): ops
                for entry in of_action(self._db, action)
                for block in entry.blocks
                if isinstance(block, Set)
                for name, by in block.prevs.items()
                for i, ops in by.items()
            }
        return self._replaced[action]


def _changed(work: Work, kind: str, id: int, field: str, ops: Sequence[int]) -> ChangedSince:
    """The newest of these that changed the field or, without a field, made a user of the record."""
    label = KINDS[kind].LABEL
    code = (
        work.db.execute("SELECT code FROM activity WHERE id = ?", (id,)).fetchone()
        if kind in ACTIVITY_KINDS
        else None
    )
    newest = work.db.execute(
        f"SELECT who, at FROM op WHERE id {IN} ORDER BY at DESC, id DESC", (json.dumps(list(ops)),)
    ).fetchone()
    who, time_ms = newest or ("", 0)
    when = f"{moment(time_ms).astimezone():%Y-%m-%d %H:%M}"
    return ChangedSince(
        what=f"{label} {code[0]}" if code and code[0] else label,
        record=str(id),
        kind=kind,
        field=field,
        who=who,
        at=when,
    )
