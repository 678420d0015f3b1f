"""Joined organisations are one: a row of the list, a hit of the search, an employer at a fair; the figures of both are in it once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.records import record_search, references
from prossce_desktop.services.reporting import activity_page_parts
from prossce_desktop.store.queries import activity_summary, list_organisations
from prossce_desktop.store.queries.canonical_organisations import together
from prossce_desktop.store.queries.list_organisations import (
    OrganisationFilter,
    OrganisationRow,
    OrganisationSort,
)
from prossce_desktop.store.workspace.store import Store
from tests.queried import fair, workspace

EVERY = OrganisationFilter()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


@pytest.fixture
def four(store: Store) -> dict[str, int]:
    """Bank: fair 1 with 10 posts and 2 hired. Bank of Angkor: fair 1 with 5 posts, fair 2 with 7 and 1 hired. Hotel: fair 2. Mill: none."""
    with store.work("new", 4) as work:
        bank, angkor, hotel, mill = work.new(
            "organisation",
            [Organisation(name="Bank"), Organisation(name="Angkor Banking"), Organisation(name="Hotel", country="KH"), Organisation(name="Mill")],
        )
    one, two = fair(store, "F1"), fair(store, "F2")
    with store.work("employers", 4) as work:
        work.new(
            "fair_employer",
            [
                FairEmployer(activity=one, organisation=bank, posts_local=10, hired=2), FairEmployer(activity=one, organisation=angkor, posts_overseas=5),
                FairEmployer(activity=two, organisation=angkor, posts_local=7, hired=1), FairEmployer(activity=two, organisation=hotel, posts_local=1),
            ],
        )  # fmt: skip
    duplicate_decisions.decide(store, bank, angkor, Verdict.same)
    return {"bank": bank, "angkor": angkor, "hotel": hotel, "mill": mill, "one": one, "two": two}


def names(rows: list[OrganisationRow]) -> list[str]:
    return [one.name for one in rows]


def test_the_list_shows_one_row_with_the_figures_of_both_once(store: Store, four: dict[str, int]) -> None:
    with store.read() as reading:
        rows = list_organisations.page(reading, EVERY)
        assert names(rows) == ["Bank", "Hotel", "Mill"]
        assert (rows[0].fairs, rows[0].posts, rows[0].hired) == (2, 10 + 5 + 7, 2 + 1), "two fairs, not three"
        assert (rows[2].fairs, rows[2].posts, rows[2].hired) == (0, None, None)
        assert list_organisations.count(reading, EVERY) == 3
        assert [one.fairs for one in list_organisations.rows(reading, [four["angkor"], four["hotel"]])] == [2, 1]
        assert [(one.title, one.posts_local) for one in list_organisations.at_fairs(reading, four["bank"])] == [("F2", 7), ("F1", 10), ("F1", None)]


@pytest.mark.parametrize("text", ["bank", "banking", "angkor"])
def test_search_finds_it_once_by_either_name(store: Store, four: dict[str, int], text: str) -> None:
    with store.read() as reading:
        asked = OrganisationFilter(text=text)
        assert [one.id for one in list_organisations.page(reading, asked)] == [four["bank"]]
        assert list_organisations.count(reading, asked) == 1
        assert [one.id for one in record_search.go_to(reading, text) if one.kind == "organisation"] == [four["bank"]]
        assert [one.id for one in references.offered(reading, ("organisation",), text)] == [four["bank"]]
        assert references.named(reading, ("organisation",), "Angkor Banking") == four["bank"], "typed whole, it is the one that stands for both"


@pytest.mark.parametrize("sort", list(OrganisationSort))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_shows_each_once_over_its_pages(store: Store, four: dict[str, int], sort: OrganisationSort, descending: bool) -> None:
    with store.read() as reading:
        paged = [
            row.id for offset in range(3) for row in list_organisations.page(reading, EVERY, sort=sort, descending=descending, offset=offset, limit=1)
        ]
        assert sorted(paged) == sorted((four["bank"], four["hotel"], four["mill"]))
        assert paged == list(list_organisations.ordered(reading, EVERY, sort=sort, descending=descending))
        if sort is OrganisationSort.fairs:
            assert paged[::-1 if not descending else 1] == [four["bank"], four["hotel"], four["mill"]], "two fairs, one, none"


def test_a_joined_pair_is_one_employer_on_every_surface_of_a_fair(store: Store, four: dict[str, int]) -> None:
    with store.read() as reading:
        assert fair_employers.sums(reading, four["one"]) == {
            "employers": 1, "posts_local": 10, "posts_overseas": 5, "interviews": None, "hired": 2, "near_hires": None,
        }  # fmt: skip
        assert activity_summary.how_many(reading, "fair_employer", four["one"]) == 1
        [line] = activity_page_parts.employers(reading, four["one"])
        assert (line.name, line.posts_local, line.posts_overseas, line.hired) == ("Bank", 10, 5, 2)
    rows = fair_employers.rows(store, four["one"])
    assert fair_employers.again(rows) == [False, True], "the second says that it is the same employer"
    assert len({one.counted_as for one in rows}) == 1
    added = fair_employers.save(store, four["two"], [EmployerRow(None, None, "Bank")])
    assert added.made == 0 and fair_employers.again(fair_employers.rows(store, four["two"])) == [False, False, True]


def test_told_apart_they_are_two_again(store: Store, four: dict[str, int]) -> None:
    duplicate_decisions.split(store, four["angkor"], four["bank"])
    with store.read() as reading:
        assert names(list_organisations.page(reading, EVERY)) == ["Angkor Banking", "Bank", "Hotel", "Mill"]
        assert fair_employers.sums(reading, four["one"])["employers"] == 2
        assert together(reading) == {}


def test_who_is_taken_out_of_three_leaves_the_other_two_joined(store: Store, four: dict[str, int]) -> None:
    """Bank - Angkor - Mill: Angkor, which held the two together, is not the same."""
    duplicate_decisions.decide(store, four["angkor"], four["mill"], Verdict.same)
    change = duplicate_decisions.split(store, four["bank"], four["angkor"])
    assert change is not None and change.step is not None
    with store.read() as reading:
        assert together(reading) == {four["bank"]: four["bank"], four["mill"]: four["bank"]}
    store.undo.undo(change.step)
    with store.read() as reading:
        assert set(together(reading).values()) == {four["bank"]} and len(together(reading)) == 3


def test_a_page_of_the_list_is_found_by_the_index_with_joined_ones_too(store: Store, four: dict[str, int]) -> None:
    with store.read() as reading:
        for sort in OrganisationSort:
            sql, values = list_organisations.page_sql(OrganisationFilter(text="bank"), sort, False, together(reading))
            plan = " ".join(str(row[3]) for row in reading.execute(f"EXPLAIN QUERY PLAN {sql}", (*values, 60, 0)).fetchall())
            assert "record_find VIRTUAL TABLE INDEX" in plan
            assert "SCAN record_find" not in plan.replace("SCAN record_find VIRTUAL TABLE INDEX", "")
        list_organisations.rows(reading, [four["bank"]])  # who is to check is found once
        asked = []
        for ids in ([four["bank"]], [four["bank"], four["hotel"], four["mill"]]):
            seen: list[str] = []
            list_organisations.rows(Watched(reading, seen), ids)  # type: ignore[arg-type]
            asked.append(len(seen))
        assert asked[0] == asked[1], "the same number of statements for any number of rows"


class Watched:
    """A reading that notes its statements."""

    def __init__(self, reading: object, seen: list[str]) -> None:
        self._reading, self._seen = reading, seen

    def __getattr__(self, name: str) -> object:
        return getattr(self._reading, name)

    def execute(self, sql: str, values: tuple[object, ...] = ()) -> object:
        self._seen.append(sql)
        return self._reading.execute(sql, values)  # type: ignore[attr-defined]
