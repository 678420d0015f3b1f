"""Which records are sample data, and whether the office has activities of its own."""

from __future__ import annotations

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, NUMBERED
from prossce_desktop.store.log.sample_lots import sample_lots
from prossce_desktop.store.queries.reading import Reading, read_ids


def sample_records(reading: Reading) -> dict[str, list[int]]:
    """Live sample records by kind, in the order of entry."""
    found: dict[str, list[int]] = {}
    for first, count, number in sample_lots(reading.execute):
        kind = NUMBERED[number].KIND
        query = f"SELECT id FROM {kind} WHERE id BETWEEN ? AND ? AND removed = 0 ORDER BY id"
        if ids := read_ids(reading.execute, query, (first, first + count - 1)):
            found.setdefault(kind, []).extend(ids)
    return found


def has_own_activities(reading: Reading) -> bool:
    """Whether a live activity is no sample record."""
    of_sample = sum(len(ids) for kind, ids in sample_records(reading).items() if kind in ACTIVITY_KINDS)
    row = reading.execute("SELECT count(*) FROM activity WHERE removed = 0").first()
    return row is not None and int(row[0]) > of_sample
