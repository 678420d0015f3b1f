"""The columns of the list of people."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Disability, Sex
from prossce_desktop.domain.model.people import code_of
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.list_column import ListColumn, Value, worded
from prossce_desktop.services.lists.list_words import (
    born_words,
    country_words,
    day_of,
    days_words,
    province_words,
)
from prossce_desktop.services.records.unnamed_people import row_called
from prossce_desktop.store.queries.list_people import PeopleSort, PersonRow


def _under_name(row: PersonRow) -> str:
    return (row.latin_name or "") if row.name else ""


def _sex(row: PersonRow) -> str:
    return _(Sex(row.sex).label) if row.sex in list(Sex) and row.sex != Sex.not_recorded else ""


def _disability(row: PersonRow) -> str:
    return _(Disability(row.disability).label) if row.disability in list(Disability) else ""


def _born(row: PersonRow) -> Value:
    """A whole date of birth as a day, a part of one in words, else the age."""
    if row.birth and len(row.birth) == 10:
        return day_of(row.birth)
    return born_words(row.birth, None) if row.birth else row.age


def _last_day(row: PersonRow) -> Value:
    try:
        return day_of(row.last_day)
    except ValueError:
        return row.last_day


COLUMNS = (
    ListColumn(
        "name", N_("Name"), row_called, second=_under_name, second_key="latin_name", width=0, always=True,
        sort=PeopleSort.name,
        personal=True,
    ),
    worded("sex", N_("Sex"), _sex, 84, at_first=True),
    ListColumn(
        "born", N_("Born, or age"), lambda row: born_words(row.birth, row.age), _born, width=116, days=True,
        sort=PeopleSort.birth,
        personal=True,
    ),
    worded("phone", N_("Phone"), lambda row: formatting.phone(row.phone, row.country), 130,
        at_first=True, personal=True),
    worded("province", N_("Province"), lambda row: province_words(row.province), 140, at_first=True,
        sort=PeopleSort.province),
    ListColumn(
        "activities", N_("Activities"), lambda row: formatting.number(row.activities),
        lambda row: row.activities, width=90, right=True,
    ),
    ListColumn(
        "last", N_("Last activity"), lambda row: row.last_title or formatting.DASH,
        lambda row: row.last_title,
        second=lambda row: days_words(row.last_start, row.last_day), second_key="last_day", width=260,
    ),
    worded("code", N_("Number"), lambda row: code_of(row.id, row.country), 120, personal=True),
    worded("latin_name", N_("Name in Latin letters"), lambda row: row.latin_name, 170, personal=True),
    worded("email", N_("E-mail"), lambda row: row.email, 190, personal=True),
    worded("national_id", N_("National ID"), lambda row: row.national_id, 130, personal=True),
    worded("disability", N_("Disability"), _disability, 110, personal=True),
    worded("country", N_("Country"), lambda row: country_words(row.country), 120),
    worded("nationality", N_("Nationality"), lambda row: country_words(row.nationality), 120),
    ListColumn(
        "last_day", N_(
            "Date of the last activity"
        ), lambda row: days_words(row.last_start, row.last_day) or formatting.DASH, _last_day, width=150,
        days=True, at_first=False,
    ),
)  # fmt: skip
