"""A group given alone (C4.7): it is a part of the whole count, never the whole of it, and the rest is no other group."""

from __future__ import annotations

import pytest

from prossce_desktop.domain.counting.figures import ShareRow
from prossce_desktop.domain.model.codes import AgeCell, Sex
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.tallying import CountedPresence, World
from tests.domain.test_counting_rules import F, M, count, crowd, fair

Share = tuple[int, int, int]


def shares(world: World) -> dict[str, Share]:
    """Of every share (numerator, denominator, all)."""
    return {id: (row.numerator, row.denominator, row.all) for id, row in rows(world).items()}


def rows(world: World) -> dict[str, ShareRow]:
    return {row.id: row for row in world.figures().shares if row.all_countries}


def of_counts(*cubes: dict[str, object], people: tuple[CountedPresence, ...] = ()) -> World:
    """One fair, its head counts of one day, its list."""
    return World((fair(1),), tuple(count(n, activity=1, **cube) for n, cube in enumerate(cubes, 1)), people)  # type: ignore[arg-type]


def test_youth_given_alone_are_a_part_of_the_count_and_no_woman_and_no_man_is_made_of_it() -> None:
    # 2,788 / 4,422 = 0.63049
    found = rows(of_counts({"total": 4422, "youth": 2788}))
    youth = found["youth_15_24"]
    assert set(found) == {"youth_15_24"}
    assert (youth.numerator, youth.denominator, youth.all, youth.coverage) == (2788, 4422, 4422, 1.0)
    assert youth.value == pytest.approx(0.63049, abs=1e-5)
    assert (youth.others, youth.unnamed) == (0, 1634)  # the rest is in no other band: others or not recorded


@pytest.mark.rule("C4.7", "C6.4")
def test_the_worked_example_of_the_rule() -> None:
    # 60 women and 40 men of 100, and another count with 30 women of 50: women 90 of 150, men 40 of 100
    both, alone = {"total": 100, "women": 60, "men": 40}, {"total": 50, "women": 30}
    expected = {"women": (90, 150, 150), "men": (40, 100, 150)}
    assert shares(of_counts(both, alone)) == expected  # of one set
    assert shares(World((fair(1), fair(2)), (count(1, **both), count(2, **alone)))) == expected  # type: ignore[arg-type]
    found = rows(of_counts(both, alone))
    assert (found["women"].others, found["women"].unnamed) == (40, 20)
    assert (found["men"].others, found["men"].unnamed) == (90, 20)


def test_women_alone_say_nothing_of_men() -> None:
    assert shares(of_counts({"total": 50, "women": 30})) == {"women": (30, 50, 50)}
    assert shares(of_counts({"total": 50, "men": 30})) == {"men": (30, 50, 50)}


def test_a_typed_zero_is_given() -> None:
    # no woman among 50; beside 20 women, 0 men: both are given, so of 20 recorded, 30 not recorded
    assert shares(of_counts({"total": 50, "women": 0})) == {"women": (0, 50, 50)}
    assert shares(of_counts({"total": 50, "women": 20, "men": 0})) == {"women": (20, 20, 50), "men": (0, 20, 50)}


def test_crossed_cells_and_other_bands_are_never_alone() -> None:
    assert shares(of_counts({"total": 100, "cells": ("female/not_recorded/not_recorded:60",)}))["women"] == (60, 60, 100)
    assert shares(of_counts({"total": 100, "ages": ("25_35:40",)})) == {"youth_15_24": (0, 40, 100)}
    assert shares(of_counts({"total": 100, "ages": ("15_29:40",)})) == {}
    assert shares(of_counts({"total": 100, "ages": ("15_24:30", "25_35:50")})) == {"youth_15_24": (30, 80, 100)}
    assert shares(of_counts({"total": 100, "women": 60, "cells": ("male/25/no:10",)})) == {
        "women": (60, 70, 100), "men": (10, 70, 100), "youth_15_24": (0, 10, 100), "with_disability": (0, 10, 100)
    }


def test_cells_of_the_same_group_and_of_other_dimensions_leave_it_alone() -> None:
    assert shares(of_counts({"total": 100, "women": 60, "cells": ("female/25/not_recorded:10",)}))["women"] == (60, 100, 100)
    assert shares(of_counts({"total": 100, "women": 60, "cells": ("not_recorded/25/not_recorded:10",)}))["women"] == (60, 100, 100)
    asked = {"total": 100, "persons_with_disabilities": 9, "cells": ("female/25/unknown:4",)}
    assert shares(of_counts(asked))["with_disability"] == (9, 9, 100)  # four were asked and gave no clear answer: not alone


def test_disability_given_alone_has_the_count_beneath_it() -> None:
    found = rows(of_counts({"total": 100, "women": 30, "men": 42, "persons_with_disabilities": 3}))["with_disability"]
    assert (found.numerator, found.denominator, found.value) == (3, 100, 0.03)


def test_the_list_of_the_set_fills_and_takes_its_part_of_those_not_in_the_group() -> None:
    # 60 women of 100. 30 men listed are some of the 40 others; 50 men are more than those, so T' = 60 + 50
    alone: dict[str, object] = {"total": 100, "women": 60}
    assert shares(of_counts(alone, people=crowd(30, 1, M)))["women"] == (60, 100, 100)
    assert shares(of_counts(alone, people=crowd(50, 1, M)))["women"] == (60, 110, 110)
    # 70 women listed: T' of women is 70, and 30 places are left of the 100
    assert shares(of_counts(alone, people=crowd(70, 1, F)))["women"] == (70, 100, 100)
    # of men only the list speaks: 30 of 30 + 10; the count of women says nothing of men
    assert shares(of_counts(alone, people=crowd(30, 1, M) + crowd(10, 1, F, first=30)))["men"] == (30, 40, 100)


def test_a_list_without_the_answer_takes_nothing_from_a_group_given_alone() -> None:
    alone: dict[str, object] = {"total": 100, "persons_with_disabilities": 4}
    assert shares(of_counts(alone, people=crowd(20, 1)))["with_disability"] == (4, 100, 100)
    # 6 listed with a disability are two more than the count has: they stand, two of the 96 go
    disabled = crowd(6, 1, disability="yes")
    assert shares(of_counts(alone, people=disabled))["with_disability"] == (6, 100, 100)
    # 40 young people listed at a fair that counted 30 of 100
    young = crowd(40, 1, age=AgeCell.a18_24)
    assert shares(of_counts({"total": 100, "youth": 30}, people=young))["youth_15_24"] == (40, 100, 100)


def test_days_that_ask_differently_stand_side_by_side() -> None:
    # day 1: 60 women of 100 alone; day 2: 20 men of 50 alone. Women 60 of 100, men 20 of 50; everybody is 150
    world = of_counts({"total": 100, "women": 60}, {"total": 50, "men": 20})
    assert shares(world) == {"women": (60, 100, 150), "men": (20, 50, 150)}


@pytest.mark.rule("C4.8")
def test_tables_stay_as_they_are() -> None:
    cells = of_counts({"total": 100, "women": 60, "youth": 10}).figures(by=("sex",)).cells
    assert {dict(one.dimensions)["sex"]: one.value for one in cells} == {"female": 60, "not_recorded": 40}


def test_what_a_cube_gives_alone() -> None:
    cube = head_cube(100, ("female/25/yes:3",), women=60, persons_with_disabilities=5)
    assert (cube.alone("sex"), cube.alone("age"), cube.alone("disability")) == (Sex.female, None, "yes")
