"""The sheet of people of one activity, as the grid shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.input.people_sheet_rows import SESSION, enough_doubts
from prossce_desktop.domain.matching.person_matching import compare_people
from prossce_desktop.domain.model.ages import Age, counted_age
from prossce_desktop.domain.model.codes import ActivityKind, Stage
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.problems import Problem
from prossce_desktop.language.messages import _
from prossce_desktop.services.people.sheet_context import SheetContext, context_of
from prossce_desktop.services.people.sheet_reasons import TWICE, already_listed
from prossce_desktop.services.records.record_search import activities_in_words
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries import activity_sheet as sheet_store, duplicate_people as people_store
from prossce_desktop.store.queries.activity_sheet import RowPlace, SheetLine
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.withheld_values import withheld_fields


@dataclass(frozen=True, slots=True)
class OpenPair:
    """An undecided duplicate; `row`: its number on this sheet from 1, None: elsewhere in the base."""

    link: int
    other: int
    row: int | None
    name: str | None
    reason: str
    """Why, in words of the screen's language: "same phone, name one letter apart"."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the grid. `values`: JSON values by the contract's names, true for each ticked `session_1`
    ...; `age` as given, `shown_age` the one that counts."""

    participation: int
    person: int
    values: dict[str, object]
    shown_age: int | None
    known: str
    """Where else the person was: "at 2 fairs", "training 2023"; empty for somebody new."""
    pairs: tuple[OpenPair, ...]
    same_as: int | None
    """The record of the first row, if an earlier one, that is the same person: counted once."""
    accepted: tuple[AcceptedDoubt, ...] = ()
    """Reasons for values of the row that were asked about."""
    doubts: tuple[Problem, ...] = ()
    """What only the base can ask about; what cells ask about by themselves is not in it."""
    withheld: frozenset[str] = frozenset()
    """Fields withheld here; `accepted` where reasons for person or participation are."""
    is_erased: bool = False
    """Only `shown_age` is known, without the day that an older erasure kept for figures."""
    by_set: str | None = None
    """What the six answers give, also where they are withheld."""


def sheet(reading: Reading, activity: int, today: dt.date | None = None) -> list[SheetRow]:
    """The people of an activity in the order of entry; raises UnknownRecord."""
    return rows(reading, activity, None, today)


def rows(
    reading: Reading, activity: int, only: Sequence[int] | None, today: dt.date | None = None
) -> list[SheetRow]:
    """The same for some participations only, to bring a few rows of a long sheet up to date."""
    context = context_of(reading, activity, today or dt.date.max)
    lines = sheet_store.lines(reading, activity, only=only)
    known = sheet_store.other_activities_of(reading, activity, [one.person for one in lines])
    pairs = _pairs(reading, activity, lines)
    places = sheet_store.places(reading, activity)
    earlier = _earlier(places)
    gone = erased_people(reading.execute, [one.person for one in lines])
    of_person = withheld_fields(
        reading.execute, reading.identity, "person", [one.person for one in lines if one.person not in gone]
    )
    of_place = withheld_fields(
        reading.execute, reading.identity, "participation", [one.participation for one in lines]
    )
    return [
        SheetRow(
            one.participation, one.person, values_of(one, is_erased=one.person in gone),
            shown_age(one, context),
            known_in_words(known.get(one.canonical, [])), tuple(pairs.get(one.person, ())),
            earlier.get(one.participation), one.kept,
            (*_twice(one, earlier.get(one.participation)), *_enough(context, one)),
            _withheld_of(one, of_person, of_place),
            one.person in gone, one.by_set,
        )
        for one in lines
    ]  # fmt: skip


def _withheld_of(
    line: SheetLine, of_person: Mapping[int, frozenset[str]], of_place: Mapping[int, frozenset[str]]
) -> frozenset[str]:
    found = of_person.get(line.person, frozenset()) | (
        of_place.get(line.participation, frozenset()) & {"role", "kept"}
    )
    return found - line.values.keys() if found else found


def _earlier(places: Sequence[RowPlace]) -> dict[int, int]:
    """Participation to the record in the first row of the same person, where that is another row."""
    first: dict[int, RowPlace] = {}
    found = {}
    for place in places:
        earlier = first.setdefault(place.canonical, place)
        if earlier is not place:
            found[place.participation] = earlier.person
    return found


def _twice(line: SheetLine, earlier: int | None) -> tuple[Problem, ...]:
    """One record taken twice is asked about; of two records that are one person only that is said."""
    if earlier is None:
        return ()
    kept = any(one.code == TWICE for one in line.kept)
    return (already_listed(line.person),) if kept or earlier == line.person else ()


def _enough(context: SheetContext, line: SheetLine) -> list[Problem]:
    """Whether somebody completed the course is asked again until it is answered."""
    stage, attended = line.values.get("stage"), line.values.get("attended")
    known = Stage(str(stage)) if stage in list(Stage) else None
    return (
        enough_doubts(known, context.attendance, attended if isinstance(attended, int) else None)
        if known is not None
        else []
    )


def values_of(line: SheetLine, *, is_erased: bool = False) -> dict[str, object]:
    """The line's values, true for each session attended, without the birth of somebody erased."""
    values = {name: value for name, value in line.values.items() if not (is_erased and name == "birth")}
    return {**values, **{f"{SESSION}{number}": True for number in line.ticks}}


def shown_age(line: SheetLine, context: SheetContext) -> int | None:
    """The age on the activity's first day: as worked out, else from the birth here, else as given."""
    birth, given = line.values.get("birth"), line.values.get("age")
    worked = None if line.age_worked is None else Age(line.age_worked)
    try:
        age = counted_age(
            context.first_day,
            worked,
            str(birth) if birth else None,
            int(str(given)) if given is not None else None,
        )
    except ValueError:
        return None
    return age.years if age else None


def known_in_words(other_activities: Sequence[tuple[str, int, int]]) -> str:
    """At 2 fairs; training 2023; at 2 fairs, 1 training."""
    if not other_activities:
        return ""
    if len(other_activities) == 1 and other_activities[0][1] == 1 and other_activities[0][2]:
        kind, _number, year = other_activities[0]
        return _("{kind} {year}").format(kind=_(ActivityKind(kind).label).lower(), year=year)
    return _("at {activities}").format(
        activities=activities_in_words((kind, number) for kind, number, _year in other_activities)
    )


def _pairs(reading: Reading, activity: int, lines: Sequence[SheetLine]) -> dict[int, list[OpenPair]]:
    """The open pairs of the people on these lines."""
    own = {one.person for one in lines}
    open_ones = people_store.open_pairs(reading, sorted(own)) if own else []
    if not open_ones:
        return {}
    traits = people_store.traits(reading, {end for one in open_ones for end in (one.a, one.b)})
    row_of: dict[int, int] = {}
    for place in sheet_store.places(reading, activity):
        row_of.setdefault(place.person, place.row)
    found: dict[int, list[OpenPair]] = {}
    for pair in open_ones:
        reason = ", ".join(_(one) for one in compare_people(traits[pair.a], traits[pair.b]).reasons)
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if one in own:
                name = traits[other].name or traits[other].latin_name
                found.setdefault(one, []).append(OpenPair(pair.link, other, row_of.get(other), name, reason))
    return found
