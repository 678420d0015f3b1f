"""What the head counts of persons of one activity make together, by the rules of reports (C1, C3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.count_sets import PERSONS, assemble
from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, HeadCountFacts, Period
from prossce_desktop.domain.counting.figures import ReachRange, ShareRow
from prossce_desktop.domain.counting.head_count_doors import are_different_doors
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.counting.range_qualifiers import reached, ways
from prossce_desktop.domain.counting.repeated_head_counts import Set, set_of
from prossce_desktop.domain.counting.shares import share_rows, unsaid
from prossce_desktop.domain.model.codes import ActivityKind, Basis, Qualifier, Sex
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.head_count_cube import CubeRefused, HeadCube, head_cube
from prossce_desktop.domain.operations.operation import plain_fields
from prossce_desktop.services.records.record_editor import CountTyped, count_read, is_counted
from prossce_desktop.store.queries.activity_summary import parts
from prossce_desktop.store.queries.reading import Reading, Stored


@dataclass(frozen=True, slots=True)
class HeadTotal:
    """Of one channel and day the basis that counted most; channels are added.
    `least`: the largest count of a channel, unless each has a door of its own; `most`: all added. `sexes` add
    up to `most`; a sex that no count mentions is missing. `shares` of the sets, without lists.
    """

    least: int
    most: int
    sexes: Mapping[Sex, int]
    shares: tuple[ShareRow, ...] = ()
    least_qualifier: Qualifier = Qualifier.exact
    most_qualifier: Qualifier = Qualifier.exact

    @property
    def ends(self) -> ReachRange:
        """Both, with the qualifiers of the counts that made them."""
        return ReachRange(
            self.least, self.most, lower_qualifier=self.least_qualifier, upper_qualifier=self.most_qualifier
        )

    def unnamed(self, present: int) -> ReachRange:
        """Who was counted beside so many people on the list; the words are those of a sum (C1.4)."""
        least, most = (
            qualifier_of([one, Qualifier.exact] if present else [one])
            for one in (self.least_qualifier, self.most_qualifier)
        )
        return ReachRange(
            max(0, self.least - present), self.most - present, lower_qualifier=least, upper_qualifier=most
        )


def head_total(kind: str, values: Mapping[str, object], counts: Iterable[CountTyped]) -> HeadTotal | None:
    """Of head counts as typed, at an activity with these values; None without a number of persons."""
    activity = ActivityFacts(
        0, "", "", ActivityKind(kind), start=day_of(values.get("start")), end=day_of(values.get("end")),
        counted_on=day_of(values.get("counted_on")), channel=str(values.get("channel") or "") or None,
    )  # fmt: skip
    facts = [found for number, one in enumerate(counts, 1) if (found := _facts(number, one)) is not None]
    sets = [SetNumbers(one) for one in assemble([activity], facts, (), Period()).sets]
    if not sets:
        return None
    not_known = unsaid(sets)
    cubes = [cube for one in sets for cube in one.cubes]
    sexes = {sex: sum(cube.of_sex(sex) for cube in cubes) for sex in Sex if sex not in not_known}
    shares = tuple(row for row in share_rows(sets) if row.all_countries)
    largest = [reached(ways(one.days, lambda count: count.cube.total, one.largest)) for one in sets]
    every = [count.qualifier for one in sets for count in one.counts]
    least, most = sum(one.largest for one in sets), sum(one.counted for one in sets)
    return HeadTotal(least, most, sexes, shares, qualifier_of(largest), qualifier_of(every))


def head_total_of(reading: Reading, activity: Stored) -> HeadTotal | None:
    """Of the head counts that are stored."""
    counts = reading.records("head_count", parts(reading, "head_count", activity.id))
    typed = [CountTyped(one.id, plain_fields(one.value)) for one in counts]
    return head_total(activity.kind, plain_fields(activity.value), typed)


def _facts(number: int, typed: CountTyped) -> HeadCountFacts | None:
    """A count of persons that says how many; None where it says none, or what it says is not possible."""
    if typed.removed or str(typed.fields.get("basis") or Basis.persons_organiser.value) not in PERSONS:
        return None
    value = count_read(typed.fields).value
    cube = _cube(value) if isinstance(value, HeadCount) else None
    if not isinstance(value, HeadCount) or cube is None or (value.count is None and not cube.total):
        return None
    channel = str(value.channel.value) if value.channel is not None else None
    return HeadCountFacts(
        number, 0, cube, value.basis, value.qualifier, channel, value.counted_on, value.door
    )


def _cube(value: HeadCount) -> HeadCube | None:
    """Its cells; where they contradict the total, the total alone."""
    try:
        return value.cube()
    except CubeRefused:
        return head_cube(value.count) if value.count is not None else None


def day_of(value: object) -> dt.date | None:
    """A day as a field or a draft holds it; None for nothing, and for what is no day."""
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


_SAID = ("channel", "counted_on", "basis", "door")


def counted_again(values: Mapping[str, object], counts: Sequence[CountTyped]) -> list[tuple[int, int]]:
    """Pairs of typed head counts that count the same, by their positions, the earlier one first."""
    channel = str(values.get("channel") or values.get("mode") or "") or None
    day = day_of(values.get("end")) or day_of(values.get("start"))
    found: dict[int, tuple[Set, int | None]] = {}
    for at, one in enumerate(counts):
        value = count_read({name: one.fields.get(name) for name in _SAID}).value
        if isinstance(value, HeadCount) and not one.removed and is_counted(one.fields):
            found[at] = set_of(value, channel, day), value.door
    return [
        (first, second) for first in found for second in found
        if first < second and found[first][0] == found[second][0] and not are_different_doors(found[first][1],
            found[second][1])
    ]  # fmt: skip
