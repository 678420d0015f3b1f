"""The lists of the window as pages of the base; a page can be shown before counts and anchors."""

from __future__ import annotations

from prossce_desktop.store.queries import list_activities, list_organisations, list_people
from prossce_desktop.store.queries.list_activities import (
    PAST_DATE,
    ActivityFilter,
    ActivityListRow,
    ActivitySort,
    BasisCount,
)
from prossce_desktop.store.queries.list_organisations import (
    AtFair,
    OrganisationFilter,
    OrganisationRow,
    OrganisationSort,
)
from prossce_desktop.store.queries.list_people import EVERY, Anchor, PeopleFilter, PeopleSort, PersonRow
from prossce_desktop.store.queries.participations_of_person import (
    TookPart,
    linked_records,
    of_person as took_part,
)
from prossce_desktop.store.queries.reading import Reading

__all__ = [
    "EVERY", "PAST_DATE", "ActivityFilter", "ActivityListRow", "ActivitySort", "Anchor", "AtFair",
    "BasisCount", "OrganisationFilter",
    "OrganisationRow", "OrganisationSort", "PeopleFilter", "PeopleSort", "PersonRow", "Reading", "TookPart",
    "activities",
    "activities_by_status", "activity_rows", "activity_years", "count_activities", "count_organisations",
    "count_people",
    "hired_by", "linked_records", "organisation_fairs", "organisations", "people", "people_anchors",
    "people_provinces",
    "person_rows", "took_part",
]  # fmt: skip

activities, count_activities, activities_by_status = (
    list_activities.page,
    list_activities.count,
    list_activities.by_status,
)
activity_rows, activity_years = list_activities.rows, list_activities.years
people, count_people, people_anchors = list_people.page, list_people.count, list_people.anchors
person_rows, people_provinces = list_people.rows, list_people.provinces
organisations, count_organisations = list_organisations.page, list_organisations.count
organisation_fairs = list_organisations.at_fairs


def hired_by(reading: Reading, organisation: int) -> list[PersonRow]:
    """The people an organisation hired."""
    return list_people.rows(reading, list_organisations.hired_people(reading, organisation))
