"""Figures as sentences and labels: titles that state the finding, bases, rates with both numbers."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figure_definitions import DEFINITIONS
from prossce_desktop.domain.counting.figures import (
    CellRow,
    Figures,
    OutsideRow,
    RateRow,
    Reach,
    ReachRange,
    ShareRow,
)
from prossce_desktop.domain.counting.funnel import EVENT_STEPS, STEPS
from prossce_desktop.domain.counting.small_cells import is_said
from prossce_desktop.domain.model.ages import OLDEST, AgeBand, single_cell
from prossce_desktop.domain.model.codes import (
    ActivityKind,
    AgeCell,
    Basis,
    Country,
    Disability,
    Qualifier,
    Sex,
    Token,
)
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports.report_data import Origin

RATES = {
    "hired_of_qualified": N_("Qualified people hired on the spot"),
    "hired_of_registered": N_("Registered people hired on the spot"),
    "interviews_per_qualified": N_("Interviews for each qualified person"),
    "placed_of_near_hire": N_("Near-hires in work at the follow-up"),
    "retention_3m": N_("In work after 3 months, of those contacted"),
    "retention_6m": N_("In work after 6 months, of those contacted"),
    "completed_of_attended": N_("Participants who completed"),
    "learning_gain": N_("Learning gain, share of the possible points"),
}
SHARES = {
    "women": N_("Women"),
    "men": N_("Men"),
    "youth_15_24": N_("Youth, 15–24"),
    "with_disability": N_("Persons with disabilities"),
}


def personal(held: str) -> str:
    """Which personal data a file was asked to hold (none, names, all), for its properties."""
    if held == PersonalData.none:
        return _("No personal data.")
    return _("Contains personal data: names.") if held == PersonalData.names else _("Contains personal data.")


def label(kind: type[Token], token: str | None, otherwise: str = "") -> str:
    """The words of a token; a token of a newer program stands as it is."""
    if token is None:
        return otherwise
    try:
        return _(kind(token).label)
    except ValueError:
        return token


def of_dimension(name: str, token: str) -> str:
    """The words of one answer of a breakdown: Women; 18–24; Not recorded."""
    if token == Sex.not_recorded:
        return _(Sex.not_recorded.label)
    kinds: dict[str, type[Token]] = {"sex": Sex, "age": AgeCell, "disability": Disability}
    return label(kinds[name], token) if name in kinds else token


def age(band: AgeBand) -> str:
    """An age band in words: Under 15; 15–24; 65 and over; Not recorded."""
    if band.is_cell:
        return _(single_cell(band).label)
    if band.high >= OLDEST:
        return _("{age} and over").format(age=band.low)
    return _("Under {age}").format(age=band.high + 1) if band.low == 0 else f"{band.low}–{band.high}"


def shown_shares(figures: Figures) -> list[ShareRow]:
    """Shares of somebody; those of all countries together only where there are several."""
    rows = [row for row in figures.shares if row.all]
    countries = {row.country for row in rows if not row.all_countries}
    return [row for row in rows if not (row.all_countries and len(countries) == 1)]


def step(name: str) -> str:
    """The words of a step of the funnel."""
    return _(STEPS[name].label)


def unit_of_step(name: str, number: int) -> str:
    """What a step counts, in the form that fits the number: events, or persons."""
    return (
        formatting.events(number) if name in EVENT_STEPS else formatting.unit(Basis.persons_organiser, number)
    )


def country(code: str | None) -> str:
    """The country's name; activities without one belong to the region."""
    return label(Country, code, _("No country (regional)"))


def counted(value: int, qualifier: str) -> str:
    """A number with its qualifier: more than 31,700."""
    number = formatting.number(value)
    if qualifier in ("", Qualifier.exact.value) or not is_said(value):
        return number
    return _("{qualifier} {number}").format(qualifier=label(Qualifier, qualifier), number=number)


def counted_as(value: int, basis: str, qualifier: str = "exact") -> str:
    """A number with its qualifier and what was counted: more than 31,700 posts."""
    return f"{counted(value, qualifier)} {of_basis(value, basis)}"


def of_basis(value: int, basis: str) -> str:
    """What was counted and by whom, in the form that fits the number: person, organiser’s count; posts."""
    if basis == Basis.persons_organiser:
        return ngettext_("person, head count", "persons, head count", value)
    return formatting.unit(basis, value)


Ends = ReachRange | CellRow


def lower_end(ends: Ends) -> str:
    """The lower end with the qualifier of the counts that made it: more than 500."""
    return counted(ends.lower, ends.lower_qualifier)


def upper_end(ends: Ends) -> str:
    """The upper end with the qualifier of the counts that made it: more than 46,000."""
    return counted(ends.upper, ends.upper_qualifier)


