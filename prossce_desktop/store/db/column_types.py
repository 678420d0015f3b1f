"""The column of a declared field: its type in the base, and where it points."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from prossce_desktop.domain.model.fields import Field, FieldKind
from prossce_desktop.store.db.cell_values import json_text
from prossce_desktop.store.db.table_names import refers_to

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
        return None if value is None else json_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def column_of(field: Field) -> sa.Column[Any]:
    """The column of a declared field. Personal values may be withheld, so their columns are nullable."""
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
    table = refers_to(field)
    return () if table is None else (sa.ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"),)
