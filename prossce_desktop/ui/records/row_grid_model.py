"""Small rows of a record (sessions, tiers) as cells: the texts as typed, and one empty row below them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import takewhile

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from prossce_desktop.domain.model.fields import Field, FieldKind, fields_of
from prossce_desktop.domain.parsing.dates import Around
from prossce_desktop.domain.problems import Problem
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.parts.choice_field import Choice
from prossce_desktop.ui.parts.date_field import Arounds, read_date
from prossce_desktop.ui.records.field_choices import choices_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RowGridModel(QAbstractTableModel):
    """One row of cells for each small value, columns as declared. `typed` after each change by the person."""

    typed = Signal()

    def __init__(self, field: Field, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = fields_of(field.type)
        self._choices: dict[str, Sequence[Choice]] = {
            one.name: choices_of(one) for one in self.columns if one.kind is FieldKind.choice
        }
        self._rows: list[dict[str, str]] = []
        self._wrong: dict[tuple[int, str], Problem] = {}
        self.around: Arounds = lambda: None
        """The year of days that are typed without one."""

    def set_rows(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show these rows; values in JSON's types or as typed. The keys stay in their row if it exists."""
        given = self._texts(rows)
        self._grow(len(given) - len(self._rows))
        self._shrink(len(self._rows) - len(given))
        self._rows = given
        self._all_changed()

    def rows(self, opened: tuple[int, int, str] | None = None) -> list[dict[str, str]]:
        """The rows that are not empty, as in a draft: ISO dates where understood, choices as tokens.

        `opened`: row, column and text of a cell that is still typed in.
        """
        rows: list[dict[str, str]] = self._rows
        if opened is not None and opened[0] <= len(rows):
            rows = [dict(row) for row in [*rows, {}]]
            rows[opened[0]][self.columns[opened[1]].name] = opened[2]
        return self._said(rows)

    def plain(self, rows: Sequence[Mapping[str, object]]) -> list[dict[str, str]]:
        return self._said(self._texts(rows))

    def _texts(self, rows: Sequence[Mapping[str, object]]) -> list[dict[str, str]]:
        return [{one.name: self._shown(one, row.get(one.name)) for one in self.columns} for row in rows]

    def _said(self, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
        found = [{one.name: self._plain(one, row.get(one.name, "")) for one in self.columns} for row in rows]
        return [{name: text for name, text in row.items() if text} for row in found if any(row.values())]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the cells that these speak of; rows are counted as in `rows`."""
        filled = [at for at, row in enumerate(self._rows) if any(row.values())]
        places = [
            (one.place, one) for one in problems if one.place is not None and 0 < one.place.row <= len(filled)
        ]
        wrong = {(filled[place.row - 1], place.cell): one for place, one in reversed(places)}
        if wrong != self._wrong:
            self._wrong = wrong
            self._all_changed()

    def _number(self, row: int) -> str:
        """The number beside a row; an empty row between others has none, since it is not saved."""
        if row >= len(self._rows):
            return "+"
        if any(self._rows[row].values()):
            return str(sum(any(one.values()) for one in self._rows[: row + 1]))
        return ""

    def _grow(self, number: int) -> None:
        """So many rows more: the empty row becomes the first of them, and another empty one follows."""
        if number > 0:
            self.beginInsertRows(NOWHERE, len(self._rows) + 1, len(self._rows) + number)
            self._rows += [{} for _more in range(number)]
            self.endInsertRows()

    def _shrink(self, number: int) -> None:
        """So many rows less, from the end."""
        if number > 0:
            self.beginRemoveRows(NOWHERE, len(self._rows) - number + 1, len(self._rows))
            del self._rows[-number:]
            self.endRemoveRows()

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def is_last_empty(self, row: int) -> bool:
        return row >= len(self._rows)

    def _shown(self, field: Field, value: object) -> str:
        if value is None or value == "":
            return ""
        if field.kind is FieldKind.date:
            day = value if isinstance(value, dt.date) else read_date(str(value))
            return formatting.short_day(day) if day is not None else str(value)
        if field.kind is FieldKind.choice:
            token = str(getattr(value, "value", value))
            return next((one.label for one in self._choices[field.name] if one.token == token), token)
        return f"{value:g}" if isinstance(value, float) else str(value)

    def _plain(self, field: Field, text: str, around: Around | None = None) -> str:
        text = text.strip()
        if field.kind is FieldKind.date and text:
            day = read_date(text, around)
            return day.isoformat() if day is not None else text
        if field.kind is FieldKind.choice:
            return next(
                (one.token for one in self._choices[field.name] if one.label.casefold() == text.casefold()),
                text,
            )
        return text

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _(self.columns[section].shown.label)
        return self._number(section)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        field = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._rows[index.row()].get(field.name, "") if index.row() < len(self._rows) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind in (FieldKind.whole, FieldKind.number):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Roles.choices and field.kind is FieldKind.choice:
            return self._choices[field.name]
        wrong = self._wrong.get((index.row(), field.name))
        if wrong is not None and role == Roles.severity:
            return wrong.severity
        if wrong is not None and role in (Roles.problem, Qt.ItemDataRole.ToolTipRole):
            return formatting.problem(wrong)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.set_cells([(index.row(), index.column(), str(value or ""))])
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Several cells as one change; rows that are needed are added, empty ones at the end go."""
        for row, column, text in cells:
            if text.strip():
                self._grow(row + 1 - len(self._rows))
            if row < len(self._rows) and column < len(self.columns):
                field = self.columns[column]
                self._rows[row][field.name] = (
                    self._shown(field, self._plain(field, text, self.around())) if text.strip() else ""
                )
        self._shrink(sum(1 for _row in takewhile(lambda row: not any(row.values()), reversed(self._rows))))
        self._all_changed()
        self.typed.emit()
