"""People as the command line gives them (CLI8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set

from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.disability import disability_by
from prossce_desktop.domain.model.people import code_of
from prossce_desktop.services.people.sheet_context import SheetContext, context_of
from prossce_desktop.services.people.sheet_reading import shown_age
from prossce_desktop.services.records.activity_codes import activity_named
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries import activity_sheet as sheet_store
from prossce_desktop.store.queries.activity_sheet import SheetLine
from prossce_desktop.store.queries.reading import Reading


def people_json(
    reading: Reading, activity: str | None = None, countries: Sequence[str] = (), search: str | None = None
) -> list[dict[str, object]]:
    """An activity's people, one per participation in order of entry; without `activity` everybody once.
    `countries`: by the person's country. Raises UnknownActivity, CodeOfSeveral."""
    erased = erased_people(reading.execute)
    if activity is None:
        return [_person(one, None, erased) for one in sheet_store.distinct_people(reading, countries, search)]
    id = activity_named(reading, activity)
    context = context_of(reading, id, dt.date.max)
    found = sheet_store.found_people(reading, search) if search and search.strip() else None
    lines = [
        one for one in sheet_store.lines(reading, id)
        if (not countries or one.values.get("country") in countries)
        and (found is None or one.canonical in found)
    ]  # fmt: skip
    return [{**_person(one, context, erased), **_took_part(one, context)} for one in lines]


def _person(line: SheetLine, context: SheetContext | None, erased: Set[int]) -> dict[str, object]:
    values = line.values
    declared = values.get("disability")
    by_set = Disability(line.by_set) if line.by_set else None
    disability, basis = disability_by(Disability(str(declared)) if declared else None, by_set)
    nameless = "name" not in values and "latin_name" not in values
    return {
        "id": str(line.person),
        "code": code_of(line.person, values.get("country")) if nameless else None,
        "name": values.get("name"), "latin_name": values.get("latin_name"),
        "sex": values.get("sex", "not_recorded"),
        "birth": None if line.person in erased else values.get("birth"),
        "age": shown_age(line, context) if context else None,
        "phone": values.get("phone"), "national_id": values.get("national_id"),
        "country": values.get("country"), "province": values.get("province"),
        "disability": str(disability.value) if disability else None,
        "disability_basis": str(basis.value) if basis else None,
    }  # fmt: skip


def _took_part(line: SheetLine, context: SheetContext) -> dict[str, object]:
    values = line.values
    attended = values.get("attended", len(line.ticks) if line.ticks else None)
    return {
        "participation": str(line.participation), "stage": values.get("stage"), "attended": attended,
        "sessions": context.sessions,
        "pre": values.get("pre"), "post": values.get("post"), "certificate": values.get("certificate"),
    }  # fmt: skip
