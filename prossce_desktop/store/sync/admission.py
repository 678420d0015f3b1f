"""Which operations held back may be applied: a function of what is held, so the order of arrival says
nothing.

An operation is applied when its device may write that scope, every record it sets is of its scope and says
that it is of that country, every record it points to is of its scope or of the shared lists, all of these and
every operation it replaces are here, and its new records overlap nothing. What is not permitted stops the
later operations of its source too; what only lacks something waits alone. The order never matters as long as
no number of a record is used twice, which only an altered program does. Then the record stays what it is;
where both come at once, the regional office's come first, then the order of numbers decides.

What lies beyond the bound of a blocked laptop (`shut_out`) is held back, and whatever builds on it.

Two clones of one laptop issue again what both gave up. There the lower number stands, whenever it comes, and
the other operation is passed over as one that is here already.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence, Set as AbstractSet
from dataclasses import dataclass, field

from prossce_desktop.domain.model.scopes import OFFICE, SHARED
from prossce_desktop.domain.operations.action_kind import TAKES_BACK
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.domain.operations.op_state import IS_HELD_BACK, OpState
from prossce_desktop.domain.operations.operation import Block, Erase, New, Set, decode
from prossce_desktop.domain.operations.record_ownership import is_theirs, may_point_to
from prossce_desktop.domain.operations.untrusted_blocks import ForeignRefused, checked_blocks
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.table_names import NAMES, REFERENCES
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.devices.revocation import bounds
from prossce_desktop.store.erasure.log_redaction import erases
from prossce_desktop.store.log.forks import lies_on_given_up
from prossce_desktop.store.log.operation_log import Title, parts
from prossce_desktop.store.log.record_lots import Lot, Lots, overlap_each_other
from prossce_desktop.store.log.steps import add_step
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.projection.replay import replay

LACKS_DEVICE, LACKS_RECORD, LACKS_OPERATION, LACKS_VERSION = (
    "device-unknown",
    "record-missing",
    "operation-missing",
    "newer-version",
)
MADE_TWICE = "made-twice"
"""Not applied and nothing waits for it: the same device made these records under a lower number."""
NOT_ITS_SCOPE, OVERLAPS, HOSTILE, AFTER_REFUSED = (
    "not-permitted",
    "records-overlap",
    "hostile",
    "after-a-refused-one",
)
BEYOND, BUILDS_ON = "shut-out", "builds-on-shut-out"
_KEPT = 50_000
"""Records in operations kept as blocks between two looks at them; what is beyond is read again."""
_MOST_TAKEN_BACK = 200
"""Undos of undos that are followed."""
NOT_PERMITTED = frozenset({NOT_ITS_SCOPE, OVERLAPS, HOSTILE, AFTER_REFUSED, BEYOND})


@dataclass(slots=True)
class Admitted:
    """Operations applied now, and why each other is held back. `made`, `changed`: records, each once."""

    applied: list[int] = field(default_factory=list)
    held_back: dict[int, str] = field(default_factory=dict)
    made: int = 0
    changed: int = 0
    displaces: bool = False
    """Nothing was done: first a rebuild is needed, since a record of it is the regional office's."""

    @property
    def refused(self) -> dict[int, str]:
        """Those that no later arrival would let in."""
        return {op: cause for op, cause in self.held_back.items() if cause in NOT_PERMITTED}


@dataclass(slots=True)
class _Held:
    """An operation that is held back. `cause` is None as long as nothing is found that speaks against it."""

    id: int
    action: int
    schema: int
    title: str
    cause: str | None = None
    lots: Sequence[Lot] = ()
    twin: int | None = None
    """The operation of the same laptop that made its records under a lower number."""
    blocks: Sequence[Block] | None = None
    """Kept between two looks, where they are few."""
    needs: AbstractSet[int] = frozenset()
    """The operations that make the records it sets or points to."""
    replaces: AbstractSet[int] = frozenset()
    """The operations whose values it replaces."""
    lacks: str | None = None
    """What is not held at all."""
    changes: AbstractSet[int] = frozenset()


