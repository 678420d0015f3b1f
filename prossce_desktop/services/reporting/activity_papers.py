"""Papers of one activity: its page, and the sheet that is signed at its door."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from prossce_desktop.domain.counting.shares import unsaid
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.language import formatting, messages
from prossce_desktop.reference import code_lists
from prossce_desktop.reports.report_data import ActivityPageData, Signer, SignInSheet
from prossce_desktop.services.reporting import activity_page_parts
from prossce_desktop.services.reporting.report_export import origin_of
from prossce_desktop.store.queries import activity_people
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store

if TYPE_CHECKING:
    from prossce_desktop.reports.pages.finished_document import Document

_LETTERS = {Sex.female: "F", Sex.male: "M"}


def activity_document(
    reading: Reading, id: int, now: dt.datetime, today: dt.date, language: str = messages.ENGLISH
) -> Document:
    """One activity's page as a PDF in memory. Raises UnknownRecord where `id` is no live activity."""
    from prossce_desktop.reports.pages.activity_page import activity_page

    with messages.speaking(language):
        return activity_page(activity_data(reading, id, now, today))


def sign_in_document(
    reading: Reading,
    id: int,
    now: dt.datetime,
    *,
    filled: bool = False,
    pages: int = 1,
    language: str = messages.ENGLISH,
) -> Document:
    """The sign-in sheet as a PDF: `pages` blank ones, or `filled`. Raises UnknownRecord."""
    from prossce_desktop.reports.pages.sign_in_sheet import sign_in_sheet

    with messages.speaking(language):
        return sign_in_sheet(sign_in_data(reading, id, now, filled=filled, pages=pages))


def write_activity_page(
    store: Store, id: int, path: Path, now: dt.datetime, today: dt.date, language: str = messages.ENGLISH
) -> int:
    """Write the page to `path`, which keeps what it had if anything fails; gives how many pages it has."""
    with store.read() as reading:
        document = activity_document(reading, id, now, today, language)
    document.write(path)
    return document.pages


def write_sign_in_sheet(
    store: Store,
    id: int,
    path: Path,
    now: dt.datetime,
    *,
    filled: bool = False,
    pages: int = 1,
    language: str = messages.ENGLISH,
) -> int:
    """Write the sign-in sheet whole or not at all; gives its number of pages."""
    with store.read() as reading:
        document = sign_in_document(reading, id, now, filled=filled, pages=pages, language=language)
    document.write(path, private=filled)
    return document.pages


def activity_data(reading: Reading, id: int, now: dt.datetime, today: dt.date) -> ActivityPageData:
    """What an activity's page says, in the present language, with nothing that may name a person."""
    activity = _activity(reading, id)
    counted = activity_page_parts.counting_of(reading, id)
    sample = any(one.sample for one in counted.assembly.activities.values())
    return ActivityPageData(
        code=activity.code or "",
        title=activity.title,
        kind=activity.KIND,
        origin=origin_of(
            reading, now, today, sample=sample, countries=(activity.country,) if activity.country else ()
        ),
        finding=activity_page_parts.finding(activity, counted),
        facts=activity_page_parts.facts(reading, activity),
        people=activity_page_parts.people(counted),
        people_note=activity_page_parts.people_note(counted),
        unsaid=unsaid(counted.sets),
        sets=activity_page_parts.sets(counted),
        stages=activity_page_parts.stages(reading, id, activity),
        sessions=activity_page_parts.sessions(reading, id, activity),
        funnel=activity_page_parts.funnel(activity, counted),
        employers=activity_page_parts.employers(reading, id),
        gain=activity_page_parts.gain(activity, counted),
        other_counts=activity_page_parts.other_counts(counted.assembly.head_counts),
    )


def sign_in_data(reading: Reading, id: int, now: dt.datetime, *, filled: bool, pages: int) -> SignInSheet:
    """What stands on the sign-in sheet."""
    activity = _activity(reading, id)
    province = code_lists.names("province").get(activity.province or "", "")
    place = ", ".join(part for part in (activity.place, province) if part)
    people = (
        tuple(_signer(one, activity.country) for one in activity_people.listed(reading, id)) if filled else ()
    )
    return SignInSheet(
        activity.code or "",
        activity.title,
        now.astimezone(),
        activity.start,
        activity.end,
        place,
        people,
        pages,
    )


def _signer(person: activity_people.Listed, country: str | None) -> Signer:
    sex = _LETTERS.get(person.sex, "")
    return Signer(
        person.name,
        sex,
        (person.birth or "")[:4],
        formatting.phone(person.phone, country),
        person.organisation or "",
    )


def _activity(reading: Reading, id: int) -> Activity:
    found = reading.record(id)
    if found.removed or not isinstance(found.value, Activity):
        raise UnknownRecord(record=id)
    return found.value
