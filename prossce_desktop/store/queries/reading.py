"""One consistent snapshot: records as domain values. Query modules here use its connection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from pydantic import ValidationError

from prossce_desktop.domain.model.fields import Record, stored_fields
from prossce_desktop.domain.model.record_kinds import KINDS, NUMBERED
from prossce_desktop.domain.model.withheld_fields import read_with_withheld, required_personal_fields
from prossce_desktop.domain.operations.operation import Plain
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.store.db.cell_values import Cell, to_plain
from prossce_desktop.store.db.snapshots import Rows, Snapshot
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.log.sample_lots import Executes, sample_lots

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it is shown now."""

    id: int
    kind: str
    value: Record
    removed: bool


class Reading:
    """A snapshot: what is saved meanwhile does not show in it. Only inside `with store.read()`."""

    def __init__(self, snapshot: Snapshot, identity: Identity) -> None:
        self._snapshot = snapshot
        self.identity = identity

    def execute(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """Run a query written in SQL, its values in order."""
        return self._snapshot.execute(sql, values)

    def record(self, id: int) -> Stored:
        """A record by its id, also a removed one; raises UnknownRecord."""
        found = self.find(id)
        if found is None:
            raise UnknownRecord(record=id)
        return found

    def find(self, id: int) -> Stored | None:
        """A record by its id, also a removed one, or None."""
        return find(self.execute, id)

    def records(self, kind: str, ids: Sequence[int] | None = None) -> Iterator[Stored]:
        """Live records of a kind in the order of entry, all or those of `ids`."""
        return records(self.execute, kind, ids)

    def how_many(self, kind: str) -> int:
        """How many live records of a kind there are."""
        return int(self.execute(f"SELECT count(*) FROM {kind} WHERE removed = 0").one()[0])

    def activity_by_code(self, code: str) -> int | None:
        """The live activity with this code, of several the first."""
        return next(iter(self.activities_by_code(code)), None)

    def activities_by_code(self, code: str) -> list[int]:
        """Live activities with this code: one, unless two devices gave it unaware of each other."""
        query = "SELECT id FROM activity WHERE code = ? AND removed = 0 ORDER BY id"
        return read_ids(self.execute, query, (code,))

    def codes_beginning(self, stem: str) -> frozenset[str]:
        """Codes of live activities that begin with `stem` (ends with a hyphen); one walk along the index."""
        query = "SELECT code FROM activity WHERE code >= ? AND code < ? AND removed = 0"
        return frozenset(str(row[0]) for row in self.execute(query, (stem, stem.removesuffix("-") + ".")))

    def is_sample(self) -> bool:
        """Whether any live record is sample data; windows and reports then say so."""
        return has_sample(self.execute)


def kind_of(execute: Executes, id: int) -> str | None:
    """The kind of a record; None where there is none of that id."""
    row = execute(
        "SELECT first, count, kind FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1", (id,)
    ).fetchone()
    return NUMBERED[row[2]].KIND if row is not None and id < row[0] + row[1] else None


def find(execute: Executes, id: int) -> Stored | None:
    """One record by its id."""
    if not 0 <= id < 1 << 63 or (kind := kind_of(execute, id)) is None:
        return None
    row = execute(f"SELECT {columns_of(kind)} FROM {kind} WHERE id = ?", (id,)).fetchone()
    return None if row is None else stored(kind, row)


def records(
    execute: Executes, kind: str, ids: Sequence[int] | None = None, *, removed: bool = False
) -> Iterator[Stored]:
    """Records of a kind in the order of their ids; with `removed` also the removed ones."""
    live = "" if removed else "AND removed = 0"
    if ids is None:
        for row in execute(f"SELECT {columns_of(kind)} FROM {kind} WHERE 1 {live} ORDER BY id"):
            yield stored(kind, row)
        return
    query = (
        f"SELECT {columns_of(kind)} FROM {kind} WHERE id IN (SELECT value FROM json_each(?)) {live} "
        "ORDER BY id"
    )
    ordered = sorted(ids)
    for start in range(0, len(ordered), _CHUNK):
        for row in execute(query, (json.dumps(ordered[start : start + _CHUNK]),)):
            yield stored(kind, row)


@lru_cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(one.name for one in stored_fields(KINDS[kind]))


@lru_cache
def columns_of(kind: str) -> str:
    """The columns of a record as `stored` takes them."""
    return ", ".join(["id", "removed", *(f'"{name}"' for name in _names(kind))])


def stored(kind: str, row: Sequence[Cell]) -> Stored:
    """A record from its row: id, removed, then the fields in their order."""
    return Stored(int(cast("int", row[0])), kind, value_of(kind, row[2:]), bool(row[1]))


def plain_row(kind: str, cells: Iterable[Cell]) -> dict[str, Plain]:
    """The values that are recorded, in JSON's types."""
    return {
        name: to_plain(kind, name, cell)
        for name, cell in zip(_names(kind), cells, strict=True)
        if cell is not None
    }


def value_of(kind: str, cells: Iterable[Cell]) -> Record:
    """The domain value of a row; taken as it is if withheld, or if a newer rule would refuse it."""
    plain = plain_row(kind, cells)
    nothing = {name: None for name in _nullable(kind) if name not in plain}
    try:
        return read_with_withheld(KINDS[kind], {**plain, **nothing}, required_personal_fields(KINDS[kind]))
    except ValidationError:
        raw: dict[str, Any] = {name: plain.get(name, () if name == "kept" else None) for name in _names(kind)}
        return KINDS[kind].model_construct(None, **raw)


@lru_cache
def _nullable(kind: str) -> tuple[str, ...]:
    """Fields that may be nothing though they start with a value: a cleared field stays cleared."""
    optional = (
        one for one in stored_fields(KINDS[kind]) if not one.required and one.default not in (None, ())
    )
    return tuple(one.name for one in optional if _takes_none(kind, one.name))


def _takes_none(kind: str, name: str) -> bool:
    annotation = KINDS[kind].model_fields[name].annotation
    return type(None) in getattr(annotation, "__args__", ())


def has_sample(execute: Executes) -> bool:
    """Whether a live record is sample data."""
    live = "SELECT 1 FROM {kind} WHERE id BETWEEN ? AND ? AND removed = 0 LIMIT 1"
    lots = sample_lots(execute)
    return any(
        execute(live.format(kind=NUMBERED[kind].KIND), (first, first + count - 1)).fetchone()
        for first, count, kind in lots
    )


def read_ids(execute: Executes, sql: str, values: Sequence[object] = ()) -> list[int]:
    """The ids in the first column of a query's rows, in their order."""
    return [int(row[0]) for row in execute(sql, values).fetchall()]


Line = tuple[Any, ...]


def ask(reading: Reading, sql: str, values: Sequence[object] = ()) -> list[Line]:
    """All rows of a query written in SQL; its values stand in order."""
    return reading.execute(sql, values).fetchall()


def number(reading: Reading, sql: str, values: Sequence[object] = ()) -> int:
    """The one whole number that a query answers."""
    return int(reading.execute(sql, values).one()[0] or 0)
