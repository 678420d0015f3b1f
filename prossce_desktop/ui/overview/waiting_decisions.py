"""What the Overview says of values that stand against each other, and of questions that offices ask each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.record_places import PAIRS_TAB
from prossce_desktop.ui.overview.waiting_row import Item

if TYPE_CHECKING:
    from prossce_desktop.services.decisions.open_decisions import Counts


def about_decisions(found: Counts | None) -> list[Item]:
    """Rows for the card of what waits."""
    if found is None:
        return []
    items: list[Item] = []
    if found.conflicts:
        said = ngettext_("{n} conflict is waiting for a decision", "{n} conflicts are waiting for a decision", found.conflicts)
        second = said.format(n=formatting.number(found.conflicts))
        place = Place(PageName.decisions, tab="values")
        items.append(Item("columns-3", _("To decide"), second, formatting.number(found.conflicts), place, late=True))
    if found.queries:
        second = ngettext_("{n} question is waiting for this office", "{n} questions are waiting for this office", found.queries)
        place = Place(PageName.decisions, tab="questions")
        count = formatting.number(found.queries)
        items.append(Item("messages-square", _("Questions"), second.format(n=count), count, place, late=True))
    if found.people:
        said = ngettext_("{n} pair may be one person", "{n} pairs may be one person", found.people)
        count = formatting.number(found.people)
        items.append(Item("users", _("People to check"), said.format(n=count), count, Place(PageName.decisions, tab=PAIRS_TAB)))
    if found.organisations:
        said = ngettext_("{n} pair may be one organisation", "{n} pairs may be one organisation", found.organisations)
        count = formatting.number(found.organisations)
        place = Place(PageName.decisions, tab=PAIRS_TAB)
        items.append(Item("building-2", _("Organisations to check"), said.format(n=count), count, place))
    return items
