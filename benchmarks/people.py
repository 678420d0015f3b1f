"""A base as users have it: encrypted, from a fixed seed, made through the log like any import."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.persons import PROVINCES, STAGES, Values, again, values
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Channel, Country, Stage, Status, Verdict
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.store.workspace.officer_access import remember
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, create, open_workspace
from prossce_desktop.system import paths

PASSPHRASE = "correct horse battery staple"
SEED = 2024
CHUNK = 50_000
"""People of one operation: the list of a year's fairs."""
AT_A_FAIR, AT_A_TRAINING = 1_000, 50
TO_FAIRS = 0.8
"""Of all participations; the others are at trainings."""
TWICE = 0.2
"""Of all people: at a second activity too."""
DOUBLES = 0.03
"""Of all records: somebody who is in the list already, written a little otherwise."""
FIRST_DAY = dt.date(2022, 1, 3)


@dataclass(frozen=True)
class Base:
    """A workspace and its number of people. The computer's own files lie beside it, in `config`."""

    folder: Path
    people: int

    def open(self, *, writing: bool = True) -> Store:
        """Open it as the computer that left it; close it again."""
        self.at_home()
        return open_workspace(self.folder, Passphrase(PASSPHRASE), writing=writing)

    def at_home(self) -> None:
        """From now on this process keeps everything in the folder beside this base."""
        paths.config_folder = lambda: self.folder.parent / "config"

    def copy(self, folder: Path) -> Base:
        """Another one like it, to write into, with a computer of its own."""
        made = Base(folder / "computer" / "ws", self.people)
        shutil.copytree(self.folder, made.folder)
        shutil.copytree(self.folder.parent / "config", made.folder.parent / "config")
        return made

    @property
    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(one.stat().st_size for one in self.folder.glob("base.db*"))


def base_of(folder: Path, people: int) -> Base:
    """The base of that many people under `folder`: made if it is not there yet."""
    made = Base(folder / f"of-{people}" / "ws", people)
    if not made.folder.exists():
        making = Base(folder / "making" / "ws", people)
        shutil.rmtree(making.folder.parent, ignore_errors=True)
        making.folder.parent.mkdir()
        making.at_home()
        store = make(making.folder, people)
        remember(store)
        store.tidy()
        store.close()
        making.folder.parent.rename(made.folder.parent)
    return made


def make(folder: Path, people: int, seed: int = SEED) -> Store:
    """A workspace with people at fairs and trainings, head counts, doubles and gaps; open for writing."""
    store, _key = create(
        folder,
        country="KH",
        office="Bench",
        officer="Bench",
        unlock=Passphrase(PASSPHRASE),
        now=lambda: dt.datetime.now(dt.UTC),
    )
    chance = random.Random(seed)
    for start in range(0, people, CHUNK):
        _add(store, chance, start, min(CHUNK, people - start))
    return store


def _add(store: Store, chance: random.Random, start: int, people: int) -> None:
    """One operation: activities, their head counts, people, where they were, and what is known of doubles."""
    those, twins = _written(chance, people)
    places = people * (1 + TWICE)
    fairs = [_fair(chance, start // AT_A_FAIR * 2 + n) for n in range(1 + int(places * TO_FAIRS / AT_A_FAIR))]
    trainings = [
        _training(chance, start // AT_A_TRAINING * 2 + n)
        for n in range(1 + int(places * (1 - TO_FAIRS) / AT_A_TRAINING))
    ]
    with store.work(ActionKind.imported, people) as work:
        fair_ids = work.new("career_fair", fairs)
        training_ids = work.new("training", trainings)
        work.new("head_count", [_count(chance, one) for one in fair_ids])
        ids = work.new("person", [Person(**one) for one in those])
        work.new(
            "participation",
            [_took_part(chance, one, fair_ids, training_ids) for one in _attending(chance, ids)],
        )
        work.new("link", [Link(a=ids[a], b=ids[b], verdict=verdict) for a, b, verdict in twins])


def _written(chance: random.Random, people: int) -> tuple[list[Values], list[tuple[int, int, Verdict]]]:
    """People and pairs on record: half of the doubles are decided, a fifth wait, the others are unseen."""
    those: list[Values] = []
    twins: list[tuple[int, int, Verdict]] = []
    for number in range(people):
        if number and chance.random() < DOUBLES:
            before = chance.randrange(number)
            those.append(again(chance, those[before]))
            seen = chance.random()
            if seen < 0.7:
                twins.append((before, number, Verdict.same if seen < 0.5 else Verdict.open))
        else:
            those.append(values(chance))
    return those, twins


def _attending(chance: random.Random, ids: list[int]) -> list[int]:
    return ids + [one for one in ids if chance.random() < TWICE]


def _took_part(chance: random.Random, person: int, fairs: list[int], trainings: list[int]) -> Participation:
    if chance.random() < TO_FAIRS:
        return Participation(person=person, activity=chance.choice(fairs), stage=chance.choice(STAGES))
    tests = (
        {"pre": float(chance.randint(20, 60)), "post": float(chance.randint(50, 100))}
        if chance.random() < 0.5
        else {}
    )
    return Participation(person=person, activity=chance.choice(trainings), stage=Stage.completed, **tests)


def _fair(chance: random.Random, number: int) -> CareerFair:
    country = chance.choice(list(PROVINCES))
    day = _day(chance)
    return CareerFair(
        title=f"Career fair {number}", code=f"F{number:05}", country=Country.KH, held_in=country,
        province=chance.choice(PROVINCES[country]),
        channel=Channel.on_site, status=Status.held, start=day,
        end=day + dt.timedelta(days=chance.randrange(3)),
        registered=1_600, qualified=1_100, interviews=1_400, hired_on_spot=90, employers=40, vacancies=1_800,
    )  # fmt: skip


def _training(chance: random.Random, number: int) -> Training:
    country = chance.choice(list(PROVINCES))
    day = _day(chance)
    return Training(
        title=f"Counselling skills {number}", code=f"T{number:05}", country=Country.KH, held_in=country,
        province=chance.choice(PROVINCES[country]),
        status=Status.held, start=day, end=day + dt.timedelta(days=4), highest_score=100.0,
    )  # fmt: skip


def _count(chance: random.Random, fair: int) -> HeadCount:
    women = chance.randint(500, 700)
    return HeadCount(
        activity=fair, channel=Channel.on_site, women=women, men=chance.randint(400, 600), count=1_300
    )


def _day(chance: random.Random) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=chance.randrange(4 * 365))
