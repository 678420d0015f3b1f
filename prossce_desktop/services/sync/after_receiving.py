"""After records of others came: certain duplicates of people are joined, likely ones are recorded once.

Only a laptop of a country looks: the regional office may not know names.
"""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.people import Link
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.services.decisions.duplicate_search import pairs_of_received
from prossce_desktop.store.projection.derived_ages import due, people_due
from prossce_desktop.store.sync.duplicate_check_queue import arrived, forget_arrived, pairs_ever, people_of
from prossce_desktop.store.workspace.store import Reading, Store


@dataclass(frozen=True, slots=True)
class Joined:
    """How many pairs were joined as one person, and how many were put on record for somebody to look at."""

    certain: int = 0
    likely: int = 0


def settle_arrived(store: Store) -> None:
    """What is to be done after records of others came in: people are joined, ages are brought in step."""
    join_arrived(store)
    mend_ages(store)


def join_arrived(store: Store) -> Joined:
    """Compare newcomers, as one action that can be undone; what was decided about a pair before stays."""
    with store.read() as reading:
        ops = arrived(reading.execute)
        found = pairs_of_arrived(reading)
    if not ops:
        return Joined()
    certain = sum(one.verdict is Verdict.same for one in found)
    done = Joined(certain, len(found) - certain)
    if found:
        with store.work(ActionKind.joined, done.certain, done.likely) as work:
            work.new("link", found)
    with store.sync.exchanging() as db:
        forget_arrived(db, ops)
    return done


def pairs_of_arrived(reading: Reading) -> list[Link]:
    """The pairs of newcomers with people who were here that would be recorded now."""
    ops = arrived(reading.execute)
    if not ops or reading.identity.regional:
        return []
    came = people_of(reading.execute, ops)
    known = pairs_ever(reading.execute, came)
    return [one for one in pairs_of_received(reading, came) if (one.a, one.b) not in known]


def mend_ages(store: Store) -> int:
    """Write the ages that follow from what came; gives of how many people. It cannot be undone."""
    with store.read() as reading:
        sets = due(reading.execute)
        people = people_due(reading.execute) if sets else set()
    if sets:
        with store.work(ActionKind.ages_mended, len(people)) as work:
            work.work_out(sets)
    return len(people)
