"""Saves rows of the people grid when they are left; a draft keeps everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from prossce_desktop import app
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.errors import ProssceError, ReasonNeeded
from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.people_grid.grid_cell import PeopleCell, in_words, worst
from prossce_desktop.ui.activities.people_grid.grid_jobs import DRAFT_KIND, Batch, draft_key, save
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow, take
from prossce_desktop.ui.activities.people_grid.list_totals import CHECKED
from prossce_desktop.ui.session.session import Session

DRAFT_AFTER_MS = 900
"""A draft is written at most so long after a key; the promise is two seconds."""

Open = Callable[[], tuple[GridRow, str, str] | None]
"""The cell that is being typed in: its row, column and text so far."""


_Going = tuple[Batch, list[dict[str, Any]]]


class GridSaving(QObject):
    """One for a grid. Batches are saved in the order in which they were sent, each as one operation."""

    stored = Signal()
    """Everything typed so far is in the base, as records or as a draft."""
    saved = Signal(object)
    """A Batch was saved: its rows show what is stored now."""
    failed = Signal(object)
    """The error for which a batch was refused."""
    refused = Signal(str)
    """Nothing of a batch could be saved, in words; it stays as a draft."""

    def __init__(self, session: Session, model: PeopleModel, open_cell: Open, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._open_cell = open_cell
        self._activity = 0
        self._held = False
        self._going: list[_Going] = []
        """Batches being saved, with what was typed into saved rows: if refused, it stays in the draft."""
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        self.waits_for_reason = False
        """What was refused last wants a reason, and stands in the draft until it is given."""
        self.own: set[int] = set()
        """Operations this grid made: their news needs no reloading."""
        self.gone: dict[int | None, GridRow] = {}
        self.gone_unsaved: dict[int, list[GridRow]] = {}
        """Rows that an undo took away, by participation or by paste, until it is brought back."""

    def enter(self, activity: int, *, has_draft: bool, gone: Mapping[int | None, GridRow]) -> None:
        """Another activity's sheet is shown; `gone`: removed rows with what was not understood in them."""
        self._activity = activity
        self._held = has_draft
        self.waits_for_reason = False
        self.gone = dict(gone)
        self.gone_unsaved.clear()

    def key_pressed(self) -> None:
        """Something is being typed: it is kept soon."""
        if not self._timer.isActive():
            self._timer.start()

    def typed(self, rows: Sequence[GridRow], *, together: bool, current: GridRow | None) -> None:
        """Cells were left. Saved rows are saved at once; new ones when they are left, unless pasted."""
        self.key_pressed()
        going = [row for row in rows if row.participation is not None or together or row is not current]
        self.send(going)

    def send(self, rows: Sequence[GridRow]) -> None:
        """Save these rows as one operation; those without a name stay unsaved and say so in their cell."""
        ready: list[GridRow] = []
        for row in rows:
            if row.is_empty or (row.participation is not None and not row.wanted() and not row.keeping):
                continue
            if row.lacks_name:
                row.ask_for_name()
            else:
                row.refusal = ""
                ready.append(row)
        self._model.refreshed(rows)
        if not ready:
            return
        texts = [_draft_row(row, row.draft(), 0) for row in ready]
        batch = Batch.of(ready)
        self._going.append((batch, texts))
        store, activity, today = self._session.store, self._activity, self._session.today()
        failed = lambda error: self._failed(batch, error)  # noqa: E731
        self._session.jobs.start(lambda _step: save(store, activity, batch, today), self.show_saved, failed)

    def keep_reasons(self, rows: Sequence[GridRow]) -> None:
        """Reasons were given: those of saved rows are one operation now, those of a new row go with it."""
        self.key_pressed()
        self.send([row for row in rows if row.participation is not None])

    def left(self, row: GridRow) -> None:
        if row.participation is None and not row.is_empty:
            self.send([row])

    def is_sending(self) -> bool:
        return bool(self._going)

    def keep(self) -> None:
        """Write the draft now: rows not saved, texts not understood, and the cell that is open."""
        self._timer.stop()
        if self._session.jobs.is_closed():
            return
        drafts, going = self._drafts(), list(self._going)
        if not drafts and not self._held and not going:
            return
        self._held = bool(drafts or going)
        store, key, activity, at = self._session.store, draft_key(self._activity), self._activity, app.now()

        def work(_step: object) -> None:
            # A new row may have been saved by a batch that stood before this in the queue.
            typed = [
                one for row, one in drafts if one["participation"] is not None or row.participation is None
            ]
            typed = _with_refused(typed, going)
            if typed:
                store.drafts.save(key, DRAFT_KIND, activity, {"rows": typed}, at)
            else:
                store.drafts.drop(key)

        self._session.jobs.start(
            work, lambda _nothing: self.stored.emit(), lambda error: self.refused.emit(str(error))
        )

    def _drafts(self) -> list[tuple[GridRow, dict[str, Any]]]:
        """Every row of which something is not saved, with what is kept of it."""
        opened = self._open_cell()
        found = []
        for at, row in enumerate(self._model.rows):
            is_open = opened is not None and opened[0] is row
            changed = is_open or row.dirty or row.keeping or row.participation is None
            if not changed and row.tally is not None and not row.tally[CHECKED]:
                continue  # nothing is wrong with it, so nothing of it stands only here
            texts = row.draft()
            if is_open and opened is not None and opened[2] != row.text(opened[1]):
                texts[opened[1]] = opened[2]
            if texts or row.keeping or (row.participation is None and row.person is not None):
                found.append((row, _draft_row(row, texts, at)))
        found += [(row, _draft_row(row, texts, 0)) for row in self.gone.values() if (texts := row.draft())]
        if opened is not None and opened[2].strip() and opened[0] not in self._model.rows:
            found.append((opened[0], _draft_row(opened[0], {opened[1]: opened[2]}, len(self._model.rows))))
        return found

    def show_saved(self, batch: Batch) -> None:
        """A batch that was saved, here or by a paste, is shown and told."""
        self._going = [one for one in self._going if one[0] is not batch]
        how = self._model.how
        for row, wanted, accepted, (saved, problems) in zip(
            batch.rows, batch.wanted, batch.accepted, batch.answers, strict=True
        ):
            self._show_problems(row, problems)
            if not saved:
                row.dirty.update(wanted)
                row.withdraw_doubts(accepted)
                row.refusal = next(
                    (in_words(one) for one in problems if one.severity is Severity.hard),
                    _("This row could not be saved"),
                )
        changed = set(batch.rows)
        for row in batch.rows:
            if (line := batch.lines.get(row.participation or 0)) is not None:
                take(row, line, how)
        for row in self._model.rows:
            line = batch.lines.get(row.participation or 0)
            if line is not None and (row.pairs, row.same_as, row.known) != (
                line.pairs,
                line.same_as,
                line.known,
            ):
                row.pairs, row.same_as, row.known = line.pairs, line.same_as, line.known
                changed.add(row)
        self.waits_for_reason = False
        self._model.recount()
        self._model.refreshed(changed)
        self.saved.emit(batch)
        change = batch.saved.change if batch.saved is not None else None
        if change is not None:
            if change.operation is not None:
                self.own.add(change.operation)
            self._session.tell(change)
        self.stored.emit()
        self.key_pressed()
        self.send(
            [row for row in batch.rows if row.keeping and row.participation is not None and not row.refusal]
        )

    def _show_problems(self, row: GridRow, problems: Sequence[Problem]) -> None:
        for key in {one.field for one in problems}:
            cell = row.cells.get(key) or PeopleCell()
            found = worst(tuple(one for one in problems if one.field == key))
            if found is not None and (cell.problem is None or not cell.is_lost):
                cell.problem = found
            row.cells.setdefault(key, cell)

    def _failed(self, batch: Batch, error: ProssceError) -> None:
        self._going = [one for one in self._going if one[0] is not batch]
        for row, wanted, accepted in zip(batch.rows, batch.wanted, batch.accepted, strict=True):
            row.dirty.update(wanted)
            row.withdraw_doubts(accepted)
            if isinstance(error, ReasonNeeded):
                row.refusal = str(error)
        self.waits_for_reason = isinstance(error, ReasonNeeded)
        self._model.refreshed(batch.rows)
        self.refused.emit(str(error))
        self.failed.emit(error)
        self.key_pressed()


def _draft_row(row: GridRow, texts: Mapping[str, str], place: int) -> dict[str, Any]:
    reasons = {"kept": [one.model_dump() for one in row.keeping]} if row.keeping else {}
    asked = {"name_wanted": True} if row.refusal and row.lacks_name else {}
    return {
        "participation": row.participation,
        "person": row.person,
        "known": row.known,
        "texts": dict(texts),
        "at": place,
        **reasons,
        **asked,
    }


def _with_refused(typed: list[dict[str, Any]], going: Sequence[_Going]) -> list[dict[str, Any]]:
    """What is unsaved in saved rows, with what earlier batches in the queue could not save."""
    found = {one["participation"]: one for one in typed if one["participation"] is not None}
    for batch, texts in going:
        saved = [answer for answer, _problems in batch.answers] or [False] * len(texts)
        for one, done in zip(texts, saved, strict=True):
            id = one["participation"]
            if not done and id is not None:
                later = found.get(id, {"texts": {}})
                found[id] = {**one, **later, "texts": {**one["texts"], **later["texts"]}}
    return [*(one for one in typed if one["participation"] is None), *found.values()]
