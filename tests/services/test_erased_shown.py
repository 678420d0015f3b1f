"""Of somebody who was erased no list shows the day that stands for the birth, and no figure changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from prossce_desktop import app
from prossce_desktop.app import Plain, Store
from prossce_desktop.domain.input.attendance import Attendance
from prossce_desktop.domain.model.codes import ActivityKind, Status
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.people.people_sheet import sheet
from prossce_desktop.services.reporting import activity_papers
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.ui.activities.people_grid.grid_cell import Understanding
from prossce_desktop.ui.activities.people_grid.grid_row import age_of, of_sheet
from tests.pdf_text import pdf_text

NOW = dt.datetime(2025, 3, 24, 9, 30, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A training of two; the first was born on 21 November 1995."""
    made = app.create(str(tmp_path / "ws"), country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    add(made, "training", [("title", "Workshop"), ("code", "T1"), ("start", "2025-03-03"), ("country", "KH"), ("status", "held")], today=TODAY)
    for name, birth in (("Kanari Dara", "1995-11-21"), ("Sok Srey", "1990-05-02")):
        person = add(made, "person", [("name", name), ("sex", "female"), ("birth", birth)], today=TODAY).id
        add(made, "participation", [("person", str(person)), ("activity", "T1"), ("stage", "attended")], today=TODAY)
    yield made
    made.close()


def _erased(store: Store) -> tuple[int, int]:
    """The training, and the person who is erased now."""
    with store.read() as reading:
        activity = reading.activity_by_code("T1")
        assert activity is not None
        first = sheet(reading, activity)[0].person
    person_erasure.erase(store, first, "asked for it", NOW)
    return activity, first


def _people(path: Path) -> list[list[object]]:
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["People"].iter_rows()]
    return rows[6:]


def test_the_grid_shows_the_age_of_an_erased_person_and_no_birth(store: Store) -> None:
    activity, _person = _erased(store)
    with store.read() as reading:
        gone, there = sheet(reading, activity)
    assert "birth" not in gone.values and gone.is_erased
    assert there.values["birth"] == "1990-05-02" and not there.is_erased
    how = replace(Understanding.plain("training", "KH", Attendance(ActivityKind.training, Status.held)), first_day=dt.date(2025, 3, 3))
    assert [age_of(of_sheet(one, how), how) for one in (gone, there)] == [29, 34]


@pytest.mark.slow
def test_the_workbook_shows_no_birth_of_an_erased_person_and_the_figures_stay(store: Store, tmp_path: Path) -> None:
    export(store, Wanted(personal="all", excel=tmp_path / "before.xlsx"), NOW, TODAY)
    before = figures(store, by=("sex", "age"))
    _erased(store)
    export(store, Wanted(personal="all", excel=tmp_path / "after.xlsx"), NOW, TODAY)
    books = (_people(tmp_path / name) for name in ("before.xlsx", "after.xlsx"))
    births = [[cell for row in rows for cell in row if str(cell).startswith("199")] for rows in books]  # numbers of records hold any digits
    assert [len(one) for one in births] == [2, 1]
    assert len(_people(tmp_path / "after.xlsx")) == 2
    assert figures(store, by=("sex", "age")) == before


def test_an_erased_person_has_no_line_on_the_filled_sign_in_sheet(store: Store, tmp_path: Path) -> None:
    activity, _person = _erased(store)
    activity_papers.write_sign_in_sheet(store, activity, tmp_path / "s.pdf", NOW, filled=True)
    said = pdf_text(tmp_path / "s.pdf", "layout")
    assert "Sok Srey" in said and "1990" in said and "1995" not in said
    with store.read() as reading:
        assert [one.name for one in activity_papers.sign_in_data(reading, activity, NOW, filled=True, pages=1).people] == ["Sok Srey"]