def admit(db: Connection, own: bytes, first: AbstractSet[int] = frozenset()) -> Admitted:
    """Apply what can be, in the caller's transaction. `own`: our key; `first`: applied before, at a rework.
    Nothing is, where a record here turns out to be made by one that is held back (`displaces`).
    """
    admission = _Admission(db, own, first)
    held = [
        _Held(*row)
        for row in db.execute(
            f"SELECT id, action, schema, title FROM op WHERE {IS_HELD_BACK} ORDER BY id"
        ).fetchall()
    ]
    for one in held:
        one.cause = admission.cause_in_itself(one)
    first = _passed_over(held, admission, first)
    for one in sorted(held, key=lambda one: (admission.rank(one.id), one.id not in first)):
        if one.cause is None and one.lots:
            one.cause = admission.cause_with_owner(one)
    if admission.displaced:
        return Admitted(displaces=True)
    _refuse(held, admission)
    applied = _with_what_they_need(held)
    found = Admitted(
        [one.id for one in applied], {one.id: one.cause for one in held if one.cause is not None}
    )
    for one in held:
        if one.cause == MADE_TWICE and one.twin is not None:
            _pass_over(db, one.id, one.twin)
    _apply(db, found.applied)
    found.made, found.changed = _counts([one for one in applied if one.id not in first])
    return found


def _pass_over(db: Connection, op: int, twin: int) -> None:
    """What was counted as this action is the other one."""
    db.execute(f"UPDATE op SET state = {OpState.passed_over} WHERE id = ?", (op,))
    db.execute("UPDATE OR IGNORE step SET action = ? WHERE action = ?", (twin, op))
    db.execute("DELETE FROM step WHERE action = ?", (op,))
    db.execute("UPDATE step SET undoes = ? WHERE undoes = ?", (twin, op))


def _passed_over(held: Sequence[_Held], admission: _Admission, first: AbstractSet[int]) -> AbstractSet[int]:
    """`first`, with the lower number of what was made twice, which comes as early as the other did."""
    made: dict[tuple[bytes, str], Lots] = {}
    early: set[int] = set()
    for one in held:
        if one.cause is None and one.lots:
            lots = made.setdefault(admission.writer(one.id), Lots())
            taken = [other for lot in one.lots for other in lots.overlapping(lot)]
            if any(op_source(other.op) == op_source(one.id) for other in taken):
                one.cause = OVERLAPS
            elif taken:
                one.cause, one.twin = MADE_TWICE, taken[0].op
                early.update(other.op for other in taken if one.id in first)
            else:
                for lot in one.lots:
                    lots.add(lot)
    return first | early if early else first


def _refuse(held: Sequence[_Held], admission: _Admission) -> None:
    """What points where it may not, and what follows a refused one of its source; by number."""
    stopped: set[int] = set()
    for one in held:
        if one.cause is None:
            one.cause = admission.cause_in_target(one)
        if op_source(one.id) in stopped and not erases(one.title):  # an erasure is ordered by nothing
            one.cause = AFTER_REFUSED
        if one.cause in NOT_PERMITTED:
            stopped.add(op_source(one.id))
    _hold_what_builds_on(held)


def _hold_what_builds_on(held: Sequence[_Held]) -> None:
    """What replaces what lies beyond a bound, or what builds on that."""
    beyond = {one.id for one in held if one.cause == BEYOND or one.lacks == BUILDS_ON}
    while beyond and (
        more := [
            one
            for one in held
            if one.cause is None and one.id not in beyond and (one.replaces | one.needs) & beyond
        ]
    ):
        for one in more:
            one.lacks = BUILDS_ON
        beyond |= {one.id for one in more}


def _with_what_they_need(held: Sequence[_Held]) -> list[_Held]:
    """Those that lack nothing, each after what makes its records; others are told what they lack."""
    numbers = {one.id for one in held}
    waiting: dict[int, set[int]] = {}
    needed_by: dict[int, list[_Held]] = {}
    ready: list[_Held] = []
    for one in held:
        if one.cause is None:
            one.cause = one.lacks
        if one.cause is None:
            waiting[one.id] = set(one.needs & numbers) - {one.id}
            for needed in waiting[one.id]:
                needed_by.setdefault(needed, []).append(one)
            if not waiting[one.id]:
                ready.append(one)
    for one in ready:  # grows meanwhile
        for other in needed_by.get(one.id, ()):
            waiting[other.id].discard(one.id)
            if not waiting[other.id]:
                ready.append(other)
    for one in held:
        if one.cause is None and waiting[one.id]:
            one.cause = LACKS_RECORD
    return ready


