"""Many operations at once, from the log: at a rebuild, and when packages bring them.

One may set a record that another source's makes, whatever their numbers. So all records are made first, then
what is worked out from them, then fields are set; in portions, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prossce_desktop.domain.operations.op_state import IS_APPLIED
from prossce_desktop.domain.operations.operation import New
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import LogEntry, entries
from prossce_desktop.store.projection.apply import Touched, make_records, set_fields
from prossce_desktop.store.projection.derived_tables import refresh

AT_ONCE = 50_000
"""Records in the operations of one portion."""


def replay(db: Connection, where: str = IS_APPLIED, values: Sequence[object] = ()) -> None:
    """Apply the operations of the log that `where` chooses; what they make must not be in the tables yet."""
    made: list[Touched] = []
    setting: list[int] = []
    for portion in _portions(db, where, values):
        touched = Touched()
        make_records(db, portion, touched)
        made.append(touched)
        setting += [
            entry.id for entry in portion if any(not isinstance(block, New) for block in entry.blocks)
        ]
    for touched in made:
        refresh(db, touched)
    for first in range(0, len(setting), _OPERATIONS):
        some = setting[first : first + _OPERATIONS]
        for portion in _portions(db, f"id IN ({', '.join('?' * len(some))})", some):
            touched = Touched()
            set_fields(db, portion, touched)
            refresh(db, touched)


_OPERATIONS = 500
"""Operations asked for by their numbers in one query."""


def _portions(db: Connection, where: str, values: Sequence[object]) -> Iterator[list[LogEntry]]:
    portion: list[LogEntry] = []
    size = 0
    for entry in entries(db, where, values):
        portion.append(entry)
        size += sum(block.count for block in entry.blocks)
        if size >= AT_ONCE:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
