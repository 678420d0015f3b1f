"""The hand-worked table of the published activities on the four surfaces: JSON, window, workbook, PDF.

Worked by hand from the thirteen rows of resources/sample/published_activities.csv; a count belongs to the day its activity ends:

Cambodia 2024
  KH-FAIR-2024-10  41,422 persons;  the fair of December 2024  3,693 persons       41,422 + 3,693 = 45,115 (a person at both is in it twice)
  attendances  10,224 + 47,981 = 58,205;   online visits  63,267;   these two are no persons and stand outside
  reach: everybody at the smaller fair may have been at the larger: max(41,422, 3,693) = 41,422; nobody twice: 45,115
Indonesia, October 2023 to May 2024
  605 persons (ends in 2024) and 40 officials (ends in 2023), who may be part of the 605: 605 to 605 + 40 = 645
All countries, 2024
  Cambodia 41,422 to 45,115; Indonesia 605 (the 40 end in 2023): max(41,422, 605) = 41,422 to 45,115 + 605 = 45,720
  if nobody took part in two countries at least 41,422 + 605 = 42,027
Philippines 2015
  487,640 registered, 229,538 qualified, 135,590 hired on the spot, none of them counted as present at a fair of ours: reach 0
  135,590 / 229,538 = 0.590708...;   135,590 / 487,640 = 0.278053...
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.services.sample import sample_loading
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.reports import report_periods
from prossce_desktop.ui.reports.reports_page import ReportsPage
from tests.pdf_text import pdf_text
from tests.program import inside
from tests.ui.window import TODAY, Window, window


@dataclass(frozen=True)
class Worked:
    """One question, and its answer as worked out by hand."""

    first: str
    last: str
    countries: tuple[str, ...]
    reach: tuple[int, int]
    counts: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()
    disjoint: int | None = None

    @property
    def numbers(self) -> set[int]:
        return {*(one for one in self.reach if one), *self.counts, *self.outside}


TABLE = {
    "Cambodia 2024": Worked("2024-01-01", "2024-12-31", ("KH",), (41_422, 45_115), (45_115, 58_205, 63_267), (58_205, 63_267), disjoint=41_422),
    "Indonesia, October 2023 to May 2024": Worked("2023-10-01", "2024-05-31", ("ID",), (605, 645), disjoint=605),
    "all countries 2024": Worked("2024-01-01", "2024-12-31", (), (41_422, 45_720), (45_115, 605), (58_205, 63_267), disjoint=42_027),
    "Philippines 2015": Worked(
        "2015-01-01", "2015-12-31", ("PH",), (0, 0), (487_640, 229_538, 135_590), shares=(135_590 / 229_538, 135_590 / 487_640), disjoint=0
    ),
}  # fmt: skip


def load(store: Store) -> dict[str, int]:
    sample_loading.load(store, people=True, today=TODAY)
    return {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create

    made = tmp_path_factory.mktemp("surfaces") / "ws"
    with create(made, country="KH", office="Office KH", officer="Dara", unlock=Plain())[0] as store:
        load(store)
    return made


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    wear(qapp, "light", 100)
    with window(tmp_path, qtbot, records=load) as made:
        yield made


def printed(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number * 100:.1f} %"


def plain(text: str) -> str:
    """With single spaces, and one kind of dash."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).replace("\u2013", "-")


def has(text: str, number: float) -> bool:
    """Whether the number stands there by itself."""
    return re.search(rf"(?<![\d.,]){re.escape(printed(number))}(?![\d]|[.,]\d)", text) is not None


def asked(worked: Worked) -> tuple[str, ...]:
    return ("--from", worked.first, "--to", worked.last, *(word for one in worked.countries for word in ("--country", one)))


@pytest.mark.parametrize("question", TABLE)
def test_json(folder: Path, question: str) -> None:
    worked = TABLE[question]
    found: dict[str, Any] = inside()("figures", folder, *asked(worked), "--json").json
    assert (found["reach"]["lower"], found["reach"]["upper"]) == worked.reach
    assert found["reach"]["lower_if_countries_disjoint"] == worked.disjoint
    assert sorted(one["value"] for one in found["reach"]["outside"]) == sorted(worked.outside)
    values = {one["value"] for one in (*found["counts"], *found["funnel"])}
    assert set(worked.counts) <= values
    assert {one["value"] for one in found["rates"]} == set(worked.shares)


@pytest.mark.slow
@pytest.mark.parametrize("question", TABLE)
def test_workbook_and_pdf(folder: Path, tmp_path: Path, question: str) -> None:
    worked = TABLE[question]
    book, page = tmp_path / "o.xlsx", tmp_path / "o.pdf"
    inside()("export", folder, "--excel", book, "--pdf", page, *asked(worked))
    sheets = openpyxl.load_workbook(book)
    for title in ("Summary", "Figures"):
        cells = [cell.value for row in sheets[title].iter_rows() for cell in row]
        numbers = [one for one in cells if isinstance(one, int | float)]
        assert worked.numbers <= set(numbers), title
        for share in worked.shares:
            assert any(one == pytest.approx(share, abs=1e-12) for one in numbers), (title, share)
    text = plain(pdf_text(page, "layout"))
    for number in (*worked.numbers, *worked.shares):
        assert has(text, number), printed(number)


@pytest.mark.slow
def test_window(shown: Window) -> None:
    shown.go(Place(PageName.reports))
    page = shown.shell.page(PageName.reports)
    assert isinstance(page, ReportsPage)
    for question, worked in TABLE.items():
        whole_year = worked.first[:4] == worked.last[:4]
        page.options.period.set_value(worked.first[:4] if whole_year else report_periods.OWN)
        if not whole_year:
            page.options.first.set_value(worked.first)
            page.options.last.set_value(worked.last)
        page.options.countries.set_value(worked.countries)
        page.options.last.left.emit()
        shown.settle()
        model = page.figures.model
        rows = [plain(" ".join(_said(model, row, column) for column in range(2))) for row in range(model.rowCount())]
        everything = "\n".join(rows)
        for number in (*worked.counts, *worked.outside, *worked.shares):
            assert has(everything, number), (question, printed(number), everything)
        reached = next(row for row in rows if row.startswith("People reached,"))  # the whole stands before its countries
        ends = [printed(one) for one in sorted(set(worked.reach))]
        assert all(one in reached for one in ends), (question, reached)


def _said(model: Any, row: int, column: int) -> str:
    return str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


@pytest.mark.slow
def test_overview_of_the_window(shown: Window) -> None:
    """All countries of the workspace in the newest year, 2024."""
    shown.go(Place(PageName.overview))
    page: Any = shown.shell.page(PageName.overview)
    assert shown.session.today() == dt.date(2024, 12, 2)
    assert [printed(one) in page.figures.reached.accessibleName() for one in TABLE["all countries 2024"].reach] == [True, True]
