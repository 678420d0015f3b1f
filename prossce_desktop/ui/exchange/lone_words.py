"""That too much lies on one laptop alone, in words; light, since the first page says it too."""

from __future__ import annotations

from prossce_desktop import wording
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services.lone import Lone


def short(found: Lone) -> str:
    """For the card of what waits."""
    return _("People on this laptop alone") if found.people else _("Work on this laptop alone")


def remedy() -> str:
    """What can be done about it."""
    return _("Exchange by stick, or send")


def sentence(found: Lone) -> str:
    """For the page of the exchange."""
    people = ngettext_("{n} person", "{n} people", found.people).format(n=wording.number(found.people))
    days = ngettext_("the work of {n} day", "the work of {n} days", found.days).format(n=wording.number(found.days))
    if not found.people:
        said = _("On this laptop alone lies {days}. If it is lost, so is that work: take it to another laptop by stick, or send it.")
        return said.format(days=days)
    said = _("On this laptop alone lie {people}, {days}. If it is lost, so are they: take them to another laptop by stick, or send them.")
    return said.format(people=people, days=days)
