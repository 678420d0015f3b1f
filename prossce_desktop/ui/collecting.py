"""Python's garbage is collected on the main thread alone.

Elsewhere a collection may clear away a window that nobody holds any more, and a widget must end on the thread it was made on.
"""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer

from prossce_desktop.memory import give_back

EVERY_MS = 1_000
_YOUNG = 1
"""Generations collected while somebody works: a few milliseconds. The old one waits for a quiet minute."""


class Collecting(QObject):
    """From its making on collections happen here, from `begin()` on, and nowhere by themselves; `end()` gives them back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.young)

    def begin(self) -> None:
        """What was made so far stays, and is never looked through; what comes is collected."""
        gc.freeze()
        self._timer.start(EVERY_MS)

    def young(self) -> None:
        """What came lately, if there is enough of it."""
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(_YOUNG)

    def everything(self) -> None:
        """For a quiet minute; freed memory goes back to the system beside the window."""
        gc.collect()
        threading.Thread(target=give_back, daemon=True).start()

    def end(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
