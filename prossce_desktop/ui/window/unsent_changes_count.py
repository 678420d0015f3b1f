"""The quiet number beside Exchange: changes that nobody confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.window.navigation_panel import Navigation

if TYPE_CHECKING:
    from prossce_desktop.services.exchange.exchange_status import Waits

PAUSE_MS = 2_000
"""After a change, so that typing is never held up."""


class UnsentCount(QObject):
    """Counts again a moment after each change, while nothing else is read or written; at once where other laptops take part."""

    def __init__(self, session: Session, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._session = session
        self._navigation = navigation
        self._is_waiting = False
        session.news.changed.connect(self._later)
        session.news.devices.connect(self._count)
        self._later(None)

    def _later(self, change: object) -> None:
        """Not by a timer of its own: windows of records that were left may be cleared away on another thread, where none can be stopped."""
        del change
        if not self._is_waiting:
            self._is_waiting = True
            QTimer.singleShot(PAUSE_MS, self, self._read)

    def _read(self) -> None:
        self._is_waiting = False
        if not self._navigation.isVisible() or self._session.jobs.is_closed():
            return
        if self._session.jobs.is_busy():
            self._later(None)
            return
        self._count()

    def _count(self) -> None:
        store = self._session.store

        def work(step: ProgressCallback) -> Waits:
            from prossce_desktop.services.exchange import exchange_status  # not before the first page stands

            return exchange_status.waits(store)

        self._session.jobs.read(work, self._show)

    def _show(self, found: Waits) -> None:
        self._navigation.set_count(PageName.exchange.value, sum(one.operations for one in found.behind))
