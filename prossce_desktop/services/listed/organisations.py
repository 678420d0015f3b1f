"""The columns of the list of organisations."""

from __future__ import annotations

from prossce_desktop import codelists, wording
from prossce_desktop.domain.codes import Constituent
from prossce_desktop.domain.words import N_
from prossce_desktop.messages import _
from prossce_desktop.services.listed.column import Column, worded
from prossce_desktop.services.listed.words import country_words, province_words
from prossce_desktop.store.list_organisations import OrganisationRow, OrganisationSort


def _type(row: OrganisationRow) -> str:
    return _(Constituent(row.constituent).label) if row.constituent in list(Constituent) else ""


def _branch(row: OrganisationRow) -> str:
    return _(codelists.names("isic4").get(row.isic, row.isic)) if row.isic else ""


def _number(value: int | None) -> str:
    return wording.DASH if value is None else wording.number(value)


COLUMNS = (
    Column(
        "name", N_("Name"), lambda row: row.name, second=lambda row: row.latin_name or "", second_key="latin_name", width=0, always=True,
        sort=OrganisationSort.name,
    ),
    worded("type", N_("Type"), _type, 180, at_first=True),
    worded("branch", N_("Branch"), _branch, 200, at_first=True),
    worded("country", N_("Country"), lambda row: country_words(row.country), 150, at_first=True),
    Column(
        "fairs", N_("Fairs"), lambda row: _number(row.fairs), lambda row: row.fairs, width=80, right=True, sort=OrganisationSort.fairs,
        descends=True,
    ),
    Column("posts", N_("Posts"), lambda row: _number(row.posts), lambda row: row.posts, width=80, right=True),
    Column("hired", N_("Hired"), lambda row: _number(row.hired), lambda row: row.hired, width=80, right=True),
    worded("latin_name", N_("Latin name"), lambda row: row.latin_name, 180),
    worded("province", N_("Province"), lambda row: province_words(row.province), 140),
)  # fmt: skip
