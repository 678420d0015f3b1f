"""The lists: what a filter leaves, in which order, window by window, and how the engine finds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.codes import Country, Sex, Stage, Status, Verdict
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Person
from prossce_desktop.store.queries import list_activities, list_organisations, list_people
from prossce_desktop.store.queries.list_activities import PAST_DATE, ActivityFilter, ActivitySort
from prossce_desktop.store.queries.list_organisations import OrganisationFilter, OrganisationSort
from prossce_desktop.store.queries.list_people import EVERY, PeopleFilter, PeopleSort
from prossce_desktop.store.queries.reading import Reading, ask
from prossce_desktop.store.workspace.store import Store
from tests.queried import fair, guests, link, person, workspace

TODAY = dt.date(2024, 11, 30)
ALL = ActivityFilter()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


def titles(reading: Reading, asked: ActivityFilter = ALL, **more: object) -> list[str]:
    return [one.title for one in list_activities.page(reading, asked, TODAY, **more)]  # type: ignore[arg-type]


def plan(reading: Reading, sql: str, values: tuple[object, ...]) -> str:
    return "\n".join(str(line[-1]) for line in ask(reading, f"EXPLAIN QUERY PLAN {sql}", values))


def test_activities_stand_newest_first_with_counts_by_basis_and_people_by_name(store: Store) -> None:
    old = fair(store, "Old", start=dt.date(2023, 1, 1), end=dt.date(2023, 1, 1))
    new = fair(store, "New")
    guests(store, new, person("A"), person("B"))
    guests(store, new, person("C"), stage=Stage.pre_registered)
    with store.work("counts", 3) as work:
        work.new("head_count", [HeadCount(activity=new, count=30), HeadCount(activity=new, count=12, qualifier="more_than"), HeadCount(activity=new, count=9, basis="online_visits")])
    with store.read() as reading:
        first, second = list_activities.page(reading, ALL, TODAY)
    assert (first.id, second.id) == (new, old)
    assert [(one.basis, one.value, one.qualifier) for one in first.counts] == [("persons_organiser", 42, "more_than"), ("online_visits", 9, "exact")]
    assert (first.listed, first.named) == (3, 2)


def test_filters_leave_what_they_say(store: Store) -> None:
    fair(store, "Siem Reap fair", province="KH-17")
    fair(store, "Vientiane fair", country=Country.LA, start=dt.date(2023, 5, 1), end=dt.date(2023, 5, 2))
    fair(store, "Late", status=Status.planned)
    fair(store, "Coming", status=Status.planned, start=dt.date(2025, 1, 1), end=dt.date(2025, 1, 1))
    with store.read() as reading:
        assert titles(reading, ActivityFilter(years=(2023,))) == ["Vientiane fair"]
        assert titles(reading, ActivityFilter(countries=("LA",))) == ["Vientiane fair"]
        assert titles(reading, ActivityFilter(provinces=("KH-17",))) == ["Siem Reap fair"]
        assert titles(reading, ActivityFilter(statuses=("planned",))) == ["Coming"]
        assert titles(reading, ActivityFilter(statuses=(PAST_DATE,))) == ["Late"]
        assert titles(reading, ActivityFilter(statuses=("planned", PAST_DATE))) == ["Coming", "Late"]
        assert titles(reading, ActivityFilter(kinds=("training",))) == []
        assert titles(reading, ActivityFilter(text="fair siem")) == ["Siem Reap fair"]
        assert titles(reading, ActivityFilter(text="!?")) == []
        assert list_activities.by_status(reading, ALL, TODAY) == {"held": 2, "past_date": 1, "planned": 1}
        assert list_activities.count(reading, ActivityFilter(text="fair"), TODAY) == 2
        assert list_activities.years(reading) == [2025, 2024, 2023]


def test_a_part_inside_a_title_without_spaces_is_found(store: Store) -> None:
    fair(store, "ការបណ្តុះបណ្តាលមន្ត្រីការងារ")
    with store.read() as reading:
        assert len(titles(reading, ActivityFilter(text="មន្ត្រី"))) == 1


@pytest.mark.parametrize("sort", list(ActivitySort))
def test_every_order_of_activities_shows_each_once_over_its_pages(store: Store, sort: ActivitySort) -> None:
    for n in range(7):
        fair(store, f"Fair {n}", start=dt.date(2024, 1 + n, 1), country=[Country.KH, None, Country.LA][n % 3])
    with store.read() as reading:
        paged = [one for offset in range(0, 7, 3) for one in titles(reading, sort=sort, offset=offset, limit=3)]
        assert sorted(paged) == [f"Fair {n}" for n in range(7)]
        assert paged == titles(reading, sort=sort)
        assert paged[::-1] == titles(reading, sort=sort, descending=False)


def test_people_are_listed_once_however_many_records_they_have(store: Store) -> None:
    first, second = fair(store, "F1"), fair(store, "F2", start=dt.date(2024, 11, 9), end=dt.date(2024, 11, 10))
    [a, _] = guests(store, first, person("Sok Sophea"), person("Chan Dara", sex=Sex.male))
    [b] = guests(store, second, person("Sophea"))
    link(store, a, b)
    with store.read() as reading:
        rows = list_people.page(reading, PeopleFilter())
        assert [one.name for one in rows] == ["Chan Dara", "Sok Sophea"]
        assert (rows[1].activities, rows[1].last_title, rows[1].last_day) == (2, "F2", "2024-11-10")
        assert list_people.count(reading, PeopleFilter()) == 2
        assert [one.id for one in list_people.page(reading, PeopleFilter(text="sophea"))] == [a]
        assert [one.name for one in list_people.page(reading, PeopleFilter(sexes=("male",)))] == ["Chan Dara"]


def test_people_in_a_pair_that_nobody_decided_are_to_check(store: Store) -> None:
    [a, b, _] = guests(store, fair(store), person("A"), person("B"), person("C"))
    link(store, a, b, Verdict.open)
    with store.read() as reading:
        assert [one.id for one in list_people.page(reading, PeopleFilter(to_check=True))] == [a, b]
        assert [one.to_check for one in list_people.page(reading, PeopleFilter())] == [True, True, False]


@pytest.mark.slow
@pytest.mark.parametrize("sort", list(PeopleSort))
@pytest.mark.parametrize("descending", [False, True])
def test_a_window_at_any_anchor_is_the_same_part_of_the_whole_list(store: Store, sort: PeopleSort, descending: bool) -> None:
    one = fair(store)
    many = [Person(name=f"P{n * 7919 % 1000:03}", birth=None if n % 5 else str(1960 + n % 40), province=[None, "KH-2", "KH-12"][n % 3]) for n in range(3 * EVERY + 5)]
    guests(store, one, *many)
    asked = PeopleFilter()
    with store.read() as reading:
        whole = [row.id for row in list_people.page(reading, asked, sort=sort, descending=descending, limit=10_000)]
        anchors = list_people.anchors(reading, asked, sort=sort, descending=descending)
        assert [anchor.id for anchor in anchors] == whole[::EVERY]
        for at in (0, 1, 255, 256, 300, 511, 760, 3 * EVERY + 4):
            page = list_people.page(reading, asked, sort=sort, descending=descending, anchor=anchors[at // EVERY], skip=at % EVERY, limit=20)
            assert [row.id for row in page] == whole[at : at + 20]


def test_organisations_show_their_fairs_posts_and_hires(store: Store) -> None:
    with store.work("organisations", 2) as work:
        textile, agency = work.new("organisation", [Organisation(name="Angkor Textile Co."), Organisation(name="National Employment Agency", constituent="government")])
    first, second = fair(store, "F1"), fair(store, "F2")
    with store.work("employers", 2) as work:
        work.new("fair_employer", [
            FairEmployer(activity=first, organisation=textile, posts_local=10, hired=3), FairEmployer(activity=second, organisation=textile, posts_overseas=5),
        ])  # fmt: skip
    with store.read() as reading:
        rows = list_organisations.page(reading, OrganisationFilter())
        assert [(one.name, one.fairs, one.posts, one.hired) for one in rows] == [("Angkor Textile Co.", 2, 15, 3), ("National Employment Agency", 0, None, None)]
        assert [one.id for one in list_organisations.page(reading, OrganisationFilter(text="empl nat"))] == [agency]
        assert [one.id for one in list_organisations.page(reading, OrganisationFilter(), sort=OrganisationSort.fairs, descending=True)] == [textile, agency]
        assert [one.title for one in list_organisations.at_fairs(reading, textile)] == ["F2", "F1"]
        assert list_organisations.count(reading, OrganisationFilter(constituents=("government",))) == 1


def test_the_engine_takes_the_first_page_of_activities_from_the_index_of_days(store: Store) -> None:
    with store.read() as reading:
        sql, values = list_activities.page_sql(ALL, ActivitySort.date, True, TODAY)
        found = plan(reading, sql, (*values, 60, 0))
    assert "USING COVERING INDEX activity_day" in found
    assert "TEMP B-TREE" not in found


def test_the_engine_walks_people_in_the_index_of_names_and_sorts_nothing(store: Store) -> None:
    guests(store, fair(store), person("A"))
    with store.read() as reading:
        [anchor] = list_people.anchors(reading)
        for descending in (False, True):
            for at in (None, anchor):
                sql, values = list_people.page_sql(PeopleFilter(), PeopleSort.name, descending, at)
                found = plan(reading, sql, (*values, 60, 10))
                assert "USING COVERING INDEX person_name" in found
                assert "TEMP B-TREE" not in found
        sql, values = list_people.anchors_sql(PeopleFilter(), PeopleSort.name, False)
        found = plan(reading, sql, values)
    assert "USING COVERING INDEX person_name" in found


def test_the_engine_begins_a_search_of_people_with_the_words(store: Store) -> None:
    with store.read() as reading:
        sql, values = list_people.page_sql(PeopleFilter(text="sok"), PeopleSort.name, False, None)
        found = plan(reading, sql, (*values, 60, 0))
    assert "SCAN f VIRTUAL TABLE INDEX" in found
    assert "SEARCH p USING INTEGER PRIMARY KEY" in found


def test_the_engine_asks_of_the_persons_shown_whether_they_wait_not_of_every_pair(store: Store) -> None:
    with store.read() as reading:
        found = plan(reading, list_people.waiting_sql(2), (1, 2, 1, 2))
    assert "SEARCH l USING INDEX link_a" in found and "SEARCH l USING INDEX link_b" in found
    assert "SCAN" not in found


def test_the_engine_finds_people_to_check_from_the_pairs(store: Store) -> None:
    with store.read() as reading:
        sql, values = list_people.page_sql(PeopleFilter(to_check=True), PeopleSort.name, False, None)
        found = plan(reading, sql, (*values, 60, 0))
    assert "SEARCH p USING INTEGER PRIMARY KEY" in found


def test_people_of_a_province_come_from_its_index(store: Store) -> None:
    with store.read() as reading:
        asked = list_people.PeopleFilter(provinces=("KH-12",))
        sql, values = list_people.anchors_sql(asked, list_people.PeopleSort.name, False)
        assert "USING COVERING INDEX person_province (province=?)" in plan(reading, sql, values)
        sql, values = list_people.page_sql(asked, list_people.PeopleSort.name, False, None)
        assert "USING COVERING INDEX person_province (province=?)" in plan(reading, sql, (*values, 60, 0))


@pytest.mark.slow
@pytest.mark.parametrize("asked", [PeopleFilter(text="s"), PeopleFilter(text="so da"), PeopleFilter(text="s", sexes=("female",)), PeopleFilter(text="012"), PeopleFilter(text="!")])
@pytest.mark.parametrize("descending", [False, True])
def test_the_list_is_the_same_whether_it_begins_with_the_words_or_walks_along_the_names(
    store: Store, asked: PeopleFilter, descending: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, names = fair(store), ["Sok Dara", "Dara Som", "Chan Sophea", "Chan Rith", "Soda", "ស្រី Sok"]
    ids = guests(store, one, *(person(f"{names[n % 6]} {n}", sex=Sex.male if n % 5 == 0 else Sex.female, phone=f"012{n:06}" if n % 3 else None) for n in range(700)))
    for n in range(0, 60, 3):
        link(store, ids[n], ids[-1 - n])  # some are found by the other record's name alone
    with store.work("removed", 1) as work:
        work.remove(ids[100:130])

    def shown(reading: Reading) -> object:
        anchors = list_people.anchors(reading, asked, descending=descending)
        pages = [list_people.page(reading, asked, descending=descending, anchor=at, skip=200, limit=90) for at in [None, *anchors]]
        return anchors, [[row.id for row in page] for page in pages], list_people.count(reading, asked)

    with store.read() as reading:
        monkeypatch.setattr(list_people, "MANY", 10_000)
        assert not list_people.walks(reading, asked, PeopleSort.name)
        from_words = shown(reading)
        monkeypatch.setattr(list_people, "MANY", 0)
        assert list_people.walks(reading, asked, PeopleSort.name) == (asked.text != "!")
        assert shown(reading) == from_words


def test_where_very_many_fit_the_engine_walks_the_names_and_sorts_nothing(store: Store) -> None:
    with store.read() as reading:
        sql, values = list_people.page_sql(PeopleFilter(text="s"), PeopleSort.name, False, None, walk=True)
        found = plan(reading, sql, (*values, 60, 0))
        counted = plan(reading, list_people.HOW_MANY, ("s*", "s*"))
    assert "SCAN p USING COVERING INDEX person_name" in found
    assert "TEMP B-TREE FOR ORDER BY" not in found
    assert "SCAN person USING COVERING INDEX person_canon" in counted and "SCAN p" not in counted.replace("SCAN person", "")
