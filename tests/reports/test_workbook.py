"""The workbook of a period, read back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import Cancelled, FolderMissing
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import CellKind, ListSheet, SheetColumn
from prossce_desktop.reports.workbook.report_workbook import write_workbook
from tests.reports import workbooks
from tests.reports.papers import CAMBODIA, ORIGIN, REGION

ORDER = ("Summary", "Activities", "Counts", "Reach", "Head counts", "Employers", "Figures", "People", "Definitions")
NASTY = ['=HYPERLINK("http://x","y")', "+1", "-2", "@SUM(A1)", "<b>&</b>", "a\x00\ud800b", "x" * 10_000, "\u202egnp.exe", "_x0041_", "ស្រី", "line\nline", " lead"]


def sheets_of(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/sheet")}


@pytest.fixture(scope="module")
def cambodia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-worked year with people whose names are traps."""
    path = tmp_path_factory.mktemp("workbook") / "o.xlsx"
    people = workbooks.people_sheet([{"name": name, "sex": "female", "phone": "012345678"} for name in NASTY])
    titles = write_workbook(workbooks.data(after_figures=(people,)), path)
    assert titles == ORDER
    return path


@pytest.mark.slow
def test_the_sheets_stand_in_their_order(cambodia: Path) -> None:
    assert tuple(workbooks.read(cambodia).sheetnames) == ORDER


def test_the_hand_worked_figures_are_numbers_with_their_value_stored(cambodia: Path) -> None:
    book = workbooks.read(cambodia)
    assert [(row[2], row[5], row[6]) for row in workbooks.rows(book, "Counts")] == [
        ("Persons, head count", 45_115, 2), ("Online visits", 63_267, 1), ("Attendances", 58_205, 2), ("Posts", 31_700, 2),
    ]  # fmt: skip
    assert workbooks.rows(book, "Reach")[1][:3] == ("All countries together, each person counted once", 41_422, 45_115)
    every = " ".join(sheets_of(cambodia).values())
    for number in (45_115, 63_267, 41_422, 58_205):
        assert f"<v>{number}</v>" in every


def test_what_lies_outside_the_range_stands_beneath_it(cambodia: Path) -> None:
    rows = workbooks.rows(workbooks.read(cambodia), "Reach")
    assert ("Attendances", 58_205, 2) in [row[:3] for row in rows]
    assert ("Online visits", 63_267, 1) in [row[:3] for row in rows]


def test_no_cell_is_a_formula(cambodia: Path) -> None:
    for content in sheets_of(cambodia).values():
        assert not re.search(r"<f[ >]", content)


def test_names_that_are_traps_are_kept_as_harmless_text(cambodia: Path) -> None:
    book = workbooks.read(cambodia)
    names = [row[1] for row in workbooks.rows(book, "People")]
    assert names == ['=HYPERLINK("http://x","y")', "+1", "-2", "@SUM(A1)", "<b>&</b>", "ab", "x" * 10_000, "gnp.exe", "_x005F_x0041_", "ស្រី", "line\nline", " lead"]
    cells = [row[2] for row in book["People"].iter_rows(min_row=7)]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    assert cells[9].font.name == "Leelawadee UI"
    assert {row[book_head(book, "Phone (personal)")] for row in workbooks.rows(book, "People")} == {"012345678"}


def book_head(book: object, title: str) -> int:
    return workbooks.heads(book, "People").index(title)  # type: ignore[arg-type]


def test_it_says_period_countries_date_code_and_that_it_is_sample_data(cambodia: Path) -> None:
    book = workbooks.read(cambodia)
    summary = [str(cell) for row in book["Summary"].iter_rows(values_only=True) for cell in row if cell is not None]
    assert {"ProSSCE-ASEAN · SAMPLE DATA", "k7f3-91aa-04", "Cambodia", "2024", "Country office"} <= set(summary)
    facts = {row[0]: row[1] for row in workbooks.rows(book, "Definitions") if row[0]}
    assert facts["Data up to"] == dt.datetime(2025, 1, 24)
    assert "SAMPLE DATA" in str(book["Counts"].oddFooter.left.text)
    assert "SAMPLE DATA" in str(book["People"]["B2"].value)


def test_names_point_at_the_range_and_the_date(cambodia: Path) -> None:
    book = workbooks.read(cambodia)
    found = {}
    for name in ("people_reached_at_least", "people_reached_at_most", "data_as_at"):
        sheet, cell = book.defined_names[name].attr_text.split("!")
        found[name] = book[sheet.strip("'")][cell.replace("$", "")].value
    assert found == {"people_reached_at_least": 41_422, "people_reached_at_most": 45_115, "data_as_at": dt.datetime(2025, 1, 24)}


def test_lists_are_tables_that_end_with_their_rows(cambodia: Path) -> None:
    book = workbooks.read(cambodia)
    sheet = book["Activities"]
    table = sheet.tables["activities"]
    assert table.ref == f"B6:{sheet.dimensions.split(':')[1]}" == table.autoFilter.ref
    assert sheet.max_row == 6 + 13
    assert [one.name for one in table.tableColumns] == workbooks.heads(book, "Activities")
    assert sheet.freeze_panes == "D7" and sheet.print_title_rows == "$6:$6" and not sheet.sheet_view.showGridLines


def test_columns_without_any_value_are_hidden_and_their_headings_stay(cambodia: Path) -> None:
    book = workbooks.read(cambodia)
    sheet = book["Activities"]
    by_head = {str(cell.value): cell.column_letter for cell in sheet[6][1:]}
    assert sheet.column_dimensions[by_head["Downloads"]].hidden
    assert not sheet.column_dimensions[by_head["Title"]].hidden
    assert not sheet.column_dimensions[by_head["Attendances"]].hidden


