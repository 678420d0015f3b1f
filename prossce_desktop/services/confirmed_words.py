"""What the other end is known to have, in words; light, since the first page says it too."""

from __future__ import annotations

import datetime as dt

from prossce_desktop import wording
from prossce_desktop.messages import _
from prossce_desktop.services.lag import Lag


def confirmed(one: Lag) -> str:
    """ILO Bangkok has everything up to 3 March 2025."""
    if not one.answered:
        return _("No receipt came yet.")
    if not one.operations:
        return _("{office} has everything.").format(office=one.office)
    if one.upto is None:
        return _("{office} has nothing of this laptop yet.").format(office=one.office)
    last = dt.datetime.fromtimestamp(one.upto / 1000, dt.UTC).astimezone()
    return _("{office} has everything up to {day}.").format(office=one.office, day=wording.day(last.date()))
