"""Row 6 and mail sizes: packages of everybody, an ordinary week, a month, and an empty answer."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.mailed import (
    Desk,
    a_week,
    answered,
    desk_of,
    introduce,
    new_desk,
    now,
    office_of,
    packages,
    read,
)
from benchmarks.measure import Amount, Line, milliseconds, timed
from benchmarks.people import Base
from prossce_desktop.domain.model.codes import Stage
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.people import Participation
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.services.sync import package_sending
from prossce_desktop.store.queries.reading import Reading

MOST_PEOPLE = 300_000
"""Larger bases are read into, not sent."""
MAILED = 10_000_000
WEEK, MONTH = 2_000, 30


def lines(base: Base) -> Iterator[Line | Amount]:
    """Bytes beside those of Parquet with zstd 19, of the same records in their declared columns."""
    if base.people > MOST_PEOPLE:
        return
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        office, laptop = new_desk(Path(folder) / "office", "TH"), desk_of(base.copy(Path(folder)))
        introduce(office, [laptop])
        made: list[bytes] = []
        took = timed(lambda: made.extend(packages(laptop, office_of(laptop.store))))
        size = sum(map(len, made))
        with laptop.store.read() as reading:
            parquet = parquet_of(reading, Path(folder))
        what = f"package of {base.people:,} people and where they were, made in {milliseconds(took)}"
        yield Size("6", what, "Parquet, zstd 19", size, parquet, 0.6)
        yield Amount("6", f"e-mails of 10 MB that it takes, {base.people:,}", len(made), "mails", 1)
        reading_took = sum(float(timed(partial(read, office, one))) for one in made)
        yield Amount("6", "its reading into an empty base", reading_took / 1000, "s")
        answered(office, laptop)
        yield from _ordinary(office, laptop)
        office.close()
        laptop.close()


class Size(Line):
    """Bytes where other lines have milliseconds."""

    def text(self) -> str:
        """The line as it is printed."""
        sizes = f"{self.ours_ms:,.0f} / {self.floor_ms:,.0f} bytes"
        return (
            f"| {self.row} | {self.what} | {self.floor} | {sizes} | {self.ratio:.2f}x | {self._promise()} |"
        )


def _ordinary(office: Desk, laptop: Desk) -> Iterator[Amount]:
    """What goes to and fro in an ordinary month."""
    to = office_of(laptop.store)
    with laptop.here() as store:
        yield Amount(
            "mail", "an empty receipt", len(package_sending.make_receipt(store, to, now()).content), "bytes"
        )
    chance = random.Random(3)
    a_week(laptop, chance, WEEK)
    [content] = packages(laptop, to)
    yield Amount(
        "mail",
        f"an ordinary week: {WEEK:,} people, a fair, two trainings, five corrections",
        len(content),
        "bytes",
    )
    read(office, content)
    answered(office, laptop)
    with laptop.here() as store:
        with store.read() as reading:
            known = [
                int(row[0])
                for row in reading.execute(f"SELECT id FROM person ORDER BY id LIMIT {3 * MONTH}").fetchall()
            ]
        for n in range(3):
            with store.work(ActionKind.new, MONTH) as work:
                [training] = work.new("training", [Training(title=f"Training {n} of this month")])
                there = known[n * MONTH : (n + 1) * MONTH]
                work.new(
                    "participation",
                    [Participation(person=one, activity=training, stage=Stage.completed) for one in there],
                )
    [content] = packages(laptop, to)
    yield Amount("mail", f"a month with three activities of {MONTH} known people", len(content), "bytes")


def parquet_of(reading: Reading, folder: Path) -> int:
    """Bytes of a Parquet file of each kind of record, zstd 19: ids and everything recorded."""
    duck = duckdb.connect()
    size = 0
    for kind, record in KINDS.items():
        names = [one.name for one in fields_of(record)]
        columns = ", ".join(f'"{one}"' for one in ["id", *names])
        rows = reading.execute(f"SELECT {columns} FROM {kind} ORDER BY id").fetchall()
        if rows:
            size += _parquet(duck, ["id", *names], rows, folder / f"{kind}.parquet")
    duck.close()
    return size


def _parquet(
    duck: duckdb.DuckDBPyConnection, names: list[str], rows: list[tuple[object, ...]], file: Path
) -> int:
    import csv

    text = file.with_suffix(".csv")
    with text.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([names, *rows])
    options = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19"
    duck.execute(
        f"COPY (SELECT * FROM read_csv('{text}', header = true, sample_size = -1)) TO '{file}' ({options})"
    )
    text.unlink()
    return file.stat().st_size
