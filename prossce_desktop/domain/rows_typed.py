"""Sessions, tiers and reasons: small rows typed as one line each, or as a dict from a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import ValidationError

from prossce_desktop.domain.fields import Field, FieldKind, Row, fields_of
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.words import N_

Reader = Callable[[Field, object, Mapping[str, Callable[[str], str | None]]], tuple[object, list[Problem]]]
"""`typed.read_field`, passed in so that the two modules do not import each other."""


def read_row(field: Field, typed: object, read_field: Reader) -> tuple[object, list[Problem]]:
    """One row: `2025-05-01/6` by the form named in the declaration, or a mapping of its fields."""
    if isinstance(typed, Row):
        return typed, []
    names = [one.name for one in fields_of(field.type)]
    parts = dict(typed) if isinstance(typed, Mapping) else dict(zip(names, str(typed).split("/"), strict=False))
    return _from_parts(field, parts, read_field)


def _from_parts(field: Field, parts: Mapping[str, object], read_field: Reader) -> tuple[object, list[Problem]]:
    values: dict[str, object] = {}
    for one in fields_of(field.type):
        value, problems = read_field(one, parts.get(one.name), {})
        stops = [problem for problem in problems if problem.severity is Severity.hard]
        if stops:
            return None, [Problem(field.name, problem.code, problem.message, problem.severity, problem.values) for problem in stops]
        if value is not None and value != ():
            values[one.name] = value
    try:
        return field.type(**values), []
    except ValidationError:
        sentence = N_("“{value}” is not of the form {form}.")
        shown = (("value", "/".join(str(one) for one in parts.values())[:60]), ("form", field.shown.tuple_of or FieldKind.text))
        return None, [Problem(field.name, "not-a-row", sentence, values=shown)]
