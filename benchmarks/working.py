"""The longest pause of the main thread in an hour of work in the window, and its memory at idle."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.children import answer_of
from benchmarks.measure import Amount
from benchmarks.people import Base

SHOWN = 6


def lines(base: Base) -> Iterator[Amount]:
    """The longest pause, with what it was spent on; the longest of each action go to the error output."""
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        found = answer_of("benchmarks.worked", str(base.copy(Path(folder)).folder))
    of = f"{base.people:,} people"
    pauses = found["pauses"]
    longest: dict[str, Any] = pauses[0] if pauses else {"doing": "none", "ms": 0, "own_ms": 0}
    yield Amount("idle", f"memory of the window at rest, {of}", found["idle"], "MB", 200)
    yield Amount("hour", f"memory after an hour of work, {of}", found["now"], "MB")
    what = f"longest pause of the main thread in {found['actions']:,} actions, {of} ({longest['doing']})"
    yield Amount("hour", what, longest["ms"], "ms", 100)
    yield Amount("hour", "of that its own work", longest["own_ms"], "ms")
    worst: dict[str, dict[str, object]] = {}
    for one in pauses:
        worst.setdefault(one["doing"], one)
    for one in list(worst.values())[:SHOWN]:
        print(
            f"  {one['doing']}: {one['ms']:.0f} ms, own {one['own_ms']:.0f} ms, {one['where']}",
            file=sys.stderr,
        )
