"""Operations as bytes: `body.bz2` for every reader of the package, sealed parts for personal values.

Unpacked, both are lines of UTF-8: JSON that describes the rest, then each part of an operation on its
own line, exactly as it was hashed (canonical JSON has no line breaks).
"""

from __future__ import annotations

import bz2
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.operations.hash_chain import BODY_REWRITTEN, LATEST, PERSONAL_REWRITTEN, Logged
from prossce_desktop.domain.operations.op_id import OpId, op_id
from prossce_desktop.domain.operations.operation import canonical, part_hash
from prossce_desktop.exchange.limits import MOST_OPERATION, MOST_TEXT, most_operations, most_unpacked
from prossce_desktop.exchange.strict_json import read_json

NO_PART = part_hash(b"")
_COLUMNS = ("action", "at", "who", "schema", "title", "personal", "rewritten")


def write_body(stretches: Sequence[Sequence[Logged]]) -> bytes:
    """The operations of every stretch, without personal values."""
    columns = [_columns(one) for one in stretches]
    lines = [canonical(columns), *(one.body for stretch in stretches for one in stretch)]
    return pack(b"\n".join(lines))


def _columns(stretch: Sequence[Logged]) -> dict[str, list[object]]:
    time_before = 0
    found: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    for one in stretch:
        found["action"].append(0 if one.action == one.id else one.action)
        found["at"].append(one.time_ms - time_before)
        found["who"].append(one.who)
        found["schema"].append(one.schema)
        found["title"].append(one.title)
        found["personal"].append("" if one.personal_hash == NO_PART else one.personal_hash.hex())
        found["rewritten"].append(one.body_hash.hex() if one.erased & BODY_REWRITTEN else "")
        time_before = one.time_ms
    return found


def checked_body(packed: bytes, count: int) -> tuple[bytes, list[int]]:
    """The checked lines of a body of `count` operations, and how many records each makes. ValueError.

    For the sandbox: what it costs depends on who wrote it.
    """
    if count > most_operations(len(packed)):
        raise ValueError("more operations than have room")
    unpacked = lines(packed, most_unpacked(len(packed)))
    first = next(unpacked)
    read_json(first)
    found, makes = [first], []
    for body in unpacked:
        if len(found) > count or len(body) > MOST_OPERATION:
            raise ValueError("more than the header names")
        makes.append(_made_by(_part(body)))
        found.append(body)
    if len(makes) != count:
        raise ValueError("less than the header names")
    return b"\n".join(found), makes


def _made_by(data: list[Any]) -> int:
    """How many records it says it makes; its blocks are looked at when they are applied."""
    counts = (one.get("count", 0) for one in data[1:] if isinstance(one, dict) and "new" in one)
    return sum(one for one in counts if type(one) is int and one > 0)


def _part(part: bytes) -> list[Any]:
    """A part is a list that begins with its salt."""
    values = read_json(part)
    if not isinstance(values, list) or not values or not isinstance(values[0], str):
        raise ValueError("not a part of an operation")
    return values


def body_in(checked: bytes, stretches: Sequence[tuple[int, int, int]]) -> list[list[Logged]]:
    """The operations of a checked body; `stretches`: source, `since`, count. Raises ValueError.

    Personal parts are None where there is one.
    """
    first, *bodies = checked.split(b"\n")
    columns = json.loads(first)
    if (
        not isinstance(columns, list)
        or len(columns) != len(stretches)
        or len(bodies) != sum(count for _, _, count in stretches)
    ):
        raise ValueError("not the operations that the header names")
    place = 0
    found: list[list[Logged]] = []
    for by_name, (source, since, count) in zip(columns, stretches, strict=True):
        rows = _rows(by_name, count)
        found.append(
            [_logged(row, op_id(source, since + 1 + i), bodies[place + i]) for i, row in enumerate(rows)]
        )
        place += count
    return found


def _rows(columns: Any, count: int) -> list[dict[str, Any]]:
    if not isinstance(columns, dict) or sorted(columns) != sorted(_COLUMNS):
        raise ValueError("not the columns of operations")
    if any(not isinstance(one, list) or len(one) != count for one in columns.values()):
        raise ValueError("columns of different lengths")
    time = 0
    rows: list[dict[str, Any]] = []
    for i in range(count):
        row = {name: columns[name][i] for name in _COLUMNS}
        whole = all(type(row[name]) is int for name in ("action", "at", "schema"))
        words = all(
            isinstance(row[name], str) and len(row[name]) <= MOST_TEXT
            for name in ("who", "title", "personal", "rewritten")
        )
        if not whole or not words:
            raise ValueError("an operation without its facts")
        time += row["at"]
        rows.append(row | {"at": time})
    return rows


