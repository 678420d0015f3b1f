"""What the main window asks of every page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.place import Place
from prossce_desktop.ui.session import Session


class Page(QWidget):
    """One page of the window. Pages get the session; they never know the window: they emit `go`."""

    go = Signal(Place)
    """Asks the window to go somewhere."""
    named = Signal(Place)
    """What is shown has a place of its own now, where it had none: the way back leads to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._scale = theme().scale
        theme().changed.connect(self._follow)

    def _follow(self) -> None:
        """By another size of text everything is laid out again that was laid out by its room; only who gets room is told of it by Qt."""
        if self._scale == theme().scale:
            return
        self._scale = theme().scale
        for widget in (self, *self.findChildren(QWidget)):
            QApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))

    def enter(self, place: Place) -> None:
        """Show what the place names; reads through `session.jobs`, never on the main thread."""

    def leave(self) -> bool:
        """Whether the window may go elsewhere now; keeps what was typed as a draft and says so where it must."""
        return True
