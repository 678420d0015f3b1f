"""Several choices at once, each a chip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.theme import restyle
from prossce_desktop.ui.parts.chips import Chip, FlowLayout
from prossce_desktop.ui.parts.choice_field import Choice
from prossce_desktop.ui.parts.layouts import grows_down
from prossce_desktop.ui.parts.text_fields import State


class ChipsField(QWidget):
    """Any of `choices`. The first `shown` are always there, those chosen too, the rest behind "Add"."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, shown: int = 8
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._shown = shown
        self.chips: dict[str, Chip] = {}
        self._flow = FlowLayout(self)
        grows_down(self)
        for choice in self._choices[:shown]:
            self._add_chip(choice)
        self._add = Chip(_("Add"), self, icon="plus")
        self._add.clicked.connect(self._offer)
        self._flow.addWidget(self._add)
        self._add.setVisible(len(self._choices) > shown)
        self.setFocusProxy(next(iter(self.chips.values()), self._add))

    def value(self) -> object:
        """The tokens chosen, in the order of the choices."""
        on = {token for token, chip in self.chips.items() if chip.isChecked()}
        known = [one.token for one in self._choices]
        return tuple(
            sorted(on, key=lambda token: (known.index(token) if token in known else len(known), token))
        )

    def set_value(self, value: object) -> None:
        """Show these tokens as chosen, telling nobody; one that is not offered gets a chip of its own."""
        wanted = {str(one) for one in value} if isinstance(value, (list, tuple, set, frozenset)) else set()
        known = {one.token: one for one in self._choices}
        for token in sorted(wanted - self.chips.keys()):
            self._add_chip(known.get(token, Choice(token, token)))
        for token, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(token in wanted)
            chip.blockSignals(False)
            chip.updateGeometry()

    def is_typed_in(self) -> bool:
        """Never: a chip is on or off."""
        return False

    def set_state(self, state: State) -> None:
        """Chips have no frame to colour; the note beside them says what is wrong."""
        restyle(self, "state", state)

    def _add_chip(self, choice: Choice) -> Chip:
        chip = Chip(choice.label, self)
        chip.toggled.connect(self._was_toggled)
        self.chips[choice.token] = chip
        self._flow.insert(len(self.chips) - 1, chip)
        return chip

    def _was_toggled(self, on: bool) -> None:
        self._flow.invalidate()
        self.edited.emit()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._choices:
            if choice.token not in self.chips:
                menu.addAction(choice.label).setData(choice.token)
        menu.triggered.connect(self._was_added)
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def _was_added(self, action: QAction) -> None:
        choice = next(one for one in self._choices if one.token == action.data())
        chip = self._add_chip(choice)
        chip.setChecked(True)
        chip.setFocus()
        self._add.setVisible(any(one.token not in self.chips for one in self._choices))