def _counts(applied: Sequence[_Held]) -> tuple[int, int]:
    """How many records these operations make, and how many others they change."""
    made = Lots(sorted(lot for one in applied for lot in one.lots))
    changed = frozenset[int]().union(*(one.changes for one in applied))
    return sum(lot.end - lot.first for one in applied for lot in one.lots), sum(
        1 for id in changed if made.of(id) is None
    )


def _apply(db: Connection, ids: Sequence[int]) -> None:
    if not ids:
        return
    listed = json.dumps(list(ids))
    db.execute(
        f"UPDATE op SET state = {OpState.applied} WHERE id IN (SELECT value FROM json_each(?))", (listed,)
    )
    replay(db, "id IN (SELECT value FROM json_each(?))", (listed,))
    query = (
        "SELECT action, min(id), title FROM op WHERE id IN (SELECT value FROM json_each(?))"
        " AND action NOT IN (SELECT action FROM step) GROUP BY action ORDER BY min(at), min(id)"
    )
    _add_steps(
        db,
        {
            action: (first, Title.read(text))
            for action, first, text in db.execute(query, (listed,)).fetchall()
        },
    )


def _add_steps(db: Connection, waiting: dict[int, tuple[int, Title]]) -> None:
    """Count these actions, by first operation and title: what is undone before what undoes it."""
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
    return title.numbers[0] if title.kind in TAKES_BACK and title.numbers else None


def _undoes(db: Connection, title: Title) -> int | None:
    """The action this title undoes; None if not here (so no circle), or if there are too many alone."""
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


