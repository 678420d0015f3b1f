"""Two futures of one source, put back without noticing: the owner gives way, others keep a branch until then.

The owner drops its branch from the first difference and issues it again under a new incarnation, whose first
operation names source, number and hash of what was dropped; whoever holds that branch drops it too, and the
other one comes in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.action_kind import TAKES_BACK, ActionKind
from prossce_desktop.domain.operations.op_id import LAST_NUMBER, op_id, op_number, op_source, op_span
from prossce_desktop.domain.operations.op_state import OpState
from prossce_desktop.domain.operations.operation import Block, Set
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import Source, Title, append, entries
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.migrations import SCHEMA

MOST = 5_000
"""Hashes of a branch that are told at once, from its end."""
_SHORT = 1 << 62


@dataclass(frozen=True, slots=True)
class Branch:
    """What somebody holds of a source: number to hash, from its end."""

    source: Source
    hashes: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class BranchOperation:
    """An operation as it stands in the log."""

    id: int
    action: int
    time_ms: int
    who: str
    title: Title
    hash: bytes
    blocks: Sequence[Block]

    def does_the_same(self, other: BranchOperation) -> bool:
        """Whether one is the other issued again: same moment, same fields of the same records."""
        return self.time_ms == other.time_ms and [_shape(one) for one in self.blocks] == [
            _shape(one) for one in other.blocks
        ]


def _shape(block: Block) -> tuple[object, ...]:
    fields = sorted(block.fields) if isinstance(block, Set) else ()
    return type(block), block.kind, block.ids if isinstance(block.ids, range) else tuple(block.ids), *fields


def note_fork(db: Connection, source: Source) -> None:
    """Keep that another branch of this source came; it is told to its owner until it gave way."""
    settings.write(db, SettingKey.fork.of(source.number), source.scope)


def noted_forks(execute: Executes, scopes: Sequence[str]) -> list[Branch]:
    """The branches held here of sources that have another one, of these scopes."""
    found: list[Branch] = []
    for number, scope in settings.read_each(execute, SettingKey.fork).items():
        if scope in scopes:
            ((device, incarnation),) = execute(
                "SELECT device, incarnation FROM source WHERE id = ?", (int(number),)
            ).fetchall()
            found.append(
                Branch(Source(bytes(device), bytes(incarnation), scope), hashes_of(execute, int(number)))
            )
    return found


def noted_numbers(execute: Executes) -> set[int]:
    """Sources of which another branch came, or is known to be somewhere."""
    return {int(number) for number in settings.read_each(execute, SettingKey.fork)}


def hashes_of(execute: Executes, number: int) -> dict[int, bytes]:
    """Number to hash of the operations held of a source, the last ones of many."""
    rows = execute(
        f'SELECT id, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT {MOST}', op_span(number)
    ).fetchall()
    return {op_number(id): bytes(hash) for id, hash in rows}


def first_difference(execute: Executes, branch: Branch) -> int | None:
    """The first number at which two branches differ; None where one is the beginning of the other."""
    own = hashes_of(execute, branch.source.number)
    differ = [n for n, hash in branch.hashes.items() if n in own and own[n] != hash]
    return min(differ) if differ else None


def give_way(db: Connection, source: Source, n: int, into: Source, *, time_ms: int, who: str) -> None:
    """Drop operations `n` and later of an own source, reissue them in `into`; the caller rebuilds rows."""
    dropped = written_from(db, source.number, n)
    short = _short(dropped[0].hash)
    _keep_given_up(db, source.number, n, short)
    _delete(db, source.number, n)
    append(
        db,
        into,
        [],
        action=None,
        time_ms=time_ms,
        who=who,
        schema=SCHEMA,
        title=Title(ActionKind.fork, (source.number, n, short)),
    )
    became: dict[int, int] = {}
    issue_again(db, dropped, into, became)
    for old, new in became.items():
        db.execute("UPDATE step SET action = ? WHERE action = ?", (new, old))
        db.execute("UPDATE step SET undoes = ? WHERE undoes = ?", (new, old))
    settings.remove(db, SettingKey.fork.of(source.number))


def written_from(db: Connection, number: int, n: int) -> list[BranchOperation]:
    """Operations `n` and later of a source, with all that it takes to issue them again."""
    span = op_span(number, n)
    rows = db.execute(
        'SELECT action, who, title, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id', span
    ).fetchall()
    written = zip(entries(db, "id BETWEEN ? AND ?", span), rows, strict=True)
    return [
        BranchOperation(one.id, action, one.time_ms, who, Title.read(title), hash, one.blocks)
        for one, (action, who, title, hash) in written
    ]


def issue_again(
    db: Connection, operations: Sequence[BranchOperation], into: Source, became: dict[int, int]
) -> None:
    """As operations of `into`, for the caller to admit; `became`: new names of earlier ones, and these."""
    for one in operations:
        blocks = [_renamed(block, became) for block in one.blocks]
        title = _retitled(one.title, became)
        issued = append(
            db,
            into,
            blocks,
            action=became.get(one.action),
            time_ms=one.time_ms,
            who=one.who,
            schema=SCHEMA,
            title=title,
        )
        # so that erasures go through it too
        db.execute(f"UPDATE op SET state = {OpState.held_back} WHERE id = ?", (issued.id,))
        became[one.id] = issued.id


def _retitled(title: Title, became: Mapping[int, int]) -> Title:
    return (
        replace(title, numbers=tuple(became.get(one, one) for one in title.numbers))
        if title.kind in TAKES_BACK
        else title
    )


def _renamed(block: Block, became: Mapping[int, int]) -> Block:
    if not isinstance(block, Set):
        return block
    prevs = {
        name: {i: [became.get(op, op) for op in ops] for i, ops in by.items()}
        for name, by in block.prevs.items()
    }
    seen = {i: [became.get(op, op) for op in ops] for i, ops in block.seen.items()}
    return Set(block.kind, block.ids, block.cols, prevs, block.personal_fields, seen)


def drop_given_up(db: Connection, device: bytes, titles: Sequence[str]) -> bool:
    """Drop branches their owner gave up, as its operations with these titles say; whether any was."""
    dropped = False
    for title in titles:
        branch = _said_of_own(db, device, title)
        if branch is not None:
            forget_fork(db, branch[0])
            _keep_given_up(db, *branch)
            if _lies_here(db, *branch):
                _delete(db, *branch[:2])
                dropped = True
    return dropped


def given_up_by(db: Connection, device: bytes, title: str) -> tuple[int, int] | None:
    """The source and number at which an operation of this title gives up a branch that is held here."""
    branch = _said_of_own(db, device, title)
    return branch[:2] if branch is not None and _lies_here(db, *branch) else None


def _said_of_own(db: Connection, device: bytes, title: str) -> tuple[int, int, int] | None:
    """Source, number and hash prefix that a title names; None if it names none of this device's."""
    try:
        number, n, short = Title.read(title).numbers
    except ValueError:
        return None
    owner = db.execute("SELECT device FROM source WHERE id = ?", (number,)).fetchone()
    is_own = owner is not None and bytes(owner[0]) == device and 0 < n <= LAST_NUMBER and short < _SHORT
    return (number, n, short) if is_own else None


