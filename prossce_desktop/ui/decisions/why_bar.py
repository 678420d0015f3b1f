"""At the regional office: why a country's records are changed. What stands here goes to the country with every change of this page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.messages import _
from prossce_desktop.services import reasons
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.notes import ReasonField
from prossce_desktop.ui.session import Session

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class WhyBar(QWidget):
    """Only while it is in sight does what stands in it count. `given()`: Enter was pressed, and nothing waits but the page's own saving."""

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
        self.text.returnPressed.connect(self._go_on)
        self.text.installEventFilter(self)
        self._waits: Callable[[], None] | None = None
        self._remembered = ""
        session.news.changed.connect(self._remember)
        session.news.why_wanted.connect(self._was_wanted)
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
        self._waits = None
        self.text.set_value("")

    def ask(self, go_on: Callable[[], None] | None = None) -> None:
        """Something was refused for want of a reason: it is typed here, and Enter goes on with it as long as the keys stay here."""
        self.text.setFocus()
        self._waits = go_on

    def _was_wanted(self, go_on: Callable[[], None] | None) -> None:
        if self.isVisible():
            self.ask(go_on)

    def _go_on(self) -> None:
        waits, self._waits = self._waits, None
        if waits is not None:
            waits()
        else:
            self.given.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever turns to something else has let go of what waited; Enter without a reason is no answer, and turns to nothing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._waits is not None and not self.why()
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and event.reason() not in _STAYS:
            self._waits = None
        return super().eventFilter(watched, event)

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

    def _remember(self, _change: object) -> None:
        """Something was changed with it: it is offered from now on."""
        store, why = self._session.store, self.why()
        if self.isVisible() and why not in ("", self._remembered):
            self._remembered = why
            self._session.jobs.start(lambda step: reasons.remember(store, why))
