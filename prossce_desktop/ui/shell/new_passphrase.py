"""A new passphrase, typed twice; a short one is said to be easily guessed, and taken all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.messages import _
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.shell.passphrase_field import secret_field

SHORT = 8
"""Letters under which a passphrase is quickly guessed by a machine."""


class NewPassphrase(QWidget):
    """Two fields side by side. Enter goes from the first to the second; `entered()` on Enter in that."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first, second = secret_field(), secret_field()
        self.first = FieldFrame(_("New passphrase"), first)
        self.again = FieldFrame(_("Once more"), second)
        second.returnPressed.connect(self.entered)
        self.first.edited.connect(self._advise)
        self.again.edited.connect(self.again.clear_problem)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self.first, 1, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.again, 1, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.first)

    def agreed(self) -> str | None:
        """The passphrase, or None after saying what is missing."""
        text = str(self.first.value() or "")
        if not text:
            self.first.set_problem(Severity.hard, _("Type a passphrase; several words are good."))
            self.first.setFocus()
        elif text != self.again.value():
            self.again.set_problem(Severity.hard, _("The two are not the same."))
            self.again.setFocus()
        else:
            return text
        return None

    def is_empty(self) -> bool:
        """Whether nothing was typed in either."""
        return not self.first.value() and not self.again.value()

    def complain(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self.first.set_problem(Severity.hard, sentence)
        self.first.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        for frame in (self.first, self.again):
            frame.set_value("")
            frame.clear_problem()

    def _advise(self) -> None:
        if 0 < len(str(self.first.value() or "")) < SHORT:
            self.first.set_problem(Severity.note, _("Short ones are quickly guessed. Three or four words are better."))
        else:
            self.first.clear_problem()
