"""A region in which nothing happens by itself, for scenes in which one rule of the exchange is tried."""

from __future__ import annotations

import shutil
from pathlib import Path

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages.package_outcome import ASKED, PackageOutcome
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices import known_devices
from prossce_desktop.store.devices.known_devices import Device
from tests.exchange.forging import forged
from tests.exchange.simulator import Desk, Simulator

MARK = "Zkhquavern"
FIRST = 5 << 40
NEW = {"new": "training", "first": FIRST, "count": 1, "cols": {"title": ["A training"]}}
PERSON = {"new": "person", "first": FIRST, "count": 1, "cols": {"sex": ["male"]}}


class Region(Simulator):
    """The regional office, two laptops of Cambodia and one of another country, Laos if nothing is said; nothing happens by itself."""

    def __init__(self, folder: Path, share: ShareLevel = ShareLevel.codes, *, seed: int = 0, other: str = "LA1") -> None:
        super().__init__(folder, seed, share=share, laptops=("KH1", "KH2", other))
        self.kh1, self.kh2, self.la = self.desks.values()
        for desk in self.everybody():
            desk.rude = False
        for desk in (self.kh1, self.la):
            self.let_in(desk)

    def let_in(self, desk: Desk) -> None:
        """And the office compared its words, so that it seals to it what is typed there."""
        super().let_in(desk)
        with self.office.here():
            with self.office.store.read() as reading:
                own = introductions.own_device(reading.execute, self.office.store.identity)
                found = known_devices.device_of(reading.execute, desk.key)
            if found is not None and found.is_heard:
                introductions.accept_known(self.office.store, found.key.hex(), introductions.words_of(own, found))

    def to(self, desk: Desk, receiver: Desk) -> Device:
        with desk.store.read() as reading:
            found = known_devices.device_of(reading.execute, receiver.key)
        assert found is not None
        return found

    def made(self, desk: Desk, receiver: Desk, most: int = 10_000_000) -> list[bytes]:
        self.minutes += 1
        with desk.here():
            those = [one.content for one in package_sending.make(desk.store, self.to(desk, receiver), self.now(desk), most=most)]
        self.to_office += those if receiver is self.office else []
        return those

    def read(self, desk: Desk, content: bytes, *, many: bool = False) -> PackageOutcome:
        with desk.here():
            return package_receiving.read(desk.store, content, self.now(desk), agreed=ASKED if many else ())

    def send(self, desk: Desk, receiver: Desk) -> PackageOutcome:
        [content] = self.made(desk, receiver)
        return self.read(receiver, content)

    def round(self, desk: Desk) -> None:
        """To the office and back."""
        self.send(desk, self.office)
        self.send(self.office, desk)

    def forge(self, desk: Desk, *blocks: object, **more: object) -> PackageOutcome:
        """Each block an operation of its own."""
        bodies = [canonical(["00" * 16, block]) for block in blocks]
        return self.read(self.office, forged(desk.store, self.to(desk, self.office), bodies, **more))  # type: ignore[arg-type]

    def train(self, desk: Desk, title: str) -> int:
        self.minutes += 1
        with desk.here(), desk.store.work("new", 1) as work:
            return work.new("training", [Training(title=title)])[0]

    def person(self, desk: Desk) -> None:
        with desk.here(), desk.store.work("new", 1) as work:
            work.new("person", [Person(name=f"Dara {MARK}", phone=f"012 {MARK}")])

    def retitle(self, desk: Desk, id: int, title: str) -> None:
        self.minutes += 1
        with desk.here(), desk.store.work("edit", 1) as work:
            work.set("training", {id: {"title": title}})

    def equal(self, *those: Desk) -> None:
        for desk in those:
            assert desk.store.digest(("KH",)).shared == self.office.store.digest(("KH",)).shared, desk.name

    def meet_mate(self) -> None:
        """The second laptop comes in, and both approve each other."""
        self.let_in(self.kh2)
        for desk in (self.kh1, self.kh2):
            self.round(desk)
        for desk in (self.kh1, self.kh2):
            self.send(self.office, desk)
            self.approve_all(desk)

    def go_back(self, desk: Desk, image: Path) -> None:
        with desk.here():
            desk.store.close()
            shutil.rmtree(desk.computer)
            shutil.copytree(image, desk.computer, copy_function=shutil.copy2)
            self.reopen(desk)
