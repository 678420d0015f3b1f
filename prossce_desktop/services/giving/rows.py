"""The rows of a list that is given away, in the order shown, read a stretch at a time within one snapshot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.codes import Consent
from prossce_desktop.domain.organisation import ImpactStory
from prossce_desktop.errors import PersonalNotAsked
from prossce_desktop.progress import Step, silent
from prossce_desktop.reports.cells import CellValue
from prossce_desktop.reports.columns import Column
from prossce_desktop.services import other_records
from prossce_desktop.services.giving.columns import GivenColumn, given_columns
from prossce_desktop.services.giving.wanted import ListKind, ListWanted
from prossce_desktop.services.sheet_context import context_of
from prossce_desktop.services.sheet_reading import shown_age, values_of
from prossce_desktop.store import list_activities, list_organisations, list_people, sheet
from prossce_desktop.store.erased import erased_people
from prossce_desktop.store.list_activities import ActivityFilter, ActivitySort
from prossce_desktop.store.list_organisations import OrganisationFilter, OrganisationSort
from prossce_desktop.store.list_people import PeopleFilter, PeopleSort
from prossce_desktop.store.reading import Reading

CHUNK = 2_000
Fetch = Callable[[Sequence[int]], Sequence[Any]]


@dataclass(frozen=True)
class GivenRows:
    """A list that is being read: `count` rows in all, `whole` in the list they were chosen from."""

    columns: tuple[Column, ...]
    count: int
    whole: int
    _ids: Sequence[int]
    _fetch: Fetch
    _values: tuple[Callable[[Any], CellValue], ...]

    def rows(self, step: Step = silent) -> Iterator[tuple[CellValue, ...]]:
        """Cell by cell; read once. `step` may raise Cancelled."""
        for at in range(0, self.count, CHUNK):
            step(at, self.count)
            for row in self._fetch(self._ids[at : at + CHUNK]):
                yield tuple([value(row) for value in self._values])


def read(reading: Reading, wanted: ListWanted, today: dt.date) -> GivenRows:
    """The list as it stands now. Raises PersonalNotAsked where its rows are people, or stories of them, and nobody asked for that."""
    if wanted.of_people and not wanted.personal:
        raise PersonalNotAsked
    ids, whole, fetch = _found(reading, wanted, today)
    columns: tuple[GivenColumn, ...] = given_columns(wanted)
    return GivenRows(
        tuple(one.column for one in columns), len(ids), whole, ids, fetch, tuple(one.value for one in columns)
    )  # fmt: skip


def _found(reading: Reading, wanted: ListWanted, today: dt.date) -> tuple[Sequence[int], int, Fetch]:
    match wanted.kind:
        case ListKind.people:
            asked = wanted.filter if isinstance(wanted.filter, PeopleFilter) else PeopleFilter()
            sort = wanted.sort if isinstance(wanted.sort, PeopleSort) else PeopleSort.name
            ids = list(list_people.ordered(reading, asked, sort=sort, descending=wanted.descending))
            return *_chosen(ids, wanted), lambda some: list_people.rows(reading, some)
        case ListKind.organisations:
            which = wanted.filter if isinstance(wanted.filter, OrganisationFilter) else OrganisationFilter()
            order = wanted.sort if isinstance(wanted.sort, OrganisationSort) else OrganisationSort.name
            ids = list(list_organisations.ordered(reading, which, sort=order, descending=wanted.descending))
            return *_chosen(ids, wanted), lambda some: list_organisations.rows(reading, some)
        case ListKind.activities:
            return _activities(reading, wanted, today)
        case ListKind.taking_part:
            ids = list(wanted.chosen or ())
            return ids, sheet.how_many(reading, wanted.activity), _taking_part(reading, wanted.activity)


def _chosen(ids: Sequence[int], wanted: ListWanted) -> tuple[Sequence[int], int]:
    if wanted.chosen is None:
        return ids, len(ids)
    chosen = set(wanted.chosen)
    return [one for one in ids if one in chosen], len(ids)


def _activities(reading: Reading, wanted: ListWanted, today: dt.date) -> tuple[Sequence[int], int, Fetch]:
    asked = wanted.filter if isinstance(wanted.filter, ActivityFilter) else ActivityFilter()
    if others := [kind for kind in asked.kinds if kind in other_records.KINDS]:
        found = {one.id: one for one in other_records.rows(reading, others, asked.text, asked.countries)}
        agreed = {one.id for one in reading.records(ImpactStory.KIND) if getattr(one.value, "consent", None) is Consent.given}
        shown = [id for id, one in found.items() if one.kind != ImpactStory.KIND or id in agreed]
        return *_chosen(shown, wanted), lambda some: [found[one] for one in some]
    sort = wanted.sort if isinstance(wanted.sort, ActivitySort) else ActivitySort.date
    ids = list(list_activities.ordered(reading, asked, today, sort=sort, descending=wanted.descending))
    return *_chosen(ids, wanted), lambda some: list_activities.rows(reading, some, today)


def _taking_part(reading: Reading, activity: int) -> Fetch:
    context = context_of(reading, activity, dt.date.max)

    def fetch(some: Sequence[int]) -> Sequence[dict[str, object]]:
        lines = {one.participation: one for one in sheet.lines(reading, activity, only=some)}
        gone = erased_people(reading.execute, [one.person for one in lines.values()])
        found = [lines[one] for one in some if one in lines]
        return [{**values_of(one, is_erased=one.person in gone), "age": shown_age(one, context)} for one in found]

    return fetch
