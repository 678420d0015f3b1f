"""The workspace lies on a stick that is pulled: a sentence for every action, and with the stick back everything acknowledged is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery, copied
from tests.faults.stick import AWAY
from tests.faults.table import Done, chance, times

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def travelling(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("travelling"), library, ["tests.faults.stick"])
    yield made
    made.close()


@pytest.mark.parametrize("stays", [False, True], ids=["the program ends", "the program stays open"])
def test_a_stick_is_pulled_and_nothing_is_lost(tmp_path: Path, travelling: Nursery, template: Path, stays: bool, done: Done) -> None:
    wanted = times(5, 250)
    luck = chance("stick", stays)
    said: Counter[str] = Counter()
    broken: list[tuple[object, ...]] = []
    again = pulled = 0
    for n in range(wanted):
        place = copied(template, tmp_path / "place")
        first = luck.randint(1, luck.choice((10, 120, 400)))
        run = travelling.do("pull", place, seed=n, first=first, stays=stays)
        answers = run.first("answers")
        assert run.status == 0 and answers is not None, run
        said.update(one for one in answers if one != "passed")
        pulled += bool(run.first("away"))
        again += stays and run.first("away") > AWAY and answers[-1] == "passed"
        bugs = [one[-700:] for one in (*answers, run.first("closed")) if "Traceback" in one or one == "no sentence"]
        after = travelling.do("look", place, job="saving", acks=run.acks)
        report = after.first("report")
        if bugs or report is None or report["broken"]:
            broken.append((n, first, bugs[:2], report or after.lines, answers))
    assert broken == [], (len(broken), broken[:2])
    assert pulled > wanted // 2
    if stays:
        assert again > wanted // 3, "with the stick back the open program works on"
    done("stick pulled", "stays open" if stays else "ends", wanted, ", ".join(f"{name} {n}" for name, n in sorted(said.items())))
