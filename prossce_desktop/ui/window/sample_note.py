"""Beside every page it says so while sample data is loaded."""

from __future__ import annotations

from PySide6.QtCore import QObject

from prossce_desktop.language.messages import _
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.window.navigation_panel import Navigation


class SampleNote(QObject):
    """Reads it once a page is shown, and again after each change: sample data may be loaded or taken out."""

    def __init__(self, session: Session, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._session = session
        self._navigation = navigation
        self._has_looked = False
        session.news.changed.connect(self.look)

    def follow(self) -> None:
        """A page is shown."""
        if not self._has_looked:
            self.look()

    def look(self, change: object = None) -> None:
        """Read whether sample data is there."""
        del change
        self._has_looked = True
        store = self._session.store

        def work(step: ProgressCallback) -> bool:
            with store.read() as reading:
                return reading.is_sample()

        self._session.jobs.read(work, self._show)

    def _show(self, is_sample: bool) -> None:
        self._navigation.say_note(_("Sample data") if is_sample else "")
