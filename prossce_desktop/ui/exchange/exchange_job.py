"""One thing at a time beside the window; files that are dropped meanwhile wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.session.session import Session


class RunsJob(Protocol):
    """Works beside the window, then calls `done` with the answer; says itself what failed."""

    def __call__(self, work: Callable[[], object], done: Callable[[Any], None]) -> None: ...


SLOW_MS = 400


class ExchangeJob(QObject):
    """`due(list of Path)`: files were dropped while something was done, and now they can be looked at."""

    due = Signal(object)

    def __init__(
        self, session: Session, banner: Banner, failed: Callable[[ProssceError], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._banner = banner
        self._failed = failed
        self._job: Job | None = None
        self._done: Callable[[Any], None] | None = None
        self._files: list[Path] = []
        self._begun = QElapsedTimer()
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(banner.show)
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._pass_on)

    def is_busy(self) -> bool:
        return self._job is not None and not self._job.is_over()

    def do(self, work: Callable[[], object], done: Callable[[Any], None], sentence: str = "") -> None:
        """One piece of writing beside the window; what may take long is `sentence` after a moment."""
        if self.is_busy():
            is_second_click = (
                done == self._done and self._begun.elapsed() <= QApplication.doubleClickInterval()
            )
            if not is_second_click:
                self._say_now(_("The program is still busy. Please try again in a moment."))
            return
        self._start(lambda step: work(), done)
        if sentence:
            self._banner.say("news", sentence)
            self._slow.start()

    def dry_run(self, work: Callable[[ProgressCallback], object], done: Callable[[Any], None]) -> Job:
        """One piece of looking, which tells how far it is and can be cancelled."""
        return self._start(work, done)

    def keep(self, files: Sequence[Path]) -> None:
        """They are `due` as soon as what is being done is over."""
        self._files += files
        self._say_now(_("The program is still busy. It will check the files after that."))

    def cancel(self) -> None:
        """Ask what is being done to stop; files that wait are forgotten."""
        self._files = []
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """The files that wait are not looked at."""
        self._files = []

    def _start(self, work: Callable[[ProgressCallback], object], done: Callable[[Any], None]) -> Job:
        self._banner.hide()
        self._done = done
        self._begun.start()
        self._job = self._session.jobs.start(work, done, self._failed)
        self._job.ended.connect(self._was_done)
        return self._job

    def _say_now(self, sentence: str) -> None:
        self._slow.stop()
        self._banner.say("news", sentence)
        self._banner.show()

    def _was_done(self) -> None:
        self._slow.stop()
        self._banner.hide()
        self._next.start()  # after the answer is shown

    def _pass_on(self) -> None:
        files, self._files = self._files, []
        if files:
            self.due.emit(files)
