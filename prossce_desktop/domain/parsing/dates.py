"""Dates as people type and send them, in any script, calendar and order; one by one, or a column that has one order.

Rules: day first, unless a column has a second number over 12 and no first one (then month first). Years from 2300 on are
Buddhist and are taken down by 543 before anything is checked, so that 29 February 2567 is 29 February 2024.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.parse_result import Understood, refused, softened
from prossce_desktop.domain.parsing import date_parts
from prossce_desktop.domain.parsing.date_parts import DateParts
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_

BUDDHIST = 543
FIRST_BUDDHIST_YEAR = 2300
EARLIEST_YEAR, LATEST_YEAR = 1850, 2150
_PIVOT = 2030
"""Two digits are never read as a later year than this, unless the caller knows a nearer limit."""
_OLDEST = 110
_HALF_A_YEAR = dt.timedelta(days=183)
_EXAMPLE_YEAR, _EXAMPLE_BIRTH = 2026, 1990
_EXCEL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(2700, 91_000)
"""Excel's day numbers of 1907 to 2149; smaller numbers are years."""

_NO_SUCH_DAY = (
    N_("January has no day {day}."), N_("February has no day {day}."), N_("March has no day {day}."), N_("April has no day {day}."),
    N_("May has no day {day}."), N_("June has no day {day}."), N_("July has no day {day}."), N_("August has no day {day}."),
    N_("September has no day {day}."), N_("October has no day {day}."), N_("November has no day {day}."), N_("December has no day {day}."),
)  # fmt: skip
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DateOrder(StrEnum):
    """Which number stands first in a date of three numbers; a year of four digits is known by itself."""

    day_first = "day_first"
    month_first = "month_first"


@dataclass(frozen=True, slots=True)
class Around:
    """The year of a day written without one: `year`, or the one beside it, where only that can be meant.
    A day over half a year before `first` is next year's ("2 jan" of a course begun on 28 December), one over
    half a year after `last` is the year's before.
    """

    year: int
    first: dt.date | None = None
    last: dt.date | None = None

    def year_of(self, month: int, day: int) -> int:
        """The year of this day."""
        here = dt.date(self.year, month, min(day, 28))
        if self.first is not None and self.first - here > _HALF_A_YEAR:
            return self.year + 1
        return self.year - 1 if self.last is not None and here - self.last > _HALF_A_YEAR else self.year


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a column of dates is read: its order, and whether years of two digits are Buddhist."""

    order: DateOrder = DateOrder.day_first
    buddhist: bool = False
    excel: bool = False
    latest: dt.date | None = None
    around: Around | None = None
    """How a day without a year is read; None: it is no date."""


def order_of(column: Iterable[object]) -> DateOrder:
    """The one order of a column: month first only if a second number is over 12 and no first one is."""
    pairs = [pair for value in column if (pair := date_parts.first_two(value)) is not None]
    month_first = any(second > 12 for _, second in pairs) and not any(first > 12 for first, _ in pairs)
    return DateOrder.month_first if month_first else DateOrder.day_first


def is_buddhist(column: Iterable[object], country: str = "") -> bool:
    """Most full years of the column are over 2300; where none is full, Thai lists are taken as Buddhist."""
    years = [year for value in column if (year := date_parts.full_year(value)) is not None]
    if not years:
        return country == "TH"
    return sum(1 for year in years if year >= FIRST_BUDDHIST_YEAR) * 2 > len(years)


def understand_column(
    values: Sequence[object], field: str = "birth", *, country: str = "", latest: dt.date | None = None, excel: bool = True
) -> list[Understood[str]]:
    """A column of dates, one answer per value: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    `latest`: a date after it is left empty (`in-future`), as is one that cannot be, with a soft problem.
    `excel`: numbers may be Excel's day numbers.
    """
    reading = DateReading(order_of(values), is_buddhist(values, country), excel, latest)
    seen: dict[object, Understood[str]] = {}
    answers = []
    for value in values:
        key = (type(value), value)
        if key not in seen:
            one = understand_partial(value, field, reading)
            seen[key] = Understood(one.value, softened(one.problems))
        answers.append(seen[key])
    return answers


def understand_partial(value: object, field: str = "birth", reading: DateReading | None = None) -> Understood[str]:
    """One date, month or year, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; a hard problem if it cannot be.
    Without `reading`: the order of a column that holds this value alone.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return Understood()
    reading = reading or DateReading(order_of([value]))
    written = _number_as_date(value) if reading.excel else None
    written = written or date_parts.read(value, month_first=reading.order is DateOrder.month_first)
    if written is None and reading.around is not None:
        written = _in_its_year(value, reading.around)
    if written is None:
        message = N_("“{value}” is not a date. Write it like {example}.")
        return refused(field, "not-a-date", message, value=str(value).strip()[:40], example=_example(field, reading))
    return _checked(written, field, reading)


