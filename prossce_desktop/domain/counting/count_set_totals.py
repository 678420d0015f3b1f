"""List and head count of one count set: T', and its cells that close on it (C3.3, C5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from prossce_desktop.domain.counting import head_count_doors
from prossce_desktop.domain.counting.count_sets import CountSet
from prossce_desktop.domain.counting.facts_and_tallies import HeadCountFacts, ListCell
from prossce_desktop.domain.model.ages import UNKNOWN_AGE, band_of, inside
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.head_count_cube import (
    NOBODY_ASKED,
    NOT_RECORDED,
    RECORDED_SEXES,
    Cell,
    HeadCube,
)

Cells = dict[Cell, int]
Clash = tuple[Cell, Cell, int]
"""(listed cell, cell of the head count it was taken from, people)."""

OPEN_ANSWERS = (NOT_RECORDED, "unknown")


def as_cell(listed: ListCell, dimensions: tuple[str, ...] = ("sex", "age", "disability")) -> Cell:
    """A listed person's cell, the dimensions not asked for as not recorded."""
    return Cell(
        listed.sex if "sex" in dimensions else Sex.not_recorded,
        band_of(listed.age) if "age" in dimensions else UNKNOWN_AGE,
        listed.disability if "disability" in dimensions else NOT_RECORDED,
    )


class Filled(NamedTuple):
    """A table of list and head count; whom the head count had no room for; answers that found no cell."""

    cells: Cells
    clashes: list[Clash]
    crowded: Mapping[Cell, int] = MappingProxyType({})


@dataclass(frozen=True)
class SetNumbers:
    """T' of one count set with its list, of each sex, and by any dimensions; 0 for an empty set.
    `total`: several days added (upper end, participations). `largest`: the largest single head count (lower
    end), or those at doors of their own.
    """

    count_set: CountSet
    listed: Mapping[ListCell, int] = field(default_factory=dict)
    _tables: dict[tuple[str, ...], Filled] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def days(self) -> tuple[tuple[HeadCountFacts, ...], ...]:
        """The head counts that make T: of each day the basis that counted most."""
        chosen: list[tuple[HeadCountFacts, ...]] = []
        for day in self.count_set.days:
            by_basis: dict[str, list[HeadCountFacts]] = {}
            for one in day:
                by_basis.setdefault(str(one.basis.value), []).append(one)
            if by_basis:
                chosen.append(
                    tuple(
                        max(
                            by_basis.items(),
                            key=lambda item: (sum(each.cube.total for each in item[1]), item[0]),
                        )[1]
                    )
                )
        return tuple(chosen)

    @cached_property
    def counts(self) -> tuple[HeadCountFacts, ...]:
        """The same, all days one after the other."""
        return tuple(one for day in self.days for one in day)

    @cached_property
    def cubes(self) -> tuple[HeadCube, ...]:
        """Their cells."""
        return tuple(one.cube for one in self.counts)

    @cached_property
    def size(self) -> int:
        """|L|, the people listed."""
        return sum(self.listed.values())

    @cached_property
    def largest(self) -> int:
        """What surely were different people: the largest head count, doors of one day together."""
        return head_count_doors.largest(self.days, lambda one: one.cube.total)

    @cached_property
    def sexes(self) -> dict[Sex, int]:
        """T' of each recorded sex: the larger of head count and list."""
        return {sex: max(self.counted_of(sex), self.listed_of(sex)) for sex in RECORDED_SEXES}

    @cached_property
    def total(self) -> int:
        """T': the largest of head count, list, and the recorded sexes together."""
        return max(self.counted, self.size, sum(self.sexes.values()))

    def listed_of(self, sex: Sex) -> int:
        """Listed people of a sex."""
        return self._listed_sexes.get(sex, 0)

    def counted_of(self, sex: Sex) -> int:
        """Counted people of a recorded sex, several days added."""
        return sum(margin[sex] for margin in self._counted_sexes)

    def largest_of(self, sex: Sex) -> int:
        """The same of a recorded sex."""
        return head_count_doors.largest(self.days, lambda one: one.cube.of_sex(sex))

    @cached_property
    def counted(self) -> int:
        """T with several days added."""
        return sum(cube.total for cube in self.cubes)

    @cached_property
    def _counted_sexes(self) -> tuple[dict[Sex, int], ...]:
        return tuple(cube.sex_margin() for cube in self.cubes)

    @cached_property
    def _listed_sexes(self) -> dict[Sex, int]:
        found: dict[Sex, int] = {}
        for cell, number in self.listed.items():
            found[cell.sex] = found.get(cell.sex, 0) + number
        return found

    def list_table(self, dimensions: tuple[str, ...]) -> Cells:
        """The list by some dimensions; makes |L|."""
        return _gather((as_cell(cell, dimensions), number) for cell, number in self.listed.items())

    def table(self, dimensions: tuple[str, ...]) -> Cells:
        """The set by some dimensions; makes T'. One-way ages and disability have a table of their own."""
        return self._once(dimensions).cells

    def clashes(self) -> list[Clash]:
        """Ages and disabilities listed for which the head count had no room: (listed, taken from, people)."""
        return [*self._once(("sex", "age")).clashes, *self._once(("sex", "disability")).clashes]

    def _once(self, dimensions: tuple[str, ...]) -> Filled:
        # nobody was counted beyond the list, as at most trainings: quickly made, and too many to keep
        if not self.cubes:
            return Filled(self.list_table(dimensions), [])
        if dimensions not in self._tables:
            self._tables[dimensions] = self._filled(dimensions)
        return self._tables[dimensions]

    def _filled(self, dimensions: tuple[str, ...]) -> Filled:
        if dimensions == ("sex",):
            rest = self.total - sum(self.sexes.values())
            return Filled(
                _gather(
                    (Cell(sex, UNKNOWN_AGE, NOT_RECORDED), n)
                    for sex, n in [*self.sexes.items(), (Sex.not_recorded, rest)]
                ),
                [],
            )
        alone = any(cube.one_way.intersection(dimensions) for cube in self.cubes)
        if "sex" not in dimensions and not alone:
            by_sex = self._once(("sex", *dimensions))
            together = _gather((cell._replace(sex=Sex.not_recorded), n) for cell, n in by_sex.cells.items())
            return by_sex._replace(cells=_with_answers(together, by_sex.crowded))
        head = _gather(item for cube in self.cubes for item in cube.table(*dimensions).items())
        listed = self.list_table(dimensions)
        if "sex" in dimensions:
            return _fill_by_sex(head, listed, self.sexes, self.total)
        return closed(head, listed, self.total)


