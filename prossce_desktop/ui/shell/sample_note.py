"""The line over every page that says so while sample data is loaded."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.messages import _
from prossce_desktop.progress import Step
from prossce_desktop.ui.parts.labels import StatusPill
from prossce_desktop.ui.place import PageName
from prossce_desktop.ui.session import Session


class SampleNote(QWidget):
    """A pill; on the Overview it gives way to the banner there, which says more."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_sample = self._has_looked = False
        self._page = PageName.overview
        self.pill = StatusPill(_("Sample data"), "accent")
        across = QHBoxLayout(self)
        across.setContentsMargins(32, 6, 32, 0)
        across.addWidget(self.pill)
        across.addStretch(1)
        self.hide()
        session.news.changed.connect(self.look)

    def follow(self, page: PageName) -> None:
        """The page that is shown."""
        self._page = page
        self._fit()
        if not self._has_looked:
            self.look()

    def look(self, change: object = None) -> None:
        """Read whether sample data is there; it may have been taken out."""
        del change
        self._has_looked = True
        store = self._session.store

        def work(step: Step) -> bool:
            with store.read() as reading:
                return reading.is_sample()

        self._session.jobs.read(work, self._show)

    def _show(self, is_sample: bool) -> None:
        self._is_sample = is_sample
        self._fit()

    def _fit(self) -> None:
        self.setVisible(self._is_sample and self._page is not PageName.overview)
