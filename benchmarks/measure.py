"""Medians of interleaved runs, and lines of the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

TIMES = 5
Job = Callable[[], object]


class Took(float):
    """Milliseconds by the clock; `own`: of processor time of this process, all threads together."""

    own: float

    def __new__(cls, clock: float, own: float) -> Self:
        made = super().__new__(cls, clock)
        made.own = own
        return made


@dataclass(frozen=True)
class Line:
    """One row of the table: ours beside the floor of the same run, in ms; limits in units of the floor."""

    row: str
    what: str
    floor: str
    ours_ms: float
    floor_ms: float
    most: float | None = None
    """What the row must reach; None for a peer, or a figure without a promise."""
    p99_ms: float | None = None
    p99_most: float | None = None
    own_ratio: float | None = None
    """The ratio by processor time, which other jobs on the machine change little."""

    @property
    def ratio(self) -> float:
        """Ours divided by the floor."""
        return self.ours_ms / self.floor_ms

    def is_missed(self) -> bool:
        """Whether a promise is not kept."""
        late = (
            self.p99_most is not None
            and self.p99_ms is not None
            and self.p99_ms / self.floor_ms > self.p99_most
        )
        return late or (self.most is not None and self.ratio > self.most)

    def text(self) -> str:
        """The line as it is printed."""
        tail = f", p99 {_times(self.p99_ms / self.floor_ms)}" if self.p99_ms is not None else ""
        tail += f", own {_times(self.own_ratio)}" if self.own_ratio is not None else ""
        times = f"{milliseconds(self.ours_ms)} / {milliseconds(self.floor_ms)}"
        return (
            f"| {self.row} | {self.what} | {self.floor} | {times} | {_times(self.ratio)}{tail} | "
            f"{self._promise()} |"
        )

    def _promise(self) -> str:
        said = [] if self.most is None else [f"<= {self.most:g}x"]
        said += [] if self.p99_most is None else [f"p99 <= {self.p99_most:g}x"]
        return ", ".join([*said, *(["**missed**"] if self.is_missed() else [])]) or "-"


@dataclass(frozen=True)
class Amount:
    """A figure that stands by itself: memory, bytes, a pause."""

    row: str
    what: str
    value: float
    unit: str
    most: float | None = None

    def text(self) -> str:
        """The line as it is printed."""
        missed = self.most is not None and self.value > self.most
        promise = (
            "-" if self.most is None else f"<= {self.most:g} {self.unit}{', **missed**' if missed else ''}"
        )
        return f"| {self.row} | {self.what} | - | {self.value:,.0f} {self.unit} | - | {promise} |"


def timed(job: Job) -> Took:
    """Milliseconds that a job takes."""
    start, own = time.perf_counter(), time.process_time()
    job()
    return Took((time.perf_counter() - start) * 1000, (time.process_time() - own) * 1000)


def in_turn(jobs: Sequence[Job], times: int = TIMES) -> list[list[Took]]:
    """Milliseconds of every job, taken turn about so that a busy moment of the machine hits all of them."""
    found: list[list[Took]] = [[] for _job in jobs]
    for _turn in range(times):
        for one, job in zip(found, jobs, strict=True):
            one.append(timed(job))
    return found


def interleaved(ours: Job, floor: Job, times: int) -> tuple[list[Took], list[Took]]:
    """The same of two."""
    one, other = in_turn((ours, floor), times)
    return one, other


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def own(times: Sequence[Took]) -> list[float]:
    """The processor times alone."""
    return [took.own for took in times]


def p99(values: Sequence[float]) -> float:
    """The value that one in a hundred passes."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def milliseconds(value: float) -> str:
    """In words: 0.24 ms, 240 ms, 2.40 s."""
    return (
        f"{value / 1000:.2f} s" if value >= 1000 else f"{value:.0f} ms" if value >= 100 else f"{value:.2f} ms"
    )


def _times(ratio: float) -> str:
    return f"{ratio:.2f}x" if ratio < 10 else f"{ratio:.0f}x"
