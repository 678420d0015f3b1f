"""The columns of a list sheet, made from the declarations: a new field of a record appears by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

from prossce_desktop.domain.model.codes import Token
from prossce_desktop.domain.model.fields import Field, FieldKind, NestedRow, Record, Value, fields_of
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists
from prossce_desktop.reports.workbook.excel_cells import CellValue

Named = Callable[[int], str | None]
"""From the id of a record to its code or name; None where it is not known."""
Values = Value | Mapping[str, object]
"""A record, or its values by field name."""

NOT_APPLICABLE = N_("n/a")
"""Stands where a question does not apply; an empty cell is one that nobody answered."""
NAMES = frozenset({"name", "latin_name"})
"""The personal fields that `--personal names` lets out; `all` lets out every one."""
NARROWEST, WIDEST, LONG_LABEL = 9, 56, 24


class CellKind(Enum):
    """How a column's cells look."""

    text = "text"
    long = "long"
    count = "count"
    number = "number"
    rate = "rate"
    day = "day"

    @property
    def is_figure(self) -> bool:
        """Whether an empty cell is a number that nobody recorded."""
        return self in (CellKind.count, CellKind.number, CellKind.rate)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading (translated), width in characters, kind, and the field it was made from."""

    title: str
    width: int = 16
    kind: CellKind = CellKind.text
    personal: bool = False
    key: str = ""
    """Name of the field, with which `row_of` finds the value."""
    field: Field | None = None
    record: str = ""
    """Kind of the record that the value is taken from."""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet that is one table. `rows`: cell values (see `row_of`), read once, a row at a time."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Any]]
    about: str = ""
    """What it is, one line under the title."""
    pinned: int = 1
    """How many columns stay in sight when scrolling sideways."""
    name: str = ""
    """Name of the table for formulas; letters and digits of ASCII."""
    count: int = 0
    """How many rows will come, where known: for the progress only."""
    hides_empty: bool = True
    """Columns without a single value are hidden."""
    hatches: bool = True
    """Empty number cells are hatched: not recorded."""
    ends: tuple[str, str] | None = None
    """Keys of the two columns that are the ends of a range."""
    personal: bool = False
    """It was asked to hold personal data, and says so."""
    reads: tuple[Callable[[Any], CellValue], ...] = ()
    """How a stored value of each column becomes a cell, for long lists; each value is converted once."""

    def cells_of(self, row: Sequence[Any]) -> tuple[CellValue, ...]:
        """One of `rows` as cells."""
        if self.reads:
            return tuple([read(value) for read, value in zip(self.reads, row, strict=True)])
        return tuple(row)


def columns_of(
    record: type[Record], personal: str = PersonalData.none, *, without: Iterable[str] = ()
) -> tuple[SheetColumn, ...]:
    """The columns of a record kind, as declared. `personal`: none, names, or all personal fields."""
    left_out = frozenset(without)
    fields = (one for one in fields_of(record) if one.shown.listed and one.name not in left_out)
    return tuple(_column(one, record.KIND) for one in fields if _allowed(one, personal))


def row_of(
    columns: Iterable[SheetColumn], values: Values, named: Named | None = None
) -> tuple[CellValue, ...]:
    """The cell values of one record; columns that are made from no field stay empty."""
    get = _getter(values)
    return tuple(None if one.field is None else cell_value(one.field, get(one.key), named) for one in columns)


def words_of(field: Field, named: Named | None = None) -> Callable[[Any], CellValue]:
    """Cells of one field's JSON values; remembers labels of tokens and codes in the present language."""
    if not field.many and field.kind in (
        FieldKind.text,
        FieldKind.long_text,
        FieldKind.whole,
        FieldKind.number,
    ):
        return as_it_is
    if not field.many and field.kind in (FieldKind.date, FieldKind.partial_date):
        return _day_if_text

    def words(value: object) -> CellValue:
        return cell_value(field, value, named)

    is_of_few = not field.many and field.kind in (FieldKind.choice, FieldKind.code, FieldKind.yes_no)
    return cache(words) if is_of_few else words


def as_it_is(value: Any) -> CellValue:
    """What `words_of` is for a field whose values are cells already."""
    return value  # type: ignore[no-any-return]


