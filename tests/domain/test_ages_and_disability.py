"""Ages at the first day, age cells and bands, and the Washington Group rule."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.model.ages import (
    RECORDED_CELLS,
    UNKNOWN_AGE,
    YOUTH_15_24,
    Age,
    AgeBand,
    age_at,
    age_on,
    band_of,
    cell_of,
    inside,
    outside,
    read_band,
)
from prossce_desktop.domain.model.codes import AgeCell, Disability, DisabilityBasis
from prossce_desktop.domain.model.disability import disability_by, washington_group

DAY = dt.date(2024, 10, 26)


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        ("1974-07-21", Age(50)), ("1974-10-26", Age(50)), ("1974-10-27", Age(49)), ("2004-02-29", Age(20)),
        ("1974-10", Age(50, True)), ("1974-11", Age(49, True)), ("1974", Age(50, True)), ("2025-01-01", None), (None, None),
    ],
)
@pytest.mark.rule("C9.1")
def test_age_is_computed_at_the_first_day(birth: str | None, age: Age | None) -> None:
    assert age_on(birth, DAY) == age


def test_a_year_is_its_first_of_july_and_a_month_its_fifteenth() -> None:
    assert age_on("2000", dt.date(2024, 6, 30)) == Age(23, True) and age_on("2000", dt.date(2024, 7, 1)) == Age(24, True)
    assert age_on("2000-05", dt.date(2024, 5, 14)) == Age(23, True) and age_on("2000-05", dt.date(2024, 5, 15)) == Age(24, True)


@pytest.mark.rule("C9.2")
def test_a_birth_date_decides_before_a_given_age() -> None:
    assert age_at(DAY, "1974", 44) == Age(50, True) and age_at(DAY, None, 44) == Age(44) and age_at(None, "1974", None) is None


@given(st.integers(0, 130))
@pytest.mark.rule("C9.3")
def test_every_age_stands_in_exactly_one_cell(years: int) -> None:
    assert [cell for cell in RECORDED_CELLS if band_of(cell).low <= years <= band_of(cell).high] == [cell_of(years)]


@pytest.mark.parametrize("token", ["15_24", "25_35", "36_over", "under_30", "under_15", "15", "65_over", "not_recorded", "15_35"])
def test_a_band_is_written_as_it_was_read(token: str) -> None:
    assert read_band(token).token == token


@pytest.mark.parametrize("token", ["20_29", "under_20", "24_15", "15_", "_", "young", "15_24_30", "-5", "62_over"])
def test_what_is_no_union_of_age_cells_is_no_band(token: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_band(token)


def test_a_band_knows_its_cells_and_which_questions_it_answers() -> None:
    assert YOUTH_15_24.cells == (AgeCell.a15, AgeCell.a16_17, AgeCell.a18_24)
    until_29, until_35 = AgeBand(15, 29), AgeBand(15, 35)
    assert inside(YOUTH_15_24, until_29) and inside(until_29, until_35) and not inside(until_35, YOUTH_15_24)
    under_30 = read_band("under_30")
    assert not inside(under_30, YOUTH_15_24) and not outside(under_30, YOUTH_15_24) and outside(read_band("25_35"), YOUTH_15_24)
    assert not inside(UNKNOWN_AGE, AgeBand(0, 200)) and not outside(UNKNOWN_AGE, YOUTH_15_24)


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ([1, 1, 1, 1, 1, 1], Disability.no), ([2, 2, 2, 2, 2, 2], Disability.no), ([1, 1, 3, 1, 1, 1], Disability.yes),
        ([None, None, "4", None, None, None], Disability.yes), ([1, 1, 1, 1, 1, None], Disability.unknown), ([None] * 6, None),
    ],
)
@pytest.mark.rule("C10.1")
def test_the_washington_group_rule(answers: list[int | str | None], rule: Disability | None) -> None:
    assert washington_group(answers) == rule


@pytest.mark.rule("C10.2")
def test_the_questions_decide_and_what_they_leave_open_the_person_says() -> None:
    assert disability_by(Disability.yes, washington_group([1] * 6)) == (Disability.no, DisabilityBasis.washington_group)
    assert disability_by(Disability.yes, washington_group([1, 1])) == (Disability.yes, DisabilityBasis.self_declared)
    assert disability_by(None, washington_group([1, 1])) == (Disability.unknown, DisabilityBasis.washington_group)
    assert disability_by(Disability.no, None) == (Disability.no, DisabilityBasis.self_declared) and disability_by(None, None) == (None, None)
