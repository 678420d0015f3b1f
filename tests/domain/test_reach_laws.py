"""Reach against brute force over small worlds."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from prossce_desktop.domain.model.codes import Sex
from tests.domain.small_worlds import (
    SmallWorld,
    Traits,
    has_short_count,
    possible_numbers,
    small_worlds,
    worlds_of_cells,
)
from tests.domain.tallying import World

MANY = settings(max_examples=max(300, settings.default.max_examples), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@MANY
@given(small_worlds())
@pytest.mark.rule("C3.5")
def test_the_true_number_lies_in_the_range(small: SmallWorld) -> None:
    reach = small.world().figures().reach
    assert reach.whole.lower <= small.true_number() <= reach.whole.upper


@pytest.mark.slow
@MANY
@given(small_worlds())
def test_the_true_number_of_each_country_lies_in_its_range(small: SmallWorld) -> None:
    reach = small.world().figures().reach
    for country in set(small.countries):
        row = next((one for one in reach.by_country if one.country == country), None)
        lower, upper = (row.lower, row.upper) if row else (0, 0)
        assert lower <= small.true_number(country) <= upper


@pytest.mark.slow
@MANY
@given(small_worlds(all_sexes=True))
@pytest.mark.rule("C3.5", "C3.7")
def test_both_ends_are_reached_where_every_sex_is_recorded(small: SmallWorld) -> None:
    """Left out: lists with open pairs that are longer than their head count, or whose head count gives some sexes only."""
    assume(not has_short_count(small))
    reach = small.world().figures().reach
    assert (reach.whole.lower, reach.whole.upper) == possible_numbers(small)


@pytest.mark.slow
@MANY
@given(small_worlds())
def test_no_possible_number_lies_outside_the_range(small: SmallWorld) -> None:
    reach = small.world().figures().reach
    least, most = possible_numbers(small)
    assert reach.whole.lower <= least and most <= reach.whole.upper


@pytest.mark.slow
@MANY
@given(worlds_of_cells())
def test_the_true_number_of_each_cell_lies_in_its_range_and_cells_close(drawn: tuple[World, list[Traits], list[set[int]]]) -> None:
    world, people, sets = drawn
    present = set().union(*sets)
    whole = sum(row.value for row in world.figures(by=("sex",)).cells)
    for size in (1, 2, 3):
        for by in combinations(("sex", "age", "disability"), size):
            rows = world.figures(by=by).cells
            assert sum(row.value for row in rows) == whole
            assert sum(row.named for row in rows) == world.figures().reach.whole.named
            for row in rows:
                tokens = dict(row.dimensions)
                if "not_recorded" not in tokens.values():
                    true = sum(1 for one in present if all(_token(people[one], name) == token for name, token in tokens.items()))
                    assert row.lower <= true <= row.upper, (by, row, true)


def _token(one: Traits, name: str) -> str:
    value = getattr(one, name)
    return str(value.value) if name != "disability" else value


@pytest.mark.slow
@MANY
@given(small_worlds(all_sexes=True))
def test_the_range_of_each_sex_is_the_term_of_the_whole(small: SmallWorld) -> None:
    """Women and men apart make the lower end's third term: never more than the whole's lower end together."""
    figures = small.world().figures(by=("sex",))
    lowers = sum(row.lower for row in figures.cells if dict(row.dimensions)["sex"] != Sex.not_recorded.value)
    assert lowers <= figures.reach.whole.lower
