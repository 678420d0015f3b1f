"""Figures by sex, age, disability, province and year: participations that close, ranges that do not add.

Province and year are those of the count set: their cell is the answer for that place or year alone. Sex, age
and disability are the person's: of distinct people, of the first participation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.counting import head_count_doors, range_qualifiers
from prossce_desktop.domain.counting.count_set_totals import OPEN_ANSWERS, Cells, SetNumbers, as_cell
from prossce_desktop.domain.counting.count_sets import SET_DIMENSIONS, Assembly, by_key, set_values
from prossce_desktop.domain.counting.facts_and_tallies import OpenGroup, ScopeTally, Tallies
from prossce_desktop.domain.counting.figures import CellRow
from prossce_desktop.domain.counting.range_qualifiers import reached, summed
from prossce_desktop.domain.counting.reach import pairs_term, reach_of, rooms, stands
from prossce_desktop.domain.model.ages import UNKNOWN_AGE, band_of, single_cell
from prossce_desktop.domain.model.codes import AgeCell, Qualifier, Sex
from prossce_desktop.domain.model.head_count_cube import (
    DISABILITIES,
    NOBODY_ASKED,
    NOT_RECORDED,
    RECORDED_SEXES,
    Cell,
    HeadCube,
    seen,
)

PERSON_DIMENSIONS = ("sex", "age", "disability")
DIMENSIONS = (*PERSON_DIMENSIONS, *SET_DIMENSIONS)


def cell_rows(assembly: Assembly, tallies: Tallies, sets: Mapping[int, SetNumbers]) -> tuple[CellRow, ...]:
    """A row per combination present of `assembly.by`, in a fixed order; not recorded is always among them."""
    if not assembly.by or not any(not one.count_set.context for one in sets.values()):
        return ()
    asked = tuple(name for name in PERSON_DIMENSIONS if name in assembly.by)
    rows = []
    for values, members in _by_values(assembly, sets):
        tally = tallies.scopes.get(by_key(values), ScopeTally())
        chosen = [_with_lists(sets[number], tally) for number in members]
        chosen = [one for one in chosen if one.total]
        if asked:
            rows += [
                _row(assembly.by, {**values, **_tokens(cell)}, found, chosen)
                for cell, found in _Ranges(chosen, tally, asked).rows()
            ]
        else:
            whole = reach_of(chosen, tally).range
            value = sum(one.total for one in chosen)
            found = _CellRanges(
                value, whole.named, whole.lower, whole.upper, whole.lower_qualifier, whole.upper_qualifier
            )
            rows.append(_row(assembly.by, dict(values), found, chosen))
    blank = tuple((name, NOT_RECORDED) for name in assembly.by)
    if not asked and all(row.dimensions != blank for row in rows):
        rows.append(CellRow(blank, 0, 0, 0, 0))
    return tuple(sorted(rows, key=lambda row: [_order(name, token) for name, token in row.dimensions]))


def _by_values(assembly: Assembly, sets: Mapping[int, SetNumbers]) -> list[tuple[dict[str, str], list[int]]]:
    found: dict[str, tuple[dict[str, str], list[int]]] = {}
    for number in sorted(sets):
        one = sets[number].count_set
        if not one.context:
            values = set_values(one, assembly.by)
            found.setdefault(by_key(values), (values, []))[1].append(number)
    return [found[key] for key in sorted(found)]


def _with_lists(numbers: SetNumbers, tally: ScopeTally) -> SetNumbers:
    return (
        numbers
        if tally.lists is None
        else SetNumbers(numbers.count_set, tally.lists.get(numbers.count_set.number, {}))
    )


@dataclass(frozen=True, slots=True)
class _CellRanges:
    value: int
    named: int
    lower: int
    upper: int
    lower_qualifier: Qualifier = Qualifier.exact
    upper_qualifier: Qualifier = Qualifier.exact


def _row(
    by: Sequence[str], values: Mapping[str, str], ranges: _CellRanges, sets: Sequence[SetNumbers]
) -> CellRow:
    ids = tuple(sorted({one.count_set.activity for one in sets}))
    dimensions = tuple((name, values[name]) for name in by)
    return CellRow(
        dimensions,
        ranges.value,
        ranges.named,
        ranges.lower,
        ranges.upper,
        ids,
        ranges.lower_qualifier,
        ranges.upper_qualifier,
    )


def _tokens(cell: Cell) -> dict[str, str]:
    return {
        "sex": str(cell.sex.value),
        "age": str(single_cell(cell.age).value),
        "disability": cell.disability,
    }


def _order(name: str, token: str) -> tuple[int, str]:
    tokens = {
        "sex": [str(one.value) for one in Sex],
        "age": [str(one.value) for one in AgeCell],
        "disability": list(DISABILITIES),
    }.get(name, [])
    return (tokens.index(token), token) if token in tokens else (int(token == NOT_RECORDED), token)


def question(cell: Cell) -> Cell:
    """The row of the table a cell stands in: a band of several age cells, and `unknown`, are not recorded."""
    return Cell(
        cell.sex,
        band_of(single_cell(cell.age)),
        NOT_RECORDED if cell.disability in OPEN_ANSWERS else cell.disability,
    )


def _project(cells: Iterable[tuple[Cell, int]]) -> Cells:
    found: Cells = {}
    for cell, number in cells:
        row = question(cell)
        found[row] = found.get(row, 0) + number
    return found


def _coarser(cell: Cell) -> list[Cell]:
    """The other rows in which people of this cell may stand, because something was not recorded."""
    rows = {
        Cell(sex, age, disability)
        for sex in (cell.sex, Sex.not_recorded)
        for age in (cell.age, UNKNOWN_AGE)
        for disability in (cell.disability, NOT_RECORDED)
    }
    return sorted(rows - {cell})


class _SetRows:
    """One set by the dimensions asked for: T', its list, and what its head counts say for certain."""

    def __init__(self, numbers: SetNumbers, asked: tuple[str, ...]) -> None:
        self.number, self.total = numbers.count_set.number, numbers.total
        self.table = _project(numbers.table(asked).items())
        self.listed = _CellRows(_project(numbers.list_table(asked).items()))
        # Numbers given one-way say nothing about crossed cells; alone they are whole.
        parts = [
            _project(cube.table(*asked).items() if len(asked) == 1 else _crossed(cube, asked))
            for cube in numbers.cubes
        ]
        self._days = numbers.days
        self._parts = {count.id: part for part, count in zip(parts, numbers.counts, strict=True)}
        self._words = {count.qualifier for count in numbers.counts}
        self._is_above = bool(numbers.counts) and numbers.total > numbers.size
        self.counted = _CellRows(_project(item for part in parts for item in part.items()))
        self._counted_sexes = {sex: numbers.counted_of(sex) for sex in RECORDED_SEXES}
        self._by_sex = "sex" in asked

    def words(self, has_room: bool, listed: int) -> set[Qualifier]:
        """What the set adds to the words of a cell's upper end."""
        if has_room and self._is_above:
            return self._words
        return {*({Qualifier.exact} if listed else ()), *(self._words & {Qualifier.more_than})}

    def largest(self, cell: Cell) -> int:
        """What the counts surely have in a cell."""
        return head_count_doors.largest(self._days, lambda one: self._parts[one.id].get(cell, 0))

    def ways(self, cell: Cell, number: int) -> set[Qualifier]:
        """How the counts reach so many in a cell."""
        return range_qualifiers.ways(self._days, lambda one: self._parts[one.id].get(cell, 0), number)

    def could(self, cell: Cell, maybe: Sequence[Cell], freed: int) -> int:
        """At most so many of the set are in the cell: all but those who surely are in another."""
        others = RECORDED_SEXES if self._by_sex and cell.sex is not Sex.not_recorded else ()
        counted = self.counted.beside_of_sex(cell, maybe) + sum(
            self._counted_sexes[sex] for sex in others if sex is not cell.sex
        )
        both = max(self.counted.beside_of_sex(cell, maybe), self.listed.beside_of_sex(cell, maybe))
        both += sum(
            max(self._counted_sexes[sex], self.listed.of_sex(sex)) for sex in others if sex is not cell.sex
        )
        sure = max(counted, self.counted.beside(maybe), max(both, self.listed.beside(maybe)) - freed)
        return self.total - sure


