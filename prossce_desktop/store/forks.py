"""Two futures of one source: a laptop was put back without noticing it. The owner gives way, whoever holds a branch keeps it until then.

The owner drops its branch from the first difference and issues it again under a new incarnation, whose first operation names source, number
and hash of what was dropped; whoever holds that branch drops it too, and the other one comes in. Where the owner is gone, a colleague
issues what it holds as its own (`take_over`). Nobody else drops anything for that: what makes the same records again is set aside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from prossce_desktop.domain.operation import Block, Set, least_schema
from prossce_desktop.store.database import Connection
from prossce_desktop.store.devices import device_of
from prossce_desktop.store.held import not_permitted, set_aside
from prossce_desktop.store.log import LAST_24, Source, Title, append, entries
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.origins import Executes

TITLE = "fork"
MOST = 5_000
"""Hashes of a branch that are told at once, from its end."""
_NAME = "fork:"
_FROM = "fork-from:"
_PASSED = "fork-passed:"
_GIVEN_UP = "given-up:"
_SHORT = 1 << 62


@dataclass(frozen=True, slots=True)
class Branch:
    """What somebody holds of a source: number to hash, from its end."""

    source: Source
    hashes: Mapping[int, bytes]


def note_fork(db: Connection, source: Source) -> None:
    """Keep that another branch of this source came; it is told to its owner until it gave way."""
    db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (f"{_NAME}{source.number}", source.scope))


def note_difference(db: Connection, source: Source, n: int) -> None:
    """Keep that what somebody else holds of this source is another from operation `n` on, or from one before it."""
    note_fork(db, source)
    known = differs_from(db.execute, source.number)
    first = n if known is None else min(n, known)
    db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (f"{_FROM}{source.number}", str(first)))


def differs_from(execute: Executes, number: int) -> int | None:
    """The first operation of a source that is another elsewhere, as far as it was heard."""
    rows = execute("SELECT value FROM setting WHERE name = ?", (f"{_FROM}{number}",)).fetchall()
    return int(rows[0][0]) if rows else None


def noted_forks(execute: Executes, scopes: Sequence[str]) -> list[Branch]:
    """The branches held here of sources that have another one, of these scopes."""
    found: list[Branch] = []
    for name, scope in execute("SELECT name, value FROM setting WHERE name LIKE 'fork:%' ORDER BY name").fetchall():
        if scope in scopes:
            number = int(name.removeprefix(_NAME))
            ((device, incarnation),) = execute("SELECT device, incarnation FROM source WHERE id = ?", (number,)).fetchall()
            found.append(Branch(Source(bytes(device), bytes(incarnation), scope), hashes_of(execute, number)))
    return found


def noted_numbers(execute: Executes) -> set[int]:
    """Sources of which another branch came, or is known to be somewhere."""
    rows = execute("SELECT name FROM setting WHERE name LIKE 'fork:%'").fetchall()
    return {int(name.removeprefix(_NAME)) for (name,) in rows}


def hashes_of(execute: Executes, number: int) -> dict[int, bytes]:
    """Number to hash of the operations held of a source, the last ones of many."""
    low = number << 24
    rows = execute(f'SELECT id, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT {MOST}', (low, low | LAST_24)).fetchall()
    return {id & LAST_24: bytes(hash) for id, hash in rows}


def first_difference(execute: Executes, branch: Branch) -> int | None:
    """The first number at which the branch held here and that of somebody else differ; None where one is the beginning of the other."""
    own = hashes_of(execute, branch.source.number)
    differ = [n for n, hash in branch.hashes.items() if n in own and own[n] != hash]
    return min(differ) if differ else None


def give_way(db: Connection, source: Source, n: int, into: Source, *, at: int, who: str) -> None:
    """Drop operations `n` and later of an own source and issue them again as those of `into`; rows are made again by the caller."""
    _issue(db, source, n, into, frozenset(), at=at, who=who)


def take_over(db: Connection, source: Source, n: int, into: Source, *, at: int, who: str) -> None:
    """The same of another laptop's source, without what is not permitted, and what was issued by somebody else by now."""
    _issue(db, source, n, into, not_permitted(db.execute) | set_aside(db.execute), at=at, who=who)


def _issue(db: Connection, source: Source, n: int, into: Source, but: AbstractSet[int], *, at: int, who: str) -> None:
    low = source.number << 24
    span = (low | n, low | LAST_24)
    listed = json.dumps(sorted(but))
    dropped = list(entries(db, "id BETWEEN ? AND ? AND id NOT IN (SELECT value FROM json_each(?))", (*span, listed)))
    rows = db.execute('SELECT id, action, at, who, title, "schema", "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id', span).fetchall()
    facts = {id: (action, when, officer, title, schema) for id, action, when, officer, title, schema, _hash in rows}
    short = _short(rows[0][6])
    _keep_given_up(db, source.number, n, short)
    _delete(db, source.number, n)
    numbers = (source.number, n, short) if source.device == into.device else (source.number, n, short, len(dropped))
    append(db, into, [], action=None, at=at, who=who, schema=SCHEMA, title=Title(TITLE, numbers))
    became: dict[int, int] = {}
    for entry in dropped:
        action, when, officer, title, schema = facts[entry.id]
        blocks = [_renamed(one, became) for one in entry.blocks]
        of_title = _retitled(Title.read(title), became)
        least = max(schema, least_schema(blocks))
        issued = append(db, into, blocks, action=became.get(action), at=when, who=officer, schema=least, title=of_title)
        became[entry.id] = issued.id
    for old, new in became.items():
        db.execute("UPDATE step SET action = ? WHERE action = ?", (new, old))
        db.execute("UPDATE step SET undoes = ? WHERE undoes = ?", (new, old))
    forget_fork(db, source.number)


