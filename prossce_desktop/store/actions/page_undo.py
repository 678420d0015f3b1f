"""Undo and Redo on one page: the newest step made there, unless its records changed elsewhere since."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, LINKS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.store.actions.action_page import ActionPage
from prossce_desktop.store.actions.touched_records import MOST, Touch, actions_touching, parts_of, touch_of
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.log.operation_log import Title
from prossce_desktop.store.log.steps import StepRow, undone_actions
from prossce_desktop.store.queries.reading import Reading, read_ids

LISTS: dict[str, frozenset[str]] = {
    "activities": frozenset({*ACTIVITY_KINDS, "programme", "institutional_result", "impact_story"}),
    "people": frozenset({"person"}),
    "organisations": frozenset({"organisation"}),
}
"""Kinds of the records that a page shows as a list."""

LOOKED_AT = 1_000
"""Steps that are looked through for the newest change of a list."""


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step and where it was made: `page` is None outside this window. `records`: how many it touched."""

    step: StepRow
    page: ActionPage | None
    records: int


@dataclass(frozen=True, slots=True)
class NewestStep:
    """The newest change of a page. `is_here`: made on it, so Undo takes it back. `record`: one it touched."""

    made: PlacedStep
    is_here: bool
    record: int | None = None


def newest(reading: Reading, where: ActionPage) -> NewestStep | None:
    """The newest change made on a page or in what it shows, and not taken back; None if there is none."""
    undone = undone_actions(reading)
    shown = _PageRecords(reading, where)
    every = _steps(reading)
    by_action = {placed.step.action: placed for placed in every}
    for place, placed in enumerate(every):
        is_here = placed.page == where
        if placed.step.action in undone or (is_here and placed.step.undoes is not None):
            continue
        if not is_here and placed.step.undoes is not None and _first(by_action, placed).page != where:
            continue  # what was taken back was not made here either
        record = None if is_here else shown.touched(placed.step.action, place)
        if (is_here or record is not None) and not _is_nobodys(reading, placed):
            return NewestStep(placed, is_here, record)
    return None


def last_redoable(reading: Reading, where: ActionPage) -> StepRow | None:
    """The step Redo brings back on a page: the last one undone there, unless something was done since."""
    undone = undone_actions(reading)
    every = _steps(reading)
    by_action = {placed.step.action: placed for placed in every}
    for placed in every:
        if placed.page != where or placed.step.action in undone or _is_nobodys(reading, placed):
            continue
        target = by_action.get(placed.step.undoes or 0)
        if target is None:
            return None
        if target.step.undoes is None:
            return target.step
    return None


def _is_nobodys(reading: Reading, placed: PlacedStep) -> bool:
    """Erased for good, or made by the program: nothing that a person did, and nothing to take back."""
    if placed.step.prefix == ActionKind.erased.prefix:
        return True
    row = reading.execute("SELECT title FROM op WHERE id = ?", (placed.step.action,)).first()
    kind = Title.read(str(row[0])).kind if row is not None else None
    return kind is not None and kind.by_program


def _steps(reading: Reading) -> list[PlacedStep]:
    """Every step, newest first."""
    query = "SELECT number, prefix, action, undoes, page, on_record, records FROM step ORDER BY number DESC"
    return [
        PlacedStep(
            StepRow(number, prefix, action, undoes),
            None if page is None else ActionPage(str(page), record),
            records,
        )
        for number, prefix, action, undoes, page, record, records in reading.execute(query).fetchall()
    ]


def _first(by_action: dict[int, PlacedStep], placed: PlacedStep) -> PlacedStep:
    """What was done before it was taken back and brought back."""
    while placed.step.undoes is not None and placed.step.undoes in by_action:
        placed = by_action[placed.step.undoes]
    return placed


class _PageRecords:
    """What a page shows, so that a step can be asked whether it changed it; looked up when first asked."""

    def __init__(self, reading: Reading, where: ActionPage) -> None:
        self._reading = reading
        self._where = where
        self._touching: set[int] | None = None
        self.touched: Callable[[int, int], int | None] = (
            self._of_list if where.page in LISTS else self._of_record
        )

    def _of_record(self, action: int, _place: int) -> int | None:
        if not self._where.record:
            return None
        if self._touching is None:
            self._touching = actions_touching(self._reading, belonging(self._reading, self._where.record))
        return self._where.record if action in self._touching else None

    def _of_list(self, action: int, place: int) -> int | None:
        if place > LOOKED_AT:
            return None
        kinds, touch = LISTS[self._where.page], touch_of(self._reading, action)
        return next((id for kind, id in ids_of(touch) if kind in kinds), None)


def ids_of(touch: Touch) -> Iterator[tuple[str, int]]:
    """Kinds and ids of what was touched, at most `MOST` of each."""
    for by_kind in (touch.set, touch.made, touch.removed, touch.restored):
        for kind, ids in by_kind.items():
            yield from ((kind, id) for id in ids[:MOST])


def belonging(reading: Reading, record: int) -> set[int]:
    """A record and what its page shows: parts and people of an activity; a person's activities and pairs."""
    stored = reading.find(record)
    if stored is None or stored.kind not in KINDS:
        return {record}
    if stored.kind in ACTIVITY_KINDS:
        query = "SELECT DISTINCT person FROM participation WHERE activity = ?"
        people = read_ids(reading.execute, query, (record,))
        return {record, *(id for ids in parts_of(reading, record).values() for id in ids), *people}
    if stored.kind == "person":
        query = "SELECT id FROM person WHERE canonical = (SELECT canonical FROM person WHERE id = ?)"
        same = read_ids(reading.execute, query, (record,))
        query = f"SELECT id FROM participation WHERE person {IN}"
        took_part = read_ids(reading.execute, query, (json.dumps([record, *same]),))
        return {record, *same, *took_part, *_decided(reading, stored.kind, record)}
    return {record, *_decided(reading, stored.kind, record)}


def _decided(reading: Reading, kind: str, record: int) -> Iterable[int]:
    """What was decided of it and another record: that they are one, or are not."""
    if kind not in LINKS:
        return []
    of = LINKS[kind].KIND
    ends = (f"SELECT id FROM {of} WHERE {end} = ?1 AND verdict <> 'open'" for end in ("a", "b"))
    return read_ids(reading.execute, " UNION ".join(ends), (record,))
