"""Looking into a copy and restoring it, beside the window: one thing at a time, and nothing left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from prossce_desktop.app import Store
from prossce_desktop.errors import (
    KeyMissing,
    PassphraseNeeded,
    ProssceError,
    WrongPassphrase,
    WrongRecoveryKey,
)
from prossce_desktop.services.workspace import backups
from prossce_desktop.services.workspace.backups import Backup, BackupPlace, BackupPreview, Staged, Unlocked
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job, Jobs

ASKS = (PassphraseNeeded, KeyMissing, WrongPassphrase, WrongRecoveryKey)
"""What the person can answer with a passphrase or the recovery key."""


@dataclass(frozen=True, slots=True)
class InspectedBackup:
    """A copy that was looked into; without `staged` it is unpacked when it is restored."""

    preview: BackupPreview
    staged: Staged | None
    opened: Unlocked | None


class RestoreWork(QObject):
    """Signals come on the main thread; `key_wanted` carries why the last key did not open it."""

    began = Signal(bool)
    """Work is under way: True for restoring, False for looking."""
    progress = Signal(int, int)
    previewed = Signal(object)
    key_wanted = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    restored = Signal(object)

    def __init__(
        self, jobs: Jobs, store: Store | None, target: Callable[[], Path], parent: QObject | None = None
    ) -> None:
        """`target` says where restored records go; called on a worker thread."""
        super().__init__(parent)
        self._jobs, self._store, self._target = jobs, store, target
        self._job: Job | None = None
        self._backup: Backup | None = None
        self._staged: Staged | None = None
        self._shown: InspectedBackup | None = None

    def look_at(self, backup: Backup) -> None:
        self.clear()
        self._backup = backup
        store = self._store
        if backup.where is BackupPlace.here and store is not None:
            self._run(
                lambda step: InspectedBackup(backups.preview_here(store, backup, step), None, None),
                self._inspected,
            )
        else:
            self.look_at_file(backup.path)

    def look_at_file(self, file: Path) -> None:
        """Unpack a backup file and look into it; a key is asked for where none that is known opens it."""
        self.clear()
        target = self._target
        self._run(lambda step: backups.unpack_backup(file, target(), step), self._brought)

    def look_at_workspace(self, folder: Path) -> None:
        """Look into another workspace of this computer; it stays as it is."""
        self.clear()
        target = self._target
        self._run(lambda step: backups.stage_workspace(folder, target()), self._brought)

    def _brought(self, staged: Staged) -> None:
        self._staged = staged
        self._open(staged, "")

    def give_key(self, text: str) -> None:
        """The passphrase or recovery key that was typed."""
        if self._staged is not None and self._job is None:
            self._open(self._staged, text)

    def _open(self, staged: Staged, text: str) -> None:
        store = self._store

        def work(step: ProgressCallback) -> InspectedBackup:
            opened = backups.key_of(staged, backups.opener_of(text) if text else None, store)
            return InspectedBackup(backups.preview(staged, opened, store, step), staged, opened)

        self._run(work, self._inspected)

    def _inspected(self, inspected: InspectedBackup) -> None:
        self._shown = inspected
        self.previewed.emit(inspected.preview)

    def restore(self, remember: bool = False) -> None:
        """Bring back what was looked into, in a new folder. `restored(Store)` when it is open for writing."""
        shown = self._shown
        if shown is None or self._job is not None:
            return
        store, backup, target = self._store, self._backup, self._target
        self._staged = None  # from here on the work itself leaves nothing behind

        def work(step: ProgressCallback) -> Store:
            goal = target()
            if shown.staged is not None and shown.opened is not None:
                return backups.restore(shown.staged, shown.opened, goal, remember=remember, step=step)
            assert store is not None and backup is not None
            staged = backups.stage_backup(store, backup, goal, step)
            return backups.restore(staged, backups.key_of(staged, None, store), goal, step=step)

        self._run(work, self.restored.emit, restoring=True)

    def cancel(self) -> None:
        """Stop what is under way; everything is as it was."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.clear()
            self.stopped.emit()

    def clear(self) -> None:
        """Forget what was looked at, and leave nothing of it on the disk."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        staged, self._staged, self._shown, self._backup = self._staged, None, None, None
        if staged is not None:
            self._jobs.start(lambda step: staged.discard())

    def _run(
        self,
        work: Callable[[ProgressCallback], object],
        done: Callable[..., object],
        *,
        restoring: bool = False,
    ) -> None:
        self.began.emit(restoring)
        job = self._jobs.read(
            work, lambda answer: self._answer(job, done, answer), lambda error: self._refused(job, error)
        )
        job.progress.connect(self.progress)
        self._job = job

    def _answer(self, job: Job, done: Callable[..., object], answer: object) -> None:
        if job is self._job and isValid(self):
            self._job = None
            done(answer)
        elif isinstance(answer, Staged):  # cancelled when it was ready already
            self._jobs.start(lambda step: answer.discard())
        elif isinstance(answer, Store):
            self._jobs.start(partial(_let_go, answer))

    def _refused(self, job: Job, error: ProssceError) -> None:
        if job is not self._job or not isValid(self):
            return
        self._job = None
        if isinstance(error, ASKS) and self._staged is not None:
            self.key_wanted.emit(error)
            return
        self.clear()
        self.failed.emit(error)


def _let_go(store: Store, step: ProgressCallback) -> None:
    """Restored, and nobody waits for it any more: the folder stays, since it is whole."""
    store.close()
