"""What of each source is held here, and operations as they travel to somebody who holds less."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prossce_desktop.domain.model.scopes import SAMPLE
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.hash_chain import Logged
from prossce_desktop.domain.operations.op_id import op_id, op_number, op_source, op_span, sql_source
from prossce_desktop.domain.operations.op_state import IS_HELD_BACK
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.operation_log import Source, moment
from prossce_desktop.store.log.sample_lots import Executes

MOST_HELD_BACK = 500
_COLUMNS = 'id, action, at, who, "schema", title, body, body_hash, personal, personal_hash, erased'


@dataclass(frozen=True, slots=True)
class Held:
    """A source of which operations 1 to `last` are here; `hash` is that of the last."""

    source: Source
    last: int
    hash: bytes


def held_sources(execute: Executes, scopes: Collection[str] | None = None) -> list[Held]:
    """Every source of these scopes (None: all) with operations here, in order; never the sample's."""
    found: list[Held] = []
    for number, device, incarnation, scope in execute(
        "SELECT id, device, incarnation, scope FROM source ORDER BY id"
    ).fetchall():
        if scope == SAMPLE or (scopes is not None and scope not in scopes):
            continue
        query = 'SELECT id, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1'
        rows = execute(query, op_span(number)).fetchall()
        if rows:
            found.append(Held(Source(device, incarnation, scope), op_number(rows[0][0]), rows[0][1]))
    return found


def newest_at(execute: Executes) -> dt.datetime | None:
    """When the last operation that is known of anybody was done, by the clock of whoever did it."""
    ids = [op_id(one.source.number, one.last) for one in held_sources(execute)]
    ((time_ms,),) = execute(f"SELECT max(at) FROM op WHERE id {IN}", (json.dumps(ids),)).fetchall()
    return None if time_ms is None else moment(time_ms)


def source_numbered(execute: Executes, number: int) -> Source | None:
    """The source of that number; None where it is not known here."""
    rows = execute("SELECT device, incarnation, scope FROM source WHERE id = ?", (number,)).fetchall()
    return next(
        (Source(bytes(device), bytes(incarnation), str(scope)) for device, incarnation, scope in rows), None
    )


def scopes_by_number(execute: Executes) -> dict[int, str]:
    """The scope of every source, by its number."""
    return {int(id): str(scope) for id, scope in execute("SELECT id, scope FROM source").fetchall()}


def own_numbers(execute: Executes, device: bytes) -> set[int]:
    """The sources of one device."""
    return {row[0] for row in execute("SELECT id FROM source WHERE device = ?", (device,)).fetchall()}


def last_held(execute: Executes, number: int) -> int:
    """The number of the last operation held of a source; 0 where nothing is."""
    ((last,),) = execute("SELECT max(id) FROM op WHERE id BETWEEN ? AND ?", op_span(number)).fetchall()
    return op_number(last or 0)


def hash_of(execute: Executes, source: Source, n: int) -> bytes | None:
    """The hash of operation n of a source, its seed for 0; None where it is not here."""
    if n == 0:
        return source.seed
    rows = execute('SELECT "hash" FROM op WHERE id = ?', (op_id(source.number, n),)).fetchall()
    return bytes(rows[0][0]) if rows else None


def operations_of(execute: Executes, source: Source, since: int, to: int) -> Iterator[Logged]:
    """Operations `since` + 1 to `to`, with their personal parts where they are here."""
    for row in execute(
        f"SELECT {_COLUMNS} FROM op WHERE id BETWEEN ? AND ? ORDER BY id",
        op_span(source.number, since + 1, to),
    ).fetchall():
        yield logged(row)


def logged(row: tuple) -> Logged:  # type: ignore[type-arg]
    """An operation from its row of `op`."""
    id, action, time_ms, who, schema, title, body, body_hash, personal, personal_hash, erased = row
    return Logged(
        id, action, time_ms, who, schema, title, zlib.decompress(body), body_hash,
        zlib.decompress(personal) if personal else personal, personal_hash, erased,
    )  # fmt: skip


def newest_head(execute: Executes, source: Source) -> tuple[int, bytes, bytes] | None:
    """Number, hash and signature of the newest operation its own device signed; of other devices."""
    rows = execute(
        'SELECT n, "hash", signature FROM head WHERE source = ? ORDER BY n DESC LIMIT 1', (source.number,)
    ).fetchall()
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None


def nearest_head(
    execute: Executes, source: Source, since: int, last: int, to: int
) -> tuple[int, bytes, bytes] | None:
    """The same of the operation between `since` and `last` nearest to `to`; None if none was signed."""
    query = (
        'SELECT n, "hash", signature FROM head WHERE source = ? AND n > ? AND n < ? ORDER BY abs(n - '
        "?), n LIMIT 1"
    )
    rows = execute(query, (source.number, since, last, to)).fetchall()
    return (int(rows[0][0]), bytes(rows[0][1]), bytes(rows[0][2])) if rows else None


def receipt_of(execute: Executes, device: bytes) -> dict[int, int]:
    """What a device said it holds: source to the number of its last operation there."""
    return dict(execute("SELECT source, n FROM receipt WHERE device = ?", (device,)).fetchall())


