"""Random small offices: a few activities, what was counted at each, and who was named; the same for the program and for the second reckoning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from prossce_desktop.domain.counting.facts_and_tallies import ActivityFacts, ChannelNumbers, HeadCountFacts
from prossce_desktop.domain.model.codes import ActivityKind, AgeCell, Basis, OurPart, Qualifier, Sex, Status
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.tallying import CountedPresence, Links, World

FUNNEL = ("registered", "qualified", "interviews", "hired_on_spot", "near_hires")
BIRTHS = {"18_24": "2003-06-01", "31_35": "1990-06-01", "": ""}
"""Of each age cell a birthday that lies in it on every day of the worlds."""


@dataclass
class Person:
    """`sex`, `age` (a cell), `disability`: "" is not recorded."""

    sex: str
    age: str
    disability: str


@dataclass
class Count:
    """A head count as it is typed; what is None was left empty. `cells` and `bands` as (token, number)."""

    total: int
    day: dt.date | None = None
    basis: str = "persons_organiser"
    qualifier: str = "exact"
    women: int | None = None
    men: int | None = None
    youth: int | None = None
    disabled: int | None = None
    door: int | None = None
    bands: list[tuple[str, int]] = field(default_factory=list)
    cells: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Activity:
    """An activity of one day with its head counts, the people on its list, and the organiser's funnel."""

    kind: str
    country: str | None
    day: dt.date
    status: str = "held"
    context: bool = False
    events: int | None = None
    counts: list[Count] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)
    funnel: dict[str, int] = field(default_factory=dict)
    part_of: int | None = None
    included: bool | None = None


@dataclass
class Office:
    """Everything on record. `pairs`: people who may be one, not yet looked at."""

    activities: list[Activity]
    people: list[Person]
    pairs: list[tuple[int, int]] = field(default_factory=list)

    def world(self) -> World:
        """As the counting rules of the program take it."""
        acts, counts, present = [], [], []
        for id, one in enumerate(self.activities, 1):
            fair = one.kind == "career_fair"
            acts.append(
                ActivityFacts(
                    id, f"A{id}", f"Activity {id}", ActivityKind(one.kind), one.country, start=one.day, status=Status(one.status),
                    our_part=OurPart.context if one.context else OurPart.organised, events=one.events,
                    channel="on_site" if fair else "in_person", numbers={"on_site": ChannelNumbers(**one.funnel)} if one.funnel else {},
                    part_of=one.part_of, included_in_parent=one.included,
                )
            )  # fmt: skip
            for count in one.counts:
                cube = head_cube(
                    count.total, [f"{cell}:{n}" for cell, n in count.cells], [f"{band}:{n}" for band, n in count.bands], women=count.women,
                    men=count.men, youth=count.youth, persons_with_disabilities=count.disabled,
                )  # fmt: skip
                counts.append(HeadCountFacts(len(counts) + 1, id, cube, Basis(count.basis), Qualifier(count.qualifier), counted_on=count.day, door=count.door))
            for number in one.listed:
                who = self.people[number]
                age = AgeCell(who.age or "not_recorded")
                present.append(CountedPresence(number, id, Sex(who.sex or "not_recorded"), age, who.disability or "not_recorded"))
        return World(tuple(acts), tuple(counts), tuple(present), Links((), (), tuple(self.pairs)))


def office(random: Random, countries: Sequence[str | None]) -> Office:
    """A world of one to five activities and up to nine people."""
    people = [
        Person(random.choice(("female", "female", "male", "male", "another", "")), random.choice(("18_24", "31_35", "")), random.choice(("yes", "no", "", "")))
        for _ in range(random.randint(0, 9))
    ]
    return Office([_activity(random, people, countries) for _ in range(random.randint(1, 5))], people)


def linked(random: Random, made: Office) -> Office:
    """The same with parts of larger activities and pairs of people who may be one."""
    for number, one in enumerate(made.activities[1:], 2):
        if random.random() < 0.4:
            above = random.randint(1, number - 1)
            if made.activities[above - 1].part_of is None:
                one.part_of, one.included = above, random.choice((None, True, False))
    numbers = range(len(made.people))
    made.pairs = [(a, b) for b in numbers for a in range(b) if random.random() < 0.08]
    return made


def _activity(random: Random, people: list[Person], countries: Sequence[str | None]) -> Activity:
    made = Activity(
        random.choice(("career_fair", "career_fair", "training")), random.choice(countries),
        dt.date(random.choice((2023, 2024, 2024, 2024, 2025)), random.randint(1, 12), random.randint(1, 28)),
        random.choice(("held", "held", "held", "held", "planned", "cancelled")), random.random() < 0.15, random.choice((None, None, 3)),
    )  # fmt: skip
    made.listed = [n for n in range(len(people)) if random.random() < 0.4] if random.random() < 0.6 else []
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        made.counts.append(_count(random, made))
    if random.random() < 0.5:
        for count in made.counts:
            count.door = random.choice((None, 1, 2, 3))
    if made.kind == "career_fair" and random.random() < 0.6:
        top = random.randint(5, 60)
        made.funnel = {name: random.randint(0, top) for name in FUNNEL if random.random() < 0.7}
        if made.status != "held":
            made.funnel = {}
    return made


def _count(random: Random, at: Activity) -> Count:
    made = Count(random.randint(0, 40), qualifier=random.choice(("exact", "exact", "about", "nearly", "more_than")))
    made.basis = random.choice(("persons_organiser",) * 6 + ("attendances", "online_visits"))
    if random.random() < 0.3:
        made.day = at.day - dt.timedelta(days=random.choice((1, 2, 400)))
    if made.basis == "persons_organiser":
        _split(random, at, made)
    return made


def _split(random: Random, at: Activity, made: Count) -> None:
    """Say who they were, in one of the ways in which people do."""
    rest = made.total
    how = random.choice(("nothing", "women", "men", "both", "zero", "cells"))
    if how == "cells" and not at.listed:
        for cell in ("female/18_24/no", "female/31_35/yes", "male/18_24/not_recorded", "male/31_35/no", "not_recorded/18_24/no"):
            number = random.randint(0, rest)
            rest -= number
            if number:
                made.cells.append((cell, number))
        return
    if how in ("women", "both"):
        made.women = random.randint(0, rest)
        rest -= made.women
    if how in ("men", "both"):
        made.men = random.randint(0, rest)
    if how == "zero":
        made.women = 0
    if random.random() < 0.4:
        made.youth = random.randint(0, made.total)
        if random.random() < 0.4:
            made.bands = [("25_35", random.randint(0, made.total - made.youth))]
    if random.random() < 0.3:
        made.disabled = random.randint(0, made.total)
