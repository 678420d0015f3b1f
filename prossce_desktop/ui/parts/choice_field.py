"""One choice of several: a drop-down that can be typed in where the list is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from prossce_desktop.ui.base.shortcuts import goes_up, is_letter, is_modifier
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.look.theme import restyle, theme
from prossce_desktop.ui.parts.text_fields import State
from prossce_desktop.ui.parts.tooltips import set_tip

_TYPED_FROM = 13
"""From so many choices on the field can be typed in; below, the letters jump to the choice."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A token with its words; `also` is searched too (another script, an older name)."""

    token: str
    label: str
    also: str = ""


class _Line(QLineEdit):
    """What is typed into a field of choices."""

    undoing = Signal()
    """Undo or Redo is pressed: what is typed counts first."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if goes_up(self, event):
            self.undoing.emit()
        else:
            super().keyPressEvent(event)


class ChoiceField(QComboBox):
    """One of `choices`, or none: then the value is "" and `empty` is shown in the colour of a placeholder.

    Qt's list and its window are made when the field gets the keys (0.6 to 0.9 ms): most never get them.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        parent: QWidget | None = None,
        *,
        empty: str = "",
        typed: bool | None = None,
        needed: bool = False,
    ) -> None:
        """With `needed` nothing cannot be chosen; the owner sets the first value."""
        super().__init__(parent)
        self._empty = empty
        self._needed = needed
        self._typed = len(choices) >= _TYPED_FROM if typed is None else typed
        self._choices: tuple[Choice, ...] = ()
        self._offered: list[Choice] = []
        self._index = -1
        self._is_furnished = False
        self._letters = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._completer = QCompleter(self.model(), self) if self._typed else None
        self._line = self._make_line(self._completer) if self._completer is not None else None
        self.set_choices(choices)
        self.activated.connect(self._was_chosen)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; the value stays where it is still among them, and what is being typed."""
        before, letters = (
            self.value(),
            self._line.text() if self._line is not None and self.is_typed_in() else None,
        )
        self._choices = tuple(choices)
        self._offered = [*(() if self._needed else (Choice("", self._empty or "–"),)), *self._choices]
        self._index = -1
        if self._is_furnished:
            self._fill()
        self.set_value(before)
        if letters is not None and self._line is not None:
            self._line.setText(letters)
            self._line.setModified(True)

    def count(self) -> int:
        return len(self._offered)

    def itemText(self, index: int) -> str:
        return self._offered[index].label if 0 <= index < len(self._offered) else ""

    def value(self) -> object:
        """The token chosen, or ""."""
        return self._offered[self._index].token if self._index >= 0 else ""

    def set_value(self, value: object) -> None:
        """Show a choice, telling nobody; an unknown token is added, so that nothing stored is lost."""
        token = "" if value is None else str(value)
        self._index = next((at for at, one in enumerate(self._offered) if one.token == token), -1)
        if self._index < 0 and token:
            self._index = len(self._offered)
            self._offered.append(Choice(token, token))
            if self._is_furnished:
                self.addItem(token)
        if self._is_furnished:
            self.setCurrentIndex(self._index)
        self._show_words()

    def is_typed_in(self) -> bool:
        """Whether letters stand in it that are no choice yet, or its list is open."""
        if not self._is_furnished:
            return False
        return self.view().isVisible() or (
            self._line is not None and self.hasFocus() and self._line.isModified()
        )

    def set_state(self, state: State) -> None:
        restyle(self, "state", state)

    def shown(self) -> str:
        """The words of the choice, or "" where there is none."""
        return self.itemText(self._index) if self.value() else ""

    def _make_line(self, completer: QCompleter) -> QLineEdit:
        line = _Line(self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line.setCompleter(completer)  # else the next line makes one of its own
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(completer)
        line.setPlaceholderText(self._empty)
        line.setFrame(False)
        line.textEdited.connect(self._furnish)
        line.editingFinished.connect(self._settle)
        line.undoing.connect(self._settle)
        return line

    def _furnish(self) -> None:
        """Make the list of choices, and for a typed field the one that hangs under it."""
        if self._is_furnished:
            return
        self._is_furnished = True
        self.setMaxVisibleItems(14)
        self.setView(QListView(self))
        self.view().installEventFilter(self)
        if self._completer is not None:
            popup = QListView(self)
            popup.setProperty("look", "popup")
            self._completer.setPopup(popup)
        self._fill()

    def _fill(self) -> None:
        words = self._line.text() if self._line is not None else ""
        self.clear()
        self.addItems([one.label for one in self._offered])
        self.setCurrentIndex(self._index)
        if self._line is not None:
            self._line.setText(words)

    def changeEvent(self, event: QEvent) -> None:
        if self._is_furnished or event.type() != QEvent.Type.StyleChange:
            super().changeEvent(event)
        else:
            QWidget.changeEvent(self, event)  # a combo box that changes its style makes its list

    def showPopup(self) -> None:
        self._furnish()
        super().showPopup()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab takes the choice the open list stands on, and goes on; Qt's list would swallow it."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if not (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tabs
        ):
            return super().eventFilter(watched, event)
        index = self.view().currentIndex().row()
        self.hidePopup()
        if index >= 0 and index != self._index:
            self.setCurrentIndex(index)
            self._was_chosen(index)
        self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        return True

    def _show_words(self) -> None:
        if self._line is not None:
            self._line.setText(self.shown())
            self._line.setCursorPosition(0)
        set_tip(self, self.shown())  # a long choice may be shortened
        self.update()

    def _settle(self) -> None:
        """What was typed becomes the choice it names or begins, else the choice before stays."""
        if self._line is None:
            return
        typed = self._line.text().strip().casefold()
        before = self.value()
        if not typed:
            token = ""
        else:
            hits = (
                [one for one in self._choices if typed == one.label.casefold()]
                or [one for one in self._choices if one.label.casefold().startswith(typed)]
                or [one for one in self._choices if typed in f"{one.label} {one.also}".casefold()]
            )
            token = hits[0].token if hits else str(before)
        self.set_value(token)
        if token != before:
            self.edited.emit()

    def _was_chosen(self, index: int) -> None:
        self._index = index
        self._show_words()
        self.edited.emit()

    def sizeHint(self) -> QSize:
        return QSize(140, theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return QSize(72, theme().px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._furnish()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._settle()
            self.focusNextChild()
            return
        if (
            event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
            and not self._typed
            and not self._needed
            and self.value()
        ):
            self.set_value("")
            self.edited.emit()
            return
        if self._typed or is_modifier(event):
            super().keyPressEvent(event)
        elif is_letter(event):
            if not self._letter(event.text().casefold()) and event.key() == Qt.Key.Key_Space:
                self.showPopup()
        else:
            self._letters = ""
            super().keyPressEvent(event)

    def _letter(self, letter: str) -> bool:
        """Letters lead to the first choice they begin, however slow; the same letter again to the next."""
        labels = [one.label.casefold() for one in self._offered]
        letters = self._letters + letter
        fits = [at for at, label in enumerate(labels) if label.startswith(letters)]
        if not fits and set(letters) == {letter}:
            fits = [at for at, label in enumerate(labels) if label.startswith(letter)]
            fits = [at for at in fits if at > self._index] or fits
        if fits:
            self._letters = letters
            self.setCurrentIndex(fits[0])
            self._was_chosen(fits[0])
        return bool(fits)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page instead of changing the value under the pointer

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._furnish()
        self._letters = ""
        super().focusInEvent(event)

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
            words = self.shown() if self.value() else self._empty
            colour = (
                colours.muted if not self.isEnabled() else colours.text if self.value() else colours.place
            )
            left = theme().px(12)
            box = QRect(left, 0, self.width() - 32 - left, self.height())
            draw_line(painter, box, words, theme().font("body"), colour)
        box = QRect(self.width() - 28, 0, 18, self.height())
        draw_icon_in(painter, "chevron-down", box, 16, colours.muted)
