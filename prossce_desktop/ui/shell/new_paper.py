"""Another recovery key for records that are open: what proves that one may, and the key, shown once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import PassphraseNeeded, ProssceError
from prossce_desktop.messages import _
from prossce_desktop.ui.jobs import Jobs
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.shell.passphrase_field import secret_field
from prossce_desktop.ui.shell.recovery_page import RecoveryPage
from prossce_desktop.ui.speaker import Speaker


class NewPaperForm(Card):
    """`wanted(proof)` on its button, `given_up` on Cancel or Esc."""

    wanted = Signal(str)
    given_up = Signal()

    def __init__(self, *, asks_proof: bool) -> None:
        super().__init__(_("Another recovery key"))
        self.body.setSpacing(12)
        words = _(
            "The older one then opens these records no longer, but still the copies made before, and all packages. "
            "Lock its paper away as long as those are kept."
        )
        self.body.addWidget(Label(words, "body", "muted", wraps=True))
        proof = secret_field()
        proof.returnPressed.connect(self._try)
        self.proof = FieldFrame(_("A passphrase that opens the records now, or the older recovery key"), proof)
        self.proof.edited.connect(self.proof.clear_problem)
        self.body.addWidget(self.proof)
        self.said = Label("", "body", "error", wraps=True)
        self.body.addWidget(self.said)
        self.make = Button(_("Make it"), "primary", hint=_("Enter"))
        self.make.clicked.connect(self._try)
        cancel = Button(_("Cancel"), "quiet", hint=_("Esc"))
        cancel.clicked.connect(self.given_up)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.make)
        row.addWidget(cancel)
        row.addStretch(1)
        self.body.addLayout(row)
        self.proof.setVisible(asks_proof)
        self.said.hide()

    def first_focus(self) -> None:
        """Put the keys where typing begins."""
        (self.proof if self.proof.isVisibleTo(self) else self.make).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def _try(self) -> None:
        if self.make.isEnabled():  # a second Enter would make a second key
            self.make.setEnabled(False)
            self.wanted.emit(str(self.proof.value() or ""))

    def complain(self, error: ProssceError) -> None:
        """Say what was refused."""
        said = _("Type it, so that nobody else can do this.") if isinstance(error, PassphraseNeeded) else str(error)
        self.make.setEnabled(True)
        self.proof.set_value("")  # else the right one would be typed behind the wrong one
        if self.proof.isVisibleTo(self):
            self.proof.set_problem(Severity.hard, said)
        else:
            self.said.setText(said)
            self.said.show()
        self.first_focus()


class PaperDialog(QDialog):
    """Shows the new key; `accepted` once it is printed, saved or written down. Esc does not close it: nobody would have the key."""

    def __init__(self, jobs: Jobs, speaker: Speaker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The recovery key"))
        self.page = RecoveryPage(jobs, speaker)
        self.page.done.connect(self.accept)
        down = QVBoxLayout(self)
        down.addWidget(self.page)
        self.resize(theme().px(640), theme().px(460))

    def reject(self) -> None:
        self.page.refuse_to_leave()
