"""A base of 0.4.0 in which records name other countries is brought up to date to what a rebuild from its operations makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prossce_desktop.domain.model.scopes import OFFICE, SAMPLE
from prossce_desktop.domain.operations.operation import New, Set
from prossce_desktop.store.db.connection import Connection, connect, transaction
from prossce_desktop.store.devices.identity import read_identity
from prossce_desktop.store.log.operation_log import Title, append
from prossce_desktop.store.migrations import STEPS
from prossce_desktop.store.projection.apply import apply
from prossce_desktop.store.projection.derived_tables import refresh
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, open_workspace

pytestmark = pytest.mark.slow

NUMBER = 6
ACTIVITIES = ("career_fair", "knowledge_product", "policy_dialogue", "sstc_exchange", "training")
FIRST = 5 << 40


def write(db: Connection, scope: str, *blocks: New | Set, at: int = 1) -> int:
    """An operation as 0.4.0 wrote it."""
    source = read_identity(db, encrypted=False).source_of(scope)
    entry = append(db, source, blocks, action=None, time_ms=at, who="Dara", schema=4, title=Title("new", (1,)))
    refresh(db, apply(db, [entry]))
    db.execute("INSERT INTO step(prefix, action, records) VALUES('op', ?, 1)", (entry.id,))
    return entry.id


def new(kind: str, first: int, countries: list[str | None], **more: list[object]) -> New:
    named = {} if kind == "participation" else {"country": countries}
    return New(kind, FIRST + first, len(countries), {"title": ["T"] * len(countries), **named, **more})  # type: ignore[dict-item]


def work(db: Connection) -> None:
    for n, scope in enumerate(("KH", OFFICE, "LA", SAMPLE)):
        at = n * 1_000
        made = write(db, scope, new("training", at, ["KH", "LA", "TH", None]), new("institutional_result", at + 10, ["KH", "LA", None]))
        write(db, scope, New("person", FIRST + at + 20, 1, {"sex": ["male"]}))
        ids = [FIRST + at + place for place in range(4)]
        taking = {"person": [FIRST + at + 20] * 4, "activity": ids, "stage": ["attended"] * 4}
        write(db, scope, New("participation", FIRST + at + 30, 4, taking))
        one = write(db, scope, Set("training", [ids[0], ids[1]], {"country": ["VN", None]}, {}), at=2)
        write(db, scope, Set("training", [ids[0]], {"country": ["KH"]}, {"country": {0: [one]}}), at=3)
        write(db, scope, Set("training", [ids[2]], {"country": ["MY"]}, {}), at=4)
        write(db, scope, Set("training", [ids[2]], {"country": ["SG"]}, {}), at=5)  # two values at once
        write(db, scope, Set("training", [ids[3]], {"country": [None]}, {}), at=6)
        write(db, scope, Set("training", [ids[3]], {"country": ["KH"]}, {}), at=7)
        write(db, scope, Set("institutional_result", [FIRST + at + 10], {"country": ["LA"]}, {}), at=8)
        assert made


def as_it_was(db: Connection) -> None:
    """What 0.4.0 would hold of the same operations: one field, whatever the scope."""
    (sample,) = [row[0] for row in db.execute("SELECT id FROM source WHERE scope = 'sample'").fetchall()]
    db.execute("DELETE FROM edit WHERE field = 'country' AND op >> 24 = ? AND record IN (SELECT id FROM training)", (sample,))
    db.execute("UPDATE edit SET field = 'country' WHERE field = 'held_in'")
    made = {id: country for block in (row[0] for row in db.execute("SELECT body FROM op").fetchall()) for id, country in _named(block)}
    for id, country in made.items():
        db.execute("UPDATE edit SET value = ? WHERE record = ? AND field = 'country' AND state = 0 AND op IN (SELECT op FROM lot)", (json.dumps(country), id))
        for table in (*ACTIVITIES, "activity"):
            db.execute(f"UPDATE {table} SET country = ? WHERE id = ?", (country, id))
    for record, value in db.execute(
        "SELECT record, value FROM edit JOIN op ON op.id = edit.op WHERE field = 'country' AND edit.state <> 0 ORDER BY op.at, op.id"
    ).fetchall():
        for table in (*ACTIVITIES, "activity"):
            db.execute(f"UPDATE {table} SET country = ? WHERE id = ?", (json.loads(value), record))
    for table in (*ACTIVITIES, "activity"):
        db.execute(f"ALTER TABLE {table} DROP COLUMN held_in")
    for kind, id, country in (("institutional_result", FIRST + at + 11, "LA") for at in (0, 1_000, 2_000)):
        db.execute(f"UPDATE {kind} SET country = ? WHERE id = ?", (country, id))


def _named(body: bytes) -> list[tuple[int, str | None]]:
    import zlib

    found = [one for one in json.loads(zlib.decompress(body))[1:] if one.get("new") == "training"]
    return [(one["first"] + place, country) for one in found for place, country in enumerate(one["cols"]["country"])]


def test_the_step_makes_what_a_rebuild_makes(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "w", country="KH", office="Office KH", officer="Dara", unlock=Plain())
    store.close()
    base = tmp_path / "w" / "base.db"
    db = connect(base, None, writing=True)
    with transaction(db):
        work(db)
        as_it_was(db)
        for sql in STEPS[NUMBER - 1].sql:  # the tables of later steps are there already, and none of its business
            db.execute(sql)
    db.close()
    with open_workspace(tmp_path / "w", None, writing=True) as opened:
        wrong = [one for one in opened.check() if not one.ok]
        assert wrong == [], wrong
        with opened.read() as reading:
            shown = dict(reading.execute("SELECT id, country || ' ' || held_in FROM training WHERE country IS NOT NULL ORDER BY id").fetchall())
            facts = reading.execute("SELECT DISTINCT country FROM fact ORDER BY country").fetchall()
    assert [shown[FIRST + n] for n in range(4)] == ["KH KH", "KH KH", "KH SG", "KH KH"]
    assert [shown[FIRST + 2_000 + n] for n in range(4)] == ["LA KH", "LA LA", "LA SG", "LA KH"]
    assert not any(FIRST + 1_000 + n in shown for n in range(4)), "what the office recorded is of no country"
    assert facts[0][0] == 0
