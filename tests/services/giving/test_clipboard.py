"""What the clipboard gets, read again by LibreOffice Calc as it reads a table that is pasted."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest

from prossce_desktop.app import Store
from prossce_desktop.errors import ListTooLong, PersonalNotAsked
from prossce_desktop.services.list_actions import list_to_clipboard
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_to_clipboard import Copied
from tests.services.giving.scene import (
    ACTIVITIES,
    BY_ENTRY,
    FORMULA,
    KHMER,
    ORGANISATIONS,
    PEOPLE,
    TODAY,
    given,
    made,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found, _ids = made(tmp_path_factory.mktemp("clipboard") / "ws")
    yield found
    found.close()


def copied(store: Store, asked: GivenList) -> Copied:
    with store.read() as reading:
        return list_to_clipboard.copied(reading, asked, TODAY)


def in_calc(html: str, folder: Path) -> list[tuple[object, ...]]:
    """The table as LibreOffice Calc takes it in; a formula would be a formula there."""
    (folder / "list.html").write_text(html, encoding="utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--infilter=HTML (StarCalc)", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(folder / "list.html")], check=True, capture_output=True, timeout=120)
    [sheet] = openpyxl.load_workbook(folder / "list.xlsx").worksheets
    return list(sheet.iter_rows(values_only=True))


def test_text_has_a_column_a_tab_and_nothing_that_begins_like_a_formula(store: Store) -> None:
    found = copied(store, given("person", PEOPLE, personal=True, order=BY_ENTRY))
    heads, *rows = [line.split("\t") for line in found.text.splitlines()]
    assert heads[:4] == ["Name", "Name in Latin letters", "Sex", "Born, or age"] and {len(one) for one in rows} == {len(heads)} and found.rows == 3
    assert rows[0][0] == KHMER and rows[0][3] == "2000-03-12"
    assert rows[1][0] == f"'{FORMULA}" and rows[1][3] == "1999"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_cell_that_holds_a_tab_or_a_line_break_stays_one_cell() -> None:
    assert list_to_clipboard._line(["a\tb", "c\nd", 3, 40.5, None, dt.date(2026, 1, 2)]) == "a b\tc d\t3\t40.5\t\t2026-01-02"


def test_people_are_copied_only_where_that_was_asked_for(store: Store) -> None:
    with pytest.raises(PersonalNotAsked):
        copied(store, given("person", PEOPLE))
    assert copied(store, given("person", PEOPLE, personal=True)).personal
    assert not copied(store, given("organisation", ORGANISATIONS)).personal


def test_a_list_that_the_clipboard_does_not_take_is_refused_with_the_way_out(store: Store) -> None:
    with patch.object(list_to_clipboard, "MOST", 1), pytest.raises(ListTooLong, match="has 2 rows, but at most 1 can be copied or printed"):
        copied(store, given("organisation", ORGANISATIONS))


@pytest.mark.slow
def test_calc_keeps_days_numbers_zeros_in_front_and_signs(store: Store, tmp_path: Path) -> None:
    people = in_calc(copied(store, given("person", PEOPLE, personal=True, order=BY_ENTRY)).html, tmp_path)
    heads, khmer, formula, dara = (dict(zip(people[0], row, strict=True)) for row in people)
    assert list(heads) == ["Name", "Name in Latin letters", "Sex", "Born, or age", "Age", "Phone", "Province", "Activities", "Last activity",
                           "Date of the last activity"]  # fmt: skip
    assert khmer["Name"] == KHMER and khmer["Born, or age"] == dt.datetime(2000, 3, 12) and khmer["Phone"] == "070 920 425"
    assert khmer["Activities"] == 1 and khmer["Date of the last activity"] == dt.datetime(2026, 3, 4)
    assert formula["Name"] == FORMULA and formula["Born, or age"] == "1999"
    assert dara["Phone"] is not None and str(dara["Phone"])[:1] in "0+"


@pytest.mark.slow
def test_calc_takes_a_title_that_begins_with_a_sign_as_text(store: Store, tmp_path: Path) -> None:
    rows = in_calc(copied(store, given("activity", ACTIVITIES)).html, tmp_path)
    assert {row[0] for row in rows[1:]} == {"-Fair", "Workshop"}
    assert {row[5] for row in rows[1:]} == {20, None}
