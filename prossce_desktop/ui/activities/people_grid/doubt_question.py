"""The foot of the people grid: the question about the current row, and the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.shortcuts import held_keys, letter_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Icon
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_row
from prossce_desktop.ui.parts.margin_notes import ReasonField
from prossce_desktop.ui.parts.tooltips import set_tip

_FIELD, _LEAST_FIELD, _STEP = 260, 150, 10
"""Width of the reason's field in pixels at 100 %; it gives way to a long question."""


class GridReason(ReasonField):
    """The field of the reason: Enter keeps, Esc goes back, Down shows the last reasons."""

    entered = Signal()
    given_up = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        self.setPlaceholderText(_("keep it: give a reason"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = not held_keys(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if alone and not self.is_composing():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Down and not self.is_offering():
            self.offer_all()
        elif not (event.modifiers() == Qt.KeyboardModifier.AltModifier and letter_of(event) == "K"):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class DoubtQuestion(QWidget):
    """`accepted(reason)` on Enter or Keep, `left` on Esc. It never takes the focus by itself."""

    accepted = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = GridReason()
        self.reason.entered.connect(self._entered)
        self.reason.given_up.connect(self._given_up)
        self.reason.focus_changed.connect(self._show_key)
        self.keep_button = Button(_("Keep"), clicked=self._entered)
        self.keep_button.installEventFilter(self)
        self._sentence = Label("", "caption", "warning", wraps=True)
        self.key_button = KeyButton(_("Alt K"), _("give a reason"))
        self.key_button.clicked.connect(self._key_pressed)
        in_row(
            Icon("triangle-alert", 16, "warnline"), (self._sentence, 1), self.key_button, self.reason,
            self.keep_button,
            into=self, spacing=8,
        )  # fmt: skip
        self._asked = ""
        theme().changed.connect(self._fit)
        self._fit()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Fit the question into two lines: field and key words shrink first; the rest is a tooltip."""
        self._sentence.setText(self._asked)
        for bare in (False, True):
            self.key_button.set_bare(bare)
            room = (
                self.width()
                - self.key_button.sizeHint().width()
                - self.keep_button.sizeHint().width()
                - 16
                - 4 * 8
            )
            field = theme().px(_FIELD)
            while field > theme().px(_LEAST_FIELD) and not self._stands_in(room - field):
                field -= _STEP
            if self._stands_in(room - field):
                break
        self.reason.setFixedWidth(field)
        words = self._asked
        while len(words) > 1 and room > field and not self._stands_in(room - field):
            words = words[:-1]
            self._sentence.setText(words.rstrip() + "…")

    def _stands_in(self, width: int) -> bool:
        lines = 2 * self._sentence.fontMetrics().lineSpacing()
        return width > 0 and self._sentence.heightForWidth(width) <= max(lines, theme().px(36))

    def ask(self, sentence: str, reasons: Sequence[str]) -> None:
        if sentence != self._asked:
            self.reason.clear()
            self._asked = sentence
            set_tip(self._sentence, sentence)
            self._fit()
        self.setAccessibleName(sentence)
        self.reason.setAccessibleDescription(sentence)
        self.reason.set_reasons(reasons)
        self.show()

    def sentence(self) -> str:
        return "" if self.isHidden() else self._asked

    def begin(self) -> None:
        """The keys go into the field, and the last reasons are offered."""
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.reason.text():
            self.reason.offer_all()

    def has_keys(self) -> bool:
        return self.reason.hasFocus() or self.keep_button.hasFocus()

    def put_away(self) -> None:
        self.reason.close_offers()
        self.reason.clear()
        self.hide()

    def _entered(self) -> None:
        reason = self.reason.text().strip()
        self.reason.close_offers()
        if reason:
            self.accepted.emit(reason)
        else:
            self.begin()

    def _given_up(self) -> None:
        self.reason.close_offers()
        self.reason.clear()
        self.left.emit()

    def _show_key(self) -> None:
        self.key_button.say(
            *((_("Esc"), _("not now")) if self.reason.hasFocus() else (_("Alt K"), _("give a reason")))
        )
        self._fit()

    def _key_pressed(self) -> None:
        """The same by the mouse."""
        (self._given_up if self.reason.hasFocus() else self.begin)()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self._given_up()
            return True
        return super().eventFilter(watched, event)
