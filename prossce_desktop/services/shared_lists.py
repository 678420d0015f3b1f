"""Everybody's lists, which the regional office keeps: they come with its invitation, and what is new in them with its packages."""

from __future__ import annotations

from prossce_desktop.domain.scopes import SHARED
from prossce_desktop.exchange.letters import MOST_LISTS, Lists
from prossce_desktop.exchange.operations import write_body
from prossce_desktop.exchange.package import PackageRefused, stretches_of
from prossce_desktop.services.portions import portion_after
from prossce_desktop.store import own_keys
from prossce_desktop.store.database import Connection
from prossce_desktop.store.held import held_sources, operations_of
from prossce_desktop.store.identity import Identity
from prossce_desktop.store.origins import Executes
from prossce_desktop.store.receiving import receive


def to_enclose(execute: Executes, identity: Identity) -> Lists | None:
    """The lists as an invitation brings them along; None where there is nothing in them, or more than fits into a letter."""
    sign = own_keys.signer(execute)
    made = (portion_after(execute, identity.device_key, sign, one, 0) for one in held_sources(execute, (SHARED,)))
    portions = [one for one in made if one is not None]
    body = write_body([list(operations_of(execute, one.source, 0, one.last)) for one in portions]) if portions else b""
    return Lists(tuple(one.range() for one in portions), body) if portions and len(body) <= MOST_LISTS else None


def take(db: Connection, identity: Identity, lists: Lists | None) -> None:
    """Take them in, inside the caller's transaction; what is here already changes nothing.

    Raises PackageRefused for what is not signed by the laptops it names, or no list.
    """
    if lists is None:
        return
    stretches = stretches_of(lists.sources, lists.body)
    if any(one.scope != SHARED for one in stretches):
        raise PackageRefused("hostile")
    receive(db, stretches, identity.device_key)
