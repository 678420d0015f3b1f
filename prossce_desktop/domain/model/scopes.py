"""Whose a record is, who may write it and who may read it (the exchange's law; a record keeps its scope for life).

A scope is a country's code or one of the words below.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum

SHARED, OFFICE, SAMPLE = "all", "office", "sample"
"""Everybody's lists, which only the regional office writes; the office's own; what is shown to try the program and never leaves."""

SHARED_LISTS = ("organisation", "organisation_link", "programme")
"""Kinds of which every country chooses: what the regional office adds to them by itself is everybody's."""


class ShareLevel(StrEnum):
    """The share level: what the regional office gets of a country's people, as its invitation says."""

    codes = "codes"
    names = "names"


SHARE_LEVELS = frozenset(one.value for one in ShareLevel)


class PersonalData(StrEnum):
    """What an exported file holds of people."""

    none = "none"
    names = "names"
    all = "all"


def may_write(scope: str, *, country: str | None, regional: bool) -> bool:
    """A laptop its own country's records; the regional office everything. What a laptop calls its country is no other scope."""
    return regional or (scope == country and scope not in (SHARED, OFFICE, SAMPLE))


def scope_of_new(kind: str, own: str) -> str:
    """Whose a new record of this kind is that points to nobody's. `own`: the scope of the laptop's own records."""
    return SHARED if own == OFFICE and kind in SHARED_LISTS else own


def readable(*, country: str, regional: bool) -> AbstractSet[str]:
    """What a laptop reads of what others did: its own country and the shared lists. For the regional office of that country: the country."""
    return {country} if regional else {country, SHARED}