def cell_value(field: Field, value: object, named: Named | None = None) -> CellValue:
    """A record's value for a cell: labels, Yes and No, real dates and numbers; many joined by `; `."""
    if value is None or value == ():
        return None
    if field.many and isinstance(value, (tuple, list)):
        return "; ".join(_as_text(_single_value(field, each, named)) for each in value)
    return _single_value(field, value, named)


def distinct(columns: Sequence[SheetColumn], labels: Mapping[str, str]) -> tuple[SheetColumn, ...]:
    """The columns with unique headings: a second one names its record (`labels` by kind)."""
    taken: set[str] = set()
    found = []
    for one in columns:
        title, n = one.title, 2
        if title.casefold() in taken and one.record in labels:
            title = f"{one.title} ({_(labels[one.record])})"
        while title.casefold() in taken:
            title, n = f"{one.title} {n}", n + 1
        taken.add(title.casefold())
        found.append(one if title == one.title else replace(one, title=title))
    return tuple(found)


def _column(field: Field, record: str) -> SheetColumn:
    title = _(field.shown.label)
    if field.shown.unit == "%":
        title = f"{title}, %"
    if field.shown.personal:
        title = _("{heading} (personal)").format(heading=title)
    longest = max((len(word) for word in title.split()), default=0)
    labels = min(max((len(_(one.label)) for one in field.choices), default=0), LONG_LABEL)
    width = min(max(field.shown.width + 2, longest + 3, labels + 2, NARROWEST), WIDEST)
    return SheetColumn(title, width, _kind(field), field.shown.personal, field.name, field, record)


def _kind(field: Field) -> CellKind:
    """What a person typed wraps, so that it is never cut off; words of ours are short."""
    kinds = {
        FieldKind.whole: CellKind.count,
        FieldKind.number: CellKind.number,
        FieldKind.date: CellKind.day,
        FieldKind.partial_date: CellKind.day,
        FieldKind.yes_no: CellKind.text,
    }
    if field.kind is FieldKind.choice and all(len(_(one.label)) <= LONG_LABEL for one in field.choices):
        kinds[FieldKind.choice] = CellKind.text
    return CellKind.long if field.many else kinds.get(field.kind, CellKind.long)


def _allowed(field: Field, personal: str) -> bool:
    return (
        personal == PersonalData.all
        or not field.shown.personal
        or (personal == PersonalData.names and field.name in NAMES)
    )


def _getter(values: Values) -> Callable[[str], object]:
    if isinstance(values, Mapping):
        return values.get
    return lambda name: getattr(values, name, None)


def _single_value(field: Field, value: object, named: Named | None) -> CellValue:
    if isinstance(value, NestedRow):
        return _row(value)
    if field.kind is FieldKind.choice:
        return _label(field.type, value)
    if field.kind is FieldKind.code:
        return _(code_lists.names(field.shown.codes or "").get(str(value), str(value)))
    if field.kind is FieldKind.reference and isinstance(value, int):
        return (named(value) if named else None) or str(value)
    if field.kind is FieldKind.yes_no:
        return _("Yes") if value else _("No")
    if field.kind in (FieldKind.date, FieldKind.partial_date) and isinstance(value, str):
        return _day(value)
    return value if isinstance(value, (str, int, float, dt.date)) else str(value)


def _label(kind: type, value: object) -> str:
    """The words of a token; a token of a newer program stands as it is."""
    try:
        token = kind(value)
    except ValueError:
        return str(value)
    return _(token.label) if isinstance(token, Token) else str(token)


def _day(text: str) -> CellValue:
    """A whole day as a date; a month or a year as it was typed."""
    if len(text) < len("2024-01-01"):
        return text
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def _day_if_text(value: CellValue) -> CellValue:
    return _day(value) if isinstance(value, str) else value


def _row(value: NestedRow) -> str:
    """A small value in words: 5 May 2025, 6, Interviewing."""
    parts = (cell_value(one, getattr(value, one.name)) for one in fields_of(type(value)))
    return ", ".join(_as_text(one) for one in parts if one is not None)


def _as_text(value: CellValue) -> str:
    if isinstance(value, dt.date):
        return formatting.short_day(value)
    if isinstance(value, float):
        return formatting.number(value)
    return "" if value is None else str(value)
