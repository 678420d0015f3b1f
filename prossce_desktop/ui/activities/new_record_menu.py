"""New: one letter for each kind of record."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.shortcuts import letter_of
from prossce_desktop.ui.parts.tooltips import set_tip

LETTERS = {
    "training": "T", "career_fair": "F", "policy_dialogue": "D", "knowledge_product": "K",
    "sstc_exchange": "X",
    "programme": "P", "institutional_result": "R", "impact_story": "S",
}  # fmt: skip
"""Letters are keys by their place, the same in every language; the menu shows them."""
ICONS = {
    "training": "graduation-cap", "career_fair": "store", "policy_dialogue": "messages-square",
    "knowledge_product": "book-open",
    "sstc_exchange": "repeat", "programme": "layers", "institutional_result": "landmark",
    "impact_story": "quote",
}  # fmt: skip


class NewMenu(QMenu):
    """`chosen(kind)`, once each time it is open."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        for kind, letter in LETTERS.items():
            if kind == "programme":
                self.addSeparator()
            action = self.addAction(f"{_(KINDS[kind].LABEL)}\t{letter}")
            action.setData(kind)
            set_tip(action, _(KINDS[kind].ABOUT))
        self.triggered.connect(lambda action: self.chosen.emit(str(action.data())))

    def event(self, event: QEvent) -> bool:
        """The window system still brings a closed menu the keys that were pressed while it closed: they
        belong to the page that opened."""
        below = self.parentWidget()
        window = below.window() if below is not None else None
        if isinstance(event, QKeyEvent) and not self.isVisible() and window is not None:
            return QApplication.sendEvent(window.focusWidget() or window, event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = letter_of(event)
        kind = next((kind for kind, one in LETTERS.items() if one == letter), None)
        if kind is not None:
            self.close()
            self.chosen.emit(kind)
            return
        super().keyPressEvent(event)
