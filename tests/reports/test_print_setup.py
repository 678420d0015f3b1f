"""A workbook on A4: no letter under 8 points on any page, wide lists over several pages with heading and first columns, no chart cut."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from prossce_desktop.domain.counting.figures import FunnelRow, ReachRange
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.people import Person
from prossce_desktop.reports.workbook.print_setup import HIGH, LEAST_POINTS, LEAST_SCALE, POINTS, ROOM, ROW
from prossce_desktop.reports.workbook.report_workbook import write_workbook
from tests.reports import workbooks
from tests.reports.papers import CAMBODIA, REGION


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every column of people and activities filled, and ranges and funnels of all countries."""
    path = tmp_path_factory.mktemp("printed") / "o.xlsx"
    countries = [str(one.value) for one in Country]
    ranges = tuple(ReachRange(100 + n, 200 + n, country=country) for n, country in enumerate(countries))
    steps = ("registered", "qualified", "hired_on_spot", "near_hires")
    funnel = tuple(
        FunnelRow(country, step, basis, value // n)
        for country in countries
        for n, step in enumerate(steps, 1)
        for basis, value in (("persons_organiser", 4_000), ("persons_named", 400))
    )
    figures = dataclasses.replace(REGION, reach=dataclasses.replace(REGION.reach, by_country=ranges), funnel=funnel)
    people = [Person(name=f"Person {n}", latin_name=f"Latin {n}", phone=f"0123456{n:02}", remarks="A remark " * 9) for n in range(60)]
    write_workbook(workbooks.data(figures, after_figures=(workbooks.people_sheet(people),)), path)
    return path


@pytest.fixture(scope="module")
def book(wide: Path) -> Workbook:
    return load_workbook(wide)


def shown(sheet: Worksheet) -> float:
    """Points across, at full size, of the columns that are not hidden."""
    return sum(one.width for one in sheet.column_dimensions.values() if not one.hidden) * POINTS


@pytest.mark.slow
def test_no_letter_of_any_sheet_is_shrunk_under_8_points(book: Workbook) -> None:
    for sheet in book:
        smallest = min(cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None)
        assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage), "fit to one page would shrink it"
        assert smallest * sheet.page_setup.scale / 100 >= LEAST_POINTS, sheet.title
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or sheet.page_setup.paperSize == 9


@pytest.mark.slow
def test_a_sheet_that_fits_on_one_page_across_does_and_a_wide_one_repeats_heading_and_first_columns(book: Workbook) -> None:
    for title in ("Summary", "Counts", "Reach", "Definitions"):
        assert shown(book[title]) * book[title].page_setup.scale / 100 <= ROOM + 1, title
    for title in ("Activities", "People", "Figures"):
        sheet = book[title]
        assert sheet.page_setup.scale == LEAST_SCALE and sheet.print_title_rows == "$6:$6", title
        first, last = sheet.print_title_cols.replace("$", "").split(":")
        assert first == "A" and last >= "B", title
        repeated = sum(sheet.column_dimensions[chr(n)].width for n in range(ord("A"), ord(last) + 1)) * POINTS
        assert repeated * LEAST_SCALE / 100 <= ROOM / 2 + 20, f"{title}: more than half of each page is the same"


def test_no_chart_is_cut_by_a_page_and_every_funnel_stands_with_its_chart(book: Workbook) -> None:
    sheet = book["Summary"]
    page = HIGH * 100 / sheet.page_setup.scale
    breaks = sorted(one.id for one in sheet.row_breaks.brk)
    assert len(sheet._charts) > 20 and breaks
    for chart in sheet._charts:
        row = chart.anchor._from.row + 1
        top = max([one + 1 for one in breaks if one < row], default=1)
        above = sum(sheet.row_dimensions[n].height or ROW for n in range(top, row))
        wide_of, high = (one / 12_700 for one in (chart.anchor.ext.width, chart.anchor.ext.height))
        assert above % page + high <= page, (row, above, high)
        assert wide_of <= sum(sheet.column_dimensions[letter].width for letter in "EFGH") * 5.25 + 1, "Excel's own width"


def test_the_funnels_of_a_country_have_one_scale_and_the_organisers_numbers_first(book: Workbook) -> None:
    sheet = book["Summary"]
    assert {one.y_axis.scaling.max for one in sheet._charts[1:]} == {4_040.0}, "the first is of ranges"
    notes = [str(row[1]) for row in sheet.iter_rows(values_only=True) if row[1] and "The bars show persons only" in str(row[1])]
    assert [one.split(".")[0] for one in notes[:4]] == ["Persons, head count", "Persons, by name"] * 2


def test_an_empty_period_has_no_empty_sheet(tmp_path: Path) -> None:
    empty = dataclasses.replace(CAMBODIA, activities=(), counts=(), shares=(), funnel=(), rates=(), reach=type(CAMBODIA.reach)(), notes=())
    sheet = dataclasses.replace(workbooks.activities_sheet(), rows=[], count=0, about="No activities are recorded for this period.")
    write_workbook(workbooks.data(empty, activities=sheet, after_reach=()), tmp_path / "o.xlsx")
    book = load_workbook(tmp_path / "o.xlsx")
    assert [one.title for one in book] == ["Summary", "Activities", "Counts", "Reach", "Figures", "Definitions"]
    assert "No activities" in book["Activities"]["B4"].value and "No number" in book["Counts"]["B4"].value
    assert sum(1 for one in book["Activities"].column_dimensions.values() if not one.hidden) <= 4, "no page of empty columns"


@pytest.mark.slow
def test_libreoffice_prints_no_letter_under_8_points_and_repeats_the_first_column(wide: Path, tmp_path: Path) -> None:
    reader = PdfReader(workbooks.converted(wide, "pdf", tmp_path))
    sizes: set[float] = set()

    def look(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3] * cm[3]), 1))

    pages = [page.extract_text(visitor_text=look) for page in reader.pages]
    assert min(sizes) >= LEAST_POINTS - 0.1, sorted(sizes)[:5]
    people = [text for text in pages if "Person 7" in text]
    assert len(people) >= 3, "People goes over several pages, each with its first columns"
    assert all("Name (personal)" in text.replace("\n", " ") for text in people), "and with its heading"
