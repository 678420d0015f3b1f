"""Who is one with whom, by pairs that were decided (union-find)."""

from __future__ import annotations

from collections.abc import Iterable


def components(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The smallest id of the component of each record that stands in a pair."""
    root: dict[int, int] = {}

    def find(member: int) -> int:
        root.setdefault(member, member)
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    for a, b in pairs:
        first, second = sorted((find(a), find(b)))
        root[second] = first
    return {one: find(one) for one in root}
