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
    """Operations `since` + 1 to `last` of one source for a package, and the signature of its own device over
    the last."""

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
    """What is here of a source after operation `since`, as far as its own device signed it; None where that
    is nothing.

    `own`: the key of this laptop, which signs what is its own; `sign` gives that signature.
    """
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
    """The first half of the operations and the rest, which waits where the first was lost; None where they
    cannot be parted.

    `own`: the key of this laptop, whose sources are parted anywhere, since it signs every beginning. Those
    of others are parted where they came in parts, since only their own laptop signs.
    """
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
