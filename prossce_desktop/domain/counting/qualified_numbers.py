"""Numbers with their basis and qualifier, and the only way to add them (C1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Basis, Qualifier
from prossce_desktop.errors import BasesMix


@dataclass(frozen=True, slots=True)
class Number:
    """How many, of what, and how exactly."""

    value: int
    basis: Basis
    qualifier: Qualifier = Qualifier.exact

    def __add__(self, other: Number) -> Number:
        return total([self, other])


def total(numbers: Iterable[Number]) -> Number:
    """The sum of numbers of one basis, as participations. Raises BasesMix, or ValueError for none."""
    every = list(numbers)
    if not every:
        raise ValueError("nothing to add")
    bases = sorted({one.basis for one in every}, key=list(Basis).index)
    if len(bases) > 1:
        raise BasesMix(bases=", ".join(one.label for one in bases))
    return Number(sum(one.value for one in every), bases[0], qualifier_of(one.qualifier for one in every))


def qualifier_of(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """The qualifier of a sum: exact and more-than make more than, any other mixture about."""
    found = set(qualifiers)
    if len(found) == 1:
        return found.pop()
    return Qualifier.more_than if found <= {Qualifier.exact, Qualifier.more_than} else Qualifier.about
