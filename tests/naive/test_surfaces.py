"""Every figure of JSON, workbook and PDF is that of the second reckoning, of offices in a real base."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.naive.reckoning import QUESTIONS, Period, Reckoning, Row
from tests.naive.test_figures import compare
from tests.naive.worlds import BIRTHS, FUNNEL, Activity, Office, office
from tests.pdf_text import pdf_text
from tests.program import inside

TODAY = dt.date(2026, 1, 5)
NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
YEAR = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
KINDS = {"career_fair": "Career fair", "training": "Training"}
BASES = {
    "persons_named": "Persons, by name", "persons_organiser": "Persons, head count", "attendances": "Attendances",
    "online_visits": "Online visits", "interviews": "Interviews",
}  # fmt: skip
GROUPS = {"women": "Women", "men": "Men", "youth_15_24": "Youth, 15–24", "with_disability": "Persons with disabilities"}
STEPS = dict(zip(FUNNEL, ("Registered", "Qualified", "Interviews", "Hired on the spot", "Near-hires"), strict=True))
WORDS = {"exact": "", "about": "about ", "nearly": "nearly ", "more_than": "more than "}
SEEDS = range(12)


def enter(store: Store, made: Office) -> None:
    """Put an office into a workspace of Cambodia, as people enter it."""
    people = []
    for n, one in enumerate(made.people):
        given = {"sex": one.sex, "birth": BIRTHS[one.age], "disability": one.disability}
        name = "".join(chr(97 + (n * 7 + 3 * at) % 26) for at in range(9)).title()  # names that nobody takes for one another
        people.append(add(store, "person", [("name", name), *((key, value) for key, value in given.items() if value)], today=TODAY).id)
    for number, one in enumerate(made.activities, 1):
        _enter(store, number, one, people)


def _enter(store: Store, number: int, one: Activity, people: list[int]) -> None:
    pairs = [("title", f"Activity {number}"), ("code", f"A{number}"), ("start", str(one.day)), ("status", one.status)]
    pairs += [("our_part", "context")] if one.context else []
    pairs += [("events", str(one.events))] if one.events else []
    pairs += [("channel", "on_site")] if one.kind == "career_fair" else [("mode", "in_person")]
    id = add(store, one.kind, [*pairs, *((name, str(n)) for name, n in one.funnel.items())], today=TODAY).id
    counts = [
        HeadCount(
            activity=id, counted_on=each.day, door=each.door, basis=each.basis, qualifier=each.qualifier, count=each.total, women=each.women, men=each.men,
            youth=each.youth, persons_with_disabilities=each.disabled, cells=tuple(f"{cell}:{n}" for cell, n in each.cells),
            ages=tuple(f"{band}:{n}" for band, n in each.bands),
        )
        for each in one.counts
    ]
    if counts:
        with store.work("new", len(counts)) as work:
            work.new("head_count", counts)
    for person in one.listed:
        add(store, "participation", [("person", str(people[person])), ("activity", f"A{number}"), ("stage", "attended")], today=TODAY)


def said(n: object, word: object = "exact") -> str:
    return f"{WORDS[str(word)]}{n:,}"


def per_cent(value: Any) -> str:
    return f"{value * 100:,.1f} %"


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_json_workbook_and_pdf_say_the_same_figures(tmp_path: Path, seed: int) -> None:
    made = office(Random(seed), ("KH",))
    mine = Reckoning(made, YEAR)
    with create(tmp_path / "ws", country="KH", office="Phnom Penh", officer="Sok", unlock=Plain())[0] as store:
        enter(store, made)
        export(store, Wanted(excel=tmp_path / "o.xlsx", pdf=tmp_path / "o.pdf", start=YEAR.first, end=YEAR.last), NOW, TODAY)
    found = inside()("figures", tmp_path / "ws", "--from", YEAR.first, "--to", YEAR.last, "--json").json
    compare(found, mine)
    assert of_the_workbook(tmp_path / "o.xlsx") == expected_of_the_workbook(mine)
    text = pdf_text(tmp_path / "o.pdf", "raw")
    printed = re.sub(r"[\s\u00a0]+", " ", text)
    for row in expected_of_the_pdf(mine):
        assert row in printed, (row, text)
    assert set(re.findall(r"[\d,]+\.\d %", printed)) <= per_cents(mine)


# --- the workbook's long sheet: figure, country, kind, basis, whose, from, value, to, numerator, denominator, coverage, id


def of_the_workbook(path: Path) -> Counter[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path)["Figures"]
    rows = [[cell.value for cell in row][1:] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row and row[0] == "Figure")
    names = ("Country", "Kind", "What was counted", "Own, or for comparison", "Group", "From", "Value", "To", "Part", "Whole", "Share with an answer", "ID")
    lines = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[0]]
    return Counter(tuple(rounded(line[name]) for name in names) for line in lines)


def rounded(value: object) -> object:
    return round(value, 12) if isinstance(value, float) else value


def line(id: str, country: object = None, kind: object = None, basis: object = None, context: object = None, cell: object = None, *,
         lower: object = None, value: object = None, upper: object = None, up: object = None, down: object = None,
         coverage: object = None) -> tuple[object, ...]:  # fmt: skip
    whose = None if context is None else "Another organisation’s activity (for comparison)" if context else "The project’s own activity"
    place = "Cambodia" if country == "KH" else country
    counted = BASES[str(basis)] if basis else None
    return (place, KINDS.get(str(kind)), counted, whose, cell, lower, rounded(value), upper, up, down, rounded(coverage), id)


def expected_of_the_workbook(mine: Reckoning) -> Counter[tuple[object, ...]]:
    found = []
    for row in mine.activities():
        held = int(str(row["records"])) - sum(int(str(row[name])) for name in ("planned", "postponed", "cancelled"))
        for cell, n in (("Held", held), ("Planned", row["planned"]), ("Postponed", row["postponed"]), ("Cancelled", row["cancelled"])):
            found.append(line("activities", "KH", row["kind"], cell=cell, value=n))
        found += [line(name, "KH", row["kind"], value=row[name]) for name in ("events", "without_count")]
    for row in mine.counts():
        found.append(line("count", "KH", row["kind"], row["basis"], row["context"], value=row["value"]))
    for place, one in ((None, mine.reach()), *(("KH", mine.reach(country)) for country in mine.countries)):
        found.append(line("reach", place, lower=one["lower"], upper=one["upper"]))
        found.append(line("reach_named", place, lower=one["named"], value=one["named"], upper=one["named"]))
        found.append(line("open_pairs", place, value=0))
    found.append(line("lower_if_countries_disjoint", lower=mine.reach()["lower"]))
    found += [line("outside", basis=row["basis"], context=False, value=row["value"]) for row in mine.outside()]
    found += [line(f"funnel_{row['step']}", "KH", None, row["basis"], row["context"], value=row["value"]) for row in mine.funnel()]
    for row in mine.rates():
        found.append(line(str(row["id"]), "KH", None, "persons_organiser", row["context"], value=row["value"], up=row["numerator"], down=row["denominator"]))
    for row in mine.shares():
        found.append(line(f"share_{row['id']}", row["country"], value=row["value"], up=row["numerator"], down=row["denominator"], coverage=row["coverage"]))
    return Counter(found)


# --- the rows of the PDF's tables, as pdftotext reads them


def expected_of_the_pdf(mine: Reckoning) -> list[str]:
    whole = mine.reach()
    ends = f"{said(whole['lower'], whole['lower_qualifier'])} {said(whole['upper'], whole['upper_qualifier'])} {whole['named']:,}"
    rows = [f"{name} {ends}" for name in ("Cambodia", "All countries together") if mine.groups]
    for row in mine.counts():
        compared = " for comparison" if row["context"] else ""
        number = f"{said(row['value'], row['qualifier'])} {row['activities']}"
        rows.append(f"Cambodia {KINDS[str(row['kind'])]}{compared} {BASES[str(row['basis'])]} {number}")
    rows += [f"{said(row['value'])} {BASES[str(row['basis'])].lower()}" for row in mine.outside()]
    rows += [_share(row) for row in mine.shares() if row["country"] == "KH"]
    rows += [f"{STEPS[str(row['step'])]} {_unit(row)} {said(row['value'], row['qualifier'])}" for row in mine.funnel()]
    rows += [_rate(row) for row in mine.rates()]
    return rows


def _unit(row: Row) -> str:
    return ("event" if row["step"] == "interviews" else "person") + ("" if row["value"] == 1 else "s")


def _share(row: Row) -> str:
    known, every = row["denominator"], row["all"]
    if row["value"] is None:
        beneath = said(known, row["denominator_qualifier"])
        return f"{GROUPS[str(row['id'])]} Cambodia {row['numerator']} {beneath} of {every} {'asked' if row['id'] == 'with_disability' else 'recorded'}"
    return f"{GROUPS[str(row['id'])]} Cambodia {row['numerator']} {per_cent(row['value'])}"


def _rate(row: Row) -> str:
    """The last column of a rate, with both numbers beneath; its name has its note between them."""
    value = "–" if row["value"] is None else f"{row['value']:,.2f}" if row["id"] == "interviews_per_qualified" else per_cent(row["value"])
    return f"{value} {row['numerator']:,} of {said(row['denominator'], row['denominator_qualifier'])}"


def per_cents(mine: Reckoning) -> set[str]:
    """Every percentage that may be printed."""
    rates = {per_cent(row["value"]) for row in (*mine.rates(), *mine.shares()) if row["value"] is not None}
    return rates | {per_cent(row["coverage"]) for row in mine.shares()}


assert set(GROUPS) == set(QUESTIONS)
