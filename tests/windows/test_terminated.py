"""TerminateProcess in the middle of every job: nothing acknowledged is lost, everything is whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.look import look
from tests.faults.officer import JOBS, Officer, Place, prepare
from tests.faults.table import Done, chance, times
from tests.program import ROOT, surroundings

pytestmark = pytest.mark.heavy

KILLED = ("saving", "exporting", "backing up", "carrying")
WANTED = times(5, 50)
"""Of each job: 20 together, 200 in a long run."""


@dataclass(frozen=True)
class Run:
    """What a child said, whether it was ended, and how long it worked."""

    acks: list[dict[str, object]]
    ended: bool
    seconds: float


def run(place: Place, job: str, seed: int, kill_after: float | None) -> Run:
    """One child: it is loaded first, then works, and is ended after some seconds of work."""
    words = [sys.executable, "-m", "tests.windows.child", str(place.root), job, str(seed)]
    child = subprocess.Popen(words, cwd=ROOT, env=surroundings(place.home), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    assert json.loads(child.stdout.readline()) == {"ready": True}
    child.stdin.write(b"go\n")
    child.stdin.flush()
    began = time.monotonic()
    if kill_after is not None:
        try:
            child.wait(kill_after)
        except subprocess.TimeoutExpired:
            child.kill()
    out, _ = child.communicate(timeout=120)
    lines = [json.loads(one) for one in out.splitlines()]
    finished = {"finished": True} in lines
    assert finished or kill_after is not None, lines[-3:]
    return Run([one["ack"] for one in lines if "ack" in one], not finished, time.monotonic() - began)


@pytest.mark.parametrize("job", KILLED)
def test_ended_at_a_random_moment_nothing_acknowledged_is_lost(tmp_path: Path, job: str, done: Done) -> None:
    assert job in JOBS
    template = Place(tmp_path / "template")
    template.root.mkdir()
    prepare(Officer(template, 0, lambda _: None))
    luck = chance("terminate", job)

    def fresh(name: str) -> Place:
        shutil.rmtree(tmp_path / name, ignore_errors=True)
        return Place(Path(shutil.copytree(template.root, tmp_path / name)))

    whole = run(fresh("whole"), job, 0, None)
    assert whole.acks and look(Place(tmp_path / "whole"), job, whole.acks) == {"broken": [], "opened": True}
    killed = tried = 0
    while killed < WANTED and tried < 4 * WANTED:
        tried += 1
        place = fresh("place")
        one = run(place, job, tried, luck.uniform(0, whole.seconds))
        killed += one.ended
        assert look(place, job, one.acks)["broken"] == [], (tried, one.acks[-3:])
    assert killed == WANTED
    done("TerminateProcess", job, killed, f"{tried - killed} finished before")
