"""What a report can be about: the years that have activities, and the activities themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.language import formatting
from prossce_desktop.store.db.cell_values import as_day
from prossce_desktop.store.queries import activity_overview, list_activities
from prossce_desktop.store.queries.list_activities import ActivityFilter
from prossce_desktop.store.queries.reading import Reading

MOST = 3_000


@dataclass(frozen=True, slots=True)
class Named:
    """An activity to choose: its id, code (for the name of a file) and words (for the list)."""

    id: int
    code: str
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """Years newest first; activities newest first, at most MOST."""

    years: tuple[int, ...]
    activities: tuple[Named, ...]


def report_choices(reading: Reading, today: dt.date) -> ReportChoices:
    """Everything a report can be chosen for, in one snapshot."""
    rows = list_activities.page(reading, ActivityFilter(), today, limit=MOST)
    named = tuple(
        Named(one.id, one.code or "", _words(one.title, one.start, one.end), one.kind) for one in rows
    )
    return ReportChoices(tuple(activity_overview.with_activities(reading)), named)


def _words(title: str, start: str | None, end: str | None) -> str:
    days = formatting.days(as_day(start), as_day(end), short=True)
    return f"{title} · {days}" if days else title
