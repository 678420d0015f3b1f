"""Numbers, ranges, rates, dates and telephone numbers as people read them, one way for windows and reports
(CLDR through Babel).

A date has two forms: the long one (26 October 2024) in headings and sentences, the short one (26 Oct 2024)
in cells, fields and lists.

The language is that of the screen, or of the report being made (`messages.speaking`).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from prossce_desktop.domain.counting.small_cells import is_said
from prossce_desktop.domain.model.codes import Basis, Country
from prossce_desktop.domain.parsing import phones
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import messages
from prossce_desktop.language.messages import _, ngettext_

NO_BREAK = "\u00a0"
_CELLS = 4_096
"""Words of cells that are kept: a list asks for each at every painting, and CLDR takes 50 µs for one."""
DASH = "–"
"""In a cell: not added, or not worked out."""


def withheld() -> str:
    """Stands in place of a number that is not said (`domain.small_cells`)."""
    return _("not shown")


@lru_cache
def _locale_of(language: str) -> Locale:
    try:
        return Locale.parse(
            "en_GB" if language in (messages.ENGLISH, messages.PSEUDO) else language.replace("-", "_")
        )
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _locale() -> Locale:
    return _locale_of(messages.language())


def number(value: float) -> str:
    """A whole number or decimal with the language's separators: 41,422; "withheld" where it is withheld."""
    if not is_said(value):
        return withheld()
    return _number(value, messages.language())


@lru_cache(maxsize=_CELLS)
def _number(value: float, _language: str) -> str:
    return str(format_decimal(value, locale=_locale()))


def numbered(singular: str, many: str, n: int, **values: object) -> str:
    """The plural form for `n`, with the number as `{n}`: "3 records changed"."""
    return messages.ngettext_(singular, many, n).format(n=number(n), **values)


def decimal(value: float, places: int = 1) -> str:
    """A number with so many places behind the point, also where they are zeros: 75.0."""
    pattern = "#,##0." + "0" * places if places else "#,##0"
    return str(format_decimal(value, pattern, locale=_locale()))


def between(lower: int, upper: int) -> str:
    """A range for figures and tables: 41,422–45,115, or one number where both ends are one."""
    if lower == upper or not (is_said(lower) or is_said(upper)):
        return number(lower)
    return f"{number(lower)}–{number(upper)}"


def between_in_words(lower: int, upper: int) -> str:
    """A range for a sentence: 41,422 to 45,115."""
    if lower == upper or not (is_said(lower) or is_said(upper)):
        return number(lower)
    return _("{low} to {high}").format(low=number(lower), high=number(upper))


def rate(fraction: float, places: int = 1) -> str:
    """A fraction in per cent, one place, with a no-break space: 33.7 %."""
    return f"{decimal(fraction * 100, places)}{NO_BREAK}%"


def coverage(part: int, whole: int, places: int = 1) -> str:
    """Of which part of all something is recorded; never rounded up to all of them."""
    known = part / whole
    return rate(known if part == whole else min(known, 1 - 10 ** -(places + 2)), places)


def day(date: dt.date) -> str:
    """26 October 2024."""
    return str(format_date(date, "d MMMM y", locale=_locale()))


def short_day(date: dt.date) -> str:
    """26 Oct 2024, for narrow columns."""
    return str(format_date(date, "d MMM y", locale=_locale()))


def partial_day(text: str | None) -> str:
    """A day that may lack day or month, as births do: 14 Mar 1979, Mar 1979, 1979; "" for none."""
    if not text:
        return ""
    try:
        first = dt.date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return text
    form = ("y", "LLL y", "d MMM y")[text.count("-")]
    return str(format_date(first, form, locale=_locale()))


def month(date: dt.date) -> str:
    """October 2024."""
    return str(format_date(date, "LLLL y", locale=_locale()))


def month_name(number: int) -> str:
    """Oct, standing alone."""
    return str(format_date(dt.date(2000, number, 1), "LLL", locale=_locale()))


def days(start: dt.date | None, end: dt.date | None, *, short: bool = False) -> str:
    """The days from start to end; whole months and years as such; "" if neither is known.

    26 October 2024; 26–27 October 2024; 28 October – 2 November 2024; October 2023 – May 2024; 2024.
    `short`: 26–27 Oct 2024. An end before the start is said as it is.
    """
    first, last = start or end, end or start
    if first is None or last is None:
        return ""
    return _days(first, last, messages.language(), short)


