"""A number of 1 to 4 people is withheld, and what would give it back; a reader who solves all sums at once learns none."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import pytest

from prossce_desktop.domain.counting.small_cells import FEWEST, NOT_SAID, Cells, Key, is_said, is_small
from prossce_desktop.language import formatting


def told(cells: Cells) -> set[Key]:
    return set(cells.values) - cells.unprinted - cells.withheld()


def table(parts: dict[str, int], whole: int) -> Cells:
    cells = Cells()
    for name, value in parts.items():
        cells.add_printed(name, value)
    cells.add_printed("all", whole, 1)
    cells.adds_up("all", list(parts))
    return cells


@pytest.mark.rule("C12.1")
def test_nobody_is_no_small_number() -> None:
    assert [is_small(n) for n in (0, 1, 4, 5)] == [False, True, True, False]


@pytest.mark.rule("C12.3")
def test_what_is_not_said_makes_every_sum_unsaid_and_is_printed_in_words() -> None:
    assert not is_said(NOT_SAID + 5) and is_said(0)
    assert [formatting.number(NOT_SAID), formatting.between(NOT_SAID, NOT_SAID), formatting.between(3, NOT_SAID)] == ["not shown", "not shown", "3–not shown"]


@pytest.mark.parametrize(
    ("parts", "whole", "said"),
    [
        ({"women": 50, "men": 45}, 95, {"women", "men", "all"}),
        ({"women": 92, "men": 3}, 95, {"all"}),  # 3 is small, 92 would tell it
        ({"women": 92, "men": 3, "another": 0}, 95, {"another", "all"}),  # 0 is said
        ({"women": 92}, 95, {"all"}),  # the three others stand nowhere, and would be told
        ({"women": 90, "men": 3, "another": 2}, 95, {"women", "all"}),  # 3 and 2 hide each other: 1 and 4, 2 and 3 ...
        ({"women": 93, "men": 1, "another": 1}, 95, {"all"}),  # two others are 1 and 1: more has to go
        ({"women": 1, "men": 5}, 6, set()),  # a large one of 5 or more leaves 1 alone
        ({"women": 2, "men": 1}, 3, set()),
        ({"women": 40, "men": 30, "another": 4}, 74, {"women", "all"}),  # of the large ones the smaller goes
    ],
)  # fmt: skip
def test_a_table_withholds_the_small_and_the_fewest_that_would_tell_it(parts: dict[str, int], whole: int, said: set[str]) -> None:
    assert told(table(parts, whole)) == said


@pytest.mark.rule("C12.2")
def test_a_longer_period_or_a_whole_of_wholes_gives_nothing_back() -> None:
    """43 people in two activities, in a year; 143 in two years: 2024 of 100, 2025 of 43 = 40 + 3."""
    cells = Cells()
    for name, value, cost in (("a", 40, 0), ("b", 3, 0), ("2025", 43, 1), ("2024", 100, 1), ("both", 143, 2)):
        cells.add_printed(name, value, cost)
    cells.adds_up("2025", ["a", "b"])
    cells.adds_up("both", ["2024", "2025"])
    assert told(cells) == {"2025", "2024", "both"}
    alone = Cells()
    for name, value, cost in (("2025", 3, 1), ("2024", 100, 1), ("both", 103, 2)):
        alone.add_printed(name, value, cost)
    alone.adds_up("both", ["2024", "2025"])
    assert told(alone) == {"both"}


@pytest.mark.rule("C12.2")
def test_one_number_counted_two_ways_goes_with_the_other() -> None:
    """Three women on the list and three by the organiser; and a list of 30 where 33 were counted: three came who are not on it."""
    cells = Cells()
    for name, value in (("listed", 42), ("counted", 42), ("else", 3), ("all", 45)):
        cells.add_printed(name, value)
    cells.adds_up("all", ["listed", "else"])
    cells.adds_up("counted", ["listed"])
    assert told(cells) == {"all"}
    both = Cells()
    both.add_printed("listed", 30)
    both.add_printed("counted", 33, 1)
    both.within("listed", "counted")
    assert told(both) == {"counted"}


@pytest.mark.rule("C12.1")
def test_posts_and_other_numbers_of_nobody_are_said() -> None:
    cells = Cells()
    cells.add_printed("posts", 3, people=False)
    assert told(cells) == {"posts"}


# --- a reader who solves


def world(chosen: random.Random) -> Cells:
    """Activities by sex, with totals of both, as head counts stand in a workbook; who is in no cell is printed nowhere."""
    cells, rows, columns = Cells(), range(chosen.randint(1, 3)), range(2)
    sizes = [0, 0, 1, 2, 3, 4, 5, 6, 9, 12]
    numbers = {(row, column): chosen.choice(sizes) for row in rows for column in columns}
    rest = {row: chosen.choice([0, 0, 1, 3, 6]) for row in rows}
    for key, value in numbers.items():
        cells.add_printed(key, value)
    for row in rows:
        cells.add_printed(("row", row), sum(numbers[row, column] for column in columns) + rest[row], 1)
        cells.adds_up(("row", row), [(row, column) for column in columns])
    for column in columns:
        cells.add_printed(("column", column), sum(numbers[row, column] for row in rows), 1)
        cells.adds_up(("column", column), [(row, column) for row in rows])
    cells.add_printed("all", sum(numbers.values()) + sum(rest.values()), 2)
    cells.adds_up("all", [("row", row) for row in rows])
    return cells


def solutions(cells: Cells, unsaid: frozenset[Key], key: Key, other: int) -> bool:
    """Whether everything printed could also be true with another value of one number."""
    free = [one for one in cells.values if one in unsaid or one in cells.unprinted]
    most = 2 * max([*cells.values.values(), FEWEST]) + 1
    choices: dict[Key, list[int]] = {}
    for one in free:
        value = cells.values[one]
        if one in cells.unprinted:
            choices[one] = list(range(most))
        else:
            choices[one] = list(range(1, FEWEST)) if is_small(value) else list(range(FEWEST, most))
    choices[key] = [other]
    sums = [one for one in cells.sums if any(each in choices for each in (one.whole, *one.parts))]
    return any(True for _found in _search(dict(cells.values), choices, sums, sorted(free, key=lambda one: len(choices[one]))))


def _search(values: dict[Key, int], choices: dict[Key, list[int]], sums: list[object], free: list[Key]) -> Iterator[bool]:
    if not free:
        yield True
        return
    first, *others = free
    waiting = set(others)
    for value in choices[first]:
        tried = {**values, first: value}
        if all(_possible(one, tried, waiting, choices) for one in sums):
            yield from _search(tried, choices, sums, others)


def _possible(one: object, values: dict[Key, int], waiting: set[Key], choices: dict[Key, list[int]]) -> bool:
    low, high = [0, 0], [0, 0]
    for side, keys in ((0, one.parts), (1, (one.whole,))):  # type: ignore[attr-defined]
        for key in keys:
            low[side] += choices[key][0] if key in waiting else values[key]
            high[side] += choices[key][-1] if key in waiting else values[key]
    beyond = one.beyond  # type: ignore[attr-defined]
    return low[0] - beyond <= high[1] and low[1] <= high[0] - beyond


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(150))
def test_whoever_solves_every_sum_at_once_learns_no_small_number(seed: int) -> None:
    cells = world(random.Random(seed))
    unsaid = cells.withheld()
    for key in cells.people:
        value = cells.values[key]
        if is_small(value) and told(cells):
            others = [n for n in (*range(value - 1, -1, -1), *range(value + 1, 9)) if key in cells.unprinted or 1 <= n < FEWEST]
            assert any(solutions(cells, unsaid, key, other) for other in others), (seed, key, value, unsaid)


def test_the_solving_reader_learns_it_where_nothing_else_is_withheld() -> None:
    cells = table({"women": 92, "men": 3}, 95)
    assert not any(solutions(cells, frozenset({"men"}), "men", other) for other in (1, 2, 4))
    assert math.isnan(NOT_SAID)