class _CellRows:
    """Cells with their sums by sex."""

    def __init__(self, cells: Cells) -> None:
        self.cells, self.total = cells, sum(cells.values())
        self._sexes: dict[Sex, int] = {}
        for cell, number in cells.items():
            self._sexes[cell.sex] = self._sexes.get(cell.sex, 0) + number

    def of_sex(self, sex: Sex) -> int:
        return self._sexes.get(sex, 0)

    def among(self, rows: Iterable[Cell]) -> int:
        return sum(self.cells.get(row, 0) for row in rows)

    def beside(self, rows: Iterable[Cell]) -> int:
        return self.total - self.among(rows)

    def beside_of_sex(self, cell: Cell, rows: Iterable[Cell]) -> int:
        return self.of_sex(cell.sex) - self.among(row for row in rows if row.sex is cell.sex)


def _crossed(cube: HeadCube, asked: tuple[str, ...]) -> Iterable[tuple[Cell, int]]:
    return ((seen(cell, asked), number) for cell, number in cube.crossed.items())


class _Ranges:
    """The range of each cell over the sets of one scope."""

    def __init__(self, sets: Sequence[SetNumbers], tally: ScopeTally, asked: tuple[str, ...]) -> None:
        self._groups = [_GroupRows(one, asked) for one in tally.groups]
        self._at: dict[int, list[int]] = {}
        """Of each set the positions of the groups with members in it; no other group affects the set."""
        for position, group in enumerate(self._groups):
            for number in group.sets:
                self._at.setdefault(number, []).append(position)
        self._sets = [_SetRows(one, asked) for one in sets]
        self._named = _CellRows(_project((as_cell(cell, asked), n) for cell, n in tally.named.items()))
        self._room = rooms(sets, tally.groups)
        self._whole = reach_of(sets, tally).range.upper

    def rows(self) -> list[tuple[Cell, _CellRanges]]:
        """Every row present, and the one where nothing was recorded."""
        present = {cell for one in self._sets for cell in one.table} | set(self._named.cells) | {NOBODY_ASKED}
        return [(cell, self._of(cell)) for cell in sorted(present)]

    def _of(self, cell: Cell) -> _CellRanges:
        """Its range. Answers only the head count gives for everybody stand there, not in this lower end."""
        maybe = frozenset({cell, *_coarser(cell)})
        members = [_GroupIn(group, cell, maybe, self._room) for group in self._groups]
        here = {
            number: [members[position] for position in positions] for number, positions in self._at.items()
        }
        named = self._named.among([cell])
        leasts = [self._least(one, cell, here.get(one.number, ())) for one in self._sets]
        known_otherwise = sum(max(0, one.listed.among([cell]) - one.table.get(cell, 0)) for one in self._sets)
        sure = named - sum(one.unsure_named for one in members) - known_otherwise
        lower = max(sure, max(leasts, default=0))
        upper, highest = self._upper(cell, members, here)
        upper = min(upper, self._whole)
        reaching = (
            [one for one, number in zip(self._sets, leasts, strict=True) if number == lower] if lower else []
        )
        ways = {Qualifier.exact} if lower in (sure, 0) else set()
        ways |= {way for one in reaching for way in self._ways(one, cell, here.get(one.number, ()), lower)}
        value = sum(one.table.get(cell, 0) for one in self._sets)
        return _CellRanges(value, named, lower, max(lower, upper), reached(ways), highest)

    def _ways(self, rows: _SetRows, cell: Cell, members: Sequence[_GroupIn], number: int) -> set[Qualifier]:
        """How a set reaches the lower end of a cell: by its list, by counts of at least so many there."""
        listed = rows.listed.among([cell]) - sum(group.unsure_in(rows.number) for group in members)
        return rows.ways(cell, number) | ({Qualifier.exact} if listed >= number else set())

    def _upper(
        self, cell: Cell, members: Sequence[_GroupIn], here: Mapping[int, Sequence[_GroupIn]]
    ) -> tuple[int, Qualifier]:
        """Named people of the cell, all others who could be in it, and named people without an answer.
        Of these only as many as the sets leave room for: each is one of those counted. Its qualifier is that
        of the counts which leave room, of names, and every *more than*.
        """
        coarser = _coarser(cell) if cell != NOBODY_ASKED else []
        maybe = [cell, *coarser]
        words: set[Qualifier] = set()
        upper, room, spare = self._named.among([cell]) + sum(one.pairs_term for one in members), 0, 0
        for one in self._sets:
            surely, groups = one.listed.among([cell]), here.get(one.number, ())
            could = one.could(
                cell, maybe, sum(group.freed(one.number, surely_other=True) for group in groups)
            )
            beside = (
                one.total
                - (one.listed.total - surely)
                + sum(group.freed(one.number, surely_other=False) for group in groups)
            )
            upper += min(could, beside) - surely
            words |= one.words(min(could, beside) > surely, surely)
            spare += min(one.listed.among(coarser), max(0, could - beside))
            room += could
        return min(upper + min(spare, self._named.among(coarser)), room), summed(words)

    def _least(self, rows: _SetRows, cell: Cell, members: Sequence[_GroupIn]) -> int:
        """T'min of the cell in one set, never above what the set's cells make; `members` stand in it."""
        listed = rows.listed.among([cell]) - sum(group.unsure_in(rows.number) for group in members)
        return min(max(rows.largest(cell), listed), rows.table.get(cell, 0))


