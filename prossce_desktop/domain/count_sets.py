"""Which activity, channel and day form which count set (domain.md, counting rules 2 and 3). Interface first, see below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from prossce_desktop.domain.facts import ActivityFacts, HeadCountFacts, ListKey, Period
from prossce_desktop.domain.figures import Note


@dataclass(frozen=True, slots=True)
class CountSet:
    """One count set: people who took part in one activity through one channel on one day (or on the days of its head counts).

    `days`: head counts of persons, day by day. `context` sets are never in reach.
    """

    number: int
    activity: int
    channel: str
    day: dt.date | None
    country: str | None
    province: str | None
    context: bool
    days: tuple[tuple[HeadCountFacts, ...], ...] = ()

    @property
    def year(self) -> int | None:
        """The year of its counting date."""
        return self.day.year if self.day else None


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of count sets over which people are counted once: `all`, `country:KH`, or one combination of province and year."""

    key: str
    sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything a question selects, before any person is looked at.

    `set_of`: the count set of each recorded place of participations, present people only being in it; keys outside the
    period or of activities that do not count are absent. `activity_of`: the activity under which a key counts (a part's
    is its parent). `in_period`: activities listed. `counting`: those of them whose own numbers count, context included.
    """

    period: Period
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    activities: Mapping[int, ActivityFacts]
    in_period: tuple[ActivityFacts, ...]
    counting: tuple[ActivityFacts, ...]
    sets: tuple[CountSet, ...]
    set_of: Mapping[ListKey, int]
    activity_of: Mapping[ListKey, int]
    head_counts: tuple[HeadCountFacts, ...]
    scopes: tuple[Scope, ...]
    notes: tuple[Note, ...]
