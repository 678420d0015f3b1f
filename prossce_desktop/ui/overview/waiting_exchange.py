"""What the Overview says of the exchange: what is not confirmed, who asks to be let in, which packages wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.packages.receipt_words import confirmed
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange import unreplicated_work_words
from prossce_desktop.ui.overview.waiting_row import Item

if TYPE_CHECKING:
    from prossce_desktop.services.exchange.exchange_status import Waits

_HERE = Place(PageName.exchange)


def about_exchange(found: Waits | None) -> list[Item]:
    """Rows for the card of what waits; none before an invitation was opened."""
    if found is None:
        return []
    items: list[Item] = []
    if found.asking:
        said = _("Compare six words by telephone")
        items.append(Item("user-plus", _("Laptops ask to be let in"), said, formatting.number(found.asking), _HERE, late=True))
    if found.behind and not found.regional:
        one = found.behind[0]
        items.append(
            Item("send", _("Changes without a receipt"), confirmed(one), formatting.number(one.operations), _HERE, late=found.is_late)
        )
    if found.behind and found.regional:
        n = len(found.behind)
        said = ngettext_("for {n} laptop", "for {n} laptops", n).format(n=formatting.number(n))
        count = formatting.number(sum(one.operations for one in found.behind))
        items.append(Item("send", _("Changes without a receipt"), said, count, _HERE, late=found.is_late))
    if found.lone.is_much:
        count = formatting.number(found.lone.people) if found.lone.people else ""
        items.append(
            Item("triangle-alert", unreplicated_work_words.short(found.lone), unreplicated_work_words.remedy(), count, _HERE, late=True)
        )
    if found.packages:
        items.append(Item("mail", _("Waiting packages"), _("See the journal for the reason"), formatting.number(found.packages), _HERE))
    return items
