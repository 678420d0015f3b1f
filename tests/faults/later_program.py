"""The program as it will be after its next change of the schema: one more step, over tables that hold records."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from prossce_desktop.store.maintenance import schema_upgrade
from prossce_desktop.store.migrations import STEPS, Migration
from prossce_desktop.store.workspace import workspace_lifecycle

LATER = (
    *STEPS,
    Migration(
        len(STEPS) + 1,
        "one more",
        (
            "ALTER TABLE training ADD COLUMN seats INTEGER",
            "CREATE INDEX person_phone_later ON person(phone)",
            "UPDATE setting SET value = value || ''",
        ),
    ),
)


@contextmanager
def installed() -> Iterator[None]:
    """Within the block, this process is that program."""
    with (
        patch.object(schema_upgrade.bring_up_to_date, "__defaults__", (None, LATER)),
        patch.object(schema_upgrade.refuse_foreign, "__defaults__", (LATER,)),
        patch.object(workspace_lifecycle, "BASE_VERSION", len(LATER)),
    ):
        yield
