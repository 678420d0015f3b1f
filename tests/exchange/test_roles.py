"""What a person's role is called is free text about the person: it stays in the country, and goes when the person is erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.people import person_erasure
from tests.exchange.opened import everything_in
from tests.exchange.scenes import FIRST, MARK, Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow

ROLE, LATER = f"Widow of {MARK}", f"Sister of {MARK}"


OPEN = 2
"""The schema in which roles stood in the open part, and were not erased."""


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    found = Region(tmp_path)
    yield found
    found.close()


def take_part(region: Region, desk: Desk) -> tuple[int, int]:
    """Somebody with a role, which is changed in an operation of its own; gives the person and the participation."""
    course = region.train(desk, "A training")
    with desk.here(), desk.store.work("new", 1) as work:
        [person] = work.new("person", [Person(sex="female")])  # type: ignore[arg-type]
    with desk.here(), desk.store.work("new", 1) as work:
        [took] = work.new("participation", [Participation(person=person, activity=course, role=ROLE)])
    region.minutes += 1
    with desk.here(), desk.store.work("edit", 1) as work:
        work.set("participation", {took: {"role": LATER}})
    return person, took


def role_of(desk: Desk, took: int) -> str | None:
    with desk.store.read() as reading:
        return reading.record(took).value.role  # type: ignore[attr-defined, no-any-return]


def test_a_role_stays_in_a_country_that_does_not_share_names(region: Region) -> None:
    region.meet_mate()
    _person, took = take_part(region, region.kh1)
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)
    assert role_of(region.kh2, took) == LATER
    assert role_of(region.office, took) is None
    assert MARK.casefold() not in everything_in(region.office.store)
    region.equal(region.kh1, region.kh2)


def test_a_role_of_an_older_program_is_read(region: Region) -> None:
    with region.kh1.older(OPEN):
        _person, took = take_part(region, region.kh1)
    assert region.send(region.kh1, region.office).status == "accepted"
    assert role_of(region.office, took) == LATER, "it was sent so, and cannot be called back"
    region.equal(region.kh1)


def test_a_role_that_stood_open_is_known_where_names_are_withheld(region: Region) -> None:
    """Else a base of the older program would not be as its operations say, and an undo would not know the value of before."""
    desk, office = region.kh1, region.office
    with desk.older(OPEN):
        course = region.train(desk, "A training")
        with desk.here(), desk.store.work("new", 1) as work:  # the name is withheld, the role is not
            [person] = work.new("person", [Person(name=MARK)])
            [took] = work.new("participation", [Participation(person=person, activity=course, role=ROLE)])
        with desk.here(), desk.store.work("edit", 1) as work:
            work.set("participation", {took: {"role": LATER}})
        region.round(desk)
        with office.store.read() as reading:
            [(made_with,)] = reading.execute("SELECT value FROM edit WHERE record = ? AND field = 'role' AND state = 0", (took,)).fetchall()
        assert made_with == f'"{ROLE}"'
    with office.here():
        assert [one.name for one in office.store.check() if not one.ok] == []


def test_a_role_in_both_parts_is_not_applied(region: Region) -> None:
    block = {
        "new": "participation",
        "first": FIRST,
        "count": 1,
        "cols": {"person": [1], "activity": [2], "role": ["a"]},
        "hidden": ["role"],
    }
    assert region.forge(region.kh1, block).code == "not-permitted"


@pytest.mark.parametrize("older", [False, True], ids=["this-program", "an-older-one"])
@pytest.mark.parametrize("share", [ShareLevel.codes, ShareLevel.names])
def test_a_role_goes_with_the_person_who_is_erased(tmp_path: Path, share: str, older: bool) -> None:
    region = Region(tmp_path, share)
    if older:
        with region.kh1.older(OPEN):
            person, took = take_part(region, region.kh1)
    else:
        person, took = take_part(region, region.kh1)
    region.round(region.kh1)
    with region.kh1.here():
        person_erasure.erase(region.kh1.store, person, "asked for it", region.now(region.kh1))
    region.round(region.kh1)
    region.meet_mate()  # whoever comes later gets everything as it was rewritten
    for desk in (region.kh2, region.kh1, region.kh2):
        region.round(desk)
    for desk in (region.kh1, region.kh2, region.office):
        assert MARK.casefold() not in everything_in(desk.store), desk.name
        assert role_of(desk, took) is None
        with desk.here():
            assert [one for one in desk.store.check() if not one.ok] == [], desk.name
    region.equal(region.kh1, region.kh2)
    region.close()


def test_a_role_that_an_older_program_left_of_somebody_erased_goes_once_the_records_are_opened(region: Region) -> None:
    with region.kh1.older(OPEN):
        person, took = take_part(region, region.kh1)
        with region.kh1.here():
            person_erasure.erase(region.kh1.store, person, "asked for it", region.now(region.kh1))
    assert MARK.casefold() in everything_in(region.kh1.store)
    with region.kh1.here():
        region.kh1.store.close()
        region.reopen(region.kh1)
    assert MARK.casefold() not in everything_in(region.kh1.store) and role_of(region.kh1, took) is None
    with region.kh1.here():
        assert [one for one in region.kh1.store.check() if not one.ok] == []
    region.round(region.kh1)
    region.equal(region.kh1)
    assert MARK.casefold() not in everything_in(region.office.store)
