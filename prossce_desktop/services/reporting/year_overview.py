"""The year at a glance: its figures, its activities month by month, and what waits for the officer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.actions import unique_codes
from prossce_desktop.store.queries import activity_overview, list_activities
from prossce_desktop.store.queries.list_activities import ActivityFilter, ActivityListRow
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import DraftRow

__all__ = ["ActivityListRow", "DraftRow", "Overview", "overview"]

MOST = 100_000
"""More activities than any office has in a year; the list is read whole."""
LATELY = 5
MOST_LATE = 50
"""Activities past their date that are read; a longer list says how many there are in all."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows of one year."""

    year: int
    years: tuple[int, ...]
    """Years that have activities, and this one; newest first."""
    figures: Figures
    held: int
    of: int
    """Activities of the year that are not cancelled."""
    months: tuple[tuple[ActivityListRow, ...], ...]
    """Twelve: the activities of each month, earliest first, without those of `all_year`."""
    all_year: tuple[ActivityListRow, ...]
    """Those that last from its first to its last day: of no month."""
    late: tuple[ActivityListRow, ...]
    """Planned, and their last day is gone; of any year, the oldest first, at most `MOST_LATE`."""
    how_many_late: int
    lately: tuple[ActivityListRow, ...]
    undated: tuple[ActivityListRow, ...]
    """Held, without any day: in no year."""
    unattended: tuple[ActivityListRow, ...]
    """Held, and nobody on the list is said to have been present."""
    unmarked: tuple[ActivityListRow, ...]
    """Held, with sessions, and more than half of the list is not marked present."""
    same_code: tuple[ActivityListRow, ...]
    """Whose code another one has too, side by side."""
    open_pairs: int
    sample: bool
    begun: bool
    """Any activity was recorded, in any year or none."""
    empty: bool
    """Nothing was recorded yet: no activity in any year, nobody and no organisation."""


def overview(reading: Reading, year: int | None, today: dt.date) -> Overview:
    """One year in one snapshot: the one asked for, this one, or the newest with activities."""
    known = activity_overview.with_activities(reading)
    chosen = year or (today.year if today.year in known or not known else known[0])
    first, last = dt.date(chosen, 1, 1), dt.date(chosen, 12, 31)
    rows = list_activities.page(reading, ActivityFilter(years=(chosen,)), today, descending=False, limit=MOST)
    all_year = [
        one
        for one in rows
        if one.start and one.end and one.start <= first.isoformat() and one.end >= last.isoformat()
    ]
    past = ActivityFilter(statuses=(list_activities.PAST_DATE,))
    late = list_activities.page(reading, past, today, descending=False, limit=MOST_LATE)
    lately = activity_overview.last_touched(reading, LATELY)
    planned = [one for one in rows if one.status != "cancelled" and one.our_part != "context"]
    found = figures(reading, start=first, end=last)
    return Overview(
        year=chosen,
        years=tuple(sorted({*known, today.year}, reverse=True)),
        figures=found,
        held=sum(one.status == "held" for one in planned),
        of=len(planned),
        months=_by_month(
            [one for one in rows if one.id not in {each.id for each in all_year}],
            activity_overview.months(reading, chosen),
        ),
        all_year=tuple(one for one in all_year if one.our_part != "context"),
        late=tuple(late),
        how_many_late=len(late) if len(late) < MOST_LATE else list_activities.count(reading, past, today),
        lately=tuple(list_activities.rows(reading, lately, today)),
        undated=tuple(list_activities.rows(reading, activity_overview.held_without_day(reading), today)),
        unattended=tuple(
            list_activities.rows(reading, activity_overview.held_with_nobody_present(reading), today)
        ),
        unmarked=tuple(list_activities.rows(reading, activity_overview.held_mostly_unmarked(reading), today)),
        same_code=tuple(list_activities.rows(reading, unique_codes.of_several(reading), today)),
        open_pairs=found.reach.whole.open_pairs,
        sample=reading.is_sample(),
        begun=bool(known or lately),
        empty=not (known or lately or activity_overview.knows_anybody(reading)),
    )


def _by_month(rows: list[ActivityListRow], months: dict[int, int]) -> tuple[tuple[ActivityListRow, ...], ...]:
    columns: list[list[ActivityListRow]] = [[] for _month in range(12)]
    for row in rows:
        if row.id in months and row.our_part != "context":
            columns[months[row.id] - 1].append(row)
    return tuple(map(tuple, columns))
