"""The list against the head count: by sex, and the unnamed rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from prossce_desktop.domain.model.codes import Basis, Sex
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.head_count.cube_model import GROUPS, RIGHT
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class AgainstModel(QAbstractTableModel):
    """Three rows: on the list (present), head count, unnamed rest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, Sequence[int | None], str]] = []

    def say(self, listed: Mapping[Sex, int], counted: Mapping[Sex, int], basis: str) -> None:
        """Show these numbers of all head counts together; a sex that no count names is unknown, not 0."""
        sexes = list(GROUPS)
        list_numbers = [listed.get(sex, 0) for sex in sexes]
        count_numbers = [counted.get(sex) if counted else 0 for sex in sexes]
        total_listed, total_counted = sum(list_numbers), sum(counted.values())
        rest = [
            None if count is None else count - known
            for count, known in zip(count_numbers, list_numbers, strict=True)
        ]
        whole = total_counted - total_listed
        name = _("Others, without a name") if whole >= 0 else _("More people on the list")
        if whole >= 0:
            how = _("Head count minus list, for each cell")
        else:
            how = _("The list has more people than the head count")
        self.beginResetModel()
        self._rows = [
            (_("On the list"), [*list_numbers, total_listed], _(Basis.persons_named.label)),
            (_("Head count"), [*count_numbers, total_counted], basis),
            (name, [*(one if one is None or whole >= 0 else -one for one in rest), abs(whole)], how),
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(GROUPS) + 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            _("List and head count"),
            *(_(one) for one in GROUPS.values()),
            _("Total"),
            _("What it shows"),
        ][section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name, numbers, basis = self._rows[index.row()]
        column, last = index.column(), index.row() == 2
        if role == Qt.ItemDataRole.DisplayRole:
            return name if column == 0 else basis if column > len(numbers) else _number(numbers[column - 1])
        if role == Qt.ItemDataRole.TextAlignmentRole and 0 < column <= len(numbers):
            return RIGHT
        if role == Roles.emphasis:
            return "total" if column <= len(numbers) and (last or column == len(numbers)) else None
        if role == Roles.tone and column > len(numbers):
            return "muted"
        return None


def _number(number: int | None) -> str:
    return formatting.DASH if number is None else formatting.number(number)


class AgainstList(ListView):
    """As high as its three rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=27, name=_("List and head count"))
        self.against = AgainstModel(self)
        self.setModel(self.against)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("look", "card")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_widths((180, 100, 100, 100, 120, 100, 0))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self._fit()

    def _restyle(self) -> None:
        super()._restyle()
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(32) + 3 * theme().px(27) + 4)
