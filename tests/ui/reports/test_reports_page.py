"""The page of reports: real pages beside the choices, figures opened to their records, files saved or refused in words."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.app import Plain, Store
from prossce_desktop.services.reporting.figure_lines import FigureLine
from prossce_desktop.services.sample import sample_loading
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.reports import report_periods
from prossce_desktop.ui.reports.report_kinds import ReportKind
from prossce_desktop.ui.reports.reports_page import ReportsPage
from prossce_desktop.ui.session.session import Session
from tests.pdf_text import pdf_text
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.waiting import at_rest

pytestmark = pytest.mark.slow

TODAY = dt.date(2024, 11, 20)
Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = app.create(str(tmp_path_factory.mktemp("reports") / "ws"), country="KH", office="Phnom Penh", officer="Sok", unlock=Plain())
    sample_loading.load(made, people=True, today=TODAY)
    yield made
    made.close()


@pytest.fixture
def speaker() -> RecordingSpeaker:
    return RecordingSpeaker()


@pytest.fixture
def page(store: Store, speaker: RecordingSpeaker, qtbot: QtBot) -> Iterator[ReportsPage]:
    session = Session(store, Jobs(), speaker, lambda: TODAY)
    made = ReportsPage(session)
    qtbot.addWidget(made)
    made.resize(1158, 740)
    made.show()
    made.enter(Place(PageName.reports))
    settle(made)
    yield made
    session.jobs.close()


def settle(page: ReportsPage) -> None:
    """Until nothing is made or drawn any more."""
    at_rest(page.session.jobs)


def test_the_first_page_is_drawn_and_says_the_finding(page: ReportsPage) -> None:
    assert page.preview.pages() == 3
    first = page.preview.views[0]
    assert first.accessibleName() == "Page 1 of 3"
    assert "At least 41,422 people were reached · Cambodia · 2024" in first.accessibleDescription()
    picture = first.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(60, 500, 7) for y in range(60, 300, 7)}) > 10


def test_keys_turn_pages_and_change_their_size(page: ReportsPage) -> None:
    wide = page.preview.views[0].width()
    QTest.keyClick(page.preview.scroll_area, Key.Key_PageDown)
    settle(page)
    assert page.preview.current() == 1 and page.preview.where.text() == "Page 2 of 3"
    QTest.keyClick(page.preview.scroll_area, Key.Key_Plus, Ctrl)
    settle(page)
    assert page.preview.views[0].width() > wide and page.preview.current() == 1
    QTest.keyClick(page.kinds, Key.Key_PageDown)
    settle(page)
    assert page.preview.current() == 2 and page.kinds.kind() is ReportKind.summary, "also where the keys are on the kinds of report"
    QTest.keyClick(page.kinds, Key.Key_PageUp)
    settle(page)
    assert page.preview.current() == 1


def test_a_figure_opens_the_records_behind_it_and_a_row_its_activity(page: ReportsPage) -> None:
    page.tabs.setCurrentIndex(1)
    at = next(n for n in range(page.figures.model.rowCount()) if page.figures.model.row(n).name == "People reached")
    assert page.figures.model.row(at).number == "41,422–45,115"
    page.figures.view.setCurrentIndex(page.figures.model.index(at, 0))
    QTest.keyClick(page.figures.view, Key.Key_Return)
    settle(page)
    behind = page.figures.behind
    assert [behind.model.row(n).number for n in range(behind.model.rowCount())] == ["41,422", "3,693"]
    assert "each counted once" in behind.sentence.text()
    gone: list[Place] = []
    page.go.connect(gone.append)
    QTest.keyClick(behind.view, Key.Key_Return)
    assert gone == [Place(PageName.activity, record=behind.model.row(0).record)]
    QTest.keyClick(behind.view, Key.Key_Escape)
    assert behind.isHidden()


def test_a_range_in_words_is_read_whole_in_the_list_of_figures(page: ReportsPage) -> None:
    """It stood there as "from 4,422 to more tha...", beside free space."""
    said = "from 4,422 to more than 4,927"
    page.figures.resize(600, 400)
    page.figures.show_figures([FigureLine("People reached", said, "persons, each once", "", ())])
    assert page.figures.view.columnWidth(1) >= width_of(said, theme().font("total")) + 20
    assert page.figures.view.columnWidth(0) >= page.figures.view.columnWidth(1)


def test_ctrl_s_writes_the_pages_under_a_name_of_the_period(page: ReportsPage, speaker: RecordingSpeaker, tmp_path: Path) -> None:
    speaker.will_choose(tmp_path / "mine")
    QTest.keyClick(page.kinds, Key.Key_S, Ctrl)
    settle(page)
    text = pdf_text(tmp_path / "mine.pdf")
    assert "41,422–45,115" in text
    assert page.saving.isVisible() and "mine.pdf" in page.saving.banner.accessibleName()


def test_a_password_locks_what_is_saved_and_stays_for_the_next_file(
    page: ReportsPage, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    assert page.options.password.echoMode() is page.options.password.EchoMode.Password
    page.options.password.setText("ភ្នំពេញ")
    speaker.will_choose(tmp_path / "o.pdf", tmp_path / "o.xlsx")
    page.save_as_pdf()
    settle(page)
    page.save_as_excel()
    settle(page)
    with pytest.raises(AssertionError, match="assword"):
        pdf_text(tmp_path / "o.pdf")
    text = pdf_text(tmp_path / "o.pdf", password="ភ្នំពេញ")
    assert "41,422–45,115" in text
    with (tmp_path / "o.xlsx").open("rb") as file:
        locked = msoffcrypto.OfficeFile(file)
        locked.load_key(password="ភ្នំពេញ", verify_password=True)
    page.kinds.choose(ReportKind.activity)
    assert not page.options.password_frame.isVisible(), "papers to be printed have none"


def test_a_target_open_elsewhere_is_said_and_another_name_is_offered(
    page: ReportsPage, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    page.kinds.choose(ReportKind.workbook)
    settle(page)
    (tmp_path / ".~lock.o.xlsx#").touch()
    speaker.will_choose(tmp_path / "o.xlsx", tmp_path / "o-2.xlsx")
    page.save_as_excel()
    settle(page)
    assert "open in another program" in page.saving.banner.accessibleName()
    page.saving.banner.pressed.emit()
    settle(page)
    assert "Names" not in openpyxl.load_workbook(tmp_path / "o-2.xlsx").sheetnames
    assert page.saving.banner.accessibleName().startswith("Saved: o-2.xlsx")


def test_names_leave_only_with_the_tick(page: ReportsPage) -> None:
    assert page.options.wanted().personal == "none" and not page.options.everything.isVisible()
    page.options.names.setChecked(True)
    assert page.options.wanted().personal == "names" and page.options.everything.isVisible()
    page.options.everything.setChecked(True)
    assert page.options.wanted().personal == "all"
    page.options.names.setChecked(False)
    assert page.options.wanted().personal == "none"


def test_a_workbook_with_names_is_written_down_for_whoever_is_erased_later(
    page: ReportsPage, store: Store, speaker: RecordingSpeaker, tmp_path: Path
) -> None:
    speaker.will_choose(tmp_path / "plain.xlsx", tmp_path / "names.xlsx")
    page.kinds.choose(ReportKind.workbook)
    for names in (False, True):
        page.options.names.setChecked(names)
        settle(page)
        page.save_as_excel()
        settle(page)
    with store.read() as reading:
        noted = reading.execute("SELECT name, holds, first, last FROM export").fetchall()
    assert [tuple(one) for one in noted] == [("names.xlsx", "names", "2024-01-01", "2024-12-31")]


def test_the_figures_are_copied_as_text(page: ReportsPage, speaker: RecordingSpeaker) -> None:
    QTest.keyClick(page.kinds, Key.Key_C, Ctrl | Shift)
    assert QGuiApplication.clipboard().text().startswith("Cambodia, 2024: at least 41,422 people.")
    assert speaker.mentioned


def test_an_activity_comes_with_the_place(page: ReportsPage, store: Store) -> None:
    with store.read() as reading:
        id = reading.activity_by_code("KH-PES-2025")
    page.enter(Place(PageName.reports, record=id, tab="sign_in"))
    settle(page)
    assert page.preview.views[0].points[0] > page.preview.views[0].points[1]
    assert "Four-tiered PES training" in page.preview.views[0].accessibleDescription()


def test_days_the_wrong_way_round_are_said_beside_the_field(page: ReportsPage) -> None:
    page.options.period.set_value(report_periods.OWN)
    page.options.first.set_value("2024-05-01")
    page.options.last.set_value("2024-04-01")
    page.options.changed.emit()
    settle(page)
    assert page.options.last_frame.note.sentence() == "The last day is before the first."
    assert page.empty.isVisible()
    page.options.last.set_value("2024-12-31")
    page.options.changed.emit()
    settle(page)
    assert page.preview.isVisible() and not page.options.last_frame.has_problem()


def test_a_day_of_a_period_is_understood_without_its_year_and_a_refused_one_shows_one_that_works(page: ReportsPage) -> None:
    page.options.period.set_value(report_periods.OWN)
    page.options.first.set_value("2024-05-01")
    page.options.last.set_value("31/13")
    page.options.changed.emit()
    settle(page)
    assert page.options.last_frame.note.sentence() == "“31/13” is not a date. Write it like 18/11/2024."
    page.options.last.set_value("31/12")
    page.options.changed.emit()
    settle(page)
    assert page.options.days().last == dt.date(2024, 12, 31) and not page.options.last_frame.has_problem()


@pytest.mark.parametrize(
    ("token", "countries", "stem"),
    [
        ("2024", ("KH",), "ProSSCE-Cambodia-2024"),
        ("2024-02", ("LA",), "ProSSCE-Lao-Peoples-Democratic-Republic-2024-02"),
        ("ever", (), "ProSSCE-all-countries-all-time"),
        ("2023", ("KH", "ID"), "ProSSCE-KH-ID-2023"),
    ],
)
def test_names_of_files_are_plain(token: str, countries: tuple[str, ...], stem: str) -> None:
    assert report_periods.file_stem(report_periods.days_of(token), countries) == stem


def test_months_of_several_lengths() -> None:
    assert report_periods.days_of("2024-02") == report_periods.Days(dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert report_periods.days_of("2023-12") == report_periods.Days(dt.date(2023, 12, 1), dt.date(2023, 12, 31))
    assert [one.token for one in report_periods.choices(dt.date(2024, 1, 15), (2024, 2022))] == ["2024", "2023", "2022", "2024-01", "2023-12", "own", "ever"]


def test_the_pages_are_printed_as_they_are_shown(page: ReportsPage, speaker: RecordingSpeaker, qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print.click()
    assert not speaker.mentioned, "no printer was chosen"
    speaker.choose_printer = lambda: printer  # type: ignore[method-assign]
    QTest.keyClick(page, Key.Key_P, Ctrl)
    qtbot.waitUntil(lambda: bool(speaker.mentioned), timeout=30_000)
    assert speaker.mentioned == ["The pages were sent to the printer."]
    told = subprocess.run(["pdfinfo", str(tmp_path / "printed.pdf")], capture_output=True, text=True, check=True).stdout
    assert f"Pages:           {page.preview.pages()}" in told