def between(ends: Ends) -> str:
    """A range for figures, tables: 41,422–45,115; 45,000 to more than 46,000; more than 500; 30 or more."""
    return _qualified(ends) or formatting.between(ends.lower, ends.upper)


def between_in_words(ends: Ends) -> str:
    """The same for sentences: 41,422 to 45,115."""
    return _qualified(ends) or formatting.between_in_words(ends.lower, ends.upper)


def _qualified(ends: Ends) -> str:
    """A range with its qualifiers; "" where both ends are exact."""
    if ends.lower_qualifier is ends.upper_qualifier is Qualifier.exact:
        return ""
    if _is_one(ends):
        return upper_end(ends)
    if ends.lower == ends.upper and ends.upper_qualifier is Qualifier.more_than:
        return _("{n} or more").format(n=lower_end(ends))
    return _("from {low} to {high}").format(low=lower_end(ends), high=upper_end(ends))


def _is_one(ends: Ends) -> bool:
    return ends.lower == ends.upper and ends.lower_qualifier is ends.upper_qualifier


def says_at_least(ends: Ends) -> bool:
    """Whether "at least" goes before the lower end; one number, and "more than 500", stand alone."""
    return not _is_one(ends) and ends.lower_qualifier is not Qualifier.more_than


def period_name(period: Period) -> str:
    """The period for a head or a table: 2024; Up to 31 December 2025; All dates."""
    if period.first and period.last:
        return formatting.days(period.first, period.last)
    if period.first:
        # Translators: the period of a report that has no end; the day is part of it
        return _("Since {day}").format(day=formatting.day(period.first))
    if period.last:
        # Translators: the period of a report that has no beginning; the day is part of it
        return _("Up to {day}").format(day=formatting.day(period.last))
    return _("All dates")


def where(figures: Figures) -> str:
    """The countries asked for, for a head: Cambodia and Thailand; All countries."""
    return formatting.listed([country(code) for code in figures.countries]) or _("All countries")


def finding(figures: Figures) -> str:
    """The title of a summary: At least 41,422 people were reached · Cambodia · 2024."""
    found = [_reached(figures.reach.whole)]
    if 0 < len(figures.countries) <= 3:
        found.append(where(figures))
    if figures.period.first or figures.period.last:
        found.append(period_name(figures.period))
    return " · ".join(found)


def _reached(whole: ReachRange) -> str:
    if whole.upper == 0:
        # Translators: title of a report; a person is “reached” who attended at least once
        return _("No people reached")
    if not is_said(whole.lower):
        # Translators: title of a report; a person is “reached” who attended at least once
        return _("People reached: not shown, to protect people in small groups")
    if says_at_least(whole):
        # Translators: title of a report; a person is “reached” who attended at least once
        text = ngettext_("At least {n} person was reached", "At least {n} people were reached", whole.lower)
    else:
        # Translators: title of a report; a person is “reached” who attended at least once
        text = ngettext_("{n} person was reached", "{n} people were reached", whole.lower)
    said = text.format(n=lower_end(whole))
    return said[:1].upper() + said[1:]


def reach_basis(figures: Figures) -> str:
    """The line below the range: who is in it, by name or by organisers' counts, and what is open."""
    reach, whole = figures.reach, figures.reach.whole
    counts = sum(
        row.activities for row in figures.counts if row.basis == Basis.persons_organiser and not row.context
    )
    if whole.upper == 0:
        return _("No list and no head count in this period.")
    if not is_said(whole.named):
        text = _("People who attended. How many of them are known by name is not shown.")
    elif whole.named and counts and whole.upper > whole.named:
        text = ngettext_(
            "People who attended: {named} are known by name, the others were counted by the organiser at "
            "{n} activity.",
            "People who attended: {named} are known by name, the others were counted by organisers at {n} "
            "activities.",
            counts,
        )
    elif counts and not whole.named:
        text = ngettext_(
            "People who attended, counted by the organiser at {n} activity.",
            "People who attended, counted by organisers at {n} activities.",
            counts,
        )
    else:
        text = _("People who attended, {named} known by name.")
    sentences = [text.format(named=formatting.number(whole.named), n=formatting.number(counts))]
    if len(reach.by_country) > 1:
        least = formatting.number(reach.lower_if_countries_disjoint)
        sentences.append(_("At least {n} if nobody took part in two countries.").format(n=least))
    sentences += open_pairs(whole)
    return " ".join(sentences)


def by_the_office(reach: Reach) -> list[str]:
    """People recorded by the regional office for no country: in the whole, in no country's figures."""
    own = [one for one in reach.by_country if one.country is None and one.upper]
    if not own or len(reach.by_country) == 1:
        return []
    text = ngettext_(
        "The regional office recorded {n} person.", "The regional office recorded {n} people.", own[0].upper
    )
    return [text.format(n=between(own[0]))]


