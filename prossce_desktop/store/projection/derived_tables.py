"""What is worked out from rows: all activities, who is one person, search words, keys of doubles, facts.

All is a function of the rows alone, made again for any change of them: no list of "fields that matter".
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.fts_merge import join_parts
from prossce_desktop.store.db.sql_parts import IN, insert_into
from prossce_desktop.store.db.table_names import ACTIVITY_SHARED, column_names
from prossce_desktop.store.projection.apply import Touched
from prossce_desktop.store.projection.blocking_keys import FOUND_BY, refresh_people, refresh_words
from prossce_desktop.store.projection.canonical_people import refresh_canonical
from prossce_desktop.store.projection.derived_ages import refresh_answers_due, refresh_open
from prossce_desktop.store.projection.fact_table import refresh_facts

MANY = 5_000
"""People in one go from which their search is put in order at once, not in quiet minutes."""


def refresh(db: Connection, touched: Touched) -> None:
    """Bring everything that is worked out in step with what `apply` touched."""
    kinds = touched.kinds()
    for kind in ACTIVITY_KINDS:
        if kind in kinds:
            _activities(db, kind, touched.ids(kind))
    for kind, columns in FOUND_BY.items():
        if kind in kinds:
            refresh_words(db, kind, columns, touched.ids(kind))
    if "person" in kinds:
        refresh_open(db, touched)
        refresh_answers_due(db, touched.ids("person"))
        refresh_people(db, touched)
        if len(touched.ids("person")) > MANY:
            join_parts(db)
    moved = (
        refresh_canonical(db, touched)
        if "link" in kinds or ("person", "removed") in touched.fields
        else set()
    )
    activities = {id for kind in ACTIVITY_KINDS if kind in kinds for id in touched.ids(kind)}
    participations = touched.ids("participation") if "participation" in kinds else []
    refresh_facts(db, edited_people(touched) | moved, activities, participations)


def edited_people(touched: Touched) -> set[int]:
    """People of whom something was set; a new person's participations are new themselves."""
    return {id for (kind, _), ids in touched.fields.items() if kind == "person" for id in ids}


_ACTIVITY_COLUMNS = ("id", "removed", "kind", "title_key", "day", "channel", *ACTIVITY_SHARED)
_ACTIVITY_SQL = "{insert} ON CONFLICT(id) DO UPDATE SET {sets}".format(
    insert=insert_into("activity", _ACTIVITY_COLUMNS),
    sets=", ".join(f'"{one}" = excluded."{one}"' for one in _ACTIVITY_COLUMNS[1:]),
)


def _activities(db: Connection, kind: str, ids: Sequence[int]) -> None:
    shared = ", ".join(f'"{name}"' for name in ACTIVITY_SHARED)
    channel = "channel" if "channel" in column_names(kind) else "mode"
    rows = db.execute(
        f"SELECT id, removed, {channel}, {shared} FROM {kind} WHERE id {IN}", (json.dumps(ids),)
    ).fetchall()
    places = {name: 3 + i for i, name in enumerate(ACTIVITY_SHARED)}
    made = []
    for row in rows:
        day = row[places["counted_on"]] or row[places["end"]] or row[places["start"]]
        made.append((row[0], row[1], kind, fold(row[places["title"]] or ""), day_number(day), *row[2:]))
    db.executemany(_ACTIVITY_SQL, made)


def day_number(day: str | None) -> int:
    """A stored day as one whole number, 20241231; 0 where none is recorded."""
    return int(day.replace("-", "")) if day else 0
