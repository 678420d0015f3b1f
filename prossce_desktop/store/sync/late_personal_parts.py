"""A personal part that comes after its operation was applied: it fills in values, never states.

What was replaced stays replaced; what is shown is shown with its value; nothing becomes a conflict. A part
that no program of ours would have written makes its operation refused, as if both had come together.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence

from prossce_desktop.domain.operations.erasure import Rewritten, concerns, rewrite
from prossce_desktop.domain.operations.hash_chain import PERSONAL_REWRITTEN
from prossce_desktop.domain.operations.op_state import OpState
from prossce_desktop.domain.operations.operation import (
    Block,
    New,
    Plain,
    Set,
    declared_personal_fields,
    decode,
)
from prossce_desktop.domain.operations.untrusted_blocks import ForeignRefused, checked_blocks
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.erasure.erased_people import belonging_to, erased_people
from prossce_desktop.store.projection.apply import Touched, fill_made, fill_set
from prossce_desktop.store.projection.derived_tables import refresh

_COMPRESSION = 3


def fill_in(db: Connection, parts: Iterable[tuple[bytes, bytes, bool]]) -> bool:
    """Put personal parts (hash, content, rewritten) where they are lacking, in the caller's transaction.
    True where one does not fit its operation: everything is to be made again, with that refused.
    """
    spoiled = False
    touched = Touched()
    people = erased_people(db.execute)
    belonging = {id for ids in belonging_to(db.execute, people).values() for id in ids} if people else set()
    for personal_hash, content, rewritten in parts:
        query = "SELECT id, state, body, schema FROM op WHERE personal IS NULL AND personal_hash = ?"
        for id, state, body, schema in db.execute(query, (personal_hash,)).fetchall():
            whole = zlib.decompress(body)
            fits = _fits(whole, content, schema)
            if rewritten and not (fits and concerns(whole, people, belonging)):
                continue  # nobody in it was erased here: then it is the part that was hashed, or none
            done = rewrite(whole, content, people, belonging) if people else Rewritten(whole, content, 0)
            erased = (PERSONAL_REWRITTEN if rewritten else 0) | done.changed & PERSONAL_REWRITTEN
            packed = zlib.compress(done.personal or b"", _COMPRESSION)
            db.execute("UPDATE op SET personal = ?, erased = erased | ? WHERE id = ?", (packed, erased, id))
            if state == OpState.applied and fits:
                _fill(db, id, decode(whole, done.personal), touched)
            spoiled |= not fits
    if not spoiled:
        refresh(db, touched)
    return spoiled


def _fits(body: bytes, personal: bytes, schema: int) -> bool:
    """Whether this could be the personal part of that body."""
    try:
        checked_blocks(json.loads(body)[1:], json.loads(personal)[1:], schema)
    except (ForeignRefused, ValueError, TypeError, RecursionError):
        return False
    return True


def _fill(db: Connection, op: int, blocks: Sequence[Block], touched: Touched) -> None:
    for block in blocks:
        if isinstance(block, New):
            nothing: Sequence[Plain] = [None] * block.count
            # a field without values is known to have none only now
            for name in sorted(declared_personal_fields(block.kind)):
                fill_made(db, op, block, name, block.cols.get(name, nothing), touched)
        elif isinstance(block, Set):
            for name in block.personal_fields:
                fill_set(db, op, block, name, block.cols[name], touched)
