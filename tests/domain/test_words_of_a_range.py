"""C3.9: an end keeps the qualifier of the counts that made it; so do cells, funnel steps and denominators."""

from __future__ import annotations

import pytest

from prossce_desktop.domain.counting.facts_and_tallies import ChannelNumbers
from prossce_desktop.domain.counting.figures import CellRow, ReachRange
from prossce_desktop.domain.model.codes import Qualifier
from tests.domain.tallying import Links, World
from tests.domain.test_counting_rules import DAY, F, M, count, crowd, fair

EXACT, ABOUT, NEARLY, MORE = Qualifier.exact, Qualifier.about, Qualifier.nearly, Qualifier.more_than
Said = tuple[int, Qualifier, int, Qualifier]


def ends(one: ReachRange | CellRow) -> Said:
    return one.lower, one.lower_qualifier, one.upper, one.upper_qualifier


def reach(world: World) -> Said:
    return ends(world.figures().reach.whole)


@pytest.mark.rule("C3.9")
def test_from_45_000_to_more_than_46_000() -> None:
    # the large fair is counted exactly, the small one "more than 1,000": 45,000 are sure, the sum may be more than 46,000
    assert reach(World((fair(1), fair(2)), (count(1, 45_000), count(2, 1_000, qualifier=MORE)))) == (45_000, EXACT, 46_000, MORE)


@pytest.mark.parametrize("qualifier", Qualifier)
def test_one_count_alone_keeps_its_qualifier_at_both_ends(qualifier: Qualifier) -> None:
    assert reach(World((fair(1),), (count(1, 500, qualifier=qualifier),))) == (500, qualifier, 500, qualifier)
    [country] = World((fair(1),), (count(1, 500, qualifier=qualifier),)).figures().reach.by_country
    assert ends(country) == (500, qualifier, 500, qualifier)


def test_of_two_counts_that_reach_the_lower_end_an_exact_one_makes_it_exact_and_else_more_than() -> None:
    fairs = (fair(1), fair(2))
    assert reach(World(fairs, (count(1, 70, qualifier=ABOUT), count(2, 70)))) == (70, EXACT, 140, ABOUT)
    assert reach(World(fairs, (count(1, 70, qualifier=ABOUT), count(2, 70, qualifier=MORE)))) == (70, MORE, 140, ABOUT)
    assert reach(World(fairs, (count(1, 70, qualifier=NEARLY), count(2, 70, qualifier=ABOUT)))) == (70, ABOUT, 140, ABOUT)
    assert reach(World(fairs, (count(1, 70, qualifier=NEARLY), count(2, 70, qualifier=NEARLY)))) == (70, NEARLY, 140, NEARLY)


def test_names_are_exact_and_a_list_not_below_its_count_is_exact() -> None:
    about = (count(1, 25, qualifier=ABOUT),)
    assert reach(World((fair(1),), about, crowd(30, 1))) == (30, EXACT, 30, EXACT)
    assert reach(World((fair(1),), about, crowd(25, 1))) == (25, EXACT, 25, EXACT)
    # 12 of "about 25" are named: T' is the count's
    assert reach(World((fair(1),), about, crowd(12, 1))) == (25, ABOUT, 25, ABOUT)
    # beside them 5 named at a training that nobody counted: 25 about and 5 exact are about 30
    assert reach(World((fair(1), fair(2)), about, crowd(12, 1) + crowd(5, 2, first=12))) == (25, ABOUT, 30, ABOUT)
    nearly = (count(1, 25, qualifier=NEARLY),)
    assert reach(World((fair(1),), nearly, crowd(12, 1))) == (25, NEARLY, 25, NEARLY)
    assert reach(World((fair(1), fair(2)), nearly, crowd(12, 1) + crowd(5, 2, first=12))) == (25, NEARLY, 30, ABOUT)


@pytest.mark.rule("C3.9")
def test_every_more_than_stays_in_the_upper_end_also_below_its_list() -> None:
    # 30 are listed where "more than 25" were counted: 30 are sure, how many more nobody knows
    assert reach(World((fair(1),), (count(1, 25, qualifier=MORE),), crowd(30, 1))) == (30, EXACT, 30, MORE)


def test_women_of_one_fair_and_men_of_another_make_the_lower_end_together() -> None:
    women, men = count(1, 3_000, women=3_000), count(2, 2_500, men=2_500, qualifier=MORE)
    assert reach(World((fair(1), fair(2)), (women, men))) == (5_500, MORE, 5_500, MORE)
    about = count(2, 2_500, men=2_500, qualifier=ABOUT)
    assert reach(World((fair(1), fair(2)), (women, about))) == (5_500, ABOUT, 5_500, ABOUT)


