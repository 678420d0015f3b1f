"""Moving to a new computer, and a backup file for any other place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import backups
from prossce_desktop.system import paths
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, ProgressCard
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.session.session import Session


class MoveToComputer(QWidget):
    """`moved()` when the file is written and the records here have stopped."""

    moved = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._move = False
        self.move_button = Button(_("Move…"), icon="arrow-right", clicked=self._ask_move)
        self.file_button = Button(_("Write a backup file…"), icon="save", clicked=self._ask_file)
        self.progress = ProgressCard(
            _("Writing the file"),
            _("If you press “Cancel”, the old file stays. You can continue to work here."),
        )
        self.banner = Banner("done")
        self.move_button.setAccessibleName(_("Move to a new computer…"))
        self.progress.cancelled.connect(self.cancel)
        row = in_row(self.move_button, self.file_button, STRETCH, spacing=8)
        down = in_column(Label(_("Move to a new computer"), "section"), into=self, spacing=6)
        for said in how_to_move():
            down.addWidget(Label(said, "body", "muted", wraps=True))
        add_to(down, row, self.progress, self.banner)
        self.progress.hide()
        self.banner.hide()

    def cancel(self) -> None:
        """Stop; nothing has moved."""
        if self._job is not None:
            self._job.cancel()

    def _ask_move(self) -> None:
        self._ask(_("Folder for the file"), move=True)

    def _ask_file(self) -> None:
        self._ask(_("Write a backup file"), move=False)

    def _ask(self, title: str, *, move: bool) -> None:
        if self._job is not None:
            return
        name = backups.suggested_name(self._session.store)
        kinds = _("Backup files (*{ending})").format(ending=backups.ENDING)
        chosen = self._session.speaker.choose_file_to_write(title, name, kinds, paths.exports_folder())
        if chosen is not None:
            self._write(
                chosen if chosen.suffix == backups.ENDING else chosen.with_name(chosen.name + backups.ENDING),
                move,
            )

    def _write(self, path: Path, move: bool) -> None:
        store = self._session.store
        self._move = move
        self.banner.hide()
        self.progress.show_progress(0, 0)
        self.progress.show()

        def work(step: ProgressCallback) -> Path:
            return (
                backups.move_to(store, path, step) if move else backups.write_backup(store, path, step=step)
            )

        jobs = self._session.jobs
        self._job = (jobs.start if move else jobs.read)(work, self._done, self._failed)
        self._job.progress.connect(self._progress)
        self._job.ended.connect(self._ended)

    def _progress(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total, backup_words.percent(done, total))

    def _done(self, path: Path) -> None:
        if self._move:
            self.moved.emit()
            return
        self.banner.say(
            "done",
            _("Backup saved and checked: {name}, in {folder}").format(name=path.name, folder=path.parent),
        )
        self.banner.show()

    def _failed(self, error: ProssceError) -> None:
        self.banner.say("error", str(error))
        self.banner.show()

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()


def how_to_move() -> list[str]:
    """What moving takes, step by step."""
    return [
        _(
            "1. Choose a USB stick, or a folder that both computers can open. This writes one file and "
            "closes the data on this computer permanently."
        ),
        _("2. {on_the_new_computer}").format(on_the_new_computer=on_the_new_computer()),
    ]


def on_the_new_computer() -> str:
    """What is to be done there."""
    return _(
        "On the new computer, press “Restore data from a backup or another computer” on the first page. "
        "Then choose that file."
    )
