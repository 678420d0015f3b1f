"""Which of the operations that are held back may be applied: a function of what is held, so that the order of arrival says nothing.

An operation is applied when its device may write that scope, every record it sets is of its scope, every record it points to is of
its scope or of the shared lists, all of these are here, every operation it replaces is here, and its new records overlap nothing.
What is not permitted stops the later operations of its source too; what only lacks something waits alone. The regional office's operations
come first, so that no country's can take the place of everybody's lists; then the order of numbers decides.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from prossce_desktop.domain.foreign import ForeignRefused, checked_blocks
from prossce_desktop.domain.kinds import ACTIVITY_KINDS, KIND_NUMBERS, KINDS
from prossce_desktop.domain.operation import Block, Erase, New, Set
from prossce_desktop.domain.scopes import OFFICE, SHARED
from prossce_desktop.store.database import Connection
from prossce_desktop.store.declared import points_anywhere, references
from prossce_desktop.store.devices import all_devices
from prossce_desktop.store.erasing import erases
from prossce_desktop.store.forks import lies_on_given_up
from prossce_desktop.store.log import Title, parts
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.replaying import replay
from prossce_desktop.store.steps import add_step

LACKS_DEVICE, LACKS_RECORD, LACKS_OPERATION, LACKS_VERSION = "device-unknown", "record-missing", "operation-missing", "newer-version"
NOT_ITS_SCOPE, OVERLAPS, HOSTILE, AFTER_REFUSED = "not-permitted", "records-overlap", "hostile", "after-a-refused-one"
RANK = f"source.scope NOT IN ('{SHARED}', '{OFFICE}')"
"""Of what overlaps, the first stands: by this, then by number."""
_MOST_TAKEN_BACK = 200
"""Undos of undos that are followed."""
NOT_PERMITTED = frozenset({NOT_ITS_SCOPE, OVERLAPS, HOSTILE, AFTER_REFUSED})


@dataclass(slots=True)
class Admitted:
    """Operations that were applied now, and why each of the others is held back. `made`, `changed`: records, each once."""

    applied: list[int] = field(default_factory=list)
    held_back: dict[int, str] = field(default_factory=dict)
    made: int = 0
    changed: int = 0

    @property
    def refused(self) -> dict[int, str]:
        """Those that no later arrival would let in."""
        return {op: why for op, why in self.held_back.items() if why in NOT_PERMITTED}


def admit(db: Connection, own: bytes) -> Admitted:
    """Apply what can be applied, in the order of numbers until nothing moves; inside the caller's transaction. `own`: this device's key."""
    looking = _Looking(db, own)
    found = Admitted()
    query = "SELECT op.id, action, schema, title, body, personal FROM op JOIN source ON source.id = op.id >> 24 WHERE op.state = 1"
    rows = db.execute(f"{query} ORDER BY {RANK}, op.id").fetchall()
    waiting = [(id, action, schema, title, *parts(body, personal)) for id, action, schema, title, body, personal in rows]
    while True:
        found.held_back = {}
        looking.begin_pass()
        still = []
        for one in waiting:
            id, why = one[0], looking.why_not(*one)
            if why is None:
                found.applied.append(id)
            else:
                found.held_back[id] = why
                still.append(one)
        if len(still) == len(waiting) or not still:
            break
        waiting = still
    _apply(db, found.applied)
    found.made, found.changed = looking.counts()
    return found


def _apply(db: Connection, ids: Sequence[int]) -> None:
    if not ids:
        return
    listed = json.dumps(list(ids))
    db.execute("UPDATE op SET state = 0 WHERE id IN (SELECT value FROM json_each(?))", (listed,))
    replay(db, "id IN (SELECT value FROM json_each(?))", (listed,))
    query = (
        "SELECT action, min(id), title FROM op WHERE id IN (SELECT value FROM json_each(?))"
        " AND action NOT IN (SELECT action FROM step) GROUP BY action ORDER BY min(at), min(id)"
    )
    _add_steps(db, {action: (first, Title.read(text)) for action, first, text in db.execute(query, (listed,)).fetchall()})


def _add_steps(db: Connection, waiting: dict[int, tuple[int, Title]]) -> None:
    """Count these actions, by the first operation and title of each: what is taken back comes before what takes it back."""
    while waiting:
        action = next(iter(waiting))
        for _ in range(_MOST_TAKEN_BACK):
            target = _taken_back(waiting[action][1])
            if target is None or target not in waiting:
                break
            action = target
        first, title = waiting.pop(action)
        add_step(db, action, title, _records(db, first), _undoes(db, title))


def _taken_back(title: Title) -> int | None:
    return title.numbers[0] if title.code in ("undo", "redo") and title.numbers else None


def _undoes(db: Connection, title: Title) -> int | None:
    """The action that one of this title takes back; None where it is not here, so never in a circle, or takes back too many one by one."""
    target = _taken_back(title)
    further = target
    for _ in range(_MOST_TAKEN_BACK):
        if further is None:
            return target
        row = db.execute("SELECT undoes FROM step WHERE action = ?", (further,)).fetchone()
        if row is None:
            return None
        further = row[0]
    return None


def _records(db: Connection, op: int) -> int:
    made = db.execute("SELECT COALESCE(sum(count), 0) FROM lot WHERE op = ?", (op,)).fetchone()[0]
    return int(made) or 1


class _Looking:
    """What is here, and what is about to be applied with it."""

    def __init__(self, db: Connection, own: bytes) -> None:
        self._db = db
        self._own = own
        self._devices = {one.key: one for one in all_devices(db.execute)}
        self._sources = {id: (device, scope) for id, device, scope in db.execute("SELECT id, device, scope FROM source")}
        rows = db.execute("SELECT first, count, kind, op FROM lot ORDER BY first")
        self._lots = [(first, first + count, NAMES.get(kind, ""), self._sources[op >> 24][1]) for first, count, kind, op in rows]
        self._firsts = [one[0] for one in self._lots]
        self._made: list[range] = []
        self._set: set[int] = set()
        self._stopped: dict[int, int] = {}
        """Sources of which an operation is not permitted, the first of them."""

    def begin_pass(self) -> None:
        """Everything that waits is looked at anew: what lacked something may overlap by now."""
        self._stopped = {}

    def why_not(self, id: int, action: int, schema: int, title: str, body: bytes, personal: bytes | None) -> str | None:
        """None: it may be applied, and what it makes counts as being here from now on. Of each source in the order of numbers."""
        source = id >> 24
        if self._is_stopped(id, title):
            return AFTER_REFUSED
        why = self._why_not_from(source, id, action, schema, title, body, personal)
        if why in NOT_PERMITTED:
            self._stopped[source] = min(id, self._stopped.get(source, id))
        return why

    def _is_stopped(self, id: int, title: str) -> bool:
        return self._stopped.get(id >> 24, id) < id and not erases(title)  # an erasure is ordered by nothing

    def _why_not_from(self, source: int, id: int, action: int, schema: int, title: str, body: bytes, personal: bytes | None) -> str | None:
        device, scope = self._sources[source]
        if self._sources.get(action >> 24, (device, ""))[0] != device:  # nobody adds to what somebody else did
            return HOSTILE
        if device != self._own:
            known = self._devices.get(device)
            if known is None or known.state == "asking":
                return LACKS_DEVICE
            if not known.may_write(scope):
                return NOT_ITS_SCOPE
        if schema > SCHEMA:
            return LACKS_VERSION
        if not Title.is_one(title):
            return HOSTILE
        try:
            blocks = _blocks(body, personal)
        except (ForeignRefused, ValueError):
            return HOSTILE
        if {isinstance(one, Erase) for one in blocks} - {erases(title)}:  # an erasure does nothing else, and nothing else is called so
            return HOSTILE
        return self._why_not(blocks, scope)

    def _why_not(self, blocks: Sequence[Block], scope: str) -> str | None:
        lots = [(one.first, one.first + one.count, one.kind, scope) for one in blocks if isinstance(one, New)]
        if any(self._overlaps(first, end) for first, end, _, _ in lots) or _overlap_each_other(lots):
            return OVERLAPS
        for lot in lots:
            self._add(lot)
        why = next((why for one in blocks if (why := self._why_not_block(one, scope)) is not None), None)
        if why is not None:
            for lot in lots:
                self._take_out(lot)
        else:
            self._made += [range(first, end) for first, end, _, _ in lots]
            self._set.update(id for one in blocks if isinstance(one, Set) for id in one.ids)
        return why

    def counts(self) -> tuple[int, int]:
        """How many records the operations make that may be applied, and how many others they change."""
        made = sorted(self._made, key=lambda one: one.start)
        starts = [one.start for one in made]
        own = sum(1 for id in self._set if (place := bisect_right(starts, id) - 1) >= 0 and id in made[place])
        return sum(map(len, made)), len(self._set) - own

    def _why_not_block(self, block: Block, scope: str) -> str | None:
        if not isinstance(block, New):
            for lot in self._found(block.ids):
                if lot is None:
                    return LACKS_RECORD
                if lot[3] != scope or lot[2] != block.kind:
                    return NOT_ITS_SCOPE
            replaced = {op for by in block.prevs.values() for ops in by.values() for op in ops}
            if replaced and not self._are_held(replaced):
                return LACKS_OPERATION
        for name, kinds in REFERENCES.get(block.kind, {}).items():
            targets = {one for one in block.cols.get(name, ()) if isinstance(one, int)}
            for lot in self._found(sorted(targets)):
                if lot is None:
                    return LACKS_RECORD
                if lot[2] not in kinds or (lot[3] not in (scope, SHARED) and scope != OFFICE):
                    return NOT_ITS_SCOPE
        return None

    def _are_held(self, ops: set[int]) -> bool:
        """Whether what is replaced is here, or lay on a branch that its owner gave up: that never comes, and was issued again."""
        query = "SELECT id FROM op WHERE id IN (SELECT value FROM json_each(?))"
        lacking = ops - {int(row[0]) for row in self._db.execute(query, (json.dumps(sorted(ops)),)).fetchall()}
        return all(lies_on_given_up(self._db.execute, one) for one in lacking)

    def _found(self, ids: Iterable[int]) -> Iterator[tuple[int, int, str, str] | None]:
        """The lot of each record, one for records that lie together; None where a record is not here."""
        last: tuple[int, int, str, str] | None = None
        for id in ids:
            if last is not None and last[0] <= id < last[1]:
                continue
            place = bisect_right(self._firsts, id) - 1
            last = self._lots[place] if place >= 0 and id < self._lots[place][1] else None
            yield last

    def _overlaps(self, first: int, end: int) -> bool:
        place = bisect_right(self._firsts, end - 1) - 1
        return place >= 0 and self._lots[place][1] > first

    def _add(self, lot: tuple[int, int, str, str]) -> None:
        place = bisect_right(self._firsts, lot[0])
        self._firsts.insert(place, lot[0])
        self._lots.insert(place, lot)

    def _take_out(self, lot: tuple[int, int, str, str]) -> None:
        place = self._firsts.index(lot[0])
        del self._firsts[place], self._lots[place]


def _overlap_each_other(lots: Sequence[tuple[int, int, str, str]]) -> bool:
    ordered = sorted(lots)
    return any(one[1] > other[0] for one, other in pairwise(ordered))


def _blocks(body: bytes, personal: bytes | None) -> list[Block]:
    written = json.loads(body)
    apart = json.loads(personal) if personal else None
    if not isinstance(written, list) or not isinstance(apart, list | None):
        raise ForeignRefused("no blocks")
    rest = apart[1:] if apart is not None else (None if personal is None else [{}] * (len(written) - 1))
    return checked_blocks(written[1:], rest)


def _references() -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for kind, name, target in references():
        found.setdefault(kind, {})[name] = frozenset(ACTIVITY_KINDS if target == "activity" else (target,))
    for kind, name in points_anywhere():
        found.setdefault(kind, {})[name] = frozenset(KINDS)
    return found


REFERENCES = _references()
"""By kind and field the kinds of record it may point to."""

NAMES = {number: kind for kind, number in KIND_NUMBERS.items() if kind in KINDS}
