"""Employers as cells: the organisation, five numbers, and what is to check; below them one empty row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.digits import whole_number
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import NUMBERS, EmployerRow
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.records.problem_words import in_words

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NAME, CHECK = 0, len(NUMBERS) + 1


@dataclass(eq=False)
class GridEmployer:
    """A row of the grid. `dirty` until the base has what is typed."""

    row: EmployerRow
    dirty: bool = False
    problems: list[Problem] = field(default_factory=list)
    sent: EmployerRow | None = None
    again: bool = False
    """Its organisation stands in a row above."""

    def stops(self) -> bool:
        """Whether it cannot be saved as it is."""
        return any(one.severity is Severity.hard for one in self.problems)


@dataclass(frozen=True, eq=False)
class EmployerBefore:
    """What a row was before it was written in, and whether that was not saved."""

    of: GridEmployer
    row: EmployerRow
    dirty: bool


class EmployersModel(QAbstractTableModel):
    """`typed(rows, together)` after each change by the person."""

    typed = Signal(object, bool)
    written = Signal(object)
    """Before it, what the rows were: a list of `Was`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[GridEmployer] = []

    def set_rows(self, rows: Sequence[GridEmployer]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self._look_for_same()
        self.endResetModel()

    def refreshed(self) -> None:
        """Something of the rows is another now."""
        self._look_for_same()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, CHECK))

    def _look_for_same(self) -> None:
        for one, again in zip(self.rows, fair_employers.again([one.row for one in self.rows]), strict=True):
            one.again = again

    def total(self, name: str) -> int | None:
        """The sum of a number over the rows that give one, without those that cannot be saved as they are."""
        given = [
            number
            for one in self.rows
            if not one.stops() and (number := whole_number(one.row.numbers.get(name, ""))) is not None
        ]
        return sum(given) if given else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else CHECK + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole and 0 < section < CHECK:
            return RIGHT
        if role == Roles.stop:
            return section != CHECK
        return head_of(section) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() == CHECK else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and 0 < column < CHECK:
            return RIGHT
        if index.row() >= len(self.rows):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) and column != CHECK:
                return ""
            return None
        one = self.rows[index.row()]
        if column == CHECK:
            return self._check(one, role)
        if role == Qt.ItemDataRole.EditRole:
            return one.row.name if column == NAME else one.row.numbers.get(NUMBERS[column - 1], "")
        if role == Qt.ItemDataRole.DisplayRole:
            return one.row.name if column == NAME else _shown(one.row.numbers.get(NUMBERS[column - 1], ""))
        name = "organisation" if column == NAME else NUMBERS[column - 1]
        problem = next((found for found in one.problems if found.field == name), None)
        if problem is not None and role == Roles.severity:
            return problem.severity
        if problem is not None and role in (Roles.problem, Qt.ItemDataRole.ToolTipRole):
            return in_words(problem)
        return None

    def _check(self, employer: GridEmployer, role: int) -> object:
        if employer.problems:
            worst = next(
                (found for found in employer.problems if found.severity is Severity.hard),
                employer.problems[0],
            )
            hard = worst.severity is Severity.hard
            if role in (Roles.check_text, Qt.ItemDataRole.ToolTipRole):
                return in_words(worst)
            if role == Roles.icon:
                return "circle-alert" if hard else "triangle-alert"
            return ("error" if hard else "warning") if role == Roles.tone else None
        if employer.again:
            if role in (Roles.check_text, Qt.ItemDataRole.ToolTipRole):
                is_joined = employer.row.joined is not None
                joined = _("Joined with an organisation above: the two count as one employer.")
                return joined if is_joined else _("This organisation is in the list already.")
            return "triangle-alert" if role == Roles.icon else "warning" if role == Roles.tone else None
        if role == Roles.check_text:
            if employer.row.name.strip() and employer.row.organisation is None:
                return _("New organisation")
            return ""
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.set_cells([(index.row(), index.column(), str(value or ""))])
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        was: list[EmployerBefore] = []
        for row, column, text in cells:
            if not 0 <= column < CHECK:
                continue
            one = self._row_for(row, text)
            if one is None:
                continue
            was.append(self._put(one, _with(one.row, column, text.strip())))
        self._tell(was, together=len({row for row, _column, _text in cells}) > 1)

    def rewrite(self, rows: Sequence[tuple[GridEmployer, EmployerRow]]) -> None:
        """Whole rows are others now, as one change."""
        self._tell([self._put(*one) for one in rows], together=True)

    def show_again(self, rows: Sequence[GridEmployer]) -> None:
        """Put rows back as they were; an empty row without a record goes, a removed one returns."""
        kept = [one for one in self.rows if one not in rows or not is_nothing(one.row)]
        came = [one for one in dict.fromkeys(rows) if one not in kept and not is_nothing(one.row)]
        for one in rows:
            one.problems = fair_employers.problems(one.row)
        self.set_rows([*kept, *came])

    def _put(self, employer: GridEmployer, row: EmployerRow) -> EmployerBefore:
        was = EmployerBefore(employer, employer.row, employer.dirty)
        employer.row, employer.dirty = row, True
        employer.problems = fair_employers.problems(row)
        return was

    def _tell(self, was: Sequence[EmployerBefore], *, together: bool) -> None:
        self.refreshed()
        if was:
            self.written.emit(list(was))
            self.typed.emit(list(dict.fromkeys(one.of for one in was)), together)

    def _row_for(self, row: int, text: str) -> GridEmployer | None:
        if row < len(self.rows):
            return self.rows[row]
        if not text.strip():
            return None
        while row >= len(self.rows):
            # the empty row becomes this one
            self.beginInsertRows(NOWHERE, len(self.rows) + 1, len(self.rows) + 1)
            self.rows.append(GridEmployer(EmployerRow(None, None, "")))
            self.endInsertRows()
        return self.rows[row]

    def take_out(self, row: int) -> None:
        self.beginRemoveRows(NOWHERE, row, row)
        del self.rows[row]
        self.endRemoveRows()

    def waiting(self, opened: tuple[int, int, str] | None) -> list[EmployerRow]:
        """Rows with something unsaved, with the open cell given as row, column and text."""
        rows = [(one.row, one.dirty) for one in self.rows]
        if opened is not None and opened[0] <= len(rows) and opened[1] < CHECK:
            rows = [*rows, (EmployerRow(None, None, ""), False)]
            at, column, text = opened
            rows[at] = (_with(rows[at][0], column, text.strip()), True)
        return [row for row, dirty in rows if dirty and not is_nothing(row)]

    def take(self, row: int, organisation: int, name: str) -> None:
        """An organisation that was offered and chosen."""
        one = self._row_for(row, name)
        if one is not None:
            self._tell(
                [self._put(one, replace(one.row, organisation=organisation, name=name, joined=None))],
                together=False,
            )


def is_nothing(row: EmployerRow) -> bool:
    """Neither recorded nor typed in."""
    return row.record is None and fair_employers.is_empty(row)


def head_of(section: int) -> str:
    if section == CHECK:
        # Translators: heading of a column that says what to check in a row
        return _("Check")
    return _(field_of(FairEmployer, "organisation" if section == NAME else NUMBERS[section - 1]).shown.label)


def _with(row: EmployerRow, column: int, text: str) -> EmployerRow:
    if column == NAME:
        return row if text == row.name else replace(row, name=text, organisation=None, joined=None)
    number = whole_number(text)
    return replace(
        row, numbers={**row.numbers, NUMBERS[column - 1]: str(number) if number is not None else text}
    )


def _shown(text: str) -> str:
    number = whole_number(text)
    return formatting.number(number) if number is not None else text
