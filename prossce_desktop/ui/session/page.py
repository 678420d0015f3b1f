"""What the main window asks of every page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.services.history.current_page import ActionPage, here
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.base.shortcuts import is_redo, is_undo
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.ui.session.page_undo import PageUndo


def page_of(part: QWidget) -> Page | None:
    """The page that something stands in."""
    around: QWidget | None = part
    while around is not None and not isinstance(around, Page):
        around = around.parentWidget()
    return around


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
        """Lay out again by another size of text: Qt only tells what gets other room."""
        if self._scale == theme().scale:
            return
        self._scale = theme().scale
        for widget in (self, *self.findChildren(QWidget)):
            QApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))

    @cached_property
    def undoing(self) -> PageUndo:
        """Undo and Redo of the steps that were made here."""
        # with all that puts a step into words: not before somebody undoes
        from prossce_desktop.ui.session.page_undo import PageUndo

        made = PageUndo(self.session, self.where, self)
        made.history_wanted.connect(self.go)
        return made

    def where(self) -> ActionPage | None:
        """The place that steps remember which are made here."""
        return here()

    def undo(self) -> None:
        """Ctrl+Z: take back what was done here last, typed or saved."""
        self.undoing.undo()

    def redo(self) -> None:
        """Ctrl+Shift+Z: bring back what was taken back here last."""
        self.undoing.redo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self.undo()
        elif is_redo(event):
            self.redo()
        else:
            super().keyPressEvent(event)

    def enter(self, place: Place) -> None:
        """Show what the place names; reads through `session.jobs`, never on the main thread."""

    def leave(self) -> bool:
        """Whether the window may go elsewhere; keeps what was typed as a draft."""
        return True