def test_days_of_one_channel_are_a_sum_above_and_the_largest_day_beneath() -> None:
    days = (count(1, 900, activity=1, counted_on=DAY, qualifier=MORE), count(2, 700, activity=1, counted_on=DAY.replace(day=2)))
    assert reach(World((fair(1),), days)) == (900, MORE, 1_600, MORE)


def test_nobody_is_exactly_nobody_and_open_pairs_leave_names_exact() -> None:
    assert reach(World()) == (0, EXACT, 0, EXACT)
    assert reach(World((fair(1),), (), crowd(4, 1), Links((), (), ((0, 1),)))) == (3, EXACT, 4, EXACT)


def test_cells_keep_the_words_of_their_counts() -> None:
    # 60 women and 40 men of "more than 100"; 70 women counted exactly
    counts = (count(1, 100, women=60, men=40, qualifier=MORE), count(2, 70, women=70))
    rows = {dict(row.dimensions)["sex"]: ends(row) for row in World((fair(1), fair(2)), counts).figures(by=("sex",)).cells}
    assert rows["female"] == (70, EXACT, 130, MORE)
    assert rows["male"] == (40, MORE, 40, MORE)
    years = World((fair(1), fair(2)), counts).figures(by=("year",)).cells
    assert [ends(row) for row in years] == [(110, MORE, 170, MORE), (0, EXACT, 0, EXACT)]


def test_cells_of_names_are_exact() -> None:
    rows = {dict(row.dimensions)["sex"]: ends(row) for row in World((fair(1),), (), crowd(3, 1, F) + crowd(2, 1, M, first=3)).figures(by=("sex",)).cells}
    assert rows == {"female": (3, EXACT, 3, EXACT), "male": (2, EXACT, 2, EXACT), "not_recorded": (0, EXACT, 0, EXACT)}


@pytest.mark.rule("C3.9", "C7.2")
def test_funnel_steps_and_denominators_keep_the_words_of_the_count_that_stands_in() -> None:
    # no registrations on record: the count, more than 500, stands for them; 50 / 500
    numbers = {"on_site": ChannelNumbers(qualified=200, hired_on_spot=50)}
    found = World((fair(1, numbers=numbers),), (count(1, 500, qualifier=MORE),)).figures()
    steps = {row.step: (row.value, row.qualifier) for row in found.funnel}
    assert steps == {"registered": (500, MORE), "qualified": (200, EXACT), "hired_on_spot": (50, EXACT)}
    rates = {row.id: (row.numerator, row.denominator, row.denominator_qualifier) for row in found.rates}
    assert rates == {"hired_of_qualified": (50, 200, EXACT), "hired_of_registered": (50, 500, MORE)}
    own = {"on_site": ChannelNumbers(registered=400, qualified=200, hired_on_spot=50)}
    both = World((fair(1, numbers=numbers), fair(2, numbers=own)), (count(1, 500, qualifier=ABOUT),)).figures()
    assert {(row.step, row.value, row.qualifier) for row in both.funnel if row.step == "registered"} == {("registered", 900, ABOUT)}


def test_denominators_of_shares_keep_the_words_of_their_counts() -> None:
    counts = (count(1, 100, women=60, men=40, qualifier=MORE), count(2, 30))
    rows = {row.id: row.denominator_qualifier for row in World((fair(1), fair(2)), counts).figures().shares if row.all_countries}
    assert rows == {"women": MORE, "men": MORE}


def test_answers_of_a_list_are_exact_whatever_a_count_beside_it_says() -> None:
    """Nearly 100 counted, of whom nobody asked the sex; 5 names, 3 women and 2 men: of 5, not of about 5."""
    named = crowd(3, 1, sex=F) + crowd(2, 1, first=3, sex=M)
    found = World((fair(1),), (count(1, 100, qualifier=NEARLY),), named).figures()
    rows = {row.id: (row.numerator, row.denominator, row.denominator_qualifier) for row in found.shares if row.all_countries}
    assert rows == {"women": (3, 5, EXACT), "men": (2, 5, EXACT)}


def test_the_json_has_the_qualifiers_of_both_ends() -> None:
    found = World((fair(1), fair(2)), (count(1, 45_000), count(2, 1_000, qualifier=MORE))).figures(by=("year",)).as_json()
    words = {"lower_qualifier": "exact", "upper_qualifier": "more_than"}
    whole, [country], year = found["reach"], found["reach"]["by_country"], found["cells"][0]  # type: ignore[index]
    assert all(words.items() <= one.items() for one in (whole, country, year))  # type: ignore[union-attr]
