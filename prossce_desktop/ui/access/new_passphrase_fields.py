"""A new passphrase, typed twice; a short one is refused."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.passphrases import refuse_short
from prossce_desktop.domain.problems import Severity
from prossce_desktop.errors import PassphraseTooShort
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.passphrase_field import secret_field
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.layouts import in_row


def short_words(text: str) -> str:
    """Why this passphrase is not taken; "" where it is, or nothing was typed yet."""
    try:
        if text:
            refuse_short(text)
    except PassphraseTooShort as error:
        return str(error)
    return ""


class NewPassphrase(QWidget):
    """Two fields side by side. Enter goes from the first to the second; `entered()` on Enter in that."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first, second = secret_field(), secret_field()
        self.first = FieldFrame(_("New passphrase"), first)
        self.again = FieldFrame(_("Repeat the passphrase"), second)
        second.returnPressed.connect(self.entered)
        self.first.edited.connect(self._advise)
        self.again.edited.connect(self.again.clear_problem)
        in_row(
            (self.first, 1, Qt.AlignmentFlag.AlignTop),
            (self.again, 1, Qt.AlignmentFlag.AlignTop),
            into=self,
            spacing=16,
        )
        self.setFocusProxy(self.first)

    def agreed(self) -> str | None:
        """The passphrase, or None after saying what is missing."""
        text = str(self.first.value() or "")
        if not text:
            self.first.set_problem(Severity.hard, _("Type a passphrase. Several words are good."))
            self.first.setFocus()
        elif said := short_words(text):
            self.complain(said)
        elif text != self.again.value():
            self.again.set_problem(Severity.hard, _("The two passphrases do not match."))
            self.again.setFocus()
        else:
            return text
        return None

    def is_empty(self) -> bool:
        return not self.first.value() and not self.again.value()

    def complain(self, sentence: str) -> None:
        self.first.set_problem(Severity.hard, sentence)
        self.first.setFocus()

    def clear(self) -> None:
        for frame in (self.first, self.again):
            frame.set_value("")
            frame.clear_problem()

    def _advise(self) -> None:
        if said := short_words(str(self.first.value() or "")):
            self.first.set_problem(Severity.note, said)
        else:
            self.first.clear_problem()
