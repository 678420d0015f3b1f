"""What the Overview says of the exchange: what is not confirmed, who asks to be let in, which packages wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prossce_desktop import wording
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services.confirmed_words import confirmed
from prossce_desktop.ui.exchange import lone_words
from prossce_desktop.ui.place import PageName, Place
from prossce_desktop.ui.shell.waiting_rows import Item

if TYPE_CHECKING:
    from prossce_desktop.compose.exchange_waits import Waits

_HERE = Place(PageName.exchange)


def about_exchange(found: Waits | None) -> list[Item]:
    """Rows for the card of what waits; none before an invitation was opened."""
    if found is None:
        return []
    items: list[Item] = []
    if found.asking:
        said = _("Compare six words by telephone")
        items.append(Item("user-plus", _("Laptops ask to be let in"), said, wording.number(found.asking), _HERE, late=True))
    if found.behind and not found.regional:
        one = found.behind[0]
        items.append(
            Item("send", _("Changes without a receipt"), confirmed(one), wording.number(one.operations), _HERE, late=found.is_late)
        )
    if found.behind and found.regional:
        n = len(found.behind)
        said = ngettext_("for {n} laptop", "for {n} laptops", n).format(n=wording.number(n))
        count = wording.number(sum(one.operations for one in found.behind))
        items.append(Item("send", _("Changes without a receipt"), said, count, _HERE, late=found.is_late))
    if found.lone.is_much:
        count = wording.number(found.lone.people) if found.lone.people else ""
        items.append(Item("triangle-alert", lone_words.short(found.lone), lone_words.remedy(), count, _HERE, late=True))
    if found.packages:
        items.append(Item("mail", _("Waiting packages"), _("See the journal for the reason"), wording.number(found.packages), _HERE))
    return items
