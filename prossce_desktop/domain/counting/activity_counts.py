"""Activities and whole counts of a period: one row per country, kind, basis and context; no total rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prossce_desktop.domain.counting.count_sets import Assembly
from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, Tallies
from prossce_desktop.domain.counting.figures import ActivityRow, CountRow, OutsideRow
from prossce_desktop.domain.counting.qualified_numbers import Number, total
from prossce_desktop.domain.model.codes import ActivityKind, Basis, Qualifier, Status

OUTSIDE = (Basis.attendances, Basis.online_visits)
"""What is printed beside a range. Posts, interviews, organisations and downloads are not people."""

_KINDS = list(ActivityKind)
_BASES = list(Basis)


def country_order(country: str | None) -> tuple[bool, str]:
    """Countries by their code, activities of no one country last."""
    return (country is None, country or "")


def activity_rows(assembly: Assembly) -> tuple[ActivityRow, ...]:
    """One row per country and kind, of all activities of the period whatever their status."""
    grouped: dict[tuple[str | None, ActivityKind], list[ActivityFacts]] = {}
    for one in assembly.in_period:
        grouped.setdefault((one.country, one.kind), []).append(one)
    keys = sorted(grouped, key=lambda key: (country_order(key[0]), _KINDS.index(key[1])))
    return tuple(_activity_row(assembly, country, kind, grouped[country, kind]) for country, kind in keys)


def _activity_row(
    assembly: Assembly, country: str | None, kind: ActivityKind, rows: list[ActivityFacts]
) -> ActivityRow:
    status = {one: sum(1 for row in rows if row.status is one) for one in Status}
    bare = tuple(row.id for row in rows if row.status is Status.held and is_without_count(assembly, row))
    return ActivityRow(
        country,
        str(kind.value),
        len(rows),
        sum(_events(assembly, row) for row in rows),
        status[Status.planned],
        status[Status.postponed],
        status[Status.cancelled],
        len(bare),
        tuple(row.id for row in rows),
        bare,
    )


def _events(assembly: Assembly, activity: ActivityFacts) -> int:
    """A record of an event that another record stands for adds none."""
    if activity.status is not Status.held or (
        activity.same_event_as in assembly.activities and activity not in assembly.counting
    ):
        return 0
    return 1 if activity.events is None else activity.events


def is_without_count(assembly: Assembly, activity: ActivityFacts) -> bool:
    """Neither a head count of any basis nor a named person."""
    return activity.id not in assembly.counted and activity.id not in assembly.listed


def count_rows(assembly: Assembly, tallies: Tallies) -> tuple[CountRow, ...]:
    """Whole counts, context rows beside our own and marked."""
    grouped: dict[tuple[str | None, ActivityKind, Basis, bool], dict[int, list[Number]]] = {}
    for activity, number in _numbers(assembly, tallies):
        place = grouped.setdefault((activity.country, activity.kind, number.basis, activity.context), {})
        place.setdefault(activity.id, []).append(number)
    keys = sorted(
        grouped, key=lambda key: (country_order(key[0]), _KINDS.index(key[1]), key[3], _BASES.index(key[2]))
    )
    return tuple(_count_row(key, grouped[key]) for key in keys)


def _count_row(
    key: tuple[str | None, ActivityKind, Basis, bool], numbers: Mapping[int, list[Number]]
) -> CountRow:
    country, kind, basis, context = key
    found = total(number for activity in sorted(numbers) for number in numbers[activity])
    return CountRow(
        country,
        str(kind.value),
        str(basis.value),
        found.value,
        len(numbers),
        str(found.qualifier.value),
        context,
        tuple(sorted(numbers)),
    )


def _numbers(assembly: Assembly, tallies: Tallies) -> Iterable[tuple[ActivityFacts, Number]]:
    counted: set[tuple[int, Basis]] = set()
    named: dict[int, list[Number]] = {}
    for one in assembly.head_counts:
        counted.add((one.activity, one.basis))
        number = Number(one.cube.total, one.basis, one.qualifier)
        if one.basis is Basis.persons_named:
            named.setdefault(one.activity, []).append(number)
        else:
            yield assembly.activities[one.activity], number
    for activity in sorted(set(named) | set(tallies.by_activity)):
        yield (
            assembly.activities[activity],
            _named(named.get(activity, []), tallies.by_activity.get(activity, 0)),
        )
    for own in assembly.counting:
        stated = (
            (own.vacancies, Basis.posts, own.vacancies_qualifier),
            (own.employers, Basis.organisations, Qualifier.exact),
            (own.downloads, Basis.downloads, Qualifier.exact),
        )
        for value, basis, qualifier in stated:
            if value is not None and (own.id, basis) not in counted:
                yield own, Number(value, basis, qualifier)


def _named(counts: list[Number], listed: int) -> Number:
    """The larger of the counts by name and the exact list; a count that stands keeps its qualifier."""
    found = total(counts) if counts else Number(0, Basis.persons_named)
    is_more = found.value == listed and found.qualifier is Qualifier.more_than
    return found if found.value > listed or is_more else Number(listed, Basis.persons_named)


def outside_rows(assembly: Assembly) -> tuple[OutsideRow, ...]:
    """Attendances and online visits of our own activities, with how many activities each."""
    rows = []
    for basis in OUTSIDE:
        parts = [
            one
            for one in assembly.head_counts
            if one.basis is basis and not assembly.activities[one.activity].context
        ]
        if parts:
            found = total(Number(one.cube.total, basis, one.qualifier) for one in parts)
            ids = tuple(sorted({one.activity for one in parts}))
            rows.append(OutsideRow(str(basis.value), found.value, len(ids), ids, str(found.qualifier.value)))
    return tuple(rows)
