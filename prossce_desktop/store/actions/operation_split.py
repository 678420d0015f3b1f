"""An action's blocks in portions: an operation holds at most MOST_RECORDS records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prossce_desktop.domain.operations.operation import MOST_RECORDS, Block, Erase, New, Set


def parted(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks in portions of at most MOST_RECORDS records; larger blocks are cut."""
    part: list[Block] = []
    room = MOST_RECORDS
    for block in blocks:
        done = 0
        while done < block.count:
            take = min(room, block.count - done)
            part.append(_cut(block, done, take))
            done += take
            room -= take
            if room == 0:
                yield part
                part, room = [], MOST_RECORDS
    if part:
        yield part


def _cut(block: Block, start: int, count: int) -> Block:
    if isinstance(block, Erase) or (start == 0 and count == block.count):
        return block
    cols = {name: column[start : start + count] for name, column in block.cols.items()}
    if isinstance(block, New):
        return New(block.kind, block.first + start, count, cols)
    prevs = {
        name: {i - start: ops for i, ops in by.items() if start <= i < start + count}
        for name, by in block.prevs.items()
    }
    seen = {i - start: ops for i, ops in block.seen.items() if start <= i < start + count}
    return Set(block.kind, block.ids[start : start + count], cols, prevs, seen=seen)
