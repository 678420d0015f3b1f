"""A second head count of one set: the same people again, or another door. Only a person knows (C3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from prossce_desktop.domain.counting.count_sets import fold_channel
from prossce_desktop.domain.counting.head_count_doors import are_different_doors
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_

Set = tuple[str | None, dt.date | None, str]
"""Channel, day and basis of a head count."""


def second_count(
    activity: Activity, count: HeadCount, others: Iterable[tuple[int, HeadCount]]
) -> list[Problem]:
    """What is said of a head count where `others` hold one of its channel, day and basis at no other door."""
    message = N_(
        "There is already a head count for this channel and day (record {record}). Correct one of them. If "
        "people were counted at two doors, give each count a door number: 1, 2."
    )
    channel, day = (
        getattr(activity, "channel", None) or getattr(activity, "mode", None),
        activity.end or activity.start,
    )
    own = set_of(count, channel, day)
    same = (
        id
        for id, other in others
        if not are_different_doors(count.door, other.door) and set_of(other, channel, day) == own
    )
    return [Problem("count", "second-count", message, Severity.note, (("record", str(id)),)) for id in same]


def set_of(count: HeadCount, channel: str | None, day: dt.date | None) -> Set:
    """Whose head count it is; what it leaves out is the activity's own `channel` and `day`."""
    return fold_channel(count.channel) or fold_channel(channel), count.counted_on or day, count.basis


def doors_for(first: int | None, second: int | None, taken: Collection[int]) -> tuple[int, int]:
    """The doors of two counts that both count, beside those of others; a given door stays if it can."""
    free = (
        number for number in range(1, len(taken) + 3) if number not in taken and number not in (first, second)
    )
    one = first or next(free)
    return one, second if second and second != one else next(free)
