"""What stands around an open conflict: the parts of its record, and how many people it is about."""

from __future__ import annotations

from prossce_desktop.domain.model.record_kinds import PARTS
from prossce_desktop.domain.operations.op_state import IS_IN_CONFLICT
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.queries.reading import read_ids


def live_parts(execute: Executes, owner: str, record: int) -> list[int]:
    """Live records of an activity or a person (`owner`), by kind in the order of entry."""
    found: list[int] = []
    for kind in PARTS[owner]:
        query = f"SELECT id FROM {kind} WHERE {owner} = ? AND removed = 0 ORDER BY id"
        found += read_ids(execute, query, (record,))
    return found


def parts_with_conflicts(execute: Executes, activity: int) -> list[int]:
    """Parts of an activity a conflict may be about: conflicting participations, counts, employers."""
    of_people = (
        "SELECT DISTINCT edit.record FROM edit CROSS JOIN participation ON participation.id = edit.record"
        f" WHERE edit.{IS_IN_CONFLICT}"
    )
    found = read_ids(execute, f"{of_people} AND participation.activity = ?", (activity,))
    found += read_ids(execute, "SELECT id FROM head_count WHERE activity = ?", (activity,))
    return found + read_ids(execute, "SELECT id FROM fair_employer WHERE activity = ?", (activity,))


def people_behind(execute: Executes, kind: str, record: int, activity: int | None) -> int:
    """How many people stand behind a conflict, roughly: of an activity the larger of list and head counts."""
    if kind == "person":
        return _number(execute, "SELECT count(*) FROM participation WHERE person = ? AND removed = 0", record)
    if kind == "head_count":
        return _number(execute, "SELECT max(count) FROM head_count WHERE id = ?", record)
    if activity is None:
        return 0
    counted = _number(
        execute, "SELECT sum(count) FROM head_count WHERE activity = ? AND removed = 0", activity
    )
    return max(
        counted,
        _number(execute, "SELECT count(*) FROM participation WHERE activity = ? AND removed = 0", activity),
    )


def _number(execute: Executes, query: str, id: int) -> int:
    ((n,),) = execute(query, (id,)).fetchall()
    return int(n or 0)
