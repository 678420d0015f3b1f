"""The sex x age x disability cube as cells; margins are worked out, so that they always close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from prossce_desktop.domain.model.ages import AgeBand
from prossce_desktop.domain.model.codes import Disability, Sex
from prossce_desktop.domain.model.head_count_cube import NOT_RECORDED, Cell
from prossce_desktop.domain.problems import Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.head_count.count_state import DOT, CountState, band_words
from prossce_desktop.ui.grids.item_roles import Roles

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ALL = "all"
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
GROUPS = {
    Sex.female: N_("Women"),
    Sex.male: N_("Men"),
    Sex.another: N_("Another"),
    Sex.not_recorded: N_("Not recorded"),
}
NOT_RECORDED_SHORT = N_("n.r.")


@dataclass(frozen=True, slots=True)
class CubeColumn:
    """A disability answer of one sex, all of that sex, or (sex None) everybody."""

    sex: Sex | None
    disability: str

    @property
    def is_margin(self) -> bool:
        return self.disability == ALL


def columns_of(*, with_unknown: bool) -> tuple[CubeColumn, ...]:
    """No, yes, not recorded and all of each sex, then the total; "not conclusive" only where used."""
    unknown = [str(Disability.unknown.value)] if with_unknown else []
    answers = [str(Disability.no.value), str(Disability.yes.value), *unknown, NOT_RECORDED]
    return (*(CubeColumn(sex, one) for sex in GROUPS for one in (*answers, ALL)), CubeColumn(None, ALL))


class CubeModel(QAbstractTableModel):
    """Age rows, then their total. `typed` comes after each change by the person."""

    typed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = CountState()
        self.columns = columns_of(with_unknown=False)
        self.bands: tuple[AgeBand, ...] = ()
        self._table: dict[tuple[int, int], int] = {}
        self._cells: dict[tuple[int, int], Cell] = {}
        """Those that can be typed in, by their place; asked for several times at each painting of each."""
        self.show_state(self.state)

    def show_state(self, state: CountState) -> None:
        """Show a head count; the keys stay in their cell while the rows are the same."""
        columns = columns_of(with_unknown=any(cell.disability == Disability.unknown for cell in state.cells))
        bands = state.rows()
        self.state = state
        if (columns, bands) == (self.columns, self.bands):
            self.refresh()
            return
        self.beginResetModel()
        self.columns, self.bands = columns, bands
        self._cells = {
            (row, column): Cell(where.sex, band, where.disability)
            for column, where in enumerate(self.columns)
            if not where.is_margin and where.sex is not None
            for row, band in enumerate(self.bands)
        }
        self._add_up()
        self.endResetModel()

    def take_state(self, state: CountState) -> None:
        """Show the same head count as it is now, in the rows and columns there are."""
        self.state = state
        self.refresh()

    def refresh(self) -> None:
        """Work everything out again: a number beside the cube was typed."""
        self._add_up()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def _add_up(self) -> None:
        """Each number once into its place and into every margin it belongs to."""
        places = {(one.sex, one.disability): at for at, one in enumerate(self.columns)}
        rows = {band: at for at, band in enumerate(self.bands)}
        self._table = {}
        for cell, number in self.state.shown().items():
            columns = (places.get((cell.sex, cell.disability)), places[cell.sex, ALL], places[None, ALL])
            for row in (rows.get(cell.age), len(self.bands)):
                for column in columns:
                    if row is not None and column is not None:
                        self._table[row, column] = self._table.get((row, column), 0) + number

    def number(self, row: int, column: int) -> int:
        """The number at a place, margins worked out."""
        return self._table.get((row, column), 0)

    def cell_at(self, row: int, column: int) -> Cell | None:
        return self._cells.get((row, column))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.bands) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            if role == Roles.emphasis:
                return "total" if section == len(self.bands) else None
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return band_words(self.bands[section]) if section < len(self.bands) else _("Total")
        where = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.column_words(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if where.sex is None:
            return ""
        short = {NOT_RECORDED: _(NOT_RECORDED_SHORT), ALL: _("All")}
        return short.get(where.disability) or (
            # Translators: short for “asked, answer not clear”
            _("n.c.") if where.disability == "unknown" else _(Disability(where.disability).label)
        )

    def column_words(self, section: int) -> str:
        where = self.columns[section]
        if where.sex is None:
            return _("Total")
        group = _(GROUPS[where.sex])
        if where.is_margin:
            return _("{group}, all").format(group=group)
        if where.disability == NOT_RECORDED:
            answer = _("not recorded")
        else:
            answer = _(Disability(where.disability).label).lower()
        return _("{group}, disability: {answer}").format(group=group, answer=answer)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.cell_at(index.row(), index.column()) is not None:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        cell = self._cells.get((row, column))
        if role == Qt.ItemDataRole.DisplayRole:
            number = self.number(row, column)
            return self._wrong(cell) or (formatting.number(number) if number else DOT)
        if role == Qt.ItemDataRole.EditRole:
            typed = self._wrong(cell) or (self.state.cells.get(cell) if cell is not None else None)
            return "" if typed is None else str(typed)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role == Roles.fixed:
            return cell is None
        if role == Roles.emphasis:
            if cell is None and (self.columns[column].is_margin or row >= len(self.bands)):
                return "total"
            return None
        if role == Roles.tone:
            made_up = cell is not None and cell not in self.state.cells
            return "muted" if made_up or not self.number(row, column) else ""
        if role == Roles.severity:
            return Severity.hard if self._wrong(cell) else None
        if role in (Roles.problem, Qt.ItemDataRole.ToolTipRole) and self._wrong(cell):
            return _("“{value}” is not a whole number.").format(value=self._wrong(cell))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.headerData(row, Qt.Orientation.Vertical)
            return f"{words}, {self.column_words(column)}: {formatting.number(self.number(row, column))}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self.set_cells([(index.row(), index.column(), str(value or ""))])
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> None:
        """Several cells as one change; what is no number stays as typed and is marked."""
        for row, column, text in cells:
            cell = self.cell_at(row, column)
            if cell is not None:
                self.state.set_cell(cell, text)
        self.refresh()
        self.typed.emit()

    def with_cell(self, row: int, column: int, text: str) -> CountState:
        """The head count with what stands in a cell that is still typed in."""
        state, cell = self.state.copy(), self.cell_at(row, column)
        if cell is not None:
            state.set_cell(cell, text)
        return state

    def _wrong(self, cell: Cell | None) -> str:
        return self.state.wrong.get(cell, "") if cell is not None else ""
