"""Progress and Cancel are the same call: work says how far it is, and learns there that the person asked to
stop."""

from __future__ import annotations

import threading
from typing import Protocol

from prossce_desktop.errors import Cancelled


class ProgressCallback(Protocol):
    """Called by long work between two pieces of it."""

    def __call__(self, done: int, total: int, /) -> None:
        """`done` of `total` pieces are finished (`total` 0: not known). Raises Cancelled where the person
        asked to stop."""


def silent(done: int, total: int, /) -> None:
    """Shows nothing and never stops: for short work and for callers that have nobody to show it to."""


class Progress:
    """A step that hands on what it is told and stops at the next call after `cancel()`, which any thread may
    call."""

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
