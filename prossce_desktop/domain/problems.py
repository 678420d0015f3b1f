"""What is wrong with a value, in words, beside its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.translatable import N_


class Severity(StrEnum):
    hard = "hard"
    """Stops a save."""
    soft = "soft"
    """Asks "keep it, because ..."; the reason is kept."""
    note = "note"
    """Only said: nothing to keep, nothing to cure now."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a small grid inside a form: row 2 of the sessions, their hours."""

    row: int
    """From 1."""
    cell: str
    """The field of the row."""
    label: str
    """What the field is called."""
    row_label: str
    """What a row is called: `Session {number}`."""

    def sentence(self, message: str, text: str, translated: Callable[[str], str]) -> str:
        """A sentence after its row and cell; `text`: `message` in words, which may name the cell itself."""
        row = translated(self.row_label).replace("{number}", str(self.row))
        if "{label}" in message:
            return (
                translated(N_("{row}: {sentence}")).replace("{row}", row).replace("{sentence}", within(text))
            )
        whole = translated(N_("{row}, {cell}: {sentence}")).replace("{row}", row)
        return whole.replace("{cell}", within(translated(self.label))).replace("{sentence}", text)


def within(words: str) -> str:
    """Words as they stand inside a sentence: without the capital of a beginning."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one field.
    `message`: an English sentence with {names} from `values`, translated by whoever shows it; `cure`: a value
    that would likely cure it. `beside`: the other values a soft problem compares its field with; `of` notes
    all, so that a reason covers these values and no others (accepted_doubts.py).
    """

    field: str
    code: str
    message: str
    severity: Severity = Severity.hard
    values: tuple[tuple[str, str], ...] = ()
    cure: str | None = None
    beside: tuple[object, ...] = ()
    of: str = ""
    place: GridCell | None = None
    """Which cell it is, in a field of rows."""

    @property
    def sentence(self) -> str:
        """The message in English with its values put in."""
        text = self.message
        for name, value in self.values:
            text = text.replace("{" + name + "}", value)
        return text if self.place is None else self.place.sentence(self.message, text, str)

    @property
    def names_its_field(self) -> bool:
        """Whether the sentence says by itself which field it is about."""
        return "{label}" in self.message


def hard(found: list[Problem]) -> list[Problem]:
    """Those that stop a save."""
    return [one for one in found if one.severity is Severity.hard]
