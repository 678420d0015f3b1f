"""Listens to the heart of the window: how long its thread did nothing else than one thing."""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
DEPTH = 4
_LINE = re.compile(r'File "[^"]*prossce_desktop/[^"]*?([^"/]+)", line (\d+)')


@dataclass
class Pause:
    """A pause of the main thread in milliseconds: by the clock, and what it worked itself in that time."""

    doing: str
    ms: float
    own_ms: float
    where: str = ""


@dataclass
class _Seen:
    where: str = ""


class Watchdog(QObject):
    """A timer that should beat every few milliseconds; `doing` names what the person does meanwhile."""

    def __init__(self, long_ms: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.doing = ""
        self.pauses: list[Pause] = []
        self._long = long_ms
        self._seen = _Seen()
        self._main = threading.get_ident()
        self._last, self._own = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        """The end."""
        self._timer.stop()
        self._over.set()

    def _beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        pause = (now - self._last) * 1000 - BEAT_MS
        if pause >= self._long:
            self.pauses.append(Pause(self.doing, pause, (own - self._own) * 1000, self._seen.where))
        self._last, self._own, self._seen = now, own, _Seen()

    def _look(self) -> None:
        """Where the main thread stands while it is silent; the innermost of our own lines are kept."""
        with tempfile.TemporaryFile("w+") as file:
            while not self._over.wait(0.02):
                if (time.perf_counter() - self._last) * 1000 > self._long and not self._seen.where:
                    file.seek(0)
                    file.truncate()
                    # not `sys._current_frames`: who holds a frame keeps its painter alive
                    faulthandler.dump_traceback(file, all_threads=True)
                    file.seek(0)
                    self._seen.where = self._ours(file.read())

    def _ours(self, text: str) -> str:
        main = next((part for part in text.split("hread 0x") if part.startswith(f"{self._main:016x}")), "")
        lines = _LINE.findall(main)[:DEPTH]
        return " < ".join(f"{name}:{number}" for name, number in lines)
