"""The funnel as cells: a row a step; the organiser's numbers are typed, the rest is worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from prossce_desktop.domain.counting.figure_definitions import DEFINITIONS
from prossce_desktop.domain.counting.funnel import EVENT_STEPS, FOLLOWED_STEPS, GIVEN_STEPS, STEPS
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.text.digits import whole_number
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.fair_funnel import WorkedOut
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.records.problem_words import in_words

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

WHOLE_FAIR = {"employers": Basis.organisations, "vacancies": Basis.posts}
"""Numbers of the fair as a whole: they have no channel."""
TYPED = (*WHOLE_FAIR, *GIVEN_STEPS)
ROWS = (*WHOLE_FAIR, *(step for step in STEPS if step not in FOLLOWED_STEPS))
FUNNEL_FIELDS = (*TYPED, "vacancies_qualifier", *(f"{one}_online" for one in GIVEN_STEPS))
"""Fields of a fair that are typed in the Funnel tab and not in the form."""


def label_of(step: str) -> str:
    return _(field_of(CareerFair, step).shown.label) if step in WHOLE_FAIR else _(STEPS[step].short_label)


def basis_of(step: str, number: int) -> str:
    """What a row counts, in the form that fits the number."""
    if step in EVENT_STEPS:
        return formatting.events(number)
    return formatting.unit(WHOLE_FAIR.get(step, Basis.persons_organiser), number)


class FunnelModel(QAbstractTableModel):
    """Columns: on site (or the only channel), online, from people, from employers, difference."""

    typed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.both = False
        self.channel_words = ""
        self.texts: dict[str, str] = {}
        self.worked_out = WorkedOut({}, {})
        self._problems: dict[str, Problem] = {}

    def show_values(self, texts: Mapping[str, str], *, both: bool, channel_words: str) -> None:
        """The organiser's numbers as text, and whether there are two channels."""
        if both is not self.both:
            self.beginResetModel()
            self.both = both
            self.endResetModel()
        self.texts, self.channel_words = dict(texts), channel_words
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self._all_changed()

    def show_worked_out(self, numbers: WorkedOut) -> None:
        self.worked_out = numbers
        self._all_changed()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = {one.field: one for one in reversed(problems)}
        self._all_changed()

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def field_at(self, row: int, column: int) -> str | None:
        step = ROWS[row]
        if step not in TYPED:
            return None
        if column == 0:
            return step
        return f"{step}_online" if column == 1 and self.both and step not in WHOLE_FAIR else None

    def given(self, step: str) -> int | None:
        """The organiser's number of a step, both channels together."""
        names = [step, f"{step}_online"] if self.both and step not in WHOLE_FAIR else [step]
        numbers = [number for name in names if (number := whole_number(self.texts.get(name, ""))) is not None]
        return sum(numbers) if numbers else None

    def difference(self, step: str) -> int | None:
        """The organiser's number less that of employers, or of people; None where one is missing."""
        given, known = self.given(step), self.worked_out.employers.get(step, self.worked_out.people.get(step))
        return None if given is None or known is None else given - known

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(ROWS)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 5 if self.both else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.ToolTipRole:
                return _(DEFINITIONS.get(f"funnel_{ROWS[section]}", ""))
            return label_of(ROWS[section]) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Roles.stop:
            return section <= self.both
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        typed = [_("On site"), _("Online")] if self.both else [self.channel_words or _("Organiser’s number")]
        return [*typed, _("From people"), _("From employers"), _("Difference")][section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.field_at(index.row(), index.column()) is not None:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        name = self.field_at(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Roles.fixed:
            return name is None
        if name is not None:
            problem = self._problems.get(name)
            if role == Qt.ItemDataRole.EditRole:
                return self.texts.get(name, "")
            if role == Qt.ItemDataRole.DisplayRole:
                number = whole_number(self.texts.get(name, ""))
                return formatting.number(number) if number is not None else self.texts.get(name, "")
            if problem is not None and role == Roles.severity:
                return problem.severity
            if problem is not None and role in (Roles.problem, Qt.ItemDataRole.ToolTipRole):
                return in_words(problem)
            return None
        if role == Qt.ItemDataRole.ToolTipRole and column == 1 and self.both and ROWS[row] in WHOLE_FAIR:
            return _("This number is for the whole fair. Type it under “On site”.")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._worked_out_words(ROWS[row], column - (2 if self.both else 1))
        return None

    def _worked_out_words(self, step: str, place: int) -> str:
        if place < 0:
            return ""
        if place == 2:
            difference = self.difference(step)
            return (
                "" if difference is None else "0" if difference == 0 else f"{difference:+,}".replace("-", "−")
            )
        number = (self.worked_out.people if place == 0 else self.worked_out.employers).get(step)
        return formatting.number(number) if number is not None else formatting.DASH

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.set_cells([(index.row(), index.column(), str(value or ""))])
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        for row, column, text in cells:
            name = self.field_at(row, column) if row < len(ROWS) else None
            if name is not None:
                self.texts[name] = text.strip()
        self._all_changed()
        self.typed.emit()
