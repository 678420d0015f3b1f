"""What is wrong with a value, in words, beside its field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    hard = "hard"
    """Stops a save."""
    soft = "soft"
    """Asks "keep it, because ..."; the reason is kept."""
    note = "note"
    """Only said: nothing to keep, nothing to cure now."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one field.

    `message` is an English sentence with {names} from `values`, translated by whoever shows it;
    `cure` is the value that would likely cure it, if there is one. `beside` are the other values that a soft problem
    compares its field with; `of` notes all of them, so that a reason covers these values and no others (kept.py).
    """

    field: str
    code: str
    message: str
    severity: Severity = Severity.hard
    values: tuple[tuple[str, str], ...] = ()
    cure: str | None = None
    beside: tuple[object, ...] = ()
    of: str = ""

    @property
    def sentence(self) -> str:
        """The message in English with its values put in."""
        text = self.message
        for name, value in self.values:
            text = text.replace("{" + name + "}", value)
        return text


def hard(found: list[Problem]) -> list[Problem]:
    """Those that stop a save."""
    return [one for one in found if one.severity is Severity.hard]
