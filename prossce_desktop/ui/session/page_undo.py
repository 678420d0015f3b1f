"""Undo and Redo of saved steps on one page: says what it undid, or where the newest change was made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.history import undo_in_words
from prossce_desktop.services.history.undo_in_words import (
    ActionPage,
    Change,
    Redone,
    UndoableStep,
    UndoRefused,
)
from prossce_desktop.ui.base.place import Place, page_of_kind
from prossce_desktop.ui.session.dialogs import agrees
from prossce_desktop.ui.session.session import Session


def history_of(record: int, kind: str) -> Place:
    """Where the history of a record is shown."""
    return Place(page_of_kind(kind), record=record, tab="history")


class PageUndo(QObject):
    """`where` says what page this is; `page` hosts it. Also made by grids that keep drafts themselves."""

    history_wanted = Signal(Place)
    undone = Signal()
    """A step was taken back."""

    def __init__(self, session: Session, where: Callable[[], ActionPage | None], page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._where = where
        self._page = page

    def undo(self) -> None:
        """Take back the newest step that was made here; asks first where it touches many records."""
        where, store = self._where(), self._session.store

        def work(_step: object) -> tuple[UndoableStep | None, Change | UndoRefused | None]:
            found = undo_in_words.newest(store, where) if where is not None else None
            if found is None or not found.is_here or found.records >= undo_in_words.ASKED_FROM:
                return found, None
            return found, undo_in_words.take_back(store, found.step)

        self._session.jobs.start(work, self._looked, lambda error: self._refused(error, self.undo))

    def _looked(self, answer: tuple[UndoableStep | None, Change | UndoRefused | None]) -> None:
        found, change = answer
        if found is None:
            self._say(_("Nothing to undo here."))
        elif change is not None:
            self._done(change, found.words)
        elif not found.is_here:
            self._say_where(found)
        elif self._is_wanted(found):
            self.take_back(found.step)

    def _is_wanted(self, step: UndoableStep) -> bool:
        more = numbered("This changes {n} record.", "This changes {n} records.", step.records)
        question = _("Undo “{what}”?").format(what=step.words)
        return agrees(self._session.speaker, question, _("Undo"), more)

    def take_back(self, step: str) -> None:
        """Take this step back, whatever was done since."""
        store = self._session.store

        def work(_step: object) -> tuple[Change | UndoRefused, str]:
            words = undo_in_words.words_of(store, step)
            return undo_in_words.take_back(store, step), words

        self._session.jobs.start(
            work,
            lambda done: self._done(*done),
            lambda error: self._refused(error, lambda: self.take_back(step)),
        )

    def _done(self, change: Change | UndoRefused, words: str) -> None:
        if isinstance(change, UndoRefused):
            self._say(change.words)
            return
        self.undone.emit()
        self._session.tell(change)
        self._say(_("Undone: {what}").format(what=words))

    def _say_where(self, step: UndoableStep) -> None:
        said = _("Nothing was undone. The last change was made elsewhere: {what} ({who}, {time}, {where}).")
        self._say(
            said.format(
                what=step.words,
                who=step.who,
                time=formatting.moment(step.time.astimezone()),
                where=step.place,
            )
        )
        if step.record is not None:
            self.history_wanted.emit(history_of(step.record, step.kind))

    def redo(self) -> None:
        where, store = self._where(), self._session.store

        def work(_step: object) -> Redone | UndoRefused | None:
            return undo_in_words.redo(store, where) if where is not None else None

        self._session.jobs.start(work, self._redone, lambda error: self._refused(error, self.redo))

    def _redone(self, done: Redone | UndoRefused | None) -> None:
        if not isinstance(done, Redone):
            self._say(_("Nothing to redo.") if done is None else done.words)
            return
        self._session.tell(done.change)
        self._say(_("Redone: {what}").format(what=done.words))

    def _refused(self, error: ProssceError, again: Callable[[], None]) -> None:
        self._say(str(error))
        if self._page.isVisible():
            self._session.ask_reason(error, again)

    def _say(self, sentence: str) -> None:
        self._session.speaker.mention(sentence)
