"""Offices that work at random and write to each other by a mail that loses, doubles and reorders; on real bases with real packages.

The same seed gives the same history. Afterwards everybody writes to everybody until nothing is new, and what is held must be equal.
Each desk is a computer of its own: its clock, its number, its version of the program, and what the program keeps outside the workspace.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.operation import AGES
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import CodeTaken, NotYours, ScopesMixed, UnknownDevice, ValuesGone, ValueWithheld
from prossce_desktop.services.decisions import conflict_decisions, questions
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, open_conflicts
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store import migrations
from prossce_desktop.store.actions import unit_of_work
from prossce_desktop.store.devices import known_devices
from prossce_desktop.store.log import forks
from prossce_desktop.store.sync import admission
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import (
    Plain,
    create,
    open_workspace,
    restore_in_place,
)
from tests.exchange.older import an_older_program
from tests.store.random_work import EDITS, Officer

START = dt.datetime(2026, 1, 5, 8, 0, tzinfo=dt.UTC)
VERSIONED = (admission, package_receiving, forks, package_sending, unit_of_work)
"""Modules that know which version of the tables this program is of."""
QUIET = 5
"""Rounds without news after which there will be none: a wish for a name goes to the office, on to who has it, and the name comes back."""


@dataclass
class Desk:
    """One computer with its officer; its clock may be years wrong. `mark` stands in every name typed here."""

    name: str
    country: str
    mark: str
    computer: Path
    skew: dt.timedelta
    machine: str
    schema: int = migrations.SCHEMA
    rude: bool = False
    """Its program is of before 0.3.0, and writes over values that are withheld where it is."""
    store: Store = field(init=False)
    officer: Officer = field(init=False)
    kept: list[Path] = field(default_factory=list)
    images: list[Path] = field(default_factory=list)

    @property
    def key(self) -> bytes:
        return self.store.identity.device_key

    @property
    def folder(self) -> Path:
        return self.computer / "workspace"

    @contextmanager
    def older(self, schema: int) -> Iterator[None]:
        """In the block its program is the one that wrote operations of this schema."""
        now, self.schema = self.schema, schema
        yield
        self.schema = now

    @contextmanager
    def here(self) -> Iterator[None]:
        """What happens in the block happens on this computer, with its version of the program."""
        before = [module.SCHEMA for module in VERSIONED]  # type: ignore[attr-defined]
        for module in VERSIONED:
            module.SCHEMA = self.schema  # type: ignore[attr-defined]
        try:
            with ExitStack() as stack:
                stack.enter_context(patch("prossce_desktop.system.paths.config_folder", lambda: self.computer / "config"))
                stack.enter_context(patch("prossce_desktop.store.workspace.incarnation_mark.machine", lambda: self.machine))
                if self.schema < AGES:
                    stack.enter_context(an_older_program(self.schema))
                if self.rude:
                    stack.enter_context(patch("prossce_desktop.store.actions.unit_of_work.withheld_fields", lambda *_: {}))
                yield
        finally:
            for module, one in zip(VERSIONED, before, strict=True):
                module.SCHEMA = one  # type: ignore[attr-defined]


def _to_decide(desk: Desk) -> list[OpenConflict]:
    with desk.store.read() as reading:
        return [one for one in open_conflicts(reading) if one.can_decide]


def _known_questions(desk: Desk) -> list[questions.QueryShown]:
    with desk.store.read() as reading:
        return questions.all_open(reading)


def _to_answer(desk: Desk) -> list[questions.QueryShown]:
    return [one for one in _known_questions(desk) if not (one.is_ours or one.change)]


class Simulator:
    """Laptops, two of a country, and the regional office."""

    def __init__(self, folder: Path, seed: int, *, share: ShareLevel = ShareLevel.codes, laptops: Sequence[str] = ("KH1", "KH2", "LA1", "LA2")) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.folder = folder
        self.minutes = 0
        self.most = 6_000 if seed % 4 == 3 else 10_000_000
        """Bytes that the mail boxes take once everybody writes to everybody."""
        self.mail: list[tuple[str, bytes]] = []
        self.to_office: list[bytes] = []
        """Every package that was ever sent to the regional office."""
        self.refused: list[str] = []
        self.happened: list[str] = []
        self.did: Counter[str] = Counter()
        """What was really done of what happens only where there is something to do it to."""
        self.revoked: str | None = None
        """The one laptop that may have been shut out."""
        self.desks = {name: self.desk(name, name[:2]) for name in laptops}
        self.office = self.desk("office", "TH")
        with self.office.here():
            self.invitation, _ = introductions.invite(self.office.store, self.now(self.office), share=share, days=36_500)
        for desk in self.desks.values():
            with desk.here():
                introductions.take_invitation(desk.store, self.invitation, self.now(desk))

    def desk(self, name: str, country: str) -> Desk:
        skew = dt.timedelta(days=self.random.choice((0, 0, 0, -20 * 365, 20 * 365))) if name != "office" else dt.timedelta()
        desk = Desk(name, country, f"Z{country}QUAVERN", self.folder / name, skew, name, rude=self.random.random() < 0.4)
        desk.computer.mkdir()
        with desk.here():
            desk.store, _ = create(
                desk.folder, country=country, office=f"Office {name}", officer=f"Officer {name}", unlock=Plain(), now=lambda: self.now(desk)
            )
        of_all = "" if name == "office" else country  # what it records is of no country, or of Cambodia
        desk.officer = Officer(desk.store, self.random.getrandbits(32), mark=desk.mark, country=of_all)
        return desk

    def now(self, desk: Desk) -> dt.datetime:
        return START + dt.timedelta(minutes=self.minutes) + desk.skew

    def everybody(self) -> list[Desk]:
        return [*self.desks.values(), self.office]

    def laptops(self) -> list[Desk]:
        """Those that were not shut out."""
        return [one for one in self.desks.values() if one.store.identity.device != self.revoked]

    def live(self, steps: int) -> None:
        """So many things happen."""
        happenings = {
            self._work: 14, self._meet: 6, self._send: 6, self._deliver: 8, self._let_in: 2, self._approve: 1, self._copy: 1, self._restore: 1,
            self._take_image: 1, self._put_image_back: 1, self._clone: 0.4, self._upgrade: 0.4, self._revoke: 0.4, self._erase: 1,
            self._decide: 3, self._ask: 5, self._fair: 0.7, self._retire: 0.7,
        }  # fmt: skip
        for desk in self.desks.values():
            if self.random.random() < 0.7:  # most are known when the work begins
                self.let_in(desk)
                self._mail_from(self.office, only=desk.store.identity.device)
        self._deliver_all()
        for _ in range(steps):
            self.minutes += self.random.randint(1, 600)
            [happens] = self.random.choices(list(happenings), list(happenings.values()))
            self.happened.append(happens.__name__.strip("_"))
            happens()

    def _any(self) -> Desk:
        return self.random.choice(self.everybody())

    def _one_with(self, has: Callable[[Desk], object]) -> Desk | None:
        """Somebody who has what this is about, where there is anybody."""
        those = [one for one in self.everybody() if has(one)]
        return self.random.choice(those) if those else None

    def _any_laptop(self) -> Desk:
        return self.random.choice(list(self.desks.values()))

    def _work(self) -> None:
        self._work_at(self._any())

    def _work_at(self, desk: Desk) -> None:
        with desk.here():
            desk.officer.look_around()
            for _ in range(self.random.randint(1, 6)):
                with suppress(ScopesMixed, NotYours, ValuesGone):
                    desk.officer.act()

    def _erase(self) -> None:
        """Somebody asks to be forgotten."""
        for one in self.everybody():
            one.officer.look_around()
        desk = self._one_with(lambda one: one.officer.ids["person"])
        if desk is None:
            return
        with desk.here():
            person_erasure.erase(desk.store, self.random.choice(desk.officer.ids["person"]), "asked for it", self.now(desk))
        self.did["erased"] += 1

    def _decide(self) -> None:
        """Somebody decides one of the questions, or many by a rule."""
        desk = self._one_with(_to_decide)
        if desk is None:
            return
        with desk.here():
            found = _to_decide(desk)
            one = self.random.choice(found)
            chosen = [(one, self.random.randrange(len(one.sides)))]
            if self.random.random() < 0.3:
                laptop = self.random.choice(one.sides).device
                chosen = conflict_decisions.by_rule(found, conflict_decisions.Rule(self.random.choice((conflict_decisions.NEWER, laptop)))) or chosen
            with suppress(CodeTaken):
                desk.officer.steps.append(conflict_decisions.decide(desk.store, chosen).step or "")
                self.did["decided"] += 1

    def _ask(self) -> None:
        """Somebody asks about a field, answers a question, or closes one."""
        which = self.random.choice((_to_answer, _to_answer, _known_questions, None, None))
        desk = self._one_with(which) if which is not None else None
        if desk is None or which is None:
            self._ask_about_anything(self._any())
            for _ in range(self.random.randint(0, 3)):  # some of them arrive
                self._meet()
            return
        with desk.here(), suppress(NotYours, ValueWithheld):
            one = self.random.choice(which(desk))
            if which is _to_answer:
                questions.answer(desk.store, one.id, f"Yes {desk.mark}", self.random.choice((None, *QueryOutcome)))
                self.did["answered"] += 1
            else:
                questions.close(desk.store, one.id)
                self.did["closed"] += 1

    def _ask_about_anything(self, desk: Desk) -> None:
        with desk.here(), suppress(NotYours):
            desk.officer.look_around()
            kinds = [one for one, ids in desk.officer.ids.items() if ids]
            if not kinds:
                return
            kind = self.random.choice(kinds)
            questions.ask(desk.store, self.random.choice(desk.officer.ids[kind]), self.random.choice(list(EDITS[kind])), f"Really? {desk.mark}")
            self.did["asked"] += 1

    def _meet(self) -> None:
        """A laptop writes to the office and is answered, and for once nothing goes wrong; what waits in the mail waits on."""
        waiting, self.mail = self.mail, []
        desk = self._any_laptop()
        self._mail_from(desk)
        self._deliver_all()
        self._mail_from(self.office, only=desk.store.identity.device)
        self._deliver_all()
        self.mail = waiting

    def _fair(self) -> None:
        """Two desks of one fair, for three days without network; in the evening the stick goes from one to the other and back."""
        first = self._any_laptop()
        mates = [one for one in self.desks.values() if one.country == first.country and one.key != first.key]
        if not mates:
            return
        desks = (first, self.random.choice(mates))
        for _day in range(3):
            for desk in desks:
                self._work_at(desk)
            self.minutes += 24 * 60
            for desk, other in (desks, desks[::-1]):
                self._carry(desk, other)

    def _carry(self, desk: Desk, other: Desk) -> None:
        with desk.here():
            with desk.store.read() as reading:
                to = known_devices.device_of(reading.execute, other.key)
            those = package_sending.make(desk.store, to, self.now(desk)) if to is not None and to.is_heard else []
        for one in those:
            self._read(other.store.identity.device, one.content)

    def _send(self) -> None:
        self._mail_from(self._any(), most=self.random.choice((10_000_000, 6_000)))

    def _mail_from(self, desk: Desk, most: int = 10_000_000, only: str | None = None) -> None:
        with desk.here():
            with desk.store.read() as reading:
                known = [one for one in known_devices.all_devices(reading.execute) if one.is_heard and one.key != desk.key]
            for to in known:
                if only is not None and to.name != only:
                    continue
                if to.regional or desk is self.office or self.random.random() < 0.3:
                    made = [one.content for one in package_sending.make(desk.store, to, self.now(desk), most=most)]
                    self.mail += [(to.name, one) for one in made]
                    self.to_office += made if to.regional else []

    def _deliver(self) -> None:
        """Some of the mail, in any order; some of it is lost, some comes twice, some is cut."""
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

    def _read(self, to: str, content: bytes) -> None:
        """Whoever is called so reads it: both, where one is the other's clone."""
        for desk in self.everybody():
            if desk.store.identity.device == to:
                with desk.here():
                    outcome = package_receiving.read(desk.store, content, self.now(desk))
                if outcome.status == PackageStatus.refused:
                    self.refused.append(str(outcome.code))

    def _let_in(self) -> None:
        self.let_in(self._any_laptop())

    def let_in(self, desk: Desk) -> None:
        if desk.store.identity.device == self.revoked:
            return
        with desk.here(), desk.store.read() as reading:
            [office] = [one for one in known_devices.all_devices(reading.execute) if one.regional]
            request = introductions.request_to(reading.execute, desk.store.identity, office, self.now(self.office))
            words = introductions.words_of(office, introductions.own_device(reading.execute, desk.store.identity))
        with self.office.here():
            compared = self.random.choice((None, words))
            introductions.accept(self.office.store, request, compared)
            package_receiving.retry(self.office.store, self.now(self.office))
        if compared is not None:  # by telephone, so on both sides
            with desk.here():
                introductions.compared_with_office(desk.store, words)

    def _approve(self) -> None:
        self.approve_all(self._any_laptop())

    def approve_all(self, desk: Desk) -> None:
        with desk.here():
            with desk.store.read() as reading:
                known = known_devices.all_devices(reading.execute)
            for mate in known:
                if mate.country == desk.country and mate.key != desk.key and mate.is_heard:
                    introductions.approve(desk.store, mate.name)

    def _copy(self) -> None:
        desk = self._any()
        with desk.here():
            desk.kept.append(desk.store.backups.beside())

    def _restore(self) -> None:
        """A computer goes back to an older copy: what it had not sent since is lost, nothing else may be."""
        desk = self._one_with(lambda one: any(copy.exists() for copy in one.kept))
        if desk is None:
            return
        copy = self.folder / "copy.db"
        shutil.copyfile(self.random.choice([one for one in desk.kept if one.exists()]), copy)
        self.did["put back"] += 1
        with desk.here():
            desk.store.close()
            restore_in_place(desk.folder, None, copy)
            self.reopen(desk)

    def _take_image(self) -> None:
        """Of the whole computer: the workspace, and what the program keeps outside it."""
        desk = self._any()
        desk.images.append(self.image(desk))

    def image(self, desk: Desk) -> Path:
        image = self.folder / f"image-{desk.name}-{self.random.getrandbits(32)}"
        with desk.here():
            desk.store.close()
            shutil.copytree(desk.computer, image, copy_function=shutil.copy2)
            self.reopen(desk)
        return image

    def _put_image_back(self) -> None:
        """The computer is as it was, and cannot know it: two futures of one source."""
        desk = self._one_with(lambda one: one.images)
        if desk is None:
            return
        self.did["went back as an image"] += 1
        with desk.here():
            desk.store.close()
            shutil.rmtree(desk.computer)
            shutil.copytree(self.random.choice(desk.images), desk.computer, copy_function=shutil.copy2)
            self.reopen(desk)

    def _clone(self) -> None:
        """Another computer is made from the image of one: both go on, under one name. Often not even its number is another."""
        if any("+" in name for name in self.desks):
            return
        desk = self._any_laptop()
        image = self.image(desk)
        machine = self.random.choice((desk.machine, f"{desk.machine}+"))
        clone = Desk(f"{desk.name}+", desk.country, desk.mark, image, desk.skew, machine, desk.schema, desk.rude)
        self.did["cloned"] += 1
        clone.officer = Officer(desk.store, self.random.getrandbits(32), mark=desk.mark, country=desk.country)
        self.desks[clone.name] = clone
        with clone.here():
            self.reopen(clone)

    def _upgrade(self) -> None:
        """Somebody gets the next version of the program before the others."""
        self._any().schema = migrations.SCHEMA + 1

    def _revoke(self) -> None:
        """A laptop is stolen; sometimes what it did from a number on is taken back."""
        device = self._any_laptop().store.identity.device
        if self.revoked in (None, device):
            self._shut_out(device, self.random.choice((None, 0, 2, 5)))

    def _shut_out(self, device: str, after: int | None) -> None:
        with self.office.here(), suppress(UnknownDevice):
            introductions.revoke(self.office.store, device, after)
            self.revoked = device

    def _retire(self) -> None:
        """A laptop is put into a drawer, or taken out of it again."""
        self._set_retired(self._any_laptop(), is_back=self.random.random() < 0.3)

    def _set_retired(self, desk: Desk, *, is_back: bool) -> None:
        with self.office.here(), suppress(UnknownDevice):
            introductions.retire(self.office.store, desk.store.identity.device, is_back=is_back)

    def reopen(self, desk: Desk) -> None:
        desk.store = open_workspace(desk.folder, None, writing=True, now=lambda: self.now(desk))
        desk.officer.take_over(desk.store)

    def settle(self, rounds: int = 40) -> None:
        """Everybody has the newest program, is let in, approved, and writes to everybody, and nothing is lost any more, until nothing is new."""
        for desk in self.everybody():
            desk.schema = max(one.schema for one in self.everybody())
        if self.revoked is not None:
            self._shut_out(self.revoked, None)  # the office may have been put back to before
        for desk in self.laptops():
            self._set_retired(desk, is_back=True)
            self.let_in(desk)
        before, quiet = self._state(), 0
        for _ in range(rounds):
            self.minutes += 60
            for desk in self.laptops():
                self.approve_all(desk)
            for desk in self.random.sample(self.laptops(), len(self.laptops())):
                self._mail_from(desk, most=self.most)
                self._deliver_all()
                self._mail_from(self.office, most=self.most, only=desk.store.identity.device)
                self._deliver_all()
            state = self._state()
            quiet = quiet + 1 if state == before else 0
            before = state
            if quiet == QUIET:
                return
        raise AssertionError("it does not settle")

    def _deliver_all(self) -> None:
        while self.mail:
            self._read(*self.mail.pop(0))

    def _state(self) -> list[object]:
        return [desk.store.digest((desk.country,)) for desk in self.laptops()] + [self.office.store.digest(("KH", "LA")).shared]

    def close(self) -> None:
        for desk in self.everybody():
            with desk.here():
                desk.store.close()