@dataclass
class _Merged:
    """`cells`: list and head count. `left`: head count not listed. `unmatched`: listed beyond it."""

    cells: Cells
    left: Cells
    unmatched: Cells
    clashes: list[Clash]


def closed(head: Cells, listed: Cells, total: int) -> Filled:
    """List and head count together, brought to T' (C5.3), and whom the head count had no room for."""
    merged = _merge(head, listed)
    return Filled(_fitted(merged.cells, total), merged.clashes)


def _gather(items: Iterable[tuple[Cell, int]]) -> Cells:
    found: Cells = {}
    for cell, number in items:
        if number:
            found[cell] = found.get(cell, 0) + number
    return found


def _fill_by_sex(head: Cells, listed: Cells, sexes: Mapping[Sex, int], total: int) -> Filled:
    """Each recorded sex by itself; listed beyond its head count are taken from those without a sex."""
    cells: Cells = {}
    clashes: list[Clash] = []
    pool = {cell: n for cell, n in head.items() if cell.sex is Sex.not_recorded}
    for sex in RECORDED_SEXES:
        merged = _merge(
            {c: n for c, n in head.items() if c.sex is sex}, {c: n for c, n in listed.items() if c.sex is sex}
        )
        cells.update(merged.cells)
        clashes += merged.clashes
        pool = _merge(
            pool, _gather((cell._replace(sex=Sex.not_recorded), n) for cell, n in merged.unmatched.items())
        ).left
    rest = _merge(pool, {c: n for c, n in listed.items() if c.sex is Sex.not_recorded})
    fitted = _fitted(rest.cells, total - sum(sexes.values()))
    cells.update(fitted)
    crowded = {
        cell: lost
        for cell, n in rest.cells.items()
        if cell != NOBODY_ASKED and (lost := n - fitted.get(cell, 0))
    }
    return Filled(cells, clashes, crowded)