class _GroupRows:
    """People joined by open pairs: of each member the row in every set, and the first of the scope."""

    def __init__(self, group: OpenGroup, asked: tuple[str, ...]) -> None:
        self.group = group
        self.rows = [
            (
                {s: question(as_cell(c, asked)) for s, c in one.sets.items()},
                question(as_cell(one.cell, asked)),
            )
            for one in group.members
        ]
        self.everything = frozenset(row for sets, first in self.rows for row in (first, *sets.values()))
        self.sets = {number for sets, _ in self.rows for number in sets}


class _GroupIn:
    """What people joined by open pairs change in one cell; `maybe`: rows in which they may stand."""

    def __init__(
        self, group: _GroupRows, cell: Cell, maybe: frozenset[Cell], room: Mapping[int, int]
    ) -> None:
        self._group, self._rows, self._cell, self._maybe, self._room = (
            group.group,
            group.rows,
            cell,
            maybe,
            room,
        )
        self._touches = not maybe.isdisjoint(group.everything)
        self._sure = int(group.everything <= maybe and cell in group.everything)

    @property
    def unsure_named(self) -> int:
        count = sum(1 for _, first in self._rows if first == self._cell)
        return count - (self._sure if count else 0)

    def unsure_in(self, number: int) -> int:
        count = sum(1 for sets, _ in self._rows if sets.get(number) == self._cell)
        return count - (self._sure if count else 0)

    def freed(self, number: int, *, surely_other: bool) -> int:
        """Places of a set that listed people of other cells may leave, or one of this cell."""
        count = sum(
            1
            for sets, _ in self._rows
            if number in sets
            and sets[number] != self._cell
            and not (surely_other and sets[number] in self._maybe)
        )
        if self._touches:
            return count
        return max(0, count - 1) if number in self._room else 0

    @property
    def pairs_term(self) -> int:
        if not self._touches:
            return 0
        if self._sure and all(first == self._cell for _, first in self._rows):
            return pairs_term(self._group, self._room)
        return sum(count - 1 for one, count in stands(self._group).items() if one in self._room)
