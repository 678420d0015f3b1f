"""The recovery key opens the records, and a new passphrase is chosen at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from prossce_desktop import app
from prossce_desktop.app import Store, asks_passphrase
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import ProssceError, WrongRecoveryKey
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import officers
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.access.new_passphrase_fields import NewPassphrase
from prossce_desktop.ui.access.passphrase_field import remember_box
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.session.dialogs import Speaker


class EnterRecoveryKeyPage(QWidget):
    """`opened(Store)` when the key fits, `ready(Store)` with a new passphrase, `given_up` to go back."""

    opened = Signal(object)
    ready = Signal(object)
    given_up = Signal()

    def __init__(self, folder: Path, jobs: Jobs, speaker: Speaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._jobs = jobs
        self._speaker = speaker
        self._recovery_key = ""
        self.store: Store | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self._key_page())
        self.pages.addWidget(self._passphrase_page())
        in_column(self.pages, into=self)

    def _key_page(self) -> QWidget:
        page = CoveredPage(_("Open with the recovery key"))
        field = TextField(limit=4000, placeholder=_("AGE-SECRET-KEY-1… as printed on the paper"))
        field.returnPressed.connect(self._open)
        self.key = FieldFrame(_("Recovery key"), field)
        self.key.edited.connect(self.key.clear_problem)
        self.open_button = Button(_("Open"), "primary", hint=_("Enter"), clicked=self._open)
        from_file = Button(_("From a file…"), icon="folder-open", clicked=self._choose_file)
        back = Button(_("Back"), "quiet", clicked=self.given_up)
        words = _(
            "The recovery key was shown at the first start, to print or write down. Spaces, lines and small "
            "letters do not matter."
        )
        add_to(page.column, Label(words, "body", "muted", wraps=True), self.key)
        page.add_row(self.open_button, from_file, back)
        return page

    def _passphrase_page(self) -> QWidget:
        page = CoveredPage(_("Choose a new passphrase"))
        words = _("The data is open. Choose a new passphrase, then put the paper back in its safe place.")
        self.officer = FieldFrame(_("Who are you?"), ChoiceField((), needed=True))
        self.new = NewPassphrase()
        self.new.entered.connect(self._keep)
        self.remember = remember_box()
        self.keep_button = Button(_("Save and continue"), "primary", hint=_("Enter"), clicked=self._keep)
        page.column.addWidget(Label(words, "body", "muted", wraps=True))
        add_to(page.column, in_row((self.officer, 1), STRETCH), self.new, self.remember)
        page.add_row(self.keep_button)
        return page

    def first_focus(self) -> None:
        self.key.setFocus()

    def _choose_file(self) -> None:
        path = self._speaker.choose_file_to_read(
            _("File with the recovery key"), _("Text (*.txt);;All files (*)")
        )
        if path is not None:
            self._jobs.read(lambda step: officers.read_recovery_key(path), self._read, self._failed)

    def _read(self, text: str) -> None:
        self.key.set_value(text)
        self._open()

    def _open(self) -> None:
        recovery_key = self._recovery_key = str(self.key.value() or "")
        self.setEnabled(False)

        def work(step: ProgressCallback) -> tuple[Store, officers.WaysIn, bool]:
            store = app.open_with_recovery_key(self._folder, recovery_key)
            return store, officers.ways_in(store), asks_passphrase(self._folder)

        self._jobs.start(work, self._opened, self._failed)

    def _opened(self, answer: tuple[Store, officers.WaysIn, bool]) -> None:
        self.setEnabled(True)
        self.store, ways, asked = answer
        self.opened.emit(self.store)
        self.remember.setChecked(not asked)
        self.key.set_value("")
        choices = [Choice(one.officer.id, one.officer.name) for one in ways.officers]
        field = self.officer.editor
        assert isinstance(field, ChoiceField)
        field.set_choices(choices)
        self.officer.set_value(next((one.officer.id for one in ways.officers if one.works), ""))
        self.officer.setVisible(len(choices) > 1)
        self.pages.setCurrentIndex(1)
        self.new.setFocus()

    def _failed(self, error: ProssceError) -> None:
        self.setEnabled(True)
        if isinstance(error, WrongRecoveryKey) and self.store is None:
            self.key.set_problem(Severity.hard, str(error))
            self.key.setFocus()
        elif self.store is not None:
            self.new.complain(str(error))
        else:
            self._speaker.tell(str(error))

    def _keep(self) -> None:
        passphrase = self.new.agreed()
        store, recovery_key = self.store, self._recovery_key
        if passphrase is None or store is None:
            return
        chosen, remember = str(self.officer.value() or store.identity.officer_id), self.remember.isChecked()
        self.setEnabled(False)

        def work(step: ProgressCallback) -> Store:
            officers.set_passphrase(store, chosen, passphrase, officers.proof_of(recovery_key))
            officers.work_as(store, chosen)
            (officers.remember if remember else officers.forget)(store)
            return store

        self._jobs.start(work, self._passphrase_is_kept, self._failed)

    def _passphrase_is_kept(self, store: Store) -> None:
        self.setEnabled(True)
        self._recovery_key = ""
        self.new.clear()
        self.ready.emit(store)
