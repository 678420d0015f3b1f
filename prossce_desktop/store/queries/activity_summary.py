"""What an editor asks of an activity beside its fields: neighbours, how many people and employers."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.codes import AgeCell, Sex, Stage
from prossce_desktop.store.projection.fact_codes import AGES, CHANNELS, DISABILITIES, SEXES, STAGES
from prossce_desktop.store.queries.canonical_organisations import counted_twice
from prossce_desktop.store.queries.reading import Reading, ask, number, read_ids

_SEVERAL_TIMES = "SELECT person FROM fact WHERE activity = ?1 GROUP BY person HAVING count(*) > 1"


@dataclass(frozen=True, slots=True)
class ListTally:
    """So many persons of the list are alike in these."""

    sex: Sex
    age: AgeCell
    disability: str
    stage: Stage | None
    present: bool
    channel: str
    people: int
    rows: int
    """Rows of the list that these people stand in."""


def tallies(reading: Reading, activity: int) -> list[ListTally]:
    """The list of an activity in numbers; no personal field is read.
    Who takes part more than once is one person, as far as the furthest stage; else the first time present
    says.
    """
    sql = f"""
    SELECT sex, age, disability, stage, present, channel, count(*), count(*) FROM fact
    WHERE activity = ?1 AND person NOT IN ({_SEVERAL_TIMES})
    GROUP BY sex, age, disability, stage, present, channel
    UNION ALL SELECT sex, age, disability, furthest, present, channel, count(*), sum(times) FROM (
        SELECT *, max(stage) OVER (PARTITION BY person) AS furthest,
            count(*) OVER (PARTITION BY person) AS times,
            row_number() OVER (PARTITION BY person ORDER BY present DESC, day, id) AS place
        FROM fact WHERE activity = ?1 AND person IN ({_SEVERAL_TIMES}))
    WHERE place = 1 GROUP BY sex, age, disability, furthest, present, channel"""
    return [
        ListTally(
            SEXES[sex],
            AGES[age],
            DISABILITIES[disability],
            STAGES.get(stage),
            bool(present),
            CHANNELS.get(channel, ""),
            people,
            rows,
        )
        for sex, age, disability, stage, present, channel, people, rows in ask(reading, sql, (activity,))
    ]


def neighbours(reading: Reading, activity: int) -> tuple[int | None, int | None]:
    """The one above and the one below in the list, newest first."""
    above = (
        "SELECT b.id FROM activity a JOIN activity b ON b.removed = 0 AND (b.day, b.id) > (a.day, a.id)"
        " WHERE a.id = ? ORDER BY b.day, b.id LIMIT 1"
    )
    below = (
        "SELECT b.id FROM activity a JOIN activity b ON b.removed = 0 AND (b.day, b.id) < (a.day, a.id)"
        " WHERE a.id = ? ORDER BY b.day DESC, b.id DESC LIMIT 1"
    )
    found = [next(iter(read_ids(reading.execute, sql, (activity,))), None) for sql in (above, below)]
    return found[0], found[1]


def parts(reading: Reading, kind: str, activity: int) -> list[int]:
    """Live head counts or employers of an activity, in the order of entry."""
    if kind not in ("head_count", "fair_employer"):
        raise ValueError(kind)
    sql = f"SELECT id FROM {kind} WHERE activity = ? AND removed = 0 ORDER BY id"
    return read_ids(reading.execute, sql, (activity,))


def how_many(reading: Reading, kind: str, activity: int) -> int:
    """How many live records of a kind an activity has; a repeated or joined employer is one."""
    if kind not in ("participation", "fair_employer", "attachment"):
        raise ValueError(kind)
    what = "DISTINCT organisation" if kind == "fair_employer" else "*"
    found = number(
        reading, f"SELECT count({what}) FROM {kind} WHERE activity = ? AND removed = 0", (activity,)
    )
    return found - counted_twice(reading).get(activity, 0) if kind == "fair_employer" else found


def newest(reading: Reading, kinds: tuple[str, ...], limit: int) -> list[int]:
    """The newest live records of these kinds, for offers before anything is typed."""
    found: list[int] = []
    for kind in kinds:
        if kind.isidentifier():
            sql = f"SELECT id FROM {kind} WHERE removed = 0 ORDER BY id DESC LIMIT ?"
            found += read_ids(reading.execute, sql, (limit,))
    return sorted(found, reverse=True)[:limit]
