"""Stretches of record numbers, and whose they are."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from prossce_desktop.domain.model.record_kinds import NUMBERED
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.sample_lots import Executes


class Lot(NamedTuple):
    """The records of one kind and scope from `first` up to before `end`, made by the operation `op`."""

    first: int
    end: int
    kind: str
    scope: str
    op: int


class Lots:
    """Lots that do not overlap, found by a record's number."""

    def __init__(self, ordered: Iterable[Lot] = ()) -> None:
        self._lots = list(ordered)
        self._firsts = [one.first for one in self._lots]

    def of(self, record: int) -> Lot | None:
        """The lot of a record; None where it is in none."""
        place = bisect_right(self._firsts, record) - 1
        return self._lots[place] if place >= 0 and record < self._lots[place].end else None

    def overlapping(self, lot: Lot) -> Sequence[Lot]:
        """Those that have one of its numbers."""
        low = bisect_right(self._firsts, lot.first)
        if low and self._lots[low - 1].end > lot.first:
            low -= 1
        return self._lots[low : bisect_left(self._firsts, lot.end)]

    def add(self, lot: Lot) -> None:
        """One that overlaps none."""
        place = bisect_right(self._firsts, lot.first)
        self._firsts.insert(place, lot.first)
        self._lots.insert(place, lot)


def overlap_each_other(ordered: Sequence[Lot]) -> bool:
    """Whether two of them have a number in common; in the order of their first numbers."""
    return any(one.end > other.first for one, other in pairwise(ordered))


def makers_of(db: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The operation that made each record."""
    found: dict[int, int] = {}
    first = end = op = 0
    for id in sorted(ids):
        if not first <= id < end:
            row = db.execute(
                "SELECT first, count, op FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1", (id,)
            ).fetchone()
            first, end, op = (0, 0, 0) if row is None else (row[0], row[0] + row[1], row[2])
        if first <= id < end:
            found[id] = op
    return found


class Entered(NamedTuple):
    """When a record was made, UTC milliseconds; by which officer, on which device."""

    time_ms: int
    who: str
    device: bytes


def entered(db: Connection, record: int) -> Entered:
    """How a record came to be."""
    query = (
        f"SELECT op.at, op.who, source.device FROM op JOIN source ON source.id = {sql_source('op.id')} "
        "WHERE op.id = ?"
    )
    ((time_ms, who, device),) = db.execute(query, (makers_of(db, [record])[record],)).fetchall()
    return Entered(int(time_ms), str(who), bytes(device))


def making_actions(db: Connection, records: Iterable[int]) -> dict[int, int]:
    """The action in which each record was made."""
    makers = makers_of(db, records)
    rows = db.execute(
        f"SELECT id, action FROM op WHERE id {IN}", (json.dumps(sorted(set(makers.values()))),)
    ).fetchall()
    action_of = {int(op): int(action) for op, action in rows}
    return {id: action_of[op] for id, op in makers.items()}


def records_made(execute: Executes, low: int, high: int) -> dict[str, int]:
    """By kind how many records the operations from `low` to `high` made."""
    rows = execute(
        "SELECT kind, sum(count) FROM lot WHERE op BETWEEN ? AND ? GROUP BY kind", (low, high)
    ).fetchall()
    return {NUMBERED[number].KIND: int(n) for number, n in rows}
