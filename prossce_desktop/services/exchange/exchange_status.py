"""What the first page says of the exchange. Light: it loads nothing that makes or reads packages."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.services.packages.unconfirmed_operations import Lag, lag_of
from prossce_desktop.services.packages.unreplicated_work import Lone, lone
from prossce_desktop.services.sync import journal_entries
from prossce_desktop.services.sync.journal_entries import State
from prossce_desktop.store.devices.known_devices import ACCEPTED, ASKING, all_devices
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits. `behind`: who lacks changes; `is_late`: no receipt for long; `packages`: came and wait."""

    regional: bool
    behind: tuple[Lag, ...]
    is_late: bool
    packages: int
    asking: int
    lone: Lone
    """What lies on this laptop alone."""
    office: Lag | None
    """At a country: what the regional office is known to have; None before a receipt came."""


def waits(store: Store) -> Waits:
    """Read it; beside the window."""
    identity, now = store.identity, clock.now()
    with store.read() as reading:
        known = all_devices(reading.execute)
        receivers = [one for one in known if one.state == ACCEPTED and (identity.regional or one.regional)]
        lags = [lag_of(reading.execute, identity, one, now) for one in receivers]
        entries = journal_entries.journal(reading.execute, identity, known, lags, now)
        alone = lone(reading.execute, identity)
    return Waits(
        regional=identity.regional,
        behind=tuple(one for one in lags if one.operations),
        is_late=any(one.state is State.late for one in entries),
        packages=sum(not one.outgoing and one.state.waits for one in entries),
        asking=sum(one.state == ASKING for one in known),
        lone=alone,
        office=next((one for one in lags if one.answered), None) if not identity.regional else None,
    )
