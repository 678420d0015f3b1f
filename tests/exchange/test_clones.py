"""Lives of one laptop that do not know of each other: clones, images of before a branch was given up, and what each of them wrote."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.people import person_erasure
from prossce_desktop.store.sync.readmission import rework
from tests.exchange.opened import everything_in
from tests.exchange.scenes import NEW, Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow

NAME, PHONE, LATER = "Zarasquinn", "0123994471", "0123994472"  # long enough to stand in no random number


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
        region.reopen(clone)
    return clone


def mail(region: Region, one: Desk, all: Sequence[Desk]) -> None:
    """What it has to the office, and the office's answer to every clone."""
    for content in region.made(one, region.office):
        region.read(region.office, content)
    for content in region.made(region.office, one):
        for each in all:
            region.read(each, content)


def put_back_after_sending(region: Region, laptop: Desk) -> None:
    """What it writes from here on is another branch than the office holds."""
    region.train(laptop, "Before")
    image = region.image(laptop)
    region.train(laptop, "Sent")
    region.send(laptop, region.office)
    region.go_back(laptop, image)


def cloned(region: Region, laptop: Desk) -> Desk:
    """A clone with the same branch; both read that the office holds another one."""
    clone = clone_of(region, laptop, region.image(laptop))
    region.train(laptop, "Of the laptop")
    region.train(clone, "Of the clone")
    for content in region.made(region.office, laptop):
        for each in (laptop, clone):
            region.read(each, content)
    return clone


def closed(clone: Desk) -> None:
    with clone.here():
        clone.store.close()
    shutil.rmtree(clone.computer)


def person_of(region: Region, desk: Desk) -> int:
    region.minutes += 1
    with desk.here(), desk.store.work("new", 1) as work:
        return work.new("person", [Person(name=NAME, phone=PHONE)])[0]


def left_in(desk: Desk) -> list[str]:
    """What was typed about the person and stands somewhere in the base."""
    held = everything_in(desk.store)
    return [one for one in (NAME, PHONE, LATER) if one.casefold() in held]


def test_two_clones_that_give_one_branch_up_keep_what_each_wrote_behind_it(region: Region) -> None:
    laptop = region.kh1
    put_back_after_sending(region, laptop)
    region.train(laptop, "Branch")
    clone = cloned(region, laptop)
    region.train(laptop, "Of the laptop, later")
    region.train(clone, "Of the clone, later")
    for _ in range(4):
        for each in (laptop, clone):
            mail(region, each, (laptop, clone))
    expected = ["Before", "Branch", "Of the clone", "Of the clone, later", "Of the laptop", "Of the laptop, later", "Sent"]
    assert titles(region.office) == titles(laptop) == titles(clone) == expected
    region.equal(laptop)
    for each in (laptop, clone):
        with each.here():
            undone = []
            while (step := each.store.undo.last_undoable()) is not None and step not in undone:
                undone.append(step)
                each.store.undo.undo(step)
        assert len(undone) >= 5 and each.store.undo.last_undoable() is None, "none in the way of older ones"
    closed(clone)


def test_who_is_erased_stands_in_nothing_that_clones_made_twice(region: Region) -> None:
    laptop = region.kh1
    put_back_after_sending(region, laptop)
    person = person_of(region, laptop)
    clone = cloned(region, laptop)
    for _ in range(3):
        for each in (laptop, clone):
            mail(region, each, (laptop, clone))
    of_twice = "SELECT sealed FROM sealed_part WHERE personal_hash IN (SELECT personal_hash FROM op WHERE state = 2)"
    with region.office.store.read() as reading:
        before = reading.execute(of_twice).fetchall()
    assert len(before) == 1
    for each in (laptop, clone):
        assert left_in(each) == [NAME, PHONE], each.name
    region.minutes += 5
    with laptop.here():
        person_erasure.erase(laptop.store, person, "asked", region.now(laptop))
    for _ in range(3):
        for each in (laptop, clone):
            mail(region, each, (laptop, clone))
    with region.office.store.read() as reading:
        assert not {*before} & {*reading.execute(of_twice).fetchall()}, "sealed before she was erased"
    for each in (laptop, clone, region.office):
        assert left_in(each) == [], each.name
    closed(clone)


def test_who_was_erased_by_a_later_life_stays_so_where_the_laptop_is_put_back_to_before(region: Region) -> None:
    """It had given the branch up by then; what is typed about the person behind it is issued again without that."""
    laptop = region.kh1
    put_back_after_sending(region, laptop)
    person = person_of(region, laptop)
    image = region.image(laptop)
    for _ in range(3):
        region.round(laptop)
    region.minutes += 5
    with laptop.here():
        person_erasure.erase(laptop.store, person, "asked", region.now(laptop))
    region.round(laptop)
    region.go_back(laptop, image)
    region.minutes += 1
    with laptop.here(), laptop.store.work("edit", 1) as work:
        work.set("person", {person: {"phone": LATER}})
    assert left_in(laptop) == [NAME, PHONE, LATER]
    for _ in range(3):
        region.round(laptop)
    for each in (laptop, region.office):
        assert left_in(each) == [], each.name
    region.equal(laptop)


@pytest.mark.parametrize("most", [10_000_000, 6_000])
def test_what_is_written_behind_a_branch_that_a_later_life_gave_up_is_not_lost(region: Region, most: int) -> None:
    """The laptop gave way and issued its branch again; then it is put back to before that, and goes on behind the branch."""
    laptop = region.kh1
    put_back_after_sending(region, laptop)
    branch = [f"Branch {number:03}" for number in range(1 if most > 6_000 else 60)]
    for title in branch:
        region.train(laptop, title)
    image = region.image(laptop)
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
    with region.office.store.sync.exchanging() as db:
        rework(db, region.office.key)
    assert titles(region.office) == ["Of the other laptop"]
