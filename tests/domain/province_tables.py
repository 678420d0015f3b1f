"""Tables of provinces with a few names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prossce_desktop.domain.parsing.provinces import Places, ProvinceNames


def table_of(rows: Mapping[str, Iterable[str]]) -> Places:
    """A table from codes and their names."""
    return Places(ProvinceNames(code, tuple(names)) for code, names in rows.items())
