"""A head count: crossed cells, one-way numbers, and the margins that always make the total (C4.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from prossce_desktop.domain.model.ages import UNKNOWN_AGE, AgeBand, inside, outside, read_band
from prossce_desktop.domain.model.codes import Disability, Sex
from prossce_desktop.domain.translatable import N_

NOT_RECORDED = "not_recorded"
DISABILITIES = (*(str(one.value) for one in Disability), NOT_RECORDED)
"""Disability of a cell: `yes`, `no`, `unknown` (asked, not conclusive) or `not_recorded` (nobody asked)."""

SEXES: dict[str, Sex] = {str(one.value): one for one in Sex}
RECORDED_SEXES = (Sex.female, Sex.male, Sex.another)
_GIVEN_AS = {Sex.female: "women", Sex.male: "men", Sex.another: "another"}


class Cell(NamedTuple):
    """One crossed cell of a head count; the age is an age cell or a union of adjacent ones."""

    sex: Sex
    age: AgeBand
    disability: str


NOBODY_ASKED = Cell(Sex.not_recorded, UNKNOWN_AGE, NOT_RECORDED)


class CubeRefused(ValueError):
    """A text is no cell, or numbers contradict; `message` is a sentence marked for translation, `values` what stands in it."""

    def __init__(self, message: str, field_name: str = "cells", **values: str) -> None:
        self.message = message
        self.field = field_name
        self.values = values
        super().__init__(message.format(**values))


@dataclass(frozen=True, slots=True)
class HeadCube:
    """A total, its crossed cells, and one-way numbers.

    A one-way number is everybody of that value (so it includes the crossed cells of the value). What is in no
    cell is not recorded: every margin makes `total`. Made by `head_cube`, which checks that it closes.
    """

    total: int
    crossed: Mapping[Cell, int] = field(default_factory=lambda: MappingProxyType({}))
    sexes: Mapping[Sex, int] = field(default_factory=lambda: MappingProxyType({}))
    ages: Mapping[AgeBand, int] = field(default_factory=lambda: MappingProxyType({}))
    disabilities: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def table(self, *dimensions: str) -> dict[Cell, int]:
        """The head count by some of `sex`, `age`, `disability`; other dimensions stand as not recorded. Makes the total.

        People given one-way stand under not recorded of the other dimensions. Sexes are always placed whole; ages and
        disability given one-way only as far as cells without a sex are left (each is whole in its own table).
        """
        cells: dict[Cell, int] = {}
        for cell, number in self.crossed.items():
            _add(cells, seen(cell, dimensions), number)
        _add(cells, NOBODY_ASKED, self.total - sum(cells.values()))
        if "sex" in dimensions:
            for sex, number in self.sexes.items():
                _place(cells, Cell(sex, UNKNOWN_AGE, NOT_RECORDED), number)
        if "age" in dimensions:
            for band, number in sorted(self.ages.items(), key=lambda one: (one[0].high - one[0].low, one[0])):
                _place(cells, Cell(Sex.not_recorded, band, NOT_RECORDED), number)
        if "disability" in dimensions:
            for token, number in self.disabilities.items():
                _place(cells, Cell(Sex.not_recorded, UNKNOWN_AGE, token), number)
        return {cell: number for cell, number in cells.items() if number}

    def of_sex(self, sex: Sex) -> int:
        """People of a sex: the one-way number or the crossed cells, whichever is more; not recorded is the rest."""
        if sex is Sex.not_recorded:
            return self.total - sum(self.of_sex(one) for one in RECORDED_SEXES)
        return max(self.sexes.get(sex, 0), sum(n for cell, n in self.crossed.items() if cell.sex is sex))

    def sex_margin(self) -> dict[Sex, int]:
        """Every sex token with its number; makes the total."""
        return {sex: self.of_sex(sex) for sex in Sex}

    def disability_margin(self) -> dict[str, int]:
        """Every disability token with its number; makes the total."""
        table = self.table("disability")
        return {token: sum(n for cell, n in table.items() if cell.disability == token) for token in DISABILITIES}

    def age_margin(self) -> dict[AgeBand, int]:
        """Every age band present with its number, youngest first, then not recorded; makes the total."""
        table = self.table("age")
        bands = sorted({cell.age for cell in table if cell.age.recorded})
        return {band: sum(n for cell, n in table.items() if cell.age == band) for band in (*bands, UNKNOWN_AGE)}

    def within(self, question: AgeBand) -> tuple[int, int]:
        """(people inside, people whose age answers the question); a band across its border answers nothing."""
        margin = self.age_margin()
        yes = sum(n for band, n in margin.items() if inside(band, question))
        return yes, yes + sum(n for band, n in margin.items() if outside(band, question))

    def alone(self, dimension: str) -> Sex | AgeBand | str | None:
        """The one group of a dimension given one-way where no other is given in any way (C4.7); else None.
        A typed 0 is given. Crossed cells of the same group do not count as another one.
        """
        given: dict[str, list[Sex | AgeBand | str]]
        given = {"sex": [*self.sexes], "age": [*self.ages], "disability": [*self.disabilities]}
        if len(given[dimension]) != 1:
            return None
        group = given[dimension][0]
        return None if any(_is_beside(cell, group) for cell, number in self.crossed.items() if number) else group

    @property
    def one_way(self) -> frozenset[str]:
        """Dimensions beside sex that have numbers given without crossing."""
        return frozenset(name for name, given in (("age", self.ages), ("disability", self.disabilities)) if given)


def _is_beside(cell: Cell, group: Sex | AgeBand | str) -> bool:
    """Whether a crossed cell records another group of the dimension."""
    if isinstance(group, Sex):
        return cell.sex not in (group, Sex.not_recorded)
    if isinstance(group, AgeBand):
        return cell.age.recorded and not inside(cell.age, group)
    return cell.disability not in (group, NOT_RECORDED)


def _add(cells: dict[Cell, int], cell: Cell, number: int) -> None:
    cells[cell] = cells.get(cell, 0) + number


def seen(cell: Cell, dimensions: Collection[str]) -> Cell:
    """The cell with the dimensions that are not asked for as not recorded."""
    return Cell(
        cell.sex if "sex" in dimensions else Sex.not_recorded,
        cell.age if "age" in dimensions else UNKNOWN_AGE,
        cell.disability if "disability" in dimensions else NOT_RECORDED,
    )


def _place(cells: dict[Cell, int], target: Cell, number: int) -> None:
    """Bring a value given one-way to `number` people, taken from cells that do not record it."""
    lack = number - sum(n for cell, n in cells.items() if _answers(cell, target))
    for donor in sorted(cells, key=lambda cell: _donor_order(cell, target, cells[cell])):
        if lack <= 0:
            return
        if not _may_give(donor, target):
            continue
        moved = min(lack, cells[donor])
        cells[donor] -= moved
        _add(cells, target, moved)
        lack -= moved


def _answers(cell: Cell, target: Cell) -> bool:
    if target.sex is not Sex.not_recorded:
        return cell.sex is target.sex
    return inside(cell.age, target.age) if target.age.recorded else cell.disability == target.disability


def _may_give(donor: Cell, target: Cell) -> bool:
    if target.sex is not Sex.not_recorded:
        return donor.sex is Sex.not_recorded
    if target.age.recorded:
        wider = donor.age != target.age and inside(target.age, donor.age)
        return donor.sex is Sex.not_recorded and donor.disability == NOT_RECORDED and (wider or not donor.age.recorded)
    return donor == NOBODY_ASKED


def _donor_order(cell: Cell, target: Cell, number: int) -> tuple[bool, int, Cell]:
    """For ages the bands that hold the target first; for sexes those of whom nothing is recorded first; then the largest."""
    first = cell.age.recorded if target.age.recorded else cell == NOBODY_ASKED
    return (not first, -number, cell)


def read_cell(text: str) -> tuple[Cell, int]:
    """Read `SEX/AGE/DISABILITY:N`; an empty part is not recorded. Raises CubeRefused in words."""
    where, colon, number = text.strip().rpartition(":")
    parts = [part.strip().lower() for part in where.split("/")]
    if not colon or len(parts) != 3 or not number.strip().isdecimal():
        raise CubeRefused(N_("“{text}” is not SEX/AGE/DISABILITY:NUMBER, such as female/15_24/no:12."), text=text)
    sex, age, disability = (part if part not in ("", "null", "none") else NOT_RECORDED for part in parts)
    if sex not in SEXES:
        raise CubeRefused(N_("“{text}” is not a sex: female, male, another or not_recorded."), text=sex)
    if disability not in DISABILITIES:
        raise CubeRefused(N_("“{text}” is not a disability answer: yes, no, unknown or not_recorded."), text=disability)
    return Cell(SEXES[sex], _read_age(age), disability), int(number)


def write_cell(cell: Cell, number: int) -> str:
    """The text form that `read_cell` reads."""
    return f"{cell.sex.value}/{cell.age.token}/{cell.disability}:{number}"


def read_age_number(text: str) -> tuple[AgeBand, int]:
    """Read `BAND:N`, ages given without crossing. Raises CubeRefused in words."""
    where, colon, number = text.strip().rpartition(":")
    if not colon or not number.strip().isdecimal():
        raise CubeRefused(N_("“{text}” is not AGE:NUMBER, such as 15_24:30."), "ages", text=text)
    return _read_age(where.strip().lower(), "ages"), int(number)


def _read_age(token: str, field_name: str = "cells") -> AgeBand:
    try:
        return read_band(token)
    except ValueError:
        raise CubeRefused(N_("“{text}” is not an age group of this table. Write it like 15_24, 36_over or under_30."), field_name, text=token) from None


def head_cube(
    count: int | None = None,
    cells: Iterable[str] = (),
    ages: Iterable[str] = (),
    *,
    women: int | None = None,
    men: int | None = None,
    another: int | None = None,
    youth: int | None = None,
    youth_band: str | None = None,
    persons_with_disabilities: int | None = None,
) -> HeadCube:
    """A head count from the values of its record; the rest of `count` is not recorded.
    Without `count` the total is the largest of what the numbers make. `youth` stands for `youth_band`
    (default 15_24). Raises CubeRefused in words if a part is above the total.
    """
    crossed: dict[Cell, int] = {}
    for cell, number in map(read_cell, cells):
        crossed[cell] = crossed.get(cell, 0) + number
    given = {Sex.female: women, Sex.male: men, Sex.another: another}
    sexes = {sex: number for sex, number in given.items() if number is not None}
    by_age: dict[AgeBand, int] = {}
    for band, number in map(read_age_number, ages):
        by_age[band] = by_age.get(band, 0) + number
    by_age.pop(UNKNOWN_AGE, None)
    if youth is not None:
        band = _read_age((youth_band or "15_24").strip().lower().removeprefix("youth_"), "youth_band")
        by_age[band] = max(youth, by_age.get(band, 0))
    disabilities = {"yes": persons_with_disabilities} if persons_with_disabilities is not None else {}
    return _closed(count, HeadCube(0, crossed, sexes, by_age, disabilities))


_ADDED = {"cells": N_("Sum of the table"), "ages": N_("Sum of the ages"), "persons_with_disabilities": N_("With and without disability")}


def _label(field_name: str, given: HeadCube) -> str:
    """What was added up."""
    if field_name != "women":
        return _ADDED[field_name]
    return N_("Women + men + another") if given.of_sex(Sex.another) else N_("Women + men")


def _closed(count: int | None, given: HeadCube) -> HeadCube:
    """The cube with its total; raises CubeRefused where the numbers of one table are more than the total."""
    sexes = [given.of_sex(sex) for sex in RECORDED_SEXES]
    disabled = [max(given.disabilities.get("yes", 0), sum(n for cell, n in given.crossed.items() if cell.disability == "yes"))]
    disabled += [sum(n for cell, n in given.crossed.items() if cell.disability in ("no", "unknown"))]
    tables = {"cells": sum(given.crossed.values()), "women": sum(sexes), "ages": _people_by_age(given), "persons_with_disabilities": sum(disabled)}
    total = count if count is not None else max(tables.values())
    for field_name, number in tables.items():
        if number > total:
            raise CubeRefused(N_("{label} = {parts}, more than the total ({total})."), field_name, label=_label(field_name, given), parts=f"{number:,}", total=f"{total:,}")
    return HeadCube(total, given.crossed, given.sexes, given.ages, given.disabilities)


def refuse_contradictions(given: HeadCube) -> None:
    """Raise CubeRefused where cells of a sex, age or disability are more people than the number of all.
    Numbers of another program may say so; what somebody types here may not.
    """
    one_way: list[tuple[str, int, int]] = [
        (name, given.sexes[sex], sum(n for cell, n in given.crossed.items() if cell.sex is sex))
        for sex, name in _GIVEN_AS.items() if sex in given.sexes
    ]  # fmt: skip
    one_way += [("ages", number, sum(n for cell, n in given.crossed.items() if inside(cell.age, band))) for band, number in given.ages.items()]
    one_way += [
        ("persons_with_disabilities", number, sum(n for cell, n in given.crossed.items() if cell.disability == token))
        for token, number in given.disabilities.items()
    ]
    for field_name, number, crossed in one_way:
        if crossed > number:
            message = N_("The detailed numbers add up to {crossed}. That is more than the number for this group ({number}).")
            raise CubeRefused(message, field_name, crossed=f"{crossed:,}", number=f"{number:,}")


def _people_by_age(given: HeadCube) -> int:
    """How many people the ages make at least: bands one within another hold the same people."""
    bands: dict[AgeBand, int] = {}
    for band in sorted({*given.ages, *(cell.age for cell in given.crossed if cell.age.recorded)}, key=lambda one: (one.high - one.low, one)):
        within = sum(n for smaller, n in bands.items() if inside(smaller, band))
        crossed = sum(n for cell, n in given.crossed.items() if inside(cell.age, band))
        bands = {smaller: n for smaller, n in bands.items() if not inside(smaller, band)}
        bands[band] = max(given.ages.get(band, 0), within, crossed)
    separate: list[AgeBand] = [band for band in bands if not any(_overlap(band, other) for other in bands if other != band)]
    return max([sum(bands[band] for band in separate), *bands.values()], default=0)


def _overlap(first: AgeBand, other: AgeBand) -> bool:
    return first.low <= other.high and other.low <= first.high
