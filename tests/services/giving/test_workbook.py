"""The list in front of somebody as a workbook, opened again: its rows, order, columns and headings; people only where asked."""

from __future__ import annotations

import datetime as dt
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from prossce_desktop.app import Store
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import Cancelled, PersonalNotAsked, TargetInWorkspace
from prossce_desktop.reports.workbook.print_setup import LEAST_POINTS
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.list_actions import list_to_workbook
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.lists import people_columns
from prossce_desktop.services.lists.chosen_rows import ListOrder
from prossce_desktop.services.reporting import export_log
from prossce_desktop.store.erasure.exported_files import exports_with
from prossce_desktop.store.queries.list_activities import ActivityFilter, ActivitySort
from prossce_desktop.store.queries.list_people import PeopleFilter, PeopleSort
from tests.reports.workbooks import converted
from tests.services.giving.scene import (
    ACTIVITIES,
    BY_ENTRY,
    FORMULA,
    KHMER,
    NOW,
    ORGANISATIONS,
    PEOPLE,
    TAKING_PART,
    TODAY,
    given,
    made,
    named,
)

Scene = tuple[Store, dict[str, int]]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    found = made(tmp_path_factory.mktemp("giving") / "ws")
    yield found
    found[0].close()


def written(scene: Scene, asked: GivenList, folder: Path) -> Worksheet:
    list_to_workbook.write(scene[0], asked, folder / "list.xlsx", NOW, TODAY)
    [sheet] = openpyxl.load_workbook(folder / "list.xlsx").worksheets
    return sheet


def table(sheet: Worksheet) -> list[tuple[object, ...]]:
    """Headings and rows, without the margin."""
    return [row[1:] for row in sheet.iter_rows(min_row=6, values_only=True)]


def test_activities_stand_in_the_order_and_columns_of_the_window(scene: Scene, tmp_path: Path) -> None:
    asked = given("activity", named(ACTIVITIES, "status", "title", "count", "date"))
    heads, first, second = table(written(scene, asked, tmp_path))
    assert heads == ("Status", "Activity", "Where and how", "Count", "How exact", "Date", "Last day")
    days = [dt.datetime(2026, 3, 3), dt.datetime(2026, 3, 4), dt.datetime(2026, 5, 5)]
    found = {first[1]: first, second[1]: second}
    assert found["Workshop"] == ("Held", "Workshop", "Phnom Penh", 20, "exact", days[0], days[1])
    assert found["-Fair"][0] == "Past date" and found["-Fair"][3:] == (None, None, days[2], days[2])


def test_filter_and_choice_leave_exactly_those_rows(scene: Scene, tmp_path: Path) -> None:
    _store, ids = scene
    held = given("activity", named(ACTIVITIES, "title"), order=ListOrder(ActivityFilter(statuses=("held",)), ActivitySort.date, descending=True))
    assert [row[0] for row in table(written(scene, held, tmp_path))[1:]] == ["Workshop"]
    newest = ListOrder(PeopleFilter(), PeopleSort.entered, descending=True)
    some = given("person", named(PEOPLE, "name"), order=newest, ids=(ids[KHMER], ids["Sok Dara"]), whole=3, personal=True)
    sheet = written(scene, some, tmp_path)
    assert [row[0] for row in table(sheet)[1:]] == ["Sok Dara", KHMER]
    assert str(sheet["B4"].value).startswith("Chosen rows: 2 of 3.")


