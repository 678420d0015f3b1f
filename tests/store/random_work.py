"""An officer who does anything at all: makes, edits, removes, links, undoes and redoes at random."""

from __future__ import annotations

import random
from contextlib import suppress

from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.fields import AcceptedDoubt, Record
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.errors import AlreadyUndone, ChangedSince, CodeTaken, NothingUndone, ValueWithheld
from prossce_desktop.store.actions.unit_of_work import Work
from prossce_desktop.store.workspace.store import Store

NAMES = ("Chan Dara", "ចាន់ ដារ៉ា", "Sok Srey", "Nguyễn Văn An", "Joko", "สมชาย ใจดี", "Keo", "O'Neil-Putri")
EDITS: dict[str, dict[str, tuple[object, ...]]] = {
    "person": {
        "name": NAMES, "sex": ("male", "female", "not_recorded"), "birth": ("1999", "1980-02", "2001-02-03", None),
        "phone": ("012345678", "099111222", None), "kept": ((AcceptedDoubt(field="birth", code="year", reason="on her card", of='["1890"]'),), ()), "disability": ("yes", "no", None), "wg_seeing": ("1", "4", None),
    },
    "training": {"title": ("A", "B", "Ç"), "start": ("2024-01-01", "2023-06-30", None), "end": ("2024-01-05", "2025-02-02"), "status": ("held", "planned"), "held_in": ("KH", "TH", None), "our_part": ("context", "organised", None), "sessions": ((TrainingSession(hours=2),), ())},
    "career_fair": {"title": ("Fair", "Salon"), "code": (None, "C1", "C2"), "channel": ("on_site", "both", None)},
    "participation": {"stage": ("invited", "attended", "hired", None), "counted_on": ("2024-03-03", None), "age": (17, 30, None), "pre": (10, 55.5, None)},
    "head_count": {"count": (5, 10, None), "women": (1, None), "cells": (("female/15/no:1",), ())},
    "organisation": {"name": ("Acme", "ABC"), "country": ("KH", None)},
    "link": {"verdict": ("same", "open", "different")},
}  # fmt: skip


class Officer:
    """The same seed does the same work. `mark` stands in every name, phone and remark typed; `country`: where everything happens."""

    def __init__(self, store: Store, seed: int, *, mark: str = "", country: str = "") -> None:
        self.store = store
        self.random = random.Random(seed)
        self.mark = mark
        self.country = country
        self.ids: dict[str, list[int]] = {kind: [] for kind in EDITS}
        self.steps: list[str] = []

    def work(self, actions: int) -> None:
        for _ in range(actions):
            self.act()

    def take_over(self, store: Store) -> None:
        """Go on in a base that lies there now, with whatever it holds."""
        self.store = store
        self.steps = []
        self.look_around()

    def look_around(self) -> None:
        """Work on whatever is here now, whoever made it."""
        with self.store.read() as reading:
            for kind in self.ids:
                self.ids[kind] = [row[0] for row in reading.execute(f"SELECT id FROM {kind} ORDER BY id").fetchall()]

    def act(self) -> None:
        """One action; what the store refuses in words is part of life."""
        what = self.random.choices((self.make, self.edit, self.remove, self.restore, self.undo, self.redo), (6, 6, 1, 1, 4, 2))[0]
        with suppress(ChangedSince, AlreadyUndone, NothingUndone, CodeTaken, ValueWithheld):
            what()

    def make(self) -> None:
        made: dict[str, list[int]] = {}
        with self.store.work("new", 1) as work:
            for _ in range(self.random.randint(1, 4)):
                kind = self.random.choice(list(EDITS))
                values = [value for _ in range(self.random.randint(1, 3)) if (value := self._value(kind, made)) is not None]
                made.setdefault(kind, []).extend(work.new(kind, values))
        for kind, ids in made.items():
            self.ids[kind] += ids
        self._done(work)

    def edit(self) -> None:
        with self.store.work("edit", 1) as work:
            for _ in range(self.random.randint(1, 3)):
                kind = self.random.choice([kind for kind, ids in self.ids.items() if ids] or ["person"])
                fields = EDITS[kind]
                ids = self.random.sample(self.ids[kind], min(len(self.ids[kind]), self.random.randint(1, 3)))
                names = self.random.sample(list(fields), self.random.randint(1, min(2, len(fields))))
                work.set(kind, {id: {name: self._marked(kind, name, self.random.choice(fields[name])) for name in names} for id in ids})
        self._done(work)

    def remove(self) -> None:
        with self.store.work("remove", 1) as work:
            work.remove(self._some())
        self._done(work)

    def restore(self) -> None:
        with self.store.work("restore", 1) as work:
            work.restore(self._some())
        self._done(work)

    def undo(self) -> None:
        step = self.store.undo.last_undoable() if self.random.random() < 0.5 else self.random.choice(self.steps or [None])
        if step:
            self.steps.append(self.store.undo.undo(step).step or "")

    def redo(self) -> None:
        step = self.store.undo.last_redoable() if self.random.random() < 0.7 else self.random.choice(self.steps or [None])
        if step:
            self.steps.append(self.store.undo.redo(step).step or "")

    def _marked(self, kind: str, name: str, value: object) -> object:
        if not self.mark or kind != "person":
            return value
        if name == "kept" and value:
            return (AcceptedDoubt(field="birth", code="year", reason=f"on her card {self.mark}", of=f'["{self.mark}"]'),)
        return f"{value} {self.mark}" if name in ("name", "phone") and value else value

    def _done(self, work: Work) -> None:
        if work.change.step:
            self.steps.append(work.change.step)

    def _some(self) -> list[int]:
        every = [id for ids in self.ids.values() for id in ids]
        return self.random.sample(every, min(len(every), self.random.randint(1, 3)))

    def _value(self, kind: str, made: dict[str, list[int]]) -> Record | None:
        known = {name: [*ids, *made.get(name, [])] for name, ids in self.ids.items()}
        activities = known["training"] + known["career_fair"]
        number = self.random.randint(0, 9)
        match kind:
            case "person":
                return Person(name=self._marked(kind, "name", self.random.choice(NAMES)), phone=self._marked(kind, "phone", f"01234567{number}"), sex=self.random.choice(("male", "female")))  # type: ignore[arg-type]
            case "training":
                return Training(title=f"Training {number}", start="2024-01-01", end="2024-01-02", country=self.country or "KH", status="held")  # type: ignore[arg-type]
            case "career_fair":
                return CareerFair(title=f"Fair {number}", end="2024-01-02", channel="both", country=self.country or None)  # type: ignore[arg-type]
            case "organisation":
                return Organisation(name=f"Org {number}")
            case "head_count" if activities:
                return HeadCount(activity=self.random.choice(activities), count=number)
            case "participation" if activities and known["person"]:
                return Participation(person=self.random.choice(known["person"]), activity=self.random.choice(activities), stage="attended")  # type: ignore[arg-type]
            case "link" if len(set(known["person"])) > 1:
                a, b = sorted(self.random.sample(known["person"], 2))
                return Link(a=a, b=b, verdict=self.random.choice(("same", "same", "open", "different")))
            case _:
                return None
