"""A damaged file: never is a wrong value shown. Either everything is as it was, or a sentence is shown and the newest good copy opens."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.damages import DAMAGES, ROT, States
from tests.faults.nursery import Nursery, copied
from tests.faults.table import Done, chance, times

pytestmark = pytest.mark.heavy

WEIGHT = sum(weight for _, _, weight in DAMAGES.values())


@dataclass(frozen=True)
class Whole:
    """The states before anything is damaged, and what is to be seen in them and in their copies, newest first."""

    states: States
    truth: dict[str, dict[str, str]]
    copies: dict[str, list[dict[str, str]]]
    moments: list[dict[str, str]]
    """After each action between `before` and `crashed`."""


@pytest.fixture(scope="module")
def people_at_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("damaged"), None, ["tests.faults.damaged"])
    yield made
    made.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, people_at_work: Nursery) -> Whole:
    root = tmp_path_factory.mktemp("states")
    run = people_at_work.do("build states", root)
    assert run.status == 0, run
    told = [one for one in run.lines if "state" in one]
    copies = {one["state"]: [one["copies"][name] for name in sorted(one["copies"], reverse=True)] for one in told}
    return Whole(States(root), {one["state"]: one["truth"] for one in told}, copies, [one["moment"] for one in run.lines if "moment" in one])


def gone_on(people: Nursery, whole: Whole, place: Path, name: str, n: int) -> dict[str, Any]:
    """One damage of a kind, and what a person then has."""
    state, damage, _ = DAMAGES[name]
    place = copied(whole.states.root / state, place)
    base = place / "ws" / "base.db"
    before = base.stat()
    damage(place / "ws", whole.states, chance("damage", name, n))
    if name in ROT:
        os.utime(base, ns=(before.st_atime_ns, before.st_mtime_ns))
    run = people.do("get on", place, **expected(whole, state, name))
    assert run.status == 0 and run.first("outcome"), (name, n, run)
    return {"broken": run.first("broken"), "outcome": run.first("outcome")}


def expected(whole: Whole, state: str, name: str) -> dict[str, object]:
    """What may be seen: the state itself; where the end of the log is gone or a whole older base lies there, a moment before, if that is told."""
    truths = [whole.truth[state], *whole.moments, whole.truth["before"], whole.truth["before-crashed"]]
    copies = whole.copies[state]
    if name == "base and newest copy":
        copies = copies[1:]
    if name in ("key file", "key on this computer"):
        copies = []
    return {"truths": truths, "copies": copies}


@pytest.mark.parametrize("name", list(DAMAGES))
def test_of_a_damaged_workspace_nothing_wrong_is_shown(tmp_path: Path, people_at_work: Nursery, whole: Whole, name: str, done: Done) -> None:
    wanted = -(-times(80, 5000) * DAMAGES[name][2] // WEIGHT)
    outcomes: Counter[str] = Counter()
    broken: list[tuple[object, ...]] = []
    for n in range(wanted):
        found = gone_on(people_at_work, whole, tmp_path / "place", name, n)
        outcomes[found["outcome"]] += 1
        if found["broken"]:
            broken.append((n, found))
    shutil.rmtree(tmp_path / "place", ignore_errors=True)
    assert broken == [], (len(broken), broken[:3])
    if name == "key on this computer":  # the base is whole, and nobody may be told otherwise
        assert set(outcomes) <= {"whole", "key-not-here"}, outcomes
    done("damage", name, wanted, ", ".join(f"{outcome} {count}" for outcome, count in sorted(outcomes.items())))
