"""How a working thread reaches the window: it leaves what it has to say and rings.

A signal of the job itself would be sent by one thread while another may be deleting its page; the bell is
made once and never deleted.
"""

from __future__ import annotations

import itertools
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

Said = Callable[[QObject], None]
"""What the main thread does with the object that waits, if it is still there."""


class Doorbell(QObject):
    """Keeps what was said in its order, and says it on the main thread."""

    _rung = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._calls: deque[tuple[int, Said, list[Any]]] = deque()
        self._waiting: weakref.WeakValueDictionary[int, QObject] = weakref.WeakValueDictionary()
        self._numbers = itertools.count()
        self._rung.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def wait(self, who: QObject) -> int:
        """The number under which `who` is reached, as long as it lives; on the main thread only."""
        number = next(self._numbers)
        self._waiting[number] = who
        return number

    def ring(self, number: int, say: Said, over: list[Any] | None = None) -> None:
        """Have `say` called with the object of that number, on the main thread; from any thread, at once.

        What `over` holds is let go there afterwards: the thread may hold the list, but nothing of what is in
        it.
        """
        self._calls.append((number, say, [] if over is None else over))
        self._rung.emit()

    def let_go(self, held: list[Any]) -> None:
        """Let what is in the list go a moment later, when nothing else is at work."""
        self.ring(-1, _nothing, held)

    @Slot()
    def _answer(self) -> None:
        # one a ring, so that what one of them raises keeps no other from being heard
        number, say, over = self._calls.popleft()
        try:
            who = self._waiting.get(number)
            if who is not None and isValid(who):
                say(who)
        finally:
            over.clear()


def _nothing(who: QObject) -> None:
    """There is nothing to say."""


_bells: list[Doorbell] = []


def doorbell() -> Doorbell:
    """The one bell; made at the first call, on the main thread."""
    if not _bells:
        _bells.append(Doorbell())
    return _bells[0]
