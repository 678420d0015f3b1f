"""Our own mistakes: a report without values is kept and shown at once. Nothing is sent."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from prossce_desktop.system.crash_reports import Report
    from prossce_desktop.ui.base.jobs import Jobs
    from prossce_desktop.ui.settings.error_reports import ErrorReportsDialog


_PATIENCE_S = 2


class ErrorReporting(QObject):
    """Takes the place of Python's own hooks. `jobs` is set once there are any: saving a report needs them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: Jobs | None = None
        self.shown: ErrorReportsDialog | None = None
        self._showing = False

    def watch(self) -> None:
        """From now on every mistake of this process comes here."""
        sys.excepthook = self._on_main
        threading.excepthook = self._on_thread

    def _on_main(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        report = _write_report(error)
        sys.stderr.write(report.text)  # a desktop may keep standard error in a file
        if self._showing:  # the window that shows it is what fails
            return
        self._showing = True
        try:
            self._show(report)
        finally:
            self._showing = False

    def _on_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            _write_report(arguments.exc_value)

    def _show(self, report: Report) -> None:
        if self.shown is not None and isValid(self.shown) and self.shown.isVisible():
            self.shown.add(report)
            return
        window = _window()
        if window is None:
            return
        from prossce_desktop.ui.base.keyboard_focus import give_letters_back
        from prossce_desktop.ui.session.dialogs import WindowSpeaker
        from prossce_desktop.ui.settings.error_reports import ErrorReportsDialog

        self.shown = ErrorReportsDialog([report], self.jobs, WindowSpeaker(window), window, just_now=True)
        give_letters_back(self.shown)
        self.shown.open()


def _window() -> QWidget | None:
    """The window one works in; another program may have the keys just now."""
    active = QApplication.activeWindow()
    if active is not None:
        return active
    return next(
        (one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow) and one.isVisible()),
        None,
    )


def _write_report(error: BaseException) -> Report:
    """Written beside the window and not waited for long: the disk may be what failed."""
    from datetime import UTC, datetime

    from prossce_desktop.system import crash_reports

    at = datetime.now(UTC)
    found: list[Report] = []
    writing = threading.Thread(
        target=lambda: found.append(crash_reports.write_report(error, at)), daemon=True
    )
    writing.start()
    writing.join(_PATIENCE_S)
    return found[0] if found else crash_reports.Report(at, crash_reports.without_values(error), None)
