"""What stands in the window where the program was started with something that records may not be given to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.parts.cards import Banner


class TooOldPage(CoveredPage):
    """The sentence, and nothing to press: nothing can be done from here."""

    def __init__(self, error: ProssceError, parent: QWidget | None = None) -> None:
        super().__init__(_("The program cannot start"), parent)
        self.sentence = Banner("error", str(error))
        self.column.addWidget(self.sentence)
