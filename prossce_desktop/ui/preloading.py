"""Loads pages nobody has gone to yet: the first visit would wait 30 ms for each."""

from __future__ import annotations

import importlib

from PySide6.QtCore import QObject, QTimer

from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.records import record_tabs
from prossce_desktop.ui.window import page_registry

LOOK_MS, QUIET_LOOKS = 150, 4
MODULES = (
    *(module for module, _name in page_registry.HOMES.values()),
    *(module for module, _name in record_tabs.HOMES.values()),
    "prossce_desktop.ui.window.go_to_dialog",
    "prossce_desktop.services.records.record_search",
    "prossce_desktop.reports.pages.period_summary",
    "prossce_desktop.reports.workbook.report_workbook",
)
"""Pages in the order of the navigation, tabs of a record, then what finding and previews load."""


class Preloading(QObject):
    """Waits until nothing was read or written for a while; ends when everything is loaded."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._quiet = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        if self._jobs.is_closed():
            self._timer.stop()
            return
        self._quiet = 0 if self._jobs.is_busy() else self._quiet + 1
        if self._quiet == QUIET_LOOKS:
            self._timer.stop()
            self._jobs.read(_load)


def _load(step: ProgressCallback) -> None:
    for done, module in enumerate(MODULES):
        step(done, len(MODULES))
        importlib.import_module(module)
