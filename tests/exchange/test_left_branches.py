"""A laptop was put back without noticing it, wrote on, and is gone: what only a colleague's laptop holds of it reaches the office all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.people import Person
from prossce_desktop.errors import UnknownDevice
from prossce_desktop.exchange.header import ToldFork
from prossce_desktop.services import history, introductions, left_branches
from prossce_desktop.services.left_branches import Left
from prossce_desktop.services.still_held import NOTHING, still_held
from prossce_desktop.store.conflicts import conflicts as open_ones
from prossce_desktop.store.forks import noted_numbers
from prossce_desktop.store.held import REFUSED, held_back_of, set_aside
from prossce_desktop.store.log import Title
from prossce_desktop.store.migrations import SCHEMA
from tests.exchange.forging import altered
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    made = Region(tmp_path)
    made.meet_mate()
    yield made
    made.close()


def put_back(region: Region, *colleagues: Desk) -> None:
    """What the second laptop did after it was put back lies at the first, and at these, alone; the office has what it did before."""
    region.train(region.kh2, "Common")
    region.round(region.kh2)
    for desk in (region.kh1, *colleagues):
        region.round(desk)
    image = region._image(region.kh2)
    region.train(region.kh2, "At the office")
    region.send(region.kh2, region.office)
    region.go_back(region.kh2, image)
    region.person(region.kh2)
    region.train(region.kh2, "At the colleague")
    region.send(region.kh2, region.kh1)
    for desk in colleagues:
        region.send(region.kh1, desk)


def titles(desk: Desk) -> list[str]:
    with desk.store.read() as reading:
        return sorted(row[0] for row in reading.execute("SELECT title FROM training WHERE removed = 0").fetchall())


def left(desk: Desk) -> list[Left]:
    with desk.store.read() as reading:
        return left_branches.left_branches(reading.execute, desk.store.identity)


def is_gone(region: Region) -> str:
    """The office says so, and both hear of the two branches."""
    name = region.kh2.store.identity.device
    with region.office.here():
        introductions.retire(region.office.store, name)
    for _ in range(2):
        region.round(region.kh1)
    return name


def take_over(region: Region, name: str) -> int:
    with region.kh1.here():
        return left_branches.take_over(region.kh1.store, name, region.now(region.kh1))


def noted(desk: Desk) -> set[int]:
    with desk.store.read() as reading:
        return noted_numbers(reading.execute)


def test_a_colleague_takes_it_over_and_everybody_has_everything(region: Region) -> None:
    put_back(region)
    name = is_gone(region)
    assert titles(region.office) == ["At the office", "Common"], "what the colleague holds does not come in by itself"
    [found] = left(region.kh1)
    assert (found.laptop, found.office, found.operations) == (name, "Office KH2", 2)
    names = region.kh1.store.digest(("KH",)).kinds
    assert take_over(region, name) == 2
    assert region.kh1.store.digest(("KH",)).kinds == names and titles(region.kh1) == ["At the colleague", "Common"]
    assert left(region.kh1) == []
    for _ in range(2):
        region.round(region.kh1)
    both = ["At the colleague", "At the office", "Common"]
    assert titles(region.kh1) == titles(region.office) == both
    region.equal(region.kh1)
    assert noted(region.kh1) == noted(region.office) == set()
    with region.kh1.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM person WHERE name IS NOT NULL").fetchall() == [(1,)], "with the name"
    assert all(one.ok for one in region.kh1.store.check()) and all(one.ok for one in region.office.store.check())
    assert "The work of a laptop that is gone was taken over" in [one.title for one in history.told(region.kh1.store)]


def test_while_the_laptop_is_in_use_it_gives_way_itself(region: Region) -> None:
    put_back(region)
    for _ in range(2):
        region.round(region.kh1)
    assert left(region.kh1) == []
    with pytest.raises(UnknownDevice):
        take_over(region, region.kh2.store.identity.device)
    for desk in (region.kh2, region.kh1) * 3:
        region.round(desk)
    assert titles(region.kh1) == titles(region.office) == titles(region.kh2) == ["At the colleague", "At the office", "Common"]


def a_third(region: Region) -> Desk:
    """One more laptop of Cambodia, which gets what the first one has by stick."""
    third = region.desks["KH3"] = region._desk("KH3", "KH")
    with third.here():
        introductions.take_invitation(third.store, region.invitation, region.now(third))
    region.let_in(third)
    for desk in (third, region.kh1, third):
        region.round(desk)
    for desk in (third, region.kh1):
        region.approve_all(desk)
    return third


def what_is_set_aside(desk: Desk) -> set[int]:
    """Operations that are not applied; each of them is the same as another one."""
    with desk.store.read() as reading:
        held = {row[0] for row in reading.execute("SELECT id FROM op WHERE state = 1").fetchall()}
        assert held == set_aside(reading.execute)
        assert still_held(reading.execute) == NOTHING and held_back_of(reading.execute, {one >> 24 for one in held}) == {}
    return held


@pytest.mark.parametrize("late", [False, True])
def test_two_colleagues_that_both_take_it_over_end_alike(region: Region, late: bool) -> None:
    """Whether or not one heard of the other's work by then: nothing is counted twice, and nobody stands still."""
    third = a_third(region)
    put_back(region, third)
    assert "At the colleague" in titles(third)
    name = is_gone(region)
    take_over(region, name)
    if late:
        region.send(region.kh1, third)
    for _ in range(2):
        region.round(third)
    assert [one.laptop for one in left(third)] == [name]
    with third.here():
        left_branches.take_over(third.store, name, region.now(third))
    for _ in range(4):
        region.round(region.kh1)
        region.round(third)
    both = ["At the colleague", "At the office", "Common"]
    assert titles(region.office) == titles(third) == titles(region.kh1) == both
    region.train(region.kh1, "Later")
    region.train(third, "Later too")
    for _ in range(3):
        region.round(region.kh1)
        region.round(third)
    assert titles(region.office) == titles(third) == titles(region.kh1) == sorted([*both, "Later", "Later too"])
    region.equal(third, region.kh1)
    assert what_is_set_aside(region.office) == what_is_set_aside(third) == what_is_set_aside(region.kh1)
    assert late or what_is_set_aside(region.office), "both issued it"
    assert left(third) == left(region.kh1) == [] and noted(third) == noted(region.kh1) == noted(region.office) == set()
    with region.office.store.read() as reading:
        assert open_ones(reading.execute) == [], "the same value twice is no question"


