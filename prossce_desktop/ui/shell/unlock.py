"""Asks for the passphrase; a damaged workspace is said in a sentence with the newest good copy beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop import compose
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import ProssceError, WorkspaceDamaged, WrongPassphrase
from prossce_desktop.messages import _
from prossce_desktop.ui.jobs import Jobs
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.editors import TextField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.ticks import TickBox
from prossce_desktop.ui.shell.centred import centred
from prossce_desktop.ui.shell.cover import Cover


class Unlock(QWidget):
    """`ready(Store)` when the workspace is open."""

    ready = Signal(object)

    def __init__(self, folder: Path, jobs: Jobs, parent: QWidget | None = None, *, trouble: ProssceError | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._jobs = jobs
        self._copy: Path | None = None
        self._opening = compose.Opening(None, remember=True)
        field = TextField(limit=500)
        field.setEchoMode(TextField.EchoMode.Password)
        field.returnPressed.connect(self._open)
        self.passphrase = FieldFrame(_("Passphrase"), field)
        self.passphrase.edited.connect(self.passphrase.clear_problem)
        self.remember = TickBox(_("Remember on this computer"), explained=_("Then the program opens without asking."))
        self.open_button = Button(_("Open"), "primary", hint=_("Enter"))
        self.open_button.clicked.connect(self._open)
        self.banner = Banner("error")
        self.banner.pressed.connect(self._restore)
        self.banner.hide()
        self._lay_out()
        if trouble is not None:
            self._failed(trouble)

    def _lay_out(self) -> None:
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(14)
        self._title = Label(_("Welcome back"), "title")
        down.addWidget(self._title)
        down.addWidget(self.banner)
        down.addWidget(self.passphrase)
        down.addWidget(self.remember)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addStretch(1)
        down.addLayout(row)
        down.addWidget(
            Label(
                _("Forgotten? The recovery key on paper opens the records; call the regional office for how."),
                "caption",
                "muted",
                wraps=True,
            )
        )
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self._cover = Cover()
        across.addWidget(self._cover)
        across.addLayout(centred(inner), 1)

    def first_focus(self) -> None:
        """Put the keys where typing begins."""
        self.passphrase.setFocus()

    def resizeEvent(self, event: object) -> None:
        self._cover.setVisible(self.width() >= 1000)

    def _open(self) -> None:
        opening = self._opening = compose.Opening(str(self.passphrase.value() or "") or None, self.remember.isChecked())
        self.setEnabled(False)
        self._jobs.start(lambda step: compose.open_for_window(self._folder, opening), self._opened, self._failed)

    def _opened(self, store: object) -> None:
        self.setEnabled(True)
        self.ready.emit(store)

    def _failed(self, error: ProssceError) -> None:
        self.setEnabled(True)
        if isinstance(error, WrongPassphrase):
            self.passphrase.set_problem(Severity.hard, str(error))
            self.passphrase.setFocus()
            return
        if isinstance(error, WorkspaceDamaged):
            self._jobs.read(lambda step: compose.newest_copy(self._folder), lambda copy: self._offer(str(error), copy))
        self._title.setText(_("The records cannot be opened"))
        self.banner.say("error", str(error))
        self.banner.show()
        for widget in (self.passphrase, self.remember, self.open_button):
            widget.setVisible(False)

    def _offer(self, sentence: str, copy: Path | None) -> None:
        self._copy = copy
        if copy is not None:
            self.banner.say("error", sentence, _("Open the copy of {day}").format(day=compose.day_of(copy)))

    def _restore(self) -> None:
        copy = self._copy
        if copy is None:
            return
        self.setEnabled(False)
        opening = self._opening
        self._jobs.start(lambda step: compose.open_copy(self._folder, copy, opening), self._opened, self._failed)
