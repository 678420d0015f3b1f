"""Made-up people for the sample data: names in four scripts, ordinary gaps, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.codes import Country, Disability, Sex, Stage

SEED = 20241026
PLACES = {"KH-PES-2025": (26, Country.KH), "ITCILO-YOUTH-2025": (12, Country.LA), "ASEAN-RPD-2025": (9, Country.VN)}
"""Activity, how many people, from which country. None is in KH 2024, ID October 2023 to May 2024, or PH."""
NAMES = {
    Country.KH: [
        ("សុខ សុភា", "Sok Sophea", Sex.female),
        ("ចាន់ ដារ៉ា", "Chan Dara", Sex.male),
        ("ហេង សុវណ្ណ", "Heng Sovann", Sex.male),
        ("នួន ម៉ាលី", "Nuon Maly", Sex.female),
        ("មាស កញ្ញា", "Meas Kanha", Sex.female),
        ("តាំង រិទ្ធី", "Taing Rithy", Sex.male),
        ("អ៊ុក ស្រីពៅ", "Ouk Sreypov", Sex.female),
        ("លី សំណាង", "Ly Samnang", Sex.male),
    ],
    Country.LA: [
        ("ສົມພອນ ວົງສາ", "Somphone Vongsa", Sex.male),
        ("ນາງ ແກ້ວ ພົມມະ", "Keo Phomma", Sex.female),
        ("ບຸນມີ ສີສຸກ", "Bounmy Sisouk", Sex.male),
    ],
    Country.VN: [("Nguyễn Thị Hà", None, Sex.female), ("Trần Văn Đức", None, Sex.male), ("Đặng Thùy Linh", None, Sex.female)],
}
PROVINCES = {
    Country.KH: ["KH-12", "KH-2", "KH-17", "KH-8"],
    Country.LA: ["LA-VT", "LA-CH", "LA-SV"],
    Country.VN: ["VN-HN", "VN-SG", "VN-DN"],
}


@dataclass(frozen=True)
class Guest:
    """Fields of a person, and of that person's participation."""

    person: dict[str, Any]
    took_part: dict[str, Any]


def guests() -> Iterator[tuple[str, list[Guest]]]:
    """For each activity its made-up people."""
    chance = random.Random(SEED)
    for code, (count, country) in PLACES.items():
        yield code, [_guest(chance, country, number) for number in range(count)]


def _guest(chance: random.Random, country: Country, number: int) -> Guest:
    name, latin, sex = NAMES[country][number % len(NAMES[country])]
    again = number // len(NAMES[country])
    person: dict[str, Any] = {
        "name": name if not again else f"{name} {again + 1}",
        "latin_name": latin if latin is None or not again else f"{latin} {again + 1}",
        "sex": sex if chance.random() > 0.06 else Sex.not_recorded,
        "country": country,
        "birth": f"{chance.randint(1972, 2004)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" if chance.random() > 0.15 else None,
        "province": chance.choice(PROVINCES[country]),
        "disability": chance.choice([Disability.no] * 7 + [Disability.yes, None]),
    }
    if country is Country.KH and chance.random() > 0.3:
        person["phone"] = f"012{chance.randint(200000, 989999)}"
    return Guest(
        {k: v for k, v in person.items() if v is not None}, {"stage": Stage.attended if chance.random() > 0.1 else Stage.registered}
    )
