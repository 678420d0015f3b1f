"""Moments and sizes of copies in words."""

from __future__ import annotations

import datetime as dt

from prossce_desktop import wording
from prossce_desktop.compose.backups import Copy, Where
from prossce_desktop.messages import _


def when(at: dt.datetime) -> str:
    """25 November 2026, 16:40, by the officer's clock."""
    return wording.moment(at.astimezone())


def day(at: dt.datetime) -> str:
    """25 November 2026, by the officer's clock."""
    return wording.day(at.astimezone().date())


def size(count: int) -> str:
    """480 kB, 12.4 MB, 1.3 GB."""
    if count < 1_000_000:
        return _("{n} kB").format(n=wording.number(max(1, round(count / 1000))))
    if count < 1_000_000_000:
        return _("{n} MB").format(n=wording.decimal(count / 1_000_000, 1))
    return _("{n} GB").format(n=wording.decimal(count / 1_000_000_000, 1))


def place(copy: Copy) -> str:
    """Where a copy lies."""
    return _("On this laptop") if copy.where is Where.here else _("In the second place")


def percent(done: int, total: int) -> str:
    """How far work is."""
    return f"{done * 100 // total}{wording.NO_BREAK}%" if total else ""
