"""What a printed code covers is what the figures beside it counted: one thing is changed anywhere, and both are compared, on both sides.

Random work, altered packages and the mail change a country's laptop, another country's and the office. Wherever two bases, or one base
before and after, show other figures for the same question, the codes beside them differ; and who holds the same operations has the same
code. Rules are broken on purpose, and caught.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from prossce_desktop.domain.model.career_fair import CareerFair, FairEmployer
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.organisations_and_results import Organisation, OrganisationLink
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations import record_ownership
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.domain.operations.record_ownership import SINCE
from prossce_desktop.errors import ProssceError
from prossce_desktop.services.reporting import counted_figures
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.log import operation_log
from prossce_desktop.store.maintenance import state_digest
from prossce_desktop.store.sync import admission
from prossce_desktop.store.workspace.store import Store
from tests.exchange.breaking import Broken, instead, rewritten
from tests.exchange.forging import forged
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow

QUESTIONS: tuple[tuple[str, ...], ...] = ((), ("KH",), ("LA",), ("KH", "LA"), ("TH",))
STEPS = 40

Shown = dict[tuple[str, ...], tuple[str, str]]
"""By question the figures, and the code beside them."""


def shown(store: Store, *countries: str) -> tuple[str, str]:
    """Figures as they are told to programs, without how they were asked for, and the code that is printed with them."""
    with store.read() as reading:
        found = counted_figures.figures(reading, countries=countries, by=("sex", "age", "year")).as_json()
        code = state_digest.short_code(reading, countries)
    return json.dumps({name: value for name, value in found.items() if name not in ("countries", "period", "sample")}, sort_keys=True), code


class World:
    """The office and a laptop each of two countries. Codes are compared after every single thing that happens."""

    def __init__(self, region: Region, seed: int) -> None:
        self.region = region
        self.random = random.Random(seed)
        self.desks = (region.kh1, region.la, region.office)
        self.first = (6 + seed) << 40
        for desk in self.desks:
            for _ in range(6):
                self._act(desk)
        with region.office.here(), region.office.store.work("new", 3) as work:
            self.shared = work.new("organisation", [Organisation(name=f"Org {n}") for n in range(3)])
        for desk in (region.kh1, region.la):
            region.round(desk)
            with desk.here(), desk.store.work("new", 1) as work:
                [fair] = work.new("career_fair", [CareerFair(title="Fair", status="held", end="2024-05-01")])  # type: ignore[arg-type]
                work.new("fair_employer", [FairEmployer(activity=fair, organisation=one) for one in self.shared])
            region.round(desk)
        self.before = {desk.name: self._of(desk) for desk in self.desks}
        self.did: list[str] = []

    def _of(self, desk: Desk) -> Shown:
        questions = QUESTIONS if desk is self.region.office else ((),)
        return {one: shown(desk.store, *one) for one in questions}

    def _act(self, desk: Desk) -> None:
        desk.officer.look_around()
        with desk.here(), with_reason("Seen in a report"), suppress(ProssceError):
            desk.officer.act()

    def step(self) -> None:
        """One thing, anywhere; then everybody's figures and codes beside what they were."""
        acts: dict[Callable[[], None], float] = {self.act: 6, self.send: 4, self.answer: 2, self.forge: 6, self.forge_for_all: 3, self.join: 2, self.count: 2}
        [happens] = self.random.choices(list(acts), list(acts.values()))
        self.region.minutes += 1
        happens()
        self.did.append(happens.__name__)
        for desk in self.desks:
            now = self._of(desk)
            for question, (told, code) in now.items():
                before, code_before = self.before[desk.name][question]
                assert told == before or code != code_before, f"{self.did[-1]}: the figures of {desk.name} for {question} changed under one code"
            self.before[desk.name] = now
        self.compare()

    def compare(self) -> None:
        """A country and the office, wherever their codes are equal."""
        for desk, country in ((self.region.kh1, "KH"), (self.region.la, "LA")):
            theirs, ours = self.before[desk.name][()], self.before[self.region.office.name][country,]
            assert theirs[1] != ours[1] or theirs[0] == ours[0], f"{self.did[-1:]}: {country} and the office show other figures under one code"

    def act(self) -> None:
        self._act(self.random.choice(self.desks))

    def send(self) -> None:
        desk = self.random.choice(self.desks[:2])
        self.region.send(desk, self.region.office)

    def answer(self) -> None:
        self.region.send(self.region.office, self.random.choice(self.desks[:2]))

    def join(self) -> None:
        """The office says of everybody's organisations that they are one, or that they are not, or takes one out."""
        store = self.region.office.store
        with store.read() as reading:
            links = [row[0] for row in reading.execute("SELECT id FROM organisation_link WHERE removed = 0 ORDER BY id").fetchall()]
        with self.region.office.here(), store.work("edit", 1) as work:
            if links and self.random.random() < 0.5:
                work.remove([self.random.choice(links)])
            elif links and self.random.random() < 0.3:
                work.remove(self.random.sample(self.shared, 1))
            else:
                a, b = sorted(self.random.sample(self.shared, 2))
                work.new("organisation_link", [OrganisationLink(a=a, b=b, verdict="same")])  # type: ignore[arg-type]

    def forge(self) -> None:
        """An altered laptop writes of records of any country, as its own and as others', in any schema."""
        desk = self.random.choice(self.desks[:2])
        scope = self.random.choice((desk.country, desk.country, "KH", "LA", "all", "office"))
        self._forged(desk, self.region.office, scope)

    def forge_for_all(self) -> None:
        """An altered office writes for all, or into a country."""
        desk = self.random.choice(self.desks[:2])
        scope = self.random.choice(("all", desk.country))
        self._forged(self.region.office, desk, scope, self._fair(alone=True) if scope == "all" else None)

    def count(self) -> None:
        """The office counts people at a training of its own."""
        with self.region.office.here(), self.region.office.store.work("new", 2) as work:
            [training] = work.new("training", [Training(title="Regional", status="held", end="2024-06-01")])  # type: ignore[arg-type]
            work.new("head_count", [HeadCount(activity=training, count=self.random.randint(1, 9) * 100)])

    def _forged(self, desk: Desk, to: Desk, scope: str, blocks: list[object] | None = None) -> None:
        blocks = blocks or self.random.choice((self._fair, self._count, self._pair, self._moved))()
        schema = self.random.choice((SINCE, SINCE, SINCE - 1))
        content = forged(desk.store, self.region.to(desk, to), [canonical(["00" * 16, *blocks])], scope=scope, schema=schema)
        self.region.read(to, content)

    def _new(self, kind: str, **values: object) -> dict[str, object]:
        self.first += 9
        cols = {name: [value] for name, value in values.items() if value is not None}
        return {"new": kind, "first": self.first, "count": 1, "cols": cols}

    def _some(self, kind: str) -> int:
        with self.region.office.store.read() as reading:
            ids = [row[0] for row in reading.execute(f"SELECT id FROM {kind} ORDER BY id").fetchall()]
        return self.random.choice(ids or [17])

    def _fair(self, *, alone: bool = False) -> list[object]:
        country, above = self.random.choice(("KH", "LA", "TH", None)), self.random.choice((None, self._some("activity")))
        if alone:
            country, above = None, None
        fair = self._new("training", title="T", status="held", end="2024-06-01", country=country, part_of=above)
        return [fair, self._new("head_count", activity=fair["first"], count=self.random.randint(1, 9) * 1000)]

    def _count(self) -> list[object]:
        return [self._new("head_count", activity=self._some("activity"), count=self.random.randint(1, 9) * 1000)]

    def _pair(self) -> list[object]:
        a, b = sorted((self._some("person"), self._some("person")))
        return [self._new("link", a=a, b=b, verdict=self.random.choice(("same", "open")))]

    def _moved(self) -> list[object]:
        field, value = self.random.choice((("country", "KH"), ("country", "LA"), ("held_in", "KH"), ("part_of", self._some("activity"))))
        return [{"set": "training", "ids": [self._some("training")], "cols": {field: [value]}}]

    def settle(self) -> None:
        """Once everybody wrote to everybody: the codes are equal exactly where the operations are, and then the figures are too."""
        for _ in range(2):
            for desk in self.desks[:2]:
                self.region.round(desk)
        self.before = {desk.name: self._of(desk) for desk in self.desks}
        for desk in self.desks[:2]:
            theirs, ours = self.before[desk.name][()], self.before[self.region.office.name][desk.country,]
            held = [_operations(one.store, desk.country) for one in (desk, self.region.office)]
            assert (held[0] == held[1]) == (theirs[1] == ours[1])
        self.compare()


