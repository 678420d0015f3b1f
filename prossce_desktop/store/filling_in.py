"""A personal part that comes after its operation was applied: it fills in values, never states.

What was replaced stays replaced; a value that is shown now is shown with its value; nothing is a conflict that was none.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from prossce_desktop.domain.logged import PERSONAL_REWRITTEN
from prossce_desktop.domain.operation import New, Plain, Set, decode, personal_fields
from prossce_desktop.store.apply import Touched, fill_made, fill_set
from prossce_desktop.store.database import Connection
from prossce_desktop.store.log import parts
from prossce_desktop.store.worked_out import refresh

_COMPRESSION = 3


def fill_in(db: Connection, those: Iterable[tuple[bytes, bytes, bool]]) -> int:
    """Put personal parts (hash, content, rewritten) where they are lacking, inside the caller's transaction; gives how many were."""
    filled = 0
    touched = Touched()
    for personal_hash, content, rewritten in those:
        query = "SELECT id, state, body FROM op WHERE personal IS NULL AND personal_hash = ?"
        for id, state, body in db.execute(query, (personal_hash,)).fetchall():
            blocks = decode(parts(body, b"")[0], content)
            erased = PERSONAL_REWRITTEN if rewritten else 0
            db.execute(
                "UPDATE op SET personal = ?, erased = erased | ? WHERE id = ?", (zlib.compress(content, _COMPRESSION), erased, id)
            )
            filled += 1
            if state == 0:
                _fill(db, id, blocks, touched)
    if filled:
        refresh(db, touched)
    return filled


def _fill(db: Connection, op: int, blocks: Sequence[New | Set], touched: Touched) -> None:
    for block in blocks:
        if isinstance(block, New):
            nothing: Sequence[Plain] = [None] * block.count
            for name in sorted(personal_fields(block.kind)):  # a field without values is known to have none only now
                fill_made(db, op, block, name, block.cols.get(name, nothing), touched)
        else:
            for name in block.hidden:
                fill_set(db, op, block, name, block.cols[name], touched)
