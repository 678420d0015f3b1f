"""Made-up people as in real lists: gaps, near-identical doubles, phones and births in every state."""

from __future__ import annotations

import random
from typing import Any

from benchmarks.names import made_up
from prossce_desktop.domain.model.codes import Consent, Country, Disability, Sex, Stage
from prossce_desktop.domain.model.people import Person

COUNTRIES = (Country.KH, Country.KH, Country.TH, Country.LA, Country.VN, Country.ID)
PROVINCES = {
    Country.KH: ("KH-12", "KH-2", "KH-17", "KH-8", "KH-3"),
    Country.TH: ("TH-10", "TH-50", "TH-30"),
    Country.LA: ("LA-VT", "LA-CH", "LA-SV"),
    Country.VN: ("VN-HN", "VN-SG", "VN-DN"),
    Country.ID: ("ID-JK", "ID-JB", "ID-JI"),
}
PHONES = {Country.KH: "012", Country.TH: "081", Country.LA: "020", Country.VN: "090", Country.ID: "0812"}
SEXES = (Sex.female,) * 11 + (Sex.male,) * 9
DISABILITIES = (Disability.no,) * 30 + (Disability.yes,)
EDUCATION = ("2", "3", "3", "4", "5", "6")
STAGES = (Stage.attended,) * 12 + (Stage.registered, Stage.registered, Stage.referred, Stage.hired)

Values = dict[str, Any]


def person(chance: random.Random) -> Person:
    """One made-up person."""
    return Person(**values(chance))


def values(chance: random.Random) -> Values:
    """Fields of a person; what the list had no answer to is not there."""
    country = chance.choice(COUNTRIES)
    name, latin = made_up(chance, country)
    made: Values = {"name": name, "country": country, "province": chance.choice(PROVINCES[country])}
    if latin is not None and chance.random() < 0.6:
        made["latin_name"] = latin
    if chance.random() < 0.96:
        made["sex"] = chance.choice(SEXES)
    how = chance.random()
    if how < 0.75:
        made["birth"] = f"{_year(chance)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    elif how < 0.85:
        made["birth"] = str(_year(chance))
    if chance.random() < 0.68:
        made["phone"] = _phone(chance, country)
    if chance.random() < 0.12:
        made["national_id"] = str(chance.randint(100_000_000, 999_999_999))
    if chance.random() < 0.15:
        made["email"] = f"{chance.randbytes(4).hex()}@example.org"
    if chance.random() < 0.55:
        made["disability"] = chance.choice(DISABILITIES)
    if chance.random() < 0.5:
        made["education"] = chance.choice(EDUCATION)
    if chance.random() < 0.3:
        made["consent"] = Consent.given
    return made


def again(chance: random.Random, before: Values) -> Values:
    """The same person in another list: a letter less, names exchanged, no phone, or only a birth year."""
    made = dict(before)
    way = chance.randrange(5)
    name: str = made["name"]
    if way == 0 and len(name) > 6:
        cut = chance.randrange(1, len(name) - 1)
        made["name"] = name[:cut] + name[cut + 1 :]
    elif way == 1:
        made["name"] = " ".join(reversed(name.split()))
    elif way == 2:
        made.pop("phone", None)
    elif way == 3 and len(made.get("birth", "")) == 10:
        made["birth"] = made["birth"][:4]
    made.pop("email", None)
    return made


def _year(chance: random.Random) -> int:
    return 2006 - min(int(chance.expovariate(1 / 9)), 50)


def _phone(chance: random.Random, country: Country) -> str:
    return f"{PHONES[country]}{chance.randint(200_000, 9_899_999)}"
