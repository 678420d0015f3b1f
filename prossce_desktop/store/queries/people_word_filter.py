"""How the list of people is narrowed by words: from the words where few fit, along the names where many do.

From the words, every record that fits is looked up and sorted before the first page: 15 microseconds each. Along the names the
first page is there once it is full; in the worst case, where all who fit stand at the end, every name was passed for it.
"""

from __future__ import annotations

from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.row_queries import number

MANY = 10_000
"""Records that fit from which the way along the names is taken."""

FROM_THE_WORDS = "p.id IN (SELECT q.canonical FROM person_find f JOIN person q ON q.id = f.rowid WHERE f.words MATCH ?)"
"""Of `person p`, with the full-text query once."""

_FIT = "SELECT rowid FROM person_find WHERE words MATCH ?"
_LINKED = f"SELECT canonical FROM person INDEXED BY person_canon WHERE canonical <> id AND +id IN ({_FIT})"

ALONG_THE_NAMES = f"(+p.id IN ({_FIT}) OR +p.id IN ({_LINKED}))"
"""The same with the query twice; the plus signs keep the engine from beginning with the words."""

_OF_THEMSELVES = "SELECT rowid FROM person_find WHERE words MATCH ? AND rowid NOT IN (SELECT id FROM person WHERE canonical <> id)"
HOW_MANY = f"SELECT count(*) FROM ({_OF_THEMSELVES} UNION {_LINKED})"
"""How many persons fit, with the query twice; no person's row is read."""


def fits_many(reading: Reading, query: str) -> bool:
    """Whether a full-text query leaves more than `MANY` records; at most so many are counted."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM person_find WHERE words MATCH ? LIMIT ?)"
    return number(reading, sql, (query, MANY + 1)) > MANY
