"""Values that must be given and are not here: they stay in their country, and the record is good without them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TypeVar

from prossce_desktop.domain.model.fields import Record, fields_of

R = TypeVar("R", bound=Record)

_STANDS_FOR = "?"
"""What a withheld text is while the rest is validated."""


@lru_cache
def required_personal_fields(record: type[Record]) -> frozenset[str]:
    """The personal fields without which no record of the kind is made: a story's title."""
    return frozenset(one.name for one in fields_of(record) if one.shown.personal and one.required)


def read_with_withheld(record: type[R], values: Mapping[str, object], withheld: Collection[str]) -> R:
    """The value of these fields, where those of `withheld` that must be given may be missing: None then. Raises ValidationError."""
    if not (needed := required_personal_fields(record)):  # of every row that is read: nothing more is done than before
        return record.model_validate(values)
    missing = [name for name in needed if name in withheld and values.get(name) is None]
    made = record.model_validate({**values, **dict.fromkeys(missing, _STANDS_FOR)})
    return made.model_copy(update=dict.fromkeys(missing)) if missing else made


def missing_personal_fields(value: Record | None) -> frozenset[str]:
    """The personal fields of a saved record that have no value here: withheld, or never given."""
    if value is None:
        return frozenset()
    return frozenset(one.name for one in fields_of(type(value)) if one.shown.personal and getattr(value, one.name) is None)
