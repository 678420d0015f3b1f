"""A field with its label, required, pin, changed dot, old value, state and note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QToolButton, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import smooth_painter
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.margin_notes import MarginNote
from prossce_desktop.ui.parts.text_fields import Editor, State
from prossce_desktop.ui.parts.tooltips import set_tip

_STATES: dict[Severity, State] = {Severity.hard: "error", Severity.soft: "warning", Severity.note: ""}


class Dot(QWidget):
    """The dot before the label of a changed field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(13, 18)
        self.setAccessibleName(_("Changed"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth_painter(self)
        painter.setBrush(QColor(theme().tokens.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPoint(3, self.height() // 2), 3, 3)


class PinButton(QToolButton):
    """Whether the value is kept for the next record. Not a stop of Tab: entry goes from field to field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(20, 18)
        self.toggled.connect(self._named)
        self._named(False)

    def _named(self, on: bool) -> None:
        name = _("Keeps its value for the next record") if on else _("Keep this value for the next record")
        set_tip(self, name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        around = self.parentWidget()
        if self.isChecked() or (around is not None and around.underMouse()):
            draw_icon_in(
                QPainter(self), "pin", self.rect(), 13, colours.muted if self.isChecked() else colours.place
            )


class FieldFrame(QWidget):
    """Label above, editor below; the form puts the note into the margin or under the field.

    `edited()` at each change by the person, `left()` with the focus, `cured()` by the link of the note,
    `accepted(reason)`, `pinned(bool)`.
    """

    edited = Signal()
    left = Signal()
    cured = Signal()
    accepted = Signal(str)
    pinned = Signal(bool)
    noted = Signal()
    """Its note was just made: the form puts it where notes stand."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        parent: QWidget | None = None,
        *,
        required: bool = False,
        pinnable: bool = False,
        explained: str = "",
    ) -> None:
        super().__init__(parent)
        self._widget = editor
        self._editor: Editor = editor  # type: ignore[assignment]
        self._name = label
        self._note: MarginNote | None = None
        self.dot: Dot | None = None
        self.old: Label | None = None
        self._is_withheld, self._placeholder = False, ""
        self._brought: tuple[object, object] | None = None
        self.pin = PinButton(self) if pinnable else None
        self.label = Label(label, "label", parent=self)
        set_tip(self.label, explained)
        self._required = Label(_("required"), "caption", parent=self) if required else None
        self._lay_out()
        self._connect()
        editor.setAccessibleName(f"{label}, {_('required')}" if required else label)
        editor.setAccessibleDescription(explained)
        editor.setWhatsThis(explained)
        self.setFocusProxy(editor)

    def _lay_out(self) -> None:
        self._head = in_row(self.label, spacing=0)
        if self._required is not None or self.pin is not None:
            self._head.addSpacing(5)
        if self._required is not None:
            self._head.addWidget(self._required)
        if self.pin is not None:
            self._head.addWidget(self.pin)
        self._head.addStretch(1)
        self._inside = in_column(self._head, self._widget, into=self, spacing=3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _connect(self) -> None:
        self._editor.edited.connect(self.edited)
        self._editor.left.connect(self._was_left)
        if self.pin is not None:
            self.pin.toggled.connect(self.pinned)

    @property
    def note(self) -> MarginNote:
        """What is said about it. Made when first asked for: most fields never have a problem."""
        if self._note is None:
            self._note = MarginNote(self)
            self._note.cured.connect(self.cured)
            self._note.accepted.connect(self.accepted)
            self._inside.addWidget(self._note)
            self.noted.emit()
        return self._note

    def has_note(self) -> bool:
        """Whether anything was ever said about it."""
        return self._note is not None

    @property
    def editor(self) -> Editor:
        return self._editor

    def name(self) -> str:
        return self._name

    def explained(self) -> str:
        """What is said about the field on F1; "" where its name says all."""
        return self._widget.whatsThis()

    def value(self) -> object:
        return self._editor.value()

    def set_value(self, value: object) -> None:
        self._brought = None
        self._editor.set_value(value)

    def bring(self, value: object) -> None:
        """Show a value that was read; while the field is typed in it waits, and drops if more is typed."""
        if self._editor.is_typed_in():
            self._brought = (self._editor.value(), value)
        else:
            self.set_value(value)

    def is_waiting(self) -> bool:
        """Whether a value that was read waits until the field is left."""
        return self._brought is not None

    def _was_left(self) -> None:
        if self._brought is not None:
            typed, value = self._brought
            self._brought = None
            if self._editor.value() == typed:
                self._editor.set_value(value)
        self.left.emit()

    def set_pinned(self, on: bool) -> None:
        """Whether the value is kept for the next record, telling nobody; nothing where it cannot be."""
        if self.pin is not None:
            was = self.blockSignals(True)
            self.pin.setChecked(on)
            self.blockSignals(was)

    def is_pinned(self) -> bool:
        return self.pin is not None and self.pin.isChecked()

    def set_changed(self, old: str | None) -> None:
        """Mark as changed from `old` (its words), or as unchanged with None."""
        if self.old is None or self.dot is None:
            if old is None:
                return
            self.dot, self.old = self._marks()
        self.dot.setVisible(old is not None)
        words = "" if old is None else _("before: {old}").format(old=old) if old else _("before: empty")
        self.old.setText(words)
        set_tip(self.old, words)

    def _marks(self) -> tuple[Dot, Label]:
        """The dot before the label, and at the right what the value was."""
        dot = Dot(self)
        old = Label("", "caption", parent=self)
        old.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        old.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._head.takeAt(self._head.count() - 1)  # what kept the label at the left
        self._head.insertWidget(0, dot)
        self._head.addWidget(old, 1)
        return dot, old

    def set_withheld(self, on: bool) -> None:
        """Whether its value is not on this computer: it says so, and nothing can be typed."""
        if on is self._is_withheld:
            return
        self._is_withheld = on
        self._widget.setEnabled(not on)
        if isinstance(self._widget, QLineEdit | QPlainTextEdit):
            said = self._placeholder if not on else _("not on this computer")
            self._placeholder = self._widget.placeholderText()
            self._widget.setPlaceholderText(said)

    def set_problem(
        self, severity: Severity, sentence: str, *, cure: str = "", reasons: Sequence[str] = ()
    ) -> None:
        """Show what is wrong. A soft problem can be kept with a reason."""
        self._editor.set_state(_STATES[severity])
        self.note.say(severity, sentence, cure=cure, keepable=severity is Severity.soft, reasons=reasons)
        self.note.show()
        self._widget.setAccessibleDescription(sentence)

    def clear_problem(self) -> None:
        self._editor.set_state("")
        if self._note is not None and not self._note.is_typed_in():
            self._note.hide()
        self._widget.setAccessibleDescription(self._widget.whatsThis())

    def has_problem(self) -> bool:
        return self._note is not None and not self._note.isHidden()

    def take_note_out(self, margin: QWidget) -> None:
        """Put the note into the margin, where the form places it."""
        self._inside.removeWidget(self.note)
        shown = self.has_problem()
        self.note.setParent(margin)
        self.note.setVisible(shown)

    def event(self, event: QEvent) -> bool:
        """The pin is seen while the mouse is anywhere over the field."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave) and self.pin is not None:
            self.pin.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(90, self.label.sizeHint().width() + 30), super().minimumSizeHint().height())