def _operations(store: Store, scope: str) -> list[tuple[object, ...]]:
    """Every operation of a scope, and whether it is applied."""
    with store.read() as reading:
        sql = 'SELECT op.id, op."hash", op.state <> 0 FROM op JOIN source ON source.id = op.id >> 24 WHERE source.scope = ? ORDER BY op.id'
        return [tuple(row) for row in reading.execute(sql, (scope,)).fetchall()]


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    made = Region(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("seed", range(4))
def test_other_figures_stand_under_another_code_and_equal_operations_under_an_equal_one(region: Region, seed: int) -> None:
    world = World(region, seed)
    world.compare()
    for _ in range(STEPS):
        world.step()
    world.settle()
    assert len(set(world.did)) == 7


def test_what_another_country_joined_for_itself_is_no_part_of_a_countrys_code(region: Region) -> None:
    """Laos takes two of everybody's organisations for one at its own fairs, and the office takes one of them out of the lists."""
    with region.office.here(), region.office.store.work("new", 2) as work:
        a, b = work.new("organisation", [Organisation(name="Acme"), Organisation(name="ACME Ltd")])
    for desk in (region.kh1, region.la):
        region.round(desk)
    with region.la.here(), region.la.store.work("joined", 1) as work:
        work.new("organisation_link", [OrganisationLink(a=a, b=b, verdict="same")])  # type: ignore[arg-type]
    region.round(region.la)
    with region.office.here(), region.office.store.work("remove", 1) as work:
        work.remove([b])
    for desk in (region.kh1, region.la, region.kh1, region.la):
        region.round(desk)
    assert shown(region.kh1.store) == shown(region.office.store, "KH")
    assert shown(region.la.store) == shown(region.office.store, "LA")


BROKEN: dict[str, Broken] = {
    "a record is of the country that it names": instead(operation_log, "as_read", lambda blocks, _scope: list(blocks)),
    "the code of the whole leaves out what the office recorded": rewritten(
        state_digest, "_own_scopes", "set(known) - {SAMPLE, SHARED}", 'set(known) - {SAMPLE, SHARED, "office"}'
    ),
    "the code leaves out what the office wrote for a country": rewritten(
        state_digest, "_shared", "if scope not in wanted:", "if scope not in wanted or source % 2:"
    ),
    "the code leaves out which organisations are one": rewritten(state_digest, "_shared", "if joins else []", "if False else []"),
    "everybody's lists hold activities": rewritten(record_ownership, "is_theirs", "if scope == SHARED and", "if False and"),
}  # fmt: skip


@pytest.mark.parametrize("rule", BROKEN)
def test_the_broken_rule_is_caught(region: Region, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    BROKEN[rule](monkeypatch)
    monkeypatch.setattr(admission, "is_theirs", record_ownership.is_theirs if "lists" in rule else (lambda *_: True))
    with pytest.raises(AssertionError):
        for seed in range(4):
            world = World(region, seed)
            world.compare()
            for _ in range(STEPS):
                world.step()
            world.settle()
