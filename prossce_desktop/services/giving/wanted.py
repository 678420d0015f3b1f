"""Which list is given away: what stands in front of somebody, or the rows chosen in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.organisation import ImpactStory
from prossce_desktop.store.list_activities import ActivityFilter, ActivitySort
from prossce_desktop.store.list_organisations import OrganisationFilter, OrganisationSort
from prossce_desktop.store.list_people import PeopleFilter, PeopleSort

Filter = ActivityFilter | PeopleFilter | OrganisationFilter
Sort = ActivitySort | PeopleSort | OrganisationSort


class ListKind(StrEnum):
    activities = "activities"
    people = "people"
    organisations = "organisations"
    taking_part = "taking_part"
    """The people of one activity."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as it stands in the list: its key and the words over it."""

    key: str
    head: str


@dataclass(frozen=True, slots=True)
class ListWanted:
    """What is given. `columns` in the order shown; `chosen`: these rows alone, None: the whole list as it is filtered and sorted.

    Of the people of an activity `chosen` always names the participations, in the order shown: what is filtered there is in sight.
    """

    kind: ListKind
    title: str
    columns: tuple[ShownColumn, ...]
    filter: Filter | None = None
    sort: Sort | None = None
    descending: bool = False
    chosen: tuple[int, ...] | None = None
    said: str = ""
    """The filters and the order in words."""
    activity: int = 0
    is_part: bool = False
    """Rows were chosen; the rest of the list stays behind."""
    personal: bool = False
    """Personal data were asked for."""

    @property
    def of_people(self) -> bool:
        """Each row is a person, or the story of one: the list is given as personal data or not at all."""
        if self.kind is ListKind.activities:
            return isinstance(self.filter, ActivityFilter) and ImpactStory.KIND in self.filter.kinds
        return self.kind in (ListKind.people, ListKind.taking_part)
