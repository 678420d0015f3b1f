"""What somebody lacks, counted without making a package: for the words beside Send."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KIND_NUMBERS, NUMBERED
from prossce_desktop.domain.operations.op_id import op_source, op_span
from prossce_desktop.domain.operations.operation import REMOVED
from prossce_desktop.services.packages.missing_parts import here_of_wanted, sealed_of_wanted
from prossce_desktop.services.packages.package_splitting import mailed
from prossce_desktop.services.packages.unconfirmed_operations import Lag, Stretch, lag_of
from prossce_desktop.services.sync.package_words import kinds_in
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import own_numbers

_PACKED = 0.6
"""Packed together, operations are smaller than each by itself; measured, and rather too much than too little."""
_ENVELOPE = 4_000
"""Bytes of a package without operations: header, signature, seals."""


@dataclass(frozen=True, slots=True)
class Unsent(Lag):
    """The same in words. `made`: new records by kind, activities of all kinds together; `changed`: records known before;
    `new_made` and `new_changed`: the same of changes for which no package was made yet.

    `size`: bytes of the e-mail, about; `asked`: operations known there whose values about people were asked for and go with it.
    """

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
    passed, sealed = sealed_of_wanted(execute, to) if identity.regional and to.is_active else (0, 0)
    return Unsent(
        name=lag.name,
        office=lag.office,
        missing=lag.missing,
        answered=lag.answered,
        upto=lag.upto,
        first_missing=lag.first_missing,
        held_back=lag.held_back,
        unpacked=lag.unpacked,
        made=_made(execute, lag.missing),
        changed=_changed(execute, lag.missing),
        size=mailed(_ENVELOPE + round(_PACKED * (_bytes(execute, lag.missing) + sum(parts))) + sealed),
        new_made=_made(execute, lag.unpacked),
        new_changed=_changed(execute, lag.unpacked),
        asked=len(parts) + passed,
    )


def _asked(execute: Executes, identity: Identity, to: Device, missing: Sequence[Stretch]) -> list[int]:
    """Bytes of each personal part that it asked for and that is sealed for it here, beside those of these stretches."""
    if not to.is_active:
        return []
    own = own_numbers(execute, identity.device_key) if identity.regional else None
    known = [(id, size) for id, size in here_of_wanted(execute, identity, to) if own is None or op_source(id) in own]
    spans = [op_span(source, since + 1, last) for source, since, last in missing]
    return [size for id, size in known if not any(low <= id <= high for low, high in spans)]


def _made(execute: Executes, missing: Sequence[Stretch]) -> dict[str, int]:
    """New records by kind, as somebody would tell them: those that are there now, and of links what a person decided."""
    found = kinds_in(execute, missing)
    for source, since, last in missing:
        for kind, n in _removed(execute, *op_span(source, since + 1, last)):
            name = "activity" if kind in ACTIVITY_KINDS else kind
            found[name] -= n
    if found.get("link"):
        found["link"] = _decided(execute, missing)
    return {kind: n for kind, n in found.items() if n}


_EDITED = (
    "FROM lot CROSS JOIN edit ON edit.record BETWEEN lot.first AND lot.first + lot.count - 1"
    " WHERE lot.op BETWEEN ? AND ? AND +edit.field = ?"  # the plus keeps SQLite from making an index of all edits
)
"""Records that these operations made and of which a field was ever set; of those that stayed as they were made none is read."""


def _removed(execute: Executes, low: int, high: int) -> Iterator[tuple[str, int]]:
    """By kind how many of the records that these operations made are taken out now."""
    records: dict[int, set[int]] = {}
    for number, record in execute(f"SELECT lot.kind, edit.record {_EDITED}", (low, high, REMOVED)).fetchall():
        records.setdefault(number, set()).add(record)
    for number, ids in records.items():
        kind = NUMBERED[number].KIND
        ((n,),) = execute(f"SELECT count(*) FROM {kind} WHERE id {IN} AND +removed = 1", (json.dumps(list(ids)),)).fetchall()
        yield kind, n


def _decided(execute: Executes, missing: Sequence[Stretch]) -> int:
    """How many pairs a person decided about: by a link that was made so, or by one of the program's that was set since."""
    made = (
        "SELECT link.id FROM lot CROSS JOIN op ON op.id = lot.op CROSS JOIN link ON link.id BETWEEN lot.first AND lot.first + lot.count - 1"
        " WHERE lot.op BETWEEN ? AND ? AND lot.kind = ? AND op.title LIKE 'pair-%'"
    )
    later = f"SELECT edit.record {_EDITED} AND lot.kind = ?"
    query = f"SELECT count(*) FROM link WHERE id IN ({made} UNION {later}) AND +removed = 0 AND verdict <> 'open'"
    number = KIND_NUMBERS["link"]
    those = [op_span(source, since + 1, last) for source, since, last in missing]
    return sum(int(execute(query, (*one, number, *one, "verdict", number)).fetchall()[0][0]) for one in those)


def _changed(execute: Executes, missing: Sequence[Stretch]) -> int:
    """Records changed in these stretches that were made before them."""
    found: set[int] = set()
    made = "(SELECT op FROM lot WHERE first <= edit.record ORDER BY first DESC LIMIT 1)"
    query = f"SELECT DISTINCT record FROM edit WHERE op BETWEEN ? AND ? AND {made} NOT BETWEEN ? AND ?"
    for source, since, last in missing:
        low, high = op_span(source, since + 1, last)
        found |= {row[0] for row in execute(query, (low, high, low, high)).fetchall()}
    return len(found)


def _bytes(execute: Executes, missing: Sequence[Stretch]) -> int:
    query = "SELECT COALESCE(sum(length(body) + COALESCE(length(personal), 0)), 0) FROM op WHERE id BETWEEN ? AND ?"
    return sum(int(execute(query, op_span(source, since + 1, last)).fetchall()[0][0]) for source, since, last in missing)
