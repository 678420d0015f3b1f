"""What goes beside a package: in every table no number of 1 to 4 people, nothing that would give one back, and no row of a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from prossce_desktop import app
from prossce_desktop.app import Plain, Store
from prossce_desktop.reports.workbook import own_workbook
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.services.reporting.report_lists import ReportLists
from prossce_desktop.services.reporting.workbook_comparison import compare, own
from prossce_desktop.services.sync import mail_words
from prossce_desktop.system.sandbox import Sandbox
from tests.pdf_text import POPPLER, pdf_text

NOW, TODAY = dt.datetime(2025, 12, 24, 9, 30, tzinfo=dt.UTC), dt.date(2025, 12, 24)
Rows = list[tuple[object, ...]]
TRAININGS = (("T1", 60, 57), ("T2", 3, 2), ("T3", 40, 20))
"""Code, count, women: of T1 three others; T2 is small itself; 103 in all."""


def put(store: Store, kind: str, **values: object) -> str:
    return str(add(store, kind, [(name, str(value)) for name, value in values.items()], today=TODAY).id)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three trainings counted, one with a list of nine (three of them tested), two fairs of which one hired two people."""
    made = app.create(tmp_path_factory.mktemp("withheld") / "ws", country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    for code, count, women in TRAININGS:
        put(made, "training", title=f"Training {code}", code=code, start="2025-03-03", country="KH", status="held", count=count, women=women)
    put(made, "training", title="With a list", code="T4", start="2025-05-03", country="KH", status="held", highest_score=100, notes="Kanarinote")
    for n in range(9):
        person = put(made, "person", name=f"Kanariname {n * 7}", sex="female" if n % 4 else "male", birth=f"{1980 + n}-02-03")
        tests = {"pre": 40, "post": 70} if n < 3 else {}
        put(made, "participation", person=person, activity="T4", stage="completed", **tests)
    fair = {"country": "KH", "status": "held"}
    put(made, "career_fair", title="First", code="F1", start="2025-05-05", count=300, registered=400, qualified=53, hired_on_spot=50, **fair)
    put(made, "career_fair", title="Second", code="F2", start="2025-06-05", count=500, registered=600, qualified=200, hired_on_spot=2, **fair)
    company = put(made, "organisation", name="Angkor Garments")
    put(made, "fair_employer", activity="F2", organisation=company, posts_local=3, hired=2)
    yield made
    made.close()


@pytest.fixture(scope="module")
def sheets(store: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    path = tmp_path_factory.mktemp("files") / "o.xlsx"
    export(store, Wanted(excel=path, withholds=True), NOW, TODAY)
    return {one.title: list(one.iter_rows(values_only=True)) for one in openpyxl.load_workbook(path)}


def column(rows: Rows, title: str, key: str = "Code") -> dict[object, object]:
    """One column of a list, by the values of another."""
    heads = list(rows[5])
    return {row[heads.index(key)]: row[heads.index(title)] for row in rows[6:]}


def rate(sheets: dict[str, Rows], id: str) -> tuple[object, ...]:
    """Value, numerator and denominator of a rate on the sheet of all figures."""
    return tuple(column(sheets["Figures"], title, "ID")[id] for title in ("Value", "Part", "Whole"))


@pytest.mark.slow
def test_a_small_count_its_neighbour_and_the_same_number_elsewhere_are_withheld_and_the_total_stays(sheets: dict[str, Rows]) -> None:
    """103 = 60 + 3 + 40: 3 is small, and 40, the smaller of the others, would tell it."""
    counted = column(sheets["Activities"], "Persons, head count")
    assert counted == {"T1": 60, "T2": "not shown", "T3": "not shown", "T4": None, "F1": 300, "F2": 500}
    assert column(sheets["Head counts"], "Total", "Activity") == {"T1": 60, "T2": "not shown", "T3": "not shown", "F1": 300, "F2": 500}
    assert [row[6] for row in sheets["Counts"][6:] if "Persons" in str(row[3])] == [9, 103, 800]


@pytest.mark.slow
@pytest.mark.rule("C12.2")
def test_the_complement_of_a_small_group_is_withheld(sheets: dict[str, Rows]) -> None:
    """57 of 60 are women: the others are three."""
    assert column(sheets["Head counts"], "Women", "Activity") == {"T1": "not shown", "T2": "not shown", "T3": 20, "F1": None, "F2": None}


@pytest.mark.slow
@pytest.mark.rule("C12.2")
def test_who_is_recorded_beside_a_count_that_gives_a_group_alone_is_not_worked_out_of_both(tmp_path: Path) -> None:
    """Youth: 2,788 of the fair's 4,422, and 3 of 5 on a list have an age: 4,425 recorded less 4,422 would be these 3."""
    made = app.create(tmp_path / "ws", country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    put(made, "career_fair", title="Fair", code="F1", start="2025-05-05", status="held", count=4422, youth=2788)
    put(made, "career_fair", title="Other", code="F2", start="2025-06-05", status="held", count=900)
    put(made, "training", title="List", code="T1", start="2025-05-03", status="held")
    for n in range(5):
        person = put(made, "person", name=f"Kanariname {n}", sex="female", **({"birth": "2003-02-03"} if n < 3 else {}))
        put(made, "participation", person=person, activity="T1", stage="attended")
    export(made, Wanted(excel=tmp_path / "o.xlsx", withholds=True), NOW, TODAY)
    export(made, Wanted(excel=tmp_path / "whole.xlsx"), NOW, TODAY)
    made.close()
    told, whole = (
        {cell for sheet in openpyxl.load_workbook(tmp_path / name) for row in sheet.iter_rows(values_only=True) for cell in row}
        for name in ("o.xlsx", "whole.xlsx")
    )
    assert {4422, 4425} <= whole and not {4422, 4425} <= told


def test_who_was_hired_of_whom_is_withheld_where_either_or_the_rest_is_small(sheets: dict[str, Rows]) -> None:
    """F1: 50 of 53 qualified; F2: 2. Together 52 of 253, which tells neither."""
    assert column(sheets["Activities"], "Hired on the spot") == dict.fromkeys(("T1", "T2", "T3", "T4"), "n/a") | {"F1": "not shown", "F2": "not shown"}
    assert column(sheets["Employers"], "Hired on the spot", "Fair") == {"F2": "not shown"}
    assert column(sheets["Employers"], "Posts, local", "Fair") == {"F2": 3}, "posts are nobody"
    assert rate(sheets, "hired_of_qualified") == (pytest.approx(52 / 253), 52, 253)
    assert rate(sheets, "learning_gain") == (None, "not shown", "not shown"), "three were tested"


def test_there_is_no_row_of_a_person_no_number_of_one_no_note_and_no_crossed_cell(sheets: dict[str, Rows]) -> None:
    assert list(sheets) == ["Summary", "Activities", "Counts", "Reach", "Head counts", "Employers", "Figures", "Organisations", "Definitions"]
    whole = " ".join(str(cell) for rows in sheets.values() for row in rows for cell in row)
    assert "Kanari" not in whole


@pytest.mark.rule("C12.1")
@POPPLER
def test_the_pdf_and_the_text_say_what_the_workbook_says(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(pdf=tmp_path / "o.pdf", withholds=True), NOW, TODAY)
    text = " ".join(pdf_text(tmp_path / "o.pdf", "layout").split())
    assert "Small Held" not in text and "Training T2 Held not shown" in text and "Training T3 Held not shown" in text and "Training T1 Held 60" in text
    assert "20.6 % 52 of 253" in text and "Learning gain, share of the possible Cambodia Persons, by name – points not shown" in text
    with store.read() as reading:
        lists = ReportLists(reading, figures(reading), TODAY, withholds=True)
        lines = mail_words.summary(lists.figures, lists.printed, "Phnom Penh")
    assert lines[1:5] == [
        "People reached: 500 to 912",
        "Training, Cambodia: 9 persons, by name (1 activity)",
        "Training, Cambodia: 103 persons, head count (3 activities)",
        "Career fair, Cambodia: 800 persons, head count (2 activities)",
    ]


@pytest.mark.slow
def test_an_export_that_does_not_go_beside_a_mail_says_every_count(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(excel=tmp_path / "o.xlsx"), NOW, TODAY)
    rows = {one.title: list(one.iter_rows(values_only=True)) for one in openpyxl.load_workbook(tmp_path / "o.xlsx")}
    assert column(rows["Activities"], "Persons, head count")["T2"] == 3
    assert "Head counts in detail" in rows and "People" not in rows
    assert rate(rows, "learning_gain") == (None, "not shown", "not shown"), "a mean of three is printed nowhere"


@pytest.mark.slow
def test_the_workbook_of_a_mail_is_known_again_and_compared_as_it_was_made(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(excel=tmp_path / "o.xlsx", withholds=True), NOW, TODAY)
    with Sandbox(own_workbook.WORK) as child:
        found = own((tmp_path / "o.xlsx").read_bytes(), child)
    assert found is not None and found.made.withholds
    assert compare(store, found, NOW, TODAY).differs == ()


def test_of_a_handful_of_people_nothing_is_told_but_that_there_are_fewer_than_five(tmp_path: Path) -> None:
    made = app.create(tmp_path / "ws", country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    put(made, "training", title="Tiny", code="T1", start="2025-03-03", country="KH", status="held", count=4, women=4)
    export(made, Wanted(excel=tmp_path / "o.xlsx", pdf=tmp_path / "o.pdf", withholds=True), NOW, TODAY)
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert 4 not in {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert book["Summary"]["B3"].value == "People reached: not shown, to protect people in small groups"
    with made.read() as reading:
        lists = ReportLists(reading, figures(reading), TODAY, withholds=True)
        lines = mail_words.summary(lists.figures, lists.printed, "Phnom Penh")
    made.close()
    assert lines[1:] == [
        "People reached: fewer than 5", "Training, Cambodia: fewer than 5 persons, head count (1 activity)", "Women: fewer than 5",
    ]  # fmt: skip
