"""Records from a backup or another computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.app import is_workspace
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import backups, known_workspaces
from prossce_desktop.ui.access.centred_column import centred
from prossce_desktop.ui.backups.backup_preview import PreviewPanel
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.session.dialogs import Speaker


class RestorePage(QWidget):
    """`ready(Store)` when the records are here; `back()` to the first page."""

    ready = Signal(object)
    back = Signal()

    def __init__(self, folder: Path, jobs: Jobs, speaker: Speaker, parent: QWidget | None = None) -> None:
        """`folder` is where the workspace will lie; where one lies there already, beside it."""
        super().__init__(parent)
        self._folder = folder
        self._speaker = speaker
        self.choose = Button(_("Choose the file…"), "default", icon="folder-open", clicked=self._choose)
        self.leave = Button(_("Back"), "quiet", icon="arrow-left", clicked=self._back)
        self.preview = PreviewPanel(jobs, None, self._target)
        self.preview.nothing.hide()
        self.preview.restore.set_words(_("Restore this data here"))
        self.preview.restored.connect(self.ready)
        inner = QWidget()
        down = in_column(Label(_("Data from another computer"), "title"), into=inner, spacing=12)
        said = _(
            "Choose a backup file, or the file that “Move to a new computer” wrote. The program checks the "
            "whole file first."
        )
        down.addWidget(Label(said, "body", "muted", wraps=True))
        add_to(down, in_row(self.choose, self.leave, STRETCH, spacing=8), 8, self.preview)
        self.setLayout(centred(inner))

    def first_focus(self) -> None:
        self.choose.setFocus()

    def _target(self) -> Path:
        folder = known_workspaces.free_beside(self._folder) if is_workspace(self._folder) else self._folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        return folder

    def _choose(self) -> None:
        kinds = _("Backup files (*{ending})").format(ending=backups.ENDING)
        file = self._speaker.choose_file_to_read(_("Choose a backup file"), kinds)
        if file is not None:
            self.preview.look_at_file(file)
            self.preview.take_focus()

    def _back(self) -> None:
        self.preview.clear()
        self.back.emit()