def _lies_here(db: Connection, number: int, n: int, short: int) -> bool:
    row = db.execute('SELECT "hash" FROM op WHERE id = ?', (op_id(number, n),)).fetchone()
    return row is not None and _short(row[0]) == short


def is_given_up(execute: Executes, number: int) -> Callable[[int, bytes], bool]:
    """Whether operation n of a source, by its hash, lies on a branch its owner gave up: never taken."""
    known = _given_up(execute, number)
    return lambda n, hash: bool(known) and [n, _short(hash)] in known


def lies_on_given_up(execute: Executes, op: int) -> bool:
    """Whether an operation of this id can only have been one of a branch that its owner gave up."""
    return any(first <= op_number(op) for first, _hash in _given_up(execute, op_source(op)))


def _keep_given_up(db: Connection, number: int, n: int, short: int) -> None:
    known = _given_up(db.execute, number)
    if [n, short] not in known:
        settings.write(db, SettingKey.given_up.of(number), json.dumps([*known, [n, short]]))


def _given_up(execute: Executes, number: int) -> list[list[int]]:
    return list(json.loads(settings.read(execute, SettingKey.given_up.of(number)) or "[]"))


def _short(hash: bytes) -> int:
    return int.from_bytes(hash[:8], "big") % _SHORT


def _delete(db: Connection, number: int, n: int) -> None:
    """Operations `n` and later of a source; the caller makes again what is worked out from them."""
    span = op_span(number, n)
    db.execute("DELETE FROM lot WHERE op BETWEEN ? AND ?", span)
    db.execute("DELETE FROM op WHERE id BETWEEN ? AND ?", span)
    db.execute("DELETE FROM head WHERE source = ? AND n >= ?", (number, n))


def forget_fork(db: Connection, number: int) -> None:
    """Its owner gave way."""
    settings.remove(db, SettingKey.fork.of(number))
