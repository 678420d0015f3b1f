"""Which value of a field is shown, and which are in conflict; the last step of every change."""

from __future__ import annotations

import json
from collections.abc import Sequence

from prossce_desktop.domain.operations.op_state import IS_HEAD, EditState
from prossce_desktop.domain.operations.operation import REMOVED, WORKED_NAMES, Plain
from prossce_desktop.store.db.cell_values import cells
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.table_names import column_names
from prossce_desktop.store.log.tombstones import unseen


def settle(db: Connection, kind: str, id: int, name: str) -> None:
    """Several heads, or a late value: the greatest (at, op) is shown, different values are a conflict.
    Values not here may differ. A record taken out while another laptop worked on it is a conflict too.
    """
    query = (
        "SELECT edit.op, edit.value, edit.state FROM edit JOIN op ON op.id = edit.op"
        f" WHERE record = ? AND field = ? AND edit.{IS_HEAD} ORDER BY op.at DESC, op.id DESC"
    )
    heads = db.execute(query, (id, name)).fetchall()
    if not heads:
        return
    values = {value for _, value, _ in heads}
    state = EditState.conflict if len(values) > 1 or (None in values and len(heads) > 1) else EditState.head
    if name in WORKED_NAMES:
        state = EditState.head  # nobody decides what is worked out: whoever holds the birth writes it again
    if name == REMOVED and values == {"1"} and unseen(db.execute, id, [op for op, _, _ in heads]):
        state = EditState.conflict
    db.execute(
        f"UPDATE edit SET state = ? WHERE record = ? AND field = ? AND {IS_HEAD} AND state <> ?",
        (state, id, name, state),
    )
    shown = heads[0][1]
    show(db, kind, name, [(id, None if shown is None else json.loads(shown))])


def show(db: Connection, kind: str, name: str, values: Sequence[tuple[int, Plain]]) -> None:
    """These records' own rows show these values from now on."""
    if not values or name not in column_names(kind):
        return
    ready = cells(kind, name, [value for _, value in values])
    if name == REMOVED:
        ready = [one or 0 for one in ready]
    db.executemany(
        f'UPDATE {kind} SET "{name}" = ? WHERE id = ?',
        [(cell, id) for cell, (id, _) in zip(ready, values, strict=True)],
    )


def json_of(value: Plain) -> str:
    """A value as `edit` holds it."""
    if type(value) is int:  # `removed` of very many records
        return str(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
