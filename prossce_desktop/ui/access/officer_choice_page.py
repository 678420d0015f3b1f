"""Several people work with these records, and the computer opened them without asking: who is it today?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError, WrongPassphrase
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace.officers import Access, Officer
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.access.passphrase_field import PassphraseField
from prossce_desktop.ui.access.wrong_passphrase_delay import WrongPassphraseDelay
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label


class WhoWorks(CoveredPage):
    """`chosen(Officer, passphrase)` once a name is pressed and its passphrase, if any, typed."""

    chosen = Signal(object, str)
    recovery_key_wanted = Signal()

    def __init__(
        self, officers: Sequence[Access], tries: WrongPassphraseDelay, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Who are you?"), parent)
        self._officers = {one.officer.id: one for one in officers}
        self._asked: Officer | None = None
        self.column.addWidget(Label(_("Your name is saved with your entries."), "body", "muted"))
        self.buttons: list[Button] = []
        for one in officers:
            button = Button(one.officer.name, icon="user", hint=_("used last time") if one.works else "")
            button.setProperty("officer", one.officer.id)
            button.clicked.connect(self._choose)
            button.setMinimumWidth(280)
            self.buttons.append(button)
            self.add_row(button)
        self._first = next((at for at, one in enumerate(officers) if one.works), 0)
        self._lay_out_question(tries)

    def _lay_out_question(self, tries: WrongPassphraseDelay) -> None:
        self.asked = Label("", "section", wraps=True)
        self.passphrase = PassphraseField(tries)
        self.open_button = Button(_("Open"), "primary", hint=_("Enter"), clicked=self._enter)
        self.open_button.setEnabled(not self.passphrase.is_waiting())
        self.recovery_key_button = Button(_("Open with the recovery key…"), "quiet", icon="key-round")
        self.passphrase.entered.connect(self._enter)
        self.passphrase.may_try.connect(self.open_button.setEnabled)
        self.recovery_key_button.clicked.connect(self.recovery_key_wanted)
        self.column.addWidget(self.asked)
        self.column.addWidget(self.passphrase)
        self.add_row(self.open_button, self.recovery_key_button)
        self._question = (self.asked, self.passphrase, self.open_button, self.recovery_key_button)
        for one in self._question:
            one.hide()

    def first_focus(self) -> None:
        """Put the keys on who worked last."""
        self.buttons[self._first].setFocus()

    def complain(self, error: ProssceError) -> None:
        """Nobody else works now than before: the passphrase was wrong, or the disk refused."""
        self.setEnabled(True)
        if isinstance(error, WrongPassphrase) and self._asked is not None:
            said = _("This is not the passphrase of {name}.").format(name=self._asked.name)
            self.passphrase.was_wrong(said)
        else:
            self.asked.setText(str(error))
            self.asked.show()

    def _choose(self) -> None:
        one = self._officers[str(self.sender().property("officer"))]
        self._asked = one.officer if one.has_passphrase else None
        self.passphrase.clear()
        self.asked.setText(_("Passphrase of {name}").format(name=one.officer.name))
        for part in self._question:
            part.setVisible(one.has_passphrase)
        if one.has_passphrase:
            self.passphrase.setFocus()
        else:
            self._give(one.officer, "")

    def _enter(self) -> None:
        if self._asked is not None and not self.passphrase.is_waiting():
            self._give(self._asked, self.passphrase.text())

    def _give(self, officer: Officer, passphrase: str) -> None:
        self.setEnabled(False)
        self.chosen.emit(officer, passphrase)
