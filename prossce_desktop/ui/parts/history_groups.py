"""A change of several records in a history: one sentence, which opens to their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.history.people_changes import Group, Linked
from prossce_desktop.ui.base.place import Place, page_of_kind
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column

LEFT = Qt.AlignmentFlag.AlignLeft
SHOWN = 8
NAMES = 60
"""Names that are listed; of more the sentence tells the number."""


class GroupLines(QWidget):
    """`went` when somebody presses a name, or the sentence about one record."""

    went = Signal(Place)

    def __init__(self, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        down = in_column(into=self, spacing=0)
        self._lines: list[Button] = []
        self._names: dict[int, QWidget] = {}
        for at, one in enumerate(groups[:SHOWN]):
            line = Button(one.words, "link", clicked=partial(self._pressed, at, one))
            down.addWidget(line, 0, LEFT)
            self._lines.append(line)
        self._down = down
        if (more := len(groups) - SHOWN) > 0:
            down.addWidget(
                Label(
                    ngettext_("and {n} more change", "and {n} more changes", more).format(n=more),
                    "caption",
                    "muted",
                )
            )

    def _pressed(self, index: int, group: Group, _checked: bool = False) -> None:
        if len(group.linked) == 1:
            self.went.emit(place_of(group.linked[0]))
        elif index in self._names:
            self._names[index].setVisible(self._names[index].isHidden())
        else:
            self._open(index, group)

    def _open(self, index: int, group: Group) -> None:
        names = QWidget(self)
        down = in_column(into=names, margins=(16, 0, 0, 4), spacing=0)
        for one in group.linked[:NAMES]:
            name = Button(one.name or _("Name not on this computer"), "link", clicked=partial(self._go, one))
            down.addWidget(name, 0, LEFT)
        if (more := len(group.linked) - NAMES) > 0:
            down.addWidget(
                Label(ngettext_("and {n} more", "and {n} more", more).format(n=more), "caption", "muted")
            )
        self._down.insertWidget(self._down.indexOf(self._lines[index]) + 1, names)
        self._names[index] = names

    def _go(self, linked: Linked, _checked: bool = False) -> None:
        self.went.emit(place_of(linked))


def place_of(linked: Linked) -> Place:
    """The page of a record."""
    return Place(page_of_kind(linked.kind), record=linked.id)
