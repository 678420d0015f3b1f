"""An operation of the log as it travels: its two parts as bytes, and the facts its chain hash is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.domain.operations.op_id import OpId, op_number, op_source, op_span
from prossce_desktop.domain.operations.operation import chain_hash, part_hash, source_number, source_seed

LATEST = 32_503_680_000_000
"""The year 3000 as UTC milliseconds: no clock is so wrong, and not every computer can show what is later."""

BODY_REWRITTEN, PERSONAL_REWRITTEN = 1, 2
"""Bits of `erased`: a part that erasing rewrote is no longer the one that was hashed."""


@dataclass(frozen=True, slots=True)
class Logged:
    """`personal` is None where withheld, empty where there is none; the hashes are those of the chain."""

    id: OpId
    action: int
    time_ms: int
    who: str
    schema: int
    title: str
    body: bytes
    body_hash: bytes
    personal: bytes | None
    personal_hash: bytes
    erased: int = 0

    @property
    def n(self) -> int:
        """Its number in its source, from 1."""
        return op_number(self.id)

    @property
    def source(self) -> int:
        return op_source(self.id)

    def hash_after(self, before: bytes) -> bytes:
        """The chain's hash of this operation."""
        return chain_hash(
            before, id=self.id, action=self.action, time_ms=self.time_ms, who=self.who, schema=self.schema,
            title=self.title,
            body_hash=self.body_hash, personal_hash=self.personal_hash,
        )  # fmt: skip

    def parts_agree(self) -> bool:
        """Whether the parts that are here are those that were hashed; a rewritten one is believed."""
        body = bool(self.erased & BODY_REWRITTEN) or part_hash(self.body) == self.body_hash
        personal = (
            self.personal is None
            or bool(self.erased & PERSONAL_REWRITTEN)
            or part_hash(self.personal) == self.personal_hash
        )
        return body and personal


@dataclass(frozen=True, slots=True)
class Stretch:
    """Operations of one source without a hole: `since` + 1 and further, each chained to the one before.
    `before` is the hash of operation `since`; `hash` and `signature` (by the source's device) the last one's.
    """

    device: bytes
    incarnation: bytes
    scope: str
    since: int
    before: bytes
    operations: Sequence[Logged]
    hash: bytes
    signature: bytes

    @property
    def source(self) -> int:
        return source_number(source_seed(self.device, self.incarnation, self.scope))

    @property
    def last(self) -> int:
        """The number of the last operation enclosed."""
        return self.since + len(self.operations)

    def is_whole(self) -> bool:
        """Whether numbers and hashes follow from `before` to `hash`, from the source where `since` is 0."""
        seed = source_seed(self.device, self.incarnation, self.scope)
        if self.since == 0 and self.before != seed:
            return False
        this, (low, _last) = self.before, op_span(source_number(seed))
        for n, one in enumerate(self.operations, self.since + 1):
            if one.id != low + n or not one.parts_agree():
                return False
            this = one.hash_after(this)
        return this == self.hash


def signed_head(source: int, n: int, hash: bytes) -> bytes:
    """The bytes that a device signs: operation n of this source of mine has this hash."""
    return b"prossce head\0" + source.to_bytes(8, "big") + n.to_bytes(4, "big") + hash
