"""A stored value as a person reads it: labels, names of references, dates and numbers in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from prossce_desktop.domain.model.codes import Token
from prossce_desktop.domain.model.fields import Field, FieldKind, field_of, fields_of
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reference import code_lists
from prossce_desktop.services.records.record_names import name_of
from prossce_desktop.store.queries.reading import Reading, Stored

LONGEST = 80
"""Of a long text so much stands in a sentence."""


def field_named(kind: str, name: str) -> Field | None:
    """The declared field of a kind, None where this version does not know it."""
    try:
        return field_of(KINDS[kind], name)
    except KeyError:
        return None


def words(
    reading: Reading | None,
    field: Field,
    value: object,
    names: dict[int, str] | None = None,
    *,
    of: int | None = None,
) -> str:
    """The value in words; "" for nothing. `names`: names looked up before; `of`: whose value it is."""
    if value is None or value in ((), [], ""):
        return ""
    if field.name == "phone" and reading is not None:
        return formatting.phone(str(value), country_of(reading, of))
    if field.many:
        return _many(reading, field, value, names)
    return _one(reading, field, value, names)


def _many(reading: Reading | None, field: Field, value: object, names: dict[int, str] | None) -> str:
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if field.kind is FieldKind.rows:
        return "; ".join(row_words(field, one) for one in parts)
    if len(parts) > 12:
        return ngettext_("{n} value", "{n} values", len(parts)).format(n=len(parts))
    return ", ".join(_one(reading, field, one, names) for one in parts)


def row_words(field: Field, row: object) -> str:
    """One session or tier on a line: 18 Nov 2024, 6, registration of employers."""
    values = row if isinstance(row, Mapping) else getattr(row, "__dict__", {})
    shown = [words(None, one, values.get(one.name)) for one in fields_of(field.type)]
    return ", ".join(one for one in shown if one)


def _one(reading: Reading | None, field: Field, value: object, names: dict[int, str] | None) -> str:
    match field.kind:
        case FieldKind.yes_no:
            return _("Yes") if value else _("No")
        case FieldKind.choice:
            return token_words(field, value)
        case FieldKind.code:
            return _(code_lists.names(field.shown.codes or "").get(str(value), str(value)))
        case FieldKind.date | FieldKind.partial_date:
            return _date(value)
        case FieldKind.whole | FieldKind.number if isinstance(value, int | float):
            return formatting.number(value)
        case FieldKind.reference:
            return reference_words(reading, value, names)
        case _:
            text = " ".join(str(value).split())
            return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def token_words(field: Field, value: object) -> str:
    """The label of a token of the field's class; a token of a newer version as it is."""
    known: dict[str, Token] = {str(one.value): one for one in field.choices}
    token = known.get(str(value))
    return _(token.label) if token is not None else str(value)


def _date(value: object) -> str:
    return formatting.partial_day(value.isoformat() if isinstance(value, dt.date) else str(value))


def country_of(reading: Reading, record: int | None) -> str:
    """The country of a record's phone numbers: its own, its person's or activity's, else the laptop's."""
    stored = reading.find(record) if record is not None else None
    for name in ("person", "activity"):
        if stored is not None and isinstance(target := getattr(stored.value, name, None), int):
            stored = reading.find(target)
    return (
        str(getattr(stored.value, "country", None) or "") if stored is not None else reading.identity.country
    )


def title_with_activity(reading: Reading, stored: Stored, names: dict[int, str]) -> str:
    """What a record is called, and after it the activity that it is a part of; else what it is."""
    activity = None if stored.kind in ACTIVITY_KINDS else getattr(stored.value, "activity", None)
    of = reference_words(reading, activity, names) if activity is not None else ""
    return " · ".join(one for one in (name_of(reading, stored), of) if one) or _(KINDS[stored.kind].LABEL)


def reference_words(reading: Reading | None, value: object, names: dict[int, str] | None = None) -> str:
    """The name of the record that is pointed to; its number where it is not here."""
    number = int(str(value))
    if names is not None and number in names:
        return names[number]
    found = str(number)
    stored = reading.find(number) if reading is not None else None
    if stored is not None:
        for name in ("title", "name", "latin_name"):
            text = getattr(stored.value, name, None)
            if text:
                found = str(text)
                break
    if names is not None:
        names[number] = found
    return found
