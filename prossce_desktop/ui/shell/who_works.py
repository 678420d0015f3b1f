"""Several people work with these records, and the computer opened them without asking: who is it today?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.compose.officers import Access
from prossce_desktop.messages import _
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.shell.covered import CoveredPage


class WhoWorks(CoveredPage):
    """`chosen(Officer)`: a name is pressed. Enter takes who worked last."""

    chosen = Signal(object)

    def __init__(self, officers: Sequence[Access], parent: QWidget | None = None) -> None:
        super().__init__(_("Who are you?"), parent)
        self._officers = {one.officer.id: one.officer for one in officers}
        self.column.addWidget(Label(_("Your name is saved with your entries."), "body", "muted"))
        self.buttons: list[Button] = []
        for one in officers:
            button = Button(one.officer.name, icon="user", hint=_("last time") if one.works else "")
            button.setProperty("officer", one.officer.id)
            button.clicked.connect(self._choose)
            button.setMinimumWidth(280)
            self.buttons.append(button)
            self.add_row(button)
        self._first = next((at for at, one in enumerate(officers) if one.works), 0)

    def first_focus(self) -> None:
        """Put the keys on who worked last."""
        self.buttons[self._first].setFocus()

    def _choose(self) -> None:
        self.chosen.emit(self._officers[str(self.sender().property("officer"))])
