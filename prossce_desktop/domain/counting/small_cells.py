"""Small cells (C12): numbers by which somebody could be recognised are not said where strangers may read.

A number of 1 to 4 people is withheld, and whatever would give it back: the rest of a total, a total of the
rest, the same people counted another way. 0 is said. NOT_SAID stands for it in every table, and for what
follows from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

FEWEST = 5
"""From so many people on, a number is said, and a mean is worked out."""
NOT_SAID = cast("int", math.nan)
"""Stands where a number is withheld. It is no number: sums and shares of it are none either."""

Key = Hashable
Bounds = tuple[float, float]


def is_small(n: float) -> bool:
    """Whether it is a number of people, though not nobody, that is not said."""
    return 0 < n < FEWEST


def is_said(n: float) -> bool:
    """Whether a number was not withheld."""
    return not math.isnan(n)


@dataclass(frozen=True, slots=True)
class Sum:
    """What readers may add up: the parts make the whole, `beyond` apart, which is taken as known to them."""

    whole: Key
    parts: tuple[Key, ...]
    beyond: int = 0


@dataclass(slots=True)
class Cells:
    """All numbers that leave together, how they add up, and which of them must not be said.
    A reader knows every sum, tells a withheld small number from a large one, and narrows each down by all
    sums. What nobody prints (`unprinted`) is protected too: the three men of "92 women of 95".
    """

    values: dict[Key, int] = field(default_factory=dict)
    people: set[Key] = field(default_factory=set)
    unprinted: set[Key] = field(default_factory=set)
    costs: dict[Key, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def add_printed(self, key: Key, value: int, cost: int = 0, *, people: bool = True) -> None:
        """A printed number. Among those to withhold the least `cost`, then the smallest, is chosen."""
        self.values[key], self.costs[key] = value, cost
        if people:
            self.people.add(key)

    def add_unprinted(self, key: Key, value: int) -> None:
        """A number that is printed nowhere but could be worked out; that nobody is there counts as known."""
        if value:
            self.values[key] = value
            self.people.add(key)
            self.unprinted.add(key)

    def adds_up(self, whole: Key, parts: Iterable[Key]) -> None:
        """Parts that make a whole; keys that do not exist are passed over.
        People they lack are protected like all others; what they have too many, counted twice, is taken as
        known.
        """
        known = tuple(one for one in dict.fromkeys(parts) if one in self.values)
        if not known or whole not in self.values:
            return
        beyond = sum(self.values[one] for one in known) - self.values[whole]
        if beyond < 0:
            rest = ("rest", whole, known)
            self.add_unprinted(rest, -beyond)
            known, beyond = (*known, rest), 0
        self.sums.append(Sum(whole, known, beyond))

    def within(self, part: Key, whole: Key) -> None:
        """A part of a whole, whose rest is protected too; nothing where the part is the larger."""
        if part in self.values and self.values[part] <= self.values.get(whole, -1):
            self.adds_up(whole, (part,))

    def withheld(self) -> frozenset[Key]:
        """Printed numbers to withhold: the small ones, and the fewest and smallest that give them back."""
        guarded = [key for key in self.people if is_small(self.values[key])]
        same, near = self._same(), self._near()
        unsaid: set[Key] = set()
        more = {key for key in guarded if key not in self.unprinted}
        while guarded:
            unsaid |= {one for key in more for one in same.get(key, [key])} - self.unprinted
            (bounds, pinned), more = self._narrowed(unsaid), set()
            given = sorted(
                (key for key in guarded if bounds[key][0] == bounds[key][1]), key=list(pinned).index
            )
            for key in given:
                if (found := self._next(key, unsaid, near, more, pinned)) is not None:
                    more.add(found)
            more = more or {
                one
                for one in (self._next(key, unsaid, near, set(), pinned, forced=True) for key in given)
                if one is not None
            }
            if not more:
                break
        return frozenset(unsaid)

    def _same(self) -> dict[Key, list[Key]]:
        """Numbers that are each other's, but for what is known: who withholds one withholds all."""
        found: dict[Key, list[Key]] = {}
        for one in self.sums:
            if len(one.parts) == 1:
                both = [*found.get(one.whole, [one.whole]), *found.get(one.parts[0], [one.parts[0]])]
                together = list(dict.fromkeys(both))
                found.update((key, together) for key in together)
        return found

    def _near(self) -> dict[Key, list[Sum]]:
        found: dict[Key, list[Sum]] = {}
        for one in self.sums:
            for key in (one.whole, *one.parts):
                found.setdefault(key, []).append(one)
        return found

    def _next(
        self,
        key: Key,
        unsaid: set[Key],
        near: dict[Key, list[Sum]],
        more: set[Key],
        pinned: dict[Key, SumEquation],
        *,
        forced: bool = False,
    ) -> Key | None:
        """What is withheld beside a number that could be worked out: of the sums that gave it, else of near
        ones.
        None if another small number gives it, something is withheld this turn (`more`), or nothing is left.
        """
        around = self._from(key, pinned)
        place = {one: n for n, one in enumerate(pinned)}
        if not forced and any(
            place.get(one, len(place)) < place[key] and one in self.people and is_small(self.values[one])
            for one in around
        ):
            return None
        seen, ring = {key, *around}, around or [key]
        while ring:
            printed = [
                one for one in around if one not in unsaid and one not in self.unprinted and self.values[one]
            ]
            if printed:
                return (
                    None
                    if more.intersection(printed)
                    else min(printed, key=lambda one: (self.costs[one], self.values[one], repr(one)))
                )
            around = [
                one
                for each in ring
                for sums in near.get(each, ())
                for one in (sums.whole, *sums.parts)
                if one not in seen
            ]
            seen.update(around)
            ring = around
        return None

    def _from(self, key: Key, pinned: dict[Key, SumEquation]) -> list[Key]:
        """The numbers of the sum from which one was worked out, and of those from which these were."""
        found: dict[Key, None] = {}
        waiting = [key]
        while waiting:
            line = pinned.get(waiting.pop())
            fresh = (
                [one for one in line.members if one != key and one not in found] if line is not None else []
            )
            found.update(dict.fromkeys(fresh))
            waiting += fresh
        return list(found)

    def _narrowed(self, unsaid: set[Key]) -> tuple[dict[Key, Bounds], dict[Key, SumEquation]]:
        """The bounds a reader knows of each withheld number; known ones, with the line that gave them."""
        bounds = {key: self._first(key, unsaid) for key in self.values}
        lines = [one for one in (self._line(each, bounds) for each in self.sums) if one.terms]
        pinned = narrow(lines, bounds)
        # else more goes anyway
        if not any(key in pinned for key in self.people if is_small(self.values[key])):
            order = list(self.values)
            pinned |= narrow([*lines, *solved(lines, order), *solved(lines, order[::-1])], bounds)
        return bounds, pinned

    def _line(self, equation: Sum, bounds: dict[Key, Bounds]) -> SumEquation:
        """A sum of what is not said: what is said stands on the other side."""
        terms: dict[Key, int] = {}
        right = equation.beyond
        for key, times in (*((part, 1) for part in equation.parts), (equation.whole, -1)):
            if bounds[key][0] == bounds[key][1]:
                right -= times * self.values[key]
            else:
                terms[key] = times
        return SumEquation(terms, right, (equation.whole, *equation.parts))

    def _first(self, key: Key, unsaid: set[Key]) -> Bounds:
        value = self.values[key]
        if key in self.unprinted or (key in unsaid and key not in self.people):
            return 0, math.inf
        if key not in unsaid:
            return value, value
        return (1, FEWEST - 1) if is_small(value) else (FEWEST, math.inf)


