"""Two records joined on one side and seen from the other: figures stay equal, and what may not be chosen is said before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.errors import ReasonNeeded
from prossce_desktop.services.decisions import duplicate_comparison, duplicate_decisions
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.lists.list_queries import OrganisationFilter
from prossce_desktop.store.actions.reasons_owed import with_reason
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk
from tests.exchange.test_codes_cover import shown
from tests.queried import fair

pytestmark = pytest.mark.slow


@pytest.fixture
def region(tmp_path: Path) -> Region:
    """With right clocks: which record was entered first decides what is chosen at first."""
    made = Region(tmp_path)
    for desk in made.everybody():
        desk.skew = dt.timedelta()
    return made


def filled(desk: Desk) -> dict[str, int]:
    """A woman under two names at two fairs, and an employer under two names at both of them."""
    with desk.here():
        one, two = fair(desk.store, "F1"), fair(desk.store, "F2")
        with desk.store.work("people", 2) as work:
            people = work.new("person", [Person(name="Sum Sophea", sex=Sex.female), Person(name="Soum Sophea", sex=Sex.not_recorded, birth="1999-04-03")])
            work.new("participation", [Participation(person=who, activity=at, stage="attended") for who, at in zip(people, (one, two), strict=True)])
        with desk.store.work("employers", 2) as work:
            orgs = work.new("organisation", [Organisation(name="Angkor Garments", country="KH"), Organisation(name="Angkor Garment Co.", country="KH")])
            work.new("fair_employer", [FairEmployer(activity=one, organisation=each, hired=1) for each in orgs])
    return {"a": people[0], "b": people[1], "garments": orgs[0], "garment": orgs[1], "fair": one}


def join(desk: Desk, a: int, b: int, why: str | None = None) -> object:
    with desk.here(), with_reason(why):
        found = duplicate_comparison.compare(desk.store, a, b)
        return duplicate_comparison.join(desk.store, found, found.first_choices())


def equal(region: Region) -> dict[str, object]:
    """The figures of Cambodia, which the country and the office give with one code."""
    here, there = shown(region.kh1.store), shown(region.office.store, "KH")
    assert here[1] == there[1]
    assert here[0] == there[0]
    with region.office.store.read() as reading:
        rows = list_queries.organisations(reading, OrganisationFilter())
    return {"figures": here[0], "organisations": sorted((one.name, one.fairs, one.hired) for one in rows)}


def test_a_join_of_a_country_arrives_at_the_office_and_both_give_equal_figures(region: Region) -> None:
    ids = filled(region.kh1)
    region.round(region.kh1)
    before = equal(region)
    assert before["organisations"] == [("Angkor Garment Co.", 1, 1), ("Angkor Garments", 1, 1)]
    join(region.kh1, ids["a"], ids["b"])
    change = join(region.kh1, ids["garments"], ids["garment"])
    region.round(region.kh1)
    after = equal(region)
    assert after["figures"] != before["figures"], "two people are one, two employers are one"
    assert after["organisations"] == [("Angkor Garments", 1, 2)]
    with region.office.store.read() as reading:
        assert [reading.record(ids[one]).value.sex for one in ("a", "b")] == [Sex.female] * 2  # type: ignore[attr-defined]
    with region.kh1.here():
        region.kh1.store.undo.undo(change.step)  # type: ignore[attr-defined]
    region.round(region.kh1)
    assert equal(region)["organisations"] == before["organisations"]
    region.close()


def test_at_the_office_withheld_names_are_said_and_not_chosen_and_a_change_says_why(region: Region) -> None:
    ids = filled(region.kh1)
    region.round(region.kh1)
    office = region.office
    with office.here():
        found = duplicate_comparison.compare(office.store, ids["a"], ids["b"])
    rows = {one.name: one for one in found.fields}
    assert rows["name"].words == ("Not on this computer",) * 2
    assert (rows["name"].may_take, rows["name"].first) == ((), None)
    assert "not on this computer" in rows["name"].reason_against
    assert (rows["sex"].may_take, rows["sex"].first) == ((0, 1), 0)
    assert found.country == "KH" and found.cannot == ""
    with pytest.raises(ReasonNeeded):
        join(office, ids["a"], ids["b"], why="")
    join(office, ids["a"], ids["b"], why="Same person by telephone")
    region.round(region.kh1)
    equal(region)
    with region.kh1.store.read() as reading:
        assert duplicate_decisions.records_of_one(reading, "person", ids["b"]) == [ids["a"], ids["b"]]
        assert [reading.record(ids[one]).value.name for one in ("a", "b")] == ["Sum Sophea", "Soum Sophea"]  # type: ignore[attr-defined]
    region.close()


def test_a_country_joins_its_organisation_with_one_of_everybody_and_writes_only_its_own(region: Region) -> None:
    with region.office.here(), region.office.store.work("new", 2) as work:
        shared, other = work.new("organisation", [Organisation(name="Angkor Garments", isic="C"), Organisation(name="Angkor Garments Ltd")])
    region.round(region.kh1)
    region.round(region.la)
    region.minutes += 5
    ids = filled(region.kh1)
    with region.kh1.here():
        found = duplicate_comparison.compare(region.kh1.store, shared, ids["garment"])
        both_shared = duplicate_comparison.compare(region.kh1.store, shared, other)
    rows = {one.name: one for one in found.fields}
    assert (rows["name"].may_take, rows["name"].first) == ((0,), 0), "the office's value can be taken, the country's cannot go there"
    assert "another office" in rows["name"].reason_against
    assert (rows["country"].may_take, rows["country"].first) == ((0,), None), "an empty value does not win"
    assert all(one.may_take == () for one in both_shared.fields)
    join(region.kh1, shared, ids["garment"])
    join(region.kh1, shared, other)
    region.round(region.kh1)
    equal(region)
    for store in (region.kh1.store, region.office.store):
        with store.read() as reading:
            assert [reading.record(one).value.name for one in (shared, ids["garment"])] == ["Angkor Garments"] * 2  # type: ignore[attr-defined]
            assert reading.record(shared).value.country is None  # type: ignore[attr-defined]
            one = duplicate_decisions.records_of_one(reading, "organisation", shared)
        assert one == ([shared, other, ids["garment"]] if store is region.kh1.store else [shared, ids["garment"]]), (
            "what a country joins of everybody's holds there"
        )
    region.close()


def test_records_of_two_countries_are_not_joined_and_it_is_said_before(region: Region) -> None:
    mine, theirs = filled(region.kh1), None
    with region.la.here(), region.la.store.work("people", 1) as work:
        [theirs] = work.new("person", [Person(name="Sum Sophea")])
    region.round(region.kh1)
    region.round(region.la)
    with region.office.here():
        found = duplicate_comparison.compare(region.office.store, mine["a"], theirs)
    assert found.cannot == "One record cannot belong to two countries. Enter it once for each country."
    region.close()


