"""The rows chosen in a list, or all that fit its filter, read a portion at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

from prossce_desktop.services.lists import programmes_and_stories
from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.store.queries import list_activities, list_organisations, list_people
from prossce_desktop.store.queries.list_activities import ActivityFilter, ActivitySort
from prossce_desktop.store.queries.list_organisations import OrganisationFilter, OrganisationSort
from prossce_desktop.store.queries.list_people import PeopleFilter, PeopleSort
from prossce_desktop.store.queries.reading import Reading

T = TypeVar("T")
PORTION = 256
"""Rows that are read at once."""

ListKind = Literal["activity", "person", "organisation", "participation"]


@dataclass(frozen=True, slots=True)
class ListOrder:
    """How a list is asked for: what it shows, and in which order."""

    asked: ActivityFilter | PeopleFilter | OrganisationFilter
    sort: ActivitySort | PeopleSort | OrganisationSort
    descending: bool


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """Rows of a list, and its columns. `ids` None: all that fit the filter but `without`. People of an
    activity are `held` as rows, unsaved too; their ids are participations."""

    kind: ListKind
    title: str
    """What the list is called on the screen."""
    columns: tuple[ListColumn, ...]
    """Those that are shown, in their order, without columns of icons."""
    ids: tuple[int, ...] | None
    count: int
    order: ListOrder | None = None
    filter_words: tuple[str, ...] = ()
    """The filter in words, a part each: "Sex: Female"."""
    without: frozenset[int] = frozenset()
    activity: int | None = None
    held: tuple[Any, ...] = ()
    chosen: bool = True
    """False: nobody chose; it is the row where the keys or the mouse are."""

    @property
    def is_all(self) -> bool:
        """Whether everything in the list is meant."""
        return self.ids is None and not self.without

    @property
    def is_personal(self) -> bool:
        """Whether what is shown tells who people are."""
        return any(one.personal for one in self.columns)


def portions(reading: Reading, chosen: ChosenRows, today: dt.date) -> Iterator[Sequence[Any]]:
    """The chosen rows in list order, never all at once, without those removed meanwhile."""
    if chosen.order is None:
        yield from in_portions(chosen.held, PORTION)
        return
    for ids in in_portions(ids_in_order(reading, chosen, today), PORTION):
        yield rows_of(reading, chosen, ids, today)


def ids_in_order(reading: Reading, chosen: ChosenRows, today: dt.date) -> Iterator[int]:
    """The ids of the chosen rows in the order of the list, found as they are asked for."""
    if chosen.order is None:
        return iter(chosen.ids or ())
    return (one for one in ordered(reading, chosen.order, today, chosen.ids) if one not in chosen.without)


def ordered(
    reading: Reading, order: ListOrder, today: dt.date, among: Sequence[int] | None = None
) -> Iterator[int]:
    """The ids of a list in its order; `among`: of these only, so that what left the list is left out."""
    asked, down = order.asked, order.descending
    if isinstance(asked, PeopleFilter) and isinstance(order.sort, PeopleSort):
        return list_people.ordered(reading, asked, sort=order.sort, descending=down, among=among)
    if isinstance(asked, OrganisationFilter) and isinstance(order.sort, OrganisationSort):
        return list_organisations.ordered(reading, asked, sort=order.sort, descending=down, among=among)
    if not isinstance(asked, ActivityFilter) or not isinstance(order.sort, ActivitySort):
        raise TypeError(order)
    others = others_of(asked)
    if others:
        wanted = None if among is None else set(among)
        return (one.id for one in _others(reading, asked) if wanted is None or one.id in wanted)
    return list_activities.ordered(reading, asked, today, sort=order.sort, descending=down, among=among)


def rows_of(reading: Reading, chosen: ChosenRows, ids: Sequence[int], today: dt.date) -> Sequence[Any]:
    """The rows of these ids, in this order."""
    if chosen.kind == "person":
        return list_people.rows(reading, ids)
    if chosen.kind == "organisation":
        return list_organisations.rows(reading, ids)
    if (
        chosen.order is not None
        and isinstance(chosen.order.asked, ActivityFilter)
        and others_of(chosen.order.asked)
    ):
        found = {one.id: one for one in _others(reading, chosen.order.asked)}
        return [found[one] for one in ids if one in found]
    return list_activities.rows(reading, ids, today)


def others_of(asked: ActivityFilter) -> list[str]:
    """Which kinds of the filter are no activities: then the list holds those alone."""
    return [kind for kind in asked.kinds if kind in programmes_and_stories.KINDS]


def _others(reading: Reading, asked: ActivityFilter) -> list[programmes_and_stories.OtherRow]:
    return programmes_and_stories.rows(reading, others_of(asked), asked.text, asked.countries)


def in_portions(many: Iterable[T], size: int = PORTION) -> Iterator[tuple[T, ...]]:
    """So many at a time."""
    left = iter(many)
    while part := tuple(islice(left, size)):
        yield part
