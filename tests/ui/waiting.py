"""The one way to wait for the window: no pause of a fixed length, and what would be due soon is due at once."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer, QTimerEvent
from PySide6.QtWidgets import QApplication

from prossce_desktop.ui.base.jobs import Jobs

CALM = 3
"""Rounds in a row in which nothing comes: an answer may ask for more when it is shown."""
SOON_MS = 250
"""Checks, offers and searches wait for the next key no longer than this; a draft and a short message do."""
DRAFT_MS = 1_000
"""What was typed is kept after this long."""


def at_rest(jobs: Jobs, due_ms: int = SOON_MS, patience: float = 30) -> None:
    """Let the window live until nothing runs beside it, and no timer that waits at most `due_ms` is left.

    A timer that waits while nothing else is under way is due now, in the order in which it would be.
    """
    end = time.monotonic() + patience
    calm = 0
    while calm < CALM:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if jobs.is_busy():
            calm = 0
            next_event()
        elif waiting := _waiting(due_ms):
            calm = 0
            QCoreApplication.postEvent(waiting[0], QTimerEvent(waiting[0].timerId()))
        else:
            calm += 1
        assert time.monotonic() < end, "the window does not come to rest"


def next_event(at_most_ms: int = 20) -> None:
    """Sleep until something comes."""
    alarm = QTimer(singleShot=True)
    alarm.start(at_most_ms)
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _waiting(due_ms: int) -> list[QTimer]:
    """The timers of all windows, the next first."""
    found = {
        id(one): one
        for window in QApplication.topLevelWidgets() for one in window.findChildren(QTimer)
        if one.isSingleShot() and one.isActive() and one.interval() <= due_ms
    }  # fmt: skip
    return sorted(found.values(), key=QTimer.remainingTime)