def test_whoever_holds_more_of_the_branch_adds_what_the_first_one_lacked(region: Region) -> None:
    third = a_third(region)
    put_back(region, third)
    region.train(region.kh2, "More")
    region.send(region.kh2, third)
    name = is_gone(region)
    take_over(region, name)
    for _ in range(3):
        region.round(third)
        region.round(region.kh1)
    assert "More" not in titles(region.office)
    [found] = left(third)
    assert found.operations in (1, 3), "the others were issued by the first one, if its numbers are lesser"
    with third.here():
        left_branches.take_over(third.store, name, region.now(third))
    for _ in range(3):
        region.round(third)
        region.round(region.kh1)
    assert titles(region.office) == titles(third) == titles(region.kh1) == ["At the colleague", "At the office", "Common", "More"]


def test_what_a_colleague_took_over_is_given_up_by_whoever_holds_it_too(region: Region) -> None:
    """The colleague's numbers are the lesser ones: here all of the branch is set aside, and only has to be put in order."""
    third = a_third(region)
    put_back(region, third)
    name = is_gone(region)
    with region.kh1.here():
        region.kh1.store.begin_anew()
    while region.kh1.store.identity.own.number > region.kh2.store.identity.own.number:
        with region.kh1.here():
            region.kh1.store.begin_anew()
    take_over(region, name)
    for _ in range(3):
        region.round(region.kh1)
        region.round(third)
    [found] = left(third)
    assert found.operations == 0 and "At the office" not in titles(third)
    with third.here():
        left_branches.take_over(third.store, name, region.now(third))
    for _ in range(2):
        region.round(third)
        region.round(region.kh1)
    assert titles(third) == titles(region.office) == ["At the colleague", "At the office", "Common"]
    assert left(third) == [] and noted(third) == noted(region.office) == set()
    region.equal(third, region.kh1)


def test_what_was_refused_here_is_not_signed_by_a_colleague(region: Region) -> None:
    """A laptop whose program was altered put something in that nobody takes; the colleague's own work goes on."""
    put_back(region)
    own = region.kh2.store.identity.own
    with region.kh1.store.exchanging() as db:
        ((last,),) = db.execute("SELECT max(id) FROM op WHERE id >> 24 = ?", (own.number,)).fetchall()
        db.execute("UPDATE op SET state = 1 WHERE id = ?", (last,))
        db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (REFUSED, f"[{last}]"))
    name = is_gone(region)
    [found] = left(region.kh1)
    assert found.operations == 1
    take_over(region, name)
    region.train(region.kh1, "Later")
    for _ in range(2):
        region.round(region.kh1)
    assert "Later" in titles(region.office) and what_is_set_aside(region.office) == set()


