"""One side of a question: the value, who gave it, when, and on which laptop."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.operations.action_kind import TAKES_BACK
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.domain.operations.operation import Plain, Set, decode
from prossce_desktop.domain.operations.record_ownership import as_read
from prossce_desktop.domain.text.untrusted_names import clean_name
from prossce_desktop.store.log.operation_log import parts
from prossce_desktop.store.log.sample_lots import Executes


@dataclass(frozen=True, slots=True)
class Side:
    """`values`: field to JSON value; `ops`: the operations that stand for it now; `last` orders sides as
    shown.
    `time_ms` (UTC milliseconds), `who`, `device` (its key): of whoever gave it first, also where taken back.
    """

    values: Mapping[str, Plain]
    ops: tuple[int, ...]
    time_ms: int
    who: str
    device: bytes
    is_here: bool
    last: tuple[int, int]


def shown_last(side: Side) -> tuple[int, int]:
    """The order of sides: the one that is shown is the last."""
    return side.last


def side_of(
    execute: Executes,
    record: int,
    ops: Sequence[int],
    values: Mapping[str, Plain],
    name: str,
    *,
    here: bool = True,
) -> Side:
    """The side of these operations. `name`: the field whose undone decision is looked through, or ""."""
    facts = {op: _fact(execute, op) for op in ops}
    last = max((fact[0], op) for op, fact in facts.items())
    newest = last[1]
    time_ms, who, device = _origin(execute, newest, record, name) if name else facts[newest]
    return Side(values, tuple(ops), time_ms, who, device, here, last)


def _fact(execute: Executes, op: int) -> tuple[int, str, bytes]:
    of_it = f"op JOIN source ON source.id = {sql_source('op.id')} WHERE op.id = ?"
    row = execute(f"SELECT op.at, op.who, source.device FROM {of_it}", (op,)).fetchone()
    return (0, "", b"") if row is None else (int(row[0]), clean_name(str(row[1])), bytes(row[2]))


def _origin(execute: Executes, op: int, record: int, name: str) -> tuple[int, str, bytes]:
    """Who gave the value that an operation shows: of undos and redos, whose value they brought back."""
    looked: set[int] = set()
    while op not in looked:
        looked.add(op)
        row = execute("SELECT title FROM op WHERE id = ?", (op,)).fetchone()
        code, *numbers = str(row[0]).split(" ") if row is not None else [""]
        if code not in TAKES_BACK or not numbers:
            break
        before = _same_value(execute, op, _replaced(execute, int(numbers[0]), record, name), record, name)
        if before is None:
            break
        op = before
    return _fact(execute, op)


def _replaced(execute: Executes, action: int, record: int, name: str) -> list[int]:
    """Operations whose values an action replaced in a field; else the one that made the record."""
    rows = execute(
        "SELECT body FROM op WHERE id = ? UNION ALL SELECT body FROM op WHERE action = ? AND action <> id",
        (action, action),
    )
    for (body,) in rows.fetchall():
        replaced = _replaced_in(bytes(body), name)
        if record in replaced:
            return list(replaced[record]) or [maker_of(execute, record)]
    return []


@lru_cache(maxsize=8)
def _replaced_in(body: bytes, name: str) -> dict[int, tuple[int, ...]]:
    """By record the operations whose values one replaced in a field, for thousands of records."""
    found: dict[int, tuple[int, ...]] = {}
    for block in as_read(decode(parts(body, b"")[0], None), ""):
        if isinstance(block, Set) and name in block.fields:
            prevs = block.prevs.get(name, {})
            for place, record in enumerate(block.ids):
                found.setdefault(record, tuple(prevs.get(place, ())))
    return found


def maker_of(execute: Executes, record: int) -> int:
    """The operation that made a record that is here."""
    return int(
        execute("SELECT op FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1", (record,)).fetchone()[0]
    )


def _same_value(execute: Executes, op: int, among: Sequence[int], record: int, name: str) -> int | None:
    query = (
        "SELECT other.op FROM edit mine JOIN edit other ON other.record = mine.record AND other.field = "
        "mine.field AND other.value = mine.value WHERE mine.record = ? AND mine.field = ? AND mine.op = ? "
        "AND other.op IN (SELECT value FROM json_each(?)) ORDER BY other.op DESC"
    )
    row = execute(query, (record, name, op, json.dumps(list(among)))).fetchone()
    return None if row is None else int(row[0])
