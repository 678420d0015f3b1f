"""A field that names another record: typed, offered, chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.ui.base.shortcuts import letter_of
from prossce_desktop.ui.parts.suggestions import Suggestion, Suggestions
from prossce_desktop.ui.parts.text_fields import TextField

_AFTER_MS = 80


class ReferenceField(TextField):
    """The value is the id of a record, or the text as typed where none was chosen.

    `offers_wanted(text)` asks; answer with `show_offers(text, offers)`: an offer's payload is the id, its
    first column the name. None is chosen until Down is pressed.
    """

    offers_wanted = Signal(str)
    new_wanted = Signal()
    """Alt+N: what is typed is to be a new record."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(parent, placeholder=placeholder, icon="search")
        self._id = ""
        self._popup: Suggestions | None = None
        self._ask = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._ask.timeout.connect(self._ask_now)
        self.textEdited.connect(self._was_typed)

    def value(self) -> object:
        """The id, or the text where no record was chosen."""
        return self._id or self.text().strip()

    def unchosen(self) -> str:
        """What was typed and names no record; "" where a record was chosen or nothing was typed."""
        return "" if self._id else self.text().strip()

    def set_value(self, value: object) -> None:
        """Show a record by its id and name as a pair, or a text that names none, or nothing."""
        if isinstance(value, tuple) and len(value) == 2:
            self._show(str(value[0]), str(value[1]))
        else:
            self._show("", "" if value is None else str(value))

    def _show(self, number: str, name: str) -> None:
        self._id = number
        super().set_value(name)

    def _was_typed(self, text: str) -> None:
        self._id = ""
        if self._popup is not None:
            self._popup.close_offers()
        self._ask.start()

    def _ask_now(self) -> None:
        self.offers_wanted.emit(self.text())

    def show_offers(self, text: str, offers: Sequence[Suggestion], hint: str = "") -> None:
        """Answer `offers_wanted`; an answer for an older text is dropped."""
        if text != self.text() or not self.hasFocus():
            return
        if self._popup is None:
            self._popup = Suggestions(self.window())
            self._popup.taken.connect(self._take)
        corner = self.mapTo(self.window(), QPoint(0, 0))
        self._popup.show_offers(offers, QRect(corner, self.size()), hint)

    def offers(self) -> tuple[Suggestion, ...]:
        return self._popup.offers() if self._popup is not None else ()

    def _take(self, offer: Suggestion) -> None:
        self._ask.stop()
        self._show(str(offer.payload), offer.columns[0])
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_composing() and self._popup is not None and self._popup.key(event.key()):
            return
        if event.key() == Qt.Key.Key_Down:
            self._ask_now()
            return
        if (
            event.modifiers() == Qt.KeyboardModifier.AltModifier
            and letter_of(event) == "N"
            and self.unchosen()
        ):
            self.new_wanted.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ask.stop()
        if self._popup is not None:
            self._popup.close_offers()
        super().focusOutEvent(event)
