"""Which personal values are withheld: they stand elsewhere, and nothing may be written in place."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

from prossce_desktop.domain.operations.op_state import IS_HEAD
from prossce_desktop.domain.operations.operation import declared_personal_fields
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.queries.reading import Stored

_ANY = "SELECT 1 FROM op WHERE personal IS NULL LIMIT 1"
_MADE_WITHOUT = (
    "SELECT one.value, lot.first, op.id, op.hash FROM json_each(?) AS one JOIN lot ON lot.first ="
    " (SELECT max(first) FROM lot WHERE first <= one.value) JOIN op ON op.id = lot.op"
    " WHERE op.personal IS NULL AND one.value < lot.first + lot.count"
)
_SET = (
    f"SELECT record, field, max(value IS NULL) FROM edit WHERE record {IN} AND field {IN} AND {IS_HEAD} "
    "GROUP BY record, field"
)

_MOST_UNPACKED = 512
_UNPACKED: dict[bytes, dict[int, frozenset[str]]] = {}
"""By the hash of an operation: the first record of each lot to the personal fields with values in it."""


def withheld_fields(
    execute: Executes, identity: Identity, kind: str, ids: Sequence[int]
) -> dict[int, frozenset[str]]:
    """Record to the personal fields whose shown value is withheld; records with none are left out.
    Of records made together a field is withheld in all where one has a value in it. At a country whose only
    laptop this is nobody else can have them: they are lost, and may be written anew.
    """
    fields = declared_personal_fields(kind)
    if not fields or not ids or execute(_ANY).fetchone() is None or not _somebody_has_them(execute, identity):
        return {}
    asked = json.dumps(sorted(ids))
    withheld: dict[int, set[str]] = {id: set() for id in ids}
    for id, first, op, digest in execute(_MADE_WITHOUT, (asked,)).fetchall():
        withheld[int(id)] |= _personal_fields_set(execute, int(op), bytes(digest), int(first)) & fields
    for id, name, gone in execute(_SET, (asked, json.dumps(sorted(fields)))).fetchall():
        (set.add if gone else set.discard)(withheld[int(id)], str(name))
    return {id: frozenset(names) for id, names in withheld.items() if names}


def _somebody_has_them(execute: Executes, identity: Identity) -> bool:
    mine = (identity.device_key, identity.country)
    return identity.regional or any(
        one.is_active and one.key != mine[0] and one.country == mine[1] for one in all_devices(execute)
    )


def withheld_empty_fields(execute: Executes, identity: Identity, stored: Stored) -> frozenset[str]:
    """The same of one record as it is: what has a value is here, whatever else came without."""
    found = withheld_fields(execute, identity, stored.kind, [stored.id]).get(stored.id, frozenset())
    return frozenset(name for name in found if getattr(stored.value, name) in (None, ()))


def _personal_fields_set(execute: Executes, op: int, digest: bytes, first: int) -> frozenset[str]:
    """The personal fields with values of the records that an operation made from this one on."""
    made = _UNPACKED.get(digest)
    if made is None:
        ((body,),) = execute("SELECT body FROM op WHERE id = ?", (op,)).fetchall()
        blocks = json.loads(zlib.decompress(body))[1:]
        made = {int(one["first"]): frozenset(one.get("hidden", ())) for one in blocks if "new" in one}
        if len(_UNPACKED) >= _MOST_UNPACKED:
            _UNPACKED.clear()
        _UNPACKED[digest] = made
    return made.get(first, frozenset())
