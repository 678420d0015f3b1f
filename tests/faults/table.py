"""How often each fault is tried, with which seed, and the table at the end of a run."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
"""`make test-long`: every suite at full length, with a seed of its own."""
SEED_VARIABLE = "PROSSCE_FAULT_SEED"
if LONG:
    os.environ.setdefault(SEED_VARIABLE, str(random.SystemRandom().randrange(1 << 31)))  # before workers start, so that all have it
SEED = int(os.environ.get(SEED_VARIABLE, "20250601"))

Done = Callable[..., None]


def times(often: int, long: int) -> int:
    """So often: the first in every run, the second in `make test-long`."""
    return long if LONG else often


@dataclass(frozen=True, order=True)
class Line:
    """One line of the table. `tried`: how often; `told`: what happened, in a few words."""

    fault: str
    kind: str
    tried: int
    told: str


def chance(*words: object) -> random.Random:
    """The same seed and words give the same chances, in whatever order tests run."""
    return random.Random(f"{SEED} {words}")


@pytest.fixture
def done(request: pytest.FixtureRequest) -> Done:
    """Call it with what a test tried: it becomes a line of the table."""

    def add(fault: str, kind: str, tried: int, told: str = "") -> None:
        request.node.user_properties.append(("fault", (fault, kind, tried, told)))

    return add


def show(terminal: pytest.TerminalReporter) -> None:
    """Print the table, in long runs and where it is asked for."""
    reports = [one for kind in ("passed", "failed") for one in terminal.stats.get(kind, ()) if getattr(one, "when", "") == "call"]
    lines = sorted(Line(*value) for one in reports for name, value in one.user_properties if name == "fault")
    if not lines or not (LONG or os.environ.get("PROSSCE_FAULT_TABLE")):
        return
    terminal.section(f"faults, seed {SEED} ({SEED_VARIABLE})")
    width = [max(len(getattr(one, name)) for one in lines) for name in ("fault", "kind")]
    for one in lines:
        terminal.write_line(f"{one.fault:{width[0]}}  {one.kind:{width[1]}}  {one.tried:6}  {one.told}")
