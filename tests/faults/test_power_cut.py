"""The power goes at any moment: whatever of the unsynced writes and names a disk kept, nothing acknowledged is lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.faults.disk import Disk, Event, events, lay_out
from tests.faults.nursery import Nursery, copied
from tests.faults.officer import JOBS
from tests.faults.table import Done, chance, times

pytestmark = pytest.mark.heavy

CUTS_OF_A_RUN = 20
"""A run is recorded once and cut so often."""


def recorded(nursery: Nursery, template: Path, folder: Path, job: str, seed: int, work: str = "work") -> tuple[Path, list[Event]]:
    """A job done under the layer: the place as it was before, and everything that was asked of the disk."""
    before = copied(template, folder / "before")
    if job == "beginning":
        shutil.rmtree(before / "ws")
    run = nursery.do(work, copied(before, folder / "place"), job=job, seed=seed, layer=True, record=str(folder / "record"))
    assert run.status == 0 and run.first("finished"), run
    found = list(events(folder / "record"))
    assert [one.name for one in found if one.kind == 9] == [json.dumps(one) for one in run.acks], "every acknowledgement stands in the record"
    return before, found


def broken_by_cuts(
    nursery: Nursery, template: Path, folder: Path, job: str, cuts: int, run: int = 0, *, work: str = "work", look: str = "look"
) -> list[tuple[object, ...]]:
    """Promises broken by power cuts at random moments of one run, with what is needed to see it again."""
    luck = chance("power", job, run)
    before, found = recorded(nursery, template, folder, job, run, work)
    broken: list[tuple[object, ...]] = []
    disk, at = Disk(before), 0
    for moment in sorted(luck.randrange(len(found) + 1) for _ in range(cuts)):
        for event in found[at:moment]:
            disk.follow(event)
        at = moment
        after = folder / "after"
        shutil.rmtree(after, ignore_errors=True)
        lay_out(disk.left_by(luck), after, luck)
        done = nursery.do(look, after, job=job, acks=[json.loads(one) for one in disk.notes])
        report = done.first("report")
        if report is None or report["broken"]:
            broken.append((job, run, moment, len(found), report["broken"] if report else done.lines))
    return broken


@pytest.mark.parametrize("job", list(JOBS))
def test_after_a_power_cut_nothing_acknowledged_is_lost(tmp_path: Path, nursery: Nursery, template: Path, job: str, done: Done) -> None:
    wanted = times(8, 500) if job == "restoring" else -(-times(40, 2000) // len(JOBS))  # as often as the other acts of the exchange
    broken: list[tuple[object, ...]] = []
    for run in range(-(-wanted // CUTS_OF_A_RUN)):
        (tmp_path / str(run)).mkdir()
        broken += broken_by_cuts(nursery, template, tmp_path / str(run), job, min(CUTS_OF_A_RUN, wanted), run)
        shutil.rmtree(tmp_path / str(run))
    assert broken == []
    done("power cut", job, wanted)
