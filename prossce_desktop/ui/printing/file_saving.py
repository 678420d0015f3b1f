"""Saving a report: where to, how far it is, and what came of it, in the place above the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ComputerError, ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.system import paths
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.parts.cards import Banner, BannerKind, ProgressCard
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.session import Session

Writes = Callable[[Path, ProgressCallback], object]
"""Writes the file; called beside the window."""


@dataclass(frozen=True, slots=True)
class FileAsked:
    """What is to be saved, and the words of the dialog. `note` notes that a file with names was made."""

    title: str
    name: str
    kinds: str
    ending: str
    write: Writes
    note: Callable[[Path], object] | None = None


class Saving(QWidget):
    """Hidden until something is saved. `saved(str)` names the file that was written."""

    saved = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._asked: FileAsked | None = None
        self._path = Path()
        self._is_saved = False
        self._folder: Path | None = None
        self.progress = ProgressCard(_("Writing the file"), _("If you press “Cancel”, the old file stays."))
        self.progress.cancelled.connect(self.cancel)
        self.banner = Banner("done")
        self.banner.pressed.connect(self._was_pressed)
        in_column(self.progress, self.banner, into=self, margins=(16, 8, 16, 4))
        self.hide()

    def is_busy(self) -> bool:
        return self._job is not None

    def save(self, asked: FileAsked) -> None:
        """Ask where to and write there."""
        if self._job is not None:
            return
        chosen = self._session.speaker.choose_file_to_write(
            asked.title, asked.name, asked.kinds, self._folder or paths.exports_folder()
        )
        if chosen is not None:
            has_ending = chosen.suffix.lower() == asked.ending
            self._write(asked, chosen if has_ending else chosen.with_name(chosen.name + asked.ending))

    def cancel(self) -> None:
        """Stop at the next step; the file stays as it was."""
        if self._job is not None:
            self._job.cancel()

    def clear(self) -> None:
        """Nothing to say any more; what is being written goes on."""
        if self._job is None:
            self.hide()

    def _write(self, asked: FileAsked, path: Path) -> None:
        self._asked, self._path = asked, path
        self._folder = path.parent
        self.progress.show_progress(0, 0)
        self.banner.hide()
        self.progress.show()
        self.show()
        self._job = self._session.jobs.read(
            lambda step: (asked.write(path, step), path.stat().st_size), self._done, self._failed
        )
        self._job.progress.connect(self.progress.show_progress)
        self._job.ended.connect(self._ended)

    def _done(self, answer: tuple[object, int]) -> None:
        size = max(1, round(answer[1] / 1024))
        sentence = _("Saved: {name}, {size} kB, in {folder}").format(
            name=self._path.name, size=formatting.number(size), folder=self._path.parent
        )
        self._say("done", sentence, _("Open folder"))
        note, path = self._asked.note if self._asked is not None else None, self._path
        if note is not None:
            self._session.jobs.start(lambda _step: note(path))
        self.saved.emit(str(self._path))

    def _failed(self, error: ProssceError) -> None:
        self._say("error", str(error), _("Choose another name") if isinstance(error, ComputerError) else "")

    def _say(self, kind: BannerKind, sentence: str, link: str) -> None:
        self._is_saved = kind == "done"
        self.banner.say(kind, sentence, link)
        self.banner.show()
        self.show()

    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
        if self.banner.isHidden():
            self.hide()

    def _was_pressed(self) -> None:
        if self._is_saved:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
        elif self._asked is not None:
            self.save(replace(self._asked, name=f"{self._path.stem}-2{self._asked.ending}"))
