"""What every page shares: the open workspace, the jobs, the voice, and the news of what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError, ReasonNeeded
from prossce_desktop.ui.base.jobs import Job, Jobs
from prossce_desktop.ui.session.dialogs import Speaker

if TYPE_CHECKING:
    from prossce_desktop.services.lists.list_queries import Reading
    from prossce_desktop.system.progress import ProgressCallback

T = TypeVar("T")


class News(QObject):
    """One signal for the whole window: what was saved, undone or taken in. Lists that show it reload."""

    changed = Signal(object)
    """A `Change` of the store, after it is committed."""
    devices = Signal()
    """The laptops or the office changed: others are to have what is recorded."""
    discarded = Signal(str)
    """A draft was given up, by its key: whoever shows what was typed shows what is stored."""
    renamed = Signal()
    """The office or the officer has another name."""
    reason_wanted = Signal(object)
    """A regional office's change needs a reason: a callable goes on with it; None: the page saves."""
    other_opened = Signal(object)
    """Other records are to be opened: a folder, or a `Store` that is open already."""


class Session(QObject):
    """The open workspace and the ways to work with it. Made once; pages get it by their constructor."""

    def __init__(
        self,
        store: Store,
        jobs: Jobs,
        speaker: Speaker,
        today: Callable[[], dt.date] = app.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.jobs = jobs
        self.speaker = speaker
        self.today = today
        self.news = News(self)
        jobs.otherwise = self.complain

    def read(
        self,
        work: Callable[[Reading, ProgressCallback], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[ProssceError], None] | None = None,
    ) -> Job:
        """Run `work` on a reading thread, on what is stored now; else as `Jobs.read`."""
        store = self.store

        def on_thread(step: ProgressCallback) -> T:
            with store.read() as reading:
                return work(reading, step)

        return self.jobs.read(on_thread, done, failed)

    def complain(self, error: ProssceError) -> None:
        """Say an error that stops nothing; also what a page has no words of its own for."""
        self.speaker.mention(str(error))

    def ask_reason(self, error: ProssceError, go_on: Callable[[], None] | None = None) -> None:
        """Where an error asks for a reason, ask for it in the page in sight, and `go_on` with it."""
        if isinstance(error, ReasonNeeded):
            self.news.reason_wanted.emit(go_on)

    def tell(self, change: object) -> None:
        """Spread the news of a change; on the main thread only."""
        if change is not None:
            self.news.changed.emit(change)
