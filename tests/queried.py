"""A workspace for the tests of queries, and short ways to fill it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Country, Sex, Stage, Status, Verdict
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create

DAY = dt.date(2024, 10, 26)


def clock() -> Callable[[], dt.datetime]:
    """A clock that ticks a second at each look."""
    ticks = itertools.count()
    return lambda: dt.datetime(2024, 11, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(ticks))


@contextmanager
def workspace(folder: Path, country: str = "KH") -> Iterator[Store]:
    """A workspace that is not encrypted, so that small worlds are quick."""
    store, _ = create(folder, country=country, office=f"Office {country}", officer="A", unlock=Plain(), now=clock())
    try:
        yield store
    finally:
        store.close()


def fair(store: Store, title: str = "A fair", **more: object) -> int:
    """A held fair of Cambodia, unless said otherwise; of another country, or of none, it is sample data, which alone shows such here."""
    values = {"title": title, "code": title, "start": DAY, "end": DAY, "country": Country.KH, "status": Status.held, **more}
    with store.work("new", 1, sample=values["country"] is not Country.KH) as work:
        [made] = work.new("career_fair", [CareerFair(**values)])
    return made


def guests(store: Store, activity: int, *people: Person, stage: Stage = Stage.attended) -> list[int]:
    """Several people at one activity; the ids of the people."""
    with store.work("people", len(people)) as work:
        ids = work.new("person", list(people))
        work.new("participation", [Participation(person=one, activity=activity, stage=stage) for one in ids])
    return ids


def person(name: str, **more: object) -> Person:
    """A woman of that name, unless said otherwise."""
    return Person(**{"name": name, "sex": Sex.female, **more})


def link(store: Store, a: int, b: int, verdict: Verdict = Verdict.same) -> int:
    """A decision about two people."""
    low, high = sorted((a, b))
    with store.work("link", 1) as work:
        [made] = work.new("link", [Link(a=low, b=high, verdict=verdict)])
    return made
