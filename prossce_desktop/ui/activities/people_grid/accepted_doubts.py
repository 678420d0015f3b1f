"""Soft problems in the people grid: asked about in the foot, settled by a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from prossce_desktop.domain.input.accepted_doubts import accepted_doubt
from prossce_desktop.domain.problems import Problem
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.ui.activities.people_grid.doubt_question import DoubtQuestion
from prossce_desktop.ui.activities.people_grid.grid_cell import in_words
from prossce_desktop.ui.activities.people_grid.grid_jobs import Batch
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.grid_saving import GridSaving
from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView
from prossce_desktop.ui.activities.people_grid.people_columns import all_columns
from prossce_desktop.ui.session.session import Session

LAST = 5


class AcceptedDoubts(QObject):
    """`part` stands in the foot. `accepted` when a reason was given, `asks(on)` as asking begins or ends."""

    accepted = Signal()
    asks = Signal(bool)
    nothing = Signal()
    """Alt+K where nothing in the sheet is asked about."""

    def __init__(
        self, session: Session, view: PeopleView, model: PeopleModel, saver: GridSaving, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._model = model
        self._saver = saver
        self._reasons: tuple[str, ...] = ()
        self._key = ""
        self._rows: list[GridRow] = []
        """The rows that one reason settles, the current one first, and the column that is asked about."""
        self.part = DoubtQuestion()
        self.part.accepted.connect(self._keep)
        self.part.left.connect(self._left)
        view.keep_wanted.connect(self.begin)
        view.selectionModel().currentChanged.connect(self.follow)
        view.selectionModel().selectionChanged.connect(self.follow)
        model.dataChanged.connect(self.follow)
        model.modelReset.connect(self.follow)
        saver.saved.connect(self._was_saved)

    def enter(self, reasons: Sequence[str]) -> None:
        self._reasons = tuple(reasons)
        self.follow()

    def follow(self, *_: object) -> None:
        """Ask about the current cell, else the first of its row; nothing changes while a reason is typed.

        A duplicate pair is a question of its own and comes first.
        """
        if self.part.has_keys() and (
            self.part.reason.text() or any(self._key in row.doubts() for row in self._rows)
        ):
            return
        found = self._current()
        duplicate = found is not None and self._model.pair_of(found[0]) is not None
        self._ask(None if duplicate else found)

    def _ask(self, question: tuple[GridRow, str, Problem] | None) -> None:
        had_keys = self.part.has_keys()
        if question is None:
            self._rows, self._key = [], ""
            if had_keys:
                self._view.setFocus()
            self.part.put_away()
        else:
            row, self._key, problem = question
            self._rows = [row, *(one for one in self._selected(self._key, problem) if one is not row)]
            self.part.ask(self._sentence(row, problem), self._reasons)
        self.asks.emit(question is not None)

    def _current(self) -> tuple[GridRow, str, Problem] | None:
        index = self._view.currentIndex()
        row = self._model.row_at(index.row()) if index.isValid() else None
        doubts = row.doubts() if row is not None else {}
        if row is None or not doubts:
            return None
        at = self._model.columns[index.column()].key
        order = [at, *(one.key for one in self._model.columns), *doubts]
        key = next(one for one in order if one in doubts)
        return row, key, doubts[key]

    def _selected(self, key: str, problem: Problem) -> list[GridRow]:
        """Selected rows in whose cell of this column the same is asked."""
        chosen = self._view.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        places = {at for part in parts for at in range(part.top(), part.bottom() + 1)}
        rows = [self._model.row_at(at) for at in sorted(places)]
        return [
            row for row in rows if (found := row.doubts().get(key)) is not None and found.code == problem.code
        ]

    def _sentence(self, row: GridRow, problem: Problem) -> str:
        head = next((one.head for one in all_columns(self._model.how.sheet) if one.key == self._key), "")
        if len(self._rows) == 1:
            return _("{field} {value}: {problem}").format(
                field=head, value=row.text(self._key), problem=in_words(problem)
            )
        n = len(self._rows)
        said = ngettext_("{field} in {n} chosen row: {problem}", "{field} in {n} chosen rows: {problem}", n)
        return said.format(field=head, n=f"{n:,}", problem=in_words(problem))

    def begin(self) -> None:
        """Alt+K: go to the reason for the current row, else to the next row with a question."""
        self._view.keep_typed()
        if self._current() is None:
            place = self._next()
            if place is None:
                self.nothing.emit()
                return
            self._view.go_to(*place)
        self._ask(self._current())
        self.part.begin()

    def _next(self) -> tuple[int, int] | None:
        """Row and column of the next question below, else from the top."""
        count = self._model.rowCount()
        start = self._view.currentIndex().row() + 1
        for at in (place % count for place in range(start, start + count)):
            doubts = self._model.row_at(at).doubts()
            if doubts:
                columns = (column for key in doubts if (column := self._model.column_of(key)) is not None)
                return at, min(columns, default=max(0, self._view.currentIndex().column()))
        return None

    def _left(self) -> None:
        self._view.setFocus()
        self.follow()

    def _keep(self, reason: str) -> None:
        rows = [row for row in self._rows if self._key in row.doubts()]
        for row in rows:
            row.accept_doubt(accepted_doubt(row.doubts()[self._key], reason))
        words = " ".join(reason.split())
        self._reasons = (words, *(one for one in self._reasons if one != words))[:LAST]
        self._view.setFocus()
        self._model.refreshed(rows)
        self._saver.keep_reasons(rows)
        self.accepted.emit()

    def _was_saved(self, batch: Batch) -> None:
        if batch.reasons:
            self._reasons = batch.reasons
        self.follow()
