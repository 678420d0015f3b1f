"""Work that only the main thread can do, such as making many fields: a slice at a time, so that keys and painting come between."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from shiboken6 import isValid

SLICE_MS = 20
"""A slice ends with the first step that passes this time."""


class Slices(QObject):
    """Takes one step of `steps` after the other, between the events of the window; then calls `done`.

    It ends without `done` where `owner`, the widget that is being made, is deleted meanwhile. `ended` comes in any case.
    """

    ended = Signal()

    def __init__(self, steps: Iterator[object], done: Callable[[], None], owner: QObject, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self._done = done
        self._owner = owner
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while isValid(self._owner):
            try:
                next(self._steps)
            except StopIteration:
                done = self._done
                self._end()
                done()
                return
            if clock.elapsed() >= SLICE_MS:
                return
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._steps, self._done = iter(()), _nothing  # what was made is not held by what made it
        self.ended.emit()
        self.deleteLater()


def _nothing() -> None:
    """After the end."""
