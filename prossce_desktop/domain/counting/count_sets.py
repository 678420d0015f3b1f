"""Which activity, channel and day form which count set, before any person is looked at (C2, C3.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.counting.activity_roots import ActivityRoots, notes_of, undated_notes
from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, HeadCountFacts, ListKey, Period
from prossce_desktop.domain.counting.figures import Note
from prossce_desktop.domain.model.codes import Basis

PERSONS = frozenset({Basis.persons_organiser, Basis.persons_named})
"""Bases that count persons; the others lie outside reach."""

SET_DIMENSIONS = ("province", "year")
"""Dimensions of a count set; sex, age and disability are those of a person."""

_FOLDED = {"in_person": "on_site", "online_live": "online", "hybrid": "both"}
SetKey = tuple[int, str, dt.date | None]


@dataclass(frozen=True, slots=True)
class CountSet:
    """People who took part in one activity through one channel on one day (or the days of its head counts).
    `days`: head counts of persons, day by day. `context` sets are never in reach.
    """

    number: int
    activity: int
    channel: str
    day: dt.date | None
    country: str | None
    province: str | None
    context: bool
    days: tuple[tuple[HeadCountFacts, ...], ...] = ()

    @property
    def year(self) -> int | None:
        """The year of its counting date."""
        return self.day.year if self.day else None


@dataclass(frozen=True, slots=True)
class Scope:
    """Count sets over which people are counted once: `all`, `country:KH`, or a province and year."""

    key: str
    sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """Everything a question selects, before any person is looked at.
    `set_of`: the count set of each recorded place of participations, for present people; keys outside the
    period or of activities that do not count are absent. `activity_of`: where a key counts (a part's is its
    parent). `in_period`: activities listed. `counting`: those whose own numbers count, with context.
    """

    period: Period
    countries: tuple[str, ...]
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    activities: Mapping[int, ActivityFacts]
    in_period: tuple[ActivityFacts, ...]
    counting: tuple[ActivityFacts, ...]
    sets: tuple[CountSet, ...]
    set_of: Mapping[ListKey, int]
    activity_of: Mapping[ListKey, int]
    head_counts: tuple[HeadCountFacts, ...]
    scopes: tuple[Scope, ...]
    notes: tuple[Note, ...]
    listed: frozenset[int] = frozenset()
    counted: frozenset[int] = frozenset()

    def scope(self, key: str) -> Scope:
        """The scope of that key; an empty one if there is none."""
        return next((one for one in self.scopes if one.key == key), Scope(key, ()))


ALL = "all"


def country_key(country: str | None) -> str:
    """Key of the scope of one country."""
    return f"country:{country or ''}"


def by_key(values: Mapping[str, str]) -> str:
    """Key of the scope of one combination of province and year; all of them without either."""
    return "|".join(f"{name}={value}" for name, value in values.items()) or ALL


def set_values(count_set: CountSet, by: Collection[str]) -> dict[str, str]:
    """Province and year of a set, as far as asked for, in their fixed order."""
    values = {"province": count_set.province or "not_recorded", "year": str(count_set.year or "not_recorded")}
    return {name: values[name] for name in SET_DIMENSIONS if name in by}


def fold_channel(channel: str | None) -> str | None:
    """In person is on site, live online is online; None where nothing or both is said."""
    folded = _FOLDED.get(channel, channel) if channel else None
    return None if folded == "both" else folded


def assemble(
    activities: Iterable[ActivityFacts],
    head_counts: Iterable[HeadCountFacts],
    listed: Iterable[ListKey],
    period: Period,
    countries: Sequence[str] = (),
    kinds: Sequence[str] = (),
    by: Sequence[str] = (),
) -> Assembly:
    """Select and sort what a question asks for, whatever the order of the inputs.
    `listed`: every distinct (activity, channel, counted_on) of participations, of any stage. Countries and
    kinds are those of the activity that counts; empty is all.
    """
    standing = ActivityRoots({one.id: one for one in activities}, tuple(countries), tuple(kinds))
    counts = sorted(head_counts, key=lambda one: one.id)
    keys = sorted(
        set(listed), key=lambda one: (one.activity, one.channel or "", one.counted_on or dt.date.min)
    )
    own = [one for one in counts if standing.counts_itself(one.activity)]
    places = _CountPlaces(standing, own, keys)
    chosen = [
        one for one in own if period.holds(one.counted_on or standing.activities[one.activity].counting_date)
    ]
    set_keys: dict[ListKey, SetKey] = {}
    roots: dict[ListKey, int] = {}
    for key in keys:
        root = standing.root(key.activity)
        if root is not None and period.holds(places.day(key, root)):
            set_keys[key], roots[key] = places.of_list(key, root), root.id
    sets = _sets(standing, places, [one for one in chosen if one.basis in PERSONS], set_keys)
    numbers = {(one.activity, one.channel, day): one.number for one, day in sets}
    in_period = tuple(one for one in standing.selected() if period.holds(one.counting_date))
    plain = tuple(one for one, _ in sets)
    return Assembly(
        period,
        tuple(countries),
        tuple(kinds),
        tuple(by),
        standing.activities,
        in_period,
        tuple(one for one in in_period if standing.counts_itself(one.id)),
        plain,
        {key: numbers[place] for key, place in set_keys.items()},
        roots,
        tuple(chosen),
        _scopes(plain, by),
        (*notes_of(standing, in_period), *undated_notes(standing, period)),
        frozenset(key.activity for key in keys),
        frozenset(one.activity for one in counts),
    )


class _CountPlaces:
    """Default channel and day of counts and lists; knows the days on which each channel was counted."""

    def __init__(
        self, standing: ActivityRoots, counts: Sequence[HeadCountFacts], keys: Sequence[ListKey]
    ) -> None:
        self._activities = standing.activities
        self._stated: dict[int, set[str]] = {}
        for activity, channel in [
            *((one.activity, one.channel) for one in counts if one.basis in PERSONS),
            *((key.activity, key.channel) for key in keys),
        ]:
            folded = fold_channel(channel)
            if folded:
                self._stated.setdefault(activity, set()).add(folded)
        self._days: dict[tuple[int, str], set[dt.date | None]] = {}
        for one in counts:
            if one.basis in PERSONS:
                self._days.setdefault((one.activity, self._channel(one.activity, one.channel)), set()).add(
                    self._day_of(one)
                )
        self._counted: dict[int, list[str]] = {}
        for activity, name in sorted(self._days):
            self._counted.setdefault(activity, []).append(name)

    def of_count(self, count: HeadCountFacts) -> SetKey:
        return self._set(count.activity, self._channel(count.activity, count.channel), self._day_of(count))

    def of_list(self, key: ListKey, root: ActivityFacts) -> SetKey:
        return self._set(root.id, self._list_channel(key, root), self.day(key, root))

    def day(self, key: ListKey, root: ActivityFacts) -> dt.date | None:
        """The list of a part stands on its parent's day, whatever its own."""
        if key.activity == root.id:
            return key.counted_on or root.counting_date
        days = self._days.get((root.id, self._list_channel(key, root)), set())
        return next(iter(days)) if len(days) == 1 else root.counting_date

    def _list_channel(self, key: ListKey, root: ActivityFacts) -> str:
        if key.activity == root.id:
            return self._channel(root.id, key.channel)
        wanted = fold_channel(key.channel) or fold_channel(self._activities[key.activity].channel)
        counted = self._counted.get(root.id, [])
        if wanted in counted and wanted is not None:
            return wanted
        return counted[0] if len(counted) == 1 else self._channel(root.id, None)

    def _channel(self, activity: int, channel: str | None) -> str:
        own, given = self._activities[activity].channel, fold_channel(channel)
        if given:
            return "self_paced" if own == "self_paced" and given == "online" else given
        if fold_channel(own):
            return str(fold_channel(own))
        stated = self._stated.get(activity, set()) if own is None else set()
        return next(iter(stated)) if len(stated) == 1 else "on_site"

    def _day_of(self, count: HeadCountFacts) -> dt.date | None:
        return count.counted_on or self._activities[count.activity].counting_date

    def _set(self, activity: int, channel: str, day: dt.date | None) -> SetKey:
        """Several counted days of one channel are one set, standing on the activity's own day."""
        several = len(self._days.get((activity, channel), ())) > 1
        return activity, channel, self._activities[activity].counting_date if several else day


