"""How far somebody is behind: which operations they did not confirm. Light, since the first page asks it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from prossce_desktop.domain.scopes import readable
from prossce_desktop.store.devices import Device
from prossce_desktop.store.held import held_sources, newest_head, receipt_of
from prossce_desktop.store.identity import Identity
from prossce_desktop.store.origins import Executes

Stretch = tuple[int, int, int]
"""A source, and of its operations those after the first number up to the second."""


@dataclass(frozen=True, slots=True)
class Lag:
    """What `name` did not confirm. `answered`: whether a receipt ever came.

    `upto` and `first_missing`: UTC milliseconds of the last own operation that is confirmed, and of the first that is not; None where
    there is none.
    """

    name: str
    office: str
    missing: tuple[Stretch, ...]
    answered: bool
    upto: int | None
    first_missing: int | None

    @property
    def operations(self) -> int:
        """How many changes they lack."""
        return sum(last - since for _, since, last in self.missing)


def scopes_for(identity: Identity, to: Device) -> Collection[str]:
    """What the receiver may read of what is here."""
    return readable(country=identity.country if to.regional else str(to.country), regional=to.regional)


def lag_of(execute: Executes, identity: Identity, to: Device) -> Lag:
    """What is new since the last receipt of `to`."""
    held = receipt_of(execute, to.key)
    missing: list[Stretch] = []
    upto: list[int] = []
    first: list[int] = []
    for one in held_sources(execute, scopes_for(identity, to)):
        own = one.source.device == identity.device_key
        head = None if own else newest_head(execute, one.source)
        last = one.last if own else head[0] if head else 0
        since = min(held.get(one.source.number, 0), last)
        if own:
            upto += _time_of(execute, one.source.number, since)
        if last > since:
            missing.append((one.source.number, since, last))
            if own:
                first += _time_of(execute, one.source.number, since + 1)
    return Lag(to.name, to.office, tuple(missing), bool(held), max(upto, default=None), min(first, default=None))


def _time_of(execute: Executes, source: int, n: int) -> list[int]:
    return [int(row[0]) for row in execute("SELECT at FROM op WHERE id = ?", (source << 24 | n,)).fetchall()]
