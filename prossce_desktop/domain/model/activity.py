"""What every activity has, whatever its kind: trainings, fairs, dialogues, studies, exchanges."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from prossce_desktop.domain.model.codes import ActivityKind, Country, OurPart, Pillar, Qualifier, Status
from prossce_desktop.domain.model.fields import Draft, FieldDisplay, Record
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_

WHAT = N_("What and when")
WHERE = N_("Where and with whom")
LINKS = N_("Counting")
NUMBERS = N_("The organiser’s numbers")
NOTES = N_("Notes")

Title = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(max_length=300)]
LongText = Annotated[str, StringConstraints(max_length=10_000)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
RecordId = Annotated[int, Field(ge=0, le=2**63 - 1)]
ACTIVITIES = tuple(str(one.value) for one in ActivityKind)


def is_fair(draft: Draft) -> bool:
    """Only fairs have a funnel in the window; other kinds keep such numbers if a file brings them."""
    return draft.get("kind") == "career_fair"


def fair_with_both(draft: Draft) -> bool:
    """Two channels: the plain numbers are those on site, the others those online."""
    return is_fair(draft) and draft.get("channel") == "both"


class Activity(Record):
    """Base of the five activity kinds. Nothing but the title is needed; all else may come later."""

    ACTIVITY_KIND: ClassVar[ActivityKind]

    title: Annotated[Title, FieldDisplay(N_("Title"), 36, WHAT)]
    code: Annotated[Annotated[str, StringConstraints(max_length=60)] | None, FieldDisplay(N_("Code"), 16, WHAT, N_("If this is empty, the program makes a code."))] = None
    start: Annotated[dt.date | None, FieldDisplay(N_("Starts"), 12, WHAT, pinned=True)] = None
    end: Annotated[dt.date | None, FieldDisplay(N_("Ends"), 12, WHAT)] = None
    status: Annotated[Status | None, FieldDisplay(N_("Status"), 12, WHAT)] = None
    pillar: Annotated[Pillar | None, FieldDisplay(N_("Pillar"), 16, WHAT, pinned=True)] = None
    country: Annotated[Country | None, FieldDisplay(N_("Country"), 16, WHERE, N_("The country that this activity belongs to. The figures count for this country."))] = None
    held_in: Annotated[Country | None, FieldDisplay(N_("Held in"), 16, WHERE, N_("Only if the activity took place in another country."), pinned=True)] = None
    province: Annotated[Text | None, FieldDisplay(N_("Province"), 16, WHERE, codes="province", pinned=True)] = None
    place: Annotated[Text | None, FieldDisplay(N_("Place"), 24, WHERE, pinned=True)] = None
    partners: Annotated[Text | None, FieldDisplay(N_("Partners"), 36, WHERE, pinned=True)] = None
    our_part: Annotated[OurPart | None, FieldDisplay(N_("Our role"), 16, WHERE)] = OurPart.organised
    participants_country: Annotated[Country | None, FieldDisplay(N_("Participants came from"), 16, WHERE, N_("Only if they came from another country."))] = None
    themes: Annotated[tuple[str, ...], FieldDisplay(N_("Themes"), 24, WHERE, codes="theme")] = ()
    sdg_targets: Annotated[tuple[str, ...], FieldDisplay(N_("SDG targets"), 16, WHERE, codes="sdg_target")] = ()
    events: Annotated[Count | None, FieldDisplay(N_("Number of events"), 8, LINKS, N_("For “66 forums” in one record, write 66. Empty means 1."))] = None
    counted_on: Annotated[dt.date | None, FieldDisplay(N_("Counted on"), 12, LINKS, N_("Fill this in only if the figures are for a different day, not for the last day."))] = None
    counted_by: Annotated[Text | None, FieldDisplay(N_("Counted by"), 24, LINKS, personal=True)] = None
    part_of: Annotated[RecordId | None, FieldDisplay(N_("Belongs to"), 24, LINKS, refers=ACTIVITIES)] = None
    included_in_parent: Annotated[bool | None, FieldDisplay(N_("The count of the larger activity includes these people"), 8, LINKS, only_if=lambda draft: bool(draft.get("part_of")))] = None
    same_event_as: Annotated[RecordId | None, FieldDisplay(N_("Same event as"), 24, LINKS, N_("The other record is counted. This one is only mentioned in the notes."), refers=ACTIVITIES)] = None
    employers: Annotated[Count | None, FieldDisplay(N_("Employers"), 8, NUMBERS, only_if=is_fair)] = None
    # Translators: open posts that employers offer; their unit is posts
    vacancies: Annotated[Count | None, FieldDisplay(N_("Vacancies"), 10, NUMBERS, unit=N_("posts"), only_if=is_fair)] = None
    # Translators: label of a field, its value is one of: exact, about, nearly, more than
    vacancies_qualifier: Annotated[Qualifier | None, FieldDisplay(N_("Vacancies: how exact"), 10, NUMBERS, only_if=is_fair)] = None
    registered: Annotated[Count | None, FieldDisplay(N_("Registered"), 10, NUMBERS, unit=N_("persons"), only_if=is_fair)] = None
    qualified: Annotated[Count | None, FieldDisplay(N_("Qualified"), 10, NUMBERS, unit=N_("persons"), only_if=is_fair)] = None
    interviews: Annotated[Count | None, FieldDisplay(N_("Interviews"), 10, NUMBERS, unit=N_("events"), only_if=is_fair)] = None
    hired_on_spot: Annotated[Count | None, FieldDisplay(N_("Hired on the spot"), 10, NUMBERS, unit=N_("persons"), only_if=is_fair)] = None
    near_hires: Annotated[Count | None, FieldDisplay(N_("Near-hires"), 10, NUMBERS, unit=N_("persons"), only_if=is_fair)] = None
    notes: Annotated[LongText | None, FieldDisplay(N_("Notes"), 48, NOTES, personal=True, long=True)] = None
    source: Annotated[Text | None, FieldDisplay(N_("Source"), 36, NOTES, personal=True)] = None

    def problems(self) -> list[Problem]:
        """Rules that hold for every activity."""
        found = [*self._date_problems(), *self._number_problems()]
        where = self.held_in or self.country
        if self.province and where and not self.province.startswith(f"{where}-"):
            found.append(Problem("province", "other-country", N_("This province is not in the country where it was held."), Severity.soft, beside=(where,)))
        if self.part_of is not None and self.part_of == self.same_event_as:
            found.append(Problem("same_event_as", "both-links", N_("Choose one: a record cannot belong to an event and also be the same event."), Severity.hard))
        return found

    def _date_problems(self) -> list[Problem]:
        found: list[Problem] = []
        if self.start is None and self.end is not None:
            found.append(Problem("start", "empty", N_("The first day is missing: there is an end date, but no start date."), Severity.note))
        if self.start is not None and self.end is not None:
            if self.end < self.start:
                cure = self.end.replace(year=self.start.year) if _fits(self.end, self.start) else self.start
                found.append(Problem("end", "before-start", N_("The end date is before the start date."), cure=(max(cure, self.start)).isoformat()))
            elif (self.end - self.start).days > 366:
                found.append(Problem("end", "long", N_("The activity lasts more than a year. Is the year right?"), Severity.soft, beside=(self.start,)))
        for name, day in (("start", self.start), ("end", self.end)):
            if day is not None and not 2000 <= day.year <= 2100:
                found.append(Problem(name, "year", N_("The year {year} cannot be right."), Severity.soft, (("year", str(day.year)),)))
        return found

    def _number_problems(self) -> list[Problem]:
        found: list[Problem] = []
        steps = (("qualified", self.qualified, self.registered), ("hired_on_spot", self.hired_on_spot, self.qualified))
        for name, smaller, larger in steps:
            if smaller is not None and larger is not None and smaller > larger:
                found.append(
                    Problem(
                        name, "above-step", N_("{small} is more than the number in the step before it ({large})."), Severity.soft,
                        (("small", f"{smaller:,}"), ("large", f"{larger:,}")), beside=(larger,),
                    )
                )
        return found


def _fits(day: dt.date, start: dt.date) -> bool:
    try:
        return day.replace(year=start.year) >= start
    except ValueError:
        return False
