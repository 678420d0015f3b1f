"""The fairs of several countries as one funnel; each step by its basis, as bases are never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.counting.figures import CountRow, Figures, FunnelRow
from prossce_desktop.domain.counting.funnel import STEPS
from prossce_desktop.domain.counting.qualified_numbers import Number, total
from prossce_desktop.domain.model.codes import Basis, Qualifier

PRESENT = (Basis.persons_organiser, Basis.persons_named)


@dataclass(frozen=True, slots=True)
class CombinedFunnelStep:
    """One step in one basis; `key` is `vacancies`, `present`, or a step of the funnel."""

    key: str
    number: Number


def whole_funnel(figures: Figures) -> tuple[CombinedFunnelStep, ...]:
    """Vacancies, people present, and the steps of our own fairs, organisers' numbers before names."""
    fairs = [one for one in figures.counts if one.kind == "career_fair" and not one.context]
    steps = [CombinedFunnelStep("vacancies", number) for number in _counted(fairs, [Basis.posts])]
    steps += [CombinedFunnelStep("present", number) for number in _counted(fairs, PRESENT)]
    for key in STEPS:
        rows = [row for row in figures.funnel if row.step == key and not row.context]
        steps += [CombinedFunnelStep(key, number) for number in _by_basis(rows)]
    return tuple(steps)


def _counted(rows: Iterable[CountRow], bases: Iterable[Basis]) -> list[Number]:
    every = list(rows)
    return [
        total(Number(one.value, basis, Qualifier(one.qualifier)) for one in every if one.basis == basis)
        for basis in bases
        if any(one.basis == basis for one in every)
    ]


def _by_basis(rows: list[FunnelRow]) -> list[Number]:
    """A number a basis, in the order in which the bases stand."""
    bases = sorted({Basis(row.basis) for row in rows}, key=[Basis.persons_organiser, *Basis].index)
    return [
        total(Number(row.value, basis, row.qualifier) for row in rows if row.basis == basis)
        for basis in bases
    ]
