"""Values in cells: what people type does no harm, and what can be kept is kept."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from prossce_desktop.reports.workbook.cell_styles import LOOKS, add_styles, named
from prossce_desktop.reports.workbook.excel_cells import (
    CellValue,
    clean,
    excel_value,
    font_of,
    put,
    sheet_title,
)


def read_back(value: CellValue) -> tuple[object, str]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    put(sheet["B2"], value)
    kept = io.BytesIO()
    book.save(kept)
    again = load_workbook(kept).active
    assert again is not None
    return again["B2"].value, again["B2"].data_type


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "=1", "<b>&amp;", "{=1}"])
def test_a_name_that_looks_like_a_formula_or_markup_is_text(name: str) -> None:
    assert read_back(name) == (name, "s")


def test_what_begins_like_a_formula_stays_text_also_when_somebody_edits_the_cell() -> None:
    sheet = Workbook().active
    assert sheet is not None
    put(sheet["B2"], "=1+1")
    assert sheet["B2"].quotePrefix
    put(sheet["B3"], "Chan Dara")
    assert not sheet["B3"].quotePrefix


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a\x00b\x1fc", "abc"), ("a\ud800b", "ab"), ("a\u202eb", "ab"), ("two\r\nlines", "two\nlines"), ("\x07", None), ("  ", None), ("\ufffe", None)],
)
def test_characters_that_do_harm_are_left_out(typed: str, kept: str | None) -> None:
    assert excel_value(typed.strip() if typed == "  " else typed) == kept


def test_a_text_of_any_length_fits_a_cell() -> None:
    assert clean("x" * 10_000) == "x" * 10_000
    assert clean("x" * 32_767) == "x" * 32_767
    assert len(clean("x" * 40_000)) == 32_767
    assert len(clean("😀" * 20_000).encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.slow
@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_written_and_read_back_as_text(text: str) -> None:
    value, kind = read_back(text)
    assert value is None or kind == "s"
    assert value is None or str(value).replace("_x005F_", "_") == excel_value(text)


def test_a_letter_written_as_its_code_stays_what_was_typed() -> None:
    assert read_back("_x0041_")[0] == "_x005F_x0041_"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (dt.date(2024, 10, 26), dt.datetime(2024, 10, 26)),
        (dt.date(1900, 3, 1), dt.datetime(1900, 3, 1)),
        (dt.date(1900, 2, 28), "1900-02-28"),
        (dt.date(1566, 1, 1), "1566-01-01"),
        (dt.datetime(2025, 1, 24, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))), dt.datetime(2025, 1, 24, 9, 30)),
        (float("nan"), "not shown"),
        (float("inf"), None),
        (10**16, "10000000000000000"),
        (45_115, 45_115),
        (0, 0),
        (None, None),
    ],
)
def test_dates_and_numbers_are_kept_as_they_are_or_as_text_where_excel_cannot(value: CellValue, kept: object) -> None:
    assert read_back(value)[0] == kept


@pytest.mark.parametrize(
    ("text", "taken", "title"),
    [
        ("People", (), "People"),
        ("A: B/C?*[D]", (), "A  B C   D"),
        ("x" * 40, (), "x" * 31),
        ("People", ("people",), "People 2"),
        ("y" * 31, ("y" * 31,), "y" * 29 + " 2"),
        ("", (), "Sheet"),
        ("'quoted'", (), "quoted"),
        ("History", (), "History 2"),
    ],
)
def test_sheet_titles_are_ones_that_excel_takes(text: str, taken: tuple[str, ...], title: str) -> None:
    assert sheet_title(text, taken).replace("  ", " ") == title.replace("  ", " ")


@pytest.mark.parametrize(
    ("text", "font"),
    [("Chan Dara", None), ("Nguyễn Thị Ánh", None), ("ស្រី", "Leelawadee UI"), ("ວິໄລ", "Leelawadee UI"), ("สมชาย", "Leelawadee UI"), ("သီရိ", "Myanmar Text"), ("王芳", None)],
)
def test_scripts_that_calibri_lacks_get_a_font_of_windows(text: str, font: str | None) -> None:
    assert font_of(text) == font
    book = Workbook()
    add_styles(book)
    sheet = book.active
    assert sheet is not None
    put(sheet["B2"], text, named("Text"))
    assert sheet["B2"].font.name == (font or "Calibri")


def test_every_style_is_named_after_the_product() -> None:
    book = Workbook()
    add_styles(book)
    ours = [name for name in book.named_styles if name.startswith("ProSSCE ")]
    assert len(ours) == len(LOOKS)
