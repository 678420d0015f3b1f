"""A second head count of one set: the same people counted again, or another door. Only a person knows which (domain.md, head counts)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from prossce_desktop.domain.activity import Activity
from prossce_desktop.domain.count_sets import fold_channel
from prossce_desktop.domain.head_count import HeadCount
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.words import N_


def second_count(activity: Activity, one: HeadCount, others: Iterable[tuple[int, HeadCount]]) -> list[Problem]:
    """What is said of a head count where `others`, by their records, hold one of the same channel, day and basis."""
    said = N_("There is a head count of the same channel, day and basis already (record {record}). Both count now: correct one if it is the same.")
    same = (id for id, other in others if _set(activity, other) == _set(activity, one))
    return [Problem("count", "second-count", said, Severity.note, (("record", str(id)),)) for id in same]


def _set(activity: Activity, one: HeadCount) -> tuple[str | None, dt.date | None, str]:
    """What is left out is the activity's own."""
    own = getattr(activity, "channel", None) or getattr(activity, "mode", None)
    return fold_channel(one.channel) or fold_channel(own), one.counted_on or activity.end or activity.start, one.basis
