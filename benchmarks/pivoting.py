"""Row 3: the full pivot with distinct people, and a report's figures, against native DuckDB."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from benchmarks.measure import Line, in_turn, median, timed
from benchmarks.people import Base
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.queries.reading import Reading

CELL = "country, kind, year, sex, age, disability"
OURS = f"SELECT {CELL}, count(DISTINCT person), count(*) FROM fact GROUP BY {CELL} ORDER BY {CELL}"
AGE = "(year(a.day) - p.birth)"
"""To the year only: kinder to DuckDB than our day."""
THREE_TABLES = f"""
SELECT a.country, a.kind, year(a.day) AS year, coalesce(p.sex, 'not_recorded') AS sex,
       CASE WHEN p.birth IS NULL THEN 0 WHEN {AGE} < 15 THEN 1 WHEN {AGE} < 16 THEN 2 WHEN {AGE} < 18 THEN 3 WHEN {AGE} < 25 THEN 4
            WHEN {AGE} < 26 THEN 5 WHEN {AGE} < 30 THEN 6 WHEN {AGE} < 31 THEN 7 WHEN {AGE} < 36 THEN 8 WHEN {AGE} < 41 THEN 9
            WHEN {AGE} < 60 THEN 10 ELSE 11 END AS age,
       coalesce(p.disability, 'not_recorded') AS disability, count(DISTINCT p.canonical), count(*)
FROM participation t JOIN person p ON p.id = t.person JOIN activity a ON a.id = t.activity
GROUP BY ALL ORDER BY ALL
"""


def lines(base: Base) -> Iterator[Line]:
    """The pivot over facts; then all that a report counts, with every breakdown."""
    store = base.open(writing=False)
    floor = "DuckDB in memory, three tables"
    with store.read() as reading:
        duck = _loaded(reading)
        pivot = lambda: reading.execute(OURS).fetchall()  # noqa: E731
        by = ("sex", "age", "disability", "year")
        jobs = (pivot, lambda: duck.execute(THREE_TABLES).fetchall(), lambda: figures(reading))
        ours, three, plain = map(median, in_turn(jobs))
        broken_down = timed(lambda: figures(reading, by=by))
    yield Line("3", f"full pivot with distinct people, {base.people:,}", floor, ours, three, 1.0)
    yield Line("3", f"a report's figures: reach, counts, funnel, rates, {base.people:,}", floor, plain, three)
    yield Line(
        "3",
        f"the same with cells by sex, age, disability and year, once, {base.people:,}",
        floor,
        broken_down,
        three,
    )
    duck.close()
    store.close()


def _loaded(reading: Reading) -> duckdb.DuckDBPyConnection:
    """The same people, participations and activities in DuckDB's own columns."""
    duck = duckdb.connect()
    duck.execute(
        "CREATE TABLE person(id BIGINT, canonical BIGINT, sex VARCHAR, birth INTEGER, disability VARCHAR)"
    )
    duck.execute("CREATE TABLE participation(person BIGINT, activity BIGINT)")
    duck.execute("CREATE TABLE activity(id BIGINT, country VARCHAR, kind VARCHAR, day DATE)")
    for name, sql in (
        (
            "person",
            "SELECT id, canonical, sex, CAST(substr(birth, 1, 4) AS INTEGER), disability FROM person WHERE "
            "removed = 0",
        ),
        ("participation", "SELECT person, activity FROM participation WHERE removed = 0"),
        (
            "activity",
            'SELECT id, country, kind, coalesce(counted_on, "end", start) FROM activity WHERE removed = 0',
        ),
    ):
        _load(duck, name, reading.execute(sql).fetchall())
    return duck


def _load(duck: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[object, ...]]) -> None:
    """By a file of values: a million single inserts would take minutes."""
    import csv
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
        file.flush()
        duck.execute(f"COPY {name} FROM '{file.name}' (HEADER false)")
