"""The rows of a workbook's summary: each figure as a range with its unit, basis, and what a rate is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.counting.qualified_numbers import Number, total
from prossce_desktop.domain.model.codes import Basis, Qualifier
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports import figure_sentences

NAMES = {
    Basis.persons_named: N_("Participations, by name"),
    Basis.persons_organiser: N_("Participations, head counts"),
    Basis.posts: N_("Vacancies"),
    Basis.attendances: N_("Attendances"),
    Basis.online_visits: N_("Online visits"),
    Basis.interviews: N_("Interviews"),
    Basis.organisations: N_("Employers and organisations"),
    Basis.downloads: N_("Downloads"),
}


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One row; `rate` is a fraction. `strong` for the figure itself, else it is a part of the one above."""

    name: str
    lower: int
    upper: int
    unit: str
    basis: str = ""
    note: str = ""
    rate: float | None = None
    strong: bool = True


def lines(figures: Figures) -> list[SummaryRow]:
    """People reached with its parts, activities, then every basis of its own."""
    return [*_reached(figures), *_activities(figures), *_counts(figures)]


def _reached(figures: Figures) -> Iterator[SummaryRow]:
    reach, whole = figures.reach, figures.reach.whole
    several = len(reach.by_country) > 1
    notes = [_inexact(whole)]
    if several:
        notes.append(
            _("at least {n} if nobody took part in two countries").format(
                n=formatting.number(reach.lower_if_countries_disjoint)
            )
        )
    said = "; ".join(one for one in notes if one)
    yield SummaryRow(
        _("People reached"), whole.lower, whole.upper, _persons(whole.upper), _reach_basis(figures), said
    )
    if several:
        for one in reach.by_country:
            name = _("of these, recorded by the regional office, not for a country")
            if one.country is not None:
                name = _("of these, {country}").format(country=figure_sentences.country(one.country))
            yield SummaryRow(
                name, one.lower, one.upper, _persons(one.upper), note=_inexact(one), strong=False
            )
    if whole.named:
        pairs = " ".join(figure_sentences.open_pairs(whole))
        yield SummaryRow(
            _("of these, by name"),
            whole.named_min,
            whole.named,
            _persons(whole.named),
            _("attendance lists"),
            pairs,
            strong=False,
        )


def _persons(n: int) -> str:
    return formatting.unit(Basis.persons_organiser, n)


def _activity(n: int) -> str:
    return ngettext_("activity", "activities", n)


def _unit(basis: Basis, n: int) -> str:
    """What a sum over activities counts: somebody at two of them is two participations."""
    if basis in (Basis.persons_named, Basis.persons_organiser):
        return ngettext_("participation", "participations", n)
    return formatting.events(n) if basis is Basis.interviews else formatting.unit(basis, n)


def _inexact(ends: figure_sentences.Ends) -> str:
    """A range whose ends are not both exact, in words."""
    if ends.lower_qualifier is ends.upper_qualifier is Qualifier.exact:
        return ""
    return figure_sentences.between(ends)


def _reach_basis(figures: Figures) -> str:
    whole = figures.reach.whole
    counts = sum(
        row.activities for row in figures.counts if row.basis == Basis.persons_organiser and not row.context
    )
    parts = []
    if whole.named:
        parts.append(_("{n} by name").format(n=formatting.number(whole.named)))
    if counts:
        parts.append(
            numbered(
                "counted by organisers at {n} activity", "counted by organisers at {n} activities", counts
            )
        )
    return "; ".join(parts) or _("no list and no head count")


def _activities(figures: Figures) -> Iterator[SummaryRow]:
    recorded = sum(row.records for row in figures.activities)
    held = sum(row.held for row in figures.activities)
    events = sum(row.events for row in figures.activities)
    of = _("{n} of {all} recorded").format(n=formatting.number(held), all=formatting.number(recorded))
    rate = held / recorded if recorded else None
    yield SummaryRow(
        _("Activities held"), held, held, _activity(held), _("activities with the status “held”"), of, rate
    )
    if events != held:
        yield SummaryRow(
            _("events held"),
            events,
            events,
            formatting.events(events),
            _("“66 forums” in one record count as 66"),
            strong=False,
        )
    bare = figures.reach.activities_without_count
    if bare:
        yield SummaryRow(
            _("of these, without any count"),
            bare,
            bare,
            _activity(bare),
            _("without a count and without a list"),
            strong=False,
        )


def _counts(figures: Figures) -> Iterator[SummaryRow]:
    own = [row for row in figures.counts if not row.context]
    for basis in NAMES:
        rows = [row for row in own if row.basis == basis]
        if not rows:
            continue
        found = total(Number(row.value, basis, Qualifier(row.qualifier)) for row in rows)
        activities = sum(row.activities for row in rows)
        text = numbered("{n} activity", "{n} activities", activities)
        if found.qualifier is Qualifier.exact:
            note = ""
        else:
            note = figure_sentences.counted(found.value, found.qualifier)
        if basis in (Basis.persons_named, Basis.persons_organiser):
            note = "; ".join(part for part in (note, _("people at two activities are counted twice")) if part)
        yield SummaryRow(
            _(NAMES[basis]),
            found.value,
            found.value,
            _unit(basis, found.value),
            f"{figure_sentences.label(Basis, basis)}; {text}",
            note,
        )
