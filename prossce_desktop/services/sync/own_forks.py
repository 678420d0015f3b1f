"""Others hold other operations of this laptop than it does: it was put back, or cloned, unnoticed.

The owner gives way to what its own key signed, told by somebody who may read it. Where a package shows the
other branch, the own one is dropped from the first difference and issued again; where it shows only that
there is one, the receipt leaves that source out until it came whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import OFFICE, SHARED
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.hash_chain import Stretch, signed_head
from prossce_desktop.domain.operations.op_id import op_number, op_source
from prossce_desktop.exchange.header import YOURS_BYTES, Header, SourceRange, ToldFork, is_signed
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import device_of
from prossce_desktop.store.log.forks import (  # fmt: skip
    Branch,
    BranchOperation,
    first_difference,
    forget_fork,
    give_way,
    given_up_by,
    is_given_up,
    issue_again,
    note_fork,
    written_from,
)
from prossce_desktop.store.log.operation_log import Source
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import (
    hash_of,
    is_held_back,
    own_numbers,
    scopes_by_number,
    source_numbered,
)
from prossce_desktop.store.sync.readmission import rework
from prossce_desktop.store.sync.receiving import Received, receive
from prossce_desktop.store.workspace.store import Store


def begin_where_stopped(store: Store) -> None:
    """A new incarnation where the current one's operations are held back, as when two clones gave way."""
    identity = store.identity
    with store.read() as reading:
        stopped = any(is_held_back(reading.execute, identity.source_of(scope)) for scope in _scopes())
    if stopped:
        store.sync.begin_anew()


def _scopes() -> tuple[str, ...]:
    return (*(one.value for one in Country), SHARED, OFFICE)


def was_put_back(store: Store, header: Header) -> bool:
    """Whether somebody holds more, or something else, of the current incarnation."""
    identity = store.identity
    with store.read() as reading:
        allowed = _may_be_told_by(reading.execute, identity, header)
        numbers = {one.number: one for one in (identity.source_of(scope) for scope in sorted(allowed))}
        now = (identity.device_key, identity.incarnation_key)
        if any((one.device, one.incarnation) == now for one in _believed(header, allowed)):
            return True
        shown = [(one.source, one.last, one.hash) for one in header.sources if _is_of_its_owner(one)]
        shown += [(number, n, header.yours.get(number, b"")) for number, n in header.receipt.items()]
        return any(
            n > 0 and not _is_held(reading.execute, numbers[number], n, hash)
            for number, n, hash in shown
            if number in numbers
        )


def _may_be_told_by(execute: Executes, identity: Identity, header: Header) -> frozenset[str]:
    """The scopes of which the sender of a package may know anything; none of one that is not known here."""
    sender = device_of(execute, header.device)
    if sender is None or not sender.is_heard:
        return frozenset()
    return frozenset({identity.country if sender.regional else str(sender.country), SHARED})


def _believed(header: Header, allowed: Collection[str]) -> list[ToldFork]:
    """The branches a package tells of, each signed by its owner: nobody gives way to another's word."""
    return [one for one in header.forks if one.scope in allowed and one.is_of_its_owner()]


def _is_of_its_owner(head: SourceRange) -> bool:
    return is_signed(signed_head(head.source, head.last, head.hash), head.signature, head.device)


def _is_held(execute: Executes, source: Source, n: int, hash: bytes) -> bool:
    held = hash_of(execute, source, n)
    return held is not None and held.startswith(hash)


def give_way_to(
    db: Connection, identity: Identity, header: Header, stretches: Sequence[Stretch], time_ms: int
) -> None:
    """Drop own operations that this package contradicts and issue them again, in the caller's transaction."""
    allowed = _may_be_told_by(db.execute, identity, header)
    for told in _believed(header, allowed):
        source = Source(told.device, told.incarnation, told.scope)
        if _is_earlier(identity, source):
            given_up = is_given_up(db.execute, source.number)
            if not any(given_up(n, hash) for n, hash in told.hashes.items()):
                _give_way(
                    db, identity, source, first_difference(db.execute, Branch(source, told.hashes)), time_ms
                )
    for stretch in (one for one in stretches if one.scope in allowed):
        source = Source(stretch.device, stretch.incarnation, stretch.scope)
        if _is_earlier(identity, source):
            n = _first_difference(db.execute, source, stretch)
            if n == 0:
                note_fork(db, source)
            elif n is not None:
                _give_way(db, identity, source, n, time_ms)
            elif stretch.since == 0:
                forget_fork(db, source.number)
    for source in _own_sources(db.execute, identity, header.yours):
        held = hash_of(db.execute, source, header.receipt.get(source.number, 0))
        is_other = held is not None and held[:YOURS_BYTES] != header.yours[source.number]
        if is_other and source.scope in allowed and _is_earlier(identity, source):
            note_fork(db, source)


def receive_own(db: Connection, identity: Identity, stretches: Sequence[Stretch]) -> Received:
    """Receive operations in the caller's transaction. What an older life of this laptop wrote behind a branch
    that a later one gave up is issued again: the later one knows nothing of it."""
    left: list[tuple[int, list[BranchOperation]]] = []
    for stretch in stretches:
        for one in stretch.operations if stretch.device == identity.device_key else ():
            branch = (
                given_up_by(db, identity.device_key, one.title)
                if one.title.startswith(f"{ActionKind.fork} ")
                else None
            )
            left += [(one.id, written_from(db, *branch))] if branch is not None else []
    received = receive(db, stretches, identity.device_key)
    issued = [_issue_what_is_left(db, identity, fork, those) for fork, those in left if not received.strange]
    if any(issued):
        received.admitted.held_back = rework(db, identity.device_key).held_back
    return received


def _issue_what_is_left(
    db: Connection, identity: Identity, fork: int, operations: Sequence[BranchOperation]
) -> bool:
    """Issue what does not follow operation `fork` as the later life issued it; whether there was any."""
    became: dict[int, int] = {}
    for one, issued in zip(operations, written_from(db, op_source(fork), op_number(fork) + 1), strict=False):
        if not one.does_the_same(issued):
            break
        became[one.id] = issued.id
    rest = operations[len(became) :]
    by_scope = scopes_by_number(db.execute)
    if rest:
        issue_again(db, rest, identity.source_of(by_scope[op_source(rest[0].id)]), became)
    return bool(rest)


def _is_earlier(identity: Identity, source: Source) -> bool:
    """Of this device, and not what it writes now."""
    return source.device == identity.device_key and source.incarnation != identity.incarnation_key


def _give_way(db: Connection, identity: Identity, source: Source, n: int | None, time_ms: int) -> None:
    if n is not None:
        give_way(db, source, n, identity.source_of(source.scope), time_ms=time_ms, who=identity.officer)
        rework(db, identity.device_key)


def _first_difference(execute: Executes, source: Source, stretch: Stretch) -> int | None:
    """The first differing number; 0: before the stretch; None: one is the beginning of the other."""
    before = hash_of(execute, source, stretch.since)
    if before is not None and before != stretch.before:
        return 0
    this = stretch.before
    given_up = is_given_up(execute, source.number)
    for one in stretch.operations:
        this = one.hash_after(this)
        if given_up(one.n, this):
            return None
        held = hash_of(execute, source, one.n)
        if held is None:
            return None
        if held != this:
            return one.n
    return None


def _own_sources(execute: Executes, identity: Identity, numbers: Iterable[int]) -> list[Source]:
    own = own_numbers(execute, identity.device_key).intersection(numbers)
    return [one for number in sorted(own) if (one := source_numbered(execute, number)) is not None]
