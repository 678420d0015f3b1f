"""A change of who may open the records, with the passphrase or recovery key that proves one may."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import PassphraseNeeded, ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.passphrase_field import secret_field
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.layouts import STRETCH, in_row


class ProofCard(Card):
    """Fill `body`, then call `add_foot`; `tried` on the button or Enter, `given_up` on Cancel or Esc."""

    tried = Signal()
    given_up = Signal()

    def __init__(self, title: str, asked: str, does: str) -> None:
        super().__init__(title)
        self.body.setSpacing(12)
        proof = secret_field()
        proof.returnPressed.connect(self.tried)
        self.proof = FieldFrame(asked, proof)
        self.proof.edited.connect(self.proof.clear_problem)
        self.save = Button(does, "primary", hint=_("Enter"), clicked=self.tried)
        self._cancel = Button(_("Cancel"), "quiet", hint=_("Esc"), clicked=self.given_up)

    def add_foot(self, *, asks_proof: bool) -> None:
        """The proof and the buttons, under what was put into `body`."""
        self.body.addWidget(self.proof)
        self.body.addLayout(in_row(self.save, self._cancel, STRETCH, spacing=8))
        self.proof.setVisible(asks_proof)  # once it has a parent; before, it would be a window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def refuse_proof(self, error: ProssceError) -> None:
        """Say that the proof does not hold, beside it."""
        if isinstance(error, PassphraseNeeded):
            said = _("Type your passphrase, so that nobody else can do this.")
        else:
            said = str(error)
        self.proof.set_value("")  # else the right one would be typed behind the wrong one
        self.proof.set_problem(Severity.hard, said)
        self.proof.setFocus()
