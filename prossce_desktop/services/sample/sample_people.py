"""Made-up people for the sample data: names in four scripts, ordinary gaps, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.model.codes import Country, Disability, Sex, Stage

SEED = 20241026
PLACES = {"KH-PES-2025": (26, Country.KH), "ITCILO-YOUTH-2025": (12, Country.LA), "ASEAN-RPD-2025": (9, Country.VN)}
"""Activity, how many people, from which country. None is in KH 2024, ID October 2023 to May 2024, or PH."""
NAMES: dict[Country, tuple[list[tuple[str, str | None]], list[tuple[str, str | None, Sex]]]] = {
    Country.KH: (
        [("សុខ", "Sok"), ("ចាន់", "Chan"), ("ហេង", "Heng"), ("នួន", "Nuon"), ("មាស", "Meas"), ("តាំង", "Taing"), ("លី", "Ly")],
        [
            ("សុភា", "Sophea", Sex.female), ("ដារ៉ា", "Dara", Sex.male), ("សុវណ្ណ", "Sovann", Sex.male), ("ម៉ាលី", "Maly", Sex.female),
            ("កញ្ញា", "Kanha", Sex.female), ("រិទ្ធី", "Rithy", Sex.male), ("ស្រីពៅ", "Sreypov", Sex.female), ("សំណាង", "Samnang", Sex.male),
        ],
    ),
    Country.LA: (
        [("ສົມພອນ", "Somphone"), ("ແກ້ວ", "Keo"), ("ບຸນມີ", "Bounmy"), ("ຄຳ", "Kham")],
        [("ວົງສາ", "Vongsa", Sex.male), ("ພົມມະ", "Phomma", Sex.female), ("ສີສຸກ", "Sisouk", Sex.male)],
    ),
    Country.VN: (
        [("Nguyễn", None), ("Trần", None), ("Đặng", None)],
        [("Thị Hà", None, Sex.female), ("Văn Đức", None, Sex.male), ("Thùy Linh", None, Sex.female)],
    ),
}  # fmt: skip
"""Family names and given names; each pair of them is used once."""
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
    families, givens = NAMES[country]
    turn, place = divmod(number, len(families))
    family, given = families[place], givens[(turn + 3 * place) % len(givens)]
    person: dict[str, Any] = {
        "name": f"{family[0]} {given[0]}",
        "latin_name": f"{family[1]} {given[1]}" if family[1] else None,
        "sex": given[2] if chance.random() > 0.06 else Sex.not_recorded,
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