def _logged(row: Mapping[str, Any], id: OpId, body: bytes) -> Logged:
    if (
        len(body) > MOST_OPERATION
        or not 0 <= row["schema"] < 1 << 31
        or not 0 <= row["at"] <= LATEST
        or not 0 <= row["action"] < 1 << 63
    ):
        raise ValueError("an operation beyond measure")
    personal_hash = bytes.fromhex(row["personal"]) if row["personal"] else NO_PART
    body_hash = bytes.fromhex(row["rewritten"]) if row["rewritten"] else part_hash(body)
    if len(personal_hash) != len(NO_PART) or len(body_hash) != len(NO_PART):
        raise ValueError("a hash that is none")
    personal = b"" if personal_hash == NO_PART else None
    erased = BODY_REWRITTEN if row["rewritten"] else 0
    facts = (row["action"] or id, row["at"], row["who"], row["schema"], row["title"])
    return Logged(id, *facts, body, body_hash, personal, personal_hash, erased)


@dataclass(frozen=True, slots=True)
class PersonalPart:
    """One operation's personal values, by the hash in the chain; `rewritten` by erasing: other bytes now."""

    personal_hash: bytes
    content: bytes
    rewritten: bool = False

    def agrees(self) -> bool:
        return self.rewritten or part_hash(self.content) == self.personal_hash


def write_personal(operations: Iterable[Logged]) -> bytes:
    """Personal parts of operations, each by its hash; empty where none of them has one."""
    those = [one for one in operations if one.personal]
    if not those:
        return b""
    named = [[one.personal_hash.hex(), bool(one.erased & PERSONAL_REWRITTEN)] for one in those]
    return pack(b"\n".join([canonical(named), *(one.personal or b"" for one in those)]))


def checked_personal(packed: bytes) -> bytes:
    """The lines of personal parts, looked through. Raises ValueError. For the fenced child."""
    unpacked = lines(packed, most_unpacked(len(packed)))
    first = next(unpacked)
    named = read_json(first)
    if not isinstance(named, list) or len(named) > most_operations(len(packed)):
        raise ValueError("not the parts that are named")
    found = [first]
    for content in unpacked:
        if len(found) > len(named) or len(content) > MOST_OPERATION:
            raise ValueError("more than the parts that are named")
        _part(content)
        found.append(content)
    return b"\n".join(found)


def personal_in(checked: bytes) -> list[PersonalPart]:
    """The parts that were looked through. Raises ValueError, also where one is not what was hashed."""
    first, *contents = checked.split(b"\n")
    named = json.loads(first)
    if len(named) != len(contents):
        raise ValueError("not the parts that are named")
    found: list[PersonalPart] = []
    for name, content in zip(named, contents, strict=True):
        if (
            not isinstance(name, list)
            or len(name) != 2
            or not isinstance(name[0], str)
            or not isinstance(name[1], bool)
        ):
            raise ValueError("a part without its name")
        part = PersonalPart(bytes.fromhex(name[0]), content, name[1])
        if len(part.personal_hash) != len(NO_PART) or not part.agrees():
            raise ValueError("a part that is not the one that was hashed")
        found.append(part)
    return found


_CHUNK = 1 << 20


def pack(plain: bytes) -> bytes:
    """As small as bzip2 makes it."""
    return bz2.compress(plain, 9)


def lines(packed: bytes, most: int) -> Iterator[bytes]:
    """The lines again, unpacked one by one. Raises ValueError for damaged, cut, extra, or over `most`."""
    begun: list[bytes] = []
    for some in _unpacked(packed, most):
        first, *others = some.split(b"\n")
        begun.append(first)
        if others:
            yield b"".join(begun)
            yield from others[:-1]
            begun = [others[-1]]
    yield b"".join(begun)


def _unpacked(packed: bytes, most: int) -> Iterator[bytes]:
    unpacking = bz2.BZ2Decompressor()
    size, given = 0, packed
    try:
        while not unpacking.eof:
            some = unpacking.decompress(given, max_length=min(_CHUNK, most - size + 1))
            given = b""
            size += len(some)
            if size > most:
                raise ValueError("larger than it may be")
            if not some and unpacking.needs_input and not unpacking.eof:
                raise ValueError("cut")
            yield some
    except (OSError, EOFError) as error:
        raise ValueError("damaged") from error
    if unpacking.unused_data:
        raise ValueError("something follows")
