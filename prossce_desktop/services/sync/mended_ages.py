"""Ages that no longer fit the births shown, after records of others came in: whoever holds the births writes them again."""

from __future__ import annotations

from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.store.projection.derived_ages import due, people_due
from prossce_desktop.store.workspace.store import Store


def mend_ages(store: Store) -> int:
    """Write what is due; gives of how many people. Nothing is asked, and nobody takes it back: it follows from what came."""
    with store.read() as reading:
        sets = due(reading.execute)
        people = people_due(reading.execute) if sets else set()
    if sets:
        with store.work(ActionKind.ages_mended, len(people)) as work:
            work.work_out(sets)
    return len(people)
