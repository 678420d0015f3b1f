"""The summary of a period and countries: people reached, what stands outside, and every activity."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prossce_desktop.domain.counting.figures import CountRow, Figures, FunnelRow
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.counting.small_cells import is_said
from prossce_desktop.domain.model.codes import Basis, Qualifier
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.ink_and_type import INK, KEY, LARGEST, NOTE, TEXT, Style
from prossce_desktop.reports.pages import page_charts, summary_tables
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document, foot
from prossce_desktop.reports.pages.page_writer import (
    GUTTER,
    HALF,
    LEFT,
    WIDE,
    PageBlock,
    RunningHeads,
    Writer,
    columns,
)
from prossce_desktop.reports.pdf.text_layout import leading, shortened, width, wrap
from prossce_desktop.reports.report_data import Summary

_KEY_BASES = (
    (Basis.posts, N_("Vacancies")),
    (Basis.attendances, N_("Attendances")),
    (Basis.online_visits, N_("Online visits")),
    (Basis.interviews, N_("Interviews")),
    (Basis.organisations, N_("Organisations")),
    (Basis.downloads, N_("Downloads")),
)


def summary(data: Summary) -> Document:
    """The document: one page with the main figures, then tables, activities and definitions."""
    figures = data.figures
    title = figure_sentences.finding(figures)
    report = " · ".join(
        (PROJECT, figure_sentences.where(figures), figure_sentences.period_name(figures.period))
    )
    writer = Writer(RunningHeads(report, foot(data.origin)))
    with writer.sect():
        writer.begin(_("Summary"), title)
        writer.lines(_lead(data), wide=columns(11))
        writer.skip(18)
        _key_rows(writer, figures)
        said = figure_sentences.outside(figures.reach.outside)
        if said:
            writer.y += 3
            writer.lines(said)
        _charts(writer, figures)
        _not_known(writer, figures)
    summary_tables.write(writer, data)
    return document(writer.finish(), title=title, subject=report, origin=data.origin)


def _lead(data: Summary) -> str:
    figures = data.figures
    records = sum(row.records for row in figures.activities)
    held = sum(row.held for row in figures.activities)
    found = []
    if data.origin.sample or figures.sample:
        found.append(_("Sample data, made to show the program. Do not use the numbers."))
    if not records:
        return " ".join([*found, _("No activities are recorded for this period.")])
    found.append(
        numbered(
            "{held} of {n} recorded activity was held.",
            "{held} of {n} recorded activities were held.",
            records,
            held=formatting.number(held),
        )
    )
    if any(row.context for row in figures.counts):
        found.append(
            _(
                "Activities of other organisations are kept for comparison. Their people are not counted as "
                "reached."
            )
        )
    whole = figures.reach.whole
    if whole.lower < whole.upper:
        found.append(
            _(
                "People reached is a range: without names, the same person may be included in more than "
                "one count."
            )
        )
    return " ".join(found)


def _key_rows(writer: Writer, figures: Figures) -> None:
    whole = figures.reach.whole
    number = figure_sentences.between(whole) if whole.upper else formatting.DASH
    reached = Key(_("People reached"), number, figure_sentences.reach_basis(figures), 6, largest=True)
    others = [_activities_key(figures), *_count_keys(figures.counts)]
    hired = [
        row
        for row in figures.funnel
        if row.step == "hired_on_spot" and not row.context and row.basis == Basis.persons_organiser
    ]
    if hired:
        others.insert(1, _hired_key(figures, hired))
    key_figures(writer, [reached, *others[:2]])
    if others[2:]:
        writer.skip(6)
        key_figures(writer, others[2:6])


def _hired_key(figures: Figures, hired: list[FunnelRow]) -> Key:
    """Hires with their rates, if they are of one country; rates of several have no common denominator."""
    rates = [
        row
        for row in figures.rates
        if row.country == hired[0].country and not row.context and row.basis == hired[0].basis
    ]
    words = {
        "hired_of_qualified": _("{n} of {all} qualified ({rate})"),
        "hired_of_registered": _("{n} of {all} registered ({rate})"),
    }
    said = [figure_sentences.in_words(row, words[row.id]) for row in rates if row.id in words]
    if said and len(hired) == 1:
        text = _("Persons: {rates}.").format(rates=", ".join(said))
    else:
        text = _("Persons, head counts.")
    if said and len(hired) == 1 and any(row.numerator != hired[0].value for row in rates if row.id in words):
        text += " " + _("Rates use only the fairs that have both numbers.")
    return Key(_("Hired on the spot"), formatting.number(sum(row.value for row in hired)), text)


def _activities_key(figures: Figures) -> Key:
    rows = figures.activities
    parts = (
        (_("{n} planned"), sum(row.planned for row in rows)),
        (_("{n} postponed"), sum(row.postponed for row in rows)),
        (_("{n} cancelled"), sum(row.cancelled for row in rows)),
    )
    records = sum(row.records for row in rows)
    held = sum(row.held for row in rows)
    said = [_("Of {n} recorded").format(n=formatting.number(records))]
    said += [words.format(n=formatting.number(number)) for words, number in parts if number]
    events = sum(row.events for row in rows)
    if events != held:
        said.append(numbered("{n} event held", "{n} events held", events))
    return Key(_("Activities held"), formatting.number(held), "; ".join(said) + ".")


def _count_keys(counts: tuple[CountRow, ...]) -> list[Key]:
    """One key figure for each basis that is not persons; bases are never added to each other."""
    found = []
    for basis, name in _KEY_BASES:
        rows = [row for row in counts if row.basis == basis and not row.context]
        if not rows:
            continue
        activities = sum(row.activities for row in rows)
        total = sum(row.value for row in rows)
        qualifier = qualifier_of(Qualifier(row.qualifier) for row in rows)
        label = _(basis.label)
        words = numbered("{basis}, at {n} activity", "{basis}, at {n} activities", activities, basis=label)
        if qualifier is not Qualifier.exact:
            words += "; " + figure_sentences.counted(total, str(qualifier.value))
        if basis in (Basis.attendances, Basis.online_visits):
            words += "; " + _("not persons; one person may be counted several times")
        found.append(Key(_(name), formatting.number(total), words + "."))
    return found


def _charts(writer: Writer, figures: Figures) -> None:
    blocks: list[tuple[str, str, PageBlock]] = []
    rows = _range_rows(figures)
    if rows:
        note = _("Persons. Dark: certain. Striped: possible. Ranges are not added.")
        blocks.append((_range_heading(figures), note, page_charts.ranges(rows, HALF)))
    shares = _share_rows(figures)
    if any(number for row in shares for _name, number in row.parts):
        note = _("Participations of persons, all countries. Striped: others, or not recorded.")
        blocks.append(
            (_("Who took part"), note, page_charts.shares(shares, HALF, _("others or not recorded")))
        )
    marks = _mark_rows(figures)
    if marks:
        wide = HALF if len(blocks) == 1 else WIDE
        each = page_charts.per_mark(marks, wide)
        one = _("One dot per activity: full = held, half = postponed, open = planned, cross = cancelled.")
        many = _(
            "One dot per {n} activities: full = held, half = postponed, open = planned, cross = cancelled."
        )
        note = one if each == 1 else many.format(n=formatting.number(each))
        names = (_("held"), _("postponed"), _("planned"), _("cancelled"))
        blocks.append((_("Activities held, by kind"), note, page_charts.marks(marks, wide, names)))
    while blocks:
        now, blocks = blocks[:2], blocks[2:]
        if len(now) == 2:
            writer.beside(*now)
        else:
            writer.alone(*now[0])


def _range_heading(figures: Figures) -> str:
    return _("People reached, by year") if figures.by == ("year",) else _("People reached, by country")


def _range_rows(figures: Figures) -> list[page_charts.Range]:
    if figures.by == ("year",):
        found = [_range_row(dict(row.dimensions)["year"], row) for row in figures.cells]
        return [*found[:-1], *(replace(row, present=True) for row in found[-1:])]
    rows = [row for row in figures.reach.by_country if row.upper and is_said(row.lower + row.upper)]
    if not rows or not is_said(figures.reach.whole.lower + figures.reach.whole.upper):
        return []
    found = [_range_row(figure_sentences.country(row.country), row) for row in rows[:12]]
    if len(rows) > 1:
        return [*found, replace(_range_row(_("All countries together"), figures.reach.whole), present=True)]
    return [replace(found[0], present=True)]


def _range_row(name: str, ends: figure_sentences.Ends) -> page_charts.Range:
    return page_charts.Range(
        name, ends.lower, ends.upper, figure_sentences.between(ends), figure_sentences.between_in_words(ends)
    )


def _share_rows(figures: Figures) -> list[page_charts.Shares]:
    rows = {row.id: row for row in figures.shares if row.all_countries}
    women, men, youth, disabled = (
        rows.get(one) for one in ("women", "men", "youth_15_24", "with_disability")
    )
    found = []
    sexes = women or men
    if sexes:
        known = [(_("Women"), women.numerator if women else 0), (_("Men"), men.numerator if men else 0)]
        known.append((_("Another"), sexes.numerator + sexes.others - sum(number for _name, number in known)))
        found.append(page_charts.Shares(_("Sex"), tuple(known), sexes.unnamed))
    if youth:
        ages = ((_("15–24"), youth.numerator), (_("Other ages"), youth.others))
        found.append(page_charts.Shares(_("Age"), ages, youth.unnamed))
    if disabled:
        yes_no = ((_("Yes"), disabled.numerator), (_("No"), disabled.others))
        found.append(page_charts.Shares(_("Disability"), yes_no, disabled.unnamed))
    return [row for row in found if is_said(row.all) and all(is_said(number) for _name, number in row.parts)]


def _mark_rows(figures: Figures) -> list[page_charts.Marks]:
    found: dict[str, page_charts.Marks] = {}
    for row in figures.activities:
        had = found.get(row.kind, page_charts.Marks(figure_sentences.kind(row.kind), 0, 0, 0, 0))
        found[row.kind] = page_charts.Marks(
            had.name,
            had.held + row.held,
            had.postponed + row.postponed,
            had.planned + row.planned,
            had.cancelled + row.cancelled,
        )
    return list(found.values())


def _not_known(writer: Writer, figures: Figures) -> None:
    """What is missing in the figures, in short texts at the foot of the page."""
    texts = []
    shares = {row.id: row for row in figures.shares if row.all_countries}
    sexes, disabled = shares.get("women") or shares.get("men"), shares.get("with_disability")
    if sexes and sexes.unnamed:
        lead = _("Sex: {n} others or not recorded") if sexes.has_alone else _("Sex: {n} not recorded")
        of = numbered("Based on {n} participation.", "Based on {n} participations.", sexes.all)
        texts.append((lead.format(n=formatting.number(sexes.unnamed)), of))
    if disabled and disabled.unnamed:
        if disabled.has_alone:
            lead = _("Disability: {n} others or not recorded")
        else:
            lead = _("Disability: {n} not recorded")
        lead = lead.format(n=formatting.number(disabled.unnamed))
        said = _("“Not recorded” never means “no”.")
        if disabled.unknown:
            asked = _("Of the people “not recorded”, {n} were asked, but the answer was not clear.")
            said += " " + asked.format(n=formatting.number(disabled.unknown))
        texts.append((lead, said))
    without = figures.reach.activities_without_count
    if without:
        lead = numbered("{n} activity without a number", "{n} activities without a number", without)
        texts.append((lead, _("Held, but without a head count and without a list of people.")))
    if texts:
        writer.section(_("What is not known"), keep=42)
        writer.short_texts(texts[:3])


@dataclass(frozen=True, slots=True)
class Key:
    """A figure, its name and basis; `span` of twelve columns, `largest` for the main figure of the page."""

    name: str
    figure: str
    basis: str
    span: int = 3
    largest: bool = False


def key_figures(writer: Writer, keys: list[Key]) -> None:
    """One row of key figures."""
    notes = [wrap(key.basis, NOTE, columns(key.span)) for key in keys]
    high = 57 + max((sum(leading(row, NOTE) for row in rows) for rows in notes), default=0)
    writer.need(high)
    x, top, paper = LEFT, writer.y, writer.paper
    for key, rows in zip(keys, notes, strict=True):
        wide = columns(key.span)
        paper.rule(x, top, x + wide, top, INK, 0.75)
        style = _fitting(LARGEST if key.largest else KEY, key.figure, wide)
        with paper.tagged("P"):
            paper.text(shortened(key.name, TEXT.bold(), wide), x, top + 15, TEXT.bold())
            paper.text(key.figure, x - (1 if style.size > 12 and x > LEFT else 0), top + 51, style)
            y = top + 60
            for row in rows:
                y += leading(row, NOTE)
                paper.text(row, x, y, NOTE)
        x += wide + GUTTER
    writer.y = top + high + 9


def _fitting(style: Style, figure: str, room: float) -> Style:
    """The style, smaller where the figure would not fit."""
    wide = width(figure, style)
    return style if wide <= room - 1 else replace(style, size=max(8.0, style.size * (room - 1) / wide * 0.99))
