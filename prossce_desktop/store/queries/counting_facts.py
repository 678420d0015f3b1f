"""What the counting rules ask of activities and head counts, as plain facts; no personal field is read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    ChannelNumbers,
    HeadCountFacts,
    ListKey,
)
from prossce_desktop.domain.counting.funnel import GIVEN_STEPS
from prossce_desktop.domain.model.codes import ActivityKind, Basis, OurPart, Qualifier, Stage, Status
from prossce_desktop.domain.model.head_count_cube import CubeRefused, HeadCube, head_cube
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.store.db.cell_values import as_day
from prossce_desktop.store.log.sample_lots import Origins
from prossce_desktop.store.projection import fact_codes
from prossce_desktop.store.queries.canonical_organisations import counted_twice
from prossce_desktop.store.queries.reading import Line, Reading, ask

_COMPLETED = tuple(
    fact_codes.STAGE[str(one.value)] for one in (Stage.completed, Stage.assessed, Stage.certified)
)


def held(reading: Reading) -> tuple[list[ActivityFacts], list[HeadCountFacts], list[ListKey]]:
    """Every live activity, head count and place of participations for `assemble`; facts are read once."""
    places = _places(reading)
    return _activities(reading, places), head_counts(reading), _keys(places)


def activities(reading: Reading) -> list[ActivityFacts]:
    """Every live activity."""
    return _activities(reading, _places(reading))


def _places(reading: Reading, among: Collection[int] | None = None) -> list[Line]:
    """Distinct activity, channel and day of live participations; and whether of those who completed."""
    sql = f"SELECT DISTINCT activity, channel, day, stage IN {_COMPLETED} FROM fact"
    if among is None:
        return ask(reading, sql)
    return ask(
        reading, f"{sql} WHERE activity IN (SELECT value FROM json_each(?))", (json.dumps(sorted(among)),)
    )


def _activities(reading: Reading, places: Iterable[Line]) -> list[ActivityFacts]:
    shared = {
        int(line[0]): line
        for line in ask(
            reading,
            'SELECT id, code, title, kind, country, province, start, "end", status, our_part, events, '
            "counted_on, channel, part_of,"
            " included_in_parent, same_event_as FROM activity WHERE removed = 0 ORDER BY id",
        )
    }
    employers = _employers(reading)
    completions = {int(line[0]) for line in places if line[3]}
    samples = Origins(reading.execute)
    found = []
    for kind in ACTIVITY_KINDS:
        for own in ask(reading, _own_sql(kind)):
            line = shared.get(int(own[0]))
            if line is not None:
                id = int(own[0])
                known = id in completions or own[3] not in (None, "[]")
                found.append(
                    _activity(
                        line, own, employers.get(id), completion_known=known, sample=samples.is_sample(id)
                    )
                )
    return sorted(found, key=lambda one: one.id)


def head_counts(reading: Reading) -> list[HeadCountFacts]:
    """Every live head count of a live activity that has a number."""
    sql = (
        "SELECT h.id, h.activity, h.count, h.cells, h.ages, h.women, h.men, h.another, h.youth, "
        "h.youth_band, h.persons_with_disabilities, coalesce(h.basis, 'persons_organiser'), "
        "coalesce(h.qualifier, 'exact'), h.channel, h.counted_on, h.door FROM head_count h JOIN activity a "
        "ON a.id = h.activity AND a.removed = 0 WHERE h.removed = 0 ORDER BY h.id"
    )
    found = []
    for id, activity, *given, basis, qualifier, channel, day, door in ask(reading, sql):
        cube = _cube(given)
        if cube is not None:
            found.append(
                HeadCountFacts(
                    int(id),
                    int(activity),
                    cube,
                    Basis(basis),
                    Qualifier(qualifier),
                    channel,
                    as_day(day),
                    door,
                )
            )
    return found


def list_keys(reading: Reading, among: Collection[int] | None = None) -> list[ListKey]:
    """Distinct places of live participations; channel and day are the activity's where unset."""
    return _keys(_places(reading, among))


def _keys(places: Iterable[Line]) -> list[ListKey]:
    return [key_of(*place) for place in dict.fromkeys(line[:3] for line in places)]


