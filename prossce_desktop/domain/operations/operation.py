"""What one action did, as blocks and as canonical bytes; read and written by the store and by packages alike.

An operation makes records (`New`), sets fields (`Set`) or erases a person (`Erase`). It travels in two parts,
each hashed by itself and each beginning with a salt of its own: the body says *what* is set, entry i of the
personal part holds block i's personal values. Alone, the body names records, fields and what was replaced.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import BaseModel

from prossce_desktop.domain.model.codes import Token
from prossce_desktop.domain.model.fields import Record, stored_fields, worked_fields
from prossce_desktop.domain.model.record_kinds import KINDS

Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
"""A value in JSON: tokens and dates are text, whole floats integers, an empty tuple null."""

REMOVED = "removed"
"""The one field every record has beside its declared ones."""

MOST_RECORDS = 100_000
"""Records in one operation; a larger action becomes several operations."""

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class New:
    """`count` new records of one kind, ids `first`, `first + 1` ...; a column that is not here is null.
    `personal_fields` have values; where these are withheld they are not in `cols`.
    """

    kind: str
    first: int
    count: int
    cols: Mapping[str, Sequence[Plain]]
    personal_fields: tuple[str, ...] = ()

    @property
    def ids(self) -> range:
        return range(self.first, self.first + self.count)


@dataclass(frozen=True, slots=True)
class Set:
    """The same fields of records get new values; `prevs[field][i]`: the operations whose values record i had.
    `seen[i]`, where record i is taken out: those whose values its other fields had; no others were seen.
    """

    kind: str
    ids: Sequence[int]
    cols: Mapping[str, Sequence[Plain]]
    prevs: Mapping[str, Mapping[int, Sequence[int]]] = field(default_factory=dict)
    personal_fields: tuple[str, ...] = ()
    seen: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.ids)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field it sets, also those whose values are withheld."""
        return (*(name for name in self.cols if name not in self.personal_fields), *self.personal_fields)


@dataclass(frozen=True, slots=True)
class Erase:
    """A person is erased. Figures go on with `birth` and `disability`; `reason`: None if withheld."""

    person: int
    birth: str | None
    disability: str | None
    reason: str | None = None
    personal_fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return "person"

    @property
    def ids(self) -> Sequence[int]:
        return [self.person]

    @property
    def count(self) -> int:
        return 1

    @property
    def cols(self) -> Mapping[str, Sequence[Plain]]:
        """It sets no field: what becomes of the person's is a rule of its own."""
        return {}

    @property
    def prevs(self) -> Mapping[str, Mapping[int, Sequence[int]]]:
        return {}

    @property
    def fields(self) -> tuple[str, ...]:
        return ()


Block = New | Set | Erase

REASON = "reason"
"""The one personal value of an erasure."""


def plain(value: object) -> Plain:
    """A field's value as it stands in JSON."""
    if value is None or type(value) in (str, int, bool):
        return value  # type: ignore[return-value]
    if isinstance(value, Token):
        return str(value.value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return {name: plain(one) for name, one in value.__dict__.items() if one is not None}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value] or None
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"a {type(value).__name__} is no value of a field")


def plain_fields(value: Record) -> dict[str, Plain]:
    """All declared fields of a record's value, in JSON's types."""
    return {one.name: plain(getattr(value, one.name)) for one in stored_fields(type(value))}


