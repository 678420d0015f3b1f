"""Operations that somebody else wrote come into the log, and what can be applied of them is applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.hash_chain import Logged, Stretch
from prossce_desktop.domain.operations.op_id import op_span, sql_source
from prossce_desktop.domain.operations.op_state import IS_APPLIED, OpState
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.forks import drop_given_up, is_given_up
from prossce_desktop.store.log.operation_log import Source, keep_operation, keep_source
from prossce_desktop.store.log.version_vector import hash_of, last_held
from prossce_desktop.store.sync.admission import Admitted
from prossce_desktop.store.sync.readmission import rework, settle


@dataclass(frozen=True, slots=True)
class Fork:
    """Two operations of one number in one source: of what came, nothing from `n` on was taken."""

    source: Source
    n: int


@dataclass(slots=True)
class Received:
    """What came of it. `holes`: sources with something missing before, and the number held."""

    new: int = 0
    known: int = 0
    holes: dict[int, int] = field(default_factory=dict)
    forks: list[Fork] = field(default_factory=list)
    admitted: Admitted = field(default_factory=Admitted)
    newest: int = 0
    """UTC milliseconds of the newest operation that came."""
    strange: bool = False
    """Whether a source came under the number of another one; nothing is to be kept then."""


def receive(db: Connection, stretches: Sequence[Stretch], own: bytes) -> Received:
    """Take operations in, in the caller's transaction; each stretch is whole and signed. `own`: our key.
    A stretch that begins above what is held waits for what is missing; the others do not wait for it.
    """
    found = Received()
    found.strange = any(_is_of_another(db, one) for one in stretches)
    if found.strange:
        return found
    for stretch in sorted(stretches, key=lambda one: (one.source, one.since)):
        _take(db, stretch, found)
    gave_way = [drop_given_up(db, one.device, _forks_in(one)) for one in stretches]
    found.admitted = (
        rework(db, own)
        if any(gave_way) or any(_was_added_to(db, one) for one in stretches)
        else settle(db, own)
    )
    return found


def _was_added_to(db: Connection, stretch: Stretch) -> bool:
    """Whether something applied extends an action of this source but is another device's: refused."""
    query = (
        f"SELECT 1 FROM op JOIN source ON source.id = {sql_source('op.id')}"
        f" WHERE action BETWEEN ? AND ? AND action <> op.id AND op.{IS_APPLIED} AND device <> ? LIMIT 1"
    )
    return db.execute(query, (*op_span(stretch.source), stretch.device)).fetchone() is not None


def _is_of_another(db: Connection, stretch: Stretch) -> bool:
    """Whether the number is another device's source; short numbers can be searched for."""
    row = db.execute(
        "SELECT device, incarnation, scope FROM source WHERE id = ?", (stretch.source,)
    ).fetchone()
    return row is not None and (bytes(row[0]), bytes(row[1]), str(row[2])) != (
        stretch.device,
        stretch.incarnation,
        stretch.scope,
    )


def _forks_in(stretch: Stretch) -> list[str]:
    return [one.title for one in stretch.operations if one.title.startswith(f"{ActionKind.fork} ")]


def _take(db: Connection, stretch: Stretch, received: Received) -> None:
    source = Source(stretch.device, stretch.incarnation, stretch.scope)
    held = last_held(db.execute, source.number)
    if stretch.since > held:
        received.holes[source.number] = held
        return
    if hash_of(db.execute, source, stretch.since) != stretch.before:
        received.forks.append(Fork(source, max(stretch.since, 1)))
        return
    operations = _not_given_up(db, source.number, stretch)
    this = stretch.before
    for one in operations:
        this = one.hash_after(this)
        if one.n <= held:
            if hash_of(db.execute, source, one.n) != this:
                received.forks.append(Fork(source, one.n))
                return
            received.known += 1
    if stretch.since + len(operations) <= held:
        return
    keep_source(db, source)
    this = stretch.before
    for one in operations:
        this = one.hash_after(this)
        if one.n > held:
            keep_operation(db, one, this, state=OpState.held_back)
            received.new += 1
            received.newest = max(received.newest, one.time_ms)
    if len(operations) < len(stretch.operations):
        return
    db.execute(
        'INSERT OR REPLACE INTO head(source, n, "hash", signature) VALUES(?, ?, ?, ?)',
        (source.number, stretch.last, stretch.hash, stretch.signature),
    )


def _not_given_up(db: Connection, source: int, stretch: Stretch) -> Sequence[Logged]:
    """The operations up to where a branch begins that its owner gave up."""
    given_up = is_given_up(db.execute, source)
    this = stretch.before
    for i, one in enumerate(stretch.operations):
        this = one.hash_after(this)
        if given_up(one.n, this):
            return stretch.operations[:i]
    return stretch.operations
