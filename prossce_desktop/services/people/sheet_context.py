"""What an activity decides about its sheet of people: rules for cells, stages, the day of ages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.input.attendance import Attendance
from prossce_desktop.domain.input.people_sheet_rows import SheetRules
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.training import DEFAULT_THRESHOLD, Training
from prossce_desktop.domain.parsing.dates import Around
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.services.records import code_lookup
from prossce_desktop.store.queries.reading import Reading


@dataclass(frozen=True)
class SheetContext:
    """One activity, as its sheet needs it."""

    activity: int
    value: Activity
    country: Country | None
    """Where its people come from: the participants' country, else the activity's, else the workspace's."""
    attendance: Attendance
    rules: SheetRules

    @property
    def first_day(self) -> dt.date | None:
        """The day of ages."""
        return self.value.start or self.value.end

    @property
    def sessions(self) -> int | None:
        """How many sessions it has; None where they are not recorded."""
        return self.attendance.sessions or None


def context_of(reading: Reading, activity: int, today: dt.date) -> SheetContext:
    """The context of a live activity; raises UnknownRecord."""
    stored = reading.record(activity)
    if not isinstance(stored.value, Activity) or stored.removed:
        raise UnknownRecord(record=activity)
    value = stored.value
    country = value.participants_country or value.country or as_country(reading.identity.country)
    attendance = attendance_of(value)
    latest = value.start or value.end or today
    lists = code_lookup.finders(str(country or reading.identity.country))
    rules = SheetRules(str(country or ""), attendance, latest, lists, Around(latest.year, value.start))
    return SheetContext(activity, value, country, attendance, rules)


def attendance_of(value: Activity) -> Attendance:
    """Sessions and threshold of a training; other kinds have neither."""
    kind = type(value).ACTIVITY_KIND
    if not isinstance(value, Training):
        return Attendance(kind, value.status)
    return Attendance(kind, value.status, len(value.sessions), value.threshold or DEFAULT_THRESHOLD)


def as_country(token: str) -> Country | None:
    """A workspace's country, if it is one of the project's."""
    return Country(token) if token in list(Country) else None
