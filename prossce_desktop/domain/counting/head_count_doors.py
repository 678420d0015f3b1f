"""Head counts of one channel and day: of the same people, or at doors of their own (C3.4).

Only a person knows. Counts whose doors are said and differ are of different people; of all others the least
people are the largest count, the most all together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prossce_desktop.domain.counting.facts_and_tallies import HeadCountFacts

Days = Sequence[Sequence[HeadCountFacts]]
"""Head counts day by day; one person may have been counted on each."""
Of = Callable[[HeadCountFacts], int]
"""Which number of a count is asked for: its total, its women ..."""


def are_different_doors(first: int | None, other: int | None) -> bool:
    """Whether two doors are two, so that nobody asks whether the same people were counted again."""
    return first is not None and other is not None and first != other


def largest(days: Days, of: Of) -> int:
    """Who surely were different people: the largest count, or those at separate doors of one day together."""
    alone = max((of(count) for day in days for count in day), default=0)
    return max([alone, *(sum(max(map(of, door)) for door in by_door(day)) for day in days)])


def by_door(day: Sequence[HeadCountFacts]) -> list[list[HeadCountFacts]]:
    """The counts of a day whose doors are said, by door."""
    found: dict[int, list[HeadCountFacts]] = {}
    for count in day:
        if count.door is not None:
            found.setdefault(count.door, []).append(count)
    return list(found.values())
