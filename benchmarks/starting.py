"""Row 10: from start to the first paint, and to the list of activities, against an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Line, interleaved, median
from benchmarks.people import Base

TIMES = 7
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
class W(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event); print('painted', flush=True); sys.stdout.flush(); import os; os._exit(0)
app = QApplication(sys.argv); w = W(); w.resize(1366, 728); w.show(); app.exec()
"""


def lines(base: Base) -> Iterator[Line]:
    """First paint; then the list of activities shown and usable."""
    for what, until, most in (("first paint", "paint", 1.6), ("list of activities usable", "list", 5.0)):
        ours, empty = interleaved(lambda until=until: started(base.folder, until), empty_window, TIMES)  # type: ignore[misc]
        yield Line(
            "10",
            f"start: {what}, {base.people:,} people",
            "an empty PySide6 window",
            median(ours),
            median(empty),
            most,
        )


def _run(words: list[str]) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [sys.executable, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        timeout=120,
    )


def empty_window() -> None:
    """The floor: until its first paint."""
    _run(["-c", EMPTY])


def started(workspace: Path, until: str) -> None:
    """The program, until its first `paint`, or until its `overview` or `list` has what it shows."""
    _run(["-m", "benchmarks.started", str(workspace), until])
