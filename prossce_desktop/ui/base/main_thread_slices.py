"""Work for the main thread, such as making many fields, a slice at a time between keys and painting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from shiboken6 import isValid

from prossce_desktop.ui.base.main_thread_signal import doorbell

SLICE_MS = 20
"""A slice ends with the first step that passes this time."""


class Slices(QObject):
    """Takes one step of `steps` after the other between the events of the window; then calls `done`.

    Without `done` where `owner` is deleted meanwhile; `ended` comes in any case.
    """

    ended = Signal()

    def __init__(
        self, steps: Iterator[object], done: Callable[[], None], owner: QObject, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._done = done
        self._owner: QObject | None = owner
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._owner is not None and isValid(self._owner):
            try:
                next(self._steps)
            except StopIteration:
                self._end(self._done)
                return
            if clock.elapsed() >= SLICE_MS:
                return
        self._end(_nothing)

    def _end(self, last: Callable[[], None]) -> None:
        """It is over; then `last`. What was made is let go only after this: a page that went here would take
        along the jobs and these slices, while they are at work."""
        self._timer.stop()
        doorbell().let_go([self._owner, self._steps, self._done])
        self._owner, self._steps, self._done = None, iter(()), _nothing
        self.ended.emit()
        self.deleteLater()
        last()


def _nothing() -> None:
    """After the end."""
