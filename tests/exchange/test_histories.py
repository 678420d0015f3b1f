"""Whatever the mail does, in the end everybody who may know something knows it, once."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest

from prossce_desktop.domain.model.scopes import SHARED, ShareLevel
from prossce_desktop.domain.operations.erasure import rewrite
from prossce_desktop.domain.operations.operation import declared_personal_fields
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.erasure.erased_people import belonging_to, erased_people
from prossce_desktop.store.log.operation_log import parts
from prossce_desktop.store.queries.record_scopes import Scopes
from prossce_desktop.store.sync.conflicts import What, conflicts as open_ones
from prossce_desktop.store.workspace.store import Store
from tests.exchange.opened import everything_in, everything_sent
from tests.exchange.simulator import Simulator
from tests.faults.table import LONG

pytestmark = pytest.mark.slow

MEMORY = Path("/dev/shm")
HISTORIES, LOTS, STEPS = (2_000 if LONG else 50), (8 if LONG else 2), 40
EXPECTED = {"damaged", "unknown-sender", "not-a-package", "revoked"}


HAPPEN = ("decided", "erased", "asked", "answered", "closed", "put back", "went back as an image", "cloned", "names to look for")
"""What must have happened in every lot, else nothing is said of it."""


def live(folder: Path, seed: int) -> Simulator:
    """One history, to its end; every other one at the level `names`."""
    life = Simulator(folder, seed, share=(ShareLevel.codes, ShareLevel.names)[seed % 2])
    life.live(STEPS)
    life.settle()
    return life


def look(life: Simulator) -> None:
    """What must be equal is."""
    office = life.office.store
    for desk in life.laptops():
        where = (life.seed, desk.name)
        assert desk.store.digest((desk.country,)).shared == office.digest((desk.country,)).shared, where
        assert desk.store.digest((SHARED,)).digest == office.digest((SHARED,)).digest, where
        assert figures(desk.store, countries=(desk.country,), by=BY) == figures(office, countries=(desk.country,), by=BY), where
        assert conflicts(desk.store, desk.country) == conflicts(office, desk.country), where
        assert questions(desk.store, desk.country) == questions(office, desk.country), where
        for other in life.laptops():
            if other.country == desk.country:
                assert desk.store.digest((desk.country,)) == other.store.digest((desk.country,)), (*where, other.name)
    erased = look_at_erased(office)
    for desk in life.laptops():
        assert look_at_erased(desk.store) == {one for one in erased if one[1] == desk.country}, (life.seed, desk.name)
    for desk in [*life.laptops(), life.office]:
        with desk.here():
            wrong = [check for check in desk.store.check() if not check.ok and check.name != "margins"]  # random work asks no rule
        assert wrong == [], (life.seed, desk.name)
    assert set(life.refused) <= EXPECTED, (life.seed, life.refused)
    life.did["names to look for"] += any(desk.mark.casefold() in everything_in(desk.store) for desk in life.laptops())
    if life.seed % 2 == 0:
        held = everything_in(office)
        assert not [mark for mark in ("zkhquavern", "zlaquavern") if mark in held], (life.seed, "a name left its country")
        with office.read() as reading:
            box = device_keys.box_identity(reading.execute) or ""
        for content in life.to_office:
            sent = everything_sent(content, box)
            assert '"sources"' in sent, (life.seed, "the office opens it")
            assert not [mark for mark in ("zkhquavern", "zlaquavern") if mark in sent], life.seed


def look_at_erased(store: Store) -> set[tuple[int, str]]:
    """Nothing of anybody who was erased stands in any operation; gives who was, with the scope."""
    with store.read() as reading:
        people = erased_people(reading.execute)
        belonging = {id for ids in belonging_to(reading.execute, people).values() for id in ids}
        for id, body, personal in reading.execute("SELECT id, body, personal FROM op").fetchall():
            assert not rewrite(*parts(body, personal), people, belonging).changed, id
        names = reading.execute("SELECT name, phone FROM person WHERE id IN (SELECT person FROM erased)").fetchall()
        scopes = reading.execute("SELECT person, scope FROM erased JOIN source ON source.id = erased.op >> 24").fetchall()
    assert all(row == (None, None) for row in map(tuple, names))
    return {(int(person), str(scope)) for person, scope in scopes}


BY = ("sex", "age", "disability", "year")


def questions(store: Store, country: str) -> list[tuple[object, ...]]:
    """What waits for a decision or an answer, with its sides, as far as everybody may read it."""
    with store.read() as reading:
        scopes = Scopes(reading.execute, country)
        found: list[tuple[object, ...]] = [
            (one.record, one.what, one.fields, [(sorted(side.values.items(), key=str), side.time_ms, side.who) for side in one.sides])
            for one in open_ones(reading.execute)
            if scopes.of(one.record) == country and not set(one.fields) & declared_personal_fields(one.kind) and one.what is not What.removed
        ]
        for one in reading.records("query"):
            value = one.value.model_dump(exclude=set(declared_personal_fields(one.kind)))
            found += [(one.id, *value.values())] if scopes.of(one.id) == country else []
    return found


def conflicts(store: Store, country: str) -> list[tuple[int, str]]:
    """Records and fields with more than one value, of a country's scope; only fields that everybody may read."""
    query = "SELECT DISTINCT record, field, op FROM edit WHERE state = 2 ORDER BY record, field"
    with store.read() as reading:
        scopes = dict(reading.execute("SELECT id, scope FROM source").fetchall())
        rows = reading.execute(query).fetchall()
        kinds = {record: reading.record(record).kind for record, _name, _op in rows}
    open_to_all = [(record, name, op) for record, name, op in rows if name not in declared_personal_fields(kinds[record])]
    return sorted({(record, name) for record, name, op in open_to_all if scopes[op >> 24] == country})


@pytest.mark.parametrize("seed", [914, 937, 1941])
def test_histories_that_once_ended_unequal_end_equal(tmp_path: Path, seed: int) -> None:
    """937: names of a laptop that nobody knows yet. 1941: two clones give way to each other, and one writes on behind what came twice."""
    life = live(tmp_path, seed)
    look(life)
    life.close()


@pytest.mark.parametrize("lot", range(LOTS))
def test_after_any_history_everybody_holds_the_same(lot: int) -> None:
    """In memory where there is such a folder: what the disk does is not the question here, and its syncs take most of the time."""
    did: Counter[str] = Counter()
    for seed in range(lot, HISTORIES, LOTS):
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            life = live(Path(folder), seed)
            look(life)
            life.close()
            did += life.did
    assert all(did[one] for one in HAPPEN), did
