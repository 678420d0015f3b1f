"""What somebody lacks, counted without making a package: for the words beside Send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.services.lag import Lag, Stretch, lag_of
from prossce_desktop.services.package_words import kinds_in
from prossce_desktop.services.parting import mailed
from prossce_desktop.store.devices import Device
from prossce_desktop.store.identity import Identity
from prossce_desktop.store.origins import Executes

_PACKED = 0.6
"""Packed together, operations are smaller than each by itself; measured, and rather too much than too little."""
_ENVELOPE = 4_000
"""Bytes of a package without operations: header, signature, seals."""


@dataclass(frozen=True, slots=True)
class Unsent(Lag):
    """The same in words. `made`: new records by kind, activities of all kinds together; `changed`: records known before.

    `size`: bytes of the e-mail, about.
    """

    made: Mapping[str, int]
    changed: int
    size: int


def unsent_for(execute: Executes, identity: Identity, to: Device, now: dt.datetime | None = None) -> Unsent:
    """Count what is new since the last receipt of `to`. `now`: as for its lag."""
    lag = lag_of(execute, identity, to, now)
    return Unsent(
        name=lag.name,
        office=lag.office,
        missing=lag.missing,
        answered=lag.answered,
        upto=lag.upto,
        first_missing=lag.first_missing,
        held_back=lag.held_back,
        made=kinds_in(execute, lag.missing),
        changed=_changed(execute, lag.missing),
        size=mailed(_ENVELOPE + round(_PACKED * _bytes(execute, lag.missing))),
    )


def _changed(execute: Executes, missing: Sequence[Stretch]) -> int:
    """Records changed in these stretches that were made before them."""
    found: set[int] = set()
    made = "(SELECT op FROM lot WHERE first <= edit.record ORDER BY first DESC LIMIT 1)"
    query = f"SELECT DISTINCT record FROM edit WHERE op BETWEEN ? AND ? AND {made} NOT BETWEEN ? AND ?"
    for source, since, last in missing:
        low, high = source << 24 | since + 1, source << 24 | last
        found |= {row[0] for row in execute(query, (low, high, low, high)).fetchall()}
    return len(found)


def _bytes(execute: Executes, missing: Sequence[Stretch]) -> int:
    query = "SELECT COALESCE(sum(length(body) + COALESCE(length(personal), 0)), 0) FROM op WHERE id BETWEEN ? AND ?"
    return sum(int(execute(query, (source << 24 | since + 1, source << 24 | last)).fetchall()[0][0]) for source, since, last in missing)
