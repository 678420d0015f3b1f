"""What the first page says of the exchange. Light: it loads nothing that makes or reads packages."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop import compose
from prossce_desktop.services import exchange_journal
from prossce_desktop.services.exchange_journal import WAITS, State
from prossce_desktop.services.lag import Lag, lag_of
from prossce_desktop.services.lone import Lone, lone
from prossce_desktop.services.still_held import still_held
from prossce_desktop.store import journal
from prossce_desktop.store.devices import ACCEPTED, ASKING, all_devices
from prossce_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits of the exchange. `behind`: who lacks changes; `is_late`: no receipt for long; `packages`: that came and wait."""

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
    identity, now = store.identity, compose.now()
    with store.read() as reading:
        known = all_devices(reading.execute)
        receivers = [one for one in known if one.state == ACCEPTED and (identity.regional or one.regional)]
        lags = [lag_of(reading.execute, identity, one, now) for one in receivers]
        lines = journal.lines(reading.execute)
        others = [lag_of(reading.execute, identity, one, now) for one in exchange_journal.sent_to(known, lines) if one not in receivers]
        held = still_held(reading.execute)
        alone = lone(reading.execute, identity)
    entries = exchange_journal.entries(lines, {one.key: one for one in known}, [*lags, *others], identity.device, now, held)
    return Waits(
        regional=identity.regional,
        behind=tuple(one for one in lags if one.operations),
        is_late=any(one.state is State.late for one in entries),
        packages=sum(not one.outgoing and one.state in WAITS for one in entries),
        asking=sum(one.state == ASKING for one in known),
        lone=alone,
        office=next((one for one in lags if one.answered), None) if not identity.regional else None,
    )