@dataclass(slots=True)
class SumEquation:
    """Numbers that are not said, each so many times, make `right` together."""

    terms: dict[Key, int]
    right: int
    members: tuple[Key, ...] = ()
    """All numbers of the sum, also those that are said; none where it was worked out from several."""

    def drop(self, key: Key, other: SumEquation) -> None:
        """Take one of its numbers out, by another line that holds it."""
        mine, its = other.terms[key], self.terms[key]
        if mine not in (1, -1):
            self.terms = {one: times * mine for one, times in self.terms.items()}
            self.right *= mine
            its *= mine
        factor = its // mine
        for one, times in other.terms.items():
            left = self.terms.get(one, 0) - factor * times
            if left:
                self.terms[one] = left
            else:
                self.terms.pop(one, None)
        self.right -= factor * other.right


def solved(lines: Iterable[SumEquation], order: Sequence[Key]) -> list[SumEquation]:
    """All lines solved for one another (Gauss and Jordan): what follows from all stands alone in one.
    `order`: which numbers are solved for first; another order says the same otherwise.
    """
    rank = {key: n for n, key in enumerate(order)}
    found: dict[Key, SumEquation] = {}
    holding: dict[Key, set[Key]] = {}
    for given in lines:
        line = SumEquation(dict(given.terms), given.right)
        for key in given.terms:
            if key in found and key in line.terms:
                line.drop(key, found[key])
        if not line.terms:
            continue
        pivot = min(line.terms, key=lambda key: (abs(line.terms[key]), rank[key]))
        for other in holding.pop(pivot, set()):
            if pivot in found[other].terms:
                found[other].drop(pivot, line)
                _hold(holding, line, other)
        found[pivot] = line
        _hold(holding, line, pivot)
    return list(found.values())


