"""Work beside the window: one thread that writes, a few that read; answers come back on the main thread."""

from __future__ import annotations

import contextvars
import math
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from prossce_desktop.errors import Cancelled, ProgramMistake, ProssceError
from prossce_desktop.system.progress import Progress, ProgressCallback
from prossce_desktop.ui.base.garbage_collection import collecting
from prossce_desktop.ui.base.main_thread_signal import doorbell
from prossce_desktop.ui.base.main_thread_slices import Slices

T = TypeVar("T")

READERS = 2
_EVERY = 0.05
"""Progress reaches the window at most so often, in seconds."""


class Job(QObject):
    """One piece of work; `progress(done, total)` and `ended()` come on the main thread.

    Cancelled work calls neither `done` nor `failed`: everything is as it was.
    """

    progress = Signal(int, int)
    ended = Signal()

    def __init__(
        self,
        done: Callable[[Any], None] | None,
        failed: Callable[[ProssceError], None] | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._done = done
        self._failed = failed
        self._over = False
        self.number = doorbell().wait(self)
        self.steps = Progress(_Steps(self.number))

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.steps.cancel()

    def is_over(self) -> bool:
        """Whether it has answered, failed or stopped."""
        return self._over

    def show_step(self, done: int, total: int) -> None:
        """The work is at `done` of `total`; on the main thread, as the two below."""
        if not self._over:
            self.progress.emit(done, total)

    def answer(self, answer: object) -> None:
        """The work has returned."""
        done, _failed = self._end()
        if done is not None and _is_there(done):
            page = _around(done)  # held, so that nothing clears it away while the answer is shown
            done(answer)
            del page

    def complain(self, error: BaseException) -> None:
        """The work has raised."""
        _done, failed = self._end()
        if isinstance(error, Cancelled):
            return
        if isinstance(error, ProssceError):
            owner = self.parent()
            failed = failed or (owner.otherwise if isinstance(owner, Jobs) else None)
        if not isinstance(error, ProssceError) or failed is None:
            sys.excepthook(type(error), error, error.__traceback__)
        if failed is not None and _is_there(failed):
            # also after a mistake of ours: a page that waits for the answer goes on
            failed(error if isinstance(error, ProssceError) else ProgramMistake())

    def _end(self) -> tuple[Callable[[Any], None] | None, Callable[[ProssceError], None] | None]:
        """It is over: whom to call, held no longer, so that a page does not end within its own job."""
        called = self._done, self._failed
        self._done = self._failed = None
        self._over = True
        self.ended.emit()
        self.deleteLater()
        return called


class _Steps:
    """Tells the window how far the work is."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._last = -math.inf

    def __call__(self, done: int, total: int, /) -> None:
        now = time.monotonic()
        if now - self._last >= _EVERY or (total and done >= total):
            self._last = now
            _tell(self._number, lambda job: job.show_step(done, total))


def _run(number: int, held: list[Any], steps: ProgressCallback) -> None:
    """What a thread does for a job: the work is in `held`, and there the answer is put.

    It knows the job's number only, as the page may be deleted meanwhile, and holds nothing by a name of its
    own when it rings: whoever lets go last clears away what the work held.
    """
    try:
        steps(0, 0)
        held.append(partial(Job.answer, answer=held[0](steps)))
    except BaseException as error:
        held.append(partial(Job.complain, error=error))
    doorbell().ring(number, partial(_hear, held), held)


def _hear(held: list[Any], who: QObject) -> None:
    if isinstance(who, Job):
        held[1](who)


def _tell(number: int, say: Callable[[Job], None]) -> None:
    doorbell().ring(number, lambda who: say(who) if isinstance(who, Job) else None)


def _is_there(call: Callable[..., object]) -> bool:
    """Whether the widget whose method this is has not been closed and deleted meanwhile."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _around(call: Callable[..., object]) -> list[QObject]:
    """The widget whose method this is, and everything it stands in."""
    found: list[QObject] = []
    owner = getattr(call, "__self__", None)
    while isinstance(owner, QObject):
        found.append(owner)
        owner = owner.parent()
    return found


class Jobs(QObject):
    """Starts work on other threads. Only `start` may write; `read` has a connection of its own.

    `done(answer)` and `failed(ProssceError)` are called on the main thread; any other error is ours and goes
    to `sys.excepthook`. `busy(bool)` tells when the first starts and the last ends.
    """

    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        collecting()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reading")
        self._running: set[Job | Slices] = set()
        self._main = threading.get_ident()
        self.otherwise: Callable[[ProssceError], None] | None = None
        """Says a `ProssceError` of work that has no `failed` of its own."""
        self._closed = False

    def is_closed(self) -> bool:
        """Whether the program is leaving: nothing more can be asked."""
        return self._closed

    def start(
        self,
        work: Callable[[ProgressCallback], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[ProssceError], None] | None = None,
    ) -> Job:
        """Run `work` on the writing thread, in the order of the calls."""
        return self._submit(self._writer, work, done, failed)

    def read(
        self,
        work: Callable[[ProgressCallback], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[ProssceError], None] | None = None,
    ) -> Job:
        """Run `work` on a reading thread; it must not write."""
        return self._submit(self._readers, work, done, failed)

    def in_slices(self, steps: Iterator[object], done: Callable[[], None], owner: QObject) -> None:
        """Take steps on the main thread, a few at a time, for `owner`; then `done`. Counts as busy."""
        if self._closed:
            return
        self._run(Slices(steps, done, owner, self))

    def is_busy(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """Finish writing, cancel reading, end the threads; answers not yet given are dropped."""
        self._closed = True
        for job in list(self._running):
            if isinstance(job, Job):
                job.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def finish(self, last: Callable[[], object] | None = None) -> None:
        """Wait until all is written, without cancelling; `last` runs after everything, on another thread."""
        self._closed = True
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        if last is not None:
            leaving = threading.Thread(target=last, name="leaving")
            leaving.start()
            leaving.join()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[ProgressCallback], T],
        done: Callable[[T], None] | None,
        failed: Callable[[ProssceError], None] | None,
    ) -> Job:
        if threading.get_ident() != self._main:
            raise RuntimeError("Jobs are started from the main thread")
        job = Job(done, failed, self)
        # a timer of a page that is still there; what was typed was kept when the page was left
        if self._closed:
            return job
        self._run(job)
        # what was said when it was asked for
        pool.submit(contextvars.copy_context().run, _run, job.number, [work], job.steps)
        return job

    def _run(self, job: Job | Slices) -> None:
        job.ended.connect(self._one_ended)
        self._running.add(job)
        if len(self._running) == 1:
            self.busy.emit(True)

    @Slot()
    def _one_ended(self) -> None:
        sender = self.sender()
        if isinstance(sender, Job | Slices):
            self._running.discard(sender)
        if not self._running:
            self.busy.emit(False)
