"""The sides of a question, beside each other: equal cards, of which one is chosen by a key, the pointer or a rule."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from prossce_desktop import wording
from prossce_desktop.messages import _
from prossce_desktop.services.open_conflicts import OpenConflict, SideShown
from prossce_desktop.ui.decisions.different_text import DifferentText
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.tips import set_tip
from prossce_desktop.ui.people.person_parts import emptied

NARROW = 620
_CIRCLE = 16


class SideCard(QAbstractButton):
    """One value: large, with who, when and on which laptop. Chosen it has a ground, a frame and a filled circle."""

    def __init__(self, side: SideShown, others: Sequence[str], *, can_choose: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(can_choose)
        self.setAutoExclusive(can_choose)
        self.setEnabled(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_choose else Qt.FocusPolicy.NoFocus)
        self._can_choose = can_choose
        value = DifferentText()
        value.say(side.words, list(others))
        when = wording.moment(side.at.astimezone())
        who = Label(_("{who}, {where}").format(who=side.who, where=side.where), "row", wraps=True)
        said = _("{when} · the figures show this one").format(when=when) if side.is_shown else when
        lines = [Label(one, "caption", wraps=True) for one in side.lines[:8]]
        self._down = down = QVBoxLayout(self)
        down.setContentsMargins(46, 12, 16, 12)
        down.setSpacing(2)
        down.addWidget(value)
        for label in (*lines, who, Label(said, "caption", "muted", wraps=True)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            down.addWidget(label)
        down.addStretch(1)
        name = ", ".join([side.words, *side.lines, side.who, side.where, said])
        self.setAccessibleName(name)
        set_tip(self, "\n".join(side.lines[8:]))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._down.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._down.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the page keeps the chosen one, and chooses another
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        over = self._can_choose and self.underMouse()
        width = 2 if chosen or self.hasFocus() else 1
        frame = colours.accent if chosen or self.hasFocus() else colours.field if self._can_choose else colours.line
        painter.setPen(QPen(QColor(frame), width))
        painter.setBrush(QColor(colours.soft if chosen else colours.hover if over else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if not self._can_choose:
            return
        circle = QRectF(16, 20, _CIRCLE, _CIRCLE)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.field), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(circle)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(circle.adjusted(4, 4, -4, -4))


class SideCards(QWidget):
    """`chosen(int)`: the place of a side."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SideCard] = []
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)

    def show_sides(self, found: OpenConflict | None) -> None:
        """Put these in; none is chosen."""
        emptied(self._across)
        self.cards = []
        for at, side in enumerate(found.sides if found is not None else ()):
            others = [one.words for one in found.sides if one is not side] if found is not None else []
            card = SideCard(side, others, can_choose=found is not None and found.can_decide)
            card.setProperty("at", at)
            card.clicked.connect(self._was_clicked)
            self._across.addWidget(card, 1)
            self.cards.append(card)

    def at(self) -> int | None:
        """The place of the side that is chosen."""
        return next((at for at, card in enumerate(self.cards) if card.isChecked()), None)

    def choose(self, at: int) -> None:
        """Choose a side."""
        if 0 <= at < len(self.cards) and self.cards[at].isCheckable():
            self.cards[at].setChecked(True)
            self.chosen.emit(at)

    def step(self, way: int) -> None:
        """The side to the left or right of the one that is chosen."""
        now = self.at()
        first = 0 if way < 0 else len(self.cards) - 1
        self.choose(first if now is None and len(self.cards) == 2 else 0 if now is None else max(0, min(len(self.cards) - 1, now + way)))

    def _was_clicked(self) -> None:
        self.chosen.emit(int(self.sender().property("at")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._across.direction() != way:
            self._across.setDirection(way)
