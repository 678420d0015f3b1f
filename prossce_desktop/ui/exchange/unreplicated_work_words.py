"""That too much lies on one laptop alone, in words; light, since the first page says it too."""

from __future__ import annotations

from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.packages.unreplicated_work import Lone


def short(work: Lone) -> str:
    """For the card of what waits."""
    return _("People only on this laptop") if work.people else _("Work only on this laptop")


def remedy() -> str:
    """What can be done about it."""
    return _("Exchange by USB stick, or send")


def sentence(work: Lone) -> str:
    """For the page of the exchange."""
    people = ngettext_("{n} person", "{n} people", work.people).format(n=formatting.number(work.people))
    days = numbered("the work of {n} day", "the work of {n} days", work.days)
    if not work.people:
        said = _(
            "Only this laptop has {work}. If the laptop is lost, this work is lost. Copy it to another "
            "laptop by USB stick, or send it."
        )
        return said.format(work=days)
    said = _(
        "Only this laptop has {people} and {work}. If the laptop is lost, this data is lost. Copy it to "
        "another laptop by USB stick, or send it."
    )
    return said.format(people=people, work=days)
