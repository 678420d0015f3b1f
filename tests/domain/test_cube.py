"""Head counts: every margin makes the total, whatever was given."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.model.ages import read_band
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.head_count_cube import (
    CubeRefused,
    HeadCube,
    head_cube,
    read_age_number,
    read_cell,
    write_cell,
)
from prossce_desktop.domain.problems import Severity

SEXES = st.sampled_from(("female", "male", "another", "not_recorded"))
AGES = st.sampled_from(("15", "15_24", "18_24", "25_35", "36_over", "under_30", "not_recorded"))
DISABILITIES = st.sampled_from(("yes", "no", "unknown", "not_recorded"))
CELLS = st.builds("{}/{}/{}:{}".format, SEXES, AGES, DISABILITIES, st.integers(0, 50))
MAYBE = st.none() | st.integers(0, 60)


@st.composite
def cubes(draw: st.DrawFn) -> HeadCube:
    try:
        return head_cube(
            draw(st.none() | st.integers(0, 300)), draw(st.lists(CELLS, max_size=6)), draw(st.lists(st.builds("{}:{}".format, AGES, st.integers(0, 50)), max_size=2)),
            women=draw(MAYBE), men=draw(MAYBE), youth=draw(MAYBE), persons_with_disabilities=draw(MAYBE),
        )
    except CubeRefused:
        return head_cube(draw(st.integers(0, 9)))


@pytest.mark.slow
@given(cubes())
@pytest.mark.rule("C4.1")
def test_every_margin_and_table_makes_the_total(cube: HeadCube) -> None:
    for margin in (cube.sex_margin(), cube.age_margin(), cube.disability_margin()):
        assert sum(margin.values()) == cube.total and all(number >= 0 for number in margin.values())
    for size in range(4):
        for dimensions in combinations(("sex", "age", "disability"), size):
            assert sum(cube.table(*dimensions).values()) == cube.total


@pytest.mark.slow
@given(cubes())
def test_sexes_are_the_same_in_every_table_that_has_them(cube: HeadCube) -> None:
    for dimensions in (("sex",), ("sex", "age"), ("sex", "disability"), ("sex", "age", "disability")):
        table = cube.table(*dimensions)
        assert {sex: sum(n for cell, n in table.items() if cell.sex is sex) for sex in Sex} == cube.sex_margin()


@given(CELLS)
def test_a_cell_is_written_as_it_was_read(text: str) -> None:
    assert write_cell(*read_cell(text)) == text


def test_an_age_number_is_read_as_ages_and_people() -> None:
    band, number = read_age_number("36_over:12")
    assert (band.token, number) == ("36_over", 12)


def test_only_women_given_leaves_the_rest_not_recorded() -> None:
    assert head_cube(100, women=60).sex_margin() == {Sex.female: 60, Sex.male: 0, Sex.another: 0, Sex.not_recorded: 40}


@pytest.mark.rule("C4.5")
def test_without_a_count_the_parts_make_the_total() -> None:
    assert head_cube(women=3_000, men=2_500).total == 5_500 and head_cube(cells=["female/15/no:4", "male//yes:5"]).total == 9


@pytest.mark.rule("C4.4")
def test_a_one_way_number_includes_the_crossed_cells_of_its_value() -> None:
    cube = head_cube(100, ["female/15_24/no:10"], women=60, youth=30)
    assert cube.of_sex(Sex.female) == 60
    assert cube.age_margin()[read_band("15_24")] == 30 and cube.within(read_band("15_24")) == (30, 30)


def test_youth_as_a_total_is_found_within_a_wider_band_first() -> None:
    cube = head_cube(50, ["female/15_35/no:50"], youth=30)
    assert {band.token: n for band, n in cube.age_margin().items() if n} == {"15_24": 30, "15_35": 20}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"count": 6, "women": 3, "men": 1, "cells": ["female/15/no:5"]}, "women"), ({"count": 6, "men": 0, "cells": ["male/15/no:1"]}, "men"),
        ({"count": 6, "ages": ["15_24:2"], "cells": ["male/15/no:3"]}, "ages"),
        ({"count": 6, "persons_with_disabilities": 1, "cells": ["male/15/yes:2"]}, "persons_with_disabilities"),
    ],
)  # fmt: skip
@pytest.mark.rule("C4.5")
def test_cells_above_what_is_given_for_all_of_them_stop_saving(values: dict[str, object], field: str) -> None:
    [problem] = HeadCount(activity=1, **values).problems()  # type: ignore[arg-type]
    assert problem.field == field and problem.severity is Severity.hard
    assert head_cube(**values).total == 6  # type: ignore[arg-type]
    fits = HeadCount(activity=1, count=6, women=5, cells=("female/15/no:5",))
    assert fits.problems() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"count": 10, "women": 8, "men": 5}, "women"), ({"count": 10, "cells": ["female/15/no:11"]}, "cells"), ({"count": 10, "youth": 11}, "ages"),
        ({"count": 10, "persons_with_disabilities": 11}, "persons_with_disabilities"), ({"count": 10, "cells": ["woman/15/no:1"]}, "cells"),
        ({"count": 10, "cells": ["female/20_29/no:1"]}, "cells"), ({"count": 10, "cells": ["female/15/maybe:1"]}, "cells"),
        ({"count": 10, "cells": ["female/15:1"]}, "cells"), ({"count": 10, "cells": ["female/15/no:-1"]}, "cells"), ({"count": 10, "ages": ["15_24"]}, "ages"),
        ({"count": 10, "cells": ["female/15/no:6", "male/15/no:6"]}, "cells"), ({"count": 3, "youth": 1, "youth_band": "teens"}, "youth_band"),
    ],
)
@pytest.mark.rule("C4.5")
def test_what_does_not_close_or_cannot_be_read_is_refused_in_words(values: dict[str, object], field: str) -> None:
    with pytest.raises(CubeRefused) as refused:
        head_cube(**values)  # type: ignore[arg-type]
    assert refused.value.field == field and "{" not in str(refused.value)
