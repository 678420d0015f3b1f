"""What somebody lacks, counted without making a package: for the words beside Send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.operations.op_id import op_source, op_span
from prossce_desktop.services.packages.missing_parts import here_of_wanted, sealed_of_wanted
from prossce_desktop.services.packages.package_splitting import mailed
from prossce_desktop.services.packages.unconfirmed_operations import Lag, Stretch, lag_of
from prossce_desktop.services.sync.package_words import kinds_in
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import own_numbers
from prossce_desktop.store.sync.stretch_contents import (
    bytes_of,
    changed_records,
    decided_pairs,
    removed_since,
)

_PACKED = 0.6
"""Packed together, operations are smaller than each by itself; measured, and rather too much."""
_ENVELOPE = 4_000
"""Bytes of a package without operations: header, signature, seals."""


@dataclass(frozen=True, slots=True)
class Unsent(Lag):
    """`made`: new records by kind; `changed`: older ones; `new_*`: of these what is in no package yet.
    `size`: about how many bytes of e-mail; `asked`: operations with personal values as asked."""

    made: Mapping[str, int]
    changed: int
    size: int
    new_made: Mapping[str, int]
    new_changed: int
    asked: int = 0


def unsent_for(execute: Executes, identity: Identity, to: Device, now: dt.datetime | None = None) -> Unsent:
    """Count what is new since the last receipt of `to`. `now`: as for its lag."""
    lag = lag_of(execute, identity, to, now)
    parts = _asked(execute, identity, to, lag.missing)
    size = sum(bytes_of(execute, *span) for span in _spans(lag.missing))
    passed, sealed = sealed_of_wanted(execute, to) if identity.regional and to.is_active else (0, 0)
    return Unsent(
        **{one.name: getattr(lag, one.name) for one in fields(lag)},
        made=_made(execute, lag.missing),
        changed=_changed(execute, lag.missing),
        size=mailed(_ENVELOPE + round(_PACKED * (size + sum(parts))) + sealed),
        new_made=_made(execute, lag.unpacked),
        new_changed=_changed(execute, lag.unpacked),
        asked=len(parts) + passed,
    )


def _asked(execute: Executes, identity: Identity, to: Device, missing: Sequence[Stretch]) -> list[int]:
    """The bytes of each personal part it asked for that we seal, beside those of these stretches."""
    if not to.is_active:
        return []
    own = own_numbers(execute, identity.device_key) if identity.regional else None
    known = [
        (id, size)
        for id, size in here_of_wanted(execute, identity, to)
        if own is None or op_source(id) in own
    ]
    spans = [op_span(source, since + 1, last) for source, since, last in missing]
    return [size for id, size in known if not any(low <= id <= high for low, high in spans)]


def _made(execute: Executes, missing: Sequence[Stretch]) -> dict[str, int]:
    """New records by kind, without removed ones, and of links those that a person decided."""
    found = kinds_in(execute, missing)
    for span in _spans(missing):
        for kind, n in removed_since(execute, *span):
            name = "activity" if kind in ACTIVITY_KINDS else kind
            found[name] -= n
    if found.get("link"):
        found["link"] = sum(decided_pairs(execute, *span) for span in _spans(missing))
    return {kind: n for kind, n in found.items() if n}


def _changed(execute: Executes, missing: Sequence[Stretch]) -> int:
    """Records changed in these stretches that were made before them."""
    return len({record for span in _spans(missing) for record in changed_records(execute, *span)})


def _spans(stretches: Iterable[Stretch]) -> list[tuple[int, int]]:
    """Of each the ids of its first and its last operation."""
    return [op_span(source, since + 1, last) for source, since, last in stretches]
