"""Asks for the passphrase; a damaged workspace is said in a sentence with the newest good copy beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop import app
from prossce_desktop.errors import (
    KeyMissing,
    PassphraseNeeded,
    ProssceError,
    WorkspaceDamaged,
    WorkspaceDamagedCopied,
    WrongPassphrase,
)
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.access.passphrase_field import PassphraseField, remember_box
from prossce_desktop.ui.access.wrong_passphrase_delay import WrongPassphraseDelay
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.labels import Label


class Unlock(CoveredPage):
    """`ready(Store)` when open; `recovery_key_wanted` to open by that; `bring_wanted` for other records."""

    ready = Signal(object)
    recovery_key_wanted = Signal()
    bring_wanted = Signal()

    def __init__(
        self,
        folder: Path,
        jobs: Jobs,
        settings: QSettings,
        parent: QWidget | None = None,
        *,
        trouble: ProssceError | None = None,
    ) -> None:
        super().__init__(_("Welcome back"), parent)
        self._folder = folder
        self._jobs = jobs
        self._backup: Path | None = None
        self._opening = app.UnlockChoice(None, remember=True)
        self.banner = Banner("error")
        self.banner.pressed.connect(self._restore)
        self.banner.hide()
        self.passphrase = PassphraseField(WrongPassphraseDelay(folder, settings))
        self.passphrase.entered.connect(self._open)
        self.remember = remember_box()
        self.open_button = Button(_("Open"), "primary", hint=_("Enter"), clicked=self._open)
        self.open_button.setEnabled(not self.passphrase.is_waiting())
        self.passphrase.may_try.connect(self.open_button.setEnabled)
        self.recovery_key_button = Button(_("Open with the recovery key…"), "quiet", icon="key-round")
        self.recovery_key_button.clicked.connect(self.recovery_key_wanted)
        self._forgotten = Label(
            _("Forgotten? The recovery key on paper opens the data. If you cannot find it, call the "
              "regional office."),
            "caption", "muted", wraps=True,
        )  # fmt: skip
        for widget in (self.banner, self.passphrase, self.remember):
            self.column.addWidget(widget)
        self.add_row(self.open_button, self.recovery_key_button)
        self.column.addWidget(self._forgotten)
        self.bring = Button(_("Restore data from a backup or another computer"), "link", icon="history")
        self.bring.clicked.connect(self.bring_wanted)
        self.bring.hide()
        self.add_row(self.bring)
        if trouble is not None and not isinstance(trouble, PassphraseNeeded):
            self._failed(trouble)

    def first_focus(self) -> None:
        shown = (
            one for one in (self.passphrase, self.recovery_key_button, self.bring) if one.isVisibleTo(self)
        )
        next(shown, self.bring).setFocus()

    def _open(self) -> None:
        if self.passphrase.is_waiting():
            return
        opening = self._opening = app.UnlockChoice(self.passphrase.text() or None, self.remember.isChecked())
        self.setEnabled(False)
        self._jobs.start(lambda step: app.open_for_window(self._folder, opening), self._opened, self._failed)

    def _opened(self, store: object) -> None:
        self.setEnabled(True)
        self.passphrase.was_right()
        self.ready.emit(store)

    def _failed(self, error: ProssceError) -> None:
        self.setEnabled(True)
        if isinstance(error, WrongPassphrase | PassphraseNeeded):
            self.passphrase.was_wrong(str(WrongPassphrase()))
            return
        self.title.setText(_("The data cannot be opened"))
        self.banner.show()
        for asked in (self.passphrase, self.remember, self.open_button):
            asked.setVisible(False)
        for other in (self.recovery_key_button, self._forgotten):
            other.setVisible(isinstance(error, KeyMissing))
        self.bring.show()
        self._say(error)

    def _say(self, error: ProssceError) -> None:
        """With the copy that can be opened instead; where none is whole, what else there is."""
        self._backup = Path(str(error.detail["copy"])) if isinstance(error, WorkspaceDamagedCopied) else None
        if self._backup is not None:
            self.banner.say(
                "error", str(error), _("Open the backup of {day}").format(day=app.day_of_backup(self._backup))
            )
        elif isinstance(error, WorkspaceDamaged) and "copy" in error.detail:
            self._none_is_whole()
        else:
            self.banner.say("error", str(error))

    def _none_is_whole(self) -> None:
        self.banner.say(
            "error",
            _(
                "All backups on this computer are damaged. Restore one from the second backup folder, or "
                "another backup file."
            ),
        )
        self.bring.setFocus()

    def _restore(self) -> None:
        backup = self._backup
        if backup is None:
            return
        self.setEnabled(False)
        opening = self._opening
        self._jobs.start(
            lambda step: app.open_backup(self._folder, backup, opening), self._opened, self._backup_failed
        )

    def _backup_failed(self, error: ProssceError) -> None:
        if not isinstance(error, WorkspaceDamaged):
            self._failed(error)
            return
        self.setEnabled(True)
        self._none_is_whole()
