"""The n-th write, sync, rename or open fails: a sentence, the old file whole, and it works again when there is room."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.failing import ACTS
from tests.faults.nursery import Nursery, copied
from tests.faults.shim import FAULTS
from tests.faults.table import LONG, Done

pytestmark = pytest.mark.heavy

STEP = 1 if LONG else 20
MOST = 5_000
"""Calls after which something goes round in circles."""


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("failing"), library, ["tests.faults.failing"])
    yield made
    made.close()


@pytest.mark.parametrize("fault", list(FAULTS))
@pytest.mark.parametrize("act", list(ACTS))
def test_whatever_call_fails_there_is_a_sentence_and_nothing_is_lost(
    tmp_path: Path, failing: Nursery, template: Path, act: str, fault: str, done: Done
) -> None:
    kinds, error = FAULTS[fault]
    wrong: list[tuple[object, ...]] = []
    tried = 0
    said: dict[str, int] = {}
    for last in (1, 0):
        for n in range(1, MOST, STEP):
            place = copied(template, tmp_path / "place")
            if act == "first start":
                shutil.rmtree(place / "ws")
            run = failing.do("fail", place, act=act, kinds=kinds, error=error, first=n, last=last)
            answer, counted = run.first("answer"), run.first("counted")
            assert answer is not None, run
            tried += 1
            if "Traceback" in answer or run.first("broken") or "Traceback" in (run.first("closed") or ""):
                wrong.append((n, last, answer[-700:], run.first("broken"), run.first("closed")))
            job = {"migrate": "migrating", "first start": "beginning", "put a copy back": "restoring"}.get(act, act)
            after = failing.do("look", place, job=job, acks=run.acks)
            if after.first("report") is None or after.first("report")["broken"]:
                wrong.append((n, last, answer[-300:], after.lines))
            if answer == "passed" and counted < n:
                break
            said[answer] = said.get(answer, 0) + 1
        else:
            raise AssertionError("it never passes")
    assert wrong == [], (len(wrong), wrong[:3])
    assert sum(said.values()) > 0, "no call was ever refused"
    done(f"disk: {fault}", act, tried, ", ".join(f"{name} {n}" for name, n in sorted(said.items())))
