"""Two computers of the benchmarks that exchange mail: a country's laptop and its regional office."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.people import Base
from benchmarks.persons import person
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Channel, Stage
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices.known_devices import Device, all_devices, regional_office
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create
from prossce_desktop.system import paths

PASSPHRASE = "correct horse battery staple"


def now() -> dt.datetime:
    """The clock of all of them."""
    return dt.datetime.now(dt.UTC)


@dataclass
class Desk:
    """A computer with an open workspace; what it keeps outside lies in `home`."""

    store: Store
    home: Path

    @contextmanager
    def here(self) -> Iterator[Store]:
        """What happens in the block happens on this computer."""
        before = paths.config_folder
        paths.config_folder = lambda: self.home
        try:
            yield self.store
        finally:
            paths.config_folder = before

    def close(self) -> None:
        with self.here():
            self.store.close()


def desk_of(base: Base) -> Desk:
    """The computer that holds this base."""
    return Desk(base.open(), base.folder.parent / "config")


def new_desk(folder: Path, country: str) -> Desk:
    """A computer with an empty workspace."""
    home = folder / "config"
    home.mkdir(parents=True)
    before, paths.config_folder = paths.config_folder, lambda: home
    try:
        unlock = Passphrase(PASSPHRASE)
        store, _key = create(
            folder / "ws",
            country=country,
            office=f"Office {country}",
            officer="Bench",
            unlock=unlock,
            now=now,
        )
    finally:
        paths.config_folder = before
    return Desk(store, home)


def introduce(office: Desk, laptops: list[Desk], share: ShareLevel = ShareLevel.codes) -> None:
    """The office lets them in."""
    with office.here() as store:
        invitation, _ = introductions.invite(store, now(), share=share, most=len(laptops))
    for one in laptops:
        with one.here() as store:
            introductions.take_invitation(store, invitation, now())
            with store.read() as reading:
                request = introductions.request_to(reading.execute, store.identity, office_of(store), now())
        with office.here() as store:
            introductions.accept(store, request)


def office_of(store: Store) -> Device:
    """The regional office of a laptop."""
    with store.read() as reading:
        found = regional_office(reading.execute)
    assert found is not None
    return found


def packages(sender: Desk, to: Device, most: int = 10_000_000) -> list[bytes]:
    """What it sends now."""
    with sender.here() as store:
        return [one.content for one in package_sending.make(store, to, now(), most=most)]


def read(receiver: Desk, content: bytes) -> PackageOutcome:
    """What became of a package; it must be taken."""
    with receiver.here() as store:
        found = package_receiving.read(store, content, now())
    if found.status not in ("accepted", "already_known"):
        raise RuntimeError(f"a package of the benchmark was not taken: {found.status} {found.code}")
    return found


def answered(office: Desk, laptop: Desk) -> None:
    """The office's receipt reaches the laptop."""
    with office.here() as store:
        with store.read() as reading:
            [to] = [
                one for one in all_devices(reading.execute) if one.key == laptop.store.identity.device_key
            ]
        made = package_sending.make(store, to, now())
    for one in made:
        read(laptop, one.content)


def a_week(desk: Desk, chance: random.Random, people: int) -> None:
    """A fair and two trainings, with their people, and some corrections."""
    day = dt.date(2025, 1, 6) + dt.timedelta(days=7 * chance.randrange(40))
    with desk.here() as store:
        with store.work(ActionKind.imported, people) as work:
            [fair] = work.new(
                "career_fair",
                [CareerFair(title=f"Fair of {day:%d %B}", start=day, channel=Channel.on_site, employers=40)],
            )
            trainings = work.new(
                "training", [Training(title=f"Training {n} of {day:%d %B}", start=day) for n in range(2)]
            )
            work.new(
                "head_count",
                [HeadCount(activity=fair, channel=Channel.on_site, women=700, men=650, count=1_400)],
            )
            those = work.new("person", [person(chance) for _ in range(people)])
            places = [chance.choice((fair, fair, fair, *trainings)) for _ in those]
            there = zip(those, places, strict=True)
            work.new(
                "participation",
                [Participation(person=one, activity=place, stage=Stage.attended) for one, place in there],
            )
        for one in chance.sample(those, min(5, people)):
            with store.work(ActionKind.edit, 1) as work:
                work.set("person", {one: {"phone": f"0{chance.randrange(10**8):08}"}})
