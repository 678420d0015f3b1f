"""The lists of the window: activities, people, organisations, as windows on the base. Drafts stand apart.

Counting and anchors may take long for a million people: a page can be shown before they are there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from prossce_desktop.store.queries import list_activities, list_organisations, list_people, participations_of_person
from prossce_desktop.store.queries.list_activities import PAST_DATE, ActivityFilter, ActivityListRow, ActivitySort, BasisCount
from prossce_desktop.store.queries.list_organisations import AtFair, OrganisationFilter, OrganisationRow, OrganisationSort
from prossce_desktop.store.queries.list_people import EVERY, Anchor, PeopleFilter, PeopleSort, PersonRow
from prossce_desktop.store.queries.participations_of_person import TookPart
from prossce_desktop.store.queries.reading import Reading

__all__ = [
    "EVERY", "PAST_DATE", "ActivityFilter", "ActivityListRow", "ActivitySort", "Anchor", "AtFair", "BasisCount", "OrganisationFilter",
    "OrganisationRow", "OrganisationSort", "PeopleFilter", "PeopleSort", "PersonRow", "Reading", "TookPart", "activities",
    "activities_by_status", "activity_rows", "activity_years", "count_activities", "count_organisations", "count_people",
    "hired_by", "linked_records", "organisation_fairs", "organisations", "people", "people_anchors", "people_provinces",
    "person_rows", "took_part",
]  # fmt: skip


def activities(
    reading: Reading, asked: ActivityFilter, today: dt.date, *, sort: ActivitySort = ActivitySort.date, descending: bool = True,
    offset: int = 0, limit: int = 60,
) -> list[ActivityListRow]:
    """One page of the list of activities, newest first unless asked otherwise."""
    return list_activities.page(reading, asked, today, sort=sort, descending=descending, offset=offset, limit=limit)


def count_activities(reading: Reading, asked: ActivityFilter, today: dt.date) -> int:
    """How many activities the filter leaves."""
    return list_activities.count(reading, asked, today)


def activities_by_status(reading: Reading, asked: ActivityFilter, today: dt.date) -> dict[str, int]:
    """How many of them are held, planned, `past_date`, postponed, cancelled: the line at the foot."""
    return list_activities.by_status(reading, asked, today)


def activity_rows(reading: Reading, ids: Sequence[int], today: dt.date) -> list[ActivityListRow]:
    """Rows of these activities: those behind a figure, or changed a moment ago."""
    return list_activities.rows(reading, ids, today)


def activity_years(reading: Reading) -> list[int]:
    """The choices of the year filter, newest first."""
    return list_activities.years(reading)


def people(
    reading: Reading, asked: PeopleFilter, *, sort: PeopleSort = PeopleSort.name, descending: bool = False, anchor: Anchor | None = None,
    skip: int = 0, limit: int = 60,
) -> list[PersonRow]:
    """One page of distinct persons. Row n stands at anchor n // EVERY, skip n % EVERY; without an anchor skip counts from the beginning."""
    return list_people.page(reading, asked, sort=sort, descending=descending, anchor=anchor, skip=skip, limit=limit)


def count_people(reading: Reading, asked: PeopleFilter) -> int:
    """How many distinct persons the filter leaves."""
    return list_people.count(reading, asked)


def people_anchors(reading: Reading, asked: PeopleFilter, *, sort: PeopleSort = PeopleSort.name, descending: bool = False) -> list[Anchor]:
    """Where every 256th person begins; make them in the worker."""
    return list_people.anchors(reading, asked, sort=sort, descending=descending)


def person_rows(reading: Reading, ids: Sequence[int]) -> list[PersonRow]:
    """Rows of these persons, in this order."""
    return list_people.rows(reading, ids)


def people_provinces(reading: Reading) -> list[str]:
    """The choices of the province chip."""
    return list_people.provinces(reading)


def took_part(reading: Reading, person: int) -> list[TookPart]:
    """What a person took part in, the newest first."""
    return participations_of_person.of_person(reading, person)


def linked_records(reading: Reading, person: int) -> list[int]:
    """All records that are this person by decided links."""
    return participations_of_person.linked_records(reading, person)


def organisations(
    reading: Reading, asked: OrganisationFilter, *, sort: OrganisationSort = OrganisationSort.name, descending: bool = False,
    offset: int = 0, limit: int = 60,
) -> list[OrganisationRow]:
    """One page of the list of organisations."""
    return list_organisations.page(reading, asked, sort=sort, descending=descending, offset=offset, limit=limit)


def count_organisations(reading: Reading, asked: OrganisationFilter) -> int:
    """How many organisations the filter leaves."""
    return list_organisations.count(reading, asked)


def organisation_fairs(reading: Reading, organisation: int) -> list[AtFair]:
    """The fairs of one organisation with its posts and hires, the newest first."""
    return list_organisations.at_fairs(reading, organisation)


def hired_by(reading: Reading, organisation: int) -> list[PersonRow]:
    """The people an organisation hired."""
    return list_people.rows(reading, list_organisations.hired_people(reading, organisation))
