"""The rows of a list that is given away, in the order shown, read a stretch at a time within one snapshot."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.model.codes import Consent
from prossce_desktop.domain.model.organisations_and_results import ImpactStory
from prossce_desktop.errors import PersonalNotAsked
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import SheetColumn
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_export_columns import given_columns
from prossce_desktop.services.lists.chosen_rows import ids_in_order, rows_of
from prossce_desktop.services.people.sheet_context import context_of
from prossce_desktop.services.people.sheet_reading import shown_age, values_of
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries import activity_sheet
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.system.progress import ProgressCallback, silent

CHUNK = 2_000
Fetch = Callable[[Sequence[int]], Sequence[Any]]


@dataclass(frozen=True)
class GivenRows:
    """A list that is being read: its columns, and how many rows there are."""

    columns: tuple[SheetColumn, ...]
    ids: Sequence[int]
    _fetch: Fetch
    _values: tuple[Callable[[Any], CellValue], ...]

    @property
    def count(self) -> int:
        return len(self.ids)

    def records(self, step: ProgressCallback = silent) -> Iterator[Any]:
        """The rows of the list as its columns read them. `step` may raise Cancelled."""
        for at in range(0, self.count, CHUNK):
            step(at, self.count)
            yield from self._fetch(self.ids[at : at + CHUNK])

    def cells_of(self, record: Any) -> tuple[CellValue, ...]:
        """One of them as cells."""
        return tuple([value(record) for value in self._values])

    def rows(self, step: ProgressCallback = silent) -> Iterator[tuple[CellValue, ...]]:
        """All of them as cells, under `columns`."""
        return map(self.cells_of, self.records(step))


def read(reading: Reading, given: GivenList, today: dt.date) -> GivenRows:
    """The list as it is now. Raises PersonalNotAsked for personal rows that nobody asked for."""
    if given.of_people and not given.personal:
        raise PersonalNotAsked
    ids = array("q", ids_in_order(reading, given.rows, today))
    if given.rows.kind == "participation":
        fetch = _taking_part(reading, given.rows.activity or 0)
    else:
        fetch = lambda some: rows_of(reading, given.rows, some, today)  # noqa: E731
    if given.rows.kind == "activity" and given.of_people:
        refused = {
            one.id
            for one in reading.records(ImpactStory.KIND)
            if getattr(one.value, "consent", None) is not Consent.given
        }
        ids = array("q", (one for one in ids if one not in refused))
    columns = given_columns(given)
    return GivenRows(tuple(one.column for one in columns), ids, fetch, tuple(one.value for one in columns))


def _taking_part(reading: Reading, activity: int) -> Fetch:
    context = context_of(reading, activity, dt.date.max)

    def fetch(some: Sequence[int]) -> Sequence[dict[str, object]]:
        lines = {one.participation: one for one in activity_sheet.lines(reading, activity, only=list(some))}
        gone = erased_people(reading.execute, [one.person for one in lines.values()])
        found = [lines[one] for one in some if one in lines]
        return [
            {**values_of(one, is_erased=one.person in gone), "age": shown_age(one, context)} for one in found
        ]

    return fetch
