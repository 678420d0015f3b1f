"""Named people for figures: tallies made by SQL over `fact`, so that no participation passes through Python.

Only people joined by open pairs, who are few, are looked at one by one. No personal field is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain

from prossce_desktop.domain.counting.count_sets import Assembly, Scope
from prossce_desktop.domain.counting.facts_and_tallies import (
    FollowUpTally,
    ListCell,
    ListKey,
    Member,
    OpenGroup,
    PairsTally,
    ScopeTally,
    StageTally,
    Tallies,
)
from prossce_desktop.domain.matching.union_find import components
from prossce_desktop.store.projection.fact_codes import AGES, DISABILITIES, SEXES, STAGES
from prossce_desktop.store.queries.counting_facts import key_of, numbers_of
from prossce_desktop.store.queries.duplicate_people import open_pairs
from prossce_desktop.store.queries.presence_counts import (
    AT_PLACES,
    BY_LINKED,
    BY_RECORD,
    Present,
    firsts,
    present,
)
from prossce_desktop.store.queries.reading import Line, Reading, ask, number

_WHOLE = ", ".join(f"CAST(json_extract(value, '$[{n}]') AS INTEGER)" for n in range(4))
_PLACES = f"WITH m(a, c, d, s) AS MATERIALIZED (SELECT {_WHOLE} FROM json_each(?))"
"""Places of participations with their set, scope or activity (`s`); without the casts no index is made."""
_BY_SET = "COALESCE(wg, open_wg)"
_ANY_ANSWER = f"{_BY_SET} IS NOT NULL"
_DECIDED = f"{_BY_SET} IN ('yes', 'no') OR (q.disability IS NULL AND {_ANY_ANSWER})"
FEW = 8
"""Up to one in so many places each activity is looked up; else facts are read in one pass."""

Placed = list[tuple[int, int, int, int]]


def tally(reading: Reading, assembly: Assembly) -> Tallies:
    """The tallies of an assembly; the same numbers as `tests/domain/tallying.py` makes one by one."""
    asked = _Asked(reading, assembly)
    found = asked.present()
    pairs = _OpenPairs(reading, assembly)
    return Tallies(
        lists={one: _cells(found.lists.pop(one)) for one in sorted(found.lists)},
        scopes={
            one.key: pairs.tally(one, _cells(found.scopes[first]))
            for one, first in zip(assembly.scopes, firsts(assembly), strict=True)
        },
        by_activity=dict(sorted(found.by_activity.items())),
        stages=tuple(
            StageTally(activity, STAGES[stage], n) for (activity, stage), n in sorted(found.stages.items())
        ),
        follow_ups=asked.follow_ups(),
        pairs=asked.tested(),
        disability_bases=asked.disability_bases(),
    )


def _cells(packed: Mapping[int, int]) -> dict[ListCell, int]:
    return {_unpacked(one): people for one, people in sorted(packed.items())}


@lru_cache(maxsize=4_096)
def _unpacked(cell: int) -> ListCell:
    return cell_of(cell // 10_000, cell // 100 % 100, cell % 100)


class _Asked:
    """One question: the places it selects, and the statements over them."""

    def __init__(self, reading: Reading, assembly: Assembly) -> None:
        self._reading = reading
        self._assembly = assembly
        places = number(reading, "SELECT count(DISTINCT activity) FROM fact") if assembly.set_of else 0
        self._few = len({key.activity for key in assembly.set_of}) * FEW < places

    def by_set(self) -> Placed:
        """Every place with its count set."""
        return [(*numbers_of(key), one) for key, one in self._assembly.set_of.items()]

    def by_activity(self) -> Placed:
        """Every place with the activity it counts under."""
        return [(*numbers_of(key), self._assembly.activity_of[key]) for key in self._assembly.set_of]

    def present(self) -> Present:
        """Who was present where, and how far each person came at each activity."""
        if not self._assembly.set_of:
            return Present()
        if self._few:
            sql = f"{_PLACES} {AT_PLACES.format(joined=self._joined)}"
            return present(self._reading.execute(sql, (json.dumps(self.by_set()),)), self._assembly)
        return present(
            chain(self._reading.execute(BY_RECORD), self._reading.execute(BY_LINKED)), self._assembly
        )

    def follow_ups(self) -> tuple[FollowUpTally, ...]:
        """Per activity, stage and due month; of several records of one check the last one is taken."""
        if not number(self._reading, "SELECT EXISTS (SELECT 1 FROM follow_up WHERE removed = 0)"):
            return ()
        checks = (
            "SELECT m.s AS s, f.person AS p, u.id AS u, u.due AS due, u.reached AS r, u.working AS w, "
            "max(f.stage) AS stage, coalesce(max(t.post_overseas), 0) AS o FROM follow_up u CROSS JOIN "
            "person q ON q.id = u.person CROSS JOIN person k ON k.id = q.canonical OR (k.canonical = "
            "q.canonical AND k.canonical <> k.id) CROSS JOIN participation t ON t.person = k.id AND "
            "t.activity = u.activity CROSS JOIN fact f ON f.id = t.id CROSS JOIN m ON m.a = f.activity AND "
            "m.c = f.channel AND m.d = f.day WHERE u.removed = 0 AND f.stage > 0 GROUP BY u.id"
        )
        last = f"SELECT s, stage, due, r, w, o, max(u) FROM ({checks}) GROUP BY s, p, due"
        each = "s, stage, due, r, w, o"
        lines = self._ask(
            self.by_activity(), f"SELECT {each}, count(*) FROM ({last}) GROUP BY {each} ORDER BY {each}"
        )
        return tuple(
            FollowUpTally(
                int(activity),
                STAGES[stage],
                int(due),
                _maybe(reached),
                _maybe(working),
                int(people),
                bool(overseas),
            )
            for activity, stage, due, reached, working, overseas, people in lines
        )

    def tested(self) -> tuple[PairsTally, ...]:
        """Per training its people with both tests, where the highest score is known."""
        sql = (
            f"SELECT m.s, count(*), sum(t.pre), sum(t.post), sum(g.highest_score) FROM {self._joined} AND "
            "f.present = 1 JOIN participation t ON t.id = f.id JOIN training g ON g.id = f.activity WHERE "
            "t.pre IS NOT NULL AND t.post IS NOT NULL AND g.highest_score IS NOT NULL GROUP BY m.s ORDER BY "
            "m.s"
        )
        lines = self._ask(self.by_activity(), sql)
        return tuple(
            PairsTally(int(activity), int(n), float(pre), float(post), float(top))
            for activity, n, pre, post, top in lines
        )

    def disability_bases(self) -> dict[str, int]:
        """Present people with a disability answer, by how it was asked (`model.disability.disability_by`)."""
        if not number(self._reading, f"SELECT EXISTS (SELECT 1 FROM person WHERE {_ANY_ANSWER})"):
            return {}
        sql = (
            f"SELECT CASE WHEN {_DECIDED} THEN 'washington_group' ELSE 'self_declared' END AS basis, "
            f"count(DISTINCT f.person) FROM {self._joined} AND f.present = 1 AND f.disability > 0 JOIN "
            "participation t ON t.id = f.id JOIN person q ON q.id = t.person WHERE q.disability IS NOT NULL "
            f"OR {_ANY_ANSWER} GROUP BY basis ORDER BY basis"
        )
        return {str(basis): int(people) for basis, people in self._ask(self.by_set(), sql)}

    @property
    def _joined(self) -> str:
        on = "m.a = f.activity AND m.c = f.channel AND m.d = f.day"
        return f"m CROSS JOIN fact f ON {on}" if self._few else f"fact f CROSS JOIN m ON {on}"

    def _ask(self, places: Placed, sql: str) -> list[Line]:
        return (
            ask(self._reading, f"{_PLACES}{sql if sql[0] == ',' else f' {sql}'}", (json.dumps(places),))
            if places
            else []
        )


class _OpenPairs:
    """People joined by pairs that nobody has decided: who they are, and where they were present."""

    def __init__(self, reading: Reading, assembly: Assembly) -> None:
        self._assembly = assembly
        self._pairs = _canonical_pairs(reading)
        self._groups: dict[int, list[int]] = {}
        for person, root in components(self._pairs).items():
            self._groups.setdefault(root, []).append(person)
        self._stands = _presences(reading, assembly.set_of, {one for pair in self._pairs for one in pair})

    def tally(self, scope: Scope, named: Mapping[ListCell, int]) -> ScopeTally:
        """The groups of a scope: people of one component who are present in it."""
        if not self._pairs:
            return ScopeTally(named)
        chosen = frozenset(scope.sets)
        members = {
            person: one for person in self._stands if (one := self._member(person, chosen)) is not None
        }
        groups = []
        for _, people in sorted(self._groups.items()):
            here = tuple(members[one] for one in sorted(people) if one in members)
            if len(here) > 1:
                groups.append(OpenGroup(here))
        return ScopeTally(
            named, tuple(groups), sum(1 for a, b in self._pairs if a in members and b in members)
        )

    def _member(self, person: int, chosen: frozenset[int]) -> Member | None:
        sets: dict[int, ListCell] = {}
        for one, cell in self._stands[person]:
            if one in chosen:
                sets.setdefault(one, cell)
        return Member(person, next(iter(sets.values())), sets) if sets else None


def _canonical_pairs(reading: Reading) -> list[tuple[int, int]]:
    """The open pairs as pairs of persons after decided links, each once."""
    pairs = open_pairs(reading)
    ends = json.dumps(sorted({end for one in pairs for end in (one.a, one.b)}))
    sql = "SELECT id, canonical FROM person WHERE id IN (SELECT value FROM json_each(?))"
    canonical = {int(id): int(of) for id, of in ask(reading, sql, (ends,))}
    found = {tuple(sorted((canonical[one.a], canonical[one.b]))) for one in pairs}
    return sorted((a, b) for a, b in found if a != b)


def _presences(
    reading: Reading, set_of: Mapping[ListKey, int], people: set[int]
) -> dict[int, list[tuple[int, ListCell]]]:
    """Where these people were present in the question: set and cell, in participation order."""
    if not people:
        return {}
    listed = json.dumps(sorted(people))
    among = "(SELECT value FROM json_each(?))"
    sql = (
        "SELECT f.person, f.activity, f.channel, f.day, f.sex, f.age, f.disability FROM participation t "
        "CROSS JOIN fact f ON f.id = t.id WHERE t.person IN (SELECT value FROM json_each(?) UNION SELECT id "
        f"FROM person WHERE canonical <> id AND canonical IN {among}) AND f.present = 1 ORDER BY f.person, "
        "f.day, f.activity, f.id"
    )
    found: dict[int, list[tuple[int, ListCell]]] = {}
    for person, activity, channel, day, sex, age, disability in ask(reading, sql, (listed, listed)):
        one = set_of.get(key_of(activity, channel, day))
        if one is not None:
            found.setdefault(int(person), []).append((one, cell_of(sex, age, disability)))
    return found


def cell_of(sex: int, age: int, disability: int) -> ListCell:
    """A cell in facts, in the domain's words."""
    return ListCell(SEXES[sex], AGES[age], DISABILITIES[disability])


def _maybe(value: object) -> bool | None:
    return None if value is None else bool(value)
