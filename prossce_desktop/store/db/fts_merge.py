"""Keeps the searches in few parts: each write adds one, many slow a search, and one save joins all."""

from __future__ import annotations

from itertools import count

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.table_names import SEARCHES

_PAGES = 200
"""Pages of one round."""
A_LITTLE = 10
"""Rounds of a quiet minute: a third of a second, should a save come meanwhile."""


def join_parts(db: Connection, rounds: int | None = None) -> None:
    """Join parts of like size until there are few, of each search in at most so many rounds."""
    for search in SEARCHES:
        for _round in count() if rounds is None else range(rounds):
            before = db.total_changes
            db.execute(f"INSERT INTO {search}({search}, rank) VALUES('merge', {_PAGES})")
            if db.total_changes - before < 2:  # the command itself counts as one: nothing was left to join
                break
