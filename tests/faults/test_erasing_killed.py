"""kill -9 in the middle of erasing: whoever was said to be erased is, nobody is half erased, and every table follows from the log."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, open_workspace, utc_now
from tests.exchange.opened import everything_in
from tests.faults.table import LONG

pytestmark = pytest.mark.slow

KILLS, PEOPLE = (500 if LONG else 8), 60
CHILD = """
import sys
from pathlib import Path
from prossce_desktop.services.people import person_erasure
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace, utc_now
with open_workspace(Path(sys.argv[1]), None, writing=True) as store:
    for person in map(int, sys.argv[2:]):
        person_erasure.erase(store, person, "asked for it", utc_now())
        print(person, flush=True)
"""


def name(n: int) -> str:
    return f"Kanari{n:03}person"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int], Figures]:
    folder = tmp_path_factory.mktemp("erasing") / "w"
    store, _ = create(folder, country="KH", office="O", officer="A", unlock=Plain(), now=utc_now)
    with store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="Course", start="2025-01-05", country="KH", status="held")])  # type: ignore[arg-type]
        people = work.new("person", [Person(name=name(n), birth="1990-05-05", phone=f"01234{n:05}") for n in range(PEOPLE)])
        work.new("participation", [Participation(person=one, activity=training, stage="attended") for one in people])  # type: ignore[arg-type]
    before = figures(store)
    store.close()
    return folder, people, before


def erased(store: Store) -> set[int]:
    with store.read() as reading:
        return {int(row[0]) for row in reading.execute("SELECT person FROM erased").fetchall()}


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_kill_leaves_nobody_half_erased(prepared: tuple[Path, list[int], Figures], tmp_path: Path, seed: int) -> None:
    folder, people, before = prepared
    place = tmp_path / "w"
    shutil.copytree(folder, place)
    chance = random.Random(seed)
    words = [sys.executable, "-c", CHILD, str(place), *map(str, chance.sample(people, len(people)))]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    said = [int(child.stdout.readline()) for _ in range(chance.randint(1, 4))]
    time.sleep(chance.random() * 0.4)
    child.kill()
    said += [int(line) for line in child.stdout.read().split()]
    child.stdout.close()
    assert child.wait() in (-signal.SIGKILL, 0) and (child.returncode or len(said) == len(people)), "killed, unless it was done"
    with open_workspace(place, None, writing=True) as store:
        gone = erased(store)
        assert set(said) <= gone <= set(people)
        store.tidy()
        held = everything_in(store) + (place / "base.db").read_bytes().decode("latin-1").casefold()
        assert [n for n, person in enumerate(people) if person in gone and name(n).casefold() in held] == []
        assert all(name(n).casefold() in held for n, person in enumerate(people) if person not in gone)
        assert [one for one in store.check() if not one.ok] == []
        assert figures(store) == before
