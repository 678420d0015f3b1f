"""A step remembers the page of the window, and the record or list on it, where it was made: for this laptop's Undo alone."""

from __future__ import annotations

SQL = ("ALTER TABLE step ADD COLUMN page TEXT", "ALTER TABLE step ADD COLUMN on_record INTEGER")
