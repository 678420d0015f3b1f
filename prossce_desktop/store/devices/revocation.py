"""Where a blocked laptop ended: the last operation of each of its sources that the regional office held then.

Operations of the office that do nothing else say so, so it reaches everybody however operations come: `bound
DEVICE SOURCE N` for each source, then `bound DEVICE`, from which on they hold; DEVICE is a hash of its key.
Whoever has these holds back what lies beyond, also what was applied already, until `bound-lifted ACTION` of
the office names the first of them. It follows from what is held alone, never from what came first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.op_id import op_number, op_source, op_span, sql_source
from prossce_desktop.domain.operations.op_state import IS_APPLIED
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import ASKING, all_devices
from prossce_desktop.store.log.operation_log import Title, append
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.steps import add_step
from prossce_desktop.store.log.version_vector import last_held, own_numbers
from prossce_desktop.store.migrations import SCHEMA

_WRITTEN = (
    f"SELECT op.action, op.title, source.device FROM op JOIN source ON source.id = {sql_source('op.id')}"
    f" WHERE op.title LIKE '{ActionKind.bound}%' ORDER BY op.id"
)


def mark_of(device: bytes) -> int:
    """What a device is called in a title: 63 bits."""
    return int.from_bytes(hashlib.sha256(b"shut out\0" + device).digest()[:8], "big") >> 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of each revoked device one map or more: source to the last operation taken; no other source is."""

    by_mark: Mapping[int, Mapping[int, Mapping[int, int]]]
    """By device and action."""

    def is_beyond(self, device: bytes, op: int) -> bool:
        """Whether an operation of this device lies beyond."""
        acts = self.by_mark.get(mark_of(device)) if self.by_mark else None
        return acts is not None and any(op_number(op) > to.get(op_source(op), 0) for to in acts.values())


def bounds(execute: Executes, own: bytes) -> Bounds:
    """As the regional office says that is known here; `own`: this device's key."""
    rows = execute(_WRITTEN).fetchall()
    offices = _offices(execute, own) if rows else set()
    announced = [
        (int(action), Title.read(text))
        for action, text, device in rows
        if bytes(device) in offices and Title.is_one(text)
    ]
    lifted = {
        title.numbers[0]
        for _action, title in announced
        if title.kind is ActionKind.bound_lifted and title.numbers
    }
    by_mark: dict[int, dict[int, dict[int, int]]] = {}
    parts: dict[int, dict[int, int]] = {}
    for action, title in announced:
        if title.kind is not ActionKind.bound or action in lifted:
            continue
        if len(title.numbers) == 3:
            parts.setdefault(action, {})[title.numbers[1]] = title.numbers[2]
        elif len(title.numbers) == 1:
            by_mark.setdefault(title.numbers[0], {})[action] = parts.get(action, {})
    return Bounds(by_mark)


def _offices(execute: Executes, own: bytes) -> set[bytes]:
    found = {one.key for one in all_devices(execute) if one.regional and one.state != ASKING}
    ((identity,),) = execute("SELECT value FROM meta WHERE name = 'identity'").fetchall()
    return found | {own} if json.loads(identity).get("regional") else found


def applied_beyond(db: Connection, own: bytes) -> bool:
    """Whether something that lies beyond is applied."""
    found = bounds(db.execute, own)
    for device, numbers in _sources_of_marked(db.execute, found):
        for number in numbers if device != own else ():
            rows = db.execute(
                f"SELECT id FROM op WHERE {IS_APPLIED} AND id BETWEEN ? AND ?", op_span(number)
            ).fetchall()
            if any(found.is_beyond(device, id) for (id,) in rows):
                return True
    return False


def held_beyond(execute: Executes, own: bytes, device: bytes) -> list[int]:
    """Operations of a device that are here and lie beyond."""
    found = bounds(execute, own)
    if mark_of(device) not in found.by_mark:
        return []
    held = (
        f"SELECT op.id FROM op JOIN source ON source.id = {sql_source('op.id')} WHERE source.device = ? "
        "ORDER BY op.id"
    )
    return [int(id) for (id,) in execute(held, (device,)).fetchall() if found.is_beyond(device, id)]


def _sources_of_marked(execute: Executes, bounds: Bounds) -> Iterable[tuple[bytes, set[int]]]:
    if bounds.by_mark:
        for (device,) in execute("SELECT DISTINCT device FROM source").fetchall():
            if mark_of(bytes(device)) in bounds.by_mark:
                yield bytes(device), own_numbers(execute, bytes(device))


def set_bound(db: Connection, identity: Identity, device: bytes, scope: str, time_ms: int) -> None:
    """Nothing more of this device counts beyond what is held here now; an earlier bound is lifted."""
    mark, before = mark_of(device), bounds(db.execute, identity.device_key)
    numbers = sorted(own_numbers(db.execute, device))
    titles = [Title(ActionKind.bound, (mark, number, last_held(db.execute, number))) for number in numbers]
    _say(db, identity, scope, time_ms, [*titles, Title(ActionKind.bound, (mark,))])
    for action in sorted(before.by_mark.get(mark, {})):
        _say(db, identity, scope, time_ms, [Title(ActionKind.bound_lifted, (action,))])


def _say(db: Connection, identity: Identity, scope: str, time_ms: int, titles: Sequence[Title]) -> None:
    first: int | None = None
    for title in titles:
        logged = append(
            db,
            identity.source_of(scope),
            [],
            action=first,
            time_ms=time_ms,
            who=identity.officer,
            schema=SCHEMA,
            title=title,
        )
        if first is None:
            first = logged.id
            add_step(db, first, title, 0, None)