def canonical(value: object) -> bytes:
    """The one way this value is written: sorted keys, no spaces, UTF-8, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def columns(values: Sequence[Record]) -> dict[str, list[Plain]]:
    """The values of several records of one kind by field; a field that is null in all of them is left out."""
    found: dict[str, list[Plain]] = {}
    dicts = [one.__dict__ for one in values]
    for one in stored_fields(type(values[0])):
        name = one.name
        column = [None if row[name] is None else plain(row[name]) for row in dicts]
        if any(value is not None for value in column):
            found[name] = column
    return found


WORKED_NAMES: frozenset[str] = frozenset(name for kind in KINDS.values() for name in worked_fields(kind))
"""Fields the program works out, in any kind: nobody is asked about them, undo passes over them."""


@lru_cache
def declared_personal_fields(kind: str) -> frozenset[str]:
    """The fields of a kind whose values stand in the personal part."""
    return frozenset(one.name for one in stored_fields(KINDS[kind]) if one.shown.personal)


PERSONAL_ROLES = 3
"""The schema of operations from which on a role is personal."""

AGES = 8
"""The schema of operations from which on ages travel, and births, answers and free texts are personal."""


@lru_cache
def open_in(kind: str, schema: int) -> frozenset[str]:
    """Personal fields whose values stood in the body in that schema: they are read and erased there."""
    if schema >= AGES:
        return frozenset()
    personal_later = _PERSONAL_BEFORE_AGES.get(kind, frozenset())
    roles = frozenset({"role"}) if kind == "participation" and schema < PERSONAL_ROLES else frozenset()
    return (declared_personal_fields(kind) - personal_later) | roles


_PERSONAL_BEFORE_AGES: Mapping[str, frozenset[str]] = {
    "person": frozenset(
        {"name", "latin_name", "phone", "national_id", "email", "address", "employer", "remarks", "kept"}
    ),
    "participation": frozenset({"role", "remarks", "kept"}),
    "link": frozenset({"kept"}),
    "follow_up": frozenset({"employer", "remarks", "kept"}),
    "impact_story": frozenset({"title", "text", "kept"}),
    "query": frozenset({"text", "answer", "kept"}),
    "attachment": frozenset({"name"}),
}
"""What was personal before ages travelled."""


def encode(blocks: Iterable[Block], salts: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """Body and personal part as they travel; the personal part is empty where no personal value is set."""
    body: list[object] = [salts[0].hex()]
    personal_part: list[object] = [salts[1].hex()]
    for block in blocks:
        written, personal = _written(block)
        body.append(written)
        personal_part.append(personal)
    return canonical(body), canonical(personal_part) if any(personal_part[1:]) else b""


def _written(block: Block) -> tuple[dict[str, object], dict[str, object]]:
    if isinstance(block, Erase):
        erased: dict[str, object] = {
            "erase": block.person,
            "birth": block.birth,
            "disability": block.disability,
        }
        return (
            (erased | {"hidden": [REASON]}, {REASON: [block.reason]})
            if block.reason is not None
            else (erased, {})
        )
    secret = declared_personal_fields(block.kind)
    personal_fields = sorted(name for name in block.cols if name in secret)
    written: dict[str, object] = {
        "cols": {name: col for name, col in block.cols.items() if name not in secret}
    }
    if personal_fields:
        written["hidden"] = personal_fields
    if isinstance(block, New):
        written |= {"new": block.kind, "first": block.first, "count": block.count}
    else:
        written |= {"set": block.kind, "ids": list(block.ids)}
        if any(block.prevs.values()):
            written["prevs"] = {
                name: {str(i): list(ops) for i, ops in by.items()} for name, by in block.prevs.items() if by
            }
        if block.seen:
            written["seen"] = {str(i): list(ops) for i, ops in block.seen.items()}
    return written, {name: block.cols[name] for name in personal_fields}


def decode(body: bytes, personal: bytes | None) -> list[Block]:
    """The blocks again. `personal` is None where it is withheld, empty where there is none."""
    written = json.loads(body)[1:]
    personal_part: list[dict[str, list[Plain]]] = (
        json.loads(personal)[1:] if personal else [{}] * len(written)
    )
    return [_block(one, more) for one, more in zip(written, personal_part, strict=True)]


def _block(data: dict[str, object], more: dict[str, list[Plain]]) -> Block:
    if "erase" in data:
        reason = more.get(REASON, [None])[0]
        return Erase(data["erase"], data["birth"], data["disability"], reason, tuple(data.get("hidden", ())))  # type: ignore[arg-type]
    cols: dict[str, list[Plain]] = {**data["cols"], **more}  # type: ignore[dict-item]
    personal_fields: tuple[str, ...] = tuple(data.get("hidden", ()))  # type: ignore[arg-type]
    if "new" in data:
        return New(str(data["new"]), int(data["first"]), int(data["count"]), cols, personal_fields)  # type: ignore[call-overload]
    prevs = {name: {int(i): ops for i, ops in by.items()} for name, by in data.get("prevs", {}).items()}  # type: ignore[attr-defined]
    seen = {int(i): ops for i, ops in data.get("seen", {}).items()}  # type: ignore[attr-defined]
    return Set(str(data["set"]), data["ids"], cols, prevs, personal_fields, seen)  # type: ignore[arg-type]


def part_hash(part: bytes) -> bytes:
    """What the chain holds of a part: it can be checked without the part's neighbours."""
    return hashlib.sha256(part).digest()


def source_seed(device_key: bytes, incarnation: bytes, scope: str) -> bytes:
    """The hash before a source's first operation; its first 39 bits are the source's number."""
    return hashlib.sha256(b"\0".join((device_key, incarnation, scope.encode()))).digest()


def source_number(seed: bytes) -> int:
    return int.from_bytes(seed[:5], "big") >> 1


def chain_hash(
    before: bytes,
    *,
    id: int,
    action: int,
    time_ms: int,
    who: str,
    schema: int,
    title: str,
    body_hash: bytes,
    personal_hash: bytes,
) -> bytes:
    """Names this operation and, through `before`, every earlier one of its source."""
    head = canonical([id, action, time_ms, who, schema, title, body_hash.hex(), personal_hash.hex()])
    return hashlib.sha256(before + head).digest()
