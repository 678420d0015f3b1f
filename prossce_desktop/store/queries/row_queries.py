"""Ask a reading for plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prossce_desktop.store.queries.reading import Reading

Line = tuple[Any, ...]


def ask(reading: Reading, sql: str, values: Sequence[object] = ()) -> list[Line]:
    """All rows of a query written in SQL; its values stand in order."""
    return reading.execute(sql, values).fetchall()


def number(reading: Reading, sql: str, values: Sequence[object] = ()) -> int:
    """The one whole number that a query answers."""
    return int(reading.execute(sql, values).one()[0] or 0)
