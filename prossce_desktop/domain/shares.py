"""Shares of women, men, youth and persons with disabilities, each with its coverage (counting rule 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prossce_desktop.domain.ages import YOUTH_15_24, inside, outside
from prossce_desktop.domain.codes import Sex
from prossce_desktop.domain.counts import country_order
from prossce_desktop.domain.cube import Cell
from prossce_desktop.domain.figures import ShareRow
from prossce_desktop.domain.filling import OPEN_ANSWERS, SetNumbers

LEAST_COVERAGE = 0.5
"""Below this part of all people asked no share is given, only "166 of 6,902 asked"."""

Answer = Callable[[Cell], bool | None]


def _is_sex(sex: Sex) -> Answer:
    return lambda cell: None if cell.sex is Sex.not_recorded else cell.sex is sex


def _is_youth(cell: Cell) -> bool | None:
    if inside(cell.age, YOUTH_15_24):
        return True
    return False if outside(cell.age, YOUTH_15_24) else None


def _has_disability(cell: Cell) -> bool | None:
    return None if cell.disability in OPEN_ANSWERS else cell.disability == "yes"


QUESTIONS: Mapping[str, tuple[str, Answer]] = {
    "women": ("sex", _is_sex(Sex.female)),
    "men": ("sex", _is_sex(Sex.male)),
    "youth_15_24": ("age", _is_youth),
    "with_disability": ("disability", _has_disability),
}


def share_rows(sets: Iterable[SetNumbers]) -> tuple[ShareRow, ...]:
    """A row per country and one for all together, over participations of our own sets; questions nobody answered are left out."""
    ours = [one for one in sets if not one.count_set.context and one.total]
    rows = []
    for name in QUESTIONS:
        by_country: dict[str | None, list[SetNumbers]] = {}
        for one in ours:
            by_country.setdefault(one.count_set.country, []).append(one)
        found = [_share(name, by_country[country], country, False) for country in sorted(by_country, key=country_order)]
        rows += [row for row in (*found, _share(name, ours, None, True)) if row.denominator]
    return tuple(rows)


def unclear(sets: Iterable[SetNumbers]) -> int:
    """Participations of our own sets that were asked about a disability and gave no conclusive answer."""
    tables = (one.table(("disability",)) for one in sets if not one.count_set.context and one.total)
    return sum(number for table in tables for cell, number in table.items() if cell.disability == "unknown")


def _share(name: str, sets: Iterable[SetNumbers], country: str | None, whole: bool) -> ShareRow:
    dimension, answer = QUESTIONS[name]
    yes = recorded = every = unknown = 0
    ids = set()
    for one in sets:
        ids.add(one.count_set.activity)
        for cell, number in one.table((dimension,)).items():
            said = answer(cell)
            every += number
            recorded += number if said is not None else 0
            yes += number if said else 0
            unknown += number if dimension == "disability" and cell.disability == "unknown" else 0
    coverage = recorded / every if every else None
    value = yes / recorded if recorded and coverage is not None and coverage >= LEAST_COVERAGE else None
    return ShareRow(name, country, whole, yes, recorded, every, coverage, value, unknown, tuple(sorted(ids)))