def test_without_being_asked_no_name_leaves(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    people = workbooks.people_sheet([Person(name="Canary Zanzibar", phone="012999888", remarks="private words")], "none")
    write_workbook(workbooks.data(after_figures=(people,)), path)
    with zipfile.ZipFile(path) as file:
        every = b"".join(file.read(name) for name in file.namelist())
    assert b"Zanzibar" not in every and b"012999888" not in every and b"private words" not in every
    assert b"KH-0001" in every


@pytest.mark.slow
def test_several_countries_have_a_chart_hatched_where_it_is_not_certain(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    write_workbook(workbooks.data(REGION), path)
    with zipfile.ZipFile(path) as file:
        charts = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert "wdUpDiag" in charts[0] and "<c:strRef>" in charts[0].replace("<strRef>", "<c:strRef>")
    assert "<a:t></a:t>" not in charts[0] and "<a:t/>" not in charts[0]
    book = workbooks.read(path)
    summary = list(book["Summary"].iter_rows(min_row=7, min_col=2, values_only=True))
    assert ("Cambodia: 41,422–45,115", 41_422, 3_693) in [row[:3] for row in summary]
    rates = {row[0]: row[6] for row in summary if row[5] == "Philippines"}
    assert rates["Qualified people hired on the spot"] == pytest.approx(135_590 / 229_538)
    assert ("of these, by name", 298, 302) in [row[:3] for row in summary]


@pytest.mark.slow
def test_every_figure_is_on_a_row_of_the_long_sheet(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    write_workbook(workbooks.data(REGION), path)
    book = workbooks.read(path)
    heads = workbooks.heads(book, "Figures")
    rows = [dict(zip(heads, row, strict=True)) for row in workbooks.rows(book, "Figures")]
    whole = next(one for one in rows if one["ID"] == "reach" and one["Country"] is None)
    assert (whole["From"], whole["To"]) == (41_422, 46_022)
    rate = next(one for one in rows if one["ID"] == "hired_of_qualified" and one["Country"] == "Philippines")
    assert rate["Value"] == pytest.approx(135_590 / 229_538) and rate["Whole"] == 229_538
    assert rate["Own, or for comparison"] == "Another organisation’s activity (for comparison)"
    share = next(one for one in rows if one["ID"] == "share_with_disability")
    assert share["Value"] is None and share["Share with an answer"] == pytest.approx(166 / 6_902)


def test_a_period_without_anything_makes_a_complete_workbook(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    empty = ListSheet("Activities", workbooks.activities_sheet().columns, [], "", 2, "activities")
    data = dataclasses.replace(workbooks.data(Figures(Period(), (), False)), activities=empty, after_reach=())
    assert write_workbook(data, path) == ("Summary", "Activities", "Counts", "Reach", "Figures", "Definitions")
    book = workbooks.read(path)
    assert book["Summary"]["C7"].value == 0
    assert book["Activities"].tables["activities"].ref.endswith("7")


def test_an_activity_with_a_terrible_title_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    sheet = workbooks.activities_sheet([Training(title="=cmd|' /C calc'!A0", notes="n\x00" * 4_000)], "all")
    write_workbook(dataclasses.replace(workbooks.data(), activities=sheet), path)
    row = workbooks.rows(workbooks.read(path), "Activities")[-1]
    assert row[1] == "=cmd|' /C calc'!A0"
    assert "n" * 4_000 in row


@pytest.mark.slow
def test_a_cancelled_or_failed_export_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    path.write_bytes(b"the old one")

    def stop(done: int, total: int, /) -> None:
        raise Cancelled

    def broken() -> Iterator[tuple[CellValue, ...]]:
        yield ("one",)
        raise OSError("the base went away")

    with pytest.raises(Cancelled):
        write_workbook(workbooks.data(), path, stop)
    bad = ListSheet("Bad", (SheetColumn("Name"),), broken(), name="bad")
    with pytest.raises(OSError, match="went away"):
        write_workbook(workbooks.data(after_figures=(bad,)), path)
    assert path.read_bytes() == b"the old one"
    assert [one.name for one in tmp_path.iterdir()] == ["o.xlsx"]
    with pytest.raises(FolderMissing):
        write_workbook(workbooks.data(), tmp_path / "nowhere" / "o.xlsx")


def test_sheets_of_one_title_and_tables_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    twice = tuple(ListSheet("Results: all", (SheetColumn("Name"),), [(f"row {n}",)], name="results") for n in range(2))
    titles = write_workbook(workbooks.data(after_figures=twice), path)
    assert titles[-3:-1] == ("Results  all", "Results  all 2")
    book = workbooks.read(path)
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(names) == len(set(names))


def test_progress_is_told_up_to_the_last_row(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [(n,) for n in range(1_250)]
    many = ListSheet("Many", (SheetColumn("N", kind=CellKind.count),), rows, name="many", count=1_250)
    write_workbook(workbooks.data(after_figures=(many,)), tmp_path / "o.xlsx", lambda done, total, /: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)
    assert len(told) >= 7


def test_the_office_may_be_called_anything(tmp_path: Path) -> None:
    path = tmp_path / "o.xlsx"
    origin = dataclasses.replace(ORIGIN, office="=R&D <Desk> \x00 & Sons", code="")
    write_workbook(dataclasses.replace(workbooks.data(CAMBODIA), origin=origin), path)
    facts = {row[0]: row[1] for row in workbooks.rows(workbooks.read(path), "Definitions") if row[0]}
    assert facts["Office"] == "=R&D <Desk> & Sons"
    assert "Check code of the data" not in facts
