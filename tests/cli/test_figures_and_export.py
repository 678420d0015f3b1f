"""figures and export: the hand-worked table of the samples, as JSON, in the workbook and in the PDF.

Worked by hand from the thirteen published activities:
 Cambodia 2024, organiser's counts: 41,422 + 3,693 = 45,115; attendances 10,224 + 47,981 = 58,205; online visits 63,267.
 Reach Cambodia 2024: at least the largest single count, 41,422; at most their sum, 45,115.
 Indonesia October 2023 to May 2024: 605 to 605 + 40 = 645; by the end date 605 in 2024 and 40 in 2023.
 All countries 2024: 41,422 to 45,115 + 605 = 45,720; at least 41,422 + 605 = 42,027 if nobody was in two countries.
 Philippines 2015: 135,590 / 229,538 and 135,590 / 487,640; 2016: 38,378 interviews / 20,805 qualified.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from prossce_desktop import app
from tests.cli.conftest import Cli
from tests.pdf_text import pdf_text


def year(cli: Cli, folder: Path, start: str, end: str, *more: str) -> dict[str, Any]:
    return cli("figures", folder, "--from", start, "--to", end, *more, "--json").json


def test_cambodia_2024_bases_stand_apart(cli: Cli, sample_workspace: Path) -> None:
    found = year(cli, sample_workspace, "2024-01-01", "2024-12-31", "--country", "KH")
    assert {one["basis"]: one["value"] for one in found["counts"]} == {
        "persons_organiser": 45115, "online_visits": 63267, "attendances": 58205, "posts": 31700,
    }
    reach = found["reach"]
    assert (reach["lower"], reach["upper"], reach["named"], reach["named_min"], reach["open_pairs"]) == (41422, 45115, 0, 0, 0)
    assert {one["basis"]: (one["value"], one["activities"]) for one in reach["outside"]} == {"attendances": (58205, 2), "online_visits": (63267, 1)}
    assert found["sample"] is True
    assert found["activities"] == [
        {"country": "KH", "kind": "career_fair", "records": 5, "events": 73, "planned": 0, "postponed": 0, "cancelled": 0, "without_count": 0}
    ]
    assert next(one for one in found["counts"] if one["basis"] == "posts")["qualifier"] == "more_than"


def test_a_breakdown_is_also_said_in_words(cli: Cli, sample_workspace: Path) -> None:
    said = cli("figures", sample_workspace, "--country", "KH", "--from", "2024-01-01", "--to", "2024-12-31", "--by", "sex").out
    assert "Not recorded: 45,115 participations, 41,422–45,115 people" in said


@pytest.mark.parametrize(
    ("start", "end", "countries", "range_", "disjoint"),
    [
        ("2023-10-01", "2024-05-31", ["ID"], (605, 645), 605), ("2024-01-01", "2024-12-31", ["ID"], (605, 605), 605),
        ("2023-01-01", "2023-12-31", ["ID"], (40, 40), 40), ("2024-01-01", "2024-12-31", [], (41422, 45720), 42027),
        ("2015-01-01", "2015-12-31", ["PH"], (0, 0), 0),
    ],
)  # fmt: skip
def test_reach_is_the_range_worked_by_hand(
    cli: Cli, sample_workspace: Path, start: str, end: str, countries: list[str], range_: tuple[int, int], disjoint: int
) -> None:
    chosen = [word for country in countries for word in ("--country", country)]
    reach = year(cli, sample_workspace, start, end, *chosen)["reach"]
    assert (reach["lower"], reach["upper"]) == range_
    assert reach["lower_if_countries_disjoint"] == disjoint


def test_rates_have_both_numbers_from_the_same_activities(cli: Cli, sample_workspace: Path) -> None:
    found = year(cli, sample_workspace, "2015-01-01", "2015-12-31", "--country", "PH")
    rates = {one["id"]: one for one in found["rates"]}
    assert rates["hired_of_qualified"]["value"] == pytest.approx(135590 / 229538, abs=1e-12)
    assert (rates["hired_of_registered"]["numerator"], rates["hired_of_registered"]["denominator"]) == (135590, 487640)
    assert {one["step"]: one["value"] for one in found["funnel"]} == {"registered": 487640, "qualified": 229538, "hired_on_spot": 135590}
    later = year(cli, sample_workspace, "2016-01-01", "2016-12-31", "--country", "PH")
    assert {one["id"]: one["value"] for one in later["rates"]}["interviews_per_qualified"] == pytest.approx(38378 / 20805)


def test_women_at_one_fair_and_men_at_another_are_exactly_their_sum(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "career_fair", "title=A", "start=2025-03-01", "count=3000", "women=3000")
    cli("add", workspace, "career_fair", "title=B", "start=2025-03-08", "count=2500", "men=2500")
    reach = cli("figures", workspace, "--json").json["reach"]
    assert (reach["lower"], reach["upper"]) == (5500, 5500)


def test_figures_are_the_same_bytes_each_time(cli: Cli, sample_workspace: Path) -> None:
    words = ("figures", sample_workspace, "--by", "sex,age,disability,province,year", "--json")
    assert cli(*words).out == cli(*words).out


def test_cells_close_on_the_sum(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "career_fair", "title=A", "start=2025-03-01", "count=100", "women=60", "youth=30")
    cells = cli("figures", workspace, "--by", "sex", "--json").json["cells"]
    assert {one["sex"]: one["value"] for one in cells} == {"female": 60, "not_recorded": 40}


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--from", "2024-02-30"], 5), (["--from", "yesterday"], 5), (["--country", "XX"], 5), (["--kind", "party"], 5), (["--by", "shoe"], 2),
        (["--from", "2024-02-01", "--to", "2024-01-01"], 2),
    ],
)  # fmt: skip
def test_impossible_questions_are_refused(cli: Cli, sample_workspace: Path, words: list[str], status: int) -> None:
    cli("figures", sample_workspace, *words, status=status)


@pytest.mark.slow
def test_the_hand_worked_figures_stand_in_workbook_and_pdf(cli: Cli, sample_workspace: Path, tmp_path: Path) -> None:
    book, page = tmp_path / "o.xlsx", tmp_path / "o.pdf"
    made = cli(
        "export", sample_workspace, "--excel", book, "--pdf", page, "--from", "2024-01-01", "--to", "2024-12-31", "--country", "KH", "--json"
    ).json
    assert [file["path"] for file in made["files"]] == [str(book), str(page)]
    assert made["files"][0]["sheets"][0] == "Summary"
    opened = openpyxl.load_workbook(book)
    numbers = {cell.value for sheet in opened for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)}
    assert {45115, 63267, 58205, 41422} <= numbers
    text = pdf_text(page, "layout")
    for figure in ("45,115", "63,267", "58,205", "41,422", made["code"], "Sample data"):
        assert figure.lower() in text.lower(), figure


def test_an_export_that_cannot_be_written_leaves_the_old_file(cli: Cli, sample_workspace: Path, tmp_path: Path) -> None:
    cli("export", sample_workspace, status=2)
    cli("export", sample_workspace, "--pdf", tmp_path / "absent" / "o.pdf", status=8)
    assert not (tmp_path / "absent").exists()
    (tmp_path / "folder").mkdir()
    cli("export", sample_workspace, "--pdf", tmp_path / "folder", status=8)


@pytest.mark.slow
def test_a_workbook_with_names_is_made_beside_an_open_window_and_says_that_it_is_not_noted(
    cli: Cli, child: Cli, workspace: Path, tmp_path: Path
) -> None:
    cli("sample", workspace, "--people")
    book = tmp_path / "names.xlsx"
    asked = ("export", workspace, "--excel", book, "--personal", "names", "--json")
    with contextlib.closing(app.open_remembered(workspace)):
        said = child(*asked)
    assert openpyxl.load_workbook(book)["People"].max_row > 10
    assert said.json["noted"] is False
    assert "check the workbook yourself" in said.err and "Another program is writing to this data." in said.err
    assert cli(*asked).json["noted"] is True
    person = cli("people", workspace, "--json").json["people"][0]["id"]
    left = cli("erase", workspace, person, "--reason", "asked for it", "--json").json["out_of_reach"]
    assert [one["file"] for one in left["exports"]] == ["names.xlsx"]
