"""A base as users have it: encrypted, seeded, names in four scripts, ordinary gaps and doubles."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from prossce_desktop.domain.career_fair import CareerFair
from prossce_desktop.domain.codes import Channel, Country, Disability, Sex, Stage, Status
from prossce_desktop.domain.people import Participation, Person
from prossce_desktop.store.store import Store
from prossce_desktop.store.workspace import Passphrase, create, open_workspace

PASSPHRASE = "correct horse battery staple"
FIRST = {
    Country.KH: (
        ["សុខ", "ចាន់", "ហេង", "នួន", "មាស", "តាំង", "អ៊ុក", "លី", "ឈឹម", "កែវ"],
        ["សុភា", "ដារ៉ា", "សុវណ្ណ", "ម៉ាលី", "កញ្ញា", "រិទ្ធី", "ស្រីពៅ", "សំណាង", "បូរី", "ពិសិដ្ឋ"],
    ),
    Country.TH: (["สมชาย", "สุดา", "มาลี", "วิชัย", "นภา", "กมล"], ["ใจดี", "ศรีสุข", "ทองคำ", "บุญมา", "แก้วใส", "วงศ์ไทย"]),
    Country.LA: (["ສົມພອນ", "ແກ້ວ", "ບຸນມີ", "ຄຳ", "ດາວ"], ["ວົງສາ", "ພົມມະ", "ສີສຸກ", "ໄຊຍະ", "ແສງດາ"]),
    Country.ID: (
        ["Siti", "Joko", "Dewi", "Eko", "Rina", "Ayu", "Dedi"],
        ["Hidayat", "Saputra", "Santoso", "Kusuma", "Siregar", "Maulana", "Pratama"],
    ),
}
PROVINCES = {
    Country.KH: ["KH-12", "KH-2", "KH-17"],
    Country.TH: ["TH-10", "TH-50"],
    Country.LA: ["LA-VT", "LA-CH"],
    Country.ID: ["ID-JK", "ID-JB"],
}
PER_FAIR = 1_000


def make(folder: Path, people: int, seed: int = 2024) -> Store:
    """A workspace with that many people, each at one fair of a thousand; open for writing."""
    store, _key = create(
        folder, country="KH", office="Bench", officer="Bench", unlock=Passphrase(PASSPHRASE), now=lambda: dt.datetime.now(dt.UTC)
    )
    chance = random.Random(seed)
    fairs = [
        CareerFair(
            title=f"Fair {number}", code=f"F{number:05}", country=Country.KH, channel=Channel.on_site, status=Status.held,
            start=dt.date(2023, 1, 1) + dt.timedelta(days=number % 700), end=dt.date(2023, 1, 1) + dt.timedelta(days=number % 700),
        )
        for number in range(max(1, people // PER_FAIR))
    ]  # fmt: skip
    with store.work("import", people) as work:
        fair_ids = work.new("career_fair", fairs)
        ids = work.new("person", [person(chance) for _number in range(people)])
        work.new(
            "participation",
            [
                Participation(person=one, activity=fair_ids[at % len(fair_ids)], stage=chance.choice(list(Stage)[2:8]))
                for at, one in enumerate(ids)
            ],
        )
    return store


def reopen(folder: Path) -> Store:
    """The same workspace, open for writing."""
    return open_workspace(folder, Passphrase(PASSPHRASE), writing=True)


def person(chance: random.Random) -> Person:
    """One made-up person: a quarter of a country, some values missing."""
    country = chance.choice(list(FIRST))
    first, last = FIRST[country]
    values: dict[str, object] = {
        "name": f"{chance.choice(first)} {chance.choice(last)}",
        "country": country,
        "sex": chance.choice([Sex.female, Sex.female, Sex.male, Sex.not_recorded]),
    }
    if chance.random() > 0.2:
        values["birth"] = f"{chance.randint(1965, 2008)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    if chance.random() > 0.3:
        values["phone"] = f"0{chance.randint(10_000_000, 99_999_999)}"
    if chance.random() > 0.4:
        values["province"] = chance.choice(PROVINCES[country])
    if chance.random() > 0.5:
        values["disability"] = chance.choice([Disability.no, Disability.no, Disability.no, Disability.yes])
    return Person(**values)  # type: ignore[arg-type]
