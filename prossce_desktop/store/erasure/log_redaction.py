"""Erasing in the log: where person and operation meet, whichever comes second, its values go.

An erasure counts as soon as it is here and its device may write that scope, whatever the order and whether
anything was applied. Hashes of the chain stay, so everybody still agrees on what was done. Rows and history:
`store.erasure.erased_people`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from prossce_desktop.domain.model.scopes import OFFICE
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.erasure import BELONGING, concerns, rewrite
from prossce_desktop.domain.operations.hash_chain import BODY_REWRITTEN, Logged, Stretch
from prossce_desktop.domain.operations.op_id import op_source, sql_source
from prossce_desktop.domain.operations.op_state import IS_NOT_APPLIED, IS_PASSED_OVER
from prossce_desktop.domain.operations.operation import Erase, New, decode
from prossce_desktop.domain.operations.untrusted_blocks import checked_blocks
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.devices.known_devices import ASKING, all_devices
from prossce_desktop.store.devices.revocation import bounds
from prossce_desktop.store.erasure.erased_people import belonging_to, erased_people
from prossce_desktop.store.log.operation_log import Title, parts
from prossce_desktop.store.log.record_lots import makers_of
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import scopes_by_number

_COMPRESSION = 3
_ERASURES = (
    "SELECT op.title, op.body, op.schema, source.device, source.scope, op.id FROM op JOIN source ON "
    f"source.id = {sql_source('op.id')} WHERE title LIKE '{ActionKind.erased}%'"
)


def erases(title: str) -> bool:
    """Whether an operation of this title erases people."""
    return title.partition(" ")[0] == ActionKind.erased


def clear_log(db: Connection, own: bytes) -> None:
    """Bring the log in step with every erasure, in the caller's transaction. `own`: this device's key."""
    erasures = _effective(db, own)
    if erasures:
        forget(db, erasures)


def forget(db: Connection, erasures: Collection[tuple[int, str]], *, again: bool = False) -> None:
    """Take people (with the scope of who erases) and what is theirs out of operations where they still stand.
    `again`: also out of those that were applied before, which an older program may have left.
    """
    people = {person for person, _ in erasures}
    ops = {int(row[0]) for row in db.execute(f"SELECT id FROM op WHERE {IS_NOT_APPLIED}").fetchall()}
    new = people if again else people - erased_people(db.execute)  # of the others, what was applied is clean
    ops |= {op for operations in touching(db.execute, new).values() for op in operations}
    belonging = {id for ids in belonging_to(db.execute, people).values() for id in ids}
    of_source = scopes_by_number(db.execute)
    held_back = _held_back_about(db, erasures, of_source)
    query = f"SELECT id, body, personal FROM op WHERE id {IN} ORDER BY id"
    for id, body, personal in db.execute(query, (json.dumps(sorted(ops)),)).fetchall():
        scope = of_source[op_source(id)]
        whole = parts(body, personal)
        done = rewrite(
            *whole,
            {person for person, of in erasures if of == scope},
            belonging | held_back.get(scope, set()),
        )
        if done.changed:
            packed = zlib.compress(done.personal, _COMPRESSION) if done.personal else personal
            db.execute(
                "UPDATE op SET body = ?, personal = ?, erased = erased | ? WHERE id = ?",
                (zlib.compress(done.body, _COMPRESSION), packed, done.changed, id),
            )


def _effective(db: Connection, own: bytes) -> set[tuple[int, str]]:
    """Everybody whom an erasure held here concerns, with its scope: applied, or of a device that may write
    it.
    Nobody of one scope erases who is of another; of who is not here yet nothing can be said.
    """
    rows = db.execute(
        f"SELECT DISTINCT person, scope FROM erased JOIN source ON source.id = {sql_source('erased.op')}"
    ).fetchall()
    found = {(int(person), str(scope)) for person, scope in rows}
    may_write, ends = _permission(db.execute, own), bounds(db.execute, own)
    for title, body, schema, device, scope, op in db.execute(
        f"{_ERASURES} AND op.{IS_NOT_APPLIED}"
    ).fetchall():
        if may_write(bytes(device), str(scope)) and not ends.is_beyond(bytes(device), op):
            found |= {(person, str(scope)) for person in erased_by(title, zlib.decompress(body), schema)}
    makers = makers_of(db, {person for person, _ in found})
    of_source = scopes_by_number(db.execute) if found else {}
    return {
        (person, scope)
        for person, scope in found
        if person not in makers or of_source[op_source(makers[person])] == scope
    }


def _permission(execute: Executes, own: bytes) -> Callable[[bytes, str], bool]:
    known = {one.key: one for one in all_devices(execute) if one.state != ASKING}
    return lambda device, scope: device == own or (device in known and known[device].may_write(scope))


def erased_by(title: str, body: bytes, schema: int) -> list[int]:
    """Whom an operation erases: nobody unless it is titled so and does nothing else."""
    if not erases(title) or not Title.is_one(title):
        return []
    try:
        blocks = checked_blocks(json.loads(body)[1:], None, schema)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return []
    people = [one.person for one in blocks if isinstance(one, Erase)]
    return people if len(people) == len(blocks) else []


def _held_back_about(
    db: Connection, erasures: Collection[tuple[int, str]], of_source: Mapping[int, str]
) -> dict[str, set[int]]:
    """Records about them that held-back operations would make, by scope: the erasure's or the office's."""
    found: dict[str, set[int]] = {}
    for id, body in db.execute(f"SELECT id, body FROM op WHERE {IS_NOT_APPLIED}").fetchall():
        scope = of_source[op_source(id)]
        within = {person for person, of in erasures if scope in (of, OFFICE)}
        try:
            found.setdefault(scope, set()).update(_made_about(parts(body, b"")[0], within))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
    return found


def _made_about(body: bytes, people: Collection[int]) -> Iterator[int]:
    """Records about these people that an operation makes. Raises whatever an invalid body does."""
    for block in decode(body, None):
        if isinstance(block, New) and block.kind in BELONGING:
            columns = [block.cols.get(name, ()) for name in BELONGING[block.kind]]
            yield from (
                block.first + i for column in columns for i, one in enumerate(column) if one in people
            )


def touching(execute: Executes, people: Iterable[int]) -> dict[int, set[int]]:
    """For each of these people the applied operations that made or set the record, or one that belongs to it,
    and what was made twice."""
    found: dict[int, set[int]] = {}
    twice = [
        (int(id), parts(body, b"")[0])
        for id, body in execute(f"SELECT id, body FROM op WHERE {IS_PASSED_OVER}").fetchall()
    ]
    for person in people:
        records = [person, *(id for ids in belonging_to(execute, [person]).values() for id in ids)]
        edited = execute(f"SELECT DISTINCT op FROM edit WHERE record {IN}", (json.dumps(records),)).fetchall()
        found[person] = {int(row[0]) for row in edited} | set(
            makers_of(_Executing(execute), records).values()
        )
        found[person] |= {id for id, body in twice if concerns(body, (person,), records)}
    return found


@dataclass(frozen=True, slots=True)
class _Executing:
    """What only asks, as a connection."""

    execute: Executes


def covering(execute: Executes, people: Iterable[int]) -> list[tuple[int, set[bytes]]]:
    """For each of these people the hashes of the personal parts that are, or were, about them."""
    found: list[tuple[int, set[bytes]]] = []
    for person, ops in touching(execute, people).items():
        rows = execute(f"SELECT personal_hash FROM op WHERE id {IN}", (json.dumps(sorted(ops)),)).fetchall()
        found.append((person, {bytes(row[0]) for row in rows}))
    return found


def erased_in(execute: Executes, ops: Iterable[int]) -> list[int]:
    """Whoever was erased out of some of these operations."""
    wanted = set(ops)
    people = erased_people(execute)
    return (
        sorted(person for person, operations in touching(execute, people).items() if wanted & operations)
        if people
        else []
    )


def new_by_device(execute: Executes, stretches: Sequence[Stretch]) -> dict[bytes, set[int]]:
    """By device, whom these operations would erase and nothing erases yet; nobody is left out."""
    found: dict[bytes, set[int]] = {}
    for stretch in stretches:
        erasing = [one for one in stretch.operations if erases(one.title)]
        people = {
            person
            for one in _new_among(execute, erasing)
            for person in erased_by(one.title, one.body, one.schema)
        }
        if people and (rest := people - erased_people(execute, people)):
            found.setdefault(stretch.device, set()).update(rest)
    return found


def _new_among(execute: Executes, operations: Sequence[Logged]) -> list[Logged]:
    """Those of the operations that are not here yet."""
    ids = json.dumps([one.id for one in operations])
    held = (
        {int(row[0]) for row in execute(f"SELECT id FROM op WHERE id {IN}", (ids,)).fetchall()}
        if operations
        else set()
    )
    return [one for one in operations if one.id not in held]


def are_explained(
    execute: Executes, stretches: Sequence[Stretch], own: bytes, waiting: Sequence[Stretch] = ()
) -> bool:
    """Whether each operation that comes rewritten comes with, or after, a permitted erasure of somebody in
    it.
    In it is he or a record about him, here or made by one of these. `waiting`: what lies here and waits for
    these; of one sending in parts the erasure may be in a later one.
    """
    rewritten = _new_among(
        execute, [one for stretch in stretches for one in stretch.operations if one.erased & BODY_REWRITTEN]
    )
    if not rewritten:
        return True
    may_write = _permission(execute, own)
    scope_of = {one.source: one.scope for one in stretches}
    found: set[tuple[int, str]] = set()
    for stretch in (*stretches, *waiting):
        if may_write(stretch.device, stretch.scope):
            found |= {
                (person, stretch.scope)
                for one in stretch.operations
                for person in erased_by(one.title, one.body, one.schema)
            }
    for title, body, schema, device, scope, _op in execute(_ERASURES).fetchall():
        if may_write(bytes(device), str(scope)):
            found |= {(person, str(scope)) for person in erased_by(title, zlib.decompress(body), schema)}
    for scope in {*scope_of.values()}:
        people = {person for person, of in found if of == scope}
        rest = [
            one for one in rewritten if scope_of[one.source] == scope and not concerns(one.body, people, ())
        ]
        if rest and not _are_about(execute, stretches, rest, people):
            return False
    return True


def _are_about(
    execute: Executes, stretches: Sequence[Stretch], operations: Sequence[Logged], erased: Collection[int]
) -> bool:
    """Whether each of these operations is about a record of somebody who is erased."""
    held_back = execute(f"SELECT body FROM op WHERE {IS_NOT_APPLIED}").fetchall()
    bodies = [parts(body, b"")[0] for (body,) in held_back] + [
        one.body for stretch in stretches for one in stretch.operations
    ]
    records = {id for ids in belonging_to(execute, erased).values() for id in ids}
    for body in bodies:
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            records |= set(_made_about(body, erased))
    return all(concerns(one.body, (), records) for one in operations)
