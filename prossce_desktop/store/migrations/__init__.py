"""The schema's history: a frozen, numbered list. A released step is never edited; a change is one more step.

Steps name tables in words and never import `tables.py`; a test checks that both agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.store.migrations import step_0001, step_0002, step_0003


@dataclass(frozen=True, slots=True)
class Step:
    """Brings a base from version `number - 1` to `number`."""

    number: int
    name: str
    sql: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step(1, "first schema", step_0001.SQL),
    Step(2, "exchange, people by province", step_0002.SQL),
    Step(3, "roles stand apart", step_0003.SQL),
)

SCHEMA = len(STEPS)
"""The version this program writes, in `PRAGMA user_version` and in every operation."""
