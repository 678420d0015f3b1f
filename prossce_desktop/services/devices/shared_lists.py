"""Everybody's lists, kept by the regional office: sent with its invitation, and news with its packages."""

from __future__ import annotations

import base64

from prossce_desktop.domain.model.scopes import SHARED
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.exchange.join_letters import MOST_LISTS, SharedLists
from prossce_desktop.exchange.operation_codec import write_body
from prossce_desktop.exchange.package import PackageRefused, contents_of
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.packages.operation_ranges import portion_after
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.forks import note_fork
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import held_sources, operations_of
from prossce_desktop.store.sync.receiving import receive


def to_enclose(execute: Executes, identity: Identity) -> SharedLists | None:
    """The lists as an invitation encloses them; None where they are empty or too large for a letter."""
    sign = device_keys.signer(execute)
    made = (
        portion_after(execute, identity.device_key, sign, one, 0) for one in held_sources(execute, (SHARED,))
    )
    portions = [one for one in made if one is not None]
    body = (
        write_body([list(operations_of(execute, one.source, 0, one.last)) for one in portions])
        if portions
        else b""
    )
    return (
        SharedLists(tuple(one.range() for one in portions), body)
        if portions and len(body) <= MOST_LISTS
        else None
    )


def take(db: Connection, identity: Identity, office: Device, lists: SharedLists | None) -> None:
    """Take them in, in the caller's transaction, but not before the office's six words were compared:
    anybody can write an invitation, and no country removes shared records; they come with its first package.
    Raises PackageRefused for what is not signed by the laptops it names, no list, or not whole.
    """
    if lists is None:
        return
    stretches, _makes = contents_of(lists.sources, lists.body)
    if any(one.scope != SHARED or one.since for one in stretches):
        raise PackageRefused("hostile")
    if office.compared:
        received = receive(db, stretches, identity.device_key)
        if received.strange:
            raise PackageRefused("hostile")
        for one in received.forks:
            note_fork(db, one.source)


def keep(db: Connection, content: bytes) -> None:
    """The invitation that was opened last, for when its words are compared."""
    settings.write(db, SettingKey.opened_invitation, base64.b64encode(content).decode("ascii"))


def take_kept(db: Connection, identity: Identity, office: Device) -> None:
    """The words of this office were compared: the lists of its invitation are taken in."""
    opened = settings.read(db.execute, SettingKey.opened_invitation)
    settings.remove(db, SettingKey.opened_invitation)
    found = read_invitation(base64.b64decode(opened)) if opened is not None else None
    if found is not None and found.key == office.key:
        take(db, identity, office, found.lists)
