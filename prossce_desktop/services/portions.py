"""Operations that somebody lacks, by source, and where they are parted: an own source anywhere, since this laptop signs every beginning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.logged import signed_head
from prossce_desktop.exchange.header import SourceRange
from prossce_desktop.store.held import Held, hash_of, newest_head
from prossce_desktop.store.log import Source
from prossce_desktop.store.origins import Executes


@dataclass(frozen=True, slots=True)
class Portion:
    """Operations `since` + 1 to `last` of one source for a package, and the signature of its own device over the last."""

    source: Source
    since: int
    last: int
    before: bytes
    hash: bytes
    signature: bytes

    def range(self) -> SourceRange:
        """As it stands in the header."""
        of = self.source
        return SourceRange(of.device, of.incarnation, of.scope, self.since, self.last, self.before, self.hash, self.signature)


def portion_after(execute: Executes, own: bytes, sign: Callable[[bytes], bytes], held: Held, since: int) -> Portion | None:
    """What is here of a source after operation `since`, as far as its own device signed it; None where that is nothing.

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


def can_part(portions: Sequence[Portion], own: bytes) -> bool:
    """Whether there is a place to part them. `own`: the key of this laptop."""
    return len(portions) > 1 or (len(portions) == 1 and portions[0].source.device == own and portions[0].last - portions[0].since > 1)


def halves(execute: Executes, sign: Callable[[bytes], bytes], portions: Sequence[Portion]) -> tuple[list[Portion], list[Portion]]:
    """The first half of the operations and the rest; the rest waits where the first was lost."""
    if len(portions) > 1:
        middle = len(portions) // 2
        return list(portions[:middle]), list(portions[middle:])
    one = portions[0]
    middle = (one.since + one.last) // 2
    hash = hash_of(execute, one.source, middle) or b""
    signature = sign(signed_head(one.source.number, middle, hash))
    return [replace(one, last=middle, hash=hash, signature=signature)], [replace(one, since=middle, before=hash)]
