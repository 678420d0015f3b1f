"""The names of the tables and their columns, as the records declare them: all that reading and writing need.

`tables.py` makes the tables from them, and brings SQLModel: only the schema and `check` import it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from prossce_desktop.domain.model.fields import ANY_RECORD, Field, fields_of, stored_fields
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KIND_NUMBERS, KINDS
from prossce_desktop.domain.operations.operation import REMOVED

WORKED_OUT_COLUMNS = {"person": ("canonical", "name_key", "open_birth", "open_wg")}
"""Columns of a kind's table that no record declares."""

ACTIVITY_SHARED = (
    "code", "title", "start", "end", "country", "held_in", "status", "pillar", "our_part", "province",
    "place", "participants_country",
    "events", "counted_on", "part_of", "included_in_parent", "same_event_as",
)  # fmt: skip
"""Fields of all five kinds of activity that lists, references and figures read in one table."""

FACT_COLUMNS = (
    "person", "activity", "country", "kind", "year", "day", "sex", "age", "disability", "channel", "stage",
    "present",
)  # fmt: skip
"""Numbers of a fact, beside the id of its participation."""

SEARCHES = ("person_find", "record_find")
"""Full-text tables, contentless: people; activities, organisations, programmes. rowid: record id."""

EXCHANGED = ("device", "head", "receipt", "package", "invitation", "sealed", "sealed_part", "export")
"""Tables of what went out and came in; they follow from no operation."""

WORKED_OUT = ("lot", "edit", "activity", "fact", "person_key", "erased", "worked_due", *KINDS)
"""Every table that can be thrown away and made again from `op`, beside the searches."""


@lru_cache
def column_names(kind: str) -> frozenset[str]:
    """The columns of a kind's table; operations of a newer version may set fields that are not among them."""
    return frozenset(
        ("id", REMOVED, *(one.name for one in stored_fields(KINDS[kind])), *WORKED_OUT_COLUMNS.get(kind, ()))
    )


def refers_to(field: Field) -> str | None:
    """The table whose id a field holds; None also where it may be any."""
    kinds = field.shown.refers
    if not kinds or kinds == (ANY_RECORD,):
        return None
    return "activity" if kinds[0] in ACTIVITY_KINDS else kinds[0]


def references() -> Iterator[tuple[str, str, str]]:
    """Every reference: the kind and field it stands in, and the table it points to."""
    for kind, record in KINDS.items():
        for field in fields_of(record):
            target = refers_to(field)
            if target is not None:
                yield kind, field.name, target


def points_anywhere() -> Iterator[tuple[str, str]]:
    """Fields that may point to a record of any kind: kind and field."""
    for kind, record in KINDS.items():
        for field in fields_of(record):
            if field.shown.refers == (ANY_RECORD,):
                yield kind, field.name


def _references() -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for kind, name, target in references():
        found.setdefault(kind, {})[name] = frozenset(ACTIVITY_KINDS if target == "activity" else (target,))
    for kind, name in points_anywhere():
        found.setdefault(kind, {})[name] = frozenset(KINDS)
    return found


REFERENCES = _references()
"""By kind and field the kinds of record it may point to."""

NAMES = {number: kind for kind, number in KIND_NUMBERS.items() if kind in KINDS}
