"""How values stand in lists: provinces, countries and partial dates."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists

SHORT_COUNTRIES = {"LA": N_("Lao PDR"), "BN": N_("Brunei")}


def country_words(country: str | None) -> str:
    """The country's name, short in a list; "" where there is none."""
    if not country:
        return ""
    if country in SHORT_COUNTRIES:
        return _(SHORT_COUNTRIES[country])
    return _(Country(country).label) if country in list(Country) else country


def province_words(code: str | None) -> str:
    """The province's name, also of one that is no more; "" where there is none."""
    if not code:
        return ""
    return code_lists.names("province").get(code) or next(
        (one.name for one in code_lists.provinces() if one.code == code), code
    )


def born_words(birth: str | None, age: int | None) -> str:
    """12 Mar 2000, or the age as last given where no birth is known."""
    if birth:
        return formatting.partial_day(birth)
    return _("age {n}").format(n=age) if age is not None else formatting.DASH


def days_words(start: str | None, end: str | None) -> str:
    """The days of an activity in words, a whole year as such; "" where there is none."""
    try:
        first, last = day_of(start), day_of(end)
    except ValueError:
        return end or ""
    return formatting.days(first, last, short=True)


def day_of(value: str | None) -> dt.date | None:
    """A stored day; raises ValueError for what is none."""
    return dt.date.fromisoformat(value) if value else None
