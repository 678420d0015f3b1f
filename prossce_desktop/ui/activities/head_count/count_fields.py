"""The fields over the cube: how it was counted, the total, women and men; and the totals known beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.ages import read_band
from prossce_desktop.domain.model.codes import Basis, Channel, Qualifier
from prossce_desktop.domain.model.fields import Field, field_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.head_count.count_state import NUMBERS, CountState, band_words, read_bands
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.chips import FlowLayout
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.date_field import Arounds, DateField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.text_fields import NumberField, TextField
from prossce_desktop.ui.records.field_choices import choices_among
from prossce_desktop.ui.records.problem_words import with_label

YOUTH_BANDS = ("15_24", "15_29", "15_30", "15_35", "16_30", "18_35")
ROWS = (
    "",
    "under_15,15_24,25_over",
    "under_15,15_29,30_over",
    "under_15,15_35,36_over",
    "under_15,15_17,18_24,25_35,36_59,60_over",
)
"""Sets of age rows that forms use; the first is the usual one, in detail."""
OWN_ROWS = "own"
FIRST = (
    ("basis", 206), ("qualifier", 112), ("channel", 110), ("counted_on", 124), ("door", 64), ("count", 104),
    ("women", 92), ("men", 92), ("another", 92),
)  # fmt: skip
BESIDE = (("youth", 130), ("youth_band", 116), ("persons_with_disabilities", 240))


class CountFields(QWidget):
    """Two groups: `first` stands over the cube, `beside` under it. `edited(name)` comes with each change."""

    edited = Signal(str)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.frames: dict[str, FieldFrame] = {}
        self._widths: dict[FieldFrame, int] = {}
        self.beside = QWidget(parent)
        first = FlowLayout(self, 16)
        for name, width in FIRST:
            first.addWidget(self._frame(name, width, self))
        across = FlowLayout(self.beside, 16)
        for name, width in BESIDE:
            across.addWidget(self._frame(name, width, self.beside))
        self.rows = FieldFrame(_("Age groups"), ChoiceField(row_choices()), self.beside)
        own = TextField(placeholder=_("under 18, 18–24, 25–35, 36 and over"))
        self.own_rows = FieldFrame(_("Age groups of the paper form"), own, self.beside)
        for frame, width, name in ((self.rows, 250, "rows"), (self.own_rows, 300, "own_rows")):
            self._widths[frame] = width
            frame.setProperty("field", name)
            frame.edited.connect(self._was_edited)
            across.addWidget(frame)
        self.own_rows.hide()
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        for frame, width in self._widths.items():
            frame.setFixedWidth(max(theme().px(width), frame.minimumSizeHint().width()))

    def _frame(self, name: str, width: int, ground: QWidget) -> FieldFrame:
        field = field_of(HeadCount, name)
        frame = FieldFrame(_(field.shown.label), self._editor(field), ground)
        self._widths[frame] = width
        frame.setProperty("field", name)
        frame.edited.connect(self._was_edited)
        self.frames[name] = frame
        return frame

    def _editor(self, field: Field) -> QWidget:
        if field.name == "channel":
            return ChoiceField(choices_among(one for one in Channel if one is not Channel.both))
        if field.name == "basis":
            return ChoiceField(choices_among(Basis), typed=False)
        if field.name == "qualifier":
            return ChoiceField(choices_among(Qualifier))
        if field.name == "youth_band":
            return ChoiceField(
                [Choice(one, band_words(read_band(one))) for one in YOUTH_BANDS],
                empty=band_words(read_band("15_24")),
            )
        if field.name == "counted_on":
            return DateField(today=self._today)
        return NumberField()

    def set_around(self, around: Arounds) -> None:
        editor = self.frames["counted_on"].editor
        if isinstance(editor, DateField):
            editor.set_around(around)

    def _was_edited(self) -> None:
        sender = self.sender()
        self.edited.emit(str(sender.property("field")) if sender is not None else "")

    def show_state(self, state: CountState, *, with_channel: bool, again: bool = False) -> None:
        """Show a head count without a signal; `again`: the same one, so a field being typed in stays."""
        show = FieldFrame.bring if again else FieldFrame.set_value
        for name, frame in self.frames.items():
            text = state.texts.get(name, "")
            if not text and name in ("basis", "qualifier"):
                text = str(getattr(field_of(HeadCount, name).default, "value", ""))
            number = state.number(name) if name in NUMBERS else None
            show(frame, f"{number:,}" if number is not None else text)
            frame.clear_problem()
        self.frames["door"].setVisible(bool(state.texts.get("door")))
        self.frames["channel"].setVisible(with_channel or bool(state.texts.get("channel")))
        joined = ",".join(state.bands)
        own = joined not in ROWS
        show(self.rows, OWN_ROWS if own else joined or "usual")
        self.own_rows.setVisible(own)
        show(self.own_rows, ", ".join(band_words(read_band(one)) for one in state.bands) if own else "")

    def take(self, name: str, state: CountState) -> bool:
        """Put a changed field into the state; whether the age rows are others now."""
        if name == "rows":
            chosen = str(self.rows.value())
            self.own_rows.setVisible(chosen == OWN_ROWS)
            if chosen != OWN_ROWS:
                state.bands = tuple(one for one in chosen.split(",") if one and one != "usual")
            return chosen != OWN_ROWS
        if name == "own_rows":
            tokens, wrong = read_bands(str(self.own_rows.value()))
            if wrong:
                sentence = _(
                    "“{text}” does not match the age groups. Write it like 18–24, 36 and over, or under 15."
                )
                self.own_rows.set_problem(Severity.note, sentence.format(text=wrong))
            else:
                self.own_rows.clear_problem()
                state.bands = tokens
            return not wrong
        state.texts[name] = str(self.frames[name].value() or "")
        return False

    def show_placeholders(self, made: dict[str, int]) -> None:
        """What the cells make, in fields that are left to them."""
        for name in ("count", "women", "men", "another"):
            editor = self.frames[name].editor
            if isinstance(editor, NumberField):
                editor.setPlaceholderText(f"{made[name]:,}" if made.get(name) else "")

    def show_problems(self, problems: Sequence[Problem]) -> list[str]:
        """Colour the fields; the words of all problems, for the note beside them."""
        said: list[str] = []
        by_field = {one.field: one for one in problems}
        for name, frame in self.frames.items():
            problem = by_field.get(name)
            frame.editor.set_state(
                "" if problem is None else "error" if problem.severity is Severity.hard else "warning"
            )
        for one in problems:
            label = self.frames[one.field].name() if one.field in self.frames else ""
            said.append(with_label("" if one.message.startswith("The ") else label, one))
        return said


def row_choices() -> list[Choice]:
    """Sets of age rows that forms use, and the form's own."""
    known = [Choice(one or "usual", _rows_words(one)) for one in ROWS]
    return [*known, Choice(OWN_ROWS, _("Other age groups…"))]


def _rows_words(joined: str) -> str:
    if not joined:
        return _("In detail")
    return ", ".join(band_words(read_band(one)) for one in joined.split(","))
