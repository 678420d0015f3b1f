"""Which records are sample data: they have a source of their own (`scopes.py` says what belongs to it)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Protocol

from prossce_desktop.domain.model.scopes import SAMPLE
from prossce_desktop.domain.operations.op_id import op_span


class Executes(Protocol):
    """What every kind of connection can do: run a statement with values in order."""

    def __call__(self, sql: str, values: Sequence[object] = (), /) -> Any: ...


def sample_lots(execute: Executes) -> list[tuple[int, int, int]]:
    """First id, count and kind number of each lot of sample records, of whatever incarnation."""
    found: list[tuple[int, int, int]] = []
    for (source,) in execute("SELECT id FROM source WHERE scope = ?", (SAMPLE,)).fetchall():
        rows = execute("SELECT first, count, kind FROM lot WHERE op BETWEEN ? AND ?", op_span(source))
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
