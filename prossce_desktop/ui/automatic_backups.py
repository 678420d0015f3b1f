"""Backups made by themselves in a quiet minute where one is due, and the newest checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from prossce_desktop.errors import ProssceError
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job, Jobs

if TYPE_CHECKING:
    from prossce_desktop.app import Store
    from prossce_desktop.services.workspace.backups import Notes


class AutomaticBackups(QObject):
    """One look at a time, on a reading thread; what it found out is kept by the writing one."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._store: Store | None = None

    def quiet(self, store: Store) -> None:
        """A quiet minute of this workspace."""
        if self._job is not None or self._jobs.is_closed():
            return
        self._store = store

        def work(step: ProgressCallback) -> Notes:
            from prossce_desktop.services.workspace import backups

            return backups.back_up_if_due(store, step)

        self._job = self._jobs.read(work, self._looked, self._could_not)
        self._job.ended.connect(self._ended)

    def stop(self) -> None:
        """The workspace closes: what is under way is stopped, and nothing is left of it."""
        self._store = None
        if self._job is not None:
            self._job.cancel()

    def _looked(self, notes: Notes) -> None:
        store = self._store
        if store is None or not notes:
            return

        def work(step: ProgressCallback) -> None:
            from prossce_desktop.services.workspace import backups

            backups.record_notes(store, notes)

        self._jobs.start(work, None, self._could_not)

    def _could_not(self, error: ProssceError) -> None:
        """It is tried again in the next quiet minute; what lasts is said on the Overview."""

    def _ended(self) -> None:
        self._job = None
