"""Undo of what is typed in the employers grid and not saved; removal of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.history.current_page import here
from prossce_desktop.ui.activities.fair.employers_model import EmployerBefore, EmployersModel, GridEmployer
from prossce_desktop.ui.records.undo_stack import UndoStack
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.page_undo import PageUndo
from prossce_desktop.ui.session.session import Session


class EmployersUndo(QObject):
    """`moved` after each way back or forth: what is shown and the draft are to follow."""

    moved = Signal()

    def __init__(self, session: Session, model: EmployersModel, tab: QWidget) -> None:
        super().__init__(tab)
        self._session = session
        self._model = model
        self._tab = tab
        self._steps = UndoStack()
        self._undoing = PageUndo(session, here, tab)
        self._undoing.undone.connect(self._steps.saved_taken_back)
        self._undoing.history_wanted.connect(
            lambda place: page.go.emit(place) if isinstance(page := _page_of(tab), Page) else None
        )
        model.written.connect(self._note)

    def enter(self, drafted: Sequence[tuple[GridEmployer, EmployerRow | None]]) -> None:
        """Other rows are shown: those that a draft brought back, with what is stored of them."""
        self._steps.forget()
        for one, stored in drafted:
            self._note([EmployerBefore(one, stored or EmployerRow(None, None, ""), False)])

    def _note(self, was: Sequence[EmployerBefore]) -> None:
        now: list[EmployerBefore] = []

        def back() -> None:
            now[:] = [EmployerBefore(one.of, one.of.row, one.of.dirty) for one in was]
            self._show(list(reversed(was)))

        def is_typed() -> bool:
            return any(
                one.of.dirty and one.of.sent != one.of.row and one.of in self._model.rows for one in was
            )

        self._steps.note(self._words(was), back, lambda: self._show(now), is_typed=is_typed)

    def _words(self, was: Sequence[EmployerBefore]) -> str:
        if len(was) > 1:
            return numbered("{n} cell", "{n} cells", len(was))
        name = was[0].of.row.name or was[0].row.name
        return name or _("Employers")

    def _show(self, before: Sequence[EmployerBefore]) -> None:
        for one in before:
            one.of.row, one.of.dirty = one.row, one.dirty
        self._model.show_again([one.of for one in before])
        self.moved.emit()

    def remove(self, numbers: Sequence[int]) -> None:
        """Remove rows: saved ones are emptied, which saves their removal; others just go."""
        rows = [self._model.rows[one] for one in numbers if one < len(self._model.rows)]
        if gone := [one for one in rows if one.row.record is None]:
            places = [(one, self._model.rows.index(one)) for one in gone]
            what = numbered("{n} row that was not saved", "{n} rows that were not saved", len(gone))
            self._steps.note(what, lambda: self._put_in(places), lambda: self._take_out(gone))
            self._take_out(gone)
            self._session.speaker.mention(_("Discarded: {what}").format(what=what))
        if saved := [one for one in rows if one.row.record is not None]:
            self._model.rewrite(
                [
                    (one, replace(one.row, name="", organisation=None, numbers={}, joined=None))
                    for one in saved
                ]
            )

    def _take_out(self, rows: Sequence[GridEmployer]) -> None:
        self._model.set_rows([one for one in self._model.rows if one not in rows])
        self.moved.emit()

    def _put_in(self, places: Sequence[tuple[GridEmployer, int]]) -> None:
        rows = list(self._model.rows)
        for one, at in places:
            rows.insert(min(at, len(rows)), one)
        self._model.set_rows(rows)
        self.moved.emit()

    def undo(self) -> None:
        """What is typed and not saved first, then the newest step of this page."""
        self._after_saving(self._undo)

    def redo(self) -> None:
        self._after_saving(self._redo)

    def _after_saving(self, act: Callable[[], None]) -> None:
        self._session.jobs.start(lambda _step: None, lambda _nothing: act())

    def _undo(self) -> None:
        if (what := self._steps.take_back()) is None:
            self._undoing.undo()
        else:
            self._session.speaker.mention(_("Undone (not saved yet): {what}").format(what=what))

    def _redo(self) -> None:
        if (what := self._steps.bring_back()) is None:
            self._undoing.redo()
        else:
            self._session.speaker.mention(_("Redone (not saved yet): {what}").format(what=what))


def _page_of(tab: QWidget) -> QWidget | None:
    page = tab.parentWidget()
    while page is not None and not isinstance(page, Page):
        page = page.parentWidget()
    return page