def _sets(
    standing: ActivityRoots,
    places: _CountPlaces,
    counts: Sequence[HeadCountFacts],
    lists: Mapping[ListKey, SetKey],
) -> list[tuple[CountSet, dt.date | None]]:
    """The count sets in a fixed order, each with the day of its key."""
    with_list = set(lists.values())
    parts: dict[SetKey, list[HeadCountFacts]] = {key: [] for key in with_list}
    for one in counts:
        parts.setdefault(places.of_count(one), []).append(one)
    found = []
    for number, key in enumerate(sorted(parts, key=lambda one: (one[0], one[1], one[2] or dt.date.min))):
        activity = standing.activities[key[0]]
        by_day: dict[dt.date, list[HeadCountFacts]] = {}
        for one in parts[key]:
            by_day.setdefault(one.counted_on or activity.counting_date or dt.date.min, []).append(one)
        days = tuple(tuple(by_day[day]) for day in sorted(by_day))
        counted_last = max(by_day, default=None) if key not in with_list else None
        day = counted_last if counted_last and counted_last != dt.date.min else key[2]
        found.append(
            (
                CountSet(
                    number, key[0], key[1], day, activity.country, activity.province, activity.context, days
                ),
                key[2],
            )
        )
    return found


def _scopes(sets: Sequence[CountSet], by: Sequence[str]) -> tuple[Scope, ...]:
    """All, each country, and each combination of province and year asked for; context left out."""
    ours = [one for one in sets if not one.context]
    members: dict[str, list[int]] = {ALL: []}
    for one in ours:
        keys = {ALL, country_key(one.country), by_key(set_values(one, by))}
        for key in keys:
            members.setdefault(key, []).append(one.number)
    return tuple(Scope(key, tuple(members[key])) for key in sorted(members))
