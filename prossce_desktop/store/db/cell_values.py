"""How a declared field lies in the base: the way between JSON's types and the base's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import lru_cache, partial

from prossce_desktop.domain.model.fields import FieldKind, stored_fields
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.operation import REMOVED, Plain

Cell = str | int | float | bytes | None
"""A value as the base holds it."""


def json_text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@lru_cache
def _are_json(kind: str) -> frozenset[str]:
    return frozenset(one.name for one in stored_fields(KINDS[kind]) if one.many or one.kind is FieldKind.rows)


@lru_cache
def _are_bool(kind: str) -> frozenset[str]:
    return frozenset(
        one.name for one in stored_fields(KINDS[kind]) if one.kind is FieldKind.yes_no and not one.many
    )


@lru_cache
def _are_number(kind: str) -> frozenset[str]:
    return frozenset(
        one.name for one in stored_fields(KINDS[kind]) if one.kind is FieldKind.number and not one.many
    )


def to_cell(kind: str, name: str) -> Callable[[Plain], Cell] | None:
    """How JSON's value becomes the base's; None where they are the same."""
    if name in _are_json(kind):
        return lambda value: None if value is None else json_text(value)
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


def from_cell(kind: str, name: str) -> Callable[[Cell], Plain]:
    """`to_plain` of one field, for many values."""
    changed = _are_json(kind) | _are_bool(kind) | _are_number(kind)
    return partial(to_plain, kind, name) if name in changed else _unless_bytes


def _unless_bytes(cell: Cell) -> Plain:
    return None if isinstance(cell, bytes) else cell


def as_day(text: str | None) -> dt.date | None:
    """A stored day."""
    return None if text is None else dt.date.fromisoformat(text)