def understand_partial_date(text: str, field: str) -> tuple[str | None, list[Problem]]:
    """`understand_partial` of one typed text, as a pair."""
    found = understand_partial(text, field)
    return found.value, list(found.problems)


def understand_date(text: object, field: str, reading: DateReading | None = None) -> tuple[dt.date | None, list[Problem]]:
    """One whole date; only a month or a year is a hard problem (`no-day`)."""
    found = understand_partial(text, field, reading)
    if found.value is None or len(found.value) == 10:
        return (dt.date.fromisoformat(found.value) if found.value else None), list(found.problems)
    values = (("example", f"18/{found.value[5:] or 11}/{found.value[:4]}"),)
    return None, [Problem(field, "no-day", N_("The day is missing. Write it like {example}."), values=values)]


def reading_in_form(value: object, around: Around | None) -> DateReading:
    """How a date of a form is read: by itself, and without its year in the year of the form."""
    return DateReading(order_of([value]), around=around)


def _in_its_year(value: object, around: Around) -> DateParts | None:
    day, month = date_parts.without_year(value) or (0, 0)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return DateParts(f"{around.year_of(month, day):04}", month, day)


def _example(field: str, reading: DateReading) -> str:
    """A date as this field takes it."""
    year = reading.around.year if reading.around is not None else _EXAMPLE_BIRTH if field == "birth" else _EXAMPLE_YEAR
    return f"18/11/{year}"


def _number_as_date(value: object) -> DateParts | None:
    """Excel's day number as a date (typed as a number, or as text of five digits)."""
    if isinstance(value, bool | dt.date):
        return None
    text = date_parts.tidy(value)
    if not text.isdecimal() or int(text) not in _SERIALS or len(text) != 5:
        return None
    day = _EXCEL_ZERO + dt.timedelta(days=int(text))
    return DateParts(str(day.year), day.month, day.day, None)


def _checked(written: DateParts, field: str, reading: DateReading) -> Understood[str]:
    year, notes = _gregorian(written, field, reading)
    month, day = written.month, written.day
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        message = N_("The year {year} cannot be right. Write it like {example}.")
        return refused(field, "year", message, year=year, example=_example(field, reading))
    if month is None:
        return _within(f"{year:04}", notes, field, reading)
    if not 1 <= month <= 12:
        message, cure = N_("There is no month {month}. Write it like {example}."), _exchanged(year, month, day)
        return refused(field, "no-such-month", message, month=month, example=_example(field, reading), cure=cure)
    if day is None:
        return _within(f"{year:04}-{month:02}", notes, field, reading)
    if not 1 <= day <= _LONGEST[month - 1]:
        return refused(field, "no-such-day", _NO_SUCH_DAY[month - 1], day=day, cure=_last_day(year, month))
    if (month, day) == (2, 29) and not _leap(year):
        return refused(field, "no-such-day", N_("February {year} has no day 29."), year=year, cure=_last_day(year, month))
    return _within(f"{year:04}-{month:02}-{day:02}", notes, field, reading)


def _gregorian(written: DateParts, field: str, reading: DateReading) -> tuple[int, tuple[Problem, ...]]:
    year = int(written.year)
    if len(written.year) > 2:
        return (year - BUDDHIST if year >= FIRST_BUDDHIST_YEAR else year), ()
    buddhist = reading.buddhist if written.buddhist is None else written.buddhist
    year = year + 2500 - BUDDHIST if buddhist else year + 2000
    if year > (reading.latest.year if reading.latest else _PIVOT):
        year -= 100
    message = N_("The year has two digits. It was read as {year}.")
    return year, (Problem(field, "two-digit-year", message, Severity.note, (("year", str(year)),)),)


def _within(text: str, notes: tuple[Problem, ...], field: str, reading: DateReading) -> Understood[str]:
    """Leave out what lies after the latest date that can be (compared at the precision known)."""
    if reading.latest is not None and text > reading.latest.isoformat()[: len(text)]:
        message = N_("The date of birth is after the activity. It will not be saved.") if field == "birth" else N_("This date is in the future.")
        return refused(field, "in-future", message, Severity.soft)
    if reading.latest is not None and field == "birth" and (years := reading.latest.year - int(text[:4])) > _OLDEST:
        message = N_("With this date, the person is {years} years old.")
        notes = (*notes, Problem(field, "very-old", message, Severity.soft, (("years", str(years)),)))
    return Understood(text, notes)


def _exchanged(year: int, month: int, day: int | None) -> str | None:
    """The date with day and month exchanged, where that is one."""
    if day is None or not 1 <= day <= 12 or not 1 <= month <= _LONGEST[day - 1]:
        return None
    return f"{year:04}-{day:02}-{month:02}" if (day, month) != (2, 29) or _leap(year) else None


def _last_day(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{_LONGEST[month - 1] - (month == 2 and not _leap(year)):02}"


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
