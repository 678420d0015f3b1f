"""Two desks of a fair, 5,000 registrations each, exchange by stick until each has everything."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Amount
from benchmarks.people import Base
from benchmarks.persons import again, values
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Channel, Country, Stage
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.services.exchange import exchange_page, usb_stick
from prossce_desktop.store.queries import duplicate_people
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create
from prossce_desktop.system import paths
from prossce_desktop.system.progress import silent

REGISTERED = 5_000
BOTH = 200
"""People who come to both desks."""
MOST_SECONDS = 60
PASSPHRASE = "correct horse battery staple"


def lines(base: Base) -> Iterator[Amount]:
    """Seconds from the first stick to both complete. `base` is unused: the desks are new."""
    del base
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as name:
        folder = Path(name)
        seconds, own, pairs = _exchanged(folder)
    what = (
        f"two desks of {REGISTERED:,} registrations, each looked at and taken in, two turns each "
        f"({pairs} pairs to look at)"
    )
    yield Amount("stick", what, seconds, "s", MOST_SECONDS)
    yield Amount("stick", "of that processor time", own, "s")


def _exchanged(folder: Path) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of the processor, and pairs to look at."""
    before = paths.config_folder
    paths.config_folder = lambda: folder / "config"
    try:
        office, a, b = (
            _desk(folder, name, country) for name, country in (("office", "TH"), ("a", "KH"), ("b", "KH"))
        )
        exchange_page.invite(office, folder / "invitation", country=None, share=ShareLevel.codes)
        for desk in (a, b):
            exchange_page.take_invitation(desk, folder / "invitation")
        place = folder / "stick"
        place.mkdir()
        fair = _fair(a)
        for desk in (a, b, a, b):
            _turn(desk, place)
        chance = random.Random(7)
        people_of_a = [values(chance) for _ in range(REGISTERED)]
        people_of_b = [again(chance, one) for one in people_of_a[:BOTH]] + [
            values(chance) for _ in range(REGISTERED - BOTH)
        ]
        _register(a, fair, people_of_a)
        _register(b, fair, people_of_b)
        began, began_own = time.perf_counter(), time.process_time()
        for desk in (a, b, a, b):
            _turn(desk, place)
        took, own = time.perf_counter() - began, time.process_time() - began_own
        assert a.digest().shared == b.digest().shared
        with a.read() as reading:
            pairs = len(duplicate_people.open_pairs(reading))
        for desk in (office, a, b):
            desk.close()
        return took, own, pairs
    finally:
        paths.config_folder = before


def _desk(folder: Path, name: str, country: str) -> Store:
    store, _key = create(
        folder / name, country=country, office=f"Office {name}", officer="Sok", unlock=Passphrase(PASSPHRASE)
    )
    return store


def _fair(store: Store) -> int:
    with store.work(ActionKind.new, 1) as work:
        day = dt.date(2026, 3, 2)
        return work.new(
            "career_fair",
            [CareerFair(title="Fair", country=Country.KH, channel=Channel.on_site, start=day, end=day)],
        )[0]


def _register(store: Store, fair: int, people: list[dict[str, object]]) -> None:
    """One save a person, as at a desk."""
    for person in people:
        with store.work(ActionKind.new, 1) as work:
            [id] = work.new("person", [Person(**person)])
            work.new("participation", [Participation(person=id, activity=fair, stage=Stage.attended)])


def _turn(store: Store, place: Path) -> None:
    """What the officer does at one laptop: look, compare where somebody is new, take in and write."""
    for one in usb_stick.dry_run_stick(store, place, silent).strangers:
        usb_stick.meet(store, one)
    usb_stick.exchange(store, place)
