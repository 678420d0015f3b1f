"""Asks for an officer's name, a passphrase twice, and what proves that one may."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import (
    PassphraseNeeded,
    PassphraseTaken,
    ProssceError,
    WrongPassphrase,
    WrongRecoveryKey,
)
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace.officers import Access
from prossce_desktop.ui.access.authorisation_card import ProofCard
from prossce_desktop.ui.access.new_passphrase_fields import NewPassphrase
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.text_fields import TextField


@dataclass(frozen=True)
class OfficerChange:
    """`officer` None adds one named `name`; `passphrase` None gives none, or `removes` the officer."""

    officer: str | None
    name: str
    passphrase: str | None
    proof: str
    removes: bool = False


class OfficerForm(ProofCard):
    """`wanted(Asked)` on its button, `given_up` on Cancel or Esc."""

    wanted = Signal(object)

    def __init__(
        self, officer: Access | None, *, asks_proof: bool, encrypted: bool, removes: bool = False
    ) -> None:
        asked = _("Your passphrase, or the recovery key")
        super().__init__(_title(officer, removes), asked, _words(officer, removes))
        self._officer = officer
        self._removes = removes
        self.name = FieldFrame(_("Name"), TextField(limit=120), required=True)
        self.new = NewPassphrase()
        if not asks_proof:  # else Enter goes on to the proof
            self.new.entered.connect(self._try)
        self.tried.connect(self._try)
        if removes:
            words = _(
                "The officer’s name stays with the entries. Older backups still open with the officer’s "
                "passphrase."
            )
            self.body.addWidget(Label(words, "body", "muted", wraps=True))
        self.body.addWidget(self.name)
        self.body.addWidget(self.new)
        self.add_foot(asks_proof=asks_proof)
        self.name.setVisible(officer is None)  # once they have a parent; before, they would be windows
        self.new.setVisible(encrypted and not removes)

    def first_focus(self) -> None:
        fields: tuple[QWidget, ...] = (self.name, self.new, self.proof, self.save)
        next(one for one in fields if one.isVisibleTo(self)).setFocus()

    def _try(self) -> None:
        name = " ".join(str(self.name.value() or "").split())
        if self._officer is None and not name:
            self.name.set_problem(Severity.hard, _("A name is needed. It is saved with the entries."))
            self.name.setFocus()
            return
        passphrase = None
        if self.new.isVisibleTo(self) and not (self._officer is None and self.new.is_empty()):
            passphrase = self.new.agreed()
            if passphrase is None:
                return
        officer = None if self._officer is None else self._officer.officer.id
        self.wanted.emit(
            OfficerChange(officer, name, passphrase, str(self.proof.value() or ""), self._removes)
        )

    def complain(self, error: ProssceError) -> None:
        """Say what was refused, beside the field it is about."""
        if isinstance(error, PassphraseTaken):
            self.new.complain(str(error))
        elif isinstance(error, WrongPassphrase | WrongRecoveryKey | PassphraseNeeded):
            self.refuse_proof(error)
        else:
            field = self.name if self.name.isVisibleTo(self) else self.proof
            field.set_problem(Severity.hard, str(error))
            field.setFocus()


def _title(officer: Access | None, removes: bool) -> str:
    if officer is None:
        return _("Add an officer")
    given = _("New passphrase for {name}") if officer.has_passphrase else _("A passphrase for {name}")
    return (_("Remove {name}") if removes else given).format(name=officer.officer.name)


def _words(officer: Access | None, removes: bool) -> str:
    return _("Add") if officer is None else _("Remove") if removes else _("Save the passphrase")
