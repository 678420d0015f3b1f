"""Row 10: from start to the first paint, and to the list of activities, against an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from benchmarks.measure import Line, interleaved, median
from benchmarks.people import Base
from prossce_desktop import paths
from prossce_desktop.store.access import remember

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
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        workspace = Path(folder) / "ws"
        store = base.copy(workspace).open()
        with patch.object(paths, "config_folder", lambda: Path(folder) / "config"):  # where `started` looks
            remember(store)
        store.close()
        for what, until, most in (("first paint", "paint", 1.5), ("list of activities usable", "list", 5.0)):
            ours, empty = interleaved(lambda until=until: _ours(workspace, until), _empty, TIMES)  # type: ignore[misc]
            yield Line("10", f"start: {what}, {base.people:,} people", "an empty PySide6 window", median(ours), median(empty), most)


def _run(words: list[str]) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, *words], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=120)


def _empty() -> None:
    _run(["-c", EMPTY])


def _ours(workspace: Path, until: str) -> None:
    _run(["-m", "benchmarks.started", str(workspace), until])
