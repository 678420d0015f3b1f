"""A made-up office with a training, a fair of 320 people, employers and drafts: what the pictures of the guide show."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.reporting import activity_papers, report_export
from prossce_desktop.services.sample import sample_loading
from prossce_desktop.services.sample.sample_loading import NAMES
from prossce_desktop.store.workspace.store import Store

TRAINING, FAIR, SEED = "KH-TR-2024-101", "KH-CF-2024-102", 9
PROVINCES = ("KH-12", "KH-2", "KH-17", "KH-8")
STAGES = ("attended", "attended", "qualified", "near_hire", "hired", "referred", "registered")
CELLS = (
    "female/15/no:12", "female/16_17/no:32", "female/18_24/no:74", "female/18_24/yes:4", "female/25/no:10", "female/26_29/no:27",
    "female/36_over/no:17", "male/16_17/no:21", "male/18_24/no:69", "male/18_24/yes:2", "male/26_29/no:34", "male/31_35/no:26",
    "male/31_35/not_recorded:5", "not_recorded/18_24/no:4", "not_recorded/not_recorded/not_recorded:5",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The records that pictures are taken of."""

    training: int
    fair: int
    person: int
    organisation: int


def fill(store: Store, today: dt.date) -> None:
    """Everything of the made-up office, beside the published sample."""
    sample_loading.load(store, people=True, today=today)
    chance = random.Random(SEED)
    programme = adding.add(store, "programme", [("title", "Four-tiered PES training, Cambodia"), ("country", "KH")], today=today)
    facts = f"code={TRAINING} start=2024-11-18 end=2024-11-22 province=KH-17 mode=in_person tier=2 pillar=2"
    training = _add(store, today, "training", facts,
                    title="ការបណ្តុះបណ្តាលមន្ត្រីការងារ ថ្នាក់ទី ២", place="Job Centre Siem Reap, hall 2", language="Khmer", hours="30",
                    trainers="មាស សុភា, ហេង ពិសិដ្ឋ", highest_score="100", partners="National Employment Agency", programme=str(programme.id),
                    sessions=[f"2024-11-{day}/6" for day in range(18, 23)], count="36")  # fmt: skip
    people_sheet.save_rows(store, training, [_row(chance, number, fair=False) for number in range(34)], today)
    facts = f"code={FAIR} start=2024-11-09 end=2024-11-10 province=KH-17 channel=on_site pillar=2"
    fair = _add(store, today, "career_fair", facts,
                title="Siem Reap career fair 2024", place="Angkor Convention Centre", registered="342", qualified="187", interviews="240",
                hired_on_spot="61", near_hires="24", vacancies="1180")  # fmt: skip
    people_sheet.save_rows(store, fair, [_row(chance, number, fair=True) for number in range(320)], today)
    adding.add(store, "headcount", [("activity", FAIR), ("count", "342"), *(("cell", cell) for cell in CELLS)], today=today)
    _employers(store, today)
    for title, day in (("PES training tier 3, Kandal", "2024-11-12"), ("Dialogue on informal work", "2024-12-05")):
        adding.add(store, "training", [("title", title), ("start", day), ("status", "planned")], today=today)
    store.drafts.save("new:training", "training", None, {"title": "Counselling skills"}, dt.datetime(2024, 11, 28, 9, 40, tzinfo=dt.UTC))


def _add(store: Store, today: dt.date, kind: str, words: str, *, sessions: list[str] | None = None, **more: str) -> int:
    pairs = [(name, value) for word in words.split() for name, _sign, value in [word.partition("=")]]
    pairs += [("session", one) for one in sessions or []]
    return adding.add(store, kind, [*pairs, *more.items()], today=today).id


def _row(chance: random.Random, number: int, *, fair: bool) -> people_sheet.RowDraft:
    families, givens = NAMES[Country.KH]
    family, given = families[number % len(families)], givens[chance.randrange(len(givens))]
    second = givens[(number // 7) % len(givens)]
    typed: dict[str, object] = {
        "name": f"{family[0]} {given[0]}{second[0] if number > 20 else ''}",
        "latin_name": f"{family[1]} {given[1]} {second[1] if number > 20 else ''}".strip(),
        "sex": given[2].value,
        "birth": f"{chance.randint(1968, 2007)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "phone": f"01{chance.randint(2, 7)}{chance.randint(200000, 989999)}",
        "province": chance.choice(PROVINCES),
        "disability": chance.choice(["no"] * 9 + ["yes", ""]),
    }
    if fair:
        typed["stage"] = chance.choice(STAGES)
    else:
        typed |= {f"session_{day}": "1" for day in range(1, 6) if chance.random() > 0.12} | {
            "pre": chance.randint(30, 60),
            "post": chance.randint(55, 98),
        }
    return people_sheet.RowDraft(None, None, {name: value for name, value in typed.items() if value != ""})


def _employers(store: Store, today: dt.date) -> None:
    for name, posts, hired in (
        ("Angkor Garments", 240, 18),
        ("Siem Reap Hotels Group", 130, 22),
        ("Mekong Logistics", 85, 9),
        ("Tonle Foods", 60, 12),
    ):
        made = adding.add(store, "organisation", [("name", name), ("constituent", "private_enterprise"), ("country", "KH")], today=today)
        pairs = [
            ("activity", FAIR),
            ("organisation", str(made.id)),
            ("posts_local", str(posts)),
            ("hired", str(hired)),
            ("interviews", str(hired * 4)),
        ]
        adding.add(store, "fair_employer", pairs, today=today)


def known(store: Store) -> Known | None:
    """The records of the made-up office; None in another workspace."""
    with store.read() as reading:
        training, fair = reading.activity_by_code(TRAINING), reading.activity_by_code(FAIR)
        person = reading.execute("SELECT person FROM participation WHERE activity = ? ORDER BY id LIMIT 1", (fair,)).first()
        organisation = reading.execute("SELECT id FROM organisation WHERE removed = 0 ORDER BY id LIMIT 1").first()
    if training is None or fair is None or person is None or organisation is None:
        return None
    return Known(training, fair, int(person[0]), int(organisation[0]))


def print_pages(store: Store, folder: Path, *, now: dt.datetime, today: dt.date) -> list[Path]:
    """The summary, both activity pages and a sign-in sheet as PDF files in `folder`."""
    found = known(store)
    summary = folder / "page-summary.pdf"
    report_export.export(
        store, report_export.Wanted(dt.date(2024, 1, 1), dt.date(2024, 12, 31), ("KH",), "en", "none", None, summary), now, today
    )
    made = [summary]
    if found is not None:
        for name, id in (("training", found.training), ("fair", found.fair)):
            made.append(folder / f"page-{name}.pdf")
            activity_papers.write_activity_page(store, id, made[-1], now, today)
        made.append(folder / "page-sign-in.pdf")
        activity_papers.write_sign_in_sheet(store, found.training, made[-1], now)
    return made
