"""The people of an activity, taken out and changed together from their grid: what is typed a moment ago is in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.lists.bulk_edit_dialog import BulkEditDialog
from prossce_desktop.ui.lists.export_dialog import ExportDialog
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.lists.test_editing_many import choose
from tests.ui.people.typist import TODAY, Ctrl, Key, Shift, Typist, folder, store, training, typist_at
from tests.ui.waiting import SOON_MS

__all__ = ["folder", "store", "training"]
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    jobs = Jobs()
    yield Session(store, jobs, RecordingSpeaker(), lambda: TODAY)
    jobs.close()


@pytest.fixture
def typist(session: Session, qtbot: QtBot, store: Store, training: int) -> Typist:
    rows = [RowDraft(None, None, {"name": name, "sex": "f", "phone": f"01288431{n}"}) for n, name in enumerate(("Chan Dara", "Touch Sopheap", "Heng Sovann"))]
    people_sheet.save_rows(store, training, rows, TODAY)
    return typist_at(session, qtbot, training, "training")


def entry(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text().split("\t")[0] == words).trigger()


def dialog_of(typist: Typist, kind: type[D], words: str) -> D:
    entry(typist.tab.menus.of_rows(), words)
    typist.settle()
    [found] = typist.tab.window().findChildren(kind)
    return found


@pytest.mark.slow
def test_rows_are_copied_with_headings_and_with_what_was_typed_a_moment_ago(typist: Typist, session: Session) -> None:
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    speaker.will_answer("Copy with personal data")
    typist.go(0, "latin_name")
    typist.type("Dara")
    typist.press(Key.Key_Tab)
    typist.go(0, "name")
    typist.press(Key.Key_Down, Shift)
    entry(typist.tab.menus.of_rows(), "Copy the rows")
    typist.settle()
    heads, *rows = [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\n").split("\n")]
    assert heads[:2] == ["Name", "Name in Latin letters"] and [row[0] for row in rows] == ["Chan Dara", "Touch Sopheap"]
    assert rows[0][1] == "Dara" and rows[0][heads.index("Phone")] == "012 884 310"
    assert speaker.mentioned[-1] == "2 rows copied, with personal data."


@pytest.mark.slow
def test_the_sheet_is_exported_in_the_order_and_columns_of_the_grid(typist: Typist, session: Session, tmp_path: Path) -> None:
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    typist.tab.sort_to("name", descending=True)
    dialog = dialog_of(typist, ExportDialog, "Export to Excel…")
    assert dialog.which.of_people and dialog.which.rows.value() == "all"
    dialog.which.personal.setChecked(True)
    speaker.will_choose(tmp_path / "list.xlsx")
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    typist.settle()
    [sheet] = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets
    assert sheet["B3"].value == "People of Job-readiness workshop" and str(sheet["B4"].value).startswith("3 people.")
    names = [row[1] for row in sheet.iter_rows(min_row=7, values_only=True)]
    assert names == ["Touch Sopheap", "Heng Sovann", "Chan Dara"]
    heads = [cell.value for cell in sheet[6][1:]]
    assert heads == [one.head for one in typist.tab.model.columns if one.key != "check"]


@pytest.mark.slow
def test_a_session_is_ticked_for_the_selected_rows_and_one_undo_takes_it_back(typist: Typist, store: Store, session: Session) -> None:
    typist.go(0, "name")
    typist.press(Key.Key_Down, Shift)
    dialog = dialog_of(typist, BulkEditDialog, "Edit one field…")
    choose(dialog, "session_1", "yes", typist.settle)
    typist.settle(SOON_MS)
    assert dialog.now.text() == "Now: 2 Not present" and dialog.outcome.text() == "2 Not present → Present. 2 records will change."
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    typist.settle(SOON_MS)

    def ticks() -> list[tuple[int, ...]]:
        with store.read() as reading:
            return [one.value.ticks for one in reading.records("participation")]  # type: ignore[attr-defined]

    assert ticks() == [(1,), (1,), ()]
    assert [typist.text(row, "session_1") for row in range(3)] == ["✓", "✓", ""]
    typist.view.setFocus()
    typist.press(Key.Key_Z, Ctrl)
    typist.settle()
    assert ticks() == [(), (), ()]
