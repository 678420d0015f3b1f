"""The schema's history: a frozen, numbered list. A released step is never edited; a change is one more step.

Steps name tables in words and never import `tables.py`; a test checks that both agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.store.migrations import (
    step_0001,
    step_0002,
    step_0003,
    step_0004,
    step_0005,
    step_0006,
    step_0007,
    step_0008,
    step_0009,
    step_0010,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """Brings a base from version `number - 1` to `number`."""

    number: int
    name: str
    sql: tuple[str, ...]
    waited_for: bool = True
    """Whether an older program would read wrongly what is written after it, and so lets it wait until it is brought up to date."""


STEPS: tuple[Migration, ...] = (
    Migration(1, "first schema", step_0001.SQL),
    Migration(2, "exchange, people by province", step_0002.SQL),
    Migration(3, "roles stand apart", step_0003.SQL),
    Migration(4, "links between activities are indexed", step_0004.SQL, waited_for=False),
    Migration(5, "steps remember where they were made", step_0005.SQL, waited_for=False),
    Migration(6, "a country is that of the scope", step_0006.SQL),
    Migration(7, "organisations are joined", step_0007.SQL),
    Migration(8, "ages at activities; births, answers and texts stand apart", step_0008.SQL),
    Migration(9, "head counts at doors of their own", step_0009.SQL, waited_for=False),
    Migration(10, "people of an activity are counted from an index", step_0010.SQL, waited_for=False),
)

BASE_VERSION = len(STEPS)
"""What this program writes in `PRAGMA user_version`."""

SCHEMA = max(step.number for step in STEPS if step.waited_for)
"""What stands in every operation and package this program writes."""
