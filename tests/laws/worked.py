"""The worked examples of COUNTING.md: what is recorded is read from the lines above, and each line with `=` is asked of the program."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.count_sets import assemble
from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    ChannelNumbers,
    HeadCountFacts,
    PairsTally,
    Period,
)
from prossce_desktop.domain.counting.figures import Figures, ReachRange
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.counting.small_cells import Cells
from prossce_desktop.domain.input.attendance import Attendance, stage_of_sessions
from prossce_desktop.domain.matching.person_matching import PersonTraits, compare_people
from prossce_desktop.domain.model.activity_status import first_status
from prossce_desktop.domain.model.ages import age_on
from prossce_desktop.domain.model.codes import (
    ActivityKind,
    AgeCell,
    Basis,
    OurPart,
    Qualifier,
    Sex,
    Stage,
    Status,
)
from prossce_desktop.domain.model.disability import washington_group
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.tallying import CountedPresence, Links, Pair, World, tally_people

DAY = dt.date(2024, 5, 1)
KINDS = {"fair": ActivityKind.career_fair, "training": ActivityKind.training}
QUALIFIERS = {str(one.value).replace("_", " "): one for one in Qualifier}
GROUPS = {"women": "women", "men": "men", "another": "another", "youth": "youth", "with disability": "persons_with_disabilities"}
STEPS = {"registered": "registered", "qualified": "qualified", "interviews": "interviews", "hired on the spot": "hired_on_spot", "near-hires": "near_hires"}


class NotUnderstood(ValueError):
    """A line of an example that is no sentence of the language above."""


@dataclass
class Recorded:
    """What the lines of an example have recorded so far."""

    activities: dict[str, ActivityFacts] = field(default_factory=dict)
    counts: list[HeadCountFacts] = field(default_factory=list)
    people: list[CountedPresence] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    strangers: int = 1_000
    links: Links = field(default_factory=Links)
    pairs: tuple[PairsTally, ...] = ()

    def world(self) -> World:
        return World(tuple(self.activities.values()), tuple(self.counts), tuple(self.people), self.links, (), self.pairs)

    def figures(self, year: str | None = None, countries: tuple[str, ...] = (), by: tuple[str, ...] = ()) -> Figures:
        return self.world().figures(Period(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)) if year else None, countries, (), by)

    def only_set(self) -> SetNumbers:
        """The one count set of the example, with its list."""
        world = self.world()
        assembly = assemble(world.activities, world.head_counts, [one.key for one in world.people], Period())
        [count_set] = assembly.sets
        return SetNumbers(count_set, tally_people(assembly, world.people).lists.get(count_set.number, {}))

    def person(self, name: str) -> int:
        return self.names.setdefault(name.strip(), len(self.names) + 1)


def number(text: str) -> int:
    return int(text.replace(",", ""))


def tell(so_far: Recorded, line: str) -> None:
    """Record what a line says."""
    found = re.fullmatch(r"(fair|training) (\w+)((?: (?:on|to) \S+| in no country| in \w\w)*): (.+)", line)
    if found:
        _activity(so_far, *found.groups())
    elif found := re.fullmatch(r"open (\d+) pairs", line):
        ids = [one.person for one in so_far.people]
        so_far.links = replace(so_far.links, open=tuple((ids[2 * n], ids[2 * n + 1]) for n in range(int(found[1]))))
    elif found := re.fullmatch(r"(open|same|same across countries) (\w+), (\w+)", line):
        name = {"same across countries": "across"}.get(found[1], found[1])
        pair: Pair = (so_far.person(found[2]), so_far.person(found[3]))
        so_far.links = replace(so_far.links, **{name: (*getattr(so_far.links, name), pair)})
    else:
        raise NotUnderstood(line)


def _activity(so_far: Recorded, kind: str, name: str, options: str, parts: str) -> None:
    on, to = re.search(r" on (\S+)", options), re.search(r" to (\S+)", options)
    country = re.search(r" in (no country|\w\w)\b", options)
    start = dt.date.fromisoformat(on[1]) if on else None if to else DAY
    own = ActivityFacts(
        len(so_far.activities) + 1, name, name, KINDS[kind], "KH" if not country else country[1] if country[1] != "no country" else None,
        start=start, end=dt.date.fromisoformat(to[1]) if to else None, channel=None if kind == "training" else "on_site",
    )
    so_far.activities[name] = own
    for part in parts.split("; "):
        own = _told(so_far, own, part)
        so_far.activities[name] = own


def _told(so_far: Recorded, own: ActivityFacts, part: str) -> ActivityFacts:
    if part in ("planned", "postponed", "cancelled"):
        return replace(own, status=Status(part))
    if part == "context":
        return replace(own, our_part=OurPart.context)
    if found := re.fullmatch(r"part of (\w+)(, not included)?", part):
        return replace(own, part_of=so_far.activities[found[1]].id, included_in_parent=False if found[2] else None)
    if found := re.fullmatch(r"([\d,]+) tested from ([\d,]+) to ([\d,]+) of ([\d,]+)", part):
        so_far.pairs += (PairsTally(own.id, *map(number, found.groups())),)
        return own
    if (found := re.fullmatch(r"([\d,]+) (.+)", part)) and found[2] in STEPS:
        numbers = replace(own.numbers.get("on_site", ChannelNumbers()), **{STEPS[found[2]]: number(found[1])})
        return replace(own, numbers={"on_site": numbers})
    if " listed" in part:
        _listed(so_far, own, part)
    else:
        _counted(so_far, own, part)
    return own


def _counted(so_far: Recorded, own: ActivityFacts, part: str) -> None:
    """`more than 1,000 counted online visits on 2024-05-01 at door 2 of whom 60 women, 3 male/25/no`."""
    basis = "|".join(str(one.value).replace("_", " ") for one in Basis)
    found = re.fullmatch(
        rf"(?:({'|'.join(QUALIFIERS)}) )?([\d,]+) counted(?: (online|on site))?(?: ({basis}))?(?: on (\S+))?(?: at door (\d+))?(?: of whom (.+))?", part
    )
    if not found:
        raise NotUnderstood(part)
    qualifier, total, channel, said, day, door, groups = found.groups()
    split: dict[str, int] = {}
    cells: list[str] = []
    for group in (groups or "").split(", ") if groups else ():
        of, _, what = group.partition(" ")
        if "/" in what:
            cells.append(f"{what}:{number(of)}")
        else:
            split[GROUPS[what]] = number(of)
    so_far.counts.append(
        HeadCountFacts(
            len(so_far.counts) + 1, own.id, head_cube(number(total), cells, **split), Basis(said.replace(" ", "_")) if said else Basis.persons_organiser,  # type: ignore[arg-type]
            QUALIFIERS[qualifier] if qualifier else Qualifier.exact, channel.replace(" ", "_") if channel else None,
            dt.date.fromisoformat(day) if day else None, int(door) if door else None,
        )
    )


def _listed(so_far: Recorded, own: ActivityFacts, part: str) -> None:
    """`12 listed women`, `Dara, Sok listed online`, `4,600 listed pre_registered`, `3 listed women aged 18_24`."""
    found = re.fullmatch(r"(.+) listed(?: (women|men))?(?: aged (\w+))?(?: (online))?(?: (\w+))?", part)
    if not found:
        raise NotUnderstood(part)
    who, sex, age, channel, stage = found.groups()
    if who[0].isdecimal():
        ids = list(range(so_far.strangers, so_far.strangers + number(who)))
        so_far.strangers += len(ids)
    else:
        ids = [so_far.person(name) for name in who.split(", ")]
    sexes = {"women": Sex.female, "men": Sex.male, None: Sex.not_recorded}
    so_far.people += [
        CountedPresence(one, own.id, sexes[sex], AgeCell(age) if age else AgeCell.not_recorded, channel=channel, stage=Stage(stage) if stage else Stage.attended)
        for one in ids
    ]


# --- answers


def _end(value: int, qualifier: Qualifier) -> str:
    return f"{value:,}" if qualifier is Qualifier.exact else f"{str(qualifier.value).replace('_', ' ')} {value:,}"


def _range(found: ReachRange) -> str:
    lower, upper = _end(found.lower, found.lower_qualifier), _end(found.upper, found.upper_qualifier)
    return lower if found.lower == found.upper and found.lower_qualifier is found.upper_qualifier is Qualifier.exact else f"{lower} to {upper}"


def _reach(so_far: Recorded, year: str | None, country: str | None) -> str:
    return _range(so_far.figures(year, (country,) if country else ()).reach.whole)


def _share(so_far: Recorded, name: str) -> str:
    [row] = [one for one in so_far.figures().shares if one.all_countries and one.id == name]
    return f"{row.numerator:,} of {row.denominator:,}, all {row.all:,}"


def _coverage(so_far: Recorded, name: str) -> str:
    [row] = [one for one in so_far.figures().shares if one.all_countries and one.id == name]
    return f"{row.coverage:.2f}"


def _rate(so_far: Recorded, name: str) -> str:
    [row] = [one for one in so_far.figures().rates if one.id == name]
    return f"{row.numerator:,} / {row.denominator:,}"


def _step(so_far: Recorded, name: str, named: str | None) -> str:
    [row] = [one for one in so_far.figures().funnel if one.step == name and (one.basis == "persons_named") is bool(named)]
    return f"{row.value:,}"


def _count(so_far: Recorded, basis: str) -> str:
    return f"{sum(one.value for one in so_far.figures().counts if one.basis == basis):,}"


def _outside(so_far: Recorded, basis: str) -> str:
    [row] = [one for one in so_far.figures().reach.outside if one.basis == basis]
    return f"{row.value:,}"


def _table(so_far: Recorded, dimension: str) -> str:
    table = so_far.only_set().table((dimension,))
    order = {sex: place for place, sex in enumerate(Sex)}
    return ", ".join(f"{n:,} {cell.sex.value}" for cell, n in sorted(table.items(), key=lambda one: order[one[0].sex]) if n)


def _cell(so_far: Recorded, dimension: str, token: str) -> str:
    [row] = [one for one in so_far.figures(by=(dimension,)).cells if dict(one.dimensions)[dimension] == token]
    return f"{row.value:,}, range {row.lower:,} to {row.upper:,}"


def _age(_: Recorded, birth: str, day: str) -> str:
    age = age_on(birth, dt.date.fromisoformat(day))
    assert age is not None
    return f"{age.years} estimated" if age.estimated else str(age.years)


def _stage(_: Recorded, attended: str, sessions: str, threshold: str | None) -> str:
    course = Attendance(ActivityKind.training, Status.held, int(sessions))
    return str(stage_of_sessions(replace(course, threshold=int(threshold)) if threshold else course, int(attended)).value)


def _status(_: Recorded, last: str, today: str) -> str:
    day = None if last == "no day" else dt.date.fromisoformat(last)
    return str(first_status(day, day, dt.date.fromisoformat(today)).value)


def _disability(_: Recorded, answers: str) -> str:
    found = washington_group([None if one == "-" else one for one in answers.split()])
    return str(found.value) if found else "not_recorded"


def _sum_of(_: Recorded, qualifiers: str) -> str:
    return str(qualifier_of(QUALIFIERS[one] for one in qualifiers.split(", ")).value).replace("_", " ")


def _traits(text: str) -> PersonTraits:
    name, *rest = text.strip().split(", ")
    values: dict[str, str] = {}
    for one in rest:
        word, _, value = one.partition(" ")
        values[{"id": "national_id"}.get(word, word) if value else "sex"] = value or word
    return PersonTraits(name, country="KH", **values)  # type: ignore[arg-type]


def _same(_: Recorded, one: str, other: str) -> str:
    return str(compare_people(_traits(one), _traits(other)).same.value)


def _cells(_: Recorded, parts: str, whole: str) -> str:
    cells = Cells()
    for part in parts.split(", "):
        value, name = part.split(" ")
        cells.add_printed(name, number(value))
    cells.add_printed("all", number(whole), 1)
    cells.adds_up("all", [key for key in cells.values if key != "all"])
    unsaid = cells.withheld()
    return "said " + ", ".join(str(key) for key in cells.values if key not in unsaid)


Answer = Callable[..., str]
ANSWERS: tuple[tuple[str, Answer], ...] = (
    (r"reach(?: in (\d{4}))?(?: of (\w\w))?", _reach),
    (r"named", lambda so_far: f"{so_far.figures().reach.whole.named:,}"),
    (r"named_min", lambda so_far: f"{so_far.figures().reach.whole.named_min:,}"),
    (r"disjoint", lambda so_far: f"{so_far.figures().reach.lower_if_countries_disjoint:,}"),
    (r"T'", lambda so_far: f"{so_far.only_set().total:,}"),
    (r"count (\w+)", _count),
    (r"outside (\w+)", _outside),
    (r"share (\w+)", _share),
    (r"coverage (\w+)", _coverage),
    (r"rate (\w+)", _rate),
    (r"step (\w+)( by name)?", _step),
    (r"table (sex)", _table),
    (r"cell (\w+) (\w+)", _cell),
    (r"age of (\S+) on (\S+)", _age),
    (r"stage of (\d+) of (\d+) sessions(?:, threshold (\d+))?", _stage),
    (r"status of (.+) on (\S+)", _status),
    (r"disability of (.+)", _disability),
    (r"sum of (.+)", _sum_of),
    (r"(.+) \| (.+)", _same),
    (r"cells (.+) of ([\d,]+)", _cells),
)
NOT_THERE: dict[str, Callable[[Recorded, str], bool]] = {
    "note": lambda so_far, name: name in {one.code for one in so_far.figures().notes},
    "no share": lambda so_far, name: name not in {one.id for one in so_far.figures().shares},
    "no step": lambda so_far, name: name not in {one.step for one in so_far.figures().funnel},
    "no value": lambda so_far, name: all(one.value is None for one in so_far.figures().shares if one.id == name),
}


def answered(so_far: Recorded, question: str) -> str:
    """What the program answers to the left side of a line."""
    for pattern, answer in ANSWERS:
        if found := re.fullmatch(pattern, question):
            return answer(so_far, *found.groups())
    raise NotUnderstood(question)


def run(lines: list[str]) -> list[str]:
    """Each line of an example as the program has it; equal to the lines exactly where the page tells the truth."""
    so_far, told = Recorded(), []
    for line in lines:
        question, equals, _ = line.partition(" = ")
        statement = re.fullmatch(rf"({'|'.join(NOT_THERE)}) ([\w-]+)", line)
        if equals:
            told.append(f"{question} = {answered(so_far, question)}")
        elif statement:
            told.append(line if NOT_THERE[statement[1]](so_far, statement[2]) else f"not so: {line}")
        else:
            tell(so_far, line)
            told.append(line)
    return told
