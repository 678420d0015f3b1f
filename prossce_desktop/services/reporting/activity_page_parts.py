"""The parts of one activity's page, each from the records and the counting rules."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from prossce_desktop.domain.counting import period_figures
from prossce_desktop.domain.counting.activity_roots import ActivityRoots
from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.count_sets import PERSONS, Assembly, assemble
from prossce_desktop.domain.counting.facts_and_tallies import HeadCountFacts, Period, Tallies
from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.counting.funnel import EVENT_STEPS, NAMED, NAMED_STEPS, ORDER, fair_funnels
from prossce_desktop.domain.counting.qualified_numbers import Number, qualifier_of, total
from prossce_desktop.domain.model.activity import NUMBERS, Activity
from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.codes import (
    FAIR_STAGES,
    NOT_PRESENT,
    TRAINING_STAGES,
    ActivityKind,
    Basis,
    Channel,
    Mode,
    OurPart,
    Sex,
    Stage,
)
from prossce_desktop.domain.model.fields import FieldKind, fields_of
from prossce_desktop.domain.model.head_count_cube import Cell
from prossce_desktop.domain.model.training import Training
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.report_data import (
    CountWithBasis,
    EmployerLine,
    Fact,
    FunnelLine,
    Gain,
    SessionLine,
    SetLine,
    StageLine,
)
from prossce_desktop.services.activities.fair_employers import NUMBERS as EMPLOYED
from prossce_desktop.services.records import value_words
from prossce_desktop.store.queries import activity_people, counting_facts, export_rows, reach_tallies
from prossce_desktop.store.queries.canonical_organisations import joined_at
from prossce_desktop.store.queries.reading import Reading

_IN_THE_HEAD = frozenset({"title", "start", "end", "sessions", "events"})
"""Fields that stand in another part of the page than the facts."""


@dataclass(frozen=True)
class Counting:
    """One activity alone under the counting rules, together with the parts that count under it."""

    assembly: Assembly
    tallies: Tallies

    @cached_property
    def sets(self) -> tuple[SetNumbers, ...]:
        """Its channels and days, each with list and head count."""
        return tuple(SetNumbers(one, self.tallies.lists.get(one.number, {})) for one in self.assembly.sets)

    @cached_property
    def figures(self) -> Figures:
        """Its figures."""
        return period_figures.figures(self.assembly, self.tallies)


def counting_of(reading: Reading, id: int) -> Counting:
    """The numbers of one activity as it stands alone, whatever it is counted under elsewhere."""
    every = {one.id: one for one in counting_facts.activities(reading)}
    standing = ActivityRoots(every, (), ())
    below = {one for one in every if one == id or standing.root_id(one) == id}
    chosen = [
        dataclasses.replace(one, part_of=None, same_event_as=None) if one.id == id else one
        for one in every.values()
        if one.id in below
    ]
    counts = [one for one in counting_facts.head_counts(reading) if one.activity in below]
    assembly = assemble(chosen, counts, counting_facts.list_keys(reading, below), Period())
    return Counting(assembly, reach_tallies.tally(reading, assembly))


def finding(activity: Activity, counted: Counting) -> str:
    """The sentence under the title: how many took part, and the share of women."""
    if activity.our_part is OurPart.context:
        return _(
            "Activity of another organisation, kept for comparison. Its people are not counted as reached."
        )
    whole = counted.figures.reach.whole
    if not whole.upper:
        return ""
    number = figure_sentences.between_in_words(whole)
    said = ngettext_("{n} person took part.", "{n} people took part.", whole.upper).format(
        n=number[:1].upper() + number[1:]
    )
    women = next((one for one in counted.figures.shares if one.id == "women" and one.all_countries), None)
    if women is not None and women.value is not None:
        said += " " + _("Women: {of_whom}, {share}.").format(
            of_whom=figure_sentences.of_whom(women), share=figure_sentences.share(women)
        )
    return said


def facts(reading: Reading, activity: Activity) -> tuple[Fact, ...]:
    """The declared fields with a value that say nothing of a person; not a fair's numbers."""
    found = [Fact(_("Dates"), formatting.days(activity.start, activity.end))]
    names: dict[int, str] = {}
    for field in fields_of(type(activity)):
        fair_number = field.shown.section == NUMBERS and activity.ACTIVITY_KIND is ActivityKind.career_fair
        if field.name in _IN_THE_HEAD or fair_number or not field.shown.listed or field.shown.personal:
            continue
        value = value_words.words(reading, field, getattr(activity, field.name), names)
        if value and field.shown.unit and field.kind in (FieldKind.whole, FieldKind.number):
            value = f"{value}{formatting.NO_BREAK}{_(field.shown.unit)}"
        found.append(Fact(_(field.shown.label), value))
    if activity.events is not None and activity.events > 1:
        found.append(Fact(_("Number of events"), formatting.number(activity.events)))
    return tuple(one for one in found if one.value)