def test_people_are_given_only_where_personal_data_was_asked_for_and_the_file_says_so(scene: Scene, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    stories = ListOrder(ActivityFilter(kinds=("impact_story",)), ActivitySort.date, descending=True)
    for asked in (
        given("person", PEOPLE), given("participation", TAKING_PART, activity=scene[1]["T1"], ids=(1,)),
        given("activity", ACTIVITIES, order=stories),
    ):  # fmt: skip
        with pytest.raises(PersonalNotAsked):
            list_to_workbook.write(scene[0], asked, target, NOW, TODAY)
    assert not target.exists()
    sheet = written(scene, given("person", PEOPLE, personal=True), tmp_path)
    book = openpyxl.load_workbook(target)
    assert "This sheet contains personal data" in str(sheet["B4"].value)
    assert book.properties.description == "Contains personal data."
    assert book.custom_doc_props["PersonalData"].value == "all"
    assert os.name == "nt" or stat.S_IMODE(target.stat().st_mode) == 0o600


def test_people_keep_days_zeros_and_signs(scene: Scene, tmp_path: Path) -> None:
    """A day is a day, a year alone stays as it was said, a phone keeps its first 0, and nothing becomes a formula."""
    sheet = written(scene, given("person", PEOPLE, personal=True, order=BY_ENTRY), tmp_path)
    heads, khmer, formula, dara = table(sheet)
    assert heads == (
        "Name", "Name in Latin letters", "Sex", "Born, or age", "Age", "Phone", "Province", "Activities", "Last activity", "Date of the last activity",
    )  # fmt: skip
    assert khmer[0] == KHMER and khmer[3] == dt.datetime(2000, 3, 12) and str(khmer[5]).startswith("0") and khmer[7] == 1
    assert formula[0] == FORMULA and formula[3] == "1999" and formula[8:] == ("Workshop", dt.datetime(2026, 3, 4))
    assert dara[7] == 0
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=7) for cell in row}
    assert "f" not in kinds


def test_organisations_have_no_personal_column_and_no_mark(scene: Scene, tmp_path: Path) -> None:
    sheet = written(scene, given("organisation", ORGANISATIONS), tmp_path)
    assert [row[0] for row in table(sheet)[1:]] == ["007 Security", "Angkor Garments"]
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    assert book.custom_doc_props["PersonalData"].value == "none" and book.properties.description == "No personal data."
    assert "personal" not in str(sheet["B4"].value)


def test_the_people_of_an_activity_stand_as_they_are_shown_there(scene: Scene, tmp_path: Path) -> None:
    _store, ids = scene
    chosen = (ids[f"at {FORMULA}"], ids[f"at {KHMER}"])
    sheet = written(scene, given("participation", TAKING_PART, activity=ids["T1"], ids=chosen, personal=True), tmp_path)
    heads, formula, khmer = table(sheet)
    assert heads == ("Name", "Sex", "Birth", "Age", "Phone", "Session_1", "Pre", "Stage")
    # born 12 March 2000: 25 on 3 March 2026; born in 1999: 26, as if on 1 July
    assert khmer == (KHMER, "Man", dt.datetime(2000, 3, 12), 25, "070 920 425", None, 40.5, "Completed")
    assert formula[0] == FORMULA and formula[3] == 26


def test_the_sheet_says_filters_office_day_and_count_and_is_a_table_that_prints(scene: Scene, tmp_path: Path) -> None:
    asked = given("organisation", ORGANISATIONS, said=("Country: Cambodia", "Type: Employer"))
    sheet = written(scene, asked, tmp_path)
    assert sheet["B3"].value == "Organisations" and str(sheet["B4"].value) == "2 organisations."
    assert sheet["B5"].value == "Country: Cambodia; Type: Employer"
    assert "Phnom Penh" in str(sheet["B2"].value) and "1 June 2026" in str(sheet["B2"].value)
    [one] = sheet.tables.values()
    assert (one.ref, one.tableStyleInfo.name) == ("B6:I8", "TableStyleLight1")
    assert [column.name for column in one.tableColumns] == [cell.value for cell in sheet[6][1:]]
    assert sheet.freeze_panes == "C7" and sheet.print_title_rows == "$6:$6"
    assert sheet.page_setup.orientation == "landscape" and str(sheet.page_setup.paperSize) == "9"
    smallest = min(cell.font.sz for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None)
    assert smallest * sheet.page_setup.scale / 100 >= 8


def test_cancelling_leaves_what_stood_there_and_no_list_goes_into_a_workspace(scene: Scene, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"before")

    def cancel(done: int, total: int) -> None:
        if total:
            raise Cancelled

    with pytest.raises(Cancelled):
        list_to_workbook.write(scene[0], given("person", PEOPLE, personal=True), target, NOW, TODAY, cancel)
    assert target.read_bytes() == b"before" and [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]
    with pytest.raises(TargetInWorkspace):
        list_to_workbook.write(scene[0], given("organisation", ORGANISATIONS), scene[0].folder / "list.xlsx", NOW, TODAY)


