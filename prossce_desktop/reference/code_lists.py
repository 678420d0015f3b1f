"""Code lists: files under resources/codes, read once. `domain/` names them only (`codes="province"`)."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.system.paths import resource

FILES = {
    "province": "provinces",
    "isco08": "isco08",
    "isced2011": "isced2011",
    "isic4": "isic4",
    "sdg_target": "sdg_targets",
    "theme": "themes",
}
"""Name of a list, as declarations say it, and its file."""


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list: stored code and shown label; `text` is the long wording where the list has one."""

    code: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Province:
    """A subdivision of ISO 3166-2, named as people write it. Codes stay known after a reform (`valid_to`)."""

    code: str
    country: str
    name: str
    local_name: str
    other_names: tuple[str, ...]
    kind: str
    valid_from: dt.date | None
    valid_to: dt.date | None

    def names(self) -> tuple[str, ...]:
        """Every name it is known by, the official one first; two provinces may share one (Vientiane)."""
        return tuple(name for name in (self.name, self.local_name, *self.other_names) if name)

    def is_valid(self, on: dt.date) -> bool:
        """Whether the province exists on that day; both ends belong to it."""
        return _covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class YouthBand:
    """One definition of "youth": first and last age, both included. Without a country it holds everywhere."""

    code: str
    name: str
    from_age: int
    to_age: int
    country: str | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    source: str

    def is_valid(self, on: dt.date) -> bool:
        """Whether the band is in force on that day."""
        return _covers(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the project; what lies before the first is not the project's."""

    code: str
    name: str
    valid_from: dt.date
    valid_to: dt.date | None


@lru_cache
def codes(name: str) -> tuple[Code, ...]:
    """The entries of a list in its own order. Raises KeyError for a name that is not in FILES."""
    return tuple(Code(row["code"], row["name"], row.get("text", "")) for row in _rows(FILES[name]))


@lru_cache
def names(name: str) -> dict[str, str]:
    """Code to name of a list; ask it with `.get`, since a code may come from a newer program."""
    return {one.code: one.name for one in codes(name)}


@lru_cache
def provinces(country: str | None = None) -> tuple[Province, ...]:
    """Provinces of one country (ISO 3166-1 alpha-2), or of all."""
    return tuple(
        Province(
            row["code"], row["country"], row["name"], row["local_name"],
            tuple(name for name in row["other_names"].split("|") if name),
            row["type"], _day(row["valid_from"]), _day(row["valid_to"]),
        )
        for row in _rows("provinces")
        if country in (None, row["country"])
    )  # fmt: skip


@lru_cache
def youth_bands() -> tuple[YouthBand, ...]:
    """Bands of youth, the United Nations' first, which is always reported."""
    return tuple(
        YouthBand(
            row["code"], row["name"], int(row["from_age"]), int(row["to_age"]), row["country"] or None,
            _day(row["valid_from"]), _day(row["valid_to"]), row["source"],
        )
        for row in _rows("youth_bands")
    )  # fmt: skip


@lru_cache
def phases() -> tuple[Phase, ...]:
    """The project's phases, oldest first."""
    return tuple(
        Phase(row["code"], row["name"], dt.date.fromisoformat(row["valid_from"]), _day(row["valid_to"]))
        for row in _rows("phases")
    )


def _rows(file: str) -> list[dict[str, str]]:
    with resource(f"codes/{file}.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, strict=True))


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _covers(first: dt.date | None, last: dt.date | None, on: dt.date) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)
