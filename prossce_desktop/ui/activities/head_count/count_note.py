"""What a head count says about itself: how many are placed, contradictions, quick answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.theme import restyle
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row


def second_words(first: int, second: int) -> tuple[str, str]:
    """What is said and asked of two head counts of one channel and day."""
    said = _("{first} and {second} are head counts of the same channel and day.")
    asked = _("Are the same people in both counts, or was each count made at a different door?")
    return said.format(first=formatting.number(first), second=formatting.number(second)), asked


def replace_words(first: int, second: int) -> str:
    return _("Replace {first} with {second}").format(
        first=formatting.number(first), second=formatting.number(second)
    )


def both_counted_words() -> str:
    return _("Add both: two doors")


class CountNote(QFrame):
    """One note of one or two sentences and at most one button."""

    place = Signal()
    empty_total = Signal()
    correct = Signal()
    """The same people were counted again."""
    both_counted = Signal()
    """Both count, each at its own door."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "note")
        self.first = Label("", "caption", "warning", wraps=True)
        self._second = Label("", "caption", "warning", wraps=True)
        self.button = Button("", clicked=self._pressed)
        self._does = self.place
        self.second_button = Button("", clicked=self.both_counted)
        in_row(
            (in_column(self.first, self._second, spacing=2), 1), self.button, self.second_button, into=self,
            margins=(14, 7, 8, 7), spacing=12,
        )  # fmt: skip
        self.hide()

    def _pressed(self) -> None:
        self._does.emit()

    def say_wrong(self, sentence: str, *, can_empty: bool) -> None:
        self._tone("error", sentence, "")
        self._does = self.empty_total
        self.button.setVisible(can_empty)
        self.button.set_words(_("Use the sum of the table as total"))
        self.show()

    def say_placed(self, placed: int, total: int, *, has_cells: bool) -> None:
        """How many of the total stand in cells; nothing where all do, or where only a total was given."""
        rest = total - placed
        if not has_cells or rest <= 0:
            self.hide()
            return
        first = _("The table adds up to {made} of {total}.").format(
            made=formatting.number(placed), total=formatting.number(total)
        )
        second = numbered("Enter the other {n}, or put it "
            "under “Not recorded”.", "Enter the other {n}, or put them under "
                                                                    "“Not recorded”.", rest)  # fmt: skip
        self._tone("warning", first, second)
        self._does = self.place
        self.button.set_words(_("Put {n} under “Not recorded”").format(n=formatting.number(rest)))
        self.button.show()
        self.show()

    def say_second(self, first: int, second: int) -> None:
        """Two counts of the same: nobody said whether they are of the same people."""
        self._tone("warning", *second_words(first, second))
        self._does = self.correct
        self.button.set_words(replace_words(first, second))
        self.button.show()
        self.second_button.set_words(both_counted_words())
        self.second_button.show()
        self.show()

    def sentence(self) -> str:
        """What it says; "" where it says nothing."""
        return "" if self.isHidden() else self.first.text()

    def _tone(self, tone: str, first: str, second: str) -> None:
        restyle(self, "tone", tone)
        self.second_button.hide()
        self.first.set_tone("error" if tone == "error" else "warning")
        self.first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(f"{first} {second}".strip())