def _hold(holding: dict[Key, set[Key]], line: SumEquation, pivot: Key) -> None:
    for key in line.terms:
        if key != pivot:
            holding.setdefault(key, set()).add(pivot)


_TURNS = 200
"""So often bounds are narrowed by each other at most: whole numbers creep where sums turn in a circle."""


def narrow(lines: Sequence[SumEquation], bounds: dict[Key, Bounds]) -> dict[Key, SumEquation]:
    """Narrow each number by all its lines until nothing changes; by which line each became known."""
    pinned: dict[Key, SumEquation] = {}
    near: dict[Key, list[int]] = {}
    for n, one in enumerate(lines):
        for key in one.terms:
            near.setdefault(key, []).append(n)
    waiting = set(range(len(lines)))
    for _turn in range(_TURNS):
        changed: set[Key] = set()
        for n in sorted(waiting):
            for key in _tightened(lines[n], bounds):
                changed.add(key)
                if bounds[key][0] == bounds[key][1]:
                    pinned[key] = lines[n]
        waiting = {n for key in changed for n in near[key]}
        if not waiting:
            break
    return pinned


def _tightened(equation: SumEquation, bounds: dict[Key, Bounds]) -> list[Key]:
    """Narrow the numbers of a line by each other; those that became narrower."""
    least = _Total(times * bounds[key][times < 0] for key, times in equation.terms.items())
    most = _Total(times * bounds[key][times > 0] for key, times in equation.terms.items())
    changed = []
    for key, times in equation.terms.items():
        low, high = bounds[key]
        ends = (
            equation.right - most.without(times * (high if times > 0 else low)),
            equation.right - least.without(times * (low if times > 0 else high)),
        )
        first, last = sorted(end / times for end in ends)
        now = max(low, _whole(first, math.ceil)), min(high, _whole(last, math.floor))
        if now != (low, high) and now[0] <= now[1]:
            bounds[key] = now
            changed.append(key)
    return changed


class _Total:
    """A sum of numbers of which some may be endless, and the same without one of them."""

    def __init__(self, numbers: Iterable[float]) -> None:
        self._finite, self._endless = 0.0, 0
        self._sign = math.inf
        for one in numbers:
            if math.isinf(one):
                self._endless, self._sign = self._endless + 1, one
            else:
                self._finite += one

    def without(self, part: float) -> float:
        """The sum of the others."""
        if self._endless - math.isinf(part):
            return self._sign
        return self._finite if math.isinf(part) else self._finite - part


def _whole(number: float, rounded: Callable[[float], int]) -> float:
    return number if math.isinf(number) else rounded(number)
