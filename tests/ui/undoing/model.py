"""What is stored, what is only typed, and what Undo is to take back: in a few dictionaries, and nothing of the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Key = tuple[str, str]
"""A record by its name in the run, and a field."""
Values = dict[Key, str]


@dataclass(eq=False)
class Step:
    """A saved step: where it was made ("" outside the window), and what it changed from what to what."""

    id: str
    page: str
    changes: dict[Key, tuple[str, str]]
    touches: frozenset[str]
    """Pages that show what it changed."""
    undone: bool = False


@dataclass(eq=False)
class Typed:
    """Something typed and not saved: of how many cells, what stood there and what stands there."""

    name: str
    changes: dict[Key, tuple[str, str]]
    goes_on: bool = False


@dataclass(frozen=True)
class Expected:
    """What Ctrl+Z is to say and do: "typed", "undone", "elsewhere" or "nothing"."""

    what: str
    name: str = ""
    step: Step | None = None


@dataclass
class Model:
    """`stored` is what the base holds; `typed` by scope (a form or a grid) what is not in it yet, the newest last."""

    stored: Values = field(default_factory=dict)
    typed: dict[str, list[Typed]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    brought_back: dict[str, list[Typed | Step]] = field(default_factory=dict)
    """By scope what Redo brings back, the next one last."""

    def shown(self, scope: str, keys: Iterable[Key]) -> Values:
        """What stands on the screen: what is stored, with what is typed on top."""
        values = {key: self.stored.get(key, "") for key in keys}
        for one in self.typed.get(scope, []):
            values |= {key: now for key, (_before, now) in one.changes.items() if key in values}
        return values

    def type(self, scope: str, name: str, changes: Mapping[Key, str], *, goes_on: bool = False) -> None:
        """Somebody types; letters of one field are one change."""
        before = self.shown(scope, changes)
        now = {key: (before[key], value) for key, value in changes.items()}
        stack = self.typed.setdefault(scope, [])
        last = stack[-1] if stack else None
        if goes_on and last is not None and last.name == name and last.goes_on:
            last.changes = {key: (last.changes[key][0], value) for key, value in changes.items()}
        else:
            stack.append(Typed(name, now, goes_on))
        self.brought_back.pop(scope, None)

    def save(self, id: str, page: str, changes: Mapping[Key, str], touches: Iterable[str]) -> None:
        """Something was saved as a step."""
        found = {key: (self.stored.get(key, ""), value) for key, value in changes.items()}
        self.steps.append(Step(id, page, found, frozenset(touches)))
        self.stored |= changes

    def save_typed(self, scope: str, id: str, page: str, touches: Iterable[str]) -> None:
        """What was typed in a form is saved, all of it."""
        changes: Values = {}
        for one in self.typed.pop(scope, []):
            changes |= {key: now for key, (_before, now) in one.changes.items()}
        self.brought_back.pop(scope, None)
        self.save(id, page, {key: now for key, now in changes.items() if self.stored.get(key, "") != now}, touches)

    def read_again(self, scope: str, order: Iterable[tuple[str, Iterable[Key]]], *, as_typed: bool = False) -> None:
        """What is typed was kept and comes back field by field, or row by row, in this order: one change for each. `as_typed`: the same
        record was only read anew, so what was typed last is still the newest."""
        typed = self.typed.pop(scope, [])
        last = {one.name: at for at, one in enumerate(typed)}
        keys = {key for one in typed for key in one.changes}
        shown: Values = {}
        for one in typed:
            shown |= {key: now for key, (_before, now) in one.changes.items()}
        left = []
        for name, fields in order:
            changes = {key: (self.stored.get(key, ""), shown[key]) for key in fields if key in keys and shown[key] != self.stored.get(key, "")}
            left += [Typed(name, changes)] if changes else []
        if left:
            self.typed[scope] = sorted(left, key=lambda one: last[one.name]) if as_typed else left

    def expect(self, scope: str, page: str) -> Expected:
        """What Ctrl+Z is to do there."""
        if (typed := self._in_sight(scope)) is not None:
            return Expected("typed", typed.name)
        newest = next((one for one in reversed(self.steps) if not one.undone and (one.page == page or page in one.touches)), None)
        if newest is None:
            return Expected("nothing")
        return Expected("undone" if newest.page == page else "elsewhere", step=newest)

    def _in_sight(self, scope: str) -> Typed | None:
        """What was typed last; not in a row that was taken off the list meanwhile, with which it would come back."""
        typed = reversed(self.typed.get(scope, []))
        return next((one for one in typed if any(self.stored.get((row, "on"), "yes") for row, _field in one.changes)), None)

    def undo(self, scope: str, expected: Expected) -> None:
        """Ctrl+Z did what was expected."""
        if expected.what == "typed" and (typed := self._in_sight(scope)) is not None:
            self.typed[scope].remove(typed)
            self.brought_back.setdefault(scope, []).append(typed)
        elif expected.what == "undone" and expected.step is not None:
            expected.step.undone = True
            self.stored |= {key: before for key, (before, _now) in expected.step.changes.items()}
            self.brought_back.setdefault(scope, []).append(expected.step)

    def redo(self, scope: str) -> Typed | Step | None:
        """Ctrl+Shift+Z brings back what was taken back last in this scope."""
        one = self.brought_back[scope].pop() if self.brought_back.get(scope) else None
        if isinstance(one, Step):
            one.undone = False
            self.stored |= {key: now for key, (_before, now) in one.changes.items()}
        elif one is not None:
            one.goes_on = False
            self.typed.setdefault(scope, []).append(one)
        return one