def _retitled(title: Title, became: Mapping[int, int]) -> Title:
    return replace(title, numbers=tuple(became.get(one, one) for one in title.numbers)) if title.code in ("undo", "redo") else title


def _renamed(block: Block, became: Mapping[int, int]) -> Block:
    if not isinstance(block, Set):
        return block
    prevs = {name: {i: [became.get(op, op) for op in ops] for i, ops in by.items()} for name, by in block.prevs.items()}
    seen = {i: [became.get(op, op) for op in ops] for i, ops in block.seen.items()}
    return Set(block.kind, block.ids, block.cols, prevs, block.hidden, seen)


def drop_given_up(db: Connection, device: bytes, titles: Sequence[str]) -> bool:
    """Drop branches held here that their owner gave up, as its operations with these titles say; whether any was."""
    dropped = False
    for title in titles:
        try:
            number, n, short = Title.read(title).numbers
        except ValueError:
            continue
        owner = db.execute("SELECT device FROM source WHERE id = ?", (number,)).fetchone()
        if owner is None or bytes(owner[0]) != device or not 0 < n <= LAST_24 or short >= _SHORT:
            continue
        forget_fork(db, number)
        _keep_given_up(db, number, n, short)
        row = db.execute('SELECT "hash" FROM op WHERE id = ?', (number << 24 | n,)).fetchone()
        if row is None or _short(row[0]) != short:
            continue
        _delete(db, number, n)
        dropped = True
    return dropped


def hear_taken_over(db: Connection, device: bytes, titles: Sequence[str]) -> None:
    """A colleague took over what lies on another branch than here: nothing waits for the laptop that is gone any more.

    What replaced operations of that branch waits for none of them. Where the branch lies here, the contradiction is heard of again.
    """
    for title in titles:
        numbers = Title.read(title).numbers if Title.is_one(title) else ()
        known = device_of(db.execute, device)
        if len(numbers) != 4 or not 0 < numbers[1] <= LAST_24 or known is None:
            continue
        rows = db.execute("SELECT scope FROM source WHERE id = ?", (numbers[0],)).fetchall()
        if all(known.may_write(str(scope)) for (scope,) in rows):
            forget_fork(db, numbers[0])
            before = _passed_over(db.execute, numbers[0]) or numbers[1]
            name, first = f"{_PASSED}{numbers[0]}", min(before, numbers[1])
            db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (name, str(first)))


def _passed_over(execute: Executes, number: int) -> int | None:
    rows = execute("SELECT value FROM setting WHERE name = ?", (f"{_PASSED}{number}",)).fetchall()
    return int(rows[0][0]) if rows else None


def is_given_up(execute: Executes, number: int) -> Callable[[int, bytes], bool]:
    """Says of operation n of a source, by its hash, whether its owner gave it up: such a branch is not taken, however late it comes."""
    known = _given_up(execute, number)
    return lambda n, hash: bool(known) and [n, _short(hash)] in known


def lies_on_given_up(execute: Executes, op: int) -> bool:
    """Whether an operation of this id can only have been one of a branch that was given up, or taken over."""
    passed = _passed_over(execute, op >> 24)
    return any(first <= op & LAST_24 for first, _hash in _given_up(execute, op >> 24)) or (passed is not None and passed <= op & LAST_24)


def _keep_given_up(db: Connection, number: int, n: int, short: int) -> None:
    known = _given_up(db.execute, number)
    if [n, short] not in known:
        db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (f"{_GIVEN_UP}{number}", json.dumps([*known, [n, short]])))


def _given_up(execute: Executes, number: int) -> list[list[int]]:
    rows = execute("SELECT value FROM setting WHERE name = ?", (f"{_GIVEN_UP}{number}",)).fetchall()
    return list(json.loads(rows[0][0])) if rows else []


def _short(hash: bytes) -> int:
    return int.from_bytes(hash[:8], "big") % _SHORT


def _delete(db: Connection, number: int, n: int) -> None:
    """Operations `n` and later of a source; the caller makes again what is worked out from them."""
    span = (number << 24 | n, number << 24 | LAST_24)
    db.execute("DELETE FROM lot WHERE op BETWEEN ? AND ?", span)
    db.execute("DELETE FROM op WHERE id BETWEEN ? AND ?", span)
    db.execute("DELETE FROM head WHERE source = ? AND n >= ?", (number, n))


def forget_fork(db: Connection, number: int) -> None:
    """Somebody gave way."""
    db.execute("DELETE FROM setting WHERE name IN (?, ?)", (f"{_NAME}{number}", f"{_FROM}{number}"))
