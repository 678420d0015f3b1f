"""The fields of two records side by side; of each difference one value is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.duplicate_comparison import ComparedField
from prossce_desktop.ui.base.shortcuts import held_keys
from prossce_desktop.ui.decisions.choice_card import ChoiceCard
from prossce_desktop.ui.decisions.text_difference import DifferentText
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled

CAPTION = 132
"""Width of the captions at 100 %."""
_SIDES = {Qt.Key.Key_Left: 0, Qt.Key.Key_1: 0, Qt.Key.Key_Right: 1, Qt.Key.Key_2: 1}


class ValueCard(ChoiceCard):
    """The value of one side."""

    def __init__(self, words: str, other: str, *, can_choose: bool, parent: QWidget | None = None) -> None:
        super().__init__(can_choose=can_choose, above=10, role="body", parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if words:
            value = DifferentText(quiet=True)
            value.say(words, [other] if other else [])
            self.down.addWidget(value)
        else:
            nothing = Label(_("Not recorded"), "body", "muted")
            nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.down.addWidget(nothing)
        self.down.setSpacing(0)
        self.down.addStretch(1)
        self.setAccessibleName(words or _("Not recorded"))


class FieldRow(QWidget):
    """A field that differs: Left or 1, Right or 2 choose, 0 leaves both. `edited` on a choice."""

    edited = Signal()
    went_on = Signal(int)

    def __init__(self, field: ComparedField, chosen: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.cards = [
            ValueCard(words, other, can_choose=side in field.may_take)
            for side, (words, other) in enumerate(zip(field.words, reversed(field.words), strict=True))
        ]
        self._stays = Label("", "caption", "muted")
        caption = Label(field.label, "label", wraps=True)
        caption.setFixedWidth(theme().px(CAPTION))
        across = in_row(
            in_column(caption, self._stays, STRETCH, margins=(0, 10, 0, 0), spacing=0), spacing=12
        )
        for side, card in enumerate(self.cards):
            card.clicked.connect(lambda _on, side=side: self._was_pressed(side))
            across.addWidget(card, 1)
        down = in_column(across, into=self, margins=(8, 4, 8, 4), spacing=2)
        if field.reason_against:
            reason = Label(field.reason_against, "caption", "warning", wraps=True)
            reason.setContentsMargins(theme().px(CAPTION) + 12, 0, 0, 0)
            down.addWidget(reason)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if field.may_take else Qt.FocusPolicy.NoFocus)
        self.chosen: int | None = None
        self.choose(chosen)

    def choose(self, side: int | None) -> None:
        """Take the value of this side for both; None: both stay."""
        if side is not None and side not in self.field.may_take:
            return
        self.chosen = side
        for place, card in enumerate(self.cards):
            card.setChecked(card.isCheckable() and place == side)
        self._stays.setText("" if side is not None else _("keep both"))
        values = [words or _("Not recorded") for words in self.field.words]
        said = _("{field}: left {left}, right {right}. Chosen: {chosen}")
        taken = _("keep both") if side is None else values[side]
        self.setAccessibleName(
            said.format(field=self.field.label, left=values[0], right=values[1], chosen=taken)
        )

    def _was_pressed(self, side: int) -> None:
        self.choose(None if side == self.chosen else side)
        if self.field.may_take:
            self.setFocus()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = held_keys(event)
        side = _SIDES.get(Qt.Key(event.key()))
        if held:
            super().keyPressEvent(event)
        elif side is not None:
            self.choose(side)
            self.edited.emit()
        elif event.key() in (Qt.Key.Key_0, Qt.Key.Key_Delete):
            self.choose(None)
            self.edited.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.went_on.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.went_on.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        around = self.parentWidget()
        while around is not None and not isinstance(around, Scrolled):
            around = around.parentWidget()
        if around is not None:
            around.bring(self)  # Enter goes on past what is in sight

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class FieldRows(QWidget):
    """All that differs. `edited` on a choice; `finished` when Enter is pressed in the last row."""

    edited = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FieldRow] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # it has the keys while both are read
        self._down = in_column(into=self, spacing=2)

    def show_fields(self, fields: tuple[ComparedField, ...], chosen: dict[str, int]) -> None:
        focused = next((row.field.name for row in self.rows if row.hasFocus()), None)
        for row in self.rows:
            self._down.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [FieldRow(one, chosen.get(one.name)) for one in fields]
        for row in self.rows:
            row.edited.connect(self.edited)
            row.went_on.connect(self._go_on)
            self._down.addWidget(row)
            if row.field.name == focused:
                row.setFocus()

    def chosen(self) -> dict[str, int]:
        """By field the side whose value is taken; what stays is left out."""
        return {row.field.name: row.chosen for row in self.rows if row.chosen is not None}

    def begin(self) -> bool:
        """The keys to the first row in which something can be chosen; False where there is none."""
        return self._focus_from(-1, 1)

    def _go_on(self, step: int) -> None:
        at = next((at for at, row in enumerate(self.rows) if row is self.sender()), 0)
        if not self._focus_from(at, step) and step > 0:
            self.finished.emit()

    def _focus_from(self, place: int, step: int) -> bool:
        while 0 <= (place := place + step) < len(self.rows):
            if self.rows[place].field.may_take:
                self.rows[place].setFocus()
                return True
        return False