def open_pairs(reach: ReachRange) -> list[str]:
    """A sentence on pairs that may be one person, if there are any."""
    if not reach.open_pairs:
        return []
    return [
        numbered(
            "{n} possible duplicate is not checked yet.",
            "{n} possible duplicates are not checked yet.",
            reach.open_pairs,
        )
    ]


def outside(rows: tuple[OutsideRow, ...]) -> str:
    """What is not in the range: 58,205 attendances (2 activities), 63,267 online visits (1 activity)."""
    if not rows:
        return ""
    parts = []
    for row in rows:
        activities = numbered("{n} activity", "{n} activities", row.activities)
        parts.append(
            f"{counted_as(row.value, row.basis, row.qualifier)} "
            f"({activities.replace(' ', formatting.NO_BREAK)})"
        )
    return _("These are not in the range, because they are not persons: {parts}.").format(
        parts=", ".join(parts)
    )


def in_sentence(words: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def kind(token: str) -> str:
    """The words of an activity kind."""
    return label(ActivityKind, token)


def definitions(figures: Figures) -> list[tuple[str, str]]:
    """Name and sentence of every figure in the document, each once, in the order of the document."""
    names = {"activities": _("Activities"), "reach": _("People reached"), "outside": _("Not in the range")}
    names |= {f"count_{one.value}": _(one.label) for one in Basis}
    names |= {f"funnel_{name}": step(name) for name in STEPS}
    names |= {one: _(words) for one, words in RATES.items()}
    names |= {f"share_{one}": _(words) for one, words in SHARES.items()}
    used = [
        figures.reach.definition,
        *(row.definition for row in figures.activities),
        *(row.definition for row in figures.reach.outside),
    ]
    used += [row.definition for row in figures.counts]
    used += [row.definition for row in figures.shares]
    used += [row.definition for row in figures.funnel]
    used += [row.definition for row in figures.rates]
    return [(names.get(one, one), _(DEFINITIONS[one])) for one in dict.fromkeys(used) if one in DEFINITIONS]


def source(figures: Figures, origin: Origin, sample: str) -> list[tuple[str, str | dt.date]]:
    """Where a report comes from: period, countries, dates, office, code; `sample`: said of sample data."""
    found: list[tuple[str, str | dt.date]] = [
        (_("Period"), period_name(figures.period)),
        (_("Countries"), where(figures)),
        (_("Data up to"), origin.data_as_at),
        (_("Made on"), formatting.moment(origin.made_at)),
        (_("Office"), origin.office),
        (_("Check code of the data"), origin.code),
        (_("Sample data"), sample if figures.sample or origin.sample else ""),
    ]
    return [(name, value) for name, value in found if value]


def of_whom(row: ShareRow) -> str:
    """Both numbers of a share: 2,788 of 4,422; 30 of 72 (recorded for 72.0 % of all 100)."""
    n, known = formatting.number(row.numerator), beneath(row)
    if row.denominator == row.all:
        return _("{n} of {all}").format(n=n, all=known)
    whole = formatting.number(row.all)
    # Translators: “30 of 72 (recorded for 72 % of all 100)”: 72 of 100 people answered; 30 of them count
    said = _("{n} of {answered} (recorded for {coverage} of all {all})")
    return said.format(n=n, answered=known, coverage=formatting.coverage(row.denominator, row.all), all=whole)


def share(row: ShareRow) -> str:
    """A share, or below half coverage of how many it is recorded; a disability is asked about."""
    if not is_said(row.numerator) or not is_said(row.denominator):
        return formatting.withheld()
    if row.value is None:
        if row.id == "with_disability":
            said = _("{recorded} of {all} asked")
        else:
            said = _("{recorded} of {all} recorded")
        return said.format(recorded=beneath(row), all=formatting.number(row.all))
    return formatting.rate(row.value)


def beneath(row: RateRow | ShareRow) -> str:
    """The denominator, with the qualifier of the counts in it: 229,538; more than 500."""
    if row.denominator_qualifier is Qualifier.exact or not is_said(row.denominator):
        return formatting.number(row.denominator)
    return counted(int(row.denominator), row.denominator_qualifier)


def of_both(row: RateRow) -> str:
    """Both numbers of a rate: 135,590 of 229,538."""
    if not is_said(row.numerator + row.denominator):
        return formatting.withheld()
    return _("{n} of {all}").format(n=formatting.number(row.numerator), all=beneath(row))


def in_words(row: RateRow, words: str) -> str:
    """A rate in words that name `n`, `all` and `rate`: 2,132 of 15,795 qualified (13.5 %)."""
    return words.format(n=formatting.number(row.numerator), all=beneath(row), rate=rate(row))


def rate(row: RateRow) -> str:
    """A rate in per cent; interviews a person as a ratio; – where it is of nobody, or of too few."""
    if row.value is None:
        return formatting.DASH
    if row.id == "interviews_per_qualified":
        return formatting.decimal(row.value, 2)
    return formatting.rate(row.value)
