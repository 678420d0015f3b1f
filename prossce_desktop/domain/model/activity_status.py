"""The status an activity gets when first saved; it never changes by itself afterwards."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.model.codes import Status

BEHIND = dt.timedelta(hours=48)
"""So much is no wrong clock: time zones, and days that were written by hand."""


def is_behind(today: dt.date, newest: dt.datetime) -> bool:
    """Whether the clock is behind what somebody recorded already: a fair of today would then count as planned, and hide."""
    return newest - dt.datetime.combine(today, dt.time.max, dt.UTC) > BEHIND


def is_undecided(start: object, end: object, status: object) -> bool:
    """Whether nothing says if it was held or is planned: a title alone. The window asks before it saves; a file or a command means held."""
    return not (start or end or status)


def first_status(start: dt.date | None, end: dt.date | None, today: dt.date) -> Status:
    """`held` if the last day is not after today or no day is recorded, else `planned`."""
    last = end or start
    return Status.planned if last is not None and last > today else Status.held
