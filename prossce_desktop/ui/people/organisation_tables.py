"""The two small tables of an organisation's page: its fairs, and whom it hired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.list_queries import AtFair, PersonRow
from prossce_desktop.services.lists.list_words import born_words, days_words
from prossce_desktop.services.records.unnamed_people import row_called
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column

LEAST = 140
"""Of a name at least so much is read, in pixels at 100 %."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SmallTable(QWidget):
    """A table as high as its rows; `opened(id)` on Enter or a click."""

    opened = Signal(object)

    def __init__(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        nothing: str,
        name: str,
        *,
        right: Sequence[int] = (),
    ) -> None:
        super().__init__()
        self._heads = list(heads)
        self._right = set(right)
        self._model = QStandardItemModel(0, len(heads), self)
        self.view = ListView(row_height=44, single_click=True, name=name)
        self.view.setModel(self._model)
        self._head_words()
        self._widths = list(widths)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.opened.connect(self._open)
        self._nothing = Label(nothing, "body", "muted")
        in_column(self.view, self._nothing, into=self, margins=(0, 4, 0, 0))
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        """Columns as wide as asked, at least their heads; where room is short the last go first."""
        font = theme().font("label")
        least = [round((width_of(one, font) + 22) / theme().scale) for one in self._heads]
        widths = [max(one, least[at]) if one else 0 for at, one in enumerate(self._widths)]
        self.view.set_widths(widths, least=LEAST, gives_way=[(at,) for at in reversed(range(1, len(widths)))])
        self.view.setFixedHeight(theme().px(32) + self._model.rowCount() * theme().px(44) + 2)

    def _head_words(self) -> None:
        for at, words in enumerate(self._heads):
            item = QStandardItem(words)
            if at in self._right:
                item.setTextAlignment(_RIGHT)
            self._model.setHorizontalHeaderItem(at, item)

    def fill(
        self,
        rows: Sequence[Any],
        cells: Callable[[Any], Sequence[tuple[str, str]]],
        id_of: Callable[[Any], int],
    ) -> None:
        """Show rows: words and second line of each cell."""
        self._model.removeRows(0, self._model.rowCount())
        for row in rows:
            items = []
            for at, (words, second) in enumerate(cells(row)):
                item = QStandardItem(words)
                item.setEditable(False)
                item.setData(str(id_of(row)), Roles.record)
                if at == 0 and second:
                    item.setData(second, Roles.second_line)
                if at in self._right:
                    item.setTextAlignment(_RIGHT)
                if words == formatting.DASH:
                    item.setData("muted", Roles.tone)
                items.append(item)
            self._model.appendRow(items)
        self.view.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._restyle()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(int(index.data(Roles.record)))


class FairsTable(SmallTable):
    """An organisation's fairs, the newest first, with the sums below in words."""

    def __init__(self) -> None:
        heads = [
            _("Fair"),
            _("Posts, local"),
            _("Posts, overseas"),
            _("Interviews"),
            _("Hired"),
            _("Near-hires"),
        ]
        super().__init__(
            heads,
            (0, 96, 120, 90, 76, 90),
            _("Not at any fair yet."),
            _("Fairs of this organisation"),
            right=(1, 2, 3, 4, 5),
        )

    def show_rows(self, fairs: Sequence[AtFair]) -> None:
        self.fill(fairs, _fair_cells, lambda one: int(one.activity))


class HiredTable(SmallTable):
    """The people an organisation hired at fairs."""

    def __init__(self) -> None:
        heads = [_("Name"), _("Sex"), _("Born, or age"), _("Last activity")]
        super().__init__(
            heads,
            (0, 84, 116, 240),
            _("No hired person is known by name."),
            _("People this organisation hired"),
        )

    def show_rows(self, people: Sequence[PersonRow]) -> None:
        self.fill(people, _person_cells, lambda one: int(one.id))


def _fair_cells(fair: AtFair) -> list[tuple[str, str]]:
    numbers = (fair.posts_local, fair.posts_overseas, fair.interviews, fair.hired, fair.near_hires)
    return [
        (fair.title, days_words(fair.start, fair.end)),
        *((formatting.DASH if n is None else formatting.number(n), "") for n in numbers),
    ]


def _person_cells(person: PersonRow) -> list[tuple[str, str]]:
    if person.sex in list(Sex) and person.sex != Sex.not_recorded:
        sex = _(Sex(person.sex).label)
    else:
        sex = formatting.DASH
    last = ", ".join(
        part for part in (person.last_title or "", days_words(person.last_start, person.last_day)) if part
    )
    name = row_called(person), (person.latin_name or "") if person.name else ""
    return [name, (sex, ""), (born_words(person.birth, person.age), ""), (last or formatting.DASH, "")]
