"""Periods to choose from, and the names they give to files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.choice_field import Choice

OWN = "own"
"""The choice whose ends are typed."""
EVER = "ever"


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both inclusive; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None


def choices(today: dt.date, years: Iterable[int]) -> tuple[Choice, ...]:
    """This year and last, other years with activities, this month and last, from and to, all time."""
    found = [
        Choice(str(today.year), _("This year, {year}").format(year=today.year)),
        Choice(str(today.year - 1), _("Last year, {year}").format(year=today.year - 1)),
    ]
    found += [Choice(str(year), str(year)) for year in years if year not in (today.year, today.year - 1)]
    before = today.replace(day=1) - dt.timedelta(days=1)
    found += [Choice(f"{day:%Y-%m}", formatting.month(day)) for day in (today, before)]
    return (*found, Choice(OWN, _("From – to…")), Choice(EVER, _("All time")))


def days_of(token: str) -> Days:
    """The days of a choice; of OWN and EVER none."""
    if token in ("", OWN, EVER):
        return Days()
    year, crossing, month = token.partition("-")
    if not crossing:
        return Days(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))
    first = dt.date(int(year), int(month), 1)
    return Days(first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1))


def first_choice(today: dt.date, years: Sequence[int]) -> str:
    """This year where it has activities, else the newest year that has."""
    return str(today.year if today.year in years or not years else years[0])


def file_stem(days: Days, countries: Sequence[str]) -> str:
    """ProSSCE-Cambodia-2024: letters, digits and hyphens only, so that every system and mail takes it."""
    return "-".join(part for part in ("ProSSCE", _where(countries), _when(days)) if part)


def safe(text: str) -> str:
    """Letters and digits of ASCII, everything else as single hyphens."""
    plain = "".join(one if one.isascii() and one.isalnum() else "" if one in "’'" else " " for one in text)
    return "-".join(plain.split())


def _where(countries: Sequence[str]) -> str:
    if len(countries) == 1:
        return safe(Country(countries[0]).label)
    return "-".join(countries) if countries else "all-countries"


def _when(days: Days) -> str:
    first, last = days.first, days.last
    if first is None and last is None:
        return "all-time"
    if first is None or last is None:
        return f"from-{first}" if first else f"to-{last}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        months = f"{first:%Y-%m}", f"{last:%Y-%m}"
        return months[0] if months[0] == months[1] else "-to-".join(months)
    return str(first) if first == last else f"{first}-to-{last}"
