"""Export, copy and print of the list in front of somebody, in the real window: what is asked, what is written, what is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import sleep
from typing import TypeVar
from unittest.mock import patch

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from prossce_desktop.services.list_actions import list_to_clipboard, list_to_workbook
from prossce_desktop.services.lists import organisation_columns, people_columns
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ListOrder
from prossce_desktop.store.erasure.exported_files import exports_with
from prossce_desktop.store.queries import list_people
from prossce_desktop.store.queries.list_organisations import OrganisationFilter, OrganisationSort
from prossce_desktop.store.queries.list_people import PeopleFilter, PeopleSort
from prossce_desktop.store.queries.participations_of_person import linked_records
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.copy_rows import copy
from prossce_desktop.ui.lists.export_dialog import ExportDialog
from prossce_desktop.ui.lists.export_scope import ALL, SOME
from prossce_desktop.ui.lists.print_dialog import PrintDialog
from prossce_desktop.ui.lists.row_actions import ActionContext
from prossce_desktop.ui.look.theme import theme
from tests.ui.window import Window, window

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    with window(tmp_path, qtbot) as found:
        yield found


def listed(shown: Window) -> list[int]:
    """The people of the list, each once."""
    with shown.store.read() as reading:
        return list(list_people.ordered(reading, PeopleFilter()))


def sophea(shown: Window) -> int:
    """The record that stands for the person in the list."""
    with shown.store.read() as reading:
        linked = set(linked_records(reading, shown.ids["person"]))
    return next(one for one in listed(shown) if one in linked)


def all_people(shown: Window) -> ChosenRows:
    columns = tuple(one for one in people_columns.COLUMNS if one.at_first)
    order = ListOrder(PeopleFilter(), PeopleSort.name, descending=False)
    return ChosenRows("person", "People", columns, None, len(listed(shown)), order, filter_words=("Sex: Woman",))


def all_organisations(shown: Window) -> ChosenRows:
    columns = tuple(one for one in organisation_columns.COLUMNS if one.at_first)
    order = ListOrder(OrganisationFilter(), OrganisationSort.name, descending=False)
    return ChosenRows("organisation", "Organisations", columns, None, 1, order)


def some(rows: ChosenRows, *ids: int, chosen: bool = True) -> ChosenRows:
    return ChosenRows(rows.kind, rows.title, rows.columns, ids, len(ids), rows.order, rows.filter_words, chosen=chosen)


def here(shown: Window, rows: ChosenRows) -> ActionContext:
    shown.go(Place(PageName.people))
    return ActionContext(shown.session, shown.window, lambda place: None, lambda: None, lambda: rows)


def opened(shown: Window, dialog: D) -> D:
    dialog.open()
    shown.settle()
    assert dialog.isVisible()
    return dialog


def rows_of(path: Path) -> list[tuple[object, ...]]:
    [sheet] = openpyxl.load_workbook(path).worksheets
    return [row[1:] for row in sheet.iter_rows(min_row=7, values_only=True)]


@pytest.mark.slow
def test_people_are_exported_only_after_the_tick_and_the_export_is_noted(shown: Window, tmp_path: Path) -> None:
    rows = all_people(shown)
    dialog = opened(shown, ExportDialog(here(shown, rows), rows))
    shown.speaker.will_choose(tmp_path / "people")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.which.missing.isVisible() and dialog.which.personal.hasFocus() and not dialog.saving.is_busy()
    QTest.keyClick(dialog.which.personal, Qt.Key.Key_Space)
    assert dialog.which.missing.isHidden()
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.settle()
    assert len(rows_of(tmp_path / "people.xlsx")) == rows.count
    assert openpyxl.load_workbook(tmp_path / "people.xlsx").custom_doc_props["PersonalData"].value == "all"
    with shown.store.read() as reading:
        assert [one.name for one in exports_with(reading.execute, [shown.ids["person"]])] == ["people.xlsx"]
    assert dialog.close_button.words() == "Close" and "people.xlsx" in dialog.saving.banner.accessibleName()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_was_chosen_stands_whole_beside_where_the_file_lies(shown: Window, tmp_path: Path) -> None:
    rows = all_people(shown)
    dialog = opened(shown, ExportDialog(here(shown, rows), some(rows, sophea(shown))))
    shown.speaker.will_choose(tmp_path / "people")
    QTest.keyClick(dialog.which.personal, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.settle()
    for part in (dialog.which.rows, dialog.which.personal, dialog.saving.banner, dialog.close_button):
        assert part.visibleRegion().boundingRect() == part.rect(), type(part).__name__


@pytest.mark.slow
def test_at_200_percent_the_buttons_of_the_export_stay_on_the_screen(shown: Window, tmp_path: Path) -> None:
    theme().set_text_size(200)
    try:
        rows = all_people(shown)
        dialog = opened(shown, ExportDialog(here(shown, rows), rows))
        screen = dialog.screen().availableGeometry()
        dialog.move(0, screen.bottom() - dialog.height())
        shown.speaker.will_choose(tmp_path / "people")
        QTest.keyClick(dialog.which.personal, Qt.Key.Key_Space)
        for _step in range(2):
            shown.settle()
            assert dialog.save.mapToGlobal(dialog.save.rect().bottomRight()).y() <= screen.bottom()
            assert dialog.height() <= 700, f"{dialog.height()}: as much as a screen of 768 lines has"
            QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
        dialog.close()
    finally:
        theme().set_text_size(100)


@pytest.mark.slow
def test_chosen_rows_or_the_whole_list_is_offered_and_the_choice_is_kept_to(shown: Window, tmp_path: Path) -> None:
    rows = all_people(shown)
    one = some(rows, sophea(shown))
    dialog = opened(shown, ExportDialog(here(shown, rows), one))
    assert dialog.which.rows.value() == SOME
    assert [dialog.which.rows.itemText(at) for at in range(2)] == ["The 1 chosen row", f"All {rows.count} rows of this list"]
    dialog.which.personal.setChecked(True)
    shown.speaker.will_choose(tmp_path / "one.xlsx")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.settle()
    [sheet] = openpyxl.load_workbook(tmp_path / "one.xlsx").worksheets
    assert str(sheet["B4"].value).startswith(f"Chosen rows: 1 of {rows.count}.") and sheet["B5"].value == "Sex: Woman"
    dialog.reject()
    nobody = opened(shown, ExportDialog(here(shown, rows), some(rows, sophea(shown), chosen=False)))
    assert nobody.which.rows.value() == ALL and nobody.which.rows.itemText(0) == "Only the current row"


@pytest.mark.slow
def test_organisations_are_exported_without_a_question_and_noted_nowhere(shown: Window, tmp_path: Path) -> None:
    rows = all_organisations(shown)
    dialog = opened(shown, ExportDialog(here(shown, rows), rows))
    assert dialog.which.personal.isHidden()
    shown.speaker.will_choose(tmp_path / "o.xlsx")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.settle()
    assert [row[0] for row in rows_of(tmp_path / "o.xlsx")] == ["Angkor Garments"]
    with shown.store.read() as reading:
        assert exports_with(reading.execute, [shown.ids["person"]]) == []


def test_copy_asks_once_about_people_and_says_what_was_copied(shown: Window) -> None:
    rows = all_people(shown)
    at = here(shown, rows)
    board = QGuiApplication.clipboard()
    board.setText("before")
    copy(at, rows)
    shown.settle()
    assert shown.speaker.asked == ["Copy people?"] and board.text() == "before"
    shown.speaker.will_answer("Copy with personal data")
    copy(at, some(rows, sophea(shown)))
    shown.settle()
    assert shown.speaker.mentioned[-1] == "1 row copied, with personal data."
    heads, row = [line.split("\t") for line in board.text().strip("\n").split("\n")]
    assert heads[:4] == ["Name", "Name in Latin letters", "Sex", "Born, or age"] and row[0] == "Sok Sophea" and row[3] == "1981-03-02"
    assert "<table" in board.mimeData().html() and "mso-number-format" in board.mimeData().html()
    copy(at, rows)
    shown.settle()
    assert len(shown.speaker.asked) == 2 and shown.speaker.mentioned[-1] == f"{rows.count} rows copied, with personal data."
    with shown.store.read() as reading:
        assert [one.name for one in exports_with(reading.execute, [shown.ids["person"]])] == ["copied", "copied"]


@pytest.mark.slow
def test_a_program_that_ends_with_a_list_on_the_clipboard_ends_well() -> None:
    """Qt asks for the clipboard's formats after the interpreter has ended."""
    program = (
        "from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from prossce_desktop.services.list_actions.list_to_clipboard import Copied\n"
        "from prossce_desktop.ui.lists.copy_rows import put\n"
        "put(Copied('a\\tb', '<table></table>', 1, False))\n"
        "assert app.clipboard().text() == 'a\\tb'\n"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0


def test_copy_of_too_many_rows_says_what_to_do_and_leaves_the_clipboard(shown: Window) -> None:
    rows = all_organisations(shown)
    QGuiApplication.clipboard().setText("before")
    with patch.object(list_to_clipboard, "MOST", 0):
        copy(here(shown, rows), rows)
        shown.settle()
    assert shown.speaker.mentioned[-1] == "The list has 1 rows, but at most 0 can be copied or printed. Export it to Excel, or filter it."
    assert QGuiApplication.clipboard().text() == "before"


@pytest.mark.slow
def test_pages_are_shown_before_they_are_printed_and_people_only_with_the_tick(shown: Window, tmp_path: Path) -> None:
    rows = all_people(shown)
    dialog = opened(shown, PrintDialog(here(shown, rows), rows))
    assert dialog.shown is None and "Tick" in dialog.empty.sentence.text()
    QTest.mouseClick(dialog.print, Qt.MouseButton.LeftButton)
    assert dialog.which.missing.isVisible()
    QTest.keyClick(dialog.which.personal, Qt.Key.Key_Space)
    shown.settle()
    assert dialog.shown is not None and dialog.shown.data.startswith(b"%PDF")
    shown.speaker.will_choose(tmp_path / "p.pdf")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.settle()
    assert (tmp_path / "p.pdf").read_bytes() == dialog.shown.data and (tmp_path / "p.pdf").stat().st_mode & 0o777 == 0o600
    with shown.store.read() as reading:
        assert [one.name for one in exports_with(reading.execute, [shown.ids["person"]])] == ["p.pdf"]
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.slow
def test_escape_stops_the_writing_and_leaves_what_stood_there(shown: Window, tmp_path: Path) -> None:
    rows = all_people(shown)
    dialog = opened(shown, ExportDialog(here(shown, rows), rows))
    dialog.which.personal.setChecked(True)
    (tmp_path / "p.xlsx").write_bytes(b"before")
    shown.speaker.will_choose(tmp_path / "p.xlsx")
    began = Event()
    whole = list_to_workbook.write

    def slowly(*given: object) -> int:
        began.set()
        step = given[5]
        for _ in range(500):
            step(1, 2)  # type: ignore[operator]
            sleep(0.02)
        return whole(*given)  # type: ignore[arg-type]

    with patch.object(list_to_workbook, "write", slowly):
        QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        shown.bot.waitUntil(began.is_set)
        shown.bot.waitUntil(dialog.saving.progress.isVisible)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        shown.settle()
    assert dialog.isVisible() and not dialog.saving.is_busy() and (tmp_path / "p.xlsx").read_bytes() == b"before"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.slow
def test_a_list_is_written_into_no_workspace_and_the_sentence_stands_there(shown: Window) -> None:
    rows = all_organisations(shown)
    dialog = opened(shown, ExportDialog(here(shown, rows), rows))
    shown.speaker.will_choose(shown.store.folder / "base.db")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    shown.settle()
    assert "base.db" in dialog.saving.banner.accessibleName() and not (shown.store.folder / "base.db.xlsx").exists()
