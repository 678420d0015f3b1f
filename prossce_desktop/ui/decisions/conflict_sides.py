"""The sides of a conflict as equal cards, one chosen by key, pointer or rule."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, SideShown
from prossce_desktop.ui.decisions.choice_card import ChoiceCard
from prossce_desktop.ui.decisions.text_difference import DifferentText
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_row, set_upright
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.parts.tooltips import set_tip

NARROW = 620


class SideCard(ChoiceCard):
    """One value: large, with who, when and on which laptop."""

    def __init__(
        self, side: SideShown, others: Sequence[str], *, can_choose: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(can_choose=can_choose, parent=parent)
        self.setAutoExclusive(can_choose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_choose else Qt.FocusPolicy.NoFocus)
        value = DifferentText()
        value.say(side.words, list(others))
        when = formatting.moment(side.time.astimezone())
        who = Label(_("{who}, {where}").format(who=side.who, where=side.where), "row", wraps=True)
        said = _("{when} · this value is used in the figures").format(when=when) if side.is_shown else when
        lines = [Label(one, "caption", wraps=True) for one in side.lines[:8]]
        self.down.addWidget(value)
        for label in (*lines, who, Label(said, "caption", "muted", wraps=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.down.addWidget(label)
        self.down.addStretch(1)
        name = ", ".join([side.words, *side.lines, side.who, side.where, said])
        self.setAccessibleName(name)
        set_tip(self, "\n".join(side.lines[8:]))


class SideCards(QWidget):
    """`chosen(int)`: the place of a side."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SideCard] = []
        self._across = in_row(into=self, spacing=16)

    def show_sides(self, conflict: OpenConflict | None) -> None:
        """Put these in; none is chosen."""
        emptied(self._across)
        self.cards = []
        for at, side in enumerate(conflict.sides if conflict is not None else ()):
            others = [one.words for one in conflict.sides if one is not side] if conflict is not None else []
            card = SideCard(side, others, can_choose=conflict is not None and conflict.can_decide)
            card.clicked.connect(lambda _on, at=at: self.chosen.emit(at))
            self._across.addWidget(card, 1)
            self.cards.append(card)

    def place(self) -> int | None:
        return next((at for at, card in enumerate(self.cards) if card.isChecked()), None)

    def choose(self, place: int) -> None:
        if 0 <= place < len(self.cards) and self.cards[place].isCheckable():
            self.cards[place].setChecked(True)
            self.chosen.emit(place)

    def step(self, way: int) -> None:
        now = self.place()
        first = 0 if way < 0 else len(self.cards) - 1
        self.choose(
            first
            if now is None and len(self.cards) == 2
            else 0
            if now is None
            else max(0, min(len(self.cards) - 1, now + way))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_upright(self._across, self.width() < theme().px(NARROW))
