"""Many ids in one value of a query."""

from __future__ import annotations

IN = "IN (SELECT value FROM json_each(?))"
"""Stands after a column; the value is a JSON list."""