def key_of(activity: int, channel: int, day: int) -> ListKey:
    """A place in facts, in the domain's words."""
    on = dt.date(day // 10_000, day // 100 % 100, day % 100) if day else None
    return ListKey(activity, fact_codes.CHANNELS.get(channel), on)


def numbers_of(key: ListKey) -> tuple[int, int, int]:
    """`key_of` the other way."""
    day = int(key.counted_on.strftime("%Y%m%d")) if key.counted_on else 0
    return key.activity, fact_codes.CHANNEL.get(key.channel or "", 0), day


def _own_sql(kind: str) -> str:
    """Id, vacancies and qualifier, sessions, downloads, employers, organiser's numbers plain and online."""
    names = set(ACTIVITY_KINDS[kind].model_fields)
    plain = ["id", "vacancies", "vacancies_qualifier", "sessions", "downloads", "employers", *GIVEN_STEPS]
    wanted = [*plain, *(f"{name}_online" for name in GIVEN_STEPS)]
    columns = [name if name in names or name == "id" else f"NULL AS {name}" for name in wanted]
    return f"SELECT {', '.join(columns)} FROM {kind} WHERE removed = 0"


def _activity(
    line: Line, own: Line, employers: Line | None, *, completion_known: bool, sample: bool
) -> ActivityFacts:
    (
        id,
        code,
        title,
        kind,
        country,
        province,
        start,
        end,
        status,
        our_part,
        events,
        counted_on,
        channel,
        *links,
    ) = line
    part_of, included, same = links
    _, vacancies, qualifier, _, downloads, employer_count, *organiser = own
    by_employers = None if employers is None else ChannelNumbers(None, None, *employers[1:4])
    posts, organisations = (None, None) if employers is None else employers[4:6]
    return ActivityFacts(
        int(id), code or "", title or "", ActivityKind(kind), country, province, as_day(start), as_day(end),
        Status(status) if status else Status.held, OurPart(our_part) if our_part else OurPart.organised,
        events, as_day(counted_on),
        channel, part_of, None if included is None else bool(included), same, _by_channel(channel, organiser),
        by_employers,
        organisations if employer_count is None else employer_count,
        posts if vacancies is None else vacancies,
        Qualifier(qualifier) if qualifier else Qualifier.exact, downloads, completion_known, sample,
    )  # fmt: skip


def _by_channel(channel: str | None, given: list[int | None]) -> Mapping[str, ChannelNumbers]:
    """The plain numbers are those on site, or of the only channel; those ending in `_online` are online."""
    plain, online = given[: len(GIVEN_STEPS)], given[len(GIVEN_STEPS) :]
    found = {}
    if any(one is not None for one in plain):
        only_online = channel in ("online", "online_live") and not any(one is not None for one in online)
        found["online" if only_online else "on_site"] = ChannelNumbers(*plain)
    if any(one is not None for one in online):
        found["online"] = ChannelNumbers(*online)
    return MappingProxyType(found)


def _employers(reading: Reading) -> dict[int, Line]:
    """By fair: interviews, hired, near-hires, posts, organisations; joined ones are one."""
    sql = (
        "SELECT e.activity, sum(e.interviews), sum(e.hired), sum(e.near_hires), sum(coalesce(e.posts_local, "
        "0) + coalesce(e.posts_overseas, 0)) FILTER (WHERE e.posts_local IS NOT NULL OR e.posts_overseas IS "
        "NOT NULL), count(DISTINCT e.organisation) FROM fair_employer e WHERE e.removed = 0 GROUP BY "
        "e.activity"
    )
    again = counted_twice(reading)
    return {int(line[0]): (*line[:5], line[5] - again.get(int(line[0]), 0)) for line in ask(reading, sql)}


def _cube(given: list[object]) -> HeadCube | None:
    """The cube of a record; numbers that contradict each other (of another program) leave only the total."""
    count, cells, ages, women, men, another, youth, band, disabled = given
    total = None if count is None else int(str(count))
    names = ("women", "men", "another", "youth", "persons_with_disabilities")
    parts = {
        name: _whole(value) for name, value in zip(names, (women, men, another, youth, disabled), strict=True)
    }
    crossed, by_age = json.loads(str(cells or "[]")), json.loads(str(ages or "[]"))
    if total is None and not crossed and not by_age and all(one is None for one in parts.values()):
        return None
    try:
        return head_cube(total, crossed, by_age, youth_band=str(band) if band else None, **parts)
    except CubeRefused:
        return None if total is None else HeadCube(total)


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))
