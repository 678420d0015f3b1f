"""The log: operations of every source in a hash chain. It only grows; all other tables follow."""

from __future__ import annotations

import datetime as dt
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.scopes import SAMPLE
from prossce_desktop.domain.operations.action_kind import ActionKind, kind_of
from prossce_desktop.domain.operations.hash_chain import LATEST, Logged
from prossce_desktop.domain.operations.op_id import OpId, op_id, op_number, op_source, op_span
from prossce_desktop.domain.operations.op_state import IS_APPLIED, OpState
from prossce_desktop.domain.operations.operation import (
    SALT_BYTES,
    Block,
    decode,
    encode,
    part_hash,
    source_number,
    source_seed,
)
from prossce_desktop.domain.operations.record_ownership import as_read
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import insert_into

_COMPRESSION = 3
_MOST = 1 << 63
_TITLE = re.compile(r"[a-z][a-z_-]{0,30}( [0-9]{1,19}){0,4}")


@dataclass(frozen=True, slots=True)
class Source:
    """One device x incarnation x scope. `seed` is the hash before its first operation."""

    device: bytes
    incarnation: bytes
    scope: str

    @property
    def seed(self) -> bytes:
        return source_seed(self.device, self.incarnation, self.scope)

    @property
    def number(self) -> int:
        return source_number(self.seed)

    @property
    def span(self) -> tuple[OpId, OpId]:
        """The smallest and the largest id its operations can have."""
        return op_span(self.number)


@dataclass(frozen=True, slots=True)
class Title:
    """What was done, as a code and numbers; no value, as a title is neither withheld nor erased."""

    code: str
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.is_one(str(self)):
            raise ValueError(f"{self.code!r} is no title of an action")

    @staticmethod
    def is_one(text: str) -> bool:
        """Whether this is a code and numbers, as titles travel."""
        return _TITLE.fullmatch(text) is not None and all(int(one) < _MOST for one in text.split(" ")[1:])

    def __str__(self) -> str:
        return " ".join([self.code, *map(str, self.numbers)])

    @property
    def kind(self) -> ActionKind | None:
        """None for an action of a program that knows other ones."""
        return kind_of(self.code)

    @classmethod
    def read(cls, text: str) -> Title:
        code, *numbers = text.split(" ")
        return cls(code, tuple(map(int, numbers)))


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One operation as `apply` takes it."""

    id: OpId
    time_ms: int
    blocks: Sequence[Block]


def milliseconds(time: dt.datetime) -> int:
    """UTC milliseconds since 1970."""
    return int(time.timestamp() * 1000)


def moment(time_ms: int) -> dt.datetime:
    """UTC. A time no clock shows (taken in before it was refused) is the nearest one that can be shown."""
    return dt.datetime.fromtimestamp(min(max(time_ms, 0), LATEST) / 1000, dt.UTC)


def last_of(db: Connection, source: Source) -> tuple[int, bytes]:
    """How many operations of a source are held, and the last hash (else the seed). One seek."""
    row = db.execute(
        'SELECT id, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1', source.span
    ).fetchone()
    return (0, source.seed) if row is None else (op_number(row[0]), row[1])


def written_in(db: Connection, own: Source) -> int:
    """Operations a device wrote in one incarnation, over all its scopes; without the sample's."""
    rows = db.execute(
        "SELECT scope FROM source WHERE device = ? AND incarnation = ?", (own.device, own.incarnation)
    ).fetchall()
    return sum(
        last_of(db, Source(own.device, own.incarnation, scope))[0] for (scope,) in rows if scope != SAMPLE
    )


def sources_of(db: Connection) -> list[Source]:
    """Every source of which something is held."""
    return [
        Source(*row)
        for row in db.execute("SELECT device, incarnation, scope FROM source ORDER BY id").fetchall()
    ]


def append(
    db: Connection,
    source: Source,
    blocks: Sequence[Block],
    *,
    action: int | None,
    time_ms: int,
    who: str,
    schema: int,
    title: Title,
) -> LogEntry:
    """Write the next operation of `source`. `action`: the action's first operation, None if this is it."""
    n, before = last_of(db, source)
    if n == 0:
        keep_source(db, source)
    id = op_id(source.number, n + 1)
    body, personal = encode(blocks, (os.urandom(SALT_BYTES), os.urandom(SALT_BYTES)))
    first = id if action is None else action
    one = Logged(
        id, first, time_ms, who, schema, str(title), body, part_hash(body), personal, part_hash(personal)
    )
    keep_operation(db, one, one.hash_after(before), state=OpState.applied)
    return LogEntry(id, time_ms, as_read(blocks, source.scope))


_OPERATION = insert_into(
    "op",
    (
        "id",
        "action",
        "at",
        "who",
        "schema",
        "title",
        "body_hash",
        "personal_hash",
        "hash",
        "body",
        "personal",
        "erased",
        "state",
    ),
)


def keep_operation(db: Connection, logged: Logged, this: bytes, *, state: OpState) -> None:
    """Write an operation, its parts packed; `this`: its hash in the chain."""
    personal = zlib.compress(logged.personal, _COMPRESSION) if logged.personal else logged.personal
    body = zlib.compress(logged.body, _COMPRESSION)
    about = (
        logged.id,
        logged.action,
        logged.time_ms,
        logged.who,
        logged.schema,
        logged.title,
        logged.body_hash,
        logged.personal_hash,
        this,
    )
    db.execute(_OPERATION, (*about, body, personal, logged.erased, state))


def keep_source(db: Connection, source: Source) -> None:
    """Know a source; a second time changes nothing."""
    db.execute(
        "INSERT OR IGNORE INTO source(id, device, incarnation, scope, state) VALUES(?, ?, ?, ?, 0)",
        (source.number, source.device, source.incarnation, source.scope),
    )


def parts(body: bytes, personal: bytes | None) -> tuple[bytes, bytes | None]:
    """The two parts as they travel, from the columns of `op`."""
    return zlib.decompress(body), zlib.decompress(personal) if personal else personal


def entries(db: Connection, where: str = IS_APPLIED, values: Sequence[object] = ()) -> Iterator[LogEntry]:
    """Operations of the log in the order of their ids, one unpacked at a time."""
    scopes: dict[int, str] = dict(db.execute("SELECT id, scope FROM source").fetchall())
    rows = db.execute(f"SELECT id, at, body, personal FROM op WHERE {where} ORDER BY id", tuple(values))
    for id, time_ms, body, personal in rows:
        yield LogEntry(id, time_ms, as_read(decode(*parts(body, personal)), scopes[op_source(id)]))


def of_action(db: Connection, action: int) -> list[LogEntry]:
    """The operations of one action: its first, and those that name it."""
    of_it = "id IN (SELECT ? UNION SELECT id FROM op WHERE action = ? AND action <> id)"
    return list(entries(db, f"{of_it} AND {IS_APPLIED}", (action, action)))
