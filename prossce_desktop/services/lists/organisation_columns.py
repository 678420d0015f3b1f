"""The columns of the list of organisations."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Constituent
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists
from prossce_desktop.services.lists.list_column import ListColumn, worded
from prossce_desktop.services.lists.list_words import country_words, province_words
from prossce_desktop.store.queries.list_organisations import OrganisationRow, OrganisationSort


def _type(row: OrganisationRow) -> str:
    return _(Constituent(row.constituent).label) if row.constituent in list(Constituent) else ""


def _branch(row: OrganisationRow) -> str:
    return _(code_lists.names("isic4").get(row.isic, row.isic)) if row.isic else ""


def _number(value: int | None) -> str:
    return formatting.DASH if value is None else formatting.number(value)


COLUMNS = (
    ListColumn(
        "name", N_("Name"), lambda row: row.name, second=lambda row: row.latin_name or "",
        second_key="latin_name", width=0, always=True,
        sort=OrganisationSort.name,
    ),
    worded("type", N_("Type"), _type, 180, at_first=True),
    worded("branch", N_("Economic sector (ISIC)"), _branch, 200, at_first=True),
    worded("country", N_("Country"), lambda row: country_words(row.country), 150, at_first=True),
    ListColumn(
        "fairs", N_("Fairs"), lambda row: _number(row.fairs), lambda row: row.fairs, width=80, right=True,
        sort=OrganisationSort.fairs,
        descends=True,
    ),
    ListColumn("posts", N_("Posts"), lambda row: _number(row.posts), lambda row: row.posts, width=80,
        right=True),
    ListColumn("hired", N_("Hired"), lambda row: _number(row.hired), lambda row: row.hired, width=80,
        right=True),
    worded("latin_name", N_("Name in Latin letters"), lambda row: row.latin_name, 180),
    worded("province", N_("Province"), lambda row: province_words(row.province), 140),
)  # fmt: skip
