"""kill -9 and power cuts in the middle of making, reading, accepting and erasing: nothing read is lost, and the mail ends as it would have."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.nursery import Nursery, copied
from tests.faults.officer import ROUNDS
from tests.faults.posting import JOBS
from tests.faults.table import Done, chance, times
from tests.faults.test_power_cut import CUTS_OF_A_RUN, broken_by_cuts

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(os.name != "posix", reason="kill -9")]

WORK, LOOK = "do the mail", "look at the mail"


def read_something(acks: list[dict[str, Any]]) -> bool:
    return any("read" in one for one in acks) and len({one["held"] for one in acks if "held" in one}) > 1


DID: dict[str, Callable[[list[dict[str, Any]]], bool]] = {
    "making": lambda acks: sum("file" in one for one in acks) >= ROUNDS,
    "reading": read_something,
    "reading the answer": lambda acks: any("read" in one for one in acks),
    "accepting": lambda acks: read_something(acks) and any("accepted" in one for one in acks),
    "erasing": lambda acks: [one["erased"] for one in acks if "erased" in one] == list(range(ROUNDS)),
}
"""Whether a run that nothing disturbed did its job, as it says itself."""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("post"), library, ["tests.faults.posting"])
    yield made
    made.close()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, post: Nursery) -> Path:
    """A country and an office with unread mail, to be copied."""
    folder = tmp_path_factory.mktemp("places")
    run = post.do("prepare the mail", folder)
    assert run.status == 0, run
    return folder


@pytest.mark.parametrize("job", list(JOBS))
def test_killed_at_its_mail_nothing_is_lost_or_doubled(tmp_path: Path, post: Nursery, places: Path, job: str, done: Done) -> None:
    luck, template = chance("kill at the mail", job), places / JOBS[job][0]
    began = time.monotonic()
    whole = post.do(WORK, copied(template, tmp_path / "whole"), job=job, seed=0)
    length = time.monotonic() - began
    assert whole.status == 0 and whole.first("finished"), whole
    assert DID[job](whole.acks), whole.acks
    looked = post.do(LOOK, tmp_path / "whole", job=job, acks=whole.acks)
    assert looked.first("report") == {"broken": [], "opened": True}, looked
    killed = at_all = 0
    wanted = times(8, 500)
    while killed < wanted and at_all < 4 * wanted + 20:
        at_all += 1
        began = time.monotonic()
        run = post.do(WORK, copied(template, tmp_path / "place"), job=job, seed=at_all, kill_after=luck.uniform(0, length))
        assert run.status in (0, -9), run
        if run.status == 0:
            length = min(length, time.monotonic() - began)
        killed += run.status == -9
        after = post.do(LOOK, tmp_path / "place", job=job, acks=run.acks)
        assert after.first("report") and after.first("report")["broken"] == [], (at_all, run.acks[-3:], after)
    assert killed == wanted
    assert "Traceback" not in post.errors()
    done("kill -9, mail", job, killed, f"{at_all - killed} finished before")


@pytest.mark.parametrize("job", list(JOBS))
def test_after_a_power_cut_at_its_mail_nothing_is_lost_or_doubled(tmp_path: Path, post: Nursery, places: Path, job: str, done: Done) -> None:
    wanted = times(8, 500)
    broken: list[tuple[object, ...]] = []
    for run in range(-(-wanted // CUTS_OF_A_RUN)):
        (tmp_path / str(run)).mkdir()
        broken += broken_by_cuts(post, places / JOBS[job][0], tmp_path / str(run), job, CUTS_OF_A_RUN, run, work=WORK, look=LOOK)
        shutil.rmtree(tmp_path / str(run))
    assert broken == []
    done("power cut, mail", job, wanted)
