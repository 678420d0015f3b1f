"""Progress and cancelling in one call: work reports how far it is, and learns that it is to stop."""

from __future__ import annotations

import threading
from typing import Protocol

from prossce_desktop.errors import Cancelled


class ProgressCallback(Protocol):
    """Called by long work between two pieces of it."""

    def __call__(self, done: int, total: int, /) -> None:
        """`done` of `total` pieces are finished (0: total unknown). Raises Cancelled on request."""


def silent(done: int, total: int, /) -> None:
    """Shows nothing and never stops: for short work and for callers that have nobody to show it to."""


class Progress:
    """A step that passes its values on and stops at the next call after `cancel()`, called by any thread."""

    def __init__(self, show: ProgressCallback = silent) -> None:
        self._show = show
        self._stop = threading.Event()

    def __call__(self, done: int, total: int, /) -> None:
        if self._stop.is_set():
            raise Cancelled()
        self._show(done, total)

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next step."""
        self._stop.set()
