"""Another recovery key for records that are open: what proves that one may, and the key, shown once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.authorisation_card import ProofCard
from prossce_desktop.ui.access.show_recovery_key_page import ShowRecoveryKeyPage
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.dialogs import Speaker


class NewRecoveryKeyForm(ProofCard):
    """`wanted(proof)` on its button, `given_up` on Cancel or Esc."""

    wanted = Signal(str)

    def __init__(self, *, asks_proof: bool) -> None:
        asked = _("Your passphrase, or the current recovery key")
        super().__init__(_("New recovery key"), asked, _("Make the new key"))
        words = _(
            "After this, the old key no longer opens this data. It still opens older backups and packages. "
            "Keep its paper in a safe place as long as you have them."
        )
        self.body.addWidget(Label(words, "body", "muted", wraps=True))
        self.sentence = Label("", "body", "error", wraps=True)
        self.body.addWidget(self.sentence)
        self.add_foot(asks_proof=asks_proof)
        self.sentence.hide()
        self.tried.connect(self._try)

    def first_focus(self) -> None:
        (self.proof if self.proof.isVisibleTo(self) else self.save).setFocus()

    def _try(self) -> None:
        if self.save.isEnabled():  # a second Enter would make a second key
            self.save.setEnabled(False)
            self.wanted.emit(str(self.proof.value() or ""))

    def complain(self, error: ProssceError) -> None:
        self.save.setEnabled(True)
        if self.proof.isVisibleTo(self):
            self.refuse_proof(error)
        else:
            self.sentence.setText(str(error))
            self.sentence.show()


class NewRecoveryKeyDialog(QDialog):
    """`accepted` once the key is printed, saved or written down. Esc does not close it."""

    def __init__(self, jobs: Jobs, speaker: Speaker, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The recovery key"))
        self.page = ShowRecoveryKeyPage(jobs, speaker)
        self.page.done.connect(self.accept)
        self.setLayout(in_column(self.page))
        self.resize(theme().px(640), theme().px(460))

    def reject(self) -> None:
        self.page.refuse_to_leave()
