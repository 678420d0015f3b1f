"""Row 7: 186,000 people merged into 1,000,000; a year of 300 packages; an office of 110 old laptops."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.mailed import a_week, answered, desk_of, introduce, new_desk, now, office_of, packages, read
from benchmarks.measure import TIMES, Amount, Line, median, timed
from benchmarks.people import Base, base_of
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.services.sync import package_sending
from prossce_desktop.store.db.connection import connect

LEAST_PEOPLE = 500_000
"""Smaller bases are sent, not read into."""
SENT = 186_000
WEEKS = 27
"""Of each country; with twelve of them more than 300 packages."""
PEOPLE = 2_000
LAPTOPS, INCARNATIONS = 110, 40
"""Ten years, in each of which a laptop began anew four times: copies put back, moved computers, clones."""
OF_RECORDS = {
    "person": "id", "participation": "id", "activity": "id", "career_fair": "id", "training": "id",
    "head_count": "id", "link": "id",
    "fact": "id", "person_key": "person",
}  # fmt: skip
"""Tables of records with their id: a merge writes these beside `op` and `edit`. The floor omits search."""


def lines(base: Base) -> Iterator[Line | Amount]:
    """Merging against `executemany` of the same rows, into the same tables of the same encrypted base."""
    if base.people < LEAST_PEOPLE:
        return
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as name:
        folder = Path(name)
        prepared = _office_that_knows(base, folder)
        yield _merged(prepared, folder)
        yield from _a_year(prepared, folder)
        yield from _ten_years(folder)


def _office_that_knows(base: Base, folder: Path) -> tuple[Base, list[bytes]]:
    """A closed regional office with as many people as the base, and the package of a country's laptop."""
    office, laptop = (
        base.copy(folder / "office"),
        desk_of(base_of(base.folder.parent.parent, SENT).copy(folder / "laptop")),
    )
    desk = desk_of(office)
    introduce(desk, [laptop])
    content = packages(laptop, office_of(laptop.store))
    desk.close()
    laptop.close()
    return office, content


def _merged(prepared: tuple[Base, list[bytes]], folder: Path) -> Line:
    office, content = prepared
    rows = _rows_of(content, office, folder)
    ours, floor = [], []
    for turn in range(TIMES):
        copy = office.copy(folder / f"ours-{turn}")
        desk = desk_of(copy)
        ours.append(sum(timed(partial(read, desk, one)) for one in content))
        desk.close()
        _cleared(copy)
        copy = office.copy(folder / f"floor-{turn}")
        desk = desk_of(copy)
        key = desk.store.key
        desk.close()
        floor.append(_inserted(copy, key, rows))
        _cleared(copy)
    what = f"package of {SENT:,} people merged into {office.people:,}"
    return Line(
        "7", what, "executemany of the same rows into the same tables", median(ours), median(floor), 2.5
    )


def _cleared(copy: Base) -> None:
    import shutil

    shutil.rmtree(copy.folder.parent)


Rows = dict[str, tuple[str, list[tuple[object, ...]]]]


def _rows_of(content: list[bytes], office: Base, folder: Path) -> Rows:
    """What merging writes: the rows that are in a copy of the office afterwards and were not before."""
    desk = desk_of(office.copy(folder / "rows"))
    found: Rows = {}
    with desk.here() as store, store.read() as reading:
        before = {int(row[0]) >> 24 for row in reading.execute("SELECT id FROM op").fetchall()}
    for one in content:
        read(desk, one)
    with desk.here() as store, store.read() as reading:
        sources = {int(row[0]) >> 24 for row in reading.execute("SELECT id FROM op").fetchall()} - before
        ours = f"op >> 24 IN ({', '.join(map(str, sources))})"
        chosen = {"op": ours.replace("op", "id", 1), "edit": ours}
        lots = reading.execute(f"SELECT first, first + count - 1 FROM lot WHERE {ours}").fetchall()
        for table, id in OF_RECORDS.items():
            chosen[table] = " OR ".join(f"{id} BETWEEN {first} AND {last}" for first, last in lots)
        for table, where in chosen.items():
            rows = reading.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
            if rows:
                found[table] = (
                    f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})",
                    [tuple(row) for row in rows],
                )
    desk.close()
    return found


def _inserted(copy: Base, key: bytes | None, rows: Rows) -> float:
    """Milliseconds of one transaction with all of them, durable, with the indices that the tables have."""
    db = connect(copy.folder / "base.db", key, writing=True)

    def insert() -> None:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN IMMEDIATE")
        for sql, values in rows.values():
            db.executemany(sql, values)
        db.execute("COMMIT")

    took = timed(insert)
    db.close()
    return took


def _a_year(prepared: tuple[Base, list[bytes]], folder: Path) -> Iterator[Amount]:
    """Eleven countries, each with a package a week, answered each time."""
    office = desk_of(prepared[0])
    laptops = [new_desk(folder / f"country-{one.value}", one.value) for one in Country]
    introduce(office, laptops)
    chance = random.Random(11)
    took: list[float] = []
    size = 0
    for _week in range(WEEKS):
        for laptop in laptops:
            a_week(laptop, chance, PEOPLE)
            for one in packages(laptop, office_of(laptop.store)):
                took.append(timed(partial(read, office, one)))
                size += len(one)
            answered(office, laptop)
    what = f"of {len(took)} ordinary packages ({PEOPLE:,} people each) into {prepared[0].people:,}"
    yield Amount("mail", f"reading {what}, in all", sum(took) / 1000, "s")
    yield Amount("mail", f"reading one {what}, median", median(took), "ms")
    yield Amount("mail", f"the longest {what}", max(took), "ms")
    yield Amount("mail", "bytes of one, on average", size / len(took), "bytes")
    for desk in (office, *laptops):
        desk.close()


def _ten_years(folder: Path) -> Iterator[Amount]:
    """An office that has heard of thousands of incarnations: what sending and receiving cost then."""
    office = new_desk(folder / "old-office", "TH")
    countries = list(Country)
    laptops = [new_desk(folder / f"old-{n}", countries[n % len(countries)].value) for n in range(LAPTOPS)]
    introduce(office, laptops)
    for laptop in laptops:
        with laptop.here() as store:
            for n in range(INCARNATIONS):
                if n:
                    store.sync.begin_anew()
                with store.work(ActionKind.new, 1) as work:
                    work.new("person", [Person(name=f"Visitor {n}")])
        for one in packages(laptop, office_of(laptop.store)):
            read(office, one)
    last = laptops[-1]
    of = f"{LAPTOPS} laptops with {LAPTOPS * INCARNATIONS:,} incarnations"
    answered(office, last)
    with last.here() as store, store.work(ActionKind.new, 1) as work:
        work.new("person", [Person(name="One more")])
    sent: list[bytes] = []
    yield Amount(
        "mail",
        f"sending one person among {of}",
        timed(lambda: sent.extend(packages(last, office_of(last.store)))),
        "ms",
    )
    yield Amount("mail", f"receiving one person among {of}", timed(lambda: read(office, sent[0])), "ms")
    yield Amount(
        "mail", f"the office's answer to one laptop, {of}", timed(lambda: answered(office, last)), "ms"
    )
    with last.here() as store:
        receipt = package_sending.make_receipt(store, office_of(store), now())
    yield Amount(
        "mail",
        f"bytes of an empty receipt of a laptop with {INCARNATIONS} incarnations, {of}",
        len(receipt.content),
        "bytes",
    )
    for desk in (office, *laptops):
        desk.close()
