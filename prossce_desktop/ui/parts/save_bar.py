"""The bar under a form: how things stand in one sentence, and what can be done."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Icon
from prossce_desktop.ui.parts.labels import Label, Tone
from prossce_desktop.ui.parts.layouts import in_row
from prossce_desktop.ui.parts.tooltips import set_tip

Standing = Literal["saved", "draft", "stopped", "working", "quiet", "theirs"]

_SHOWN: dict[Standing, tuple[str, str, Tone]] = {
    "saved": ("check", "ok", "muted"),
    "draft": ("pencil", "muted", "muted"),
    "stopped": ("circle-alert", "errline", "error"),
    "working": ("clock", "muted", "muted"),
    "quiet": ("", "muted", "muted"),
    "theirs": ("lock", "muted", "muted"),
}


class SaveBar(QWidget):
    """`save`, `save_next` and `undo`; their keys belong to the page. Save is never greyed."""

    save = Signal()
    save_next = Signal()
    undo = Signal()

    def __init__(self, parent: QWidget | None = None, *, with_next: bool = True) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._icon = Icon("check", 16, "ok")
        self._sentence = Label("", "caption", wraps=True)
        self.undo_button = Button(_("Undo"), "quiet", icon="undo-2", clicked=self.undo)
        self.next_button = Button(_("Save and next"), hint="Ctrl ↵", parent=self, clicked=self.save_next)
        self.save_button = Button(_("Save"), "primary", hint="Ctrl S", clicked=self.save)
        self.next_button.setVisible(with_next)
        across = in_row(self._icon, (self._sentence, 1), into=self, margins=(32, 0, 32, 0), spacing=8)
        for button in (self.undo_button, self.next_button, self.save_button):
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        theme().changed.connect(self._resize)
        self._resize()
        self.say("quiet", "")

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(52))

    def say(self, standing: Standing, sentence: str) -> None:
        """How things stand: saved when, kept as a draft when, or what stops saving."""
        icon, colour, tone = _SHOWN[standing]
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.set_icon(icon, colour)
        self._sentence.setText(sentence)
        self._sentence.set_tone(tone)
        set_tip(self._sentence, sentence)

    def sentence(self) -> str:
        return self._sentence.text()
