"""What of received packages is open today: held back operations and contradicting branches."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.forks import noted_numbers
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import newest_schema_held_back, scopes_by_number
from prossce_desktop.store.migrations import SCHEMA


@dataclass(frozen=True, slots=True)
class StillHeld:
    """Scopes `contradicted` by a branch, with operations `held_back`, or waiting only `for_later` ones."""

    contradicted: frozenset[str] = frozenset()
    held_back: frozenset[str] = frozenset()
    for_later: frozenset[str] = frozenset()

    def is_in_part(self, sender: Device | None) -> bool:
        """Whether something that this laptop may have sent was not taken."""
        return any(_may_be_of(scope, sender) for scope in self.contradicted | self.held_back)

    def is_for_later(self, sender: Device | None) -> bool:
        """Whether something that this laptop may have sent waits for a newer program."""
        return any(_may_be_of(scope, sender) for scope in self.for_later)


NOTHING = StillHeld()


def still_held(execute: Executes) -> StillHeld:
    """Read it; light, since the first page asks it."""
    scopes = scopes_by_number(execute)
    held = newest_schema_held_back(execute)
    return StillHeld(
        contradicted=frozenset(scopes[one] for one in noted_numbers(execute) if one in scopes),
        held_back=frozenset(scopes[source] for source in held),
        for_later=frozenset(scopes[source] for source, schema in held.items() if schema > SCHEMA),
    )


def _may_be_of(scope: str, sender: Device | None) -> bool:
    """The regional office passes on what others wrote; a laptop sends what its country may write."""
    return sender is None or sender.regional or sender.may_write(scope)
