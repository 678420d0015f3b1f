"""Which copies stay, whatever the clock does."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.store.maintenance.backup_retention import AHEAD, DAYS, FEW, WEEKS, newest_first, retained

pytestmark = pytest.mark.slow

UTC = dt.UTC
moments = st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2045, 1, 1), timezones=st.just(UTC)).map(lambda one: one.replace(microsecond=0))
NOW = dt.datetime(2026, 11, 25, 16, 40, tzinfo=UTC)


@given(st.sets(moments, max_size=60), moments)
def test_the_newest_and_the_one_just_made_always_stay(known: set[dt.datetime], now: dt.datetime) -> None:
    stay = retained(known, now)
    assert stay <= known
    if known:
        assert max(known) in stay
        assert newest_first(known, now)[0] in stay
        for made in known:
            assert made in retained(known, now, made)


@given(st.sets(moments, max_size=60), moments)
def test_a_copy_of_every_month_stays_for_ever(known: set[dt.datetime], now: dt.datetime) -> None:
    assert {(one.year, one.month) for one in retained(known, now)} == {(one.year, one.month) for one in known}


@given(st.sets(moments, max_size=60), moments)
def test_thinning_twice_changes_nothing(known: set[dt.datetime], now: dt.datetime) -> None:
    assert retained(retained(known, now), now) == retained(known, now)


@given(st.sets(moments, min_size=1, max_size=40), st.sets(moments, max_size=10))
def test_copies_of_a_clock_that_ran_ahead_take_no_place_of_the_others(known: set[dt.datetime], ahead: set[dt.datetime]) -> None:
    usual, wrong = {one for one in known if one <= NOW}, {one for one in known | ahead if one > NOW + AHEAD}
    assert retained(usual | wrong, NOW) >= retained(usual, NOW)


@given(st.lists(st.integers(1, 40_000), min_size=30, max_size=500), st.integers(0, 3000))
def test_as_the_days_go_by_the_spans_are_as_promised(gaps: list[int], start: int) -> None:
    """Copies made one after the other, thinned each time: dense now, a day apart, a week apart, then a month apart."""
    at, stay = NOW + dt.timedelta(days=start), set[dt.datetime]()
    made: set[dt.datetime] = set()
    for gap in gaps:
        at += dt.timedelta(seconds=gap)
        made.add(at)
        stay = retained(stay | {at}, at, at)
    assert set(sorted(made)[-FEW:]) <= stay
    days = sorted({one.date() for one in made})
    assert set(days[-DAYS:]) <= {one.date() for one in stay}
    weeks = sorted({tuple(one.isocalendar()[:2]) for one in made})
    assert set(weeks[-WEEKS:]) <= {tuple(one.isocalendar()[:2]) for one in stay}
    assert {(one.year, one.month) for one in made} == {(one.year, one.month) for one in stay}
    assert len(stay) <= FEW + DAYS + WEEKS + len({(one.year, one.month) for one in made})


def test_a_year_of_two_copies_a_day_leaves_a_few_dozen() -> None:
    every = [NOW - dt.timedelta(hours=12 * n) for n in range(730)]
    stay = sorted(retained(every, NOW), reverse=True)
    assert 30 <= len(stay) <= 42
    ages = [(NOW - one).days for one in stay]
    assert all(older - newer <= 1 for newer, older in pairwise(ages) if older <= 13)
    assert all(older - newer <= 8 for newer, older in pairwise(ages) if older <= 56)
    assert all(older - newer <= 31 for newer, older in pairwise(ages))


def test_a_year_in_a_cupboard_makes_no_copy_old() -> None:
    every = [NOW - dt.timedelta(days=400 + n) for n in range(10)]
    assert retained(every, NOW) == set(every)


def test_copies_dated_ahead_are_offered_last() -> None:
    far, near, old = NOW + dt.timedelta(days=9000), NOW - dt.timedelta(hours=1), NOW - dt.timedelta(days=3)
    assert newest_first([old, far, near], NOW) == [near, old, far]
