"""Photos and scans by activity: those on its list, and those of a person's activities."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.sample_lots import Executes

_ADDED = "JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE first <= a.id) JOIN op ON op.id = lot.op"
"""The operation that added an attachment `a`."""


class AttachmentLine(NamedTuple):
    """One attachment. `time_ms`: when it was added, UTC milliseconds; `who`: by whom, as it came."""

    id: int
    name: str
    sha256: str
    size: int
    width: int
    height: int
    for_report: bool
    time_ms: int
    who: str


def attachments_of(execute: Executes, activity: int) -> list[AttachmentLine]:
    """The live attachments of an activity, those added last in front."""
    rows = execute(
        "SELECT a.id, COALESCE(a.name, ''), a.sha256, a.size, COALESCE(a.width, 0), COALESCE(a.height, 0), "
        f"a.for_report, op.at, op.who FROM attachment a {_ADDED} WHERE a.activity = ? AND a.removed = 0 "
        "ORDER BY op.at DESC, op.id DESC, a.id",
        (activity,),
    ).fetchall()
    return [AttachmentLine(*row) for row in rows]


def names_added_until(execute: Executes, people: Iterable[int], until: int) -> list[tuple[str | None, str]]:
    """Code and attachment name of these people's activities, added until then (UTC milliseconds)."""
    query = (
        "SELECT DISTINCT a.id, COALESCE(a.name, ''), activity.code FROM attachment a JOIN participation p ON "
        f"p.activity = a.activity JOIN activity ON activity.id = a.activity {_ADDED} WHERE p.person {IN} AND "
        "a.removed = 0 AND op.at <= ? ORDER BY a.id"
    )
    return [
        (code, name) for _id, name, code in execute(query, (json.dumps(sorted(people)), until)).fetchall()
    ]
