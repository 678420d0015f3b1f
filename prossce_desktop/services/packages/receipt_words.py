"""What the other end is known to have, in words; light, since the first page says it too."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.packages.unconfirmed_operations import Lag


def confirmed(lag: Lag) -> str:
    """ILO Bangkok has everything up to 3 March 2025; and what it holds back."""
    if not lag.held_back:
        return _has(lag)
    back = ngettext_(
        "This office does not use {n} change yet. Its program is older, an earlier change is missing, or "
        "the change is not allowed.",
        "This office does not use {n} changes yet. Its program is older, an earlier change is missing, or "
        "the changes are not allowed.",
        lag.held_back,
    )
    return f"{_has(lag)} {back.format(n=formatting.number(lag.held_back))}"


def _has(lag: Lag) -> str:
    if not lag.answered:
        return _("No receipt yet.")
    if not lag.operations:
        return _("{office} has everything.").format(office=lag.office)
    if lag.upto is None:
        return _("{office} has nothing from this laptop yet.").format(office=lag.office)
    last = dt.datetime.fromtimestamp(lag.upto / 1000, dt.UTC).astimezone()
    return _("{office} has everything up to {day}.").format(
        office=lag.office, day=formatting.day(last.date())
    )
