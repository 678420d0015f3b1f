"""Which fields may stand in a file that was not asked to hold personal data (exchange.md: what may leave the country)."""

from __future__ import annotations

from prossce_desktop.domain.fields import Field, FieldKind, Record, fields_of

NOTES = frozenset({"notes", "source", "counted_by", "trainers", "evidence", "asked_by", "answered_by"})
"""Short texts that may speak of a person without being declared personal; long ones may all do so."""
_PERSON = "person"


def is_open(field: Field) -> bool:
    """Whether its value says nothing of a person: neither declared personal nor a note."""
    return not field.shown.personal and field.kind is not FieldKind.long_text and field.name not in NOTES


def is_of_a_person(record: type[Record]) -> bool:
    """Whether a record of this kind is a person's: a person, or one that points to a person."""
    return record.KIND == _PERSON or any(_PERSON in one.shown.refers for one in fields_of(record))
