"""Open decisions: fields with several values, records taken out on one laptop while another worked on them.

Fields that are one value (a head count's numbers) are one question. All here reads; deciding is an action.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.model.fields import Record
from prossce_desktop.domain.model.record_kinds import KINDS, PARTS
from prossce_desktop.domain.operations.op_state import IS_HEAD, IS_IN_CONFLICT, EditState
from prossce_desktop.domain.operations.operation import REMOVED, Plain, plain_fields
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.tombstones import unseen
from prossce_desktop.store.queries import reading
from prossce_desktop.store.sync.conflict_sides import Side, maker_of, shown_last, side_of

__all__ = [
    "Conflict",
    "Side",
    "What",
    "conflicts",
    "conflicts_of",
    "how_many",
    "how_many_withheld",
    "owner_of",
]


class What(StrEnum):
    """What the question is about."""

    field = "field"
    together = "together"
    """Several fields that are one value."""
    removed = "removed"
    """The record was taken out here, and worked on there."""
    parts = "parts"
    """The activity or person was taken out here, and there something was added to it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question. `sides`: each value once, the one that is shown last; `fields`: what a decision sets."""

    record: int
    kind: str
    what: What
    fields: tuple[str, ...]
    sides: tuple[Side, ...]

    @property
    def is_here(self) -> bool:
        """Whether every value is here; else it is decided where they are."""
        return all(one.is_here for one in self.sides)

    @property
    def heads(self) -> frozenset[int]:
        """The operations it is about: others now, and it is another question."""
        return frozenset(op for side in self.sides for op in side.ops)


def how_many(execute: Executes) -> int:
    """How many questions there are, those that are decided elsewhere among them."""
    return len(_open(execute)) + len(_mixed(execute)) + len(_with_live_parts(execute))


def how_many_withheld(execute: Executes) -> int:
    """How many of them are about personal values that are not here."""
    return sum(
        any(value is None for _op, value in _heads(execute, record, (name,)))
        for record, _kind, name in _open(execute)
    )


def conflicts(execute: Executes) -> list[Conflict]:
    """Every question, in the order of their records."""
    found = [_conflict(execute, *one) for one in _open(execute)]
    found += [_together(execute, record, "head_count") for record in _mixed(execute)]
    found += [_parts(execute, record) for record in _with_live_parts(execute)]
    return sorted((one for one in found if len(one.sides) > 1), key=lambda one: (one.record, one.fields))


def conflicts_of(execute: Executes, records: Iterable[int]) -> list[Conflict]:
    """The questions about these records."""
    wanted = set(records)
    found = [_conflict(execute, *one) for one in _open(execute, wanted)]
    found += [_together(execute, record, "head_count") for record in _mixed(execute, wanted)]
    found += [_parts(execute, record) for record in _with_live_parts(execute) if record in wanted]
    return [one for one in found if len(one.sides) > 1]


def _open(execute: Executes, records: Iterable[int] | None = None) -> list[tuple[int, str, str]]:
    """Record, kind and field; of fields that are one value the first."""
    where = "" if records is None else f" AND record {IN}"
    values = () if records is None else (json.dumps(sorted(records)),)
    rows = execute(
        f"SELECT DISTINCT record, field FROM edit WHERE {IS_IN_CONFLICT}{where} ORDER BY record, field",
        values,
    ).fetchall()
    found: dict[tuple[int, str], tuple[int, str, str]] = {}
    for record, name in rows:
        kind = reading.kind_of(execute, record)
        if kind is not None and (name == REMOVED or not _is_removed(execute, record, kind)):
            together = KINDS[kind].TOGETHER
            shown = together[0] if name in together else name
            found.setdefault((record, shown), (record, kind, shown))
    return list(found.values())


def _is_removed(execute: Executes, record: int, kind: str) -> bool:
    return bool(execute(f"SELECT removed FROM {kind} WHERE id = ?", (record,)).fetchone()[0])


def _conflict(execute: Executes, record: int, kind: str, name: str) -> Conflict:
    if name in KINDS[kind].TOGETHER:
        return _together(execute, record, kind)
    heads = _heads(execute, record, (name,))
    if name == REMOVED and {value for _op, value in heads} == {"1"}:
        return _removed(execute, record, kind, [op for op, _value in heads])
    by_value: dict[tuple[str | None, int], list[int]] = {}
    for op, value in heads:
        by_value.setdefault((value, op if value is None else 0), []).append(op)
    sides = [
        side_of(
            execute,
            record,
            ops,
            {name: None if value is None else json.loads(value)},
            name,
            here=value is not None,
        )
        for (value, _op), ops in by_value.items()
    ]
    what = What.removed if name == REMOVED else What.field
    return Conflict(record, kind, what, (name,), tuple(sorted(sides, key=shown_last)))


def _heads(execute: Executes, record: int, names: Sequence[str]) -> list[tuple[int, str | None]]:
    """The operations whose values these fields have now, the one that is shown last."""
    query = (
        f"SELECT edit.op, edit.value FROM edit JOIN op ON op.id = edit.op WHERE record = ? AND field {IN} "
        f"AND edit.{IS_HEAD} ORDER BY op.at, op.id"
    )
    return [(op, value) for op, value in execute(query, (record, json.dumps(list(names)))).fetchall()]


def _together(execute: Executes, record: int, kind: str) -> Conflict:
    """Each side is the whole value, as whoever set it last had it."""
    names = KINDS[kind].TOGETHER
    heads = list(dict.fromkeys(op for op, _value in _heads(execute, record, names)))
    shown = _plain_of(execute, record)
    by_value: dict[str, tuple[list[int], dict[str, Plain]]] = {}
    for op in heads:
        values = {name: _as_had(execute, record, name, op, heads, shown[name]) for name in names}
        by_value.setdefault(json.dumps(values, sort_keys=True), ([], values))[0].append(op)
    sides = [side_of(execute, record, ops, values, names[0]) for ops, values in by_value.values()]
    return Conflict(record, kind, What.together, names, tuple(sorted(sides, key=shown_last)))


def _as_had(execute: Executes, record: int, name: str, op: int, heads: Sequence[int], shown: Plain) -> Plain:
    """The value that a field has without the other operations that are shown now."""
    others = json.dumps([one for one in heads if one != op])
    query = (
        "SELECT edit.value FROM edit JOIN op ON op.id = edit.op WHERE record = ? AND field = ? AND edit.op "
        "NOT IN (SELECT value FROM json_each(?)) ORDER BY edit.op = ? DESC, op.at DESC, op.id DESC LIMIT 1"
    )
    row = execute(query, (record, name, others, op)).fetchone()
    return shown if row is None or row[0] is None else json.loads(row[0])


def _plain_of(execute: Executes, record: int) -> Mapping[str, Plain]:
    stored = reading.find(execute, record)
    return {} if stored is None else plain_fields(stored.value)


def _removed(execute: Executes, record: int, kind: str, removals: Sequence[int]) -> Conflict:
    others = unseen(execute, record, removals)
    gone = side_of(execute, record, removals, {REMOVED: 1}, REMOVED)
    sides = (
        [side_of(execute, record, others, {REMOVED: 0, **dict(_set_by(execute, record, others))}, "")]
        if others
        else []
    )
    return Conflict(record, kind, What.removed, (REMOVED,), (*sides, gone))


def _set_by(execute: Executes, record: int, ops: Sequence[int]) -> Iterator[tuple[str, Plain]]:
    query = f"SELECT field, value FROM edit WHERE record = ? AND op {IN} AND {IS_HEAD} ORDER BY field, op"
    for name, value in execute(query, (record, json.dumps(list(ops)))).fetchall():
        if name != REMOVED:
            yield name, None if value is None else json.loads(value)


def _mixed(execute: Executes, records: Iterable[int] | None = None) -> list[int]:
    """Head counts with parts above their total, as two people changed different numbers; older programs."""
    names = KINDS["head_count"].TOGETHER
    where = "" if records is None else f" AND edit.record {IN}"
    values = (json.dumps(list(names)), *(() if records is None else (json.dumps(sorted(records)),)))
    query = (
        "SELECT edit.record FROM head_count CROSS JOIN edit ON edit.record = head_count.id WHERE "
        f"head_count.removed = 0 AND edit.field {IN} AND edit.{IS_HEAD}{where} GROUP BY edit.record HAVING "
        f"count(DISTINCT edit.op) > 1 AND max(edit.state) = {EditState.head}"
    )
    found = reading.read_ids(execute, query, values)
    return [one.id for one in reading.records(execute, "head_count", found) if _is_broken(one.value)]


def _is_broken(value: Record) -> bool:
    return bool(value.problems())


def owner_of(kind: str) -> str:
    """The field by which the parts of a record of this kind name it."""
    return "person" if kind == "person" else "activity"


def _with_live_parts(execute: Executes) -> list[int]:
    """Activities and people that were taken out and to which something live belongs."""
    found: set[int] = set()
    for owner, kinds in PARTS.items():
        for kind in kinds:
            query = (
                f"SELECT DISTINCT {owner}.id FROM {owner} CROSS JOIN {kind} ON {kind}.{owner} = {owner}.id"
                f" WHERE {owner}.removed = 1 AND {kind}.removed = 0"
            )
            found |= {int(id) for (id,) in execute(query).fetchall()}
    asked = {record for record, _kind, name in _open(execute, found) if name == REMOVED} if found else set()
    return sorted(found - asked)


def _parts(execute: Executes, record: int) -> Conflict:
    kind = reading.kind_of(execute, record) or ""
    removals = [op for op, _value in _heads(execute, record, (REMOVED,))] or [maker_of(execute, record)]
    counts: dict[str, Plain] = {REMOVED: 0}
    makers: set[int] = set()
    owner = owner_of(kind)
    for part in PARTS[owner]:
        query = f"SELECT id FROM {part} WHERE {owner} = ? AND removed = 0 ORDER BY id"
        parts = reading.read_ids(execute, query, (record,))
        makers |= {maker_of(execute, id) for id in parts}
        if parts:
            counts[part] = len(parts)
    added = side_of(execute, record, sorted(makers), counts, "")
    return Conflict(
        record,
        kind,
        What.parts,
        (REMOVED,),
        (added, side_of(execute, record, removals, {REMOVED: 1}, REMOVED)),
    )
