"""Programmes, institutional results and stories as one list: they are few, so all are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.domain.text.folding import fold
from prossce_desktop.store.queries.reading import Reading

KINDS = ("programme", "institutional_result", "impact_story")


@dataclass(frozen=True, slots=True)
class OtherRow:
    """One record that is not an activity."""

    id: int
    kind: str
    title: str
    second: str
    day: dt.date | None
    country: str | None


def rows(
    reading: Reading, kinds: Sequence[str], text: str = "", countries: Sequence[str] = ()
) -> list[OtherRow]:
    """Records of these kinds whose words hold every word of `text`, the newest first."""
    asked = fold(text).split()
    found = [
        _row(one.id, kind, one.value) for kind in kinds if kind in KINDS for one in reading.records(kind)
    ]
    kept = [one for one in found if _fits(one, asked) and (not countries or (one.country or "") in countries)]
    return sorted(kept, key=lambda one: (one.day or dt.date.min, one.id), reverse=True)


def _fits(row: OtherRow, words: Sequence[str]) -> bool:
    held = fold(f"{row.title} {row.second}")
    return all(word in held for word in words)


def _row(id: int, kind: str, value: object) -> OtherRow:
    tiers = getattr(value, "tiers", ())
    second = str(getattr(value, "institution", None) or "") or " · ".join(one.name for one in tiers)
    country = getattr(value, "country", None)
    title, day = str(getattr(value, "title", None) or ""), getattr(value, "date", None)
    return OtherRow(id, kind, title, second, day, None if country is None else str(country.value))
