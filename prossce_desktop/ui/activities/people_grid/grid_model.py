"""The people of one activity as an editable table; the empty last row becomes a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from prossce_desktop.domain.input.accepted_doubts import doubts_withheld
from prossce_desktop.domain.problems import Severity
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.language.messages import _
from prossce_desktop.services.people.people_sheet import OpenPair
from prossce_desktop.ui.activities.people_grid.grid_cell import PeopleCell, Understanding, in_words
from prossce_desktop.ui.activities.people_grid.grid_row import (
    GridRow,
    RowBefore,
    age_of,
    duplicate_words,
    same_words,
)
from prossce_desktop.ui.activities.people_grid.people_columns import CHECK, PeopleColumn, choices_of
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.lists.multi_select_view import runs

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
NOWHERE = QModelIndex()


class PeopleModel(QAbstractTableModel):
    """`rows` are the people in the order of entry; filter and sorting concern only what is shown."""

    typed = Signal(list, bool)
    """Rows that were typed into; whether several cells were written at once."""
    written = Signal(list, bool)
    """The same, before it: what stood in these cells (`Before`), for Undo."""

    def __init__(
        self, how: Understanding, columns: Sequence[PeopleColumn], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.how = how
        self.columns = list(columns)
        self.rows: list[GridRow] = []
        self._shown: list[GridRow] = []
        self._blank = GridRow()
        self._number: dict[GridRow, int] = {}
        self._persons: dict[int, int] = {}

    # -- rows

    def set_rows(
        self,
        rows: Sequence[GridRow],
        how: Understanding | None = None,
        columns: Sequence[PeopleColumn] | None = None,
    ) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.how = how or self.how
        if columns is not None:
            self.columns = list(columns)
        self._shown = list(self.rows)
        self._blank = GridRow()
        self._count()
        self.endResetModel()

    def set_columns(self, columns: Sequence[PeopleColumn]) -> None:
        self.beginResetModel()
        self.columns = list(columns)
        self.endResetModel()

    def show(
        self, wanted: Callable[[GridRow], bool] | None = None, key: str = "", *, descending: bool = False
    ) -> None:
        """Filter the shown rows and sort them by a column ("": order of entry)."""
        self.beginResetModel()
        self._shown = [one for one in self.rows if wanted is None or wanted(one)]
        if key:
            filled = [one for one in self._shown if self._sorted_by(one, key)[0]]
            empty = [one for one in self._shown if not self._sorted_by(one, key)[0]]
            self._shown = [
                *sorted(filled, key=lambda one: self._sorted_by(one, key)[1], reverse=descending),
                *empty,
            ]
        self.endResetModel()

    def append(self, rows: Sequence[GridRow]) -> None:
        if not rows:
            return
        self.beginInsertRows(NOWHERE, len(self._shown), len(self._shown) + len(rows) - 1)
        self.rows.extend(rows)
        self._shown.extend(rows)
        self._count()
        self.endInsertRows()

    def take_out(self, gone: Iterable[GridRow]) -> None:
        for row in list(gone):
            if row in self._number:
                self.rows.remove(row)
            at = self.place_of(row)
            if at is not None and row is not self._blank:
                self.beginRemoveRows(NOWHERE, at, at)
                del self._shown[at]
                self.endRemoveRows()
        self._count()
        self._tell_all()

    def put_in(self, row: GridRow, index: int) -> None:
        """A row that was taken out is there again."""
        place = min(index, len(self._shown))
        self.beginInsertRows(NOWHERE, place, place)
        self.rows.insert(min(index, len(self.rows)), row)
        self._shown.insert(place, row)
        self._count()
        self.endInsertRows()
        self._tell_all()

    def row_at(self, place: int) -> GridRow:
        return self._shown[place] if 0 <= place < len(self._shown) else self._blank

    def rows_among(self, places: Iterable[int]) -> list[GridRow]:
        """The rows at these places in which something stands."""
        return [row for row in map(self.row_at, places) if not row.is_empty]

    def place_of(self, row: GridRow) -> int | None:
        if row is self._blank:
            return len(self._shown)
        return next((at for at, one in enumerate(self._shown) if one is row), None)

    def has(self, row: GridRow) -> bool:
        """Whether the row is one of this list, shown or not."""
        return row in self._number

    def number_of(self, row: GridRow) -> int:
        """The number of a row in the order of entry, from 1."""
        return self._number.get(row, len(self.rows) + 1)

    def pair_of(self, row: GridRow) -> OpenPair | None:
        """The likely double that is said beside a row: somebody elsewhere, or an earlier row of this list."""
        own = self.number_of(row)
        return next((one for one in row.pairs if (self._persons.get(one.other) or 0) < own), None)

    def verdict_of(self, row: GridRow) -> str:
        """The words of the last column, in full."""
        return self._verdict(row)[0]

    def longest_verdict(self, rows: Iterable[GridRow]) -> str:
        """The longest words that stand in the last column beside these rows."""
        return max((self.verdict_of(row) for row in rows), key=len, default="")

    def needs_check(self, row: GridRow) -> bool:
        return self.pair_of(row) is not None or row.problem() is not None

    def column_of(self, key: str) -> int | None:
        return next((at for at, one in enumerate(self.columns) if one.key == key), None)

    def refreshed(self, rows: Iterable[GridRow]) -> None:
        """These rows show something else now."""
        rows = list(rows)
        for row in rows:
            row.changed()
        wanted = set(rows)
        places = [at for at, row in enumerate(self._shown) if row in wanted]
        if self._blank in wanted:
            places.append(len(self._shown))
        for first, last in runs(places):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # -- typing

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self._write([(index.row(), index.column(), str(value))], together=False)
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        self._write(cells, together=len(cells) > 1)

    def _write(self, cells: Sequence[tuple[int, int, str]], *, together: bool) -> None:
        was: list[RowBefore] = []
        for at, column, text in cells:
            if column >= len(self.columns) or self.columns[column].key == CHECK:
                continue
            row, key = self._row_for(at), self.columns[column].key
            if (row is self._blank and not text.strip()) or key in row.withheld:
                continue
            before = row.cells.get(key)
            if before is None or before.text != text:
                was.append(self._put(row, self.how.read(key, text, row.cells)))
        self._tell_written(was, together=together)

    def set_read(self, cells: Sequence[tuple[int, dict[str, PeopleCell]]]) -> None:
        """Cells that are already understood, as one step; rows past the end are made."""
        was: list[RowBefore] = []
        for at, read in cells:
            row = self._row_for(at)
            if row is self._blank and not any(one.text for one in read.values()):
                continue
            given = {
                key: one
                for key, one in read.items()
                if key != "sex" or "name" not in read or not row.text("sex")
            }
            given = {key: one for key, one in given.items() if key not in row.withheld}
            if given:
                was.append(self._put(row, given))
        self._tell_written(was, together=True)

    def _row_for(self, place: int) -> GridRow:
        while place > len(self._shown):
            self._grow()
        return self.row_at(place)

    def _put(self, row: GridRow, read: Mapping[str, PeopleCell]) -> RowBefore:
        before = RowBefore.of(row, read)
        row.cells.update(read)
        row.dirty.update(read)
        row.refusal = ""
        if row is self._blank:
            self._grow()
        return before

    def _tell_written(self, was: Sequence[RowBefore], *, together: bool) -> None:
        if was:
            rows = list(dict.fromkeys(one.row for one in was))
            self.refreshed(rows)
            self.written.emit(list(was), together)
            self.typed.emit(rows, together)

    def _grow(self) -> None:
        """The empty row becomes a row, and another empty one follows."""
        at = len(self._shown)
        self.beginInsertRows(NOWHERE, at + 1, at + 1)
        self.rows.append(self._blank)
        self._shown.append(self._blank)
        self._number[self._blank] = len(self.rows)
        self._blank = GridRow()
        self.endInsertRows()

    def fill(self, row: GridRow) -> None:
        """A row was filled by taking a known person; if it was the empty row, another is added."""
        if row is self._blank:
            self._grow()
        self.refreshed([row])

    # -- Qt

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return str(self.number_of(self.row_at(section))) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or column.head
        if role == Roles.stop:
            return column.key != CHECK
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column.right else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        key = self.columns[index.column()].key
        row = self.row_at(index.row())
        return _PLAIN if key == CHECK or key in row.withheld else _PLAIN | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if role == Roles.row_tint:
            return "warning" if self.pair_of(row) is not None else None
        if column.key == CHECK:
            return self._check(row, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown_text(row, column.key)
            case Qt.ItemDataRole.EditRole | Roles.raw:
                return row.text(column.key)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.right else None
            case Roles.tone:
                stands_in = (
                    not row.text("age") if column.key == "age" else column.key == "name" and row.is_erased
                )
                return "muted" if stands_in or column.key in row.withheld else ""
            case Roles.choices:
                return choices_of(column.key, self.how.sheet)
            case Roles.severity | Roles.problem | Qt.ItemDataRole.ToolTipRole:
                return self._problem(row, column.key, role)
            case Roles.record:
                return row.participation
        return None

    def _shown_text(self, row: GridRow, key: str) -> str:
        if key == "age" and (row.is_erased or not row.text("age")):
            age = age_of(row, self.how)
            return "" if age is None else str(age)
        return row.called() if key == "name" else row.text(key)

    def _problem(self, row: GridRow, key: str, role: int) -> object:
        cell = row.cells.get(key)
        problem = cell.problem if cell is not None else None
        if key == "name" and problem is None and row.refusal and row.lacks_name:
            return Severity.hard if role == Roles.severity else row.refusal
        if key in row.withheld and role == Qt.ItemDataRole.ToolTipRole:
            return _("Not on this computer")
        if (
            problem is None
            or problem.severity is Severity.note
            or (problem.severity is Severity.soft and doubts_withheld(row.withheld))
        ):
            return None
        if reason := row.reason(key):
            said = _("{problem}. Kept. Reason: {reason}").format(problem=in_words(problem), reason=reason)
            return None if role == Roles.severity else said
        return self._severity(row, key) if role == Roles.severity else in_words(problem)

    def _severity(self, row: GridRow, key: str) -> Severity | None:
        cell = row.cells[key]
        if cell.problem is None:
            return None
        return Severity.hard if cell.is_lost else cell.problem.severity

    def _check(self, row: GridRow, role: int) -> object:
        words, icon, tone = self._verdict(row)
        match role:
            case Roles.check_text | Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return words
            case Qt.ItemDataRole.ToolTipRole:
                if self.pair_of(row) is not None:
                    return _("{words}\nAlt+S: the same person. Alt+D: different people.").format(words=words)
                if row.doubts() and tone == "warning":
                    return _("{words}\nAlt+K: keep it, with a reason.").format(words=words)
                return words or None
            case Roles.icon:
                return icon or None
            case Roles.tone:
                return tone
        return None

    def _verdict(self, row: GridRow) -> tuple[str, str, str]:
        problem, pair = row.problem(), self.pair_of(row)
        likely = duplicate_words(pair, self._persons.get(pair.other)) if pair is not None else ""
        if problem is not None and (row.lost or problem[0] is Severity.hard):
            return (
                _("{one}. {other}").format(one=problem[1], other=likely) if likely else problem[1],
                "circle-alert",
                "error",
            )
        if likely:
            return likely, "users", "warning"
        if problem is not None:
            return problem[1], "triangle-alert", "warning"
        others = [_("Already recorded: {where}").format(where=row.known)] if row.known else []
        if (number := self._persons.get(row.same_as or 0)) is not None:
            others.insert(0, same_words(number))
        if reasons := row.reasons():
            kept = _("Kept. Reason: {reason}").format(reason="; ".join(reasons))
            return _one_after_the_other([kept, *others]), "circle-check", "muted"
        if others:
            return _one_after_the_other(others), "user-check", "done"
        if row.participation is None and row.person is not None:
            return _("Already recorded"), "user-check", "done"
        return "", "", ""

    def _sorted_by(self, row: GridRow, key: str) -> tuple[bool, Any]:
        if key == CHECK:
            words = self._verdict(row)
            return bool(words[0]), ({"error": 0, "warning": 1}.get(words[2], 2), words[0])
        if key == "age":
            age = age_of(row, self.how)
            return age is not None, age or 0
        value = row.value(key)
        if isinstance(value, int | float):
            return True, value
        words_of = str(value) if key == "birth" and value else fold(row.text(key))
        return bool(words_of), words_of

    def _count(self) -> None:
        self._number = {row: at for at, row in enumerate(self.rows, 1)}
        for row in self.rows:
            row.tally = None  # a likely double is said beside the later row: which that is may have changed
        self.recount()

    def recount(self) -> None:
        """People have been given to rows: know again which row is whose."""
        self._persons = {
            row.person: at for row, at in reversed(self._number.items()) if row.person is not None
        }

    def _tell_all(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, self.rowCount() - 1))


def _one_after_the_other(sentences: Sequence[str]) -> str:
    return reduce(lambda one, other: _("{one}. {other}").format(one=one, other=other), sentences)
