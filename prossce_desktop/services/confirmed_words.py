"""What the other end is known to have, in words; light, since the first page says it too."""

from __future__ import annotations

import datetime as dt

from prossce_desktop import wording
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services.lag import Lag


def confirmed(one: Lag) -> str:
    """ILO Bangkok has everything up to 3 March 2025; and what it holds back."""
    if not one.held_back:
        return _has(one)
    back = ngettext_(
        "It holds {n} change back: its program is older, something before it is missing there, or it is not permitted.",
        "It holds {n} changes back: its program is older, something before them is missing there, or they are not permitted.",
        one.held_back,
    )
    return f"{_has(one)} {back.format(n=wording.number(one.held_back))}"


def _has(one: Lag) -> str:
    if not one.answered:
        return _("No receipt yet.")
    if not one.operations:
        return _("{office} has everything.").format(office=one.office)
    if one.upto is None:
        return _("{office} has nothing of this laptop yet.").format(office=one.office)
    last = dt.datetime.fromtimestamp(one.upto / 1000, dt.UTC).astimezone()
    return _("{office} has everything up to {day}.").format(office=one.office, day=wording.day(last.date()))
