"""Undo of what is typed in the employers grid and not saved; removal of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.services.history.current_page import here
from prossce_desktop.ui.activities.fair.employers_model import EmployerBefore, EmployersModel, GridEmployer
from prossce_desktop.ui.records.rows_undo import RowsUndo, cells_words, unsaved_rows_words
from prossce_desktop.ui.session.session import Session


class EmployersUndo(RowsUndo):
    """`moved` after each way back or forth: what is shown and the draft are to follow."""

    def __init__(self, session: Session, model: EmployersModel, tab: QWidget) -> None:
        super().__init__(session, here, tab)
        self._model = model
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
            return cells_words(len(was))
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
            what = unsaved_rows_words(len(gone))
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
