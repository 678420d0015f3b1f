"""What a copy of the records holds, and what was recorded since it was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.kinds import ACTIVITY_KINDS
from prossce_desktop.services.history import Told, told_steps
from prossce_desktop.store.history import history
from prossce_desktop.store.log import moment
from prossce_desktop.store.store import Reading, Store

__all__ = ["Holds", "Missing", "Told", "holds", "missing"]

SHOWN = 5
"""Steps that are told in words."""


@dataclass(frozen=True, slots=True)
class Holds:
    """How much stands in a base; removed records are not counted."""

    office: str
    device: str
    activities: int
    people: int
    participations: int
    drafts: int
    """Typed and not saved."""
    last: dt.datetime | None
    """When the last step was recorded, in UTC."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Steps of the open records that a copy does not have; the newest in words."""

    count: int
    newest: tuple[Told, ...]


def holds(reading: Reading) -> Holds:
    """Look into a base."""
    last = reading.execute("SELECT op.at FROM step JOIN op ON op.id = step.action ORDER BY step.number DESC LIMIT 1").scalar()
    return Holds(
        office=reading.identity.office,
        device=reading.identity.device,
        activities=sum(_count(reading, kind) for kind in ACTIVITY_KINDS),
        people=_count(reading, "person"),
        participations=_count(reading, "participation"),
        drafts=int(reading.execute("SELECT count(*) FROM draft").scalar()),
        last=None if last is None else moment(last),
    )


def missing(store: Store, copy: Reading) -> Missing:
    """What was recorded in the open records and does not stand in the copy."""
    there = {action for (action,) in copy.execute("SELECT action FROM step")}
    with store.read() as reading:
        every = reading.execute("SELECT number, action FROM step ORDER BY number DESC").fetchall()
        lacking = [at for at, (_number, action) in enumerate(every) if action not in there]
        if not lacking:
            return Missing(0, ())
        newest = lacking[:SHOWN]
        steps = history(reading, limit=newest[-1] + 1)
        return Missing(len(lacking), tuple(told_steps(reading, [steps[at] for at in newest])))


def _count(reading: Reading, kind: str) -> int:
    return int(reading.execute(f"SELECT count(*) FROM {kind} WHERE removed = 0").scalar())
