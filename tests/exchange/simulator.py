"""Offices that work at random and write to each other by a mail that loses, doubles and reorders; on real bases with real packages.

The same seed gives the same history. Afterwards everybody writes to everybody until nothing is new, and what is held must be equal.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from prossce_desktop import paths
from prossce_desktop.services import arriving, introductions, sending
from prossce_desktop.store.devices import all_devices
from prossce_desktop.store.journal import REFUSED
from prossce_desktop.store.store import Store
from prossce_desktop.store.workspace import Plain, create, open_workspace, put_back
from tests.store.random_work import Officer

START = dt.datetime(2026, 1, 5, 8, 0, tzinfo=dt.UTC)


@dataclass
class Desk:
    """One laptop with its officer; its clock may be years wrong."""

    name: str
    country: str
    folder: Path
    store: Store
    officer: Officer
    skew: dt.timedelta = dt.timedelta()
    kept: list[Path] = field(default_factory=list)
    images: list[Path] = field(default_factory=list)

    @property
    def key(self) -> bytes:
        return self.store.identity.device_key


class Simulator:
    """Two laptops of one country, one of another, and the regional office."""

    def __init__(self, folder: Path, seed: int, *, share: str = introductions.CODES) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self.minutes = 0
        self.mail: list[tuple[str, bytes]] = []
        self.refused: list[str] = []
        self.desks = {name: self._desk(name, name[:2], seed * 100 + i) for i, name in enumerate(("KH1", "KH2", "LA1"))}
        self.office = self._desk("office", "TH", seed * 100 + 99)
        self.invitation, _ = introductions.invite(self.office.store, self.now(self.office), share=share, days=36_500)
        for desk in self.desks.values():
            introductions.take_invitation(desk.store, self.invitation, self.now(desk))

    def _desk(self, name: str, country: str, seed: int) -> Desk:
        folder = self.folder / name
        skew = dt.timedelta(days=self.random.choice((0, 0, 0, -20 * 365, 20 * 365))) if name != "office" else dt.timedelta()
        holder: list[Desk] = []
        store, _ = create(folder, country=country, office=f"Office {name}", officer=f"Officer {name}", unlock=Plain(), now=lambda: self.now(holder[0]))
        desk = Desk(name, country, folder, store, Officer(store, seed), skew)
        holder.append(desk)
        return desk

    def now(self, desk: Desk) -> dt.datetime:
        return START + dt.timedelta(minutes=self.minutes) + desk.skew

    def everybody(self) -> list[Desk]:
        return [*self.desks.values(), self.office]

    def live(self, steps: int) -> None:
        """So many things happen."""
        for _ in range(steps):
            self.minutes += self.random.randint(1, 600)
            happenings = (
                self._work, self._send, self._deliver, self._let_in, self._approve, self._copy, self._restore, self._take_image, self._put_image_back,
            )  # fmt: skip
            self.random.choices(happenings, (10, 5, 8, 2, 1, 1, 1, 1, 1))[0]()

    def _work(self) -> None:
        desk = self.random.choice(list(self.desks.values()))
        desk.officer.work(self.random.randint(1, 4))

    def _send(self) -> None:
        desk = self.random.choice(self.everybody())
        self._mail_from(desk, most=self.random.choice((10_000_000, 20_000)))

    def _mail_from(self, desk: Desk, most: int = 10_000_000) -> None:
        with desk.store.read() as reading:
            known = [one for one in all_devices(reading.execute) if one.is_heard]
        for to in known:
            if to.regional or desk is self.office or self.random.random() < 0.3:
                self.mail += [(to.name, one.content) for one in sending.make(desk.store, to, self.now(desk), most=most)]

    def _deliver(self) -> None:
        """Some of the mail, in any order; some of it is lost, some comes twice, some is cut."""
        if not self.mail:
            return
        self.random.shuffle(self.mail)
        for _ in range(self.random.randint(1, 6)):
            if not self.mail:
                return
            to, content = self.mail.pop()
            fate = self.random.random()
            if fate < 0.2:
                continue
            if fate < 0.3:
                self.mail.append((to, content))
            if fate > 0.95:
                content = content[: len(content) // 2]
            self._read(to, content)

    def _read(self, to: str, content: bytes) -> arriving.Outcome | None:
        desk = next((one for one in self.everybody() if one.store.identity.device == to), None)
        if desk is None:
            return None
        outcome = arriving.read(desk.store, content, self.now(desk))
        if outcome.status == REFUSED:
            self.refused.append(str(outcome.code))
        return outcome

    def _let_in(self) -> None:
        desk = self.random.choice(list(self.desks.values()))
        self.let_in(desk)

    def let_in(self, desk: Desk) -> None:
        with desk.store.read() as reading:
            [office] = [one for one in all_devices(reading.execute) if one.regional]
            request = introductions.request_to(reading.execute, desk.store.identity, office, self.now(self.office))
            words = introductions.words_of(office, introductions.own_device(reading.execute, desk.store.identity))
        introductions.accept(self.office.store, request, self.random.choice((None, words)))
        arriving.retry(self.office.store, self.now(self.office))

    def _approve(self) -> None:
        desk = self.random.choice(list(self.desks.values()))
        self.approve_all(desk)

    def approve_all(self, desk: Desk) -> None:
        with desk.store.read() as reading:
            mates = [one for one in all_devices(reading.execute) if one.country == desk.country and one.key != desk.key and one.is_heard]
        for mate in mates:
            introductions.approve(desk.store, mate.name)

    def _copy(self) -> None:
        desk = self.random.choice(self.everybody())
        desk.kept.append(desk.store.backup_beside())

    def _restore(self) -> None:
        """A laptop goes back to an older copy: what it had not sent since is lost, nothing else may be."""
        desk = self.random.choice(list(self.desks.values()))
        those = [one for one in desk.kept if one.exists()]
        if not those:
            return
        copy = self.folder / "copy.db"
        shutil.copyfile(self.random.choice(those), copy)
        desk.store.close()
        put_back(desk.folder, None, copy)
        self._reopen(desk)

    def _take_image(self) -> None:
        """Of the whole computer: the workspace, and what the program keeps outside it."""
        desk = self.random.choice(self.everybody())
        desk.store.close()
        image = self.folder / f"image-{desk.name}-{len(desk.images)}"
        shutil.copytree(desk.folder, image / "workspace")
        for one in outside(desk):
            if one.exists():
                (image / one.parent.name).mkdir()
                shutil.copy2(one, image / one.parent.name / one.name)
        desk.images.append(image)
        self._reopen(desk)

    def _put_image_back(self) -> None:
        """The computer is as it was, and cannot know it: two futures of one source."""
        desk = self.random.choice(self.everybody())
        if not desk.images:
            return
        image = self.random.choice(desk.images)
        desk.store.close()
        shutil.rmtree(desk.folder)
        shutil.copytree(image / "workspace", desk.folder, copy_function=shutil.copy2)
        for kind in ("sources", "left"):
            for one in (image / kind).glob("*"):
                shutil.copy2(one, paths.config_folder() / kind / one.name)
        self._reopen(desk)

    def _reopen(self, desk: Desk) -> None:
        desk.store = open_workspace(desk.folder, None, writing=True, now=lambda: self.now(desk))
        desk.officer.store = desk.store
        desk.officer.steps = []
        with desk.store.read() as reading:
            for kind in desk.officer.ids:
                rows = reading.execute(f"SELECT id FROM {kind} ORDER BY id").fetchall()
                desk.officer.ids[kind] = [row[0] for row in rows]

    def settle(self, rounds: int = 20) -> None:
        """Everybody is let in and approved and writes to everybody, and nothing is lost any more, until nothing is new."""
        for desk in self.desks.values():
            self.let_in(desk)
        for _ in range(rounds):
            self.minutes += 60
            for desk in self.desks.values():
                self.approve_all(desk)
            for desk in self.everybody():
                self._mail_from(desk)
            new = 0
            while self.mail:
                to, content = self.mail.pop(0)
                outcome = self._read(to, content)
                new += outcome.new if outcome else 0
            if not new and _ > 7:
                return

    def close(self) -> None:
        for desk in self.everybody():
            desk.store.close()


def outside(desk: Desk) -> list[Path]:
    """What the program keeps outside the workspace of the source that this desk writes now."""
    name = f"{desk.store.identity.own.number:010x}"
    return [paths.config_folder() / kind / name for kind in ("sources", "left")]
