"""Which records each action touched, for the sentences of the history; values are never read here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from prossce_desktop.domain.model.record_kinds import PARTS
from prossce_desktop.domain.operations.operation import REMOVED, WORKED_NAMES, New
from prossce_desktop.store.log.operation_log import of_action
from prossce_desktop.store.queries.reading import Reading, ask, read_ids


@dataclass(slots=True)
class Touch:
    """What an action did: by kind the ids it made, set, removed or restored (at most `MOST` of each)."""

    made: dict[str, list[int]] = field(default_factory=dict)
    set: dict[str, list[int]] = field(default_factory=dict)
    removed: dict[str, list[int]] = field(default_factory=dict)
    restored: dict[str, list[int]] = field(default_factory=dict)
    how_many: dict[str, int] = field(default_factory=dict)
    """By kind how many records in all."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    """By kind the fields that were set."""


MOST = 20
"""Ids kept of each kind: a sentence names one."""


def actions_of(reading: Reading, steps: Iterable[str]) -> dict[str, tuple[int, int | None]]:
    """For steps by their names the action, and the action it takes back where it is an undo or redo."""
    numbers = {int(name.rpartition("-")[2]): name for name in steps}
    sql = "SELECT number, action, undoes FROM step WHERE number IN (SELECT value FROM json_each(?))"
    return {numbers[row[0]]: (int(row[1]), row[2]) for row in ask(reading, sql, (json.dumps(list(numbers)),))}


def touch_of(reading: Reading, action: int) -> Touch:
    """What an action touched."""
    touch = Touch()
    for entry in of_action(reading, action):
        for block in entry.blocks:
            if isinstance(block, New):
                _note(touch, touch.made, block.kind, block.ids)
                continue
            fields = block.fields
            if REMOVED in fields:
                gone = [id for id, value in zip(block.ids, block.cols[REMOVED], strict=True) if value]
                back = [id for id, value in zip(block.ids, block.cols[REMOVED], strict=True) if not value]
                _note(touch, touch.removed, block.kind, gone)
                _note(touch, touch.restored, block.kind, back)
            if others := set(fields) - {REMOVED} - WORKED_NAMES:
                _note(touch, touch.set, block.kind, block.ids)
                touch.fields.setdefault(block.kind, []).extend(sorted(others))
    return touch


def _note(touch: Touch, into: dict[str, list[int]], kind: str, ids: Iterable[int]) -> None:
    found = list(ids)
    if not found:
        return
    noted = into.setdefault(kind, [])
    noted.extend(found[: max(0, MOST - len(noted))])
    touch.how_many[kind] = touch.how_many.get(kind, 0) + len(found)


def parts_of(reading: Reading, activity: int) -> dict[str, list[int]]:
    """Records that belong to an activity, removed ones too, by their kind."""
    query = "SELECT id FROM {kind} WHERE activity = ? ORDER BY id"
    return {
        kind: read_ids(reading.execute, query.format(kind=kind), (activity,)) for kind in PARTS["activity"]
    }


def named_by(reading: Reading, person: int) -> list[int]:
    """Live records that belong to a person: where somebody takes part, and follow-ups."""
    sql = " UNION ".join(
        f"SELECT id FROM {kind} WHERE person = ? AND removed = 0" for kind in PARTS["person"]
    )
    return read_ids(reading.execute, f"{sql} ORDER BY 1", (person,) * len(PARTS["person"]))


def actions_touching(reading: Reading, records: Iterable[int]) -> set[int]:
    """The actions that made or set any of these records."""
    wanted = sorted(records)
    made = (
        "SELECT DISTINCT op.action FROM json_each(?) AS one JOIN lot ON lot.first ="
        " (SELECT max(first) FROM lot WHERE first <= one.value) JOIN op ON op.id = lot.op"
    )
    edited = (
        "SELECT DISTINCT op.action FROM edit JOIN op ON op.id = edit.op WHERE edit.record IN (SELECT "
        "value FROM json_each(?))"
    )
    given = json.dumps(wanted)
    return {int(row[0]) for sql in (made, edited) for row in ask(reading, sql, (given,))}
