"""The sample data: thirteen published activities and made-up people, apart from everything real."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.codes import Country, Disability, Sex, Stage
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.errors import HasOwnRecords
from prossce_desktop.services.commands import adding
from prossce_desktop.services.records.record_saving import RecordWrite, write_records
from prossce_desktop.store.queries.sample_records import has_own_activities, sample_records
from prossce_desktop.store.workspace.store import Reading, Store, Work
from prossce_desktop.system import paths

FILE = "sample/published_activities.csv"
TO_COUNT = {"count": "count", "count_basis": "basis", "count_qualifier": "qualifier"}


@dataclass(frozen=True)
class SampleLoaded:
    """What is there now."""

    activities: int
    people: int
    already_there: bool


@dataclass(frozen=True)
class SampleRemoved:
    """What was taken out: records of any kind, and how many of them are activities and people."""

    records: int
    activities: int
    people: int


def load(store: Store, *, people: bool, today: dt.date) -> SampleLoaded:
    """Load the published activities exactly; a second time changes nothing. Raises HasOwnRecords (exit 5)."""
    with store.read() as reading:
        present = sample_records(reading)
        there = sum(len(ids) for kind, ids in present.items() if kind in ACTIVITY_KINDS)
        there_already = len(present.get("person", ()))
        if not there and has_own_activities(reading):
            raise HasOwnRecords
        found = [] if there else list(published(reading, today))
        codes = {
            code: known for code, _guests in guests() if (known := reading.activity_by_code(code)) is not None
        }
    with_people = people and not there_already
    if not found and not with_people:
        return SampleLoaded(there, there_already, already_there=True)
    with store.work(ActionKind.sample, len(found), sample=True) as work:
        codes.update(_save_activities(work, found))
        made = _save_people(work, codes) if with_people else 0
    return SampleLoaded(len(found) or there, made or there_already, already_there=False)


def remove(store: Store) -> SampleRemoved:
    """Take all sample records out; gives how many there were."""
    with store.read() as reading:
        present = sample_records(reading)
    ids = [one for known in present.values() for one in known]
    if ids:
        with store.work(ActionKind.sample_removed, len(ids), sample=True) as work:
            work.remove(ids)
    return SampleRemoved(
        len(ids),
        sum(len(known) for kind, known in present.items() if kind in ACTIVITY_KINDS),
        len(present.get("person", ())),
    )


def published(reading: Reading, today: dt.date) -> Iterator[tuple[Activity, HeadCount | None]]:
    """Each activity of the shipped table, with its head count where it has one."""
    with paths.resource(FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield activity_of(reading, row, today)


def activity_of(reading: Reading, row: dict[str, str], today: dt.date) -> tuple[Activity, HeadCount | None]:
    """One row of the table; a blank is not recorded, never 0, and a blank country is no one country."""
    kind = row["kind"]
    given: dict[str, object] = {
        name: value for name, value in row.items() if value and name not in ("kind", *TO_COUNT)
    }
    way = given.pop("mode_or_channel", None)
    if way is not None:
        given["channel" if kind == "career_fair" else "mode"] = way
    activity = adding.ready_activity(reading, kind, given, today, sample=True).value
    assert isinstance(activity, Activity)
    count = {target: row[name] for name, target in TO_COUNT.items() if row[name]}
    return activity, adding.head_count_value(dict(count)) if row["count"] else None


def _save_activities(work: Work, activities: list[tuple[Activity, HeadCount | None]]) -> dict[str, int]:
    """Save them; gives each code's id."""
    codes: dict[str, int] = {}
    for activity, head in activities:
        [new_id] = write_records(work, [RecordWrite(activity.KIND, activity)])
        codes[activity.code or ""] = new_id
        if head is not None:
            adding.put_head_count(work, new_id, head)
    return codes


def _save_people(work: Work, codes: dict[str, int]) -> int:
    """Made-up people, at activities whose published totals they do not touch."""
    made = 0
    for code, group in guests():
        if code in codes:
            ids = write_records(work, [RecordWrite("person", Person(**guest.person)) for guest in group])
            took_part = [
                Participation(person=one, activity=codes[code], **guest.took_part)
                for one, guest in zip(ids, group, strict=True)
            ]
            write_records(work, [RecordWrite("participation", one) for one in took_part])
            made += len(group)
    return made


SEED = 20241026
PLACES = {
    "KH-PES-2025": (26, Country.KH),
    "ITCILO-YOUTH-2025": (12, Country.LA),
    "ASEAN-RPD-2025": (9, Country.VN),
}
"""Activity, how many people, from which country. None is in KH 2024, ID October 2023 to May 2024, or PH."""
NAMES: dict[Country, tuple[list[tuple[str, str | None]], list[tuple[str, str | None, Sex]]]] = {
    Country.KH: (
        [("សុខ", "Sok"), ("ចាន់", "Chan"), ("ហេង", "Heng"), ("នួន", "Nuon"), ("មាស", "Meas"), ("តាំង",
            "Taing"), ("លី", "Ly")],
        [
            ("សុភា", "Sophea", Sex.female), ("ដារ៉ា", "Dara", Sex.male), ("សុវណ្ណ", "Sovann", Sex.male),
            ("ម៉ាលី", "Maly", Sex.female),
            ("កញ្ញា", "Kanha", Sex.female), ("រិទ្ធី", "Rithy", Sex.male), ("ស្រីពៅ", "Sreypov", Sex.female),
            ("សំណាង", "Samnang", Sex.male),
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
        "birth": f"{chance.randint(1972, 2004)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        if chance.random() > 0.15
        else None,
        "province": chance.choice(PROVINCES[country]),
        "disability": chance.choice([Disability.no] * 7 + [Disability.yes, None]),
    }
    if country is Country.KH and chance.random() > 0.3:
        person["phone"] = f"012{chance.randint(200000, 989999)}"
    return Guest(
        {k: v for k, v in person.items() if v is not None},
        {"stage": Stage.attended if chance.random() > 0.1 else Stage.registered},
    )
