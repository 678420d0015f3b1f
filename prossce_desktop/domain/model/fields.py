"""A field is declared once: type, limits and how it is shown stand together on the record's class.

`fields_of(Training)` gives everything a form, a list, an import, a workbook and a page need to know.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, ClassVar

import annotated_types
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.fields import FieldInfo

from prossce_desktop.domain.model.codes import Token
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.translatable import N_

Draft = Mapping[str, object]
"""What was typed so far: field name to text or value; a record need not be possible yet."""

PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"

ANY_RECORD = "record"
"""In `FieldDisplay.refers`: the field may point to a record of any kind."""


@dataclass(frozen=True, slots=True)
class FieldDisplay:
    """How a field looks to a person, wherever it appears."""

    label: str
    width: int = 16
    """Wanted width in characters, in forms, lists, sheets and pages."""
    section: str = ""
    help: str = ""
    personal: bool = False
    """Stands in the personal part of an operation; never leaves the country at share level `codes`."""
    long: bool = False
    pinned: bool = False
    """Keeps its value for the next record, if the officer wants so."""
    codes: str | None = None
    """Name of the code list under resources/codes that its value comes from."""
    refers: tuple[str, ...] = ()
    """Kinds of record that its value (an id) may point to."""
    unit: str = ""
    tuple_of: str = ""
    """For rows typed on one line each: the form of a line, `DATE/HOURS`."""
    only_if: Callable[[Draft], bool] | None = None
    listed: bool = True
    """Shown in lists and exports of its kind."""
    worked: bool = False
    """Worked out by the program and stored with what it follows from: never typed, asked about, or taken back by itself."""


class FieldKind(StrEnum):
    text = "text"
    long_text = "long_text"
    whole = "whole"
    number = "number"
    yes_no = "yes_no"
    date = "date"
    partial_date = "partial_date"
    choice = "choice"
    code = "code"
    reference = "reference"
    rows = "rows"
    """A tuple of small values (sessions, tiers)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One declared field of one record kind."""

    name: str
    shown: FieldDisplay
    kind: FieldKind
    type: type
    """The Python type of one value: str, int, float, bool, date, a Token class or a Row class."""
    required: bool
    default: object
    many: bool
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    pattern: str | None = None

    @property
    def choices(self) -> tuple[Token, ...]:
        """The tokens it may have, in their order; empty where it is no choice."""
        return tuple(self.type) if self.kind is FieldKind.choice else ()  # type: ignore[arg-type]

    def relevant(self, draft: Draft) -> bool:
        """Whether the field means anything for this draft (an online link of a meeting in person does not)."""
        return self.shown.only_if is None or self.shown.only_if(draft)


class Value(BaseModel):
    """A frozen value; unknown fields are refused. What validates a kind is built when its first value is made, not at the start."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False, ser_json_inf_nan="null", defer_build=True)


class NestedRow(Value):
    """A small value inside a record: a session, a tier."""

    LABEL: ClassVar[str] = N_("Row {number}")


class AcceptedDoubt(NestedRow):
    """A soft problem that a person looked at and kept, with the reason."""

    field: str
    code: str
    reason: Annotated[str, StringConstraints(max_length=300)]
    of: str | None = None
    """The value it was kept for, as `Problem.of` notes it."""


class Record(Value):
    """What every record kind has."""

    KIND: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    """One plain sentence for a kind whose name is a word of the project."""
    PLURAL: ClassVar[str] = ""
    TOGETHER: ClassVar[tuple[str, ...]] = ()
    """Fields that are one value: whoever sets one of them sets all, so that two simultaneous edits never mix."""

    kept: Annotated[tuple[AcceptedDoubt, ...], FieldDisplay(N_("Reason for keeping the value"), 24, personal=True, listed=False)] = ()
    """A reason is free text, and the value it is for may say who."""

    def problems(self) -> list[Problem]:
        """What is wrong with this value by the rules of its kind, hard and soft; never raises."""
        return []


@lru_cache
def stored_fields(record: type[Value]) -> tuple[Field, ...]:
    """Every field a record kind is stored with, in the order of declaration, `kept` last; those worked out by the program among them."""
    found = [_field(name, info) for name, info in record.model_fields.items()]
    return tuple(sorted(found, key=lambda one: one.name == "kept"))


