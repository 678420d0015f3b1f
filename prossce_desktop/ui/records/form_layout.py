"""Which fields of a kind stand together in a form: general rules, and one small table of what comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.model.fields import Field, FieldKind, Record, fields_of
from prossce_desktop.language.messages import _

UNITS = 4
"""A row has four parts: 160 px each with gutters of 24 at the usual width."""
HALF_FROM, WHOLE_FROM = 15, 36
"""Wanted width in characters from which a field takes half a row, or a whole one."""
LONG_LABEL = 24
FEW = 4

FIRST = (
    "title", "name", "latin_name", "programme", "tier", "mode", "channel", "edition", "level", "product_type",
    "province", "start", "end",
    "place", "language", "hours", "sessions", "trainers", "threshold", "highest_score", "partners", "themes",
    "sdg_targets",
)  # fmt: skip
"""What is typed most comes first, whatever its section; all else follows in its section, as declared."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """Fields side by side with their parts of the row."""

    fields: tuple[Field, ...]
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormSection:
    """Rows under a heading; the first section has none."""

    title: str
    rows: tuple[FormRow, ...]


def units_of(field: Field) -> int:
    """How many of the four parts of a row a field wants."""
    if field.kind in (FieldKind.rows, FieldKind.long_text) or field.many or field.shown.width >= WHOLE_FROM:
        return UNITS
    wide = (
        field.shown.width >= HALF_FROM
        or len(_(field.shown.label)) > LONG_LABEL
        or field.kind is FieldKind.reference
    )
    return UNITS // 2 if wide else 1


def layout_of(record: type[Record], without: Iterable[str] = ()) -> tuple[FormSection, ...]:
    """The whole form of a kind: every declared field but `kept` and those shown elsewhere, each once."""
    left_out = {"kept", *without}
    fields = [one for one in fields_of(record) if one.name not in left_out]
    by_name = {one.name: one for one in fields}
    first = [by_name[name] for name in FIRST if name in by_name]
    if len(first) < FEW:  # a short form is one column: what belongs to the title's section follows it
        first += [one for one in fields if one not in first and one.shown.section == fields[0].shown.section]
    rest: dict[str, list[Field]] = {}
    for one in fields:
        if one not in first:
            rest.setdefault(one.shown.section, []).append(one)
    sections = [FormSection("", packed(first))] if first else []
    only_one = len(rest) == 1 and not first
    return (
        *sections,
        *(FormSection("" if only_one else title, packed(found)) for title, found in rest.items()),
    )


def packed(fields: Iterable[Field]) -> tuple[FormRow, ...]:
    """Fields in their order, as many side by side as fit."""
    rows: list[FormRow] = []
    row: list[tuple[Field, int]] = []
    for field in fields:
        units = units_of(field)
        if row and sum(one[1] for one in row) + units > UNITS:
            rows.append(_row(row))
            row = []
        row.append((field, units))
    if row:
        rows.append(_row(row))
    return tuple(rows)


def _row(row: list[tuple[Field, int]]) -> FormRow:
    return FormRow(tuple(one[0] for one in row), tuple(one[1] for one in row))
