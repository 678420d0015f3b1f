"""A person's role at an activity stands among the personal values from here on. No table changes: an older program is to wait for it."""

from __future__ import annotations

SQL: tuple[str, ...] = ()
