"""The note in the margin: the problem, the likely cure as a link, and a way to keep the value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QListView, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.theme import restyle, theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label, Tone
from prossce_desktop.ui.parts.layouts import STRETCH, grows_down, in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField

_TONES: dict[Severity, Tone] = {Severity.hard: "error", Severity.soft: "warning", Severity.note: "accent"}


_OFFERED = 5


class Reasons(QListView):
    """The last reasons, all in sight."""

    def sizeHintForRow(self, row: int) -> int:
        rows = max(1, min(_OFFERED, self.model().rowCount()))
        frame = 2 * theme().px(4) + 2 - 6  # padding and border, less what the completer adds by itself
        return super().sizeHintForRow(row) + -(-frame // rows)


class ReasonField(TextField):
    """Where the reason is typed; it offers the last five, and Down opens them. Enter keeps."""

    def __init__(self, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, placeholder=_("the reason, in a few words"), limit=200)
        self.setAccessibleName(_("Reason for keeping the value"))
        popup = Reasons(self)
        popup.setProperty("look", "popup")
        completer = QCompleter(self)
        completer.setModel(QStringListModel(list(reasons)[:_OFFERED], completer))
        completer.setPopup(popup)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._offers = completer
        self._popup = popup
        self.setCompleter(completer)

    def offer_all(self) -> None:
        """Show the last reasons under the field."""
        if not self.text():
            self._offers.setCompletionPrefix("")
        self._offers.complete()

    def set_reasons(self, reasons: Sequence[str]) -> None:
        model = self._offers.model()
        if isinstance(model, QStringListModel) and model.stringList() != list(reasons)[:_OFFERED]:
            model.setStringList(list(reasons)[:_OFFERED])

    def is_offering(self) -> bool:
        """Whether the last reasons hang under the field."""
        return self._popup.isVisible()

    def close_offers(self) -> None:
        self._popup.hide()


class MarginNote(QFrame):
    """Beside its field or under it. `cured` when the link is pressed, `accepted(reason)` on Keep."""

    cured = Signal()
    accepted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "note")
        grows_down(self)
        self._is_furnished = False
        self._reasons: tuple[str, ...] = ()
        self.hide()

    def _furnish(self) -> None:
        """Made when something is said for the first time (0.7 ms): most fields never have a problem."""
        self._is_furnished = True
        self._sentence = Label("", "caption", "error", wraps=True, parent=self)
        self.cure_button = Button("", "link", parent=self, clicked=self.cured)
        self._ask = Label("", "caption", "warning", wraps=True, parent=self)
        self.reason = ReasonField((), self)
        self.reason.returnPressed.connect(self._was_accepted)
        self.keep_button = Button(_("Keep"), parent=self, clicked=self._was_accepted)
        self._second = in_row((self.reason, 1), self.keep_button, spacing=6)
        in_column(
            in_row((self._sentence, 1), (self.cure_button, 0, Qt.AlignmentFlag.AlignVCenter), spacing=8),
            self._ask,
            self._second, STRETCH, into=self, margins=(12, 5, 8, 5), spacing=4,
        )  # fmt: skip

    def say(
        self,
        severity: Severity,
        sentence: str,
        *,
        cure: str = "",
        keepable: bool = False,
        reasons: Sequence[str] = (),
    ) -> None:
        """Show a problem; `cure`: the words of the link; `keepable`: it may be kept with a reason."""
        if not self._is_furnished:
            self._furnish()
        tone = _TONES[severity]
        restyle(self, "tone", tone)
        self._sentence.set_tone(tone)
        self._sentence.setText(sentence)
        self.cure_button.setVisible(bool(cure))
        if cure:
            self.cure_button.set_words(cure)
        self._ask.setVisible(keepable)
        self._ask.setText(_("Correct it, or keep it and say why") if keepable else "")
        if tuple(reasons) != self._reasons:
            self._reasons = tuple(reasons)
            self.reason.set_reasons(reasons)
        self.reason.setVisible(keepable)
        self.keep_button.setVisible(keepable)
        self.setAccessibleName(sentence)

    def sentence(self) -> str:
        return self._sentence.text() if self._is_furnished else ""

    def is_typed_in(self) -> bool:
        return self._is_furnished and self.reason.is_typed_in()

    def _was_accepted(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.accepted.emit(reason)
        else:
            self.reason.setFocus()
            self.reason.offer_all()
