"""A code names one live activity; nobody gives it to a second one where both are seen.

Two of two laptops are a matter for a person, not for the tables: nothing else of either is refused for it.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.errors import CodeTaken
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.queries.reading import Reading, read_ids

_TWINS = (
    "SELECT a.id, b.id, a.code FROM activity a JOIN activity b ON b.code = a.code AND b.id <> a.id AND "
    "b.removed = 0 WHERE a.removed = 0 AND a.id IN (SELECT value FROM json_each(?))"
)


def refuse_taken(db: Connection, ids: Collection[int]) -> None:
    """Of activities that were just given a code: it must be free. Raises CodeTaken."""
    row = db.execute(f"{_TWINS} LIMIT 1", (json.dumps(list(ids)),)).fetchone() if ids else None
    if row is not None:
        raise CodeTaken(value=row[2])


def refuse_given_meanwhile(db: Connection, ids: Collection[int], device: bytes) -> None:
    """Raises CodeTaken where a code that comes back stands for another one made on the same laptop.
    What came from elsewhere hinders nobody: the double was there before, or comes to a person anyway.
    """
    rows = db.execute(_TWINS, (json.dumps(list(ids)),)).fetchall() if ids else []
    for one, other, code in rows:
        if all(_made_by(db, op) == device for op in makers_of(db, (one, other)).values()):
            raise CodeTaken(value=code)


def _made_by(db: Connection, op: int) -> bytes:
    return bytes(db.execute("SELECT device FROM source WHERE id = ?", (op_source(op),)).fetchone()[0])


def of_several(reading: Reading) -> list[int]:
    """Live activities whose code another one has too, side by side."""
    sql = (
        "SELECT id FROM activity WHERE removed = 0 AND code IN (SELECT code FROM activity WHERE removed = 0 "
        "AND code IS NOT NULL GROUP BY code HAVING count(*) > 1) ORDER BY code, id"
    )
    return read_ids(reading.execute, sql)
