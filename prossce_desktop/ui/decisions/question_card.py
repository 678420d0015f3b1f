"""A question about one field of a record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.text_fields import TextField


class QuestionCard(Card):
    """`asked(field, text)`, or `left()`."""

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = _("Ask the other office about a value")
        self.setAccessibleName(title)
        self.field = ChoiceField(needed=True, typed=True)
        self.text = TextField(placeholder=_("your question, in a few words"), limit=2_000)
        self.text.setAccessibleName(_("Question"))
        self.send = Button(_("Ask"), icon="messages-square")
        self.leave = Button(_("Close"), "quiet")
        self.text.returnPressed.connect(self._was_pressed)
        self.send.clicked.connect(self._was_pressed)
        self.leave.clicked.connect(self.left)
        fields = QHBoxLayout()
        fields.setSpacing(24)
        fields.addWidget(FieldFrame(_("Field"), self.field), 1)
        fields.addWidget(FieldFrame(_("Question"), self.text), 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.send)
        foot.addWidget(self.leave)
        said = _("The question will be sent with the next package. The other office sees it on its first page.")
        foot.addWidget(Label(said, "caption", "muted", wraps=True), 1)
        self.body.addLayout(fields)
        self.body.addLayout(foot)

    def begin(self, fields: Sequence[Choice], chosen: str) -> None:
        """Offer these fields."""
        self.field.set_choices(fields)
        self.field.set_value(chosen or (fields[0].token if fields else ""))
        self.text.set_value("")
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _was_pressed(self) -> None:
        text = self.text.text().strip()
        if text and self.field.value():
            self.asked.emit(str(self.field.value()), text)
        else:
            self.text.setFocus()
