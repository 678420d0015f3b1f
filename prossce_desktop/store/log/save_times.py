"""When operations were saved, by clocks that may be wrong: a later save cannot have been earlier."""

from __future__ import annotations

from prossce_desktop.domain.operations.op_id import op_span
from prossce_desktop.store.log.sample_lots import Executes

HOUR = 3_600_000
"""In milliseconds."""


def saved_after(execute: Executes, source: int, since: int, last: int, latest: int) -> int:
    """When operation `since` + 1 of a source was saved, UTC milliseconds: as it says, unless a later one (up
    to `last`) was saved before it, or it would be after `latest`. Then it is the moment before which it
    cannot have been; 0 where nobody knows.
    """
    span = op_span(source, since + 1, last)
    ((time_ms,),) = execute("SELECT at FROM op WHERE id = ?", span[:1]).fetchall()
    ((newest,),) = execute("SELECT at FROM op WHERE id = ?", span[1:]).fetchall()
    if time_ms <= min(newest, latest):  # as nearly always: nothing is looked through
        return int(time_ms)
    ((least,),) = execute("SELECT min(at) FROM op WHERE id BETWEEN ? AND ?", span).fetchall()
    before = min(latest, least)
    return int(time_ms) if time_ms <= before else newest_until(execute, source, since, before) or 0


def newest_until(execute: Executes, source: int, last: int, until: int) -> int | None:
    """The newest time not after `until` of operations 1 to `last` of a source; mostly the last's."""
    first, newest = op_span(source, 1, last)
    ((time_ms,),) = execute("SELECT max(at) FROM op WHERE id = ? AND at <= ?", (newest, until)).fetchall()
    if time_ms is None:
        ((time_ms,),) = execute(
            "SELECT max(at) FROM op WHERE id BETWEEN ? AND ? AND at <= ?", (first, newest, until)
        ).fetchall()
    return None if time_ms is None else int(time_ms)


def hours_of(execute: Executes, low: int, high: int) -> list[int]:
    """Hours since 1970 in which operations `low` to `high` were saved, each once."""
    return [
        int(hour)
        for (hour,) in execute(
            "SELECT DISTINCT at / 3600000 FROM op WHERE id BETWEEN ? AND ?", (low, high)
        ).fetchall()
    ]
