"""The clock, asked in this one place."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The officer's day, by the computer's own time zone."""
    return dt.datetime.now().astimezone().date()
