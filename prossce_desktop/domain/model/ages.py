"""Ages at an activity's first day, the age cells, and bands made of adjacent cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from prossce_desktop.domain.model.codes import AgeCell

NOT_RECORDED = "not_recorded"
OLDEST = 200
"""Stands for "no upper bound" in a band."""


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years; `estimated` if only the month or the year of birth was known."""

    years: int
    estimated: bool = False


class AgeBand(NamedTuple):
    """Ages `low` to `high` in whole years, both inclusive; `UNKNOWN_AGE` is the band of nobody's recorded age."""

    low: int
    high: int

    @property
    def recorded(self) -> bool:
        """Whether this band says anything about an age."""
        return self.low >= 0

    @property
    def token(self) -> str:
        """`not_recorded`, an AgeCell token, or `15_24`, `36_over`, `under_30`."""
        if not self.recorded:
            return NOT_RECORDED
        if self.high >= OLDEST:
            return f"{self.low}_over"
        if self.low == 0:
            return f"under_{self.high + 1}"
        return str(self.low) if self.low == self.high else f"{self.low}_{self.high}"

    @property
    def cells(self) -> tuple[AgeCell, ...]:
        """The age cells the band is made of, youngest first."""
        if not self.recorded:
            return (AgeCell.not_recorded,)
        return tuple(cell for cell in RECORDED_CELLS if inside(band_of(cell), self))

    @property
    def is_cell(self) -> bool:
        """Whether it is one single age cell (or not recorded)."""
        return self in _CELL_OF


UNKNOWN_AGE = AgeBand(-1, -1)


def _bounds(token: str) -> AgeBand:
    if token == NOT_RECORDED:
        return UNKNOWN_AGE
    if token.startswith("under_"):
        return AgeBand(0, int(token.removeprefix("under_")) - 1)
    if token.endswith("_over"):
        return AgeBand(int(token.removesuffix("_over")), OLDEST)
    low, crossing, high = token.partition("_")
    return AgeBand(int(low), int(high if crossing else low))


_BAND_OF: dict[AgeCell, AgeBand] = {cell: _bounds(str(cell.value)) for cell in AgeCell}
_CELL_OF: dict[AgeBand, AgeCell] = {band: cell for cell, band in _BAND_OF.items()}
RECORDED_CELLS: tuple[AgeCell, ...] = tuple(cell for cell in AgeCell if cell is not AgeCell.not_recorded)
_LOWS = frozenset(_BAND_OF[cell].low for cell in RECORDED_CELLS)
_HIGHS = frozenset(_BAND_OF[cell].high for cell in RECORDED_CELLS)

YOUTH_15_24 = AgeBand(15, 24)


def age_on(birth: str | None, day: dt.date | None) -> Age | None:
    """Age in whole years on `day` of somebody born `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; else None.
    A month is taken as its 15th, a year as its 1 July, and the age marked estimated. None too if the birth
    lies after the day. Raises ValueError for a day that does not exist.
    """
    if not birth or day is None:
        return None
    parts = [int(part) for part in birth.split("-")]
    year, month, born = (parts + [[7, 1], [15], []][len(parts) - 1])[:3]
    dt.date(year, month, born)
    years = day.year - year - ((day.month, day.day) < (month, born))
    return Age(years, len(parts) < 3) if years >= 0 else None


def age_at(first_day: dt.date | None, birth: str | None, given: int | None) -> Age | None:
    """Age at an activity's first day: from the birth date if there is one, else as it was given."""
    computed = age_on(birth, first_day)
    if computed is not None:
        return computed
    return Age(given) if given is not None else None


def counted_age(first_day: dt.date | None, worked: Age | None, open_birth: str | None, given: int | None) -> Age | None:
    """The age that figures count: as it was worked out; else from a birth that an older program left open; else as it was given."""
    return worked if worked is not None else age_at(first_day, open_birth, given)


def cell_of(age: Age | int | None) -> AgeCell:
    """The age cell of an age in whole years."""
    if age is None:
        return AgeCell.not_recorded
    years = age.years if isinstance(age, Age) else age
    for cell in RECORDED_CELLS:
        if _BAND_OF[cell].low <= years <= _BAND_OF[cell].high:
            return cell
    return AgeCell.a65_over if years > OLDEST else AgeCell.not_recorded


def band_of(cell: AgeCell) -> AgeBand:
    """The ages of one cell."""
    return _BAND_OF[cell]


def single_cell(band: AgeBand) -> AgeCell:
    """The cell a band is; a band of several cells crosses their borders and is not recorded."""
    return _CELL_OF.get(band, AgeCell.not_recorded)


def read_band(token: str) -> AgeBand:
    """Read `15_24`, `36_over`, `under_30`, an age cell or `not_recorded`; a union must be of adjacent cells.
    Raises ValueError.
    """
    try:
        band = _bounds(token.strip().lower().replace("-", "_") or NOT_RECORDED)
    except ValueError:
        raise ValueError(token) from None
    if band != UNKNOWN_AGE and not (band.low in _LOWS and band.high in _HIGHS and band.low <= band.high):
        raise ValueError(token)
    return band


def inside(band: AgeBand, question: AgeBand) -> bool:
    """Whether everybody in `band` is in `question`."""
    return band.recorded and question.low <= band.low and band.high <= question.high


def outside(band: AgeBand, question: AgeBand) -> bool:
    """Whether nobody in `band` is in `question`; a band that is neither inside nor outside is not recorded for it."""
    return band.recorded and (band.high < question.low or band.low > question.high)
