"""What the other end is known to have, in words; light, since the first page says it too."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.packages.unconfirmed_operations import Lag


def confirmed(one: Lag) -> str:
    """ILO Bangkok has everything up to 3 March 2025; and what it holds back."""
    if not one.held_back:
        return _has(one)
    back = ngettext_(
        "This office does not use {n} change yet. Its program is older, an earlier change is missing, or "
        "the change is not allowed.",
        "This office does not use {n} changes yet. Its program is older, an earlier change is missing, or "
        "the changes are not allowed.",
        one.held_back,
    )
    return f"{_has(one)} {back.format(n=formatting.number(one.held_back))}"


def _has(one: Lag) -> str:
    if not one.answered:
        return _("No receipt yet.")
    if not one.operations:
        return _("{office} has everything.").format(office=one.office)
    if one.upto is None:
        return _("{office} has nothing from this laptop yet.").format(office=one.office)
    last = dt.datetime.fromtimestamp(one.upto / 1000, dt.UTC).astimezone()
    return _("{office} has everything up to {day}.").format(
        office=one.office, day=formatting.day(last.date())
    )
