"""Which years have activities, and which activities were touched last."""

from __future__ import annotations

from prossce_desktop.store.reading import Reading


def with_activities(reading: Reading) -> list[int]:
    """The years of the days that live activities count for, newest first."""
    rows = reading.execute('SELECT DISTINCT substr(coalesce(counted_on, "end", start), 1, 4) FROM activity WHERE removed = 0')
    return sorted((int(row[0]) for row in rows if row[0]), reverse=True)


def months(reading: Reading, year: int) -> dict[int, int]:
    """The month of the day that each live activity of the year counts for."""
    day = 'coalesce(counted_on, "end", start)'
    sql = f"SELECT id, substr({day}, 6, 2) FROM activity WHERE removed = 0 AND substr({day}, 1, 4) = ?"
    return {int(id): int(month) for id, month in reading.execute(sql, (f"{year:04}",))}


def last_touched(reading: Reading, limit: int) -> list[int]:
    """Live activities by the newest operation that made or set them."""
    rows = reading.execute(
        "SELECT a.id, max(coalesce((SELECT max(e.op & 16777215) FROM edit e WHERE e.record = a.id), 0),"
        " (SELECT l.op & 16777215 FROM lot l WHERE l.first <= a.id ORDER BY l.first DESC LIMIT 1)) AS newest"
        " FROM activity a WHERE a.removed = 0 ORDER BY newest DESC, a.id DESC LIMIT ?",
        (limit,),
    )
    return [int(row[0]) for row in rows]
