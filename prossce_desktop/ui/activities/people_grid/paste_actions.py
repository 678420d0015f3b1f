"""Pasting into the people grid: one column fills down, a wider block asks for its columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.input.clipboard_rows import rows_of
from prossce_desktop.errors import ProssceError
from prossce_desktop.ui.activities.people_grid.grid_cell import PeopleCell
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_saving import GridSaving
from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView
from prossce_desktop.ui.activities.people_grid.paste_import import Pasted, PasteDone, bring_in, look_at
from prossce_desktop.ui.activities.people_grid.paste_panel import PastePanel
from prossce_desktop.ui.activities.people_grid.people_columns import CHECK
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.session import Session

BESIDE = 260
"""Pixels at 100 % that the tools, some rows of the grid and the foot take beside the panel."""
_BLOCKS = count(1)

Reads = list[tuple[int, dict[str, PeopleCell]]]


class PasteActions(QObject):
    """`done(PasteDone, keys)` when a block has come in; `keys` are the fields its columns were."""

    done = Signal(object, object)

    def __init__(
        self, session: Session, view: PeopleView, model: PeopleModel, saver: GridSaving, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._model = model
        self._saver = saver
        self._activity = 0
        self._pasted: Pasted | None = None
        self.frame = QWidget()
        self.panel = PastePanel(self.frame)
        in_column(self.panel, into=self.frame, margins=(32, 0, 32, 10))
        self.frame.hide()
        self.panel.accepted.connect(self._accepted)
        self.panel.cancelled.connect(self.close)

    def enter(self, activity: int) -> None:
        self._activity = activity
        self._stand(shown=False)

    def look(self, text: str, row: int, column: int, *, asked: bool = False) -> None:
        """A block is to be pasted from this cell. `asked`: by the button, so even one column asks."""
        how, store = self._model.how, self._session.store
        key = self._model.columns[column].key
        narrow = not asked and key != CHECK

        def work(_step: object) -> Pasted | list[str]:
            rows = rows_of(text)
            if narrow and rows and max(len(one) for one in rows) == 1:
                return [one[0] for one in rows]
            return look_at(store, text, how.rules.country)

        self._session.jobs.read(work, lambda found: self._seen(found, row, key), lambda _error: None)

    def close(self) -> None:
        """Esc: nothing was pasted."""
        self._pasted = None
        self._stand(shown=False)
        self._view.setFocus()

    def _stand(self, *, shown: bool) -> None:
        """The panel over the grid; where there is no room for both, in its place."""
        self.frame.setVisible(shown)
        whole = self.frame.parentWidget()
        room = whole.height() if whole is not None else 0
        self._view.setVisible(not shown or room >= self.frame.sizeHint().height() + theme().px(BESIDE))

    def _seen(self, answer: Pasted | list[str], row: int, key: str) -> None:
        if isinstance(answer, list):
            self._fill(answer, row, key)
        elif answer.rows:
            self._view.once_left(lambda: self._ask(answer))

    def _ask(self, pasted: Pasted) -> None:
        self._pasted = pasted
        self.panel.ask(pasted, len(self._model.how.sheet.sessions), at_end=bool(self._model.rows))
        self._stand(shown=True)
        self.panel.take_keys()

    def _fill(self, texts: Sequence[str], row: int, key: str) -> None:
        """One column: understood beside the window, then put into the cells from this one downwards."""
        how = self._model.how

        def work(_step: object) -> Reads:
            return [(row + at, how.read(key, text)) for at, text in enumerate(texts)]

        self._session.jobs.read(work, self._model.set_read)

    def _accepted(self, columns: dict[int, str]) -> None:
        pasted = self._pasted
        if pasted is None:
            return
        self.close()
        store, activity, how = self._session.store, self._activity, self._model.how
        today, number = self._session.today(), next(_BLOCKS)
        self._session.jobs.start(
            lambda _step: bring_in(store, activity, pasted, columns, how, today, number),
            lambda found: self._came(found, set(columns.values())), self._failed,
        )  # fmt: skip

    def _came(self, done: PasteDone, keys: set[str]) -> None:
        self._model.append(done.rows)
        self._saver.show_saved(done.batch)
        unsaved = [row for row in done.rows if row.participation is None]
        self._saver.send(unsaved)
        self._view.go_to(self._model.rowCount() - 1, 0)
        self.done.emit(done, keys)

    def _failed(self, error: ProssceError) -> None:
        self._saver.refused.emit(str(error))