class _Admission:
    """What is here and may come to it: whose each record is, then what speaks against an operation.
    A record is of the first operation that makes it, of all that are held, applied or not.
    """

    def __init__(self, db: Connection, own: bytes, first: AbstractSet[int]) -> None:
        self._db = db
        self._first = first
        self._own = own
        self._devices = {held.key: held for held in all_devices(db.execute)}
        self._sources = {
            id: (device, scope) for id, device, scope in db.execute("SELECT id, device, scope FROM source")
        }
        rows = db.execute("SELECT first, count, kind, op FROM lot ORDER BY first")
        self._lots = Lots(
            Lot(first, first + count, NAMES.get(kind, ""), self._sources[op_source(op)][1], op)
            for first, count, kind, op in rows
        )
        self._kept = 0
        self._bounds = bounds(db.execute, own)
        self._beyond = Lots()
        self.displaced = False
        """Whether a record that is here belongs to an operation that is held back."""

    def cause_with_owner(self, held: _Held) -> str | None:
        """Whether its records are another's; the first claim's owner comes first. None: its own."""
        taken = [other for lot in held.lots for other in self._lots.overlapping(lot)]
        if not taken:
            for lot in held.lots:
                self._lots.add(lot)
        elif all(
            self.writer(other.op) == self.writer(held.id) and op_source(other.op) != op_source(held.id)
            for other in taken
        ):
            held.twin = min(other.op for other in taken)
            if held.twin < held.id:
                return MADE_TWICE
            self.displaced = True
        elif any(self.rank(other.op) <= self.rank(held.id) for other in taken):
            return OVERLAPS
        else:
            self.displaced = True
        return None

    def writer(self, op: int) -> tuple[bytes, str]:
        """The laptop and the scope of an operation."""
        return self._sources[op_source(op)]

    def rank(self, op: int) -> int:
        """Whose operation stands where two make one record: the lower."""
        return int(self._sources[op_source(op)][1] not in (SHARED, OFFICE))

    def cause_in_itself(self, held: _Held) -> str | None:
        """Whether its device may write so, and a program could have. None: what it makes is noted."""
        device, scope = self._sources[op_source(held.id)]
        # nobody adds to what somebody else did
        if self._sources.get(op_source(held.action), (device, ""))[0] != device:
            return HOSTILE
        if device != self._own:
            known = self._devices.get(device)
            if known is None or known.state == "asking":
                return LACKS_DEVICE
            if not known.may_write(scope):
                return NOT_ITS_SCOPE
        if held.schema > SCHEMA:
            return LACKS_VERSION
        if not Title.is_one(held.title):
            return HOSTILE
        try:
            blocks = _blocks(*self._parts(held.id), held.schema)
        except (ForeignRefused, ValueError):
            return HOSTILE
        if {isinstance(block, Erase) for block in blocks} - {erases(held.title)}:
            return HOSTILE  # an erasure does nothing else, and nothing else is called so
        if not all(is_theirs(block, scope, held.schema) for block in blocks):
            return NOT_ITS_SCOPE
        made = [block for block in blocks if isinstance(block, New)]
        held.lots = sorted(
            Lot(block.first, block.first + block.count, block.kind, scope, held.id) for block in made
        )
        if overlap_each_other(held.lots):
            return OVERLAPS
        if device != self._own and self._bounds.is_beyond(device, held.id):
            for lot in held.lots:
                self._beyond.add(lot)
            return BEYOND
        self._kept += sum(block.count for block in blocks)
        held.blocks = blocks if self._kept <= _KEPT else None
        return None

    def _parts(self, op: int) -> tuple[bytes, bytes | None]:
        return parts(*self._db.execute("SELECT body, personal FROM op WHERE id = ?", (op,)).fetchone())

    def cause_in_target(self, held: _Held) -> str | None:
        """Whether it sets or points to what it may not; what it needs is noted by the way."""
        scope = self._sources[op_source(held.id)][1]
        blocks, held.blocks = held.blocks if held.blocks is not None else decode(*self._parts(held.id)), None
        if held.id not in self._first:
            held.changes = frozenset(id for block in blocks if isinstance(block, Set) for id in block.ids)
        needs: set[int] = set()
        for block in blocks:
            if not self._is_permitted(held, block, scope, needs):
                return NOT_ITS_SCOPE
            if not isinstance(block, New):
                replaced = {op for by in block.prevs.values() for ops in by.values() for op in ops}
                held.replaces = held.replaces | replaced if self._bounds.by_mark else held.replaces
                if replaced and not self._are_held(replaced):
                    held.lacks = held.lacks or LACKS_OPERATION
        held.needs = needs or held.needs
        return None

    def _is_permitted(self, held: _Held, block: Block, scope: str, needs: set[int]) -> bool:
        if not isinstance(block, New) and not self._are_all(held, block.ids, {block.kind}, {scope}, needs):
            return False
        for name, kinds in REFERENCES.get(block.kind, {}).items():
            targets = sorted({value for value in block.cols.get(name, ()) if isinstance(value, int)})
            if not self._are_all(held, targets, kinds, may_point_to(block, scope, held.schema), needs):
                return False
        return True

    def _are_all(
        self,
        held: _Held,
        ids: Iterable[int],
        kinds: AbstractSet[str],
        scopes: AbstractSet[str] | None,
        needs: set[int],
    ) -> bool:
        """Whether these records, where anybody makes them, are of these kinds and scopes (None: any)."""
        last: Lot | None = None
        for id in ids:
            if last is not None and last.first <= id < last.end:
                continue
            last = self._lots.of(id)
            if last is None:
                held.lacks = BUILDS_ON if self._beyond.of(id) is not None else held.lacks or LACKS_RECORD
            elif last.kind not in kinds or (scopes is not None and last.scope not in scopes):
                return False
            else:
                needs.add(last.op)
        return True

    def _are_held(self, ops: set[int]) -> bool:
        """Whether what it replaces is here, or was on a branch given up, which never comes."""
        query = "SELECT id FROM op WHERE id IN (SELECT value FROM json_each(?))"
        lacking = ops - {
            int(row[0]) for row in self._db.execute(query, (json.dumps(sorted(ops)),)).fetchall()
        }
        return all(lies_on_given_up(self._db.execute, held) for held in lacking)


def _blocks(body: bytes, personal: bytes | None, schema: int) -> list[Block]:
    written = json.loads(body)
    personal_part = json.loads(personal) if personal else None
    if not isinstance(written, list) or not isinstance(personal_part, list | None):
        raise ForeignRefused("no blocks")
    rest = (
        personal_part[1:]
        if personal_part is not None
        else (None if personal is None else [{}] * (len(written) - 1))
    )
    return checked_blocks(written[1:], rest, schema)
