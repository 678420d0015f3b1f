"""Several head counts of one channel and day: the same people, or each its door (C3.4)."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, HeadCountFacts, Period
from prossce_desktop.domain.counting.figures import ReachRange
from prossce_desktop.domain.counting.repeated_head_counts import doors_for
from prossce_desktop.domain.model.codes import ActivityKind, Qualifier, Sex
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.tallying import World

DAY = dt.date(2024, 5, 1)
FAIR = ActivityFacts(1, "F1", "Fair", ActivityKind.career_fair, country="KH", start=DAY, channel="on_site")


def count(number: int, total: int, door: int | None = None, *, women: int | None = None, **more: object) -> HeadCountFacts:
    return HeadCountFacts(number, 1, head_cube(total, women=women), door=door, **more)  # type: ignore[arg-type]


def reach(*counts: HeadCountFacts) -> ReachRange:
    return World((FAIR,), counts).figures(Period()).reach.whole


@pytest.mark.parametrize(
    ("doors", "lower"),
    [
        ((None, None, None), 100),  # nobody said anything: the largest
        ((1, None, None), 100),
        ((1, 2, None), 160),  # 100 and 60; the 30 may be some of them
        ((1, 2, 3), 190),
        ((1, 1, 2), 130),  # 60 at the first door was a second count: the larger, and 30
        ((1, 2, 2), 160),
        ((None, 1, 2), 100),  # 60 and 30 together are fewer than who was counted without a door
    ],
)
@pytest.mark.rule("C3.4")
def test_counts_at_doors_of_their_own_are_added_to_the_least_people(doors: tuple[int | None, ...], lower: int) -> None:
    """Counts of 100, 60 and 30; the most is all of them together, whatever is said."""
    found = reach(*(count(number, total, door) for number, (total, door) in enumerate(zip((100, 60, 30), doors, strict=True), 1)))
    assert (found.lower, found.upper) == (lower, 190)


def test_the_same_person_may_come_on_two_days_whatever_the_door() -> None:
    found = reach(count(1, 100, 1), count(2, 60, 2, counted_on=DAY + dt.timedelta(1)))
    assert (found.lower, found.upper) == (100, 160)


def test_women_at_two_doors_are_added_and_so_are_the_words() -> None:
    """50 of 100 women and more than 20 of 60: at least 70 women, and 160 people."""
    counts = count(1, 100, 1, women=50), count(2, 60, 2, women=20, qualifier=Qualifier.more_than)
    found = World((FAIR,), counts).figures(Period(), by=("sex",))
    whole = found.reach.whole
    assert (whole.lower, whole.lower_qualifier, whole.upper) == (160, "more_than", 160)
    [women] = [row for row in found.cells if dict(row.dimensions)["sex"] == Sex.female]
    assert (women.lower, women.lower_qualifier) == (70, "more_than")


@pytest.mark.slow
def test_the_least_people_is_never_more_than_came() -> None:
    """Random crowds: counts with a door see only who came through it, those without may see anybody, again or for the first time."""
    random = Random(7)
    for _ in range(3_000):
        crowd = {door: [random.choice((True, False)) for _ in range(random.randint(0, 6))] for door in (1, 2, 3)}
        people = [(door, at) for door, those in crowd.items() for at in range(len(those))]
        counts, seen = [], set()
        for number in range(1, random.randint(1, 5)):
            door = random.choice((None, 1, 2, 3))
            counted = [one for one in people if (door is None or one[0] == door) and random.random() < 0.7]
            seen |= set(counted)
            counts.append(count(number, len(counted), door, women=sum(crowd[at][person] for at, person in counted)))
        found = reach(*counts) if counts else ReachRange(0, 0)
        assert found.lower <= len(seen) <= found.upper, counts


@pytest.mark.parametrize(
    ("first", "second", "taken", "doors"),
    [(None, None, (), (1, 2)), (1, None, {1}, (1, 2)), (None, 2, {2}, (1, 2)), (2, 2, {2}, (2, 1)), (None, None, {1, 2}, (3, 4)), (1, 1, {1, 2}, (1, 3))],
)
def test_doors_that_were_said_stay_and_others_get_free_ones(
    first: int | None, second: int | None, taken: set[int], doors: tuple[int, int]
) -> None:
    assert doors_for(first, second, taken) == doors
