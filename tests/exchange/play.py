"""The stage of the play: two countries and an office that work and write to each other, while one after the other runs an altered program.

Three bases and a colleague's are real, and so are the packages between them. After each attack everybody writes to everybody and the honest
sides are compared: figures, the codes beside them, people counted, what of a person lies where, and what reading cost. Then work goes on.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil

from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Programme, Training
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.errors import ProssceError
from prossce_desktop.exchange import sandboxed_parsing
from prossce_desktop.exchange.age_encryption import opened, recipient_of, seal
from prossce_desktop.exchange.header import Header
from prossce_desktop.exchange.limits import most_unpacked
from prossce_desktop.exchange.package import open_package
from prossce_desktop.exchange.zip_members import HEADER, SIGNATURE, join, split
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.reporting import counted_figures, year_overview
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.maintenance import state_digest
from prossce_desktop.store.queries import list_activities
from prossce_desktop.store.workspace.store import Store
from tests.exchange.forging import altered, forged
from tests.exchange.opened import everything_in
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk

Shown = tuple[str, str]
"""Figures as they are told to programs, and the code beside them."""
MOST_GROWTH = 300 * 1024
"""kB by which this process may grow over a whole play; one package took 3.1 GB."""
MOST_ASKED = 64
"""Questions to the fenced child for one package: header, body, personal parts and what waits."""
ROUNDS = 8
BIRTH = "2000-05-01"


def _most_memory() -> int:
    """kB that this process held at most until now."""
    if os.name == "nt":
        return int(psutil.Process().memory_info().peak_wset) // 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss



def shown(store: Store, *countries: str) -> Shown:
    """Without how it was asked for."""
    with store.read() as reading:
        found = counted_figures.figures(reading, countries=countries, by=("sex", "age", "year")).as_json()
        code = state_digest.short_code(reading, countries)
    return json.dumps({name: value for name, value in found.items() if name not in ("countries", "period", "sample")}, sort_keys=True), code


class Play(Region):
    """Cambodia with two laptops that approved each other, Indonesia with one, and the office."""

    def __init__(self, folder: Path, seed: int, share: str) -> None:
        super().__init__(folder, share, seed=seed, other="ID1")
        self.id = self.la
        self.share = share
        self.honest = [self.kh1, self.kh2, self.id, self.office]
        self.first = (6 + seed) << 40
        self.days = 0
        self.asked: Counter[str] = Counter()
        self.at_first = _most_memory()
        for desk in self.honest:
            desk.skew = self.kh1.skew * 0
        self.meet_mate()
        for desk in (self.kh1, self.kh2, self.id):
            self._compare_words(desk)
        self.fair = {desk.name: self._begin(desk) for desk in (self.kh1, self.id)}
        self.training, self.who, self.part = self._course(self.kh1)
        self.work(6)

    def _compare_words(self, desk: Desk) -> None:
        """By telephone, on the laptop's side."""
        with desk.here(), desk.store.read() as reading:
            words = introductions.words_of(self.to(desk, self.office), introductions.own_device(reading.execute, desk.store.identity))
        with desk.here():
            introductions.compared_with_office(desk.store, words)

    def _begin(self, desk: Desk) -> int:
        with desk.here(), desk.store.work("new", 2) as work:
            [fair] = work.new("career_fair", [CareerFair(title="Fair", status="held", end="2024-05-01")])  # type: ignore[arg-type]
            work.new("head_count", [HeadCount(activity=fair, count=60, women=20)])
        return int(fair)

    def _course(self, desk: Desk) -> tuple[int, int, int]:
        with desk.here(), desk.store.work("new", 3) as work:
            [training] = work.new("training", [Training(title="Course", start="2024-01-01", status="held")])  # type: ignore[arg-type]
            [person] = work.new("person", [Person(name=f"Sok {desk.mark}", phone=f"0129 {desk.mark}", birth=BIRTH, sex="female")])  # type: ignore[arg-type]
            [part] = work.new("participation", [Participation(person=person, activity=training, stage="attended")])  # type: ignore[arg-type]
        return training, person, part

    # -- honest work ----------------------------------------------------------------------------------------------

    def work(self, acts: int = 2) -> None:
        """Everybody does anything at all, and writes to the office and back until nothing is new."""
        self._act_at_random(acts)
        self.settle_all()

    def _act_at_random(self, most: int) -> None:
        for desk in self.honest:
            desk.officer.look_around()
            for _ in range(self.random.randint(1, most)):
                with desk.here(), with_reason("Seen in a report"), suppress(ProssceError):
                    desk.officer.act()

    def settle_all(self) -> None:
        """Until nothing is new: what somebody mends or joins after reading goes round once more."""
        before: list[Shown] = []
        for _ in range(ROUNDS):
            for desk in self.random.sample([self.kh1, self.kh2, self.id], 3):
                self._heard(self.made(desk, self.office), self.office)
                self._heard(self.made(self.office, desk), desk)
            now = [shown(desk.store, *asked) for desk, asked in self._sides(("KH", "ID"))]
            if now == before:
                return
            before = now
        raise AssertionError("it does not settle")

    def _heard(self, contents: Sequence[bytes], reader: Desk) -> None:
        """Nobody honest is locked out, whatever others left behind: it was taken in, also where some of it lacks what nobody ever sends."""
        for content in contents:
            outcome = self.read(reader, content)
            taken = outcome.status in ("accepted", "already_known", "quarantined") or outcome.code == "part-missing"
            assert taken, (reader.name, outcome.status, outcome.code)

    def a_day_goes_on(self) -> None:
        """Everybody works at random, and types something on purpose: whoever should have it has it, and every page can be shown."""
        self.days += 1
        self._act_at_random(2)
        title = f"Day {self.days}"
        for desk in (self.kh1, self.kh2, self.id):
            with desk.here(), desk.store.work("new", 2) as work:
                [made] = work.new("training", [Training(title=f"{title} of {desk.name}", start="2024-02-02", status="held")])  # type: ignore[arg-type]
                work.new("head_count", [HeadCount(activity=made, count=self.days)])
        with self.office.here(), self.office.store.work("new", 1) as work:
            work.new("programme", [Programme(title=title)])
        self.settle_all()
        for reader, those in ((self.office, ("KH1", "KH2", "ID1")), (self.kh1, ("KH1", "KH2")), (self.kh2, ("KH1", "KH2")), (self.id, ("ID1",))):
            with reader.store.read() as reading:
                found = {row[0] for row in reading.execute("SELECT title FROM training WHERE removed = 0").fetchall()}
                lists = {row[0] for row in reading.execute("SELECT title FROM programme WHERE removed = 0").fetchall()}
                everything = [row[0] for row in reading.execute("SELECT id FROM activity ORDER BY id").fetchall()]
                list_activities.rows(reading, everything, self.now(self.office).date())
                for year in (2024, None):
                    year_overview.overview(reading, year, self.now(self.office).date())
            assert {one for one in found if one.startswith(f"{title} of")} == {f"{title} of {name}" for name in those}, reader.name
            assert title in lists, reader.name
            step_sentences.history_in_words(reader.store)
            package_files.devices_json(reader.store)
            exchange_page.standing(reader.store)

    # -- what is looked at ----------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Figures and codes of a country are those that the office has of it, on both its laptops."""
        for desk, country in ((self.kh1, "KH"), (self.kh2, "KH"), (self.id, "ID")):
            theirs, ours = shown(desk.store), shown(self.office.store, country)
            assert theirs[0] == ours[0], f"{desk.name} and the office show other figures"
            assert theirs[1] == ours[1], f"{desk.name} and the office show other codes"

    @contextmanager
    def untouched(self, *countries: str, writes: bool = False) -> Iterator[None]:
        """Whatever is done in the block, and everybody's mail after it, changes no figure of these countries, and no code.

        `writes`: by somebody who may write there; codes cover what is held back as well.
        """
        before = {desk.name: shown(desk.store, *asked) for desk, asked in self._sides(countries)}
        yield
        self.settle_all()
        for desk, asked in self._sides(countries):
            now = shown(desk.store, *asked)
            assert now[0] == before[desk.name][0], f"other figures of {asked or 'itself'} at {desk.name}"
            assert writes or now[1] == before[desk.name][1], f"another code of {asked or 'itself'} at {desk.name}"

    def _sides(self, countries: Sequence[str]) -> list[tuple[Desk, tuple[str, ...]]]:
        own = [(desk, ()) for desk in (self.kh1, self.kh2, self.id) if desk.country in countries]
        return [*own, (self.office, tuple(countries))]

    def is_sound(self) -> None:
        """What is shown is what the operations say, and nothing of a person is where it must not be."""
        for desk in self.honest:
            wrong = [one for one in desk.store.check() if not one.ok and one.name != "margins"]  # which officers at random do not mind
            assert wrong == [], (desk.name, wrong)
        where = {desk.name: everything_in(desk.store) for desk in self.honest}
        of_kh, of_id = self.kh1.mark.casefold(), self.id.mark.casefold()
        held = {name: (of_kh in text, of_id in text) for name, text in where.items()}
        by_name = self.share == ShareLevel.names
        assert held == {"KH1": (True, False), "KH2": (True, False), "ID1": (False, True), "office": (by_name, by_name)}
        grown = _most_memory() - self.at_first
        assert grown < MOST_GROWTH, f"the process grew by {grown} kB"

    def read(self, desk: Desk, content: bytes, *, many: bool = False) -> PackageOutcome:
        """What strangers wrote is read by the fenced child alone: so many questions, and answers no longer than its size is worth."""
        asked, ask = Counter[str](), sandboxed_parsing._fence.ask

        def counted(question: bytes, **limits: object) -> list[bytes]:
            found = ask(question, **limits)  # type: ignore[arg-type]
            asked["questions"] += 1
            assert sum(map(len, found)) <= most_unpacked(len(question))
            return found

        with patch.object(sandboxed_parsing._fence, "ask", counted), patch("prossce_desktop.exchange.header.read_json", _never), patch("prossce_desktop.exchange.operation_codec.read_json", _never):
            outcome = super().read(desk, content, many=many)
        assert asked["questions"] <= MOST_ASKED, asked
        self.asked += asked
        return outcome

    # -- altered programs -----------------------------------------------------------------------------------------

    def signed(self, desk: Desk, to: Desk, *blocks: object, **more: object) -> bytes:
        """A package with these blocks as one operation of a new life of this laptop, signed as it should be."""
        more = {"scope": desk.country if desk is not self.office else to.country, **more}
        return forged(desk.store, self.to(desk, to), [canonical(["00" * 16, *blocks])], **more)  # type: ignore[arg-type]

    def forge_to(self, desk: Desk, to: Desk, *blocks: object, **more: object) -> PackageOutcome:
        """And `to` reads it."""
        return self.read(to, self.signed(desk, to, *blocks, **more))

    def lie(self, desk: Desk, to: Desk, change: Callable[[dict[str, Any]], None]) -> PackageOutcome:
        """An ordinary package of this laptop with another header, signed as it should be."""
        self.minutes += 1
        [content] = self.made(desk, to)
        return self.read(to, altered(desk.store, to.store, content, change))

    def sign_of(self, desk: Desk) -> Callable[[bytes], bytes]:
        """The signature of a laptop."""
        with desk.store.read() as reading:
            return device_keys.signer(reading.execute)

    def box_of(self, desk: Desk) -> str:
        """What opens what is sealed to a laptop."""
        with desk.store.read() as reading:
            return device_keys.box_identity(reading.execute) or ""

    def header_of(self, content: bytes, reader: Desk) -> Header:
        """What a package says."""
        return open_package(content, [self.box_of(reader)]).header

    def with_members(self, content: bytes, sender: Desk, reader: Desk, **members: bytes) -> dict[str, bytes]:
        """The members of a package, some of them others."""
        return {**split(opened(content, [self.box_of(reader)]) or b""), **members}

    def sealed_again(self, members: dict[str, bytes], sender: Desk, reader: Desk) -> bytes:
        """A package of these members, its header signed anew."""
        signed = {**members, SIGNATURE: self.sign_of(sender)(members[HEADER])}
        return seal(join(signed), [recipient_of(self.box_of(reader))])

    def new(self, kind: str, **values: object) -> dict[str, object]:
        """A block that makes one record."""
        self.first += 9
        cols = {name: [value] for name, value in values.items() if value is not None}
        return {"new": kind, "first": self.first, "count": 1, "cols": cols}

    def set(self, kind: str, id: int, **values: object) -> dict[str, object]:
        """A block that sets fields of one record."""
        return {"set": kind, "ids": [id], "cols": {name: [value] for name, value in values.items()}}

    def third(self, name: str) -> Desk:
        """One more laptop of Cambodia comes in, for what ends with its being shut out."""
        desk = self.desk(name, "KH")
        desk.rude, desk.skew = False, desk.skew * 0
        self.desks[name] = desk
        with desk.here():
            introductions.take_invitation(desk.store, self.invitation, self.now(desk))
        self.let_in(desk)
        self.round(desk)
        for other in (self.kh1, self.kh2):
            self._heard(self.made(self.office, other), other)
        return desk


def _never(*_: object) -> None:
    raise AssertionError("parsed in this very process")
