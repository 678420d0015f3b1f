"""The program's figures are those of the second reckoning, over many small offices and periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import pytest

from prossce_desktop.domain.counting import facts_and_tallies
from tests.naive.reckoning import SEXES, Period, Reckoning, Row
from tests.naive.worlds import Office, linked, office

PERIODS = (Period(), Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31)), Period(last=dt.date(2024, 6, 30)))
COUNTRIES = ("KH", "KH", "ID", None)


def sorted_rows(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> list[str]:
    return sorted(repr([(name, row[name]) for name in names]) for row in rows)


def compare(found: Mapping[str, Any], mine: Reckoning) -> None:
    """Every figure of the JSON object, both ways."""
    reach = found["reach"]
    whole = mine.reach()
    assert {name: reach[name] for name in whole} == whole
    expected = [{"country": country, **mine.reach(country)} for country in mine.countries]
    assert [row["country"] for row in reach["by_country"]] == mine.countries
    assert [{name: row[name] for name in told} for row, told in zip(reach["by_country"], expected, strict=True)] == expected
    apart = sum(int(str(row["lower"])) for row in expected if row["country"] is not None)
    assert reach["lower_if_countries_disjoint"] == max(apart, int(str(whole["lower"])))
    assert reach["outside"] == mine.outside() and reach["activities_without_count"] == mine.without_count()
    for name, rows in all_rows(mine).items():
        given = rows[0] if rows else {}
        assert sorted_rows(found[name], given) == sorted_rows(rows, given), name


def all_rows(mine: Reckoning) -> dict[str, list[Row]]:
    return {"activities": mine.activities(), "counts": mine.counts(), "funnel": mine.funnel(), "rates": mine.rates(), "shares": mine.shares()}


def check(world: Office) -> None:
    for period in PERIODS:
        mine = Reckoning(world, period)
        found = world.world().figures(facts_and_tallies.Period(period.first, period.last), by=("sex",))
        compare(found.as_json(), mine)
        cells = {dict(row.dimensions)["sex"]: row for row in found.cells}
        assert {sex: row.value for sex, row in cells.items() if row.value} == mine.by_sex()
        told = {sex: (row.lower, row.lower_qualifier) for sex, row in cells.items() if sex in SEXES}
        assert told == {sex: mine.at_least(sex) for sex in told}
        words = {count.qualifier for group in mine.groups for count in group.counts}
        for row in cells.values():
            if words <= {"exact"}:
                assert row.lower_qualifier == row.upper_qualifier == "exact"
            if "more_than" in words:
                assert row.upper_qualifier in ("more_than", "about")


@pytest.mark.slow
@pytest.mark.parametrize("links", [False, True])
@pytest.mark.rule("C3.5", "C4.2", "C5.1")
def test_a_thousand_small_offices_have_the_same_figures(links: bool) -> None:
    for seed in range(1_000):
        random = Random(seed)
        made = office(random, COUNTRIES)
        try:
            check(linked(random, made) if links else made)
        except AssertionError as told:
            raise AssertionError(f"seed {seed}") from told


@pytest.mark.slow
def test_the_second_reckoning_makes_every_kind_of_figure() -> None:
    """Over the worlds above every word, share, rate and step is met, so that a comparison of nothing is no proof."""
    met: set[object] = set()
    for seed in range(300):
        random = Random(seed)
        mine = Reckoning(linked(random, office(random, COUNTRIES)), Period())
        met |= {("pairs", bool(mine.reach()["open_pairs"])), ("parts", len(mine.held) > len(mine.acts))}
        met |= {row["id"] for row in (*mine.rates(), *mine.shares())} | {row["step"] for row in mine.funnel()}
        met |= {(end, mine.reach().get(end)) for end in ("lower_qualifier", "upper_qualifier")} | {row["basis"] for row in mine.counts()}
    words = {(end, word) for end in ("lower_qualifier", "upper_qualifier") for word in ("exact", "about", "nearly", "more_than")}
    assert words | {("pairs", True), ("parts", True)} <= met
    assert {"women", "men", "youth_15_24", "with_disability", "hired_of_qualified", "hired_of_registered", "interviews_per_qualified"} <= met
    assert {"registered", "qualified", "interviews", "hired_on_spot", "near_hires", "persons_named", "attendances", "online_visits"} <= met
