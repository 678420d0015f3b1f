"""Garbage is collected on the main thread alone: a window that nobody holds must end on its own thread."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer

from prossce_desktop.system.process_memory import give_back

EVERY_MS = 1_000
_YOUNG = 1
"""Generations collected while somebody works: a few milliseconds. The old one waits for a quiet minute."""


class Collecting(QObject):
    """From its making on collections happen here and nowhere by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.young)

    def begin(self) -> None:
        """Threads collect nothing from now on."""
        gc.disable()
        self._timer.start(EVERY_MS)

    def settle(self) -> None:
        """What was made so far (130,000 objects, 0.18 s for each look) is never looked through again."""
        gc.freeze()

    def young(self) -> None:
        """What came lately, if there is enough of it."""
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(_YOUNG)

    def everything(self) -> None:
        """For a quiet minute; freed memory goes back to the system beside the window."""
        gc.collect()
        threading.Thread(target=give_back, daemon=True).start()


_made: list[Collecting] = []


def collecting() -> Collecting:
    """The one of this process; made at the first call, on the main thread. Each call has it begin."""
    if not _made:
        _made.append(Collecting())
    _made[0].begin()
    return _made[0]
