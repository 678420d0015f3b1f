"""Sessions or tiers typed in a small grid, as one field of a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget

from prossce_desktop.domain.model.fields import Field, FieldKind
from prossce_desktop.domain.problems import Problem
from prossce_desktop.language.messages import _
from prossce_desktop.ui.grids.clipboard_block import block_lines, cells_from
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.look.theme import restyle, theme
from prossce_desktop.ui.parts.date_field import Arounds
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.text_fields import State
from prossce_desktop.ui.records.row_grid_model import RowGridModel

MOST_SEEN = 8


class RowsView(EntryView):
    """An entry grid in a form: Enter in the empty row or Tab in the last cell leaves it."""

    left = Signal()

    def leave(self, forward: bool) -> None:
        """Give the focus to the field after or before."""
        QTableView.focusNextPrevChild(self, forward)

    def go_to(self, row: int, column: int) -> None:
        model = self.model()
        here = self.currentIndex().row()
        if isinstance(model, RowGridModel) and model.is_last_empty(here) and row > here:
            self.leave(True)
            return
        super().go_to(row, column)

    def _go_sideways(self, row: int, column: int, step: int) -> None:
        model = self.model()
        if (
            step > 0
            and isinstance(model, RowGridModel)
            and model.is_last_empty(row)
            and column == model.columnCount() - 1
        ):
            self.leave(True)
        elif step < 0 and row == 0 and column == 0:
            self.leave(False)
        else:
            super()._go_sideways(row, column, step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class RowsField(QWidget):
    """The editor of a field of rows. Its value is a list of dicts of texts."""

    edited = Signal()
    left = Signal()
    key_typed = Signal()
    """A letter in an open cell: no change of the value yet, but to be kept in a draft."""

    def __init__(
        self, field: Field, parent: QWidget | None = None, *, today: Callable[[], dt.date] | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.model = RowGridModel(field, self)
        self.view = RowsView(self, name=_(field.shown.label))
        self.view.setModel(self.model)
        self.view.setProperty("look", "card")
        self.view.left.connect(self.left)
        self.view.pasted.connect(self._pasted)
        self.view.today_wanted.connect(self._write_today)
        self.model.typed.connect(self._was_typed)
        self.view.key_typed.connect(self.key_typed)
        in_column(self.view, into=self)
        self.setFocusProxy(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        for at, column in enumerate(self.model.columns):
            self.view.setColumnWidth(at, theme().px(max(64, 9 * column.shown.width)))
        self._fit()

    def value(self) -> object:
        return self.model.rows()

    def drafted(self) -> object:
        return self.model.rows(self.view.open_cell())

    def would_be(self, value: object) -> object:
        """The value if these rows were shown."""
        return self.model.plain(_rows_of(value))

    def set_value(self, value: object) -> None:
        """Show rows: dicts in JSON's types, or values of the row's class."""
        self.model.set_rows(_rows_of(value))
        self._fit()

    def give_up(self) -> None:
        """Another record comes: close the open cell unsaved, and start at the first."""
        self.view.give_up()
        if self.view.currentIndex().isValid():
            self.view.stand_on(0, 0)

    def is_typed_in(self) -> bool:
        return self.view.is_editing()

    def set_state(self, state: State) -> None:
        restyle(self.view, "state", state)

    def set_around(self, around: Arounds) -> None:
        self.model.around = around

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self.model.show_problems(problems)

    def keep_typed(self) -> None:
        self.view.keep_typed()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.view.setAccessibleName(name)

    def _was_typed(self) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        rows = min(self.model.rowCount(), MOST_SEEN)
        self.setFixedHeight(theme().px(30) + rows * theme().px(28) + 1)
        self.view.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if self.model.rowCount() > MOST_SEEN
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def _pasted(self, text: str, row: int, column: int) -> None:
        self.model.set_cells(cells_from(block_lines(text), row, column))

    def _write_today(self, row: int, column: int) -> None:
        if self._today is not None and self.model.columns[column].kind is FieldKind.date:
            self.model.set_cells([(row, column, self._today().isoformat())])


def _rows_of(value: object) -> list[Mapping[str, object]]:
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [one if isinstance(one, Mapping) else dict(getattr(one, "__dict__", {})) for one in parts]
