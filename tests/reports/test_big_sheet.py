"""Big lists: streamed, correct to the last row, memory flat; opened by others without loss."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import load_workbook

from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import TooManyRows
from prossce_desktop.reports.workbook import row_xml, streamed_sheets
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import CellKind, ListSheet, SheetColumn
from prossce_desktop.reports.workbook.report_workbook import write_workbook
from tests.reports import workbooks

KINDS = [CellKind.text] * 3 + [CellKind.long] * 5 + [CellKind.count] * 4 + [CellKind.number] * 2 + [CellKind.day] * 2
COLUMNS = tuple(SheetColumn(f"Column {n}", 14, kind) for n, kind in enumerate(KINDS, 1))
DAY = dt.date(2020, 1, 1)


@pytest.fixture(autouse=True)
def border(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists count as big from 301 rows on, but in tests that have as many as it takes."""
    if "as_many_as_it_takes" not in request.fixturenames:
        monkeypatch.setattr(streamed_sheets, "SMALL", 300)


@pytest.fixture
def as_many_as_it_takes() -> None:
    """Asked for by tests whose lists are really big."""


def rows(count: int) -> Iterator[tuple[CellValue, ...]]:
    """Sixteen columns of every kind, blanks and scripts among them."""
    for n in range(count):
        yield (
            f"KH-{n:06}", "Woman" if n % 2 else "Man", "Attended", f"Name {n}", f"{n:09}", "ស្រី" if n % 5 == 0 else "Phnom Penh",
            "=1+1", None if n % 3 else "A remark that is somewhat longer than its column", n % 90, n, None, -n, n * 0.5, n + 0.25,
            DAY + dt.timedelta(n % 3000), None,
        )  # fmt: skip


def big(count: int, announced: int | None = None) -> ListSheet:
    return ListSheet("People", COLUMNS, rows(count), "Everybody.", 2, "people", count if announced is None else announced)


def written(folder: Path, sheet: ListSheet) -> Path:
    path = folder / "o.xlsx"
    write_workbook(workbooks.data(after_figures=(sheet,)), path)
    return path


def as_read(row: tuple[CellValue, ...]) -> tuple[object, ...]:
    return tuple(dt.datetime.combine(one, dt.time()) if isinstance(one, dt.date) else one for one in row)


def wrong_rows(path: Path, count: int) -> list[int]:
    """Numbers of the rows that openpyxl reads otherwise than they were given."""
    with closing(load_workbook(path, read_only=True)) as book:
        read = book["People"].iter_rows(min_row=7, min_col=2, max_col=17, values_only=True)
        return [n for n, (given, found) in enumerate(zip(rows(count), read, strict=True)) if as_read(given) != found]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 299, 300, 301, 1_234])
def test_every_row_is_read_back_on_both_sides_of_the_border(count: int, tmp_path: Path) -> None:
    path = written(tmp_path, big(count))
    assert wrong_rows(path, count) == []
    with zipfile.ZipFile(path) as file:
        sheet = file.read("xl/worksheets/sheet8.xml").decode()
        tables = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/tables/")]
    last = 6 + count
    assert f'<dimension ref="A1:Q{last}"/>' in sheet
    [table] = [one for one in tables if 'displayName="people"' in one]
    assert re.findall(r'ref="([^"]+)"', table) == [f"B6:Q{last}", f"B6:Q{last}"]
    assert "1048576" not in sheet + table
    assert f'sqref="J7:J{last}"' in sheet


@pytest.mark.slow
def test_an_unknown_number_of_rows_needs_no_dimension(tmp_path: Path) -> None:
    path = written(tmp_path, big(350, announced=0))
    with zipfile.ZipFile(path) as file:
        assert b"<dimension" not in file.read("xl/worksheets/sheet8.xml")
    assert load_workbook(path)["People"].max_row == 356
    assert wrong_rows(path, 350) == []


def test_rows_that_were_announced_must_come(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="announced"):
        written(tmp_path, big(350, announced=360))
    assert not (tmp_path / "o.xlsx").exists()


def test_more_rows_than_excel_opens_are_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed_sheets, "LAST", 410)
    with pytest.raises(TooManyRows, match="more than the 404 rows"):
        written(tmp_path, big(450))


def test_every_member_is_compressed_and_named_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, big(301))) as file:
        assert file.testzip() is None
        assert all(one.compress_type == zipfile.ZIP_DEFLATED for one in file.infolist())
        assert len(set(file.namelist())) == len(file.namelist())


@pytest.mark.slow
@pytest.mark.usefixtures("as_many_as_it_takes")
def test_memory_does_not_grow_with_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_xml, "_KEPT", 100)

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            written(tmp_path, big(count))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(9_000) < peak(3_000) * 1.2  # with fewer rows the pieces that wait to be packed are not all there yet


