"""At the regional office: why a country's records are changed. What stands here goes to the country with every change of this page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.messages import _
from prossce_desktop.services import reasons
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.notes import ReasonField
from prossce_desktop.ui.session import Session


class WhyBar(QWidget):
    """Only while it is in sight does what stands in it count; `typed()` when it says something else, `given()` on Enter."""

    typed = Signal()
    given = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = ReasonField(())
        self.text.setAccessibleName(_("Why you change it"))
        self.said = Label("", "caption", "muted", wraps=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(FieldFrame(_("Why you change it"), self.text), 3)
        across.addWidget(self.said, 2)
        self.text.textChanged.connect(self._was_typed)
        self.text.returnPressed.connect(self.given)
        self._remembered = ""
        session.news.changed.connect(self._remember)
        self.setFocusProxy(self.text)
        self.hide()

    def offer(self, country: str, last: Sequence[str]) -> None:
        """Ask for a reason that this country, or the countries, read; the last reasons are offered."""
        self.text.set_reasons(last)
        whom = country or _("The country")
        self.said.setText(_("{country} reads this beside what you change, and can take it back.").format(country=whom))
        self.show()

    def forget(self) -> None:
        """Another record: another reason."""
        self.text.set_value("")

    def why(self) -> str:
        """What stands there."""
        return " ".join(self.text.text().split())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        reasons.say_why(self.why())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        reasons.say_why("")

    def _was_typed(self) -> None:
        if self.isVisible():
            reasons.say_why(self.why())
            self.typed.emit()

    def _remember(self, _change: object) -> None:
        """Something was changed with it: it is offered from now on."""
        store, why = self._session.store, self.why()
        if self.isVisible() and why not in ("", self._remembered):
            self._remembered = why
            self._session.jobs.start(lambda step: reasons.remember(store, why))
