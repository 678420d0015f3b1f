"""The status an activity gets when first saved; it never changes by itself afterwards."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.codes import Status


def first_status(start: dt.date | None, end: dt.date | None, today: dt.date) -> Status:
    """`held` if the last day is not after today or no day is recorded, else `planned` (domain.md)."""
    last = end or start
    return Status.planned if last is not None and last > today else Status.held
