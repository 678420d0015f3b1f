"""Undo and Redo of what is typed in a record's form and beside it, then of the page's steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.text_fields import no_longer_typed_in
from prossce_desktop.ui.records.record_editing import RecordEditing
from prossce_desktop.ui.records.record_tabs import WORDS, TabName
from prossce_desktop.ui.records.typed_during_save import Asked

if TYPE_CHECKING:
    from prossce_desktop.ui.session.page_undo import PageUndo


class TakesBack(Protocol):
    """A tab that takes back what is typed in it itself."""

    def undo(self) -> None: ...

    def redo(self) -> None: ...


def _nobody() -> None:
    """No other tab is in sight."""


class TypingUndo:
    """Of one form: `editing` knows what was typed, `undoing` the steps of the page it stands in."""

    def __init__(
        self,
        editing: RecordEditing,
        undoing: PageUndo,
        moved: Callable[[], None] | None = None,
        other: Callable[[], TakesBack | None] = _nobody,
    ) -> None:
        """`moved`: shows what else changed. `other`: the tab in sight, where it has an undo of its own."""
        self._editing = editing
        self._undoing = undoing
        self._moved = moved
        self._other = other
        self._same = not editing.is_under_way()
        """Whether what is being read, if anything is, is the record that is shown already."""
        self._waiting: list[Callable[[], None]] = []
        """What was pressed while it was read again."""
        undoing.undone.connect(editing.steps.saved_taken_back)
        editing.marks.connect(self._asks)
        editing.left.connect(self._forget)
        editing.opened.connect(lambda _found: QTimer.singleShot(0, editing, self._go_on))

    def undo(self) -> None:
        """Take back what was typed last and is not saved; else the newest step that was made on this page."""
        self._move(
            self._editing.steps.take_back,
            self._undoing.undo,
            lambda other: other.undo(),
            _("Undone (not saved yet): {what}"),
        )

    def redo(self) -> None:
        self._move(
            self._editing.steps.bring_back,
            self._undoing.redo,
            lambda other: other.redo(),
            _("Redone (not saved yet): {what}"),
        )

    def _move(
        self,
        typed: Callable[[], str | None],
        saved: Callable[[], None],
        beside: Callable[[TakesBack], None],
        sentence: str,
    ) -> None:
        if self._editing.is_loading():
            self._waiting += [partial(self._move, typed, saved, beside, sentence)] if self._same else []
            return
        if (other := self._other()) is not None:
            beside(other)
        elif (name := typed()) is not None:
            self._say(name, sentence)
        else:
            # all of it is stored: the field shows what is taken back at once
            no_longer_typed_in(QApplication.focusWidget())
            saved()

    def _asks(self, asked: Asked) -> None:
        """Another record comes: what was pressed for the one before is of no use."""
        self._same = bool(asked)
        if not asked:
            self._forget()

    def _forget(self) -> None:
        self._waiting.clear()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _say(self, name: str, sentence: str) -> None:
        """What moved may stand in a tab that is not in sight."""
        self._editing.touched()
        if self._moved is not None:
            self._moved()
        form = self._editing.form
        if form is not None and name in form.fields:
            label = form.fields[name].shown.label
        else:
            label = WORDS[TabName(name.partition(":")[0])]
        self._editing.session.speaker.mention(sentence.format(what=_(label)))
