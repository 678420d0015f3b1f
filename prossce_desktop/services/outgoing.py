"""What somebody lacks, counted without making a package: for the words beside Send."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.services.package_words import kinds_in
from prossce_desktop.services.sending import mailed, scopes_for
from prossce_desktop.store.devices import Device
from prossce_desktop.store.held import held_sources, newest_head, receipt_of
from prossce_desktop.store.identity import Identity
from prossce_desktop.store.origins import Executes

_PACKED = 0.6
"""Packed together, operations are smaller than each by itself; measured, and rather too much than too little."""
_ENVELOPE = 4_000
"""Bytes of a package without operations: header, signature, seals."""

Stretch = tuple[int, int, int]
"""A source, and of its operations those after the first number up to the second."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """What `name` did not confirm. `made`: new records by kind, activities of all kinds together; `changed`: records known before.

    `size`: bytes of the e-mail, about. `upto` and `first_missing`: UTC milliseconds of the last own operation that is confirmed, and of the
    first that is not; None where there is none. `answered`: whether a receipt ever came.
    """

    name: str
    office: str
    operations: int
    made: Mapping[str, int]
    changed: int
    size: int
    answered: bool
    upto: int | None
    first_missing: int | None


def unsent_for(execute: Executes, identity: Identity, to: Device) -> Unsent:
    """Count what is new since the last receipt of `to`."""
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
    return Unsent(
        name=to.name,
        office=to.office,
        operations=sum(last - since for _, since, last in missing),
        made=kinds_in(execute, missing),
        changed=_changed(execute, missing),
        size=mailed(_ENVELOPE + round(_PACKED * _bytes(execute, missing))),
        answered=bool(held),
        upto=max(upto, default=None),
        first_missing=min(first, default=None),
    )


def _time_of(execute: Executes, source: int, n: int) -> list[int]:
    return [int(row[0]) for row in execute("SELECT at FROM op WHERE id = ?", (source << 24 | n,)).fetchall()]


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
