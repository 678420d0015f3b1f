"""How a declared field lies in the base: its column type, and the way between JSON's types and the base's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from prossce_desktop.domain.fields import Field, FieldKind, fields_of
from prossce_desktop.domain.kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.domain.operation import REMOVED, Plain

Cell = str | int | float | bytes | None
"""A value as the base holds it."""

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""Only the word INTEGER makes a key the row's own number in SQLite; elsewhere 63 bits need BIGINT."""


class TokenText(sa.types.TypeDecorator[str]):
    """A token by its text, never by its Python name."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(getattr(value, "value", value))


class JsonText(sa.types.TypeDecorator[Any]):
    """A tuple of values or rows as canonical JSON."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def column_of(field: Field) -> sa.Column[Any]:
    """The column of a declared field. Personal values may be withheld, so their columns take nothing as well."""
    needed = field.required and not field.shown.personal
    return sa.Column(field.name, _type(field), *_target(field), nullable=not needed)


def _type(field: Field) -> sa.types.TypeEngine[Any]:
    if field.many or field.kind is FieldKind.rows:
        return JsonText()
    match field.kind:
        case FieldKind.choice:
            return TokenText()
        case FieldKind.reference:
            return ID
        case FieldKind.whole:
            return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        case FieldKind.number:
            return sa.Float()
        case FieldKind.yes_no:
            return sa.Boolean()
        case FieldKind.date:
            return sa.Date()
        case _:
            return sa.Text()


def _target(field: Field) -> tuple[sa.ForeignKey, ...]:
    if not field.shown.refers:
        return ()
    kinds = field.shown.refers
    table = "activity" if kinds[0] in ACTIVITY_KINDS else kinds[0]
    return (sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@lru_cache
def _are_json(kind: str) -> frozenset[str]:
    return frozenset(one.name for one in fields_of(KINDS[kind]) if one.many or one.kind is FieldKind.rows)


@lru_cache
def _are_bool(kind: str) -> frozenset[str]:
    return frozenset(one.name for one in fields_of(KINDS[kind]) if one.kind is FieldKind.yes_no and not one.many)


@lru_cache
def _are_number(kind: str) -> frozenset[str]:
    return frozenset(one.name for one in fields_of(KINDS[kind]) if one.kind is FieldKind.number and not one.many)


def to_cell(kind: str, name: str) -> Callable[[Plain], Cell] | None:
    """How JSON's value becomes the base's; None where they are the same."""
    if name in _are_json(kind):
        return lambda value: None if value is None else _text(value)
    if name in _are_bool(kind) or name == REMOVED:
        return lambda value: None if value is None else int(value)  # type: ignore[arg-type]
    return None


def cells(kind: str, name: str, column: list[Plain]) -> list[Cell]:
    """A whole column at once."""
    way = to_cell(kind, name)
    return column if way is None else [way(one) for one in column]  # type: ignore[return-value]


def to_plain(kind: str, name: str, cell: Cell) -> Plain:
    """The base's value as it stands in JSON."""
    if cell is None or isinstance(cell, bytes):
        return None
    if name in _are_json(kind):
        found: Plain = json.loads(str(cell))
        return found
    if name in _are_bool(kind):
        return bool(cell)
    if isinstance(cell, float) and cell.is_integer() and name in _are_number(kind):
        return int(cell)
    return cell


def as_day(text: str | None) -> dt.date | None:
    """A stored day."""
    return None if text is None else dt.date.fromisoformat(text)
