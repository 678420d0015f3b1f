"""Operations to rows: the one way in which save, undo, import, merge and rebuild change anything.

Three steps: records are made; fields are set, with what they replace; of each touched field the value that is
shown is found among its heads. Operations may come in any order and give the same rows.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from prossce_desktop.domain.model.record_kinds import KIND_NUMBERS
from prossce_desktop.domain.operations.op_state import EditState
from prossce_desktop.domain.operations.operation import (
    REMOVED,
    Block,
    Erase,
    New,
    Plain,
    Set,
    declared_personal_fields,
    open_in,
)
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.store.db.cell_values import Cell, cells, to_plain
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import insert_into
from prossce_desktop.store.db.table_names import column_names
from prossce_desktop.store.erasure.erased_people import erase_person, forgotten_of, keep_for_figures
from prossce_desktop.store.log.field_heads import json_of, settle, show
from prossce_desktop.store.log.operation_log import LogEntry
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.log.tombstones import worked_on

PERSON_TRAITS = ("removed", "name", "latin_name", "phone", "national_id", "birth", "country")
"""What search words, sort keys and keys of likely doubles are made from."""


@dataclass
class Touched:
    """What a run of `apply` made and set, for what is worked out afterwards."""

    made: dict[str, list[range]] = field(default_factory=dict)
    fields: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """(kind, field) to the records in which it was set."""
    people_before: dict[int, tuple[Cell, ...]] = field(default_factory=dict)
    """Of people of whom something was set: `PERSON_TRAITS` as they were."""

    def ids(self, kind: str) -> list[int]:
        """All touched records of a kind, in order, each once."""
        found = {id for lot in self.made.get(kind, ()) for id in lot}
        for (other, _), ids in self.fields.items():
            if other == kind:
                found |= ids
        return sorted(found)

    def kinds(self) -> set[str]:
        return {*self.made, *(kind for kind, _ in self.fields)}


class Overlap(Exception):
    """Two lots of records claim the same ids: never from this program, so refused loudly."""


def apply(db: Connection, entries: Sequence[LogEntry]) -> Touched:
    """Bring rows, lots and heads in step with these operations, which `op` already holds."""
    touched = Touched()
    make_records(db, entries, touched)
    set_fields(db, entries, touched)
    return touched


def make_records(db: Connection, entries: Sequence[LogEntry], touched: Touched) -> None:
    """First: every record these operations make. References are checked at the transaction's end."""
    for entry in entries:
        for block in entry.blocks:
            if isinstance(block, New):
                _make(db, entry, block)
                touched.made.setdefault(block.kind, []).append(range(block.first, block.first + block.count))


def set_fields(db: Connection, entries: Sequence[LogEntry], touched: Touched) -> None:
    """Second: the fields they set, and the values shown; all records they set must have been made."""
    for entry in entries:
        for block in entry.blocks:
            if isinstance(block, Set):
                _note_people(db, block, touched)
                for name in block.fields:
                    _set(db, entry, block, name)
                    touched.fields.setdefault((block.kind, name), set()).update(block.ids)
                for id in worked_on(db.execute, block.ids):
                    settle(db, block.kind, id, REMOVED)
            elif isinstance(block, Erase):
                _note_people(db, block, touched)
                for kind, name, ids in erase_person(db, entry.id, block):
                    touched.fields.setdefault((kind, name), set()).update(ids)
    keep_for_figures(db, {id for (kind, _), ids in touched.fields.items() if kind == "person" for id in ids})


def _note_people(db: Connection, block: Block, touched: Touched) -> None:
    if block.kind != "person":
        return
    query = f"SELECT id, {', '.join(PERSON_TRAITS)} FROM person WHERE id IN (SELECT value FROM json_each(?))"
    for id, *traits in db.execute(query, (json.dumps(list(block.ids)),)):
        touched.people_before.setdefault(id, tuple(traits))


def _make(db: Connection, entry: LogEntry, block: New) -> None:
    _refuse_overlap(db, block)
    db.execute(
        "INSERT INTO lot(first, count, kind, op) VALUES(?, ?, ?, ?)",
        (block.first, block.count, KIND_NUMBERS[block.kind], entry.id),
    )
    columns: dict[str, Sequence[Cell]] = {"id": block.ids}
    columns |= {
        name: cells(block.kind, name, list(column))
        for name, column in block.cols.items()
        if name in column_names(block.kind)
    }
    if block.kind == "person":
        columns["canonical"] = block.ids
        columns["name_key"] = _name_keys(block)
    db.executemany(insert_into(block.kind, [*columns]), zip(*columns.values(), strict=True))


def _name_keys(block: New) -> list[str]:
    empty: list[Plain] = [None] * block.count
    pairs = zip(block.cols.get("name", empty), block.cols.get("latin_name", empty), strict=True)
    return [name_key(name, latin) for name, latin in pairs]


def name_key(name: Plain, latin: Plain) -> str:
    """What people are sorted by: the name as written, else the Latin one, folded."""
    return fold(str(name or latin or ""))


def _refuse_overlap(db: Connection, block: New) -> None:
    last = block.first + block.count - 1
    before = db.execute(
        "SELECT first, count FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1", (last,)
    ).fetchone()
    if before is not None and before[0] + before[1] > block.first:
        raise Overlap(f"{block.first} + {block.count} overlaps {before[0]} + {before[1]}")


