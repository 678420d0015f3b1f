"""Parts of statements: many ids in one value, a place for each of several values, conditions, a new row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

IN = "IN (SELECT value FROM json_each(?))"
"""Stands after a column; the value is a JSON list."""


def marks(count: int) -> str:
    """As many placeholders: `?, ?, ?`."""
    return ", ".join("?" * count)


def insert_into(table: str, columns: Sequence[str], *, over: bool = False) -> str:
    """A new row with a value for each of these columns; `over`: in place of the row with the same key."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT {'OR REPLACE ' if over else ''}INTO {table}({names}) VALUES({marks(len(columns))})"


class Conditions:
    """What the rows of a statement must meet, all of it, with the bound values in their order."""

    def __init__(self, first: str) -> None:
        self._parts, self.values = [first], list[object]()

    def __str__(self) -> str:
        return " AND ".join(self._parts)

    def add(self, part: str, *values: object) -> None:
        """One more condition, with a value for each of its placeholders."""
        self._parts.append(part)
        self.values += values

    def add_choice(self, column: str, tokens: Sequence[object]) -> None:
        """The column holds one of these; without any every row is taken."""
        if tokens:
            self.add(f"{column} IN ({marks(len(tokens))})", *tokens)

    def add_ids(self, column: str, ids: Iterable[int] | None) -> None:
        """The column is among these ids; None: every row is taken."""
        if ids is not None:
            self.add(f"{column} {IN}", json.dumps(list(ids)))