def id_of(typed: object) -> int | None:
    """The number of a record as typed or stored; None for words, and for numbers that no record can have."""
    text = str(typed if typed is not None else "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 19 else None
    return number if number is not None and number < 2**63 else None


def references_of(record: type[Value]) -> tuple[Field, ...]:
    """The fields that name another record."""
    return tuple(one for one in fields_of(record) if one.kind is FieldKind.reference)


@lru_cache
def fields_of(record: type[Value]) -> tuple[Field, ...]:
    """The fields of a record kind that a person gives, in the order of declaration, `kept` last."""
    return tuple(one for one in stored_fields(record) if not one.shown.worked)


@lru_cache
def worked_fields(record: type[Value]) -> frozenset[str]:
    """The names of the fields that the program works out."""
    return frozenset(one.name for one in stored_fields(record) if one.shown.worked)


def field_of(record: type[Value], name: str) -> Field:
    """One field by its name; raises KeyError for an unknown one."""
    return {one.name: one for one in fields_of(record)}[name]


def _field(name: str, info: FieldInfo) -> Field:
    shown = next((one for one in info.metadata if isinstance(one, FieldDisplay)), None)
    if shown is None:
        shown = FieldDisplay(name.replace("_", " ").capitalize())
    inner, many = _inner(info.annotation)
    limits = _limits(info)
    return Field(
        name=name,
        shown=shown,
        kind=_kind(inner, shown, limits.get("pattern")),
        type=inner,
        required=info.is_required(),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        many=many,
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        max_length=limits.get("max_length"),
        pattern=limits.get("pattern"),
    )


def _inner(annotation: Any) -> tuple[type, bool]:
    """The type of one value, and whether there are many: `tuple[Theme, ...] | None` gives (Theme, True)."""
    if typing.get_origin(annotation) is Annotated:
        return _inner(typing.get_args(annotation)[0])
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return _inner(next(one for one in typing.get_args(annotation) if one is not types.NoneType))
    if typing.get_origin(annotation) is tuple:
        return _inner(typing.get_args(annotation)[0])[0], True
    return annotation, False


def _kind(inner: type, shown: FieldDisplay, pattern: str | None) -> FieldKind:
    if shown.refers:
        return FieldKind.reference
    if shown.codes:
        return FieldKind.code
    if issubclass(inner, Token):
        return FieldKind.choice
    if issubclass(inner, NestedRow):
        return FieldKind.rows
    if inner is str:
        if pattern == PARTIAL_DATE:
            return FieldKind.partial_date
        return FieldKind.long_text if shown.long else FieldKind.text
    plain = {bool: FieldKind.yes_no, int: FieldKind.whole, float: FieldKind.number, dt.date: FieldKind.date}
    return plain[inner]


def _limits(info: FieldInfo) -> dict[str, Any]:
    """Limits wherever they stand: on the field, or inside `tuple[...]` and `| None`."""
    found: dict[str, Any] = {}
    for one in [*info.metadata, *_nested(info.annotation)]:
        match one:
            case annotated_types.Ge(ge=value):
                found.setdefault("minimum", value)
            case annotated_types.Le(le=value):
                found.setdefault("maximum", value)
            case annotated_types.MaxLen(max_length=value):
                found.setdefault("max_length", value)
            case StringConstraints(max_length=longest, pattern=pattern):
                if longest is not None:
                    found.setdefault("max_length", longest)
                if pattern is not None:
                    found.setdefault("pattern", pattern)
            case _ if (pattern := getattr(one, "pattern", None)) is not None:
                found.setdefault("pattern", pattern)
    return found


def _nested(annotation: Any) -> list[Any]:
    if typing.get_origin(annotation) is Annotated:
        first, *rest = typing.get_args(annotation)
        spread = [deep for one in rest for deep in (one.metadata if isinstance(one, FieldInfo) else [one])]
        return [*spread, *_nested(first)]
    return [one for part in typing.get_args(annotation) for one in _nested(part)]
