"""Take rows off the sheet of people."""

from __future__ import annotations

from collections.abc import Sequence

from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.store.queries import activity_sheet as sheet_store
from prossce_desktop.store.workspace.store import Change, Reading, Store


def remove_rows(store: Store, activity: int, participations: Sequence[int]) -> Change | None:
    """Remove these rows, and people who stand nowhere else, as one step; None if nothing was there."""
    with store.read() as reading:
        lines = sheet_store.lines(reading, activity, only=participations)
        if not lines:
            return None
        gone = [one.participation for one in lines]
        alone = alone_on(reading, [(one.participation, one.person) for one in lines])
        with store.work(ActionKind.people_removed, len(gone)) as work:
            work.remove([*gone, *alone])
    return work.change


def alone_on(reading: Reading, rows: Sequence[tuple[int, int]]) -> list[int]:
    """People whom nothing but these rows (participation and person) names, and their pairs."""
    people = sheet_store.only_here(
        reading, sorted({person for _row, person in rows}), [row for row, _person in rows]
    )
    return [*people, *sheet_store.links_of(reading, people)]
