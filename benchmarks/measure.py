"""Medians of interleaved runs, and lines of the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row of the table: ours beside the floor measured in the same run."""

    row: str
    what: str
    floor: str
    ours_ms: float
    floor_ms: float
    target: str
    p99: float | None = None

    @property
    def ratio(self) -> float:
        """Ours divided by the floor."""
        return self.ours_ms / self.floor_ms

    def text(self) -> str:
        """The line as it is printed."""
        tail = f", p99 {self.p99 / self.floor_ms:.1f}x" if self.p99 is not None else ""
        times = f"{self.ours_ms:.1f} ms / {self.floor_ms:.1f} ms"
        return f"| {self.row} | {self.what} | {self.floor} | {times} | {self.ratio:.2f}x{tail} | {self.target} |"


def interleaved(ours: Callable[[], object], floor: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of both, taken turn about so that a busy moment of the machine hits both."""
    one: list[float] = []
    other: list[float] = []
    for _turn in range(times):
        for found, job in ((one, ours), (other, floor)):
            start = time.perf_counter()
            job()
            found.append((time.perf_counter() - start) * 1000)
    return one, other


def median(found: list[float]) -> float:
    """The middle one."""
    return statistics.median(found)


def p99(found: list[float]) -> float:
    """The value that one in a hundred passes."""
    return sorted(found)[min(len(found) - 1, int(len(found) * 0.99))]
