"""kill -9 at a random moment of every job: nothing acknowledged is lost, everything is whole, drafts are offered."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery, copied
from tests.faults.officer import JOBS
from tests.faults.table import Done, chance, times

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(os.name != "posix", reason="kill -9")]


def fresh(template: Path, root: Path, job: str) -> Path:
    """A place for a job; for the first start one without a workspace."""
    place = copied(template, root)
    if job == "beginning":
        shutil.rmtree(place / "ws")
    return place


@pytest.mark.parametrize("job", list(JOBS))
def test_killed_at_a_random_moment_nothing_acknowledged_is_lost(tmp_path: Path, nursery: Nursery, template: Path, job: str, done: Done) -> None:
    luck = chance("kill", job)
    began = time.monotonic()
    whole = nursery.do("work", fresh(template, tmp_path / "whole", job), job=job, seed=0)
    length = time.monotonic() - began
    assert whole.status == 0 and whole.first("finished"), whole
    report = nursery.do("look", tmp_path / "whole", job=job, acks=whole.acks).first("report")
    assert report == {"broken": [], "opened": True}
    killed = at_all = 0
    wanted = times(8, 500)
    while killed < wanted and at_all < 4 * wanted + 20:
        at_all += 1
        place = fresh(template, tmp_path / "place", job)
        began = time.monotonic()
        run = nursery.do("work", place, job=job, seed=at_all, kill_after=luck.uniform(0, length))
        assert run.status in (0, -9), run
        if run.status == 0:
            length = min(length, time.monotonic() - began)
        killed += run.status == -9
        after = nursery.do("look", place, job=job, acks=run.acks)
        assert after.first("report") and after.first("report")["broken"] == [], (at_all, run.acks[-3:], after)
    assert killed == wanted
    assert "Traceback" not in nursery.errors()
    done("kill -9", job, killed, f"{at_all - killed} finished before")
