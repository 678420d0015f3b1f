"""Missing personal parts: told in packages, kept here by who lacks them, passed on by the office."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from prossce_desktop.domain.model.scopes import SHARED
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.hash_chain import Logged
from prossce_desktop.services.packages.unconfirmed_operations import scopes_for
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device, all_devices
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.sealed_parts import are_sealed, sealed_sizes
from prossce_desktop.store.log.version_vector import operations_with, sizes_with, withheld

MOST = 50_000
"""Hashes told at once; the rest is told when these are here."""


def wants_to_tell(execute: Executes, identity: Identity, to: Device) -> list[bytes]:
    """What we lack; at the office, what it has no sealed copy of and what the country's laptops lack."""
    if not identity.regional:
        return withheld(execute, {identity.country, SHARED})[:MOST]
    lacking = withheld(execute, {str(to.country)})
    kept = are_sealed(execute, lacking) if not to.gets_names else set()
    found = dict.fromkeys(one for one in lacking if one not in kept)
    for other in all_devices(execute):
        if other.country == to.country and other.key != to.key and other.is_active:
            found |= dict.fromkeys(wanted_by(execute, other.key))
    return list(found)[:MOST]


def wanted_by(execute: Executes, device: bytes) -> list[bytes]:
    """What a laptop said it lacks, when it was heard last."""
    said = settings.read(execute, SettingKey.wanted.of(device))
    return [bytes.fromhex(one) for one in json.loads(said or "[]")]


def wanted_operations(execute: Executes, identity: Identity, to: Device) -> list[Logged]:
    """The operations whose personal parts a laptop lacks, may read, and are here; each part once."""
    return operations_with(execute, wanted_by(execute, to.key), _may_ask_of(identity, to))


def here_of_wanted(execute: Executes, identity: Identity, to: Device) -> list[tuple[int, int]]:
    """The same operations, and how many bytes the personal part of each has."""
    return sizes_with(execute, wanted_by(execute, to.key), _may_ask_of(identity, to))


def _may_ask_of(identity: Identity, to: Device) -> Collection[str]:
    """Whoever knows the hash of another country's part gets nothing for it."""
    return {*scopes_for(identity, to), SHARED}


def sealed_of_wanted(execute: Executes, to: Device) -> tuple[int, int]:
    """Of what a laptop lacks, what the office can pass on unopened: number of parts, bytes in all."""
    lacking = set(wanted_by(execute, to.key))
    parts = size = 0
    if not lacking:
        return parts, size
    for one in sealed_sizes(execute, str(to.country)):
        held = lacking.intersection(one.hashes)
        if held and to.box in one.recipients:
            lacking -= held
            parts, size = parts + len(held), size + one.size
    return parts, size


def keep_wanted(db: Connection, device: bytes, hashes: Iterable[bytes]) -> None:
    """Keep what a laptop lacks, in place of what it lacked before."""
    listed = [one.hex() for one in hashes][:MOST]
    settings.write(db, SettingKey.wanted.of(device), json.dumps(listed) if listed else None)
