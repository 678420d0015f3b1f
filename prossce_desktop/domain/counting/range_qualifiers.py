"""The qualifiers of a range's ends: each end keeps those of the counts that made it (C3.9)."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.head_count_doors import Days, Of, by_door
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.model.codes import Qualifier


def reached(ways: Iterable[Qualifier]) -> Qualifier:
    """A lower end's qualifier: exact if one way gives names or nobody, else more than, else as a sum."""
    found = set(ways)
    if not found or Qualifier.exact in found:
        return Qualifier.exact
    return Qualifier.more_than if Qualifier.more_than in found else qualifier_of(found)


def ways(days: Days, of: Of, number: int) -> set[Qualifier]:
    """All ways in which head counts reach so many: each by itself, or the doors of one day together."""
    found = {count.qualifier for day in days for count in day if of(count) >= number}
    for day in days:
        doors = [(max(map(of, door)), door) for door in by_door(day)]
        if len(doors) > 1 and sum(most for most, _ in doors) >= number:
            found.add(
                qualifier_of(
                    reached(count.qualifier for count in door if of(count) == most)
                    for most, door in doors
                    if most
                )
            )
    return found


def of_counts(sets: Iterable[SetNumbers]) -> set[Qualifier]:
    """What an upper end sums: counts above their lists, names of other lists, every *more than*."""
    found: set[Qualifier] = set()
    for one in sets:
        given = {count.qualifier for count in one.counts}
        if given and one.total > one.size:
            found |= given
        elif one.size:
            found.add(Qualifier.exact)
        found |= given & {Qualifier.more_than}
    return found


def summed(qualifiers: set[Qualifier]) -> Qualifier:
    """The qualifier of a sum; of nothing it is exact."""
    return qualifier_of(qualifiers) if qualifiers else Qualifier.exact
