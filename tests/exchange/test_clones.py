"""Lives of one laptop that do not know of each other: clones, images of before a branch was given up, and what each of them wrote."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from prossce_desktop.store.reworking import rework
from tests.exchange.scenes import NEW, Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    region = Region(tmp_path)
    yield region
    region.close()


def titles(desk: Desk) -> list[str]:
    with desk.store.read() as reading:
        return sorted(row[0] for row in reading.execute("SELECT title FROM training").fetchall())


def clone_of(region: Region, desk: Desk, image: Path) -> Desk:
    clone = Desk(f"{desk.name}+", desk.country, desk.mark, image, desk.skew, desk.machine, desk.schema)
    clone.officer = desk.officer
    with clone.here():
        region._reopen(clone)
    return clone


def mail(region: Region, one: Desk, all: Sequence[Desk]) -> None:
    """What it has to the office, and the office's answer to every clone."""
    for content in region.made(one, region.office):
        region.read(region.office, content)
    for content in region.made(region.office, one):
        for each in all:
            region.read(each, content)


def test_two_clones_that_give_one_branch_up_keep_what_each_wrote_behind_it(region: Region) -> None:
    laptop = region.kh1
    region.train(laptop, "Before")
    image = region._image(laptop)
    region.train(laptop, "Sent")
    region.send(laptop, region.office)
    region.go_back(laptop, image)
    region.train(laptop, "Branch")
    clone = clone_of(region, laptop, region._image(laptop))
    region.train(laptop, "Of the laptop")
    region.train(clone, "Of the clone")
    for content in region.made(region.office, laptop):
        for each in (laptop, clone):
            region.read(each, content)
    region.train(laptop, "Of the laptop, later")
    region.train(clone, "Of the clone, later")
    for _ in range(4):
        for each in (laptop, clone):
            mail(region, each, (laptop, clone))
    expected = ["Before", "Branch", "Of the clone", "Of the clone, later", "Of the laptop", "Of the laptop, later", "Sent"]
    assert titles(region.office) == titles(laptop) == titles(clone) == expected
    region.equal(laptop)
    with clone.here():
        clone.store.close()
    shutil.rmtree(clone.computer)


@pytest.mark.parametrize("most", [10_000_000, 6_000])
def test_what_is_written_behind_a_branch_that_a_later_life_gave_up_is_not_lost(region: Region, most: int) -> None:
    """The laptop gave way and issued its branch again; then it is put back to before that, and goes on behind the branch."""
    laptop = region.kh1
    region.train(laptop, "Before")
    image = region._image(laptop)
    region.train(laptop, "Sent")
    region.send(laptop, region.office)
    region.go_back(laptop, image)
    branch = [f"Branch {number:03}" for number in range(1 if most > 6_000 else 60)]
    for title in branch:
        region.train(laptop, title)
    image = region._image(laptop)
    for _ in range(3):
        region.round(laptop)
    region.train(laptop, "Of the later life")
    region.round(laptop)
    region.go_back(laptop, image)
    region.train(laptop, "Written behind it")
    pieces = []
    for _ in range(3):
        for desk, other in ((laptop, region.office), (region.office, laptop)):
            those = region.made(desk, other, most)
            pieces.append(len(those))
            for content in reversed(those):
                region.read(other, content)
    assert (max(pieces) > 1) == (most == 6_000)
    assert titles(region.office) == titles(laptop) == sorted(["Before", "Sent", *branch, "Of the later life", "Written behind it"])
    region.equal(laptop)


def test_an_action_of_somebody_else_is_refused_also_where_its_laptop_comes_later(region: Region) -> None:
    region.let_in(region.kh2)
    region.train(region.kh2, "Of the other laptop")
    action = region.kh2.store.identity.source_of("KH").number << 24 | 1
    assert region.forge(region.kh1, {**NEW, "first": 7 << 40}, action=action).made == 1
    region.send(region.kh2, region.office)
    assert titles(region.office) == ["Of the other laptop"]
    with region.office.store.exchanging() as db:
        rework(db, region.office.key)
    assert titles(region.office) == ["Of the other laptop"]
