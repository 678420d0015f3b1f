"""The second reckoning: C1 to C7 of COUNTING.md, worked out person by person and without the program's formulas."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.naive.worlds import FUNNEL, Activity, Count, Office

SEXES = ("female", "male", "another")
QUESTIONS = {"women": ("sex", "female"), "men": ("sex", "male"), "youth_15_24": ("age", "young"), "with_disability": ("disability", "yes")}
Row = dict[str, object]


@dataclass
class Period:
    """Days, both ends inclusive; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass
class Group:
    """One count set: the counts and the list of one activity and day, or of all its days."""

    at: int
    country: str | None
    counts: list[Count] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)


def rule_1(words: list[str]) -> str:
    """The word of a sum."""
    kinds = set(words)
    if not kinds or kinds == {"exact"}:
        return "exact"
    if len(kinds) == 1:
        return kinds.pop()
    return "more_than" if kinds == {"exact", "more_than"} else "about"


def first_of(words: list[str]) -> str:
    """The word of a lower end that is reached in several ways."""
    if not words or "exact" in words:
        return "exact"
    return "more_than" if "more_than" in words else rule_1(words)


class Reckoning:
    """Every figure of one office and period."""

    def __init__(self, office: Office, period: Period) -> None:
        self.office, self.period = office, period
        self.held = {id: one for id, one in enumerate(office.activities, 1) if one.status == "held"}
        self.acts = {id: one for id, one in self.held.items() if self._above(one) is None}
        self.groups = [group for id, one in self.acts.items() if not one.context for group in self._groups(id, one)]
        self.countries = sorted({one.country for one in self.groups}, key=lambda one: (one is None, one or ""))

    def _above(self, one: Activity) -> int | None:
        """What takes a part in: a larger activity of the same country that was held, and is not somebody else's beside ours."""
        above = self.held.get(one.part_of or 0)
        if above is None or above.country != one.country or one.included is False:
            return None
        return one.part_of if one.context or not above.context else None

    def listed(self, id: int) -> dict[dt.date, list[int]]:
        """Who was at an activity, by the day of the list: its own, and that of its parts on the day it was counted, or its own."""
        one = self.acts[id]
        days = {count.day or one.day for count in one.counts if count.basis == "persons_organiser"}
        found = {one.day: list(one.listed)} if one.listed else {}
        for part in self.held.values():
            if self._above(part) == id and part.listed:
                here = found.setdefault(days.copy().pop() if len(days) == 1 else one.day, [])
                here += [person for person in part.listed if person not in here]
        return {day: people for day, people in found.items() if self.period.holds(day)}

    def _groups(self, id: int, one: Activity) -> list[Group]:
        """C2.1, C3.4: a count without a day is of the activity's day; of several days list and days are one."""
        persons = [count for count in one.counts if count.basis == "persons_organiser"]
        days = {count.day or one.day for count in persons}
        place = {day: (one.day if len(days) > 1 else day) for day in days}
        found: dict[dt.date, Group] = {}
        for count in persons:
            if self.period.holds(count.day or one.day):
                found.setdefault(place[count.day or one.day], Group(id, one.country)).counts.append(count)
        for day, people in self.listed(id).items():
            found.setdefault(day, Group(id, one.country)).listed += people
        return [group for group in found.values() if self.size(group)]

    # --- one group

    def of_sex(self, count: Count, sex: str) -> int:
        given = {"female": count.women, "male": count.men}.get(sex)
        return max(given or 0, sum(n for cell, n in count.cells if cell.split("/")[0] == sex))

    def listed_of(self, group: Group, sex: str) -> int:
        return sum(1 for one in group.listed if self.office.people[one].sex == sex)

    def size_of(self, group: Group, sex: str) -> int:
        """T' of a sex: the larger of count and list."""
        return max(sum(self.of_sex(count, sex) for count in group.counts), self.listed_of(group, sex))

    def size(self, group: Group) -> int:
        """T': the largest of count, list, and the sexes together."""
        return max(sum(count.total for count in group.counts), len(group.listed), sum(self.size_of(group, sex) for sex in SEXES))

    def counted(self, group: Group, of: Callable[[Count], int]) -> list[tuple[int, str]]:
        """What the counts reach: each alone, and one at each door of one day together, in every choice where a door counted again."""
        ways = [(of(count), count.qualifier) for count in group.counts]
        own = self.acts[group.at].day
        for day in {count.day or own for count in group.counts}:
            doors: dict[int, list[Count]] = {}
            for count in group.counts:
                if (count.day or own) == day and count.door is not None:
                    doors.setdefault(count.door, []).append(count)
            best = [(max(map(of, each)), [count.qualifier for count in each if of(count) == max(map(of, each))]) for each in doors.values()]
            if len(best) > 1:
                ways.append((sum(n for n, _ in best), rule_1([first_of(words) for n, words in best if n])))
        return ways

    def least_of(self, group: Group, sex: str, scope: set[int]) -> tuple[int, list[str]]:
        ways = [(self.sure_of(group.listed, sex, scope), "exact"), *self.counted(group, lambda count: self.of_sex(count, sex))]
        most = max(n for n, _ in ways)
        return most, [word for n, word in ways if n == most]

    def clusters(self, scope: set[int]) -> list[set[int]]:
        """People of a scope whom open pairs hang together, also through others."""
        found = [{one} for one in range(len(self.office.people))]
        for pair in self.office.pairs:
            joined: set[int] = set().union(*(each for each in found if each & set(pair)))
            found = [*(each for each in found if not each & set(pair)), joined]
        return [each & scope for each in found if each & scope]

    def sure_of(self, people: list[int] | set[int], sex: str, scope: set[int]) -> int:
        """People of a sex at least: a cluster is one, and none where its records tell two sexes."""
        sexes = [{self.office.people[one].sex for one in each} - {""} for each in self.clusters(scope)]
        return sum(
            told == {sex} and any(one in people and self.office.people[one].sex == sex for one in each)
            for each, told in zip(self.clusters(scope), sexes, strict=True)
        )

    def least(self, group: Group, scope: set[int]) -> tuple[int, list[str]]:
        """T' with the largest count alone and each cluster as one, and how it is reached."""
        ways = [(sum(1 for each in self.clusters(scope) if each & set(group.listed)), "exact"), *self.counted(group, lambda count: count.total)]
        sexes = [found for sex in SEXES if (found := self.least_of(group, sex, scope))[0]]
        ways.append((sum(n for n, _ in sexes), rule_1([first_of(words) for _, words in sexes])))
        most = max(n for n, _ in ways)
        return most, [word for n, word in ways if n == most]

    # --- reach

    def reach(self, country: str | None = "*") -> Row:
        """C3: people, each once, as a range; of one country, of those of none, or ("*") of all."""
        groups = [one for one in self.groups if country == "*" or one.country == country]
        named = {person for group in groups for person in group.listed}
        pairs = [pair for pair in self.office.pairs if set(pair) <= named]
        named_min = len(self.clusters(named))
        lower, words = named_min, ["exact"]
        by_sex = [self.at_least(sex, groups, named) for sex in SEXES]
        sexes = (sum(n for n, _ in by_sex), [rule_1([word for n, word in by_sex if n])])
        for n, said in [*(self.least(group, named) for group in groups), sexes]:
            if n > lower:
                lower, words = n, []
            words += said if n == lower else []
        upper = len(named) + sum(self.size(group) - len(group.listed) for group in groups)
        above: list[str] = []
        for group in groups:
            if group.counts and self.size(group) > len(group.listed):
                above += [count.qualifier for count in group.counts]
            elif group.listed:
                above.append("exact")
            above += [count.qualifier for count in group.counts if count.qualifier == "more_than"]
        if upper < lower:
            above = [first_of(words), *(word for word in above if word == "more_than")]
        found: Row = {"lower": lower, "named": len(named), "named_min": named_min, "open_pairs": len(pairs), "lower_qualifier": first_of(words)}
        if not pairs:  # with pairs the upper end is that of `tests.domain.small_worlds`, over every way of joining them
            found |= {"upper": max(lower, upper), "upper_qualifier": rule_1(above)}
        return found

    def at_least(self, sex: str, groups: list[Group] | None = None, named: set[int] | None = None) -> tuple[int, str]:
        """The least people of a sex, and the word of what reaches them: names, or one count."""
        groups = self.groups if groups is None else groups
        named = {person for group in groups for person in group.listed} if named is None else named
        ways = [(self.sure_of(named, sex, named), ["exact"]), *(self.least_of(group, sex, named) for group in groups)]
        most = max(n for n, _ in ways)
        return most, first_of([word for n, said in ways if n == most for word in said])

    # --- shares

    def told(self, group: Group, name: str) -> tuple[int, int]:
        """C4.7, a group given alone, then C5: how many are in, and how many are not."""
        dimension, wanted = QUESTIONS[name]
        head: Counter[str] = Counter()
        for count in group.counts:
            head += self._read(count, dimension, wanted)
        people = [getattr(self.office.people[one], dimension) for one in group.listed]
        if dimension == "sex":
            return self._told_of_sex(group, head, wanted)
        words = {"18_24": "in", "31_35": "out", "yes": "in", "no": "out", "": "?"}
        listed = Counter(words[one] for one in people)
        return self._matched(head, listed)

    def _read(self, count: Count, dimension: str, wanted: str) -> Counter[str]:
        """One count in words: for a sex `female`..., `out` for "not this one"; else `in`, `out`; `?` for the rest."""
        given: dict[str, int | None] = {}
        if dimension == "sex":
            given = {"female": count.women, "male": count.men}
        if dimension == "age":
            given = {"young": count.youth, **dict(count.bands)}
        if dimension == "disability":
            given = {"yes": count.disabled}
        typed = {key: n for key, n in given.items() if n is not None}
        if len(typed) == 1 and not count.cells:
            [(group, number)] = typed.items()
            if group == wanted:
                return Counter({wanted if dimension == "sex" else "in": number, "out": count.total - number})
            if dimension == "sex":
                return Counter({"?": count.total})
        place = ("sex", "age", "disability").index(dimension)
        words = {"young": "in", "25_35": "out", "18_24": "in", "31_35": "out", "yes": "in", "no": "out", "not_recorded": "?"}
        read: Counter[str] = Counter()
        for key, n in [*typed.items(), *((cell.split("/")[place], n) for cell, n in count.cells)]:
            read[words.get(key, key)] += n
        read["?"] += count.total - sum(read.values())
        return read

    def _told_of_sex(self, group: Group, head: Counter[str], wanted: str) -> tuple[int, int]:
        inside = max(head[wanted], self.listed_of(group, wanted))
        apart = head["out"]  # counted, and not of this sex
        outside = 0
        for sex in SEXES:
            if sex != wanted:
                for _ in range(max(0, self.listed_of(group, sex) - head[sex])):
                    apart -= apart > 0  # somebody listed is one of those
                outside += max(head[sex], self.listed_of(group, sex))
        return inside, min(outside + apart, self.size(group) - inside)

    def _matched(self, head: Counter[str], listed: Counter[str]) -> tuple[int, int]:
        """Everybody on the list is found among those counted, one after the other; whose answer is known stands as listed."""
        head, listed, done = Counter(head), Counter(listed), Counter[str]()
        ways = [("in", "in"), ("out", "out"), ("?", "?"), ("in", "?"), ("out", "?"), ("?", "in"), ("?", "out"), ("in", "out"), ("out", "in")]
        for person, place in ways:
            taken = min(listed[person], head[place])
            listed[person] -= taken
            head[place] -= taken
            done[place if person == "?" else person] += taken
        return done["in"] + listed["in"] + head["in"], done["out"] + listed["out"] + head["out"]

    def shares(self) -> list[Row]:
        found = []
        for name in QUESTIONS:
            for country in [*self.countries, "*"]:
                groups = [one for one in self.groups if country in ("*", one.country)]
                told = [self.told(group, name) for group in groups]
                words = [word for group, said in zip(groups, told, strict=True) if sum(said) for word in self._words_of(group, name)]
                inside, known, every = sum(i for i, _ in told), sum(i + o for i, o in told), sum(map(self.size, groups))
                if known:
                    found.append({
                        "id": name, "country": None if country == "*" else country, "all_countries": country == "*", "numerator": inside,
                        "denominator": known, "all": every, "coverage": known / every, "value": inside / known if 2 * known >= every else None,
                        "denominator_qualifier": rule_1(words),
                    })  # fmt: skip
        return found

    def _words_of(self, group: Group, name: str) -> list[str]:
        """C3.9, of those whose answer is known: names are exact, a count only where it says something of this question."""
        asked = [count for count in group.counts if sum(n for word, n in self._read(count, *QUESTIONS[name]).items() if word != "?")]
        if not asked:
            return ["exact"]
        words = [count.qualifier for count in group.counts]
        above = words if self.size(group) > len(group.listed) else ["exact"]
        return [*above, *(word for word in words if word == "more_than")]

    # --- counts, activities, funnel

    def counts(self) -> list[Row]:
        """C1: sums of one basis; list and organiser's count are two bases."""
        found: dict[tuple[object, ...], list[tuple[int, int, str]]] = {}
        for id, one in self.acts.items():
            for count in one.counts:
                if self.period.holds(count.day or one.day):
                    found.setdefault((one.country, one.kind, count.basis, one.context), []).append((id, count.total, count.qualifier))
            people = {person for each in self.listed(id).values() for person in each}
            if people:
                found.setdefault((one.country, one.kind, "persons_named", one.context), []).append((id, len(people), "exact"))
        return [
            {"country": country, "kind": kind, "basis": basis, "value": sum(n for _, n, _ in parts), "activities": len({id for id, _, _ in parts}),
             "qualifier": rule_1([word for _, _, word in parts]), "context": context}
            for (country, kind, basis, context), parts in found.items()
        ]  # fmt: skip

    def outside(self) -> list[Row]:
        rows = []
        for basis in ("attendances", "online_visits"):
            parts = [(id, count.total) for id, one in self.acts.items() if not one.context for count in one.counts
                     if count.basis == basis and self.period.holds(count.day or one.day)]  # fmt: skip
            if parts:
                rows.append({"basis": basis, "value": sum(n for _, n in parts), "activities": len({id for id, _ in parts})})
        return rows

    def activities(self) -> list[Row]:
        found: dict[tuple[object, ...], Row] = {}
        for one in self.office.activities:
            if not self.period.holds(one.day):
                continue
            row = found.setdefault((one.country, one.kind), {"country": one.country, "kind": one.kind} | dict.fromkeys(
                ("records", "events", "planned", "postponed", "cancelled", "without_count"), 0))  # fmt: skip
            held = one.status == "held"
            for name, number in (("records", 1), ("events", (1 if one.events is None else one.events) * held),
                                 ("planned", one.status == "planned"), ("cancelled", one.status == "cancelled"),
                                 ("without_count", held and not one.counts and not one.listed)):  # fmt: skip
                row[name] = int(row[name]) + int(number)  # type: ignore[call-overload]
        return list(found.values())

    def without_count(self) -> int:
        return sum(1 for one in self.acts.values() if not one.context and self.period.holds(one.day) and not one.counts and not one.listed)

    def fairs(self) -> dict[int, dict[tuple[str, str], tuple[int, str]]]:
        """Of every fair of the funnel its steps by basis, each with its word."""
        found = {}
        for id, one in self.acts.items():
            if one.kind != "career_fair" or not self.period.holds(one.day) or not set(one.funnel) & set(FUNNEL[1:]):
                continue
            steps = {(name, "interviews" if name == "interviews" else "persons_organiser"): (n, "exact") for name, n in one.funnel.items()}
            persons = [count for count in one.counts if count.basis == "persons_organiser" and self.period.holds(count.day or one.day)]
            if "registered" not in one.funnel and persons:
                steps["registered", "persons_organiser"] = sum(each.total for each in persons), rule_1([each.qualifier for each in persons])
            people = {person for each in self.listed(id).values() for person in each}
            if people:
                steps["registered", "persons_named"] = len(people), "exact"
            found[id] = steps
        return found

    def funnel(self) -> list[Row]:
        found: dict[tuple[object, ...], list[tuple[int, str]]] = {}
        for id, steps in self.fairs().items():
            one = self.acts[id]
            for (step, basis), number in steps.items():
                found.setdefault((one.country, one.context, step, basis), []).append(number)
        return [
            {"country": country, "step": step, "basis": basis, "value": sum(n for n, _ in parts), "context": context,
             "qualifier": rule_1([word for _, word in parts])}
            for (country, context, step, basis), parts in found.items()
        ]  # fmt: skip

    def rates(self) -> list[Row]:
        """C6.1: both numbers from the same fairs, those that have both."""
        wanted = {"hired_of_qualified": (("hired_on_spot", "persons_organiser"), ("qualified", "persons_organiser")),
                  "hired_of_registered": (("hired_on_spot", "persons_organiser"), ("registered", "persons_organiser")),
                  "interviews_per_qualified": (("interviews", "interviews"), ("qualified", "persons_organiser"))}  # fmt: skip
        found: dict[tuple[object, ...], list[tuple[int, int, str]]] = {}
        for id, steps in self.fairs().items():
            one = self.acts[id]
            for name, (up, down) in wanted.items():
                if up in steps and down in steps:
                    found.setdefault((name, one.country, one.context), []).append((steps[up][0], *steps[down]))
        rows = []
        for (name, country, context), parts in found.items():
            above, beneath = sum(a for a, _, _ in parts), sum(b for _, b, _ in parts)
            rows.append({"id": name, "country": country, "context": context, "numerator": above, "denominator": beneath,
                         "value": above / beneath if beneath else None, "denominator_qualifier": rule_1([word for _, _, word in parts])})  # fmt: skip
        return rows

    def by_sex(self) -> dict[str, int]:
        """C5.1, sex first: each recorded sex is its T', the rest is not recorded."""
        found: Counter[str] = Counter()
        for group in self.groups:
            for sex in SEXES:
                found[sex] += self.size_of(group, sex)
            found["not_recorded"] += self.size(group) - sum(self.size_of(group, sex) for sex in SEXES)
        return {sex: n for sex, n in found.items() if n}