def keep_receipt(db: Connection, device: bytes, held: Mapping[int, int]) -> None:
    """The receipt read last counts, also where it says less than one before."""
    db.execute("DELETE FROM receipt WHERE device = ?", (device,))
    db.executemany(
        "INSERT INTO receipt(device, source, n) VALUES(?, ?, ?)",
        [(device, source, n) for source, n in held.items()],
    )


def held_back_of(execute: Executes, sources: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Operations of these sources that are here and not applied; the first of them if very many."""
    found: dict[int, tuple[int, ...]] = {}
    for (id,) in execute(
        f"SELECT id FROM op WHERE {IS_HELD_BACK} ORDER BY id LIMIT ?", (MOST_HELD_BACK,)
    ).fetchall():
        if op_source(id) in sources:
            found[op_source(id)] = (*found.get(op_source(id), ()), op_number(id))
    return found


def newest_schema_held_back(execute: Executes) -> dict[int, int]:
    """Of each source with operations held back the newest schema one of them was written with."""
    rows = execute(
        f'SELECT {sql_source("id")}, max("schema") FROM op WHERE {IS_HELD_BACK} GROUP BY 1'
    ).fetchall()
    return {int(source): int(schema) for source, schema in rows}


def is_held_back(execute: Executes, source: Source) -> bool:
    """Whether any operation of a source is held back."""
    return bool(
        execute(
            f"SELECT 1 FROM op WHERE {IS_HELD_BACK} AND id BETWEEN ? AND ? LIMIT 1", source.span
        ).fetchall()
    )


def keep_held_back(db: Connection, device: bytes, operations: int) -> None:
    """So many operations of this laptop a device has and does not apply, as its newest receipt says."""
    settings.write(db, SettingKey.held_back.of(device), str(operations))


def held_back_at(execute: Executes, device: bytes) -> int:
    """How many operations of this laptop a device said that it does not apply."""
    return int(settings.read(execute, SettingKey.held_back.of(device)) or 0)


def keep_packed(db: Connection, device: bytes, last: Mapping[int, int]) -> None:
    """Packages for a device were made up to this operation of each source; only a receipt says it came."""
    found = packed_for(db.execute, device)
    for source, n in last.items():
        found[source] = max(n, found.get(source, 0))
    packed = json.dumps({str(source): n for source, n in sorted(found.items())})
    settings.write(db, SettingKey.packed.of(device), packed)


def packed_for(execute: Executes, device: bytes) -> dict[int, int]:
    """Source to the number of its last operation for which a package for a device was made."""
    packed = settings.read(execute, SettingKey.packed.of(device)) or "{}"
    return {int(source): int(n) for source, n in json.loads(packed).items()}


def withheld(execute: Executes, scopes: Collection[str]) -> list[bytes]:
    """Hashes of personal parts that are not here, of operations of these scopes, each once."""
    found: dict[bytes, None] = {}
    for one in held_sources(execute, scopes):
        query = "SELECT personal_hash FROM op WHERE personal IS NULL AND id BETWEEN ? AND ? ORDER BY id"
        found |= dict.fromkeys(bytes(row[0]) for row in execute(query, one.source.span).fetchall())
    return list(found)


def source_lacking(execute: Executes, personal_hash: bytes) -> Source | None:
    """The source of an operation that lacks the personal part with this hash; None if none does."""
    rows = execute(
        "SELECT source.device, source.incarnation, source.scope FROM op JOIN source ON source.id = "
        f"{sql_source('op.id')} WHERE personal IS NULL AND personal_hash = ? LIMIT 1",
        (personal_hash,),
    ).fetchall()
    return next(
        (Source(bytes(device), bytes(incarnation), str(scope)) for device, incarnation, scope in rows), None
    )


def operations_with(execute: Executes, hashes: Iterable[bytes], scopes: Collection[str]) -> list[Logged]:
    """Operations with these personal parts, where they are here, each once; one walk through the log."""
    ids = json.dumps([id for id, _size in sizes_with(execute, hashes, scopes)])
    return [
        logged(row)
        for row in execute(f"SELECT {_COLUMNS} FROM op WHERE id {IN} ORDER BY id", (ids,)).fetchall()
    ]


def sizes_with(execute: Executes, hashes: Iterable[bytes], scopes: Collection[str]) -> list[tuple[int, int]]:
    """The same by number, each with the bytes of its personal part; of these scopes alone."""
    listed = json.dumps([one.hex().upper() for one in hashes])
    if listed == "[]":  # as nearly always: nothing is looked through
        return []
    of_these = f"{sql_source('id')} IN (SELECT id FROM source WHERE scope {IN})"
    among = f"personal IS NOT NULL AND hex(personal_hash) {IN} AND {of_these} GROUP BY personal_hash"
    query = f"SELECT min(id), length(personal) FROM op WHERE {among}"
    return [
        (int(id), int(size)) for id, size in execute(query, (listed, json.dumps(sorted(scopes)))).fetchall()
    ]