def people(counted: Counting) -> dict[Cell, int]:
    """Everybody who took part by sex, age and disability; closes on the sum of the sets."""
    found: dict[Cell, int] = {}
    for one in counted.sets:
        for cell, number in one.table(("sex", "age", "disability")).items():
            found[cell] = found.get(cell, 0) + number
    return found


def people_note(counted: Counting) -> str:
    """How many are known by name."""
    listed, every = sum(one.size for one in counted.sets), sum(one.total for one in counted.sets)
    if not every:
        return ""
    if not listed:
        return _("All {n} were counted by the organiser, none by name.").format(n=formatting.number(every))
    if listed >= every:
        return _("All {n} are on the list by name.").format(n=formatting.number(every))
    return _("{listed} of {n} are on the list by name; the others were only counted.").format(
        listed=formatting.number(listed), n=formatting.number(every)
    )


def sets(counted: Counting) -> tuple[SetLine, ...]:
    """List against head count, by channel and day."""
    found = []
    for one in counted.sets:
        counts = [each for day in one.count_set.days for each in day]
        qualifier = str(qualifier_of(each.qualifier for each in counts).value) if counts else "exact"
        head = sum(cube.total for cube in one.cubes) if one.cubes else None
        found.append(SetLine(_set_name(one), one.size or None, head, one.total, qualifier))
    return tuple(found)


def _set_name(numbers: SetNumbers) -> str:
    """The channel, and the days that its counts say; others are of the whole activity."""
    channel = numbers.count_set.channel
    name = (
        figure_sentences.label(Channel, channel)
        if channel in list(Channel)
        else figure_sentences.label(Mode, channel)
    )
    days = [each.counted_on for day in numbers.count_set.days for each in day if each.counted_on is not None]
    return f"{name}, {formatting.days(min(days), max(days), short=True)}" if days else name


def other_counts(counts: tuple[HeadCountFacts, ...]) -> tuple[CountWithBasis, ...]:
    """Head counts that are not of persons, by basis."""
    by_basis: dict[Basis, list[Number]] = {}
    for one in counts:
        if one.basis not in PERSONS:
            by_basis.setdefault(one.basis, []).append(Number(one.cube.total, one.basis, one.qualifier))
    found = [total(by_basis[basis]) for basis in Basis if basis in by_basis]
    return tuple(CountWithBasis(one.value, str(one.basis.value), one.qualifier) for one in found)


def stages(reading: Reading, id: int, activity: Activity) -> tuple[StageLine, ...]:
    """How many people of the list reached each stage, from the first at which anybody stands."""
    at = activity_people.stages_by_sex(reading, id)
    is_fair = activity.ACTIVITY_KIND is ActivityKind.career_fair
    found = []
    for stage in FAIR_STAGES if is_fair else TRAINING_STAGES:
        stands = any(place is stage for place, _sex in at)
        if not stands and not (stage is Stage.attended and at):
            continue
        reached = _reaching(stage, is_fair)
        women, men, another, unknown = (
            sum(number for (place, own), number in at.items() if place in reached and own is sex)
            for sex in (Sex.female, Sex.male, Sex.another, Sex.not_recorded)
        )
        found.append(StageLine(_(stage.label), women, men, another, unknown, stage is Stage.attended))
    return tuple(found)


