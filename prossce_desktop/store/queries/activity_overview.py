"""Which years have activities, and which activities were touched last."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.op_id import sql_number
from prossce_desktop.store.queries.reading import Reading, read_ids


def with_activities(reading: Reading) -> list[int]:
    """The years of the days that live activities count for, newest first."""
    rows = reading.execute(
        'SELECT DISTINCT substr(coalesce(counted_on, "end", start), 1, 4) FROM activity WHERE removed = 0'
    )
    return sorted((int(row[0]) for row in rows if row[0]), reverse=True)


def months(reading: Reading, year: int) -> dict[int, int]:
    """The month of the day that each live activity of the year counts for."""
    day = 'coalesce(counted_on, "end", start)'
    sql = f"SELECT id, substr({day}, 6, 2) FROM activity WHERE removed = 0 AND substr({day}, 1, 4) = ?"
    return {int(id): int(month) for id, month in reading.execute(sql, (f"{year:04}",))}


def held_without_day(reading: Reading) -> list[int]:
    """Live activities of ours that are held and have no day at all: they count in no year."""
    sql = (
        "SELECT id FROM activity WHERE removed = 0 AND coalesce(status, 'held') = 'held' AND "
        "coalesce(our_part, '') <> 'context'"
        ' AND counted_on IS NULL AND "end" IS NULL AND start IS NULL ORDER BY id'
    )
    return read_ids(reading.execute, sql)


def held_with_nobody_present(reading: Reading) -> list[int]:
    """Our live held activities with a list on which nobody was present and no head count."""
    counted = ", ".join(
        f"'{one.value}'"
        for one in (Basis.persons_organiser, Basis.persons_named, Basis.attendances, Basis.online_visits)
    )
    sql = (
        "SELECT a.id FROM activity a WHERE a.removed = 0 AND coalesce(a.status, 'held') = 'held' AND "
        "coalesce(a.our_part, '') <> 'context' AND EXISTS (SELECT 1 FROM fact f WHERE f.activity = a.id) AND "
        "NOT EXISTS (SELECT 1 FROM fact f WHERE f.activity = a.id AND f.present = 1) AND NOT EXISTS (SELECT "
        "1 FROM head_count h WHERE h.activity = a.id AND h.removed = 0 AND h.count > 0 AND h.basis IN "
        f"({counted})) ORDER BY a.id"
    )
    return read_ids(reading.execute, sql)


def held_mostly_unmarked(reading: Reading) -> list[int]:
    """Live trainings of ours, held, with sessions, of whose list some were present and over half were not.
    Without those that an officer left so, while no more are unmarked than then.
    """
    sql = (
        "SELECT f.activity FROM fact f JOIN training t ON t.id = f.activity JOIN activity a ON a.id = "
        f"f.activity LEFT JOIN setting s ON s.name = '{SettingKey.left_unmarked}' || a.id WHERE a.removed = "
        "0 AND coalesce(a.status, 'held') = 'held' AND coalesce(a.our_part, '') <> 'context' AND "
        "coalesce(t.sessions, '[]') <> '[]' GROUP BY f.activity HAVING sum(f.present = 1) > 0 AND 2 * "
        "sum(f.present = 0) > count(*) AND sum(f.present = 0) > coalesce(max(CAST(s.value AS INTEGER)), 0) "
        "ORDER BY f.activity"
    )
    return read_ids(reading.execute, sql)


def last_touched(reading: Reading, limit: int) -> list[int]:
    """Live activities by the newest operation that made or set them."""
    rows = reading.execute(
        f"SELECT a.id, max(coalesce((SELECT max({sql_number('e.op')}) FROM edit e WHERE e.record = a.id), "
        f"0), (SELECT {sql_number('l.op')} FROM lot l WHERE l.first <= a.id ORDER BY l.first DESC LIMIT 1)) "
        "AS newest FROM activity a WHERE a.removed = 0 ORDER BY newest DESC, a.id DESC LIMIT ?",
        (limit,),
    )
    return [int(row[0]) for row in rows]


def knows_anybody(reading: Reading) -> bool:
    """Whether anybody or any organisation is recorded, also without an activity."""
    person = reading.execute("SELECT 1 FROM person WHERE removed = 0 LIMIT 1").first()
    return (
        person is not None
        or reading.execute("SELECT 1 FROM organisation WHERE removed = 0 LIMIT 1").first() is not None
    )
