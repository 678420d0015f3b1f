"""A stick or another folder that gets every copy as well."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import backups
from prossce_desktop.services.workspace.backups import BackupStatus
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, ProgressCard
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.session.session import Session


class SecondBackupPlace(QWidget):
    """Says which place it is and what reached it; `changed()` when it is another one."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self.sentence = Label("", "body", wraps=True)
        self.explained = Label("", "caption", "muted", wraps=True)
        self.choose = Button(_("Choose a folder…"), icon="folder-open", clicked=self._choose)
        self.stop = Button(_("No second backup folder"), "quiet", clicked=lambda: self._set(None))
        self.progress = ProgressCard(
            _("Saving a backup"), _("If you press “Cancel”, the unfinished backup is removed.")
        )
        self.trouble = Banner("error")
        self.progress.cancelled.connect(self.cancel)
        in_column(
            Label(_("Second backup folder"), "section"), self.sentence, self.explained,
            in_row(self.choose, self.stop, STRETCH, spacing=8), self.progress, self.trouble, into=self,
            spacing=6,
        )  # fmt: skip
        self.progress.hide()
        self.trouble.hide()

    def show_standing(self, standing: BackupStatus) -> None:
        self.stop.setVisible(standing.second is not None)
        self.choose.set_words(_("Another folder…") if standing.second else _("Choose a folder…"))
        if standing.second is None:
            self.sentence.setText(_("No second backup folder is chosen."))
            self.explained.setText(
                _(
                    "If the laptop is lost, its backups are lost too. Choose a USB stick or another folder "
                    "for a second copy."
                )
            )
            return
        self.sentence.setText(str(standing.second))
        if standing.second_there:
            self.explained.setText(
                _("The second backup folder is connected. Each new backup is saved there too.")
            )
        elif standing.reached is not None:
            self.explained.setText(
                _(
                    "The second backup folder is not connected now. The last backup was saved there on {day}."
                ).format(day=backup_words.day(standing.reached))
            )
        else:
            self.explained.setText(_("The second backup folder is not connected now."))

    def cancel(self) -> None:
        """Stop copying; the place that was chosen before stays."""
        if self._job is not None:
            self._job.cancel()

    def _choose(self) -> None:
        folder = self._session.speaker.choose_folder(_("Second backup folder"))
        if folder is not None:
            self._set(folder)

    def _set(self, folder: Path | None) -> None:
        if self._job is not None:
            return
        store = self._session.store
        self.trouble.hide()
        self.progress.show_progress(0, 0)
        self.progress.setVisible(folder is not None)
        self._job = self._session.jobs.start(
            lambda step: backups.choose_second_place(store, folder, step), self._done, self._failed
        )
        self._job.progress.connect(self._progress)
        self._job.ended.connect(self._ended)

    def _progress(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total, backup_words.percent(done, total))

    def _done(self, _nothing: object) -> None:
        self.changed.emit()

    def _failed(self, error: ProssceError) -> None:
        self.trouble.say("error", str(error))
        self.trouble.show()

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
