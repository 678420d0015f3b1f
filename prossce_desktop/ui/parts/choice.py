"""One choice of several: a drop-down that can be typed in where the list is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.theme import restyle, theme
from prossce_desktop.ui.look.type import draw_line
from prossce_desktop.ui.parts.editors import State, WheelGuard

_TYPED_FROM = 13
"""From so many choices on the field can be typed in; below, the letters jump to the choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A token with the words a person sees; `also` is searched with the words (another script, an older name)."""

    token: str
    label: str
    also: str = ""


class ChoiceField(QComboBox):
    """One of `choices`, or none: then the value is "" and `empty` is shown in the colour of a placeholder."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, empty: str = "", typed: bool | None = None,
        needed: bool = False,
    ) -> None:
        """With `needed` nothing cannot be chosen; the owner sets the first value."""
        super().__init__(parent)
        self._empty = empty
        self._needed = needed
        self._typed = len(choices) >= _TYPED_FROM if typed is None else typed
        self._line = QLineEdit(self)
        self._completer = QCompleter(self)
        self.setView(QListView(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(14)
        self.installEventFilter(WheelGuard(self))
        if self._typed:
            self._make_typed()
        else:
            self._line.hide()
        self.set_choices(choices)
        self.activated.connect(self._was_chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace what can be chosen; a value that is still among it stays."""
        before = self.value()
        self._choices = tuple(choices)
        model = QStandardItemModel(self)
        nothing = () if self._needed else (Choice("", self._empty),)
        for choice in (*nothing, *self._choices):
            item = QStandardItem(choice.label if choice.token else choice.label or "–")
            item.setData(choice.token, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        self.setModel(model)
        if self._typed:
            self._completer.setModel(model)
        self.set_value(before)

    def value(self) -> object:
        """The token chosen, or ""."""
        token = self.currentData(Qt.ItemDataRole.UserRole)
        return "" if token is None else str(token)

    def set_value(self, value: object) -> None:
        """Show a choice without telling anybody; a token that is not offered is added, so that nothing stored is lost."""
        token = "" if value is None else str(value)
        at = self.findData(token, Qt.ItemDataRole.UserRole)
        if at < 0 and not token:
            self.setCurrentIndex(-1)
            self._show_words()
            return
        if at < 0:
            self.addItem(token, token)
            at = self.count() - 1
        self.setCurrentIndex(at)
        self._show_words()

    def set_state(self, state: State) -> None:
        """Right, wrong or doubtful."""
        restyle(self, "state", state)

    def shown(self) -> str:
        """The words of the choice, or "" where there is none."""
        return self.itemText(self.currentIndex()) if self.value() else ""

    def _make_typed(self) -> None:
        self.setEditable(True)
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._line.setPlaceholderText(self._empty)
        self._line.setFrame(False)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = QListView(self)
        popup.setProperty("look", "popup")
        self._completer.setPopup(popup)
        self.setCompleter(self._completer)
        self._line.editingFinished.connect(self._settle)

    def _show_words(self) -> None:
        if self._typed:
            self._line.setText(self.itemText(self.currentIndex()) if self.value() else "")
            self._line.setCursorPosition(0)
        self.setToolTip(self.shown())  # a long choice may be shortened
        self.update()

    def _settle(self) -> None:
        """What was typed becomes the choice it names or begins; what names none goes back to the choice before."""
        typed = self._line.text().strip().casefold()
        before = self.value()
        if not typed:
            token = ""
        else:
            hits = [one for one in self._choices if typed == one.label.casefold()] or [
                one for one in self._choices if one.label.casefold().startswith(typed)
            ] or [one for one in self._choices if typed in f"{one.label} {one.also}".casefold()]
            token = hits[0].token if hits else str(before)
        self.set_value(token)
        if token != before:
            self.edited.emit()

    def _was_chosen(self, index: int) -> None:
        self._show_words()
        self.edited.emit()

    def sizeHint(self) -> QSize:
        return QSize(140, theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(72, theme().px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self._typed:
                self._settle()
            self.focusNextChild()
            return
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._typed and not self._needed and self.value():
            self.set_value("")
            self.edited.emit()
            return
        if event.key() == Qt.Key.Key_Space and not self._typed:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = ""
        style = QStylePainter(self)
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        colours = theme().tokens
        painter: QPainter = style
        if not self._typed:
            words = self.itemText(self.currentIndex()) if self.value() else self._empty
            colour = colours.muted if not self.isEnabled() else colours.text if self.value() else colours.place
            left = theme().px(12)
            draw_line(painter, QRect(left, 0, self.width() - 32 - left, self.height()), words, theme().font("body"), colour)
        draw_icon_in(painter, "chevron-down", QRect(self.width() - 28, 0, 18, self.height()), 16, colours.muted)

    def full_width(self) -> int:
        """How wide the longest choice is, with the frame."""
        metrics = QFontMetrics(theme().font("body"))
        return max((metrics.horizontalAdvance(one.label) for one in self._choices), default=60) + 46