def _set(db: Connection, entry: LogEntry, block: Set, name: str) -> None:
    """One field of the records of a block: heads, and the row."""
    held = _edits(db, block.ids, name)
    _keep_made_with(db, block, name, [id for id in block.ids if id not in held])
    replaced = block.prevs.get(name, {})
    for i, ops in replaced.items():
        db.executemany(
            f"INSERT INTO edit(record, field, op, value, state) VALUES(?, ?, ?, NULL, {EditState.replaced})"
            f" ON CONFLICT DO UPDATE SET state = {EditState.replaced}",
            [(block.ids[i], name, op) for op in ops],
        )
    values = block.cols.get(name)
    texts = [None] * block.count if values is None else [json_of(one) for one in values]
    db.executemany(
        "INSERT INTO edit(record, field, op, value, state)"
        f" VALUES(?, ?, ?, ?, {EditState.head}) ON CONFLICT DO UPDATE SET value = excluded.value",
        [(id, name, entry.id, text) for id, text in zip(block.ids, texts, strict=True)],
    )
    self_replaced = {id for id, by in held.items() if by.get(entry.id) == EditState.replaced}
    alone: list[tuple[int, Plain]] = []
    for i, id in enumerate(block.ids):
        heads = (
            {op for op, state in held.get(id, {}).items() if state != EditState.replaced}
            - {*replaced.get(i, ())}
            - {entry.id}
        )
        if heads or id in self_replaced or values is None:
            settle(db, block.kind, id, name)
        else:
            alone.append((id, values[i]))
    show(db, block.kind, name, alone)


def fill_made(
    db: Connection, op: int, block: New, name: str, column: Sequence[Plain], touched: Touched
) -> None:
    """Later values of made records: into the row, or into `edit` where the field was set since."""
    _note_people(db, block, touched)
    held = _edits(db, block.ids, name)
    texts = {id: json_of(value) for id, value in zip(block.ids, column, strict=True)}
    db.executemany(
        "UPDATE edit SET value = ? WHERE record = ? AND field = ? AND op = ?",
        [(texts[id], id, name, op) for id in block.ids if id in held],
    )
    show(
        db,
        block.kind,
        name,
        [(id, value) for id, value in zip(block.ids, column, strict=True) if id not in held],
    )
    for id in held:
        settle(db, block.kind, id, name)
    touched.fields.setdefault((block.kind, name), set()).update(block.ids)


def fill_set(
    db: Connection, op: int, block: Set, name: str, column: Sequence[Plain], touched: Touched
) -> None:
    """The values that an operation set, which come after it: shown where it is the one that is shown."""
    _note_people(db, block, touched)
    db.executemany(
        "UPDATE edit SET value = ? WHERE record = ? AND field = ? AND op = ?",
        [(json_of(value), id, name, op) for id, value in zip(block.ids, column, strict=True)],
    )
    for id in block.ids:
        settle(db, block.kind, id, name)
    touched.fields.setdefault((block.kind, name), set()).update(block.ids)


def _edits(db: Connection, ids: Sequence[int], name: str) -> dict[int, dict[int, int]]:
    """What `edit` holds of a field: record to {operation: state}."""
    held: dict[int, dict[int, int]] = {}
    query = (
        "SELECT record, op, state FROM edit WHERE record IN (SELECT value FROM json_each(?)) AND field = ?"
    )
    for record, op, state in db.execute(query, (json.dumps(list(ids)), name)):
        held.setdefault(record, {})[op] = state
    return held


def _keep_made_with(db: Connection, block: Set, name: str, ids: Sequence[int]) -> None:
    """At a field's first edit the value it was made with goes into `edit`; NULL, no value, where it is
    withheld."""
    if not ids:
        return
    makers = makers_of(db, ids)
    gone = (
        _without_personal(db, set(makers.values()), block.kind, name)
        if name in declared_personal_fields(block.kind)
        else frozenset()
    )
    column = f'"{name}"' if name in column_names(block.kind) else "NULL"
    rows = db.execute(
        f"SELECT id, {column} FROM {block.kind} WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    forgotten = forgotten_of(db, block.kind, name, ids)
    made = [
        (
            id,
            name,
            makers[id],
            None
            if makers[id] in gone
            else json_of(None if id in forgotten else to_plain(block.kind, name, cell)),
        )
        for id, cell in rows.fetchall()
    ]
    db.executemany(
        "INSERT OR IGNORE INTO edit(record, field, op, value, state) VALUES(?, ?, ?, ?, "
        f"{EditState.replaced})",
        made,
    )


def _without_personal(db: Connection, ops: set[int], kind: str, name: str) -> frozenset[int]:
    """Operations whose personal values are not here; in older ones the field may be open."""
    query = "SELECT id, schema FROM op WHERE personal IS NULL AND id IN (SELECT value FROM json_each(?))"
    lacking = db.execute(query, (json.dumps(sorted(ops)),)).fetchall()
    return frozenset(
        id for id, schema in lacking if name not in open_in(kind, schema) or _is_withheld(db, id, kind, name)
    )


def _is_withheld(db: Connection, op: int, kind: str, name: str) -> bool:
    """Whether an operation made records of the kind with this field among the personal values."""
    ((key,),) = db.execute("SELECT hex(body_hash) || erased FROM op WHERE id = ?", (op,)).fetchall()
    if key not in _withheld_in:  # of an old import this is asked at the first edit of each of its records
        ((body,),) = db.execute("SELECT body FROM op WHERE id = ?", (op,)).fetchall()
        if len(_withheld_in) >= _MOST_CACHED:
            _withheld_in.clear()
        blocks = json.loads(zlib.decompress(body))[1:]
        _withheld_in[key] = frozenset(
            (str(one.get("new")), field) for one in blocks for field in one.get("hidden", ())
        )
    return (kind, name) in _withheld_in[key]


_withheld_in: dict[str, frozenset[tuple[str, str]]] = {}
"""By its body what an operation made apart: kinds and fields, no values."""
_MOST_CACHED = 1_024
