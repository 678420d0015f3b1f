"""The totals of the golden table, worked out by hand beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prossce_desktop.domain.counting.figures import by_id
from prossce_desktop.domain.counting.qualified_numbers import Number, total
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.errors import BasesMix
from tests.domain.published import days, published_world, year
from tests.domain.tallying import World


def test_cambodia_2024_is_the_answer_of_the_contract() -> None:
    answer = published_world().figures(year(2024), ("KH",)).as_json()
    assert answer["activities"] == [
        {"country": "KH", "kind": "career_fair", "records": 5, "events": 73, "planned": 0, "postponed": 0, "cancelled": 0, "without_count": 0}
    ]
    counts = {row["basis"]: (row["value"], row["activities"], row["qualifier"], row["context"]) for row in answer["counts"]}  # type: ignore[attr-defined]
    assert counts == {
        "persons_organiser": (41_422 + 3_693, 2, "exact", False),
        "online_visits": (63_267, 1, "exact", False),
        "attendances": (10_224 + 47_981, 2, "exact", False),
        "posts": (30_000 + 1_700, 2, "more_than", False),
    }
    reach = answer["reach"]
    assert (reach["lower"], reach["upper"], reach["named"], reach["named_min"], reach["open_pairs"]) == (41_422, 45_115, 0, 0, 0)  # type: ignore[index]
    assert reach["outside"] == [  # type: ignore[index]
        {"basis": "attendances", "value": 58_205, "activities": 2}, {"basis": "online_visits", "value": 63_267, "activities": 1}
    ]
    assert (answer["funnel"], answer["rates"], answer["shares"], answer["cells"], answer["sample"]) == ([], [], [], [], True)
    assert answer["period"] == {"from": "2024-01-01", "to": "2024-12-31"} and answer["countries"] == ["KH"]


@pytest.mark.parametrize(
    ("first", "last", "lower", "upper"),
    [("2023-10-01", "2024-05-31", 605, 645), ("2024-01-01", "2024-12-31", 605, 605), ("2023-01-01", "2023-12-31", 40, 40)],
)
@pytest.mark.rule("C2.1")
def test_indonesia_belongs_to_the_day_it_ends(first: str, last: str, lower: int, upper: int) -> None:
    whole = published_world().figures(days(first, last), ("ID",)).reach.whole
    assert (whole.lower, whole.upper) == (lower, upper)


def _with_trainers_included() -> World:
    world = published_world()
    parent = next(one.id for one in world.activities if one.code == "ID-PES-2024")
    linked = tuple(replace(one, part_of=parent) if one.code == "ID-TOT-2023" else one for one in world.activities)
    return replace(world, activities=linked)


@pytest.mark.rule("C2.6")
def test_trainers_recorded_as_part_of_the_counsellors_make_exactly_605() -> None:
    whole = _with_trainers_included().figures(days("2023-10-01", "2024-05-31"), ("ID",)).reach.whole
    assert (whole.lower, whole.upper) == (605, 605)


@pytest.mark.rule("C2.6")
def test_a_part_adds_nothing_in_its_own_year_and_a_note_says_where_it_counts() -> None:
    figures = _with_trainers_included().figures(year(2023), ("ID",))
    assert (figures.reach.whole.lower, figures.reach.whole.upper, figures.counts) == (0, 0, ())
    assert figures.notes[0].as_problem().sentence == "ID-TOT-2023 belongs to ID-PES-2024 and is counted there, on 2024-05-31."


def test_a_part_that_is_not_included_counts_for_itself() -> None:
    world = _with_trainers_included()
    apart = tuple(replace(one, included_in_parent=False) for one in world.activities)
    whole = replace(world, activities=apart).figures(days("2023-10-01", "2024-05-31"), ("ID",)).reach.whole
    assert (whole.lower, whole.upper) == (605, 645)


@pytest.mark.rule("C3.11")
def test_all_countries_of_2024_with_the_sum_of_their_lower_ends_beside_it() -> None:
    reach = published_world().figures(year(2024)).reach
    assert (reach.whole.lower, reach.whole.upper, reach.lower_if_countries_disjoint) == (41_422, 45_720, 41_422 + 605)
    assert [(one.country, one.lower, one.upper) for one in reach.by_country] == [("ID", 605, 605), ("KH", 41_422, 45_115)]


@pytest.mark.rule("C2.4", "C6.1")
def test_the_philippines_2015_hot_rates_name_both_bases_and_stay_context() -> None:
    figures = published_world().figures(year(2015), ("PH",))
    rates = by_id(figures.rates, "PH")
    assert rates["hired_of_qualified"].value == pytest.approx(135_590 / 229_538, abs=0)
    assert rates["hired_of_registered"].value == pytest.approx(135_590 / 487_640, abs=0)
    assert rates["hired_of_registered"].from_count == 487_640  # type: ignore[union-attr]
    assert [(row.step, row.basis, row.value, row.context) for row in figures.funnel] == [
        ("registered", "persons_organiser", 487_640, True),
        ("qualified", "persons_organiser", 229_538, True),
        ("hired_on_spot", "persons_organiser", 135_590, True),
    ]
    assert figures.reach.whole.upper == 0 and figures.counts[0].context and figures.shares == ()


@pytest.mark.rule("C7.1")
def test_the_philippines_2016_interviews_are_events_not_people() -> None:
    figures = published_world().figures(year(2016), ("PH",))
    row = by_id(figures.rates, "PH")["interviews_per_qualified"]
    assert (row.numerator, row.denominator, round(float(row.value or 0), 3)) == (38_378, 20_805, 1.845)
    assert figures.reach.whole.upper == 0 and figures.activities[0].without_count == 1


@pytest.mark.rule("C2.10")
def test_activities_without_a_count_are_named_in_2025() -> None:
    figures = published_world().figures(year(2025))
    assert {(row.country, row.kind): row.without_count for row in figures.activities} == {
        ("KH", "training"): 0, (None, "training"): 1, (None, "policy_dialogue"): 1, (None, "knowledge_product"): 1
    }
    assert figures.reach.activities_without_count == 3
    assert [(row.value, row.qualifier) for row in figures.counts] == [(100, "nearly")]


@pytest.mark.rule("C1.2")
def test_the_three_bases_of_cambodia_are_never_one_number() -> None:
    numbers = [Number(45_115, Basis.persons_organiser), Number(63_267, Basis.online_visits), Number(58_205, Basis.attendances)]
    with pytest.raises(BasesMix, match="Persons, head count, Attendances, Online visits"):
        total(numbers)


def test_every_figure_knows_its_records_and_its_definition() -> None:
    from prossce_desktop.domain.counting.figure_definitions import definition

    figures = published_world().figures(by=("sex", "year"))
    rows = [*figures.activities, *figures.counts, *figures.funnel, *figures.rates, *figures.shares, *figures.cells, *figures.reach.by_country]
    assert all(row.activity_ids and definition(row.definition) for row in rows)


def test_the_order_of_records_changes_nothing() -> None:
    world = published_world()
    turned = replace(world, activities=world.activities[::-1], head_counts=world.head_counts[::-1])
    assert turned.figures(by=("sex", "year")).as_json() == world.figures(by=("sex", "year")).as_json()


def test_no_records_give_empty_lists_and_zeros() -> None:
    answer = World().figures(by=("sex",)).as_json()
    assert [answer[name] for name in ("activities", "counts", "funnel", "rates", "shares", "cells", "notes")] == [[]] * 7
    assert answer["reach"]["upper"] == 0 and answer["sample"] is False  # type: ignore[index]
