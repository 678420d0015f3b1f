"""Undo of a grid that saves its rows itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.history.current_page import ActionPage
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.records.undo_stack import UndoStack
from prossce_desktop.ui.session.page import page_of
from prossce_desktop.ui.session.page_undo import PageUndo
from prossce_desktop.ui.session.session import Session


class RowsUndo(QObject):
    """Undo and redo: unsaved typing first, then the steps of the page. `moved` after what was typed."""

    moved = Signal()

    def __init__(self, session: Session, where: Callable[[], ActionPage | None], tab: QWidget) -> None:
        super().__init__(tab)
        self._session, self._tab = session, tab
        self._steps = UndoStack()
        self.undoing = PageUndo(session, where, tab)
        self.undoing.undone.connect(self._undone)
        self.undoing.history_wanted.connect(self._go)

    def undo(self) -> None:
        """Take back what was done last; what is being saved just now is saved by then."""
        self._move(self._steps.take_back, self.undoing.undo, _("Undone (not saved yet): {what}"))

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._move(self._steps.bring_back, self.undoing.redo, _("Redone (not saved yet): {what}"))

    def _move(self, typed: Callable[[], str | None], saved: Callable[[], None], sentence: str) -> None:
        def move(_nothing: object) -> None:
            if (what := typed()) is None:
                saved()
            else:
                self._session.speaker.mention(sentence.format(what=what))

        self._session.jobs.start(lambda _step: None, move)

    def _undone(self) -> None:
        self._steps.saved_taken_back()

    def _go(self, place: Place) -> None:
        if (page := page_of(self._tab)) is not None:
            page.go.emit(place)


def cells_words(number: int) -> str:
    """Cells written at once, as Undo names them."""
    return numbered("{n} cell", "{n} cells", number)


def unsaved_rows_words(number: int) -> str:
    """Rows that went without having been saved, as Undo names them."""
    return numbered("{n} row that was not saved", "{n} rows that were not saved", number)
