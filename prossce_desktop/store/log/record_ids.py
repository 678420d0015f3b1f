"""New record ids: random, yet growing with entry on one device, so ids give the order of entry."""

from __future__ import annotations

import datetime as dt
import secrets

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import Source

EPOCH = int(dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp())
_RANDOM = 1 << 31
"""Half of the lower 32 bits, so that a lot never runs into the next second's."""
_GAP = 1 << 20


class Ids:
    """Hands out the first id of a lot: seconds since 2020 << 32 | random bits, above the last one."""

    def __init__(self, db: Connection, sources: tuple[Source, ...]) -> None:
        self._last = 0
        for source in sources:
            query = "SELECT max(first + count - 1) FROM lot WHERE op BETWEEN ? AND ?"
            self._last = max(self._last, db.execute(query, source.span).fetchone()[0] or 0)

    def lot(self, count: int, time: dt.datetime) -> int:
        """The first of `count` ids. Within a second, or with the clock back, they follow the last one."""
        base = max(int(time.timestamp()) - EPOCH, 1) << 32
        first = (
            base | secrets.randbelow(_RANDOM)
            if base > self._last
            else self._last + 1 + secrets.randbelow(_GAP)
        )
        self._last = first + count - 1
        return first
