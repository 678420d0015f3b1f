"""Parts of statements: many ids in one value, a place for each of several values, a new row."""

from __future__ import annotations

from collections.abc import Sequence

IN = "IN (SELECT value FROM json_each(?))"
"""Stands after a column; the value is a JSON list."""


def marks(count: int) -> str:
    """As many placeholders: `?, ?, ?`."""
    return ", ".join("?" * count)


def insert_into(table: str, columns: Sequence[str], *, over: bool = False) -> str:
    """A new row with a value for each of these columns; `over`: in place of the row with the same key."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT {'OR REPLACE ' if over else ''}INTO {table}({names}) VALUES({marks(len(columns))})"
