"""Take rows off the sheet of people."""

from __future__ import annotations

from collections.abc import Sequence

from prossce_desktop.store import sheet as sheet_store
from prossce_desktop.store.store import Change, Store


def remove_rows(store: Store, activity: int, participations: Sequence[int]) -> Change | None:
    """Take these rows off the list, as one undo step. A person who stands nowhere else goes with the row; None if nothing was there."""
    with store.read() as reading:
        lines = sheet_store.lines(reading, activity, only=participations)
        if not lines:
            return None
        gone = [one.participation for one in lines]
        people = sheet_store.only_here(reading, sorted({one.person for one in lines}), gone)
        links = sheet_store.links_of(reading, people)
        with store.work("people-removed", len(gone)) as work:
            work.remove([*gone, *people, *links])
    return work.change
