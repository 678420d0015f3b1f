"""A passphrase field: hidden letters, the problem beneath, and the wait after too many tries."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.wrong_passphrase_delay import WrongPassphraseDelay
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.parts.tick_box import TickBox


def secret_field() -> TextField:
    """A field that shows dots."""
    field = TextField(limit=500)
    field.setEchoMode(TextField.EchoMode.Password)
    return field


def remember_box() -> TickBox:
    """Whether this computer opens the data without asking from now on."""
    return TickBox(
        _("Remember the passphrase on this computer"),
        explained=_("The program will open without a passphrase."),
    )


class PassphraseField(QWidget):
    """`entered()` on Enter, only while one may try."""

    entered = Signal()
    may_try = Signal(bool)

    def __init__(self, tries: WrongPassphraseDelay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tries = tries
        field = secret_field()
        field.returnPressed.connect(self._on_return)
        self.frame = FieldFrame(_("Passphrase"), field)
        self.frame.edited.connect(self._on_edit)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        in_column(self.frame, into=self)
        self.setFocusProxy(self.frame)
        self._count_down()

    def text(self) -> str:
        return str(self.frame.value() or "")

    def clear(self) -> None:
        self.frame.set_value("")

    def is_waiting(self) -> bool:
        """Whether too many tries were wrong just now."""
        return self._tries.to_wait() > 0

    def was_wrong(self, sentence: str) -> None:
        """Say it, count it, empty the field, and delay the next try where there were too many."""
        self._tries.wrong()
        self.clear()
        self.frame.set_problem(Severity.hard, sentence)
        self._count_down()
        self.frame.setFocus()

    def was_right(self) -> None:
        """Counting begins anew, and nothing typed stays in the field."""
        self._tries.right()
        self._tick.stop()
        self.clear()

    def _on_edit(self) -> None:
        if not self.is_waiting():
            self.frame.clear_problem()

    def _on_return(self) -> None:
        if not self.is_waiting():
            self.entered.emit()

    def _count_down(self) -> None:
        seconds = self._tries.to_wait()
        self.may_try.emit(seconds == 0)
        if seconds:
            self._tick.start()
            self.frame.set_problem(Severity.hard, waiting(self._tries.count(), seconds))
        elif self._tick.isActive():
            self._tick.stop()
            self.frame.clear_problem()


def waiting(count: int, seconds: int) -> str:
    """Why one waits, how long, and whom to call."""
    minutes, rest = divmod(seconds, 60)
    return _("{count} wrong passphrases. Wait {time}, or call a colleague or the regional office.").format(
        count=count, time=f"{minutes}:{rest:02}"
    )
