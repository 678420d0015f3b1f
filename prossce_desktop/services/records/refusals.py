"""What stops a save, as an error, and what does not."""

from __future__ import annotations

from collections.abc import Sequence

from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.errors import (
    CodeOfSeveral,
    CodeTaken,
    OtherCountry,
    UnknownActivity,
    UnknownField,
    ValueRefused,
    ValuesRefused,
)


def without_hard(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that do not stop a save."""
    return [one for one in problems if one.severity is not Severity.hard]


def refusal(kind: str, problems: Sequence[Problem]) -> ValuesRefused:
    """The error that says the first hard problem and names its field."""
    first = next((one for one in problems if one.severity is Severity.hard), problems[0])
    values = dict(first.values)
    if first.code == "unknown-field":
        return UnknownField(kind=kind, field=first.field)
    if first.code == "not-yours":
        return OtherCountry(**values)
    if first.code == "code-taken":
        return CodeTaken(value=values["code"])
    if first.code == "code-of-several":
        return CodeOfSeveral(activity=values["value"], ids=values["ids"])
    if first.code == "unknown-activity":
        return UnknownActivity(activity=values["value"])
    return ValueRefused(field=first.field, problem=first.code, said=first.sentence)
