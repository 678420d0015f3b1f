"""How far somebody is behind: which operations they did not confirm. Light, since the first page asks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from prossce_desktop.domain.model.scopes import SHARED, readable
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.save_times import newest_until, saved_after
from prossce_desktop.store.log.version_vector import (
    Held,
    held_back_at,
    held_sources,
    newest_head,
    packed_for,
    receipt_of,
)

_EVER = 1 << 62
Stretch = tuple[int, int, int]
"""A source, and of its operations those after the first number up to the second."""


@dataclass(frozen=True, slots=True)
class Lag:
    """What `name` did not confirm; `answered`: a receipt ever came.
    `upto`, `first_missing`, UTC milliseconds: until when every own operation is confirmed, and when the first
    other was saved, None if there is none. With a wrong clock: the latest possible moment, 0 if unknown.
    """

    name: str
    office: str
    missing: tuple[Stretch, ...]
    answered: bool
    upto: int | None
    first_missing: int | None
    held_back: int
    """Operations of this laptop that are there and not applied."""
    unpacked: tuple[Stretch, ...]
    """Of what is missing that for which no package was made yet."""

    @property
    def operations(self) -> int:
        """How many changes they lack."""
        return sum(last - since for _, since, last in self.missing)

    @property
    def packed(self) -> int:
        """How many of these are in a package that was made: perhaps sent, not confirmed."""
        return self.operations - sum(last - since for _, since, last in self.unpacked)


def scopes_for(identity: Identity, to: Device) -> Collection[str]:
    """What the receiver may read of what is here."""
    return readable(country=identity.country if to.regional else str(to.country), regional=to.regional)


def due_sources(execute: Executes, identity: Identity, to: Device) -> list[Held]:
    """The sources whose rest the receiver gets, at the office also its own lists, lost if it was put back."""
    found = held_sources(execute, scopes_for(identity, to))
    if to.regional and to.seen is not None:
        found += [one for one in held_sources(execute, (SHARED,)) if one.source.device == to.key]
    return found


def lag_of(execute: Executes, identity: Identity, to: Device, now: dt.datetime | None = None) -> Lag:
    """What is new since the last receipt of `to`; nothing counts as saved after `now`."""
    held = receipt_of(execute, to.key)
    latest = milliseconds(now) if now is not None else _EVER
    missing: list[Stretch] = []
    confirmed: list[tuple[int, int]] = []
    first: list[int] = []
    for one in due_sources(execute, identity, to):
        own = one.source.device == identity.device_key
        head = None if own else newest_head(execute, one.source)
        last = one.last if own else head[0] if head else 0
        since = min(held.get(one.source.number, 0), last)
        if own and since:
            confirmed.append((one.source.number, since))
        if last > since:
            missing.append((one.source.number, since, last))
            if own:
                first.append(saved_after(execute, one.source.number, since, last, latest))
    until = min([latest, *(one for one in first if one)])
    upto = [
        at for number, since in confirmed if (at := newest_until(execute, number, since, until)) is not None
    ]
    back = held_back_at(execute, to.key)
    packed = packed_for(execute, to.key)
    later = [(source, max(since, packed.get(source, 0)), last) for source, since, last in missing]
    unpacked = tuple(one for one in later if one[1] < one[2])
    return Lag(
        to.name,
        to.office,
        tuple(missing),
        bool(held),
        max(upto, default=None),
        min(first, default=None),
        back,
        unpacked,
    )
