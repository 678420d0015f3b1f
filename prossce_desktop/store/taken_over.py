"""A laptop with two branches is gone: a colleague issues as its own what the regional office does not hold. What others make of that.

Nobody is believed who only says so: a branch is dropped where each of its operations is here again, under the colleague's name. Where two
colleagues did it, the one whose operation has the greater number takes its own back, and goes on with what the other issued.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice

from prossce_desktop.domain.logged import Stretch
from prossce_desktop.domain.operation import Block, New
from prossce_desktop.store.database import Connection
from prossce_desktop.store.devices import device_of
from prossce_desktop.store.forks import (
    MOST_SHORT,
    TITLE,
    delete_from,
    forget_fork,
    give_way,
    keep_given_up,
    short_of,
    was_given_up,
)
from prossce_desktop.store.log import LAST_24, Entry, Source, Title, entries
from prossce_desktop.store.origins import Executes

_WAITS, _TOOK, _YIELDS = "fork-waits:", "fork-took:", "fork-yields:"


def take_over(db: Connection, source: Source, n: int, into: Source, *, at: int, who: str) -> None:
    """Issue operations `n` and later of another laptop's source as those of `into`; the caller makes again what is worked out."""
    said, _count = give_way(db, source, n, into, at=at, who=who)
    _keep(db, _TOOK, said, _numbers(db, said))


def hear(db: Connection, stretches: Iterable[Stretch], own: bytes) -> bool:
    """Colleagues took over what these say: drop it here once all of it is here again. Gives whether anything was dropped.

    `own`: this device's key.
    """
    for stretch in stretches:
        for one in stretch.operations:
            if one.title.startswith(f"{TITLE} ") and one.title.count(" ") == 4:
                _keep(db, _WAITS, one.id, _read(one.title))
    return sum(_look(db, op, numbers, own) for op, numbers in _kept(db.execute, _WAITS)) > 0


def yields(execute: Executes) -> bool:
    """Whether this laptop took over what a colleague took over too, and must go on with what that one issued."""
    return bool(_kept(execute, _YIELDS))


def yield_all(db: Connection, into: Source, *, at: int, who: str) -> None:
    """Take back what was taken over twice, and issue all that was done since anew; the caller makes again what is worked out.

    `into`: a source of a new incarnation.
    """
    for said, (other, count) in _kept(db.execute, _YIELDS):
        _forget(db, _YIELDS, said)
        _forget(db, _TOOK, said)
        ((device, incarnation, scope),) = db.execute("SELECT device, incarnation, scope FROM source WHERE id = ?", (said >> 24,)).fetchall()
        instead = {said + k: other + k for k in range(count + 1)}
        give_way(db, Source(bytes(device), bytes(incarnation), scope), said & LAST_24, into, at=at, who=who, instead=instead)


def _look(db: Connection, op: int, numbers: Sequence[int], own: bytes) -> bool:
    """One that was heard of: it is settled, or waits for what is not here yet. Gives whether a branch was dropped."""
    number, n, short, count = numbers
    rows = db.execute("SELECT device, scope FROM source WHERE id IN (?, ?) ORDER BY id = ?", (number, op >> 24, op >> 24)).fetchall()
    if len(rows) < 2 or device_of(db.execute, bytes(rows[1][0])) is None:
        return False
    (owner, scope), (by, its_scope) = ((bytes(device), str(scope)) for device, scope in rows)
    is_settled = not _may(db, by, its_scope, scope) or owner in (by, own)
    if not is_settled:
        _look_for_own(db, op, numbers)
        is_settled = was_given_up(db.execute, number, n, short)
    held = db.execute('SELECT "hash" FROM op WHERE id = ?', (number << 24 | n,)).fetchone()
    is_dropped = False
    if not is_settled and held is not None:
        is_other = short_of(bytes(held[0])) != short
        is_dropped = not is_other and _is_all_here_again(db, op, number, n, count)
        is_settled = is_other or is_dropped
        if is_settled:
            forget_fork(db, number)
            keep_given_up(db, number, n, short)
        if is_dropped:
            delete_from(db, number, n)
    if is_settled:
        _forget(db, _WAITS, op)
    return is_dropped


def _may(db: Connection, by: bytes, its_scope: str, scope: str) -> bool:
    known = device_of(db.execute, by)
    return known is not None and known.may_write(scope) and scope == its_scope


def _look_for_own(db: Connection, op: int, numbers: Sequence[int]) -> None:
    """Whether this laptop took over the same; the greater number yields."""
    for said, mine in _kept(db.execute, _TOOK):
        if list(mine[:3]) == list(numbers[:3]) and op < said and _are_alike(db, op, said, min(mine[3], numbers[3])):
            _keep(db, _YIELDS, said, (op, min(mine[3], numbers[3])))


def _is_all_here_again(db: Connection, op: int, number: int, n: int, count: int) -> bool:
    """Where the colleague had less of the branch than lies here, the rest would be lost."""
    low = number << 24
    ((held,),) = db.execute("SELECT count(*) FROM op WHERE id BETWEEN ? AND ?", (low | n, low | LAST_24)).fetchall()
    return held <= count and _are_alike(db, op, (low | n) - 1, held)


def _are_alike(db: Connection, one: int, other: int, count: int) -> bool:
    """Whether the `count` operations after each of these two do the same with the same records."""
    first, second = _after(db, one, count), _after(db, other, count)
    return len(first) == len(second) == count and all(_shape(a) == _shape(b) for a, b in zip(first, second, strict=True))


def _after(db: Connection, op: int, count: int) -> list[Entry]:
    return list(islice(entries(db, "id BETWEEN ? AND ?", (op + 1, op + count)), count))


def _shape(entry: Entry) -> list[tuple[str, str, list[int], list[str]]]:
    """What an operation touches; values may have been erased, and what was replaced is named anew."""
    return [_touched(one) for one in entry.blocks]


def _touched(block: Block) -> tuple[str, str, list[int], list[str]]:
    ids = [block.first, block.count] if isinstance(block, New) else list(block.ids)
    return type(block).__name__, block.kind, ids, sorted(block.fields) if not isinstance(block, New) else []


def _numbers(db: Connection, op: int) -> Sequence[int]:
    ((title,),) = db.execute("SELECT title FROM op WHERE id = ?", (op,)).fetchall()
    return _read(title)


def _read(title: str) -> Sequence[int]:
    number, n, short, count = Title.read(title).numbers
    sound = 0 < n <= LAST_24 and short < MOST_SHORT and 0 < count <= LAST_24
    return (number, n, short, count) if sound else (0, 0, 0, 0)


def _keep(db: Connection, name: str, op: int, numbers: Sequence[int]) -> None:
    if numbers[0] or name == _YIELDS:
        db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (f"{name}{op}", json.dumps(list(numbers))))


def _kept(execute: Executes, name: str) -> list[tuple[int, list[int]]]:
    rows = execute("SELECT name, value FROM setting WHERE name BETWEEN ? AND ?", (name, f"{name}:")).fetchall()
    return sorted((int(one.removeprefix(name)), json.loads(value)) for one, value in rows)


def _forget(db: Connection, name: str, op: int) -> None:
    db.execute("DELETE FROM setting WHERE name = ?", (f"{name}{op}",))
