"""At the regional office: the reason for changing a country's records, sent with each change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.ui.base.keyboard_focus import KEY, REACHED, offer_keys
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_row
from prossce_desktop.ui.parts.margin_notes import ReasonField
from prossce_desktop.ui.session.session import Session

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class ReasonBar(QWidget):
    """Its text counts only while it is visible. `given()`: Enter with nothing else waiting."""

    given = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = ReasonField(())
        self.text.setAccessibleName(_("Reason for the change"))
        self.explained = Label("", "caption", "muted", wraps=True)
        self.frame = FieldFrame(_("Reason for the change"), self.text)
        self.reach = KeyButton(KEY, _("Say why"))
        self.reach.clicked.connect(self.text.setFocus)
        in_row((self.frame, 3), self.reach, (self.explained, 2), into=self, spacing=16)
        self.text.textChanged.connect(self._was_typed)
        self.text.returnPressed.connect(self._go_on)
        self.text.installEventFilter(self)
        self._waits: Callable[[], None] | None = None
        self.is_asked = False
        """Whether something waits for the reason."""
        self._remembered = ""
        session.news.changed.connect(self._remember)
        session.news.reason_wanted.connect(self._was_wanted)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._keys_moved)
        self.setFocusProxy(self.text)
        self.setProperty(REACHED, True)
        self.hide()

    def offer(self, country: str, last: Sequence[str]) -> None:
        """Ask for a reason that this country, or the countries, read; the last reasons are offered."""
        self.text.set_reasons(last)
        told = _("The country office will read this reason with your change, and can undo the change.")
        known = _("The office of {country} will read this reason with your change, and can undo the change.")
        self.explained.setText(known.format(country=country) if country else told)
        self.show()

    def forget(self) -> None:
        """Another record: another reason."""
        self._let_go()
        self.text.set_value("")

    def ask(self, go_on: Callable[[], None] | None = None) -> None:
        """A change was refused without a reason: Enter repeats it. No focus is taken from typing."""
        self._waits, self.is_asked = go_on, True
        self.frame.set_problem(Severity.hard, _("Not saved. First give a reason here (press F6)."))
        offer_keys(self, self.text.setFocus)

    def _was_wanted(self, go_on: Callable[[], None] | None) -> None:
        if self.isVisible():
            self.ask(go_on)

    def _go_on(self) -> None:
        waits = self._waits
        self._let_go()
        if waits is not None:
            waits()
        else:
            self.given.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turning elsewhere drops what waited; Enter without a reason does nothing."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            return self._waits is not None and not self.reason()
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _STAYS
        ):
            self._let_go()
        return super().eventFilter(watched, event)

    def _let_go(self) -> None:
        self._waits, self.is_asked = None, False
        self.frame.clear_problem()

    def _keys_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Whoever typed on and then turns to something else than the bar has let go of it, too."""
        if before is not None and now is not None and now is not self.text and now.window() is self.window():
            self._waits = None

    def reason(self) -> str:
        return " ".join(self.text.text().split())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        recent_reasons.set_reason(self.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        recent_reasons.set_reason("")

    def _was_typed(self) -> None:
        if self.isVisible():
            recent_reasons.set_reason(self.reason())
            self.frame.clear_problem()

    def _remember(self, change: object) -> None:
        """Offer a reason again once it was used; changes of a package name no operation and do not count."""
        if getattr(change, "operation", None) is None:
            return
        store, reason = self._session.store, self.reason()
        if self.isVisible() and reason:
            self._let_go()
        if self.isVisible() and reason not in ("", self._remembered):
            self._remembered = reason
            self._session.jobs.start(lambda step: recent_reasons.remember(store, reason))