def test_an_older_program_takes_nothing_over_that_a_newer_one_wrote(region: Region) -> None:
    put_back(region)
    is_gone(region)
    with region.kh1.store.exchanging() as db:
        db.execute('UPDATE op SET "schema" = ? WHERE id >> 24 = ?', (SCHEMA + 1, region.kh2.store.identity.own.number))
    assert left(region.kh1) == []


@pytest.mark.parametrize("hears_first", [False, True])
def test_a_laptop_that_was_not_gone_after_all_goes_on_with_what_was_taken_over(region: Region, hears_first: bool) -> None:
    """It is found in a drawer: it wrote on, and gives way itself, whether or not it heard of the colleague's work by then."""
    put_back(region)
    name = is_gone(region)
    region.train(region.kh2, "In the drawer")
    take_over(region, name)
    if hears_first:
        region.round(region.kh1)
    with region.office.here():
        introductions.retire(region.office.store, name, is_back=True)
    for _ in range(5):
        for desk in (region.kh2, region.kh1):
            region.round(desk)
    every = ["At the colleague", "At the office", "Common", "In the drawer"]
    assert titles(region.office) == titles(region.kh1) == titles(region.kh2) == every
    for desk in (region.kh1, region.kh2):
        region.train(desk, f"Later at {desk.name}")
    for _ in range(3):
        for desk in (region.kh2, region.kh1):
            region.round(desk)
    every += ["Later at KH1", "Later at KH2"]
    assert titles(region.office) == titles(region.kh1) == titles(region.kh2) == every
    region.equal(region.kh1, region.kh2)
    assert what_is_set_aside(region.office) == what_is_set_aside(region.kh1) == what_is_set_aside(region.kh2)


def test_without_its_names_nothing_is_taken_over(region: Region) -> None:
    put_back(region)
    is_gone(region)
    [found] = left(region.kh1)
    with region.kh1.store.exchanging() as db:
        low = found.source.number << 24
        db.execute("UPDATE op SET personal = NULL WHERE id >= ? AND id < ? AND length(personal) > 0", (low, low + (1 << 24)))
    assert left(region.kh1) == []


def test_nobody_gives_up_what_another_laptop_did_where_there_is_no_second_branch(region: Region) -> None:
    """A colleague, or one whose program was altered, says that the work of the first laptop is given up: it stays."""
    put_back(region)
    region.train(region.kh1, "Of the first")
    region.round(region.kh1)
    office = region.office.store
    own = region.kh1.store.identity.own
    with office.read() as reading:
        ((id, hash),) = reading.execute('SELECT id, "hash" FROM op WHERE id >> 24 = ? ORDER BY id DESC LIMIT 1', (own.number,)).fetchall()
    short = int.from_bytes(bytes(hash)[:8], "big") % (1 << 62)
    title = f"fork {own.number} {id & 0xFFFFFF} {short}"
    assert Title.is_one(title)
    with region.kh2.here():
        region.kh2.store.begin_anew()
    before = titles(region.office)
    region.forge(region.kh2, title=title)
    region.round(region.kh2)
    assert titles(region.office) == before
    region.round(region.kh1)
    assert titles(region.kh1) == ["At the colleague", "Common", "Of the first"]


def test_what_a_stranger_tells_of_branches_is_not_believed(region: Region) -> None:
    """A laptop of Laos tells that it holds something else of Cambodia's."""
    region.train(region.kh1, "Of the first")
    region.round(region.kh1)
    with region.office.store.read() as reading:
        own = region.kh1.store.identity.own
        ((n,),) = reading.execute("SELECT max(id) & 16777215 FROM op WHERE id >> 24 = ?", (own.number,)).fetchall()
    told = ToldFork(own.device, own.incarnation, own.scope, {n: b"x" * 32})
    [content] = region.made(region.la, region.office)
    for sender, expected in ((region.la, set()), (region.kh2, {own.number})):
        [content] = region.made(sender, region.office)
        lying = altered(sender.store, region.office.store, content, lambda said: said.update(forks=[told.written()]))
        assert region.read(region.office, lying).status in ("accepted", "already_known", "quarantined")
        assert own.number in noted(region.office) if expected else noted(region.office) == set()


def test_persons_of_the_branch_stay_one_person(region: Region) -> None:
    put_back(region)
    with region.kh1.here(), region.kh1.store.work("edit", 1) as work:
        [id] = [row[0] for row in work.db.execute("SELECT id FROM person").fetchall()]
        work.set(Person.KIND, {id: {"sex": "female"}})
    name = is_gone(region)
    take_over(region, name)
    for _ in range(2):
        region.round(region.kh1)
    with region.office.store.read() as reading:
        assert reading.execute("SELECT sex FROM person").fetchall() == [("female",)], "what was done on top of it holds"
    region.equal(region.kh1)
