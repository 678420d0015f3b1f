"""A laptop with two branches is gone: a colleague issues as its own what the regional office does not hold. What others make of that.

Nobody is believed who only says so: a branch is dropped where each of its operations is here again, under the colleague's name. Where two
issued the same, two colleagues or a colleague and the laptop itself, which was not gone after all, the one whose operation has the greater
number takes its own back, and goes on with what the other issued.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice, takewhile

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
from prossce_desktop.store.log import LAST_24, Source, Title, entries
from prossce_desktop.store.origins import Executes

MOST_WAITING = 200
"""Whoever says it of thousands of branches is not believed."""
_WAITS, _TOOK, _RIVALS, _YIELDS = "fork-waits:", "fork-took:", "fork-rival:", "fork-yields:"


def take_over(db: Connection, source: Source, n: int, into: Source, *, at: int, who: str) -> None:
    """Issue operations `n` and later of a source as those of `into`; the caller makes again what is worked out."""
    said, count = give_way(db, source, n, into, at=at, who=who)
    ((title,),) = db.execute("SELECT title FROM op WHERE id = ?", (said,)).fetchall()
    _keep(db, _TOOK, said, [*Title.read(title).numbers[:3], count])


def hear(db: Connection, stretches: Iterable[Stretch], own: bytes) -> bool:
    """These may say that branches were issued again: drop them here once all of it is here again. Gives whether anything was dropped.

    `own`: this device's key.
    """
    for stretch in stretches:
        for one in stretch.operations:
            is_fork = one.title.startswith(f"{TITLE} ") and Title.is_one(one.title)
            numbers: Sequence[int] = Title.read(one.title).numbers if is_fork else ()
            if len(numbers) == 4 and _are_sound(numbers) and len(_kept(db.execute, _WAITS)) < MOST_WAITING:
                _keep(db, _WAITS, one.id, numbers)
            if len(numbers) >= 3 and stretch.device != own and any(mine[:3] == [*numbers[:3]] for _said, mine in _kept(db.execute, _TOOK)):
                _keep(db, _RIVALS, one.id, numbers[:3])
    dropped = sum(_look(db, op, numbers, own) for op, numbers in _kept(db.execute, _WAITS))
    for op, numbers in _kept(db.execute, _RIVALS):
        _look_at_rival(db, op, numbers)
    return dropped > 0


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


def _look_at_rival(db: Connection, op: int, numbers: Sequence[int]) -> None:
    """Somebody else issued what this laptop issued as well; the greater number yields, once all is here."""
    for said, mine in _kept(db.execute, _TOOK):
        if mine[:3] == list(numbers) and op < said and (count := _alike(db, op, said, mine[3])):
            _keep(db, _YIELDS, said, (op, count))
            _forget(db, _RIVALS, op)


def _is_all_here_again(db: Connection, op: int, number: int, n: int, count: int) -> bool:
    """Where the colleague had less of the branch than lies here, the rest would be lost."""
    low = number << 24
    ((held,),) = db.execute("SELECT count(*) FROM op WHERE id BETWEEN ? AND ?", (low | n, low | LAST_24)).fetchall()
    return held <= count and _are_alike(db, op, (low | n) - 1, held)


def _are_alike(db: Connection, one: int, other: int, count: int) -> bool:
    """Whether the `count` operations after each of these two do the same with the same records."""
    return _alike(db, one, other, count) == count


def _alike(db: Connection, one: int, other: int, most: int) -> int:
    """How many operations after each of these two, at most so many, do the same with the same records."""
    pairs = zip(_shapes_after(db, one, most), _shapes_after(db, other, most), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


Shape = tuple[str, str, list[int], list[str]]
"""What a block touches; values may have been erased, and what was replaced is named anew."""


def _shapes_after(db: Connection, op: int, count: int) -> list[list[Shape]]:
    """Of the operations after one, as far as they can be read: a stranger's were not looked at yet."""
    found: list[list[Shape]] = []
    with suppress(ValueError, LookupError, TypeError, AttributeError):
        those = islice(entries(db, "id BETWEEN ? AND ?", (op + 1, op + count)), count)
        found.extend([_touched(one) for one in entry.blocks] for entry in those)
    return found


def _touched(block: Block) -> Shape:
    ids = [block.first, block.count] if isinstance(block, New) else list(block.ids)
    return type(block).__name__, block.kind, ids, sorted(block.fields) if not isinstance(block, New) else []


def _are_sound(numbers: Sequence[int]) -> bool:
    _number, n, short, count = numbers
    return 0 < n <= LAST_24 and short < MOST_SHORT and 0 < count <= LAST_24


def _keep(db: Connection, name: str, op: int, numbers: Sequence[int]) -> None:
    db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (f"{name}{op}", json.dumps(list(numbers))))


def _kept(execute: Executes, name: str) -> list[tuple[int, list[int]]]:
    rows = execute("SELECT name, value FROM setting WHERE name BETWEEN ? AND ?", (name, f"{name}:")).fetchall()
    return sorted((int(one.removeprefix(name)), json.loads(value)) for one, value in rows)


def _forget(db: Connection, name: str, op: int) -> None:
    db.execute("DELETE FROM setting WHERE name = ?", (f"{name}{op}",))
