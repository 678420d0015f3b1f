"""Editors of values; all have `value`, `set_value`, `edited`, `left`."""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from prossce_desktop.ui.base.shortcuts import goes_up
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.theme import restyle, theme

State = Literal["", "error", "warning"]


class Editor(Protocol):
    """An editor. `edited` at each change by the person, never at `set_value`; `left` with the focus."""

    @property
    def edited(self) -> SignalInstance: ...

    @property
    def left(self) -> SignalInstance: ...

    def value(self) -> object:
        """What stands in it: text, or a tuple of tokens for several choices. Empty text is "not recorded"."""

    def set_value(self, value: object) -> None:
        """Show a value without telling anybody."""

    def is_typed_in(self) -> bool:
        """Whether the person is typing in it just now."""

    def set_state(self, state: State) -> None:
        """Show it as right, wrong or doubtful; the words stand in the note."""


class TextField(QLineEdit):
    """One line. Enter goes to the next field, but not while an input method composes."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, placeholder: str = "", icon: str = "", limit: int = 10_000
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._composing = False
        self.setMaxLength(limit)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if icon:
            self.setTextMargins(25, 0, 0, 0)
        self.textEdited.connect(self.edited)

    def value(self) -> object:
        """The text as typed."""
        return self.text()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def is_typed_in(self) -> bool:
        return self.hasFocus() and (self.isModified() or self._composing)

    def set_state(self, state: State) -> None:
        restyle(self, "state", state)

    def is_composing(self) -> bool:
        """Whether an input method has text that is not yet decided."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if not self._composing:
                window = self.window()
                before = window.focusWidget()
                self.returnPressed.emit()
                # whoever listened may have given the keys to something else, which keeps them
                if window.focusWidget() is before:
                    self.focusNextChild()
            return
        if not goes_up(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False
        self.left.emit()

    def sizeHint(self) -> QSize:
        return QSize(160, theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            painter = QPainter(self)
            box = self.rect().adjusted(8, 0, 0, 0)
            box.setWidth(16)
            draw_icon_in(painter, self._icon, box, 16, theme().tokens.muted)


class NumberField(TextField):
    """A number as typed, digits of any script; whether it makes sense is for the rules, not for the field."""

    def __init__(self, parent: QWidget | None = None, *, unit: str = "") -> None:
        super().__init__(parent, limit=40)
        self._unit = unit
        if unit:
            self.setTextMargins(0, 0, 24, 0)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(self.palette().placeholderText().color())
            painter.setFont(theme().font("caption"))
            where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -12, 0), where, self._unit)


class LongText(QPlainTextEdit):
    """Several lines. Tab leaves the field; Enter makes a new line."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(parent)
        self._silent = False
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._was_changed)

    def sizeHint(self) -> QSize:
        return QSize(240, theme().px(14 + 20 * self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def value(self) -> object:
        """The text as typed, lines and all."""
        return self.toPlainText()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text != self.toPlainText():
            self._silent = True
            self.setPlainText(text)
            self._silent = False

    def is_typed_in(self) -> bool:
        return self.hasFocus() and self.document().isModified()

    def set_state(self, state: State) -> None:
        restyle(self, "state", state)

    def _was_changed(self) -> None:
        if not self._silent:
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not goes_up(self, event):
            super().keyPressEvent(event)


def no_longer_typed_in(editor: QWidget | None) -> None:
    """What stands in it is stored: values that are read need not wait until it is left."""
    if isinstance(editor, QLineEdit):
        editor.setModified(False)
    elif isinstance(editor, QPlainTextEdit):
        editor.document().setModified(False)
