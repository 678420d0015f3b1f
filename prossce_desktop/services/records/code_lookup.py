"""Code lists as `typed` wants them: a function from a typed word or code to the code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from prossce_desktop.domain.input.draft_reading import Finder
from prossce_desktop.domain.parsing.provinces import Places, ProvinceNames
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.reference import code_lists


@lru_cache
def places() -> Places:
    """Every province of the project's countries with every name it goes by."""
    return Places(ProvinceNames(one.code, one.names()) for one in code_lists.provinces())


@lru_cache(maxsize=32)
def finders(country: str) -> Mapping[str, Finder]:
    """For each code list its finder; provinces are looked for in `country` first."""
    found: dict[str, Finder] = {name: _finder(name) for name in code_lists.FILES if name != "province"}
    return {**found, "province": lambda typed: places().code_of(typed, country)}


def _finder(name: str) -> Finder:
    entries = {
        key: one.code
        for one in code_lists.codes(name)
        for key in (fold_tight(one.code), fold_tight(one.name))
    }

    def find(typed: str) -> str | None:
        return entries.get(fold_tight(typed))

    return find
