"""Sessions, tiers and reasons: small rows typed as one line each, or as a dict from a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pydantic import ValidationError

from prossce_desktop.domain.model.fields import Field, FieldKind, NestedRow, fields_of
from prossce_desktop.domain.problems import GridCell, Problem, Severity
from prossce_desktop.domain.translatable import N_

Reader = Callable[[Field, object], tuple[object, list[Problem]]]
"""Reads one cell; passed in so that this module and `typed` do not import each other."""


def read_row(field: Field, typed: object, read_field: Reader) -> tuple[object, list[Problem]]:
    """One row: `2025-05-01/6` by the form named in the declaration, or a mapping of its fields."""
    if isinstance(typed, NestedRow):
        return typed, []
    names = [one.name for one in fields_of(field.type)]
    parts = dict(typed) if isinstance(typed, Mapping) else dict(zip(names, str(typed).split("/"), strict=False))
    return _from_parts(field, typed, parts, read_field)


def missing(field: Field) -> Problem:
    """A value that must be there is not."""
    return Problem(field.name, "empty", N_("{label} is needed."), values=(("label", field.shown.label),))


def in_row(problem: Problem, number: int) -> Problem:
    """The same problem, of a row with this number."""
    return problem if problem.place is None else replace(problem, place=replace(problem.place, row=number))


def _in_its_cell(field: Field, cell: Field, problem: Problem) -> Problem:
    row_label = field.type.LABEL if issubclass(field.type, NestedRow) else NestedRow.LABEL
    return replace(problem, field=field.name, place=GridCell(0, cell.name, cell.shown.label, row_label), cure=None)


def _from_parts(field: Field, typed: object, parts: Mapping[str, object], read_field: Reader) -> tuple[object, list[Problem]]:
    values: dict[str, object] = {}
    stops: list[Problem] = []
    for one in fields_of(field.type):
        value, problems = read_field(one, parts.get(one.name))
        stops += [_in_its_cell(field, one, problem) for problem in problems if problem.severity is Severity.hard]
        if value is not None and value != ():
            values[one.name] = value
    if stops:
        return None, stops
    try:
        return field.type(**values), []
    except ValidationError:
        empty = next((one for one in fields_of(field.type) if one.required and one.name not in values), None)
        if empty is not None and isinstance(typed, Mapping):
            return None, [_in_its_cell(field, empty, missing(empty))]
        sentence = N_("“{value}” is not in the right form. Write it like {form}.")
        shown = (("value", "/".join(str(one) for one in parts.values())[:60]), ("form", field.shown.tuple_of or FieldKind.text))
        return None, [Problem(field.name, "not-a-row", sentence, values=shown)]