@lru_cache(maxsize=_CELLS)
def _days(first: dt.date, last: dt.date, _language: str, short: bool) -> str:
    whole = _whole(first, last, short)
    if whole and first <= last:
        return whole
    full = "d MMM y" if short else "d MMMM y"
    locale = _locale()
    later = format_date(last, full, locale=locale)
    if first > last:
        return f"{format_date(first, full, locale=locale)} – {later}"
    if first == last:
        return str(later)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{later}"
    earlier = format_date(first, full.removesuffix(" y") if first.year == last.year else full, locale=locale)
    return f"{earlier} – {later}"


def _whole(first: dt.date, last: dt.date, short: bool) -> str:
    """Whole months or years by their names; "" if the days are neither."""
    if first.day != 1 or (last + dt.timedelta(days=1)).day != 1:
        return ""
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    locale, name = _locale(), "LLL" if short else "LLLL"
    later = format_date(last, f"{name} y", locale=locale)
    if (first.year, first.month) == (last.year, last.month):
        return str(later)
    earlier = format_date(first, name if first.year == last.year else f"{name} y", locale=locale)
    return f"{earlier} – {later}"


def moment(time: dt.datetime) -> str:
    """24 January 2025, 14:05: the clock time that `time` carries."""
    return f"{day(time.date())}, {time:%H:%M}"


def short_moment(time: dt.datetime) -> str:
    """24 Jan 2025, 14:05, for narrow columns: the clock time that `time` carries."""
    return f"{short_day(time.date())}, {time:%H:%M}"


def clock(time: dt.datetime) -> str:
    """10:42, as the officer's computer shows the time of day."""
    return f"{time.astimezone():%H:%M}"


def phone(normal: str | None, country: str | None) -> str:
    """A telephone number in its groups, by the country it is dialled in: 012 305 040; "" for none."""
    return phones.display(normal, country or "") if normal else ""


def listed(parts: list[str]) -> str:
    """Several names in a sentence: Cambodia, Indonesia and Thailand."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{all_but_last} and {last}").format(all_but_last=", ".join(parts[:-1]), last=parts[-1])


def problem(broken: Problem) -> str:
    """The sentence of a problem or note with its values; days and labels among them are worded too."""
    text = _(broken.message)
    for name, value in broken.values:
        text = text.replace("{" + name + "}", _value(name, value))
    return text if broken.place is None else broken.place.sentence(broken.message, text, _)


def _value(name: str, value: str) -> str:
    if name in ("today", "newest"):
        return day(dt.date.fromisoformat(value))
    return _(value) if name == "label" else value


_WITH_ARTICLE = {"PH": N_("the Philippines"), "LA": N_("the Lao People’s Democratic Republic")}


def country_in_sentence(code: str) -> str:
    """The country's name inside a sentence: Cambodia, the Philippines."""
    return (
        _(_WITH_ARTICLE[code])
        if code in _WITH_ARTICLE
        else _(Country(code).label)
        if code in list(Country)
        else code
    )


def held_in_words(country: str | None, held_in: str | None) -> str:
    """Where an activity was held, in words, if that was not in the country whose it is."""
    return (
        _("held in {country}").format(country=country_in_sentence(held_in))
        if held_in and held_in != country
        else ""
    )


def unit(basis: str, n: int) -> str:
    """What was counted, in the form that fits the number: person, persons; organisation, organisations."""
    words = {
        Basis.persons_named: ngettext_("person, by name", "persons, by name", n),
        # Translators: a unit behind a number in figures; in sentences it is “people”
        Basis.persons_organiser: ngettext_("person", "persons", n),
        Basis.attendances: ngettext_("attendance", "attendances", n),
        Basis.online_visits: ngettext_("online visit", "online visits", n),
        Basis.interviews: ngettext_("interview", "interviews", n),
        Basis.posts: ngettext_("post", "posts", n),
        Basis.organisations: ngettext_("organisation", "organisations", n),
        Basis.downloads: ngettext_("download", "downloads", n),
    }
    return words[Basis(basis)] if basis in list(Basis) else basis


def events(n: int) -> str:
    """Interviews and other events, which are no persons: event, events."""
    return ngettext_("event", "events", n)
