"""A stranger's file: processor time and memory over size, by kind, and whether growth is linear."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.children import answer_of
from benchmarks.hostile_read import KINDS
from benchmarks.measure import Amount
from benchmarks.people import Base

SMALL, LARGE = 500_000, 4_000_000
GROWTH = LARGE / SMALL
MOST_BEYOND = 2.0
"""How much faster than the size time may grow, since small sizes are measured less truly."""


def lines(base: Base) -> Iterator[Amount]:
    """The worst of the shapes of each kind. `base` says nothing here."""
    del base
    for kind in KINDS:
        small, large = (answer_of("benchmarks.hostile_read", kind, str(size)) for size in (SMALL, LARGE))
        what = f"{kind} of {LARGE // 1_000_000} MB, the worst shape ({large['worst']})"
        yield Amount(
            "hostile", f"{what}: processor, for each MB", large["seconds"] * 1000 / (LARGE / 1e6), "ms"
        )
        beyond = large["seconds"] / max(small["seconds"], 0.005) / GROWTH
        yield Amount(
            "hostile",
            f"{kind}: growth of processor time, in hundredths of that of the size",
            beyond * 100,
            "",
            MOST_BEYOND * 100,
        )
        yield Amount("hostile", f"{what}: most memory, for each MB", large["memory"] / LARGE, "MB")