def test_whoever_is_erased_later_is_told_of_a_list_also_of_nobody_who_took_part_anywhere(scene: Scene) -> None:
    store, ids = scene
    later = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    export_log.note_list(store, None, "everybody.xlsx", later)
    export_log.note_list(store, ids["T1"], "of-t1.xlsx", later)
    export_log.note_list(store, None, "before.xlsx", dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    with store.read() as reading:
        of = {name: [one.name for one in exports_with(reading.execute, [ids[name]])] for name in (KHMER, "Sok Dara")}
    assert of == {KHMER: ["everybody.xlsx", "of-t1.xlsx"], "Sok Dara": ["everybody.xlsx"]}


@pytest.mark.slow
def test_more_people_than_one_stretch_are_written_whole_and_in_order(tmp_path: Path) -> None:
    store, _ids = made(tmp_path / "ws")
    try:
        with store.work("new", 5_000) as work:
            work.new("person", [Person(name=f"Person {n:05}") for n in range(5_000)])
        told: list[tuple[int, int]] = []
        asked = given("person", named(PEOPLE, "name", "phone"), personal=True, order=ListOrder(PeopleFilter(text="Person"), PeopleSort.name, descending=False))
        assert list_to_workbook.write(store, asked, tmp_path / "o.xlsx", NOW, TODAY, lambda done, total: told.append((done, total))) == 5_000
        names = [row[0] for row in table(openpyxl.load_workbook(tmp_path / "o.xlsx").worksheets[0])[1:]]
        assert names == [f"Person {n:05}" for n in range(5_000)]
        assert told[-1] == (5_000, 5_000) and len(told) > 4
    finally:
        store.close()


@pytest.mark.slow
def test_with_a_password_only_the_encrypted_file_is_there(scene: Scene, tmp_path: Path) -> None:
    list_to_workbook.write(scene[0], given("person", PEOPLE, personal=True), tmp_path / "list.xlsx", NOW, TODAY, password="Battery-Horse-1")
    content = (tmp_path / "list.xlsx").read_bytes()
    assert not content.startswith(b"PK") and KHMER.encode() not in content
    locked = msoffcrypto.OfficeFile(io.BytesIO(content))
    locked.load_key(password="Battery-Horse-1")
    plain = io.BytesIO()
    locked.decrypt(plain)
    assert len(table(openpyxl.load_workbook(plain).worksheets[0])) == 4


@pytest.mark.slow
def test_libreoffice_prints_every_page_with_headings_and_nothing_under_eight_points(tmp_path: Path) -> None:
    """All columns there are, so that they stand on several pages beside each other, and people for several pages under each other."""
    store, _ids = made(tmp_path / "ws")
    try:
        with store.work("new", 90) as work:
            work.new("person", [Person(name=f"Person {n:03}", phone=f"01288{n:04}") for n in range(90)])
        list_to_workbook.write(store, given("person", people_columns.COLUMNS, personal=True, said=("Sex: Woman",)), tmp_path / "list.xlsx", NOW, TODAY)
    finally:
        store.close()
    sizes: set[float] = set()

    def look(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3] * cm[3]), 1))

    pages = [one.extract_text(visitor_text=look) for one in PdfReader(converted(tmp_path / "list.xlsx", "pdf", tmp_path)).pages]
    assert len(pages) > 4 and min(sizes) >= LEAST_POINTS - 0.1, sorted(sizes)[:5]
    assert all("Name" in one for one in pages), "the heading and the first column come again"
    assert len([one for one in pages if "Person 007" in one]) >= 2


def test_stories_are_given_as_personal_data_and_only_with_consent(tmp_path: Path) -> None:
    store, _ids = made(tmp_path / "ws")
    try:
        for title, consent in (("Told with consent", "given"), ("Told without", "refused")):
            add(store, "impact_story", [("title", title), ("date", "2026-05-01"), ("consent", consent)], today=TODAY)
        stories = ListOrder(ActivityFilter(kinds=("impact_story",)), ActivitySort.date, descending=True)
        list_to_workbook.write(store, given("activity", named(ACTIVITIES, "title"), order=stories, personal=True), tmp_path / "o.xlsx", NOW, TODAY)
    finally:
        store.close()
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    assert [row[0] for row in table(book.worksheets[0])[1:]] == ["Told with consent"]
    assert book.custom_doc_props["PersonalData"].value == "all"