def _with_answers(cells: Cells, crowded: Mapping[Cell, int]) -> Cells:
    """Answers of people without a sex, whom a count of all sexes left no room: in a table without sexes they
    are some of the not recorded. None takes the place of another; who fits in fewest places comes first."""
    left, found = dict(cells), dict(cells)
    for cell, number in sorted(crowded.items(), key=lambda item: (-_openness(item[0]), item[0])):
        coarser = [one for one in left if one != cell and _covers(one, cell)]
        for donor in sorted(coarser, key=lambda one: (_openness(one), -left[one], one)):
            moved = min(number, left[donor])
            number -= moved
            left[donor] -= moved
            found[donor] -= moved
            found[cell] = found.get(cell, 0) + moved
    return _gather(found.items())


def _merge(head: Cells, listed: Cells) -> _Merged:
    """Give every listed person a place in the head count; together they make the larger of the two.
    Each takes first from the same cell, then from coarser ones, then from any that does not contradict (what
    either records stands), last from the largest other cell, which is a clash.
    """
    found = _Merged({}, dict(head), {}, [])
    waiting = dict(sorted(listed.items(), key=lambda item: (_openness(item[0]), item[0])))
    for cell in waiting:
        if cell in found.left:
            _take(found, waiting, cell, cell, cell)
    for fits in (_covers, _agree, _any):
        for cell in [one for one, number in waiting.items() if number]:
            donors = [one for one, number in found.left.items() if number and fits(one, cell)]
            for donor in sorted(
                donors, key=lambda one: (_openness(one) if fits is _covers else 0, -found.left[one], one)
            ):
                if not waiting[cell]:
                    break
                taken = _take(found, waiting, cell, donor, cell if fits is _any else _meet(donor, cell))
                if fits is _any:
                    found.clashes.append((cell, donor, taken))
    found.left, found.unmatched = _gather(found.left.items()), _gather(waiting.items())
    found.cells = _gather([*found.cells.items(), *found.left.items(), *found.unmatched.items()])
    return found


def _take(merged: _Merged, waiting: Cells, cell: Cell, donor: Cell, place: Cell) -> int:
    """Move as many listed people of a cell as its head count has room for to where they stand together."""
    taken = min(waiting[cell], merged.left[donor])
    merged.left[donor] -= taken
    waiting[cell] -= taken
    merged.cells[place] = merged.cells.get(place, 0) + taken
    return taken


def _fitted(cells: Cells, total: int) -> Cells:
    """The cells brought to a total: too many leave the least recorded cells first, a lack is not recorded."""
    fitted = dict(cells)
    excess = sum(cells.values()) - total
    for cell in sorted(cells, key=lambda one: (-_openness(one), -cells[one], one)):
        dropped = max(0, min(excess, fitted[cell]))
        fitted[cell] -= dropped
        excess -= dropped
    return _gather([*fitted.items(), (NOBODY_ASKED, max(0, -excess))])


def _openness(cell: Cell) -> int:
    """How little a cell says, in years of age and an unanswered disability."""
    return (cell.age.high - cell.age.low if cell.age.recorded else 1_000) + 2_000 * (
        cell.disability in OPEN_ANSWERS
    )


def _covers(donor: Cell, cell: Cell) -> bool:
    age = not donor.age.recorded or inside(cell.age, donor.age)
    return age and (donor.disability == cell.disability or donor.disability in OPEN_ANSWERS)


def _agree(donor: Cell, cell: Cell) -> bool:
    ages = (
        not donor.age.recorded
        or not cell.age.recorded
        or inside(cell.age, donor.age)
        or inside(donor.age, cell.age)
    )
    return ages and (
        donor.disability == cell.disability
        or donor.disability in OPEN_ANSWERS
        or cell.disability in OPEN_ANSWERS
    )


def _any(donor: Cell, cell: Cell) -> bool:
    return True


def _meet(donor: Cell, cell: Cell) -> Cell:
    """What the two cells record together, where they do not contradict."""
    age = (
        donor.age
        if donor.age.recorded and (not cell.age.recorded or inside(donor.age, cell.age))
        else cell.age
    )
    answers = [one for one in (cell.disability, donor.disability) if one not in OPEN_ANSWERS] or [
        one for one in (cell.disability, donor.disability) if one != NOT_RECORDED
    ]
    return Cell(cell.sex, age, answers[0] if answers else NOT_RECORDED)