@pytest.mark.slow
@pytest.mark.usefixtures("as_many_as_it_takes")
def test_sixty_thousand_rows_are_read_back_as_given(tmp_path: Path) -> None:
    assert wrong_rows(written(tmp_path, big(60_000)), 60_000) == []


@pytest.mark.slow
@pytest.mark.usefixtures("as_many_as_it_takes")
def test_libreoffice_opens_the_workbook_without_loss(tmp_path: Path) -> None:
    people = workbooks.people_sheet([Person(name="=HYPERLINK(1)", phone="012345678"), Person(name="ស្រី ចាន់ថា", birth="1979-07-03")])
    path = tmp_path / "o.xlsx"
    write_workbook(workbooks.data(after_figures=(big(4_000), people)), path)
    ours, theirs = load_workbook(path), load_workbook(workbooks.converted(path, "xlsx:Calc MS Excel 2007 XML", tmp_path))
    assert ours.sheetnames == theirs.sheetnames
    for title in ours.sheetnames:
        given = [[cell for cell in row if cell is not None] for row in ours[title].iter_rows(values_only=True)]
        found = [[cell for cell in row if cell is not None] for row in theirs[title].iter_rows(values_only=True)]
        while found and not found[-1]:
            found.pop()
        assert found == [*given[: len(found)]], title
        assert not any(given[len(found) :]), title
    assert set(ours["Activities"].tables) == set(theirs["Activities"].tables)


@pytest.mark.slow
@pytest.mark.usefixtures("as_many_as_it_takes")
def test_libreoffice_says_the_same_as_text(tmp_path: Path) -> None:
    path = written(tmp_path, big(3_200))
    workbooks.converted(path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,8", tmp_path)
    [made] = (tmp_path / "out").glob("*.csv")
    with made.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 6 + 3_200
    assert lines[6][1:4] == ["KH-000000", "Man", "Attended"] and lines[6][7] == "=1+1"
    assert lines[-1][1] == "KH-003199"


LETTERS = " aZ9.&<_-'\u00e9\u0301\u1ec7\u0110\u17d2\u1780\u17c1\u17b6\u0e33\u0e01\u0eb3\u0e81\u1000\u103b\u200c\u200b\u00ad\u0007\n\u4eba\u19e0"


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(st.sampled_from(LETTERS), max_size=30), st.text(max_size=12)))
def test_the_short_way_to_a_cell_gives_what_the_long_one_gives(text: str) -> None:
    for kind in (CellKind.text, CellKind.long, CellKind.number):
        cells = row_xml._Cells("B", list(range(11, 17)), SheetColumn("Column", 20, kind), is_empty=False)
        assert cells._made(text) == cells._made_with_care(text).encode()


@pytest.mark.parametrize("name", ["Sok Dara", "Nguyễn Thị Hương", "សុខ តារា", "สมชาย ใจดี", "ສົມພອນ", "မောင်မောင်"])
def test_names_of_every_script_go_the_short_way(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(row_xml._Cells, "_made_with_care")
    cells = row_xml._Cells("B", list(range(11, 17)), SheetColumn("Column", 20, CellKind.text), is_empty=False)
    assert name.encode() in cells._made(name)


@pytest.mark.slow
def test_a_column_that_says_the_same_in_every_row_still_has_a_cell_in_each(tmp_path: Path) -> None:
    columns = tuple(SheetColumn(title, 14, kind) for title, kind in (("A", CellKind.text), ("B", CellKind.count), ("C", CellKind.long), ("D", CellKind.day)))
    lines = [("same", None, "long text that wraps in its cell" if n == 7 else "short", DAY) for n in range(600)]
    path = written(tmp_path, ListSheet("People", columns, lines, "", 1, "people", 600))
    sheet = load_workbook(path)["People"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7, min_col=2, max_col=5)] == [list(as_read(one)) for one in lines]
    assert {cell.has_style for row in sheet.iter_rows(min_row=7, min_col=2, max_col=5) for cell in row if cell.value is not None} == {True}
    assert [n for n in range(7, 607) if sheet.row_dimensions[n].height is None] == [14]


@pytest.mark.slow
def test_an_empty_cell_is_not_written_and_has_its_line_and_format_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, big(301))
    with zipfile.ZipFile(path) as file:
        assert b'"/></row>' not in (sheet := file.read("xl/worksheets/sheet8.xml")) and b'"/><c ' not in sheet[sheet.index(b'<row r="7"') :]
    with closing(load_workbook(path)) as book:
        people = book["People"]
        rules = {str(where.sqref): [one for one in found if one.formula == ["TRUE"]] for where, found in people.conditional_formatting._cf_rules.items()}
        assert {where: [one.dxf.border.bottom.style for one in found] for where, found in rules.items() if found} == {"B7:Q307": ["thin"]}
        formats = {people.column_dimensions[one].number_format for one in "BCD"} | {people.column_dimensions["Q"].number_format}
        assert formats == {"@", "d mmm yyyy_)_);@_)_)"}, "what is typed there is kept as in the cells above"