def _reaching(stage: Stage, is_fair: bool) -> frozenset[Stage]:
    """The stages that imply this one; at a fair hired, near-hire and referred are different ends."""
    order = list(TRAINING_STAGES)
    if stage is Stage.attended:
        return frozenset(Stage) - NOT_PRESENT
    if not is_fair and stage in order:
        return frozenset(order[order.index(stage) :])
    named = {Stage.registered: "registered", Stage.qualified: "qualified"}
    if stage in named:
        return NAMED_STEPS[named[stage]]
    if stage in (Stage.invited, Stage.pre_registered):
        return frozenset(Stage) - ({Stage.invited} if stage is Stage.pre_registered else set())
    return frozenset({stage})


def sessions(reading: Reading, id: int, activity: Activity) -> tuple[SessionLine, ...]:
    """A training's sessions with how many were ticked."""
    if not isinstance(activity, Training):
        return ()
    ticked = activity_people.present_by_session(reading, id)
    rows = enumerate(activity.sessions, 1)
    return tuple(
        SessionLine(one.date, one.hours, one.subject or "", ticked.get(n, 0) if ticked else None)
        for n, one in rows
    )


def funnel(activity: Activity, counted: Counting) -> tuple[FunnelLine, ...]:
    """A fair's employers and posts, then its steps on each basis."""
    if activity.ACTIVITY_KIND is not ActivityKind.career_fair:
        return ()
    found = list(_offered(counted))
    for fair in fair_funnels(counted.assembly, counted.tallies):
        keys = sorted(fair.steps, key=lambda key: (ORDER.index(key[0]), key[1] == NAMED))
        for step, basis in keys:
            one = fair.steps[step, basis]
            name = figure_sentences.step(step)
            name = _("{step}, by name").format(step=name) if basis == NAMED else name
            events = step in EVENT_STEPS
            unit = formatting.unit(Basis.interviews if events else Basis.persons_organiser, one.value)
            remark = _("the head count is used") if one.from_count else ""
            found.append(FunnelLine(name, unit, one.value, not events, remark, one.qualifier()))
    return tuple(found)


def _offered(counted: Counting) -> Iterator[FunnelLine]:
    """Employers and posts as they are counted: the organiser's numbers, else the sums over the employers."""
    names: dict[str, str] = {Basis.organisations: _("Employers"), Basis.posts: _("Vacancies")}
    for row in counted.figures.counts:
        if name := names.get(row.basis):
            yield FunnelLine(name, formatting.unit(row.basis, row.value), row.value, qualifier=row.qualifier)


def employers(reading: Reading, id: int) -> tuple[EmployerLine, ...]:
    """The organisations at a fair in order of entry; rows of one, or joined ones, are added up."""
    names, joined = export_rows.names(reading), joined_at(reading, id)
    found: dict[int, EmployerLine] = {}
    for stored in reading.records("fair_employer", export_rows.ids_at(reading, "fair_employer", [id])):
        if isinstance(one := stored.value, FairEmployer):
            organisation = joined.get(one.organisation, one.organisation)
            before = found.get(organisation, EmployerLine(names.get(organisation, str(organisation))))
            sums = (_sum(getattr(before, name), getattr(one, name)) for name in EMPLOYED)
            found[organisation] = EmployerLine(before.name, *sums)
    return tuple(found.values())


def _sum(a: int | None, b: int | None) -> int | None:
    return a if b is None else b if a is None else a + b


def gain(activity: Activity, counted: Counting) -> Gain | None:
    """What was learned, by those with both tests."""
    row = next((one for one in counted.figures.rates if one.id == "learning_gain"), None)
    highest = getattr(activity, "highest_score", None)
    if row is None or not row.pairs or row.mean_before is None or row.mean_after is None or not highest:
        return None
    everybody = sum(counted.tallies.by_activity.values())
    return Gain(
        row.pairs,
        everybody,
        row.mean_before,
        row.mean_after,
        highest,
        row.value,
        row.numerator,
        row.denominator,
    )
