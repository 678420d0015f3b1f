"""Operations that somebody lacks, by source, and where they are parted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.operations.hash_chain import signed_head
from prossce_desktop.exchange.header import SourceRange
from prossce_desktop.store.log.operation_log import Source
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import Held, hash_of, nearest_head, newest_head


@dataclass(frozen=True, slots=True)
class Portion:
    """Operations `since` + 1 to `last` of a source, and its device's signature over the last."""

    source: Source
    since: int
    last: int
    before: bytes
    hash: bytes
    signature: bytes

    def range(self) -> SourceRange:
        """As it stands in the header."""
        of = self.source
        return SourceRange(
            of.device, of.incarnation, of.scope, self.since, self.last, self.before, self.hash, self.signature
        )


def portion_after(
    execute: Executes, own: bytes, sign: Callable[[bytes], bytes], held: Held, since: int
) -> Portion | None:
    """What its device signed of a source after `since`, else None. `own`: our key; `sign` signs for it."""
    if held.source.device == own:
        last, hash = held.last, held.hash
        signature = sign(signed_head(held.source.number, last, hash))
    else:
        head = newest_head(execute, held.source)
        if head is None:
            return None
        last, hash, signature = head
    before = hash_of(execute, held.source, since)
    if last <= since or before is None:
        return None
    return Portion(held.source, since, last, before, hash, signature)


def halves(
    execute: Executes, own: bytes, sign: Callable[[bytes], bytes], portions: Sequence[Portion]
) -> tuple[list[Portion], list[Portion]] | None:
    """The first half and the rest, which waits if the first is lost; None where they cannot be parted. `own`:
    our key: its sources part anywhere, those of others where they came in parts."""
    if len(portions) > 1:
        middle = len(portions) // 2
        return list(portions[:middle]), list(portions[middle:])
    if not portions or portions[0].last - portions[0].since < 2:
        return None
    one = portions[0]
    middle = (one.since + one.last) // 2
    if one.source.device == own:
        hash = hash_of(execute, one.source, middle) or b""
        head = (middle, hash, sign(signed_head(one.source.number, middle, hash)))
    else:
        known = nearest_head(execute, one.source, one.since, one.last, middle)
        if known is None:
            return None
        head = known
    n, hash, signature = head
    return [replace(one, last=n, hash=hash, signature=signature)], [replace(one, since=n, before=hash)]
