"""What was understood of a value that somebody typed, pasted or sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, Never, TypeVar

from prossce_desktop.domain.problems import Problem, Severity

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Understood(Generic[T_co]):
    """A value (`None`: not recorded, or not understood) and what is wrong with it, in words."""

    value: T_co | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def fine(self) -> bool:
        """Nothing was wrong (an empty cell is fine)."""
        return not self.problems


def refused(
    field: str, code: str, message: str, severity: Severity = Severity.hard, cure: str | None = None,
    **values: object,
) -> Understood[Never]:  # fmt: skip
    """No value, and why: `values` stand in the {names} of the sentence."""
    said = tuple((name, str(value)) for name, value in values.items())
    return Understood(None, (Problem(field, code, message, severity, said, cure),))


def softened(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, none hard: in a list an unreadable value is left empty, with a message."""
    return tuple(
        replace(one, severity=Severity.soft) if one.severity is Severity.hard else one for one in problems
    )
