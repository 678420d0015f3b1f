"""Which records are sample data. They have a source of their own, and what points to one belongs to it as well,
so that no package ever holds a record that points to something the receiver cannot have.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from prossce_desktop.domain.fields import FieldKind, Record, fields_of
from prossce_desktop.store.log import LAST_24, SAMPLE


class Executes(Protocol):
    """What every kind of connection can do: run a statement with values in order."""

    def __call__(self, sql: str, values: Sequence[object] = (), /) -> Any: ...


def sample_lots(execute: Executes) -> list[tuple[int, int, int]]:
    """First id, count and kind number of each lot of sample records, of whatever incarnation."""
    found: list[tuple[int, int, int]] = []
    for (source,) in execute("SELECT id FROM source WHERE scope = ?", (SAMPLE,)).fetchall():
        low = source << 24
        rows = execute("SELECT first, count, kind FROM lot WHERE op BETWEEN ? AND ?", (low, low | LAST_24))
        found += [(first, count, kind) for first, count, kind in rows]
    return sorted(found)


class Origins:
    """The sample's lots at the start of an action; nearly always none."""

    def __init__(self, execute: Executes) -> None:
        lots = sample_lots(execute)
        self._firsts = [first for first, _, _ in lots]
        self._ends = [first + count for first, count, _ in lots]

    def is_sample(self, id: int) -> bool:
        i = bisect_right(self._firsts, id) - 1
        return i >= 0 and id < self._ends[i]

    def points_to_sample(self, kind: str, values: Sequence[Record], pending: Sequence[tuple[int, int]]) -> bool:
        """Whether any of these values refers to a sample record, also one made in the same action."""
        if not self._firsts and not pending:
            return False
        names = [one.name for one in fields_of(type(values[0])) if one.kind is FieldKind.reference]
        targets = {target for value in values for name in names if (target := getattr(value, name)) is not None}
        return any(self.is_sample(id) or any(first <= id < end for first, end in pending) for id in targets)

    def parted(self, ids: Iterable[int]) -> Iterator[tuple[bool, list[int]]]:
        """Own records and sample records apart; empty parts are left out."""
        parts: dict[bool, list[int]] = {}
        for id in ids:
            parts.setdefault(self.is_sample(id), []).append(id)
        yield from sorted(parts.items())
