"""C5.2: a person listed without a sex is one of the set, and what is known of the person stands."""

from __future__ import annotations

import pytest

from prossce_desktop.domain.model.codes import AgeCell
from tests.domain.tallying import World
from tests.domain.test_counting_rules import count, crowd, fair


@pytest.mark.rule("C5.2")
def test_an_answer_of_somebody_without_a_sex_is_not_lost_where_the_count_knows_every_sex() -> None:
    # 2 women and 10 men make 12; one of them is listed without a sex, 18 to 24 years old and without a disability
    listed = crowd(1, 1, age=AgeCell.a18_24, disability="no")
    found = World((fair(1),), (count(1, 12, women=2, men=10),), listed).figures(by=("age",))
    shares = {row.id: (row.numerator, row.denominator, row.all) for row in found.shares if row.all_countries}
    assert shares == {
        "women": (2, 12, 12),
        "men": (10, 12, 12),
        "youth_15_24": (1, 1, 12),
        "with_disability": (0, 1, 12),
    }
    assert {dict(row.dimensions)["age"]: row.value for row in found.cells} == {"18_24": 1, "not_recorded": 11}


def by_age_and_disability(world: World) -> dict[tuple[str, ...], int]:
    rows = world.figures(by=("age", "disability")).cells
    return {tuple(token for _name, token in row.dimensions): row.value for row in rows if row.value}


TWO = (*crowd(1, 1, disability="yes"), *crowd(1, 1, first=1, age=AgeCell.a18_24, disability="yes"))


def test_of_two_answers_without_a_sex_none_takes_the_place_of_the_other() -> None:
    # 1 woman and 1 man make 2; both are listed without a sex and with a disability, one of them 18 to 24 years old
    found = by_age_and_disability(World((fair(1),), (count(1, 2, women=1, men=1),), TWO))
    assert found == {("18_24", "yes"): 1, ("not_recorded", "yes"): 1}


def test_an_answer_finds_its_place_where_another_took_the_last_that_was_free() -> None:
    # as above, but the count knows of the man that he has a disability: the younger one is he, the other is she
    found = by_age_and_disability(
        World((fair(1),), (count(1, 2, women=1, cells=("male/not_recorded/yes:1",)),), TWO)
    )
    assert found == {("18_24", "yes"): 1, ("not_recorded", "yes"): 1}


def test_in_a_table_by_sex_such_an_answer_has_no_row_and_the_table_closes() -> None:
    listed = crowd(1, 1, age=AgeCell.a18_24)
    rows = World((fair(1),), (count(1, 12, women=2, men=10),), listed).figures(by=("sex", "age")).cells
    assert {tuple(token for _name, token in row.dimensions): row.value for row in rows if row.value} == {
        ("female", "not_recorded"): 2, ("male", "not_recorded"): 10
    }  # fmt: skip
