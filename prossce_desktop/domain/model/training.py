"""Trainings and the programmes they belong to. A training's days are sessions inside it, never five activities."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from prossce_desktop.domain.model.activity import WHAT, Activity, RecordId, Text, Title
from prossce_desktop.domain.model.codes import ActivityKind, Country, Mode, Pillar
from prossce_desktop.domain.model.fields import FieldDisplay, NestedRow, Record, field_of
from prossce_desktop.domain.problems import GridCell, Problem, Severity
from prossce_desktop.domain.translatable import N_

COURSE = N_("The course")
DEFAULT_THRESHOLD = 80
"""Per cent of sessions from which a person has completed."""


class TrainingSession(NestedRow):
    """One day (or half day) of a training."""

    LABEL: ClassVar[str] = N_("Session {number}")

    date: Annotated[dt.date | None, FieldDisplay(N_("Day"), 12)] = None
    hours: Annotated[Annotated[float, Field(ge=0, le=24)] | None, FieldDisplay(N_("Hours"), 6)] = None
    subject: Annotated[Text | None, FieldDisplay(N_("Subject"), 30)] = None


class Tier(NestedRow):
    """One tier of a programme: its name and how it is taught."""

    LABEL: ClassVar[str] = N_("Tier {number}")

    name: Annotated[Annotated[str, StringConstraints(min_length=1, max_length=120)], FieldDisplay(N_("Name"), 30)]
    mode: Annotated[Mode | None, FieldDisplay(N_("Mode"), 14)] = None


class Programme(Record):
    """A named series: "Four-tiered PES training, Cambodia"."""

    KIND: ClassVar[str] = "programme"
    LABEL: ClassVar[str] = N_("Programme")
    PLURAL: ClassVar[str] = N_("Programmes")

    title: Annotated[Title, FieldDisplay(N_("Title"), 36, WHAT)]
    country: Annotated[Country | None, FieldDisplay(N_("Country"), 16, WHAT)] = None
    pillar: Annotated[Pillar | None, FieldDisplay(N_("Pillar"), 16, WHAT)] = None
    tiers: Annotated[tuple[Tier, ...], FieldDisplay(N_("Tiers"), 30, COURSE, N_("In order. Each tier has a name and a mode."), tuple_of="NAME/MODE")] = ()
    notes: Annotated[Text | None, FieldDisplay(N_("Notes"), 48, COURSE, personal=True, long=True)] = None


class Training(Activity):
    """One event of a programme, or a single course."""

    KIND: ClassVar[str] = "training"
    LABEL: ClassVar[str] = N_("Training")
    PLURAL: ClassVar[str] = N_("Trainings")
    ACTIVITY_KIND: ClassVar[ActivityKind] = ActivityKind.training

    programme: Annotated[RecordId | None, FieldDisplay(N_("Programme"), 30, WHAT, refers=("programme",), pinned=True)] = None
    tier: Annotated[Annotated[int, Field(ge=1, le=20)] | None, FieldDisplay(N_("Tier"), 10, WHAT, N_("The part of the programme that this training is: 1 for the first part, 2 for the second."))] = None
    mode: Annotated[Mode | None, FieldDisplay(N_("Mode"), 14, WHAT)] = None
    hours: Annotated[Annotated[float, Field(ge=0, le=10_000)] | None, FieldDisplay(N_("Hours"), 8, COURSE)] = None
    language: Annotated[Text | None, FieldDisplay(N_("Language"), 14, COURSE, pinned=True, personal=True)] = None
    trainers: Annotated[Text | None, FieldDisplay(N_("Trainers"), 30, COURSE, personal=True)] = None
    threshold: Annotated[Annotated[int, Field(ge=1, le=100)] | None, FieldDisplay(N_("Minimum attendance to complete (%)"), 8, COURSE, N_("Share of the sessions that a person must attend. Empty means 80."))] = None
    highest_score: Annotated[Annotated[float, Field(ge=0, le=100_000)] | None, FieldDisplay(N_("Maximum possible test score"), 8, COURSE)] = None
    sessions: Annotated[tuple[TrainingSession, ...], FieldDisplay(N_("Sessions"), 30, COURSE, tuple_of="DATE/HOURS")] = ()

    def problems(self) -> list[Problem]:
        """Also: hours that no day holds, sessions outside the dates."""
        found = super().problems()
        if self.hours is not None and self.start is not None and self.end is not None and self.end >= self.start:
            days = (self.end - self.start).days + 1
            if self.hours > 12 * days:
                values = (("hours", f"{self.hours:g}"), ("days", str(days)), ("each", f"{self.hours / days:.0f}"))
                words = N_("{hours} hours in {days} days are {each} hours a day.") if days > 1 else N_("{hours} hours in one day.")
                found.append(Problem("hours", "too-many-hours", words, Severity.soft, values, beside=(days,)))
        for number, session in enumerate(self.sessions, 1):
            if session.date is None:
                continue
            before = self.start is not None and session.date < self.start
            after = (self.end or self.start) is not None and session.date > (self.end or self.start)  # type: ignore[operator]
            if before or after:
                found.append(_outside(number, (self.start, self.end or self.start)))
        return found


def _outside(number: int, days: tuple[object, ...]) -> Problem:
    """A session before the first or after the last day."""
    label = field_of(TrainingSession, "date").shown.label
    sentence = N_("{label} is outside the training’s dates.")
    place = GridCell(number, "date", label, TrainingSession.LABEL)
    return Problem("sessions", "outside-dates", sentence, Severity.soft, (("label", label),), beside=days, place=place)
