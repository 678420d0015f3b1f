"""Undo of the people grid: cells typed and not saved, rows removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.history.current_page import ActionPage
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import SheetRow
from prossce_desktop.ui.activities.people_grid.grid_jobs import Batch
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow, RowBefore, take
from prossce_desktop.ui.activities.people_grid.grid_saving import GridSaving
from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView
from prossce_desktop.ui.activities.people_grid.people_columns import all_columns
from prossce_desktop.ui.base.place import PageName
from prossce_desktop.ui.records.rows_undo import RowsUndo, cells_words, unsaved_rows_words
from prossce_desktop.ui.session.session import Session


@dataclass(eq=False)
class _Act:
    """Cells written at once, or rows taken out. `steps`: what of the same act was saved, and goes with it."""

    was: list[RowBefore] = field(default_factory=list)
    out: list[tuple[GridRow, int]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    now: list[RowBefore] = field(default_factory=list)
    """What Redo puts back."""

    def rows(self) -> list[GridRow]:
        return list(dict.fromkeys(one.row for one in self.was))


class GridUndo(RowsUndo):
    """`moved` after each way back or forth, and where rows were taken out."""

    def __init__(
        self, session: Session, view: PeopleView, model: PeopleModel, saver: GridSaving, tab: QWidget
    ) -> None:
        super().__init__(session, self._where, tab)
        self._view = view
        self._model = model
        self._saver = saver
        self._activity = 0
        self._together: _Act | None = None
        """The newest act of several cells, until what could be saved of it is."""
        self._goes_along = 0
        """Steps on their way back that belong to an act."""
        model.written.connect(self._written)
        saver.saved.connect(self._saved)
        view.may_write = self._may_write

    def enter(self, activity: int, drafted: Sequence[RowBefore]) -> None:
        """Another activity's grid, with what a draft brought back."""
        self._activity = activity
        self._steps.forget()
        self._together = None
        for one in drafted:
            self._note(_Act([one]))

    def _where(self) -> ActionPage:
        return ActionPage(PageName.activity.value, self._activity)

    # -- what is done

    def _written(self, was: list[RowBefore], together: bool) -> None:
        act = _Act(was)
        self._together = act if together else None
        self._note(act)

    def _note(self, act: _Act) -> None:
        back, again = partial(self._put_back, act), partial(self._put_again, act)
        self._steps.note(self._words(act), back, again, is_typed=partial(self._is_typed, act))

    def _is_typed(self, act: _Act) -> bool:
        """Whether something of it is still there and in no record."""
        return bool(act.out) or any(one.is_typed() and self._model.has(one.row) for one in act.was)

    def _words(self, act: _Act) -> str:
        if act.out:
            return unsaved_rows_words(len(act.out))
        cells = [(one.row, key) for one in act.was for key in one.cells]
        if len(cells) > 1:
            return cells_words(len(cells))
        row, key = cells[0]
        head = next((one.head for one in all_columns(self._model.how.sheet) if one.key == key), key)
        return _("{field}, row {row}").format(field=head, row=self._model.number_of(row))

    def _saved(self, batch: Batch) -> None:
        """What of an act of several cells could be saved, and what could not, are taken back by one key."""
        act, change = self._together, batch.saved.change if batch.saved is not None else None
        if act is None or change is None or change.step is None or not {*batch.rows} <= {*act.rows()}:
            return
        self._together = None
        act.steps.append(change.step)

    def _may_write(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Asks once before the names of more than one saved person are emptied."""
        name = self._model.column_of("name")
        rows = {self._model.row_at(at) for at, column, text in cells if column == name and not text.strip()}
        n = sum(1 for row in rows if row.participation is not None and row.has_name)
        if n < 2:
            return True
        yes = _("Delete the names")
        asked = numbered("Delete the name of {n} saved person?", "Delete the names of {n} saved people?", n)
        more = _("Rows without a name are not saved. To remove people from the list, remove the rows.")
        return self._session.speaker.ask(asked, [yes, _("Cancel")], more) == yes

    def remove_rows(self) -> None:
        """Take the selected rows off the list; of a row that was never saved only what is typed goes."""
        rows = self._model.rows_among(self._view.chosen_places())
        saved = [row.participation for row in rows if row.participation is not None]
        act = _Act(out=[(row, self._model.number_of(row) - 1) for row in rows if row.participation is None])
        if act.out:
            self._note(act)
            self._take_out(act)
        if saved:
            self._take_off(self._activity, saved, act)
        elif act.out:
            self._session.speaker.mention(_("Discarded: {what}").format(what=self._words(act)))

    def _take_out(self, act: _Act) -> None:
        self._model.take_out([row for row, _at in act.out])
        self._changed([])

    def _take_off(self, activity: int, saved: list[int], act: _Act) -> None:
        store = self._session.store
        said = ngettext_(
            "{n} person removed from the list", "{n} people removed from the list", len(saved)
        ).format(n=len(saved))

        def done(change: object) -> None:
            if act.out and (step := getattr(change, "step", None)) is not None:
                act.steps.append(str(step))
            self._session.tell(change)
            self._session.speaker.mention(said, undoes=change)

        again = (lambda: self._take_off(activity, saved, act)) if activity == self._activity else None
        self._session.jobs.start(
            lambda _step: people_sheet.remove_rows(store, activity, saved),
            done,
            lambda error: self._complain(error, again),
        )

    # -- back and forth

    def _undone(self) -> None:
        if self._goes_along:
            self._goes_along -= 1
        else:
            self._steps.saved_taken_back()

    def _put_back(self, act: _Act) -> None:
        act.now = [RowBefore.of(one.row, one.cells) for one in act.was]
        for one in reversed(act.was):
            one.put_back()
        for row, at in act.out:
            self._model.put_in(row, at)
        self._changed(act.rows())
        for step in reversed(act.steps):
            self._goes_along += 1
            self.undoing.take_back(step)

    def _put_again(self, act: _Act) -> None:
        for one in act.now:
            one.put_back()
            if not self._model.has(one.row) and not one.row.is_empty:
                self._model.put_in(one.row, len(self._model.rows))
        if act.out:
            self._take_out(act)
        self._changed(act.rows())
        if act.steps:
            self.undoing.redo()

    def _changed(self, rows: Sequence[GridRow]) -> None:
        """Show these rows; an empty one goes, a saved one shows what is stored."""
        self._model.take_out([row for row in rows if row.is_empty and self._model.has(row)])
        self._model.refreshed(rows)
        self._saver.key_pressed()
        if saved := [row.participation for row in rows if row.participation is not None]:
            activity, today = self._activity, self._session.today()
            self._session.read(
                lambda reading, _step: people_sheet.rows(reading, activity, saved, today),
                lambda lines: self._view.once_left(lambda: self._stored(rows, lines)),
            )
        shown = next((at for row in rows if (at := self._model.place_of(row)) is not None), None)
        if shown is not None:
            self._view.stand_on(shown, max(0, self._view.currentIndex().column()))
        self.moved.emit()

    def _stored(self, rows: Sequence[GridRow], lines: Sequence[SheetRow]) -> None:
        by_id = {one.participation: one for one in lines}
        for row in rows:
            if (line := by_id.get(row.participation or 0)) is not None:
                take(row, line, self._model.how)
        self._model.refreshed(rows)
        self.moved.emit()

    def _complain(self, error: ProssceError, again: Callable[[], None] | None) -> None:
        self._session.complain(error)
        if self._view.isVisible():
            self._session.ask_reason(error, again)
