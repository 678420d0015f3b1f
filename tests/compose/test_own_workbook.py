"""Our own workbook dropped where packages are: recognised by its code, and its figures held against the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from prossce_desktop.reports.workbook.own_workbook import WorkbookMark, read_mark
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import Compared
from prossce_desktop.services.reporting import report_export
from prossce_desktop.services.reporting.report_export import Wanted
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import silent
from prossce_desktop.ui.exchange import exchange_words
from tests.ui.exchange.offices import introduced, laptop, office, send, training

pytestmark = pytest.mark.slow
NOW, TODAY = dt.datetime(2024, 12, 1, 9, 0, tzinfo=dt.UTC), dt.date(2024, 12, 1)
YEAR = Wanted(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with laptop(tmp_path) as made:
        training(made, "KH-TR-1", "Sok Sophea", "Keo Bopha")
        yield made


def exported(store: Store, path: Path, **more: object) -> tuple[Path, str]:
    wanted = Wanted(YEAR.start, YEAR.end, excel=path, **more)  # type: ignore[arg-type]
    return path, report_export.export(store, wanted, NOW, TODAY).code


def looked(store: Store, path: Path) -> Compared:
    return exchange_page.dry_run_files(store, [path], silent).workbooks[path]


@pytest.mark.parametrize("personal", ["none", "all"])
def test_a_workbook_as_it_was_written_has_the_figures_of_the_records(store: Store, tmp_path: Path, personal: str) -> None:
    path, code = exported(store, tmp_path / "a name that says nothing", personal=personal)
    found = looked(store, path)
    assert found == Compared(code, True, ())
    assert exchange_words.workbook(found) == ("check", f"Our own workbook {code}: its figures match the records.", "done")


def test_a_figure_that_somebody_changed_is_named(store: Store, tmp_path: Path) -> None:
    path, code = exported(store, tmp_path / "o.xlsx")
    book = openpyxl.load_workbook(path)
    [cell] = [
        one
        for row in book["Reach"].iter_rows()
        for one in row
        if one.value == 3 and one.column_letter == "C" and "All" in str(row[1].value)
    ]
    cell.value = 300
    book.save(path)
    found = looked(store, path)
    assert [(one.sheet, one.row, one.there, one.here) for one in found.differs] == [("Reach", cell.row, 300, 3)]
    assert exchange_words.workbook(found)[1:] == (
        f"Our own workbook {code} was changed later: 1 figure does not match the records. Reach, row {cell.row}: 300 in the workbook, 3 in the records",
        "warning",
    )


def test_after_more_was_recorded_it_is_of_other_records_and_its_figures_may_still_hold(store: Store, tmp_path: Path) -> None:
    path, code = exported(store, tmp_path / "o.xlsx")
    with store.work("edit", 1) as work:
        with store.read() as reading:
            [(id,)] = reading.execute("SELECT id FROM training").fetchall()
        work.set("training", {id: {"notes": "Rain"}})
    found = looked(store, path)
    assert (found.is_current, found.differs) == (False, ())
    assert "its figures are still correct" in exchange_words.workbook(found)[1]
    training(store, "KH-TR-2", "Chan Dara")
    found = looked(store, path)
    assert not found.is_current and found.differs
    assert exchange_words.workbook(found)[1].startswith(f"Our own workbook {code} was made from other records: ")


def test_the_office_knows_a_countrys_workbook_by_its_code(store: Store, tmp_path: Path) -> None:
    with office(tmp_path) as regional:
        introduced(regional, store, tmp_path / "mail")
        with laptop(tmp_path, "other") as other:
            other.identity  # noqa: B018 - a second workspace beside it changes nothing
        path, code = exported(store, tmp_path / "o.xlsx")
        assert not looked(regional, path).is_current, "nothing came yet"
        exchange_page.take_in(regional, send(store, tmp_path / "mail"))
        assert looked(regional, path) == Compared(code, True, ())


def test_any_other_workbook_is_no_package_and_a_hostile_one_harms_nobody(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.properties.keywords = "prossce-desktop code=x from=yesterday to= countries= language=en"
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "cut.xlsx").write_bytes(exported(store, tmp_path / "o.xlsx")[0].read_bytes()[:4_000] + b"xl/workbook.xml")
    for name in ("other.xlsx", "cut.xlsx"):
        found = exchange_page.dry_run_files(store, [tmp_path / name], silent)
        assert found.workbooks == {}
        assert [one.outcome.code for one in found.results] in (["not-a-package"], ["damaged"])


def test_the_mark_is_read_as_it_was_written() -> None:
    made = WorkbookMark("k7f3-91aa-04", dt.date(2024, 1, 1), None, ("KH", "LA"), "en", "KH")
    assert read_mark(made.mark()) == made
    assert read_mark("") is None and read_mark("prossce-desktop") is None
