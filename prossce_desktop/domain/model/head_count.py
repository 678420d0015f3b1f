"""People counted but not named."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from prossce_desktop.domain.model.activity import ACTIVITIES, Count, RecordId, Text
from prossce_desktop.domain.model.codes import Basis, Channel, Qualifier
from prossce_desktop.domain.model.fields import FieldDisplay, Record
from prossce_desktop.domain.model.head_count_cube import (
    CubeRefused,
    HeadCube,
    head_cube,
    refuse_contradictions,
)
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.translatable import N_

MOST_DOORS = 99
CellText = Annotated[str, StringConstraints(max_length=80)]


class HeadCount(Record):
    """The count of one channel of an activity on one day: a total, one-way numbers, crossed cells, or all of them.

    `cells` are `SEX/AGE/DISABILITY:N`, `ages` are `BAND:N` given without crossing; both as text, read by
    `head_count_cube`. What is in no cell is "not recorded", so that every margin makes the total.
    """

    KIND: ClassVar[str] = "head_count"
    LABEL: ClassVar[str] = N_("Head count")
    PLURAL: ClassVar[str] = N_("Head counts")
    TOGETHER: ClassVar[tuple[str, ...]] = ("count", "women", "men", "another", "youth", "youth_band", "persons_with_disabilities", "cells", "ages")

    activity: Annotated[RecordId, FieldDisplay(N_("Activity"), 24, refers=ACTIVITIES)]
    channel: Annotated[Channel | None, FieldDisplay(N_("Channel"), 12)] = None
    counted_on: Annotated[dt.date | None, FieldDisplay(N_("Day"), 12)] = None
    door: Annotated[Annotated[int, Field(ge=1, le=MOST_DOORS)] | None, FieldDisplay(N_("Door number"), 6, help=N_("Counts of the same day at different doors are added."))] = None
    basis: Annotated[Basis, FieldDisplay(N_("What was counted"), 20)] = Basis.persons_organiser
    qualifier: Annotated[Qualifier, FieldDisplay(N_("How exact"), 10)] = Qualifier.exact
    count: Annotated[Count | None, FieldDisplay(N_("Total"), 10)] = None
    women: Annotated[Count | None, FieldDisplay(N_("Women"), 8)] = None
    men: Annotated[Count | None, FieldDisplay(N_("Men"), 8)] = None
    another: Annotated[Count | None, FieldDisplay(N_("Another sex"), 8)] = None
    youth: Annotated[Count | None, FieldDisplay(N_("Youth (total)"), 8)] = None
    youth_band: Annotated[Text | None, FieldDisplay(N_("Which ages count as youth"), 8)] = None
    persons_with_disabilities: Annotated[Count | None, FieldDisplay(N_("Persons with disabilities (total)"), 8)] = None
    cells: Annotated[tuple[CellText, ...], FieldDisplay(N_("Head counts in detail"), 20, tuple_of="SEX/AGE/DISABILITY:N", listed=False)] = ()
    ages: Annotated[tuple[CellText, ...], FieldDisplay(N_("Ages, without sex and disability"), 20, tuple_of="BAND:N", listed=False)] = ()
    bands: Annotated[tuple[CellText, ...], FieldDisplay(N_("Age groups of the paper form"), 20, listed=False)] = ()
    notes: Annotated[Text | None, FieldDisplay(N_("Notes"), 30, personal=True)] = None

    def cube(self) -> HeadCube:
        """The head count with its margins; raises CubeRefused where a part is above the total or a text is no cell."""
        return head_cube(
            self.count, self.cells, self.ages, women=self.women, men=self.men, another=self.another, youth=self.youth,
            youth_band=self.youth_band, persons_with_disabilities=self.persons_with_disabilities,
        )

    def closed(self) -> HeadCount:
        """The same with its total: where none was given, the largest of what its parts make."""
        if self.count is not None:
            return self
        total = self.cube().total
        return self.model_copy(update={"count": total}) if total else self

    def problems(self) -> list[Problem]:
        """Parts never pass the total, nor cells what is given for all of them; a person is on site or online."""
        if self.channel is Channel.both:
            return [Problem("channel", "one-channel", N_("A count is either on site or online. Make one count for each."))]
        try:
            refuse_contradictions(self.cube())
        except CubeRefused as refused:
            return [Problem(refused.field, "parts-above-total", refused.message, values=tuple(refused.values.items()))]
        return []
