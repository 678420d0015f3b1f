"""Code lists as `typed` wants them: a function from a typed word or code to the code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from prossce_desktop import codelists
from prossce_desktop.domain.folding import fold_tight
from prossce_desktop.domain.places import Place, Places
from prossce_desktop.domain.typed import Finder


@lru_cache
def places() -> Places:
    """Every province of the project's countries with every name it goes by."""
    return Places(Place(one.code, one.names()) for one in codelists.provinces())


@lru_cache(maxsize=32)
def finders(country: str) -> Mapping[str, Finder]:
    """For each code list its finder; provinces are looked for in `country` first."""
    found: dict[str, Finder] = {name: _finder(name) for name in codelists.FILES if name != "province"}
    return {**found, "province": lambda typed: places().code_of(typed, country)}


def _finder(name: str) -> Finder:
    entries = {key: one.code for one in codelists.codes(name) for key in (fold_tight(one.code), fold_tight(one.name))}

    def find(typed: str) -> str | None:
        return entries.get(fold_tight(typed))

    return find
