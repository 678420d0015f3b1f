"""How the cards of the exchange have something done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class RunsJob(Protocol):
    """Works beside the window, one thing at a time, then calls `done` with the answer; says itself what failed."""

    def __call__(self, work: Callable[[], object], done: Callable[[Any], None]) -> None: ...
